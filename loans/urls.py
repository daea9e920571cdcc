"""Addresses: /nouns/, /nouns/<id>/, /nouns/<id>/<verb>/; named noun-verb."""

from django.urls import path

from loans.views import (
    closing,
    customers,
    desk,
    documents,
    grants,
    groups,
    home,
    households,
    loans,
    postings,
    programmes,
    reversals,
    savings,
    search,
    sessions,
    sheet_records,
    sheets,
)

urlpatterns = [
    path("", home.show, name="home"),
    path("sessions/", sessions.index, name="session-index"),
    path(
        "sessions/prepare/<int:point_id>/<str:day>/",
        sessions.prepare,
        name="session-prepare",
    ),
    path("sessions/<int:pk>/", desk.show, name="session-show"),
    path("sessions/<int:pk>/open/", sessions.open_, name="session-open"),
    path("sessions/<int:pk>/progress/", desk.progress, name="session-progress"),
    path(
        "sessions/<int:pk>/arrived/<int:group_id>/",
        desk.arrived,
        name="session-arrived",
    ),
    path("sessions/<int:pk>/count/", closing.count, name="session-count"),
    path("sessions/<int:pk>/reopen/", closing.reopen, name="session-reopen"),
    path("sessions/<int:pk>/close/", closing.close, name="session-close"),
]

SHEET = "sessions/<int:session>/sheets/<int:group>/"

urlpatterns += [
    path(SHEET, sheets.edit, name="sheet-edit"),
    path(f"{SHEET}lines/", sheets.line, name="sheet-line"),
    path(
        f"{SHEET}lines/<int:number>/", sheet_records.explain_line, name="sheet-explain"
    ),
    path(f"{SHEET}lines/<int:number>/reverse/", reversals.ask, name="reversal-ask"),
    path(f"{SHEET}head/", sheets.head, name="sheet-head"),
    path(f"{SHEET}as-due/", sheets.as_due, name="sheet-as-due"),
    path(f"{SHEET}not-paid/", sheets.not_paid, name="sheet-not-paid"),
    path(f"{SHEET}take/", sheets.take, name="sheet-take"),
    path(f"{SHEET}check/", sheets.check, name="sheet-check"),
    path(f"{SHEET}record/", sheets.record, name="sheet-record"),
    path("postings/", postings.index, name="posting-index"),
    path("postings/<int:posting>/", postings.show, name="posting-show"),
    path(
        "postings/<int:posting>/reverse/",
        reversals.ask_for_posting,
        name="posting-reverse",
    ),
    path("reversals/", reversals.index, name="reversal-index"),
    path("reversals/<int:reversal>/", reversals.show, name="reversal-show"),
    path("reversals/<int:reversal>/agree/", reversals.agree, name="reversal-agree"),
    path(
        "reversals/<int:reversal>/decline/", reversals.decline, name="reversal-decline"
    ),
]

urlpatterns += [
    path("groups/", groups.index, name="group-index"),
    path("groups/<int:group>/", groups.show, name="group-show"),
    path("households/<int:household>/", households.show, name="household-show"),
    path("customers/<int:person>/", customers.show, name="customer-show"),
    path("customers/<int:person>/reveal/", customers.reveal, name="customer-reveal"),
    path("savings/<int:account>/", savings.show, name="savings-show"),
    path("loans/", loans.index, name="loan-index"),
    path("loans/<int:loan>/", loans.show, name="loan-show"),
    path("loans/<int:loan>/statement/", loans.statement, name="loan-statement"),
    path("programmes/", programmes.index, name="programme-index"),
    path("programmes/<int:programme>/", programmes.show, name="programme-show"),
    path("grants/", grants.index, name="grant-index"),
    path("search/", search.search, name="search"),
]

urlpatterns += [
    path(
        "documents/13td/<int:session>/<int:group>/",
        documents.sheet,
        name="document-sheet",
    ),
    path("documents/13td/<int:session>/", documents.sheets, name="document-sheets"),
]
