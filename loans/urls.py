"""Addresses: /nouns/, /nouns/<id>/, /nouns/<id>/<verb>/; named noun-verb."""

from django.urls import path

from loans.views import (
    acts,
    cash,
    closing,
    counter,
    customers,
    desk,
    disbursements,
    documents,
    grants,
    groups,
    home,
    households,
    loans,
    minutes,
    overdue,
    papers,
    postings,
    programmes,
    repay,
    repay_all,
    reversals,
    savings,
    savings_acts,
    search,
    sessions,
    sheet_records,
    sheets,
    signing_here,
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
    path("sessions/<int:pk>/till/", closing.till, name="session-till"),
    path("sessions/<int:pk>/minutes/", minutes.show, name="session-minutes"),
    path(
        "offices/<int:office_id>/sessions/prepare/",
        sessions.prepare_counter,
        name="office-session-prepare",
    ),
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

CASH = "sessions/<int:pk>/cash/"

urlpatterns += [
    path(CASH, cash.show, name="session-cash"),
    path(f"{CASH}advance/", cash.count, {"kind": "ADVANCE"}, name="cash-advance"),
    path(f"{CASH}top-up/", cash.count, {"kind": "TOP_UP"}, name="cash-top-up"),
    path(f"{CASH}count/", cash.count, {"kind": "COUNT"}, name="cash-count"),
    path(f"{CASH}counterfeit/", cash.counterfeit, name="cash-counterfeit"),
    path(f"{CASH}report/", minutes.report_loss, name="cash-report"),
]

urlpatterns += [
    path(
        "documents/13td/<int:session>/<int:group>/",
        documents.sheet,
        name="document-sheet",
    ),
    path("documents/13td/<int:session>/", documents.sheets, name="document-sheets"),
]

urlpatterns += [
    path("sessions/<int:session>/counter/", counter.show, name="counter"),
    path(
        "sessions/<int:session>/counter/<int:posting>/",
        counter.receipt,
        name="counter-receipt",
    ),
    path("loans/<int:loan>/repay/", repay.repay, name="loan-repay"),
    path("loans/<int:loan>/repay/reckon/", repay.reckon, name="loan-reckon"),
    path("loans/<int:loan>/repay/record/", repay.record, name="loan-repay-record"),
    path("customers/<int:person>/repay/", repay_all.repay_all, name="customer-repay"),
    path(
        "customers/<int:person>/repay/reckon/", repay_all.reckon, name="customer-reckon"
    ),
    path(
        "customers/<int:person>/repay/record/",
        repay_all.record,
        name="customer-repay-record",
    ),
    path("customers/<int:person>/savings/", savings_acts.open_, name="savings-open"),
    path(
        "savings/<int:account>/deposit/", savings_acts.deposit, name="savings-deposit"
    ),
    path(
        "savings/<int:account>/withdraw/",
        savings_acts.withdraw,
        name="savings-withdraw",
    ),
]

urlpatterns += [
    path(
        "sessions/<int:session>/disbursements/",
        disbursements.index,
        name="disbursement-index",
    ),
    path(
        "sessions/<int:session>/disbursements/<int:loan>/",
        disbursements.prepare,
        name="disbursement-prepare",
    ),
    path("disbursements/<int:loan>/pay/", disbursements.pay, name="disbursement-pay"),
    path("acts/", acts.index, name="act-index"),
    path("acts/<int:act>/", acts.show, name="act-show"),
    path("acts/<int:act>/sign/", acts.sign, name="act-sign"),
    path("acts/<int:act>/carry-out/", acts.carry_out, name="act-carry-out"),
    path("acts/<int:act>/set-aside/", acts.set_aside, name="act-set-aside"),
    path("sessions/<int:session>/acts/sign/", acts.sign_many, name="act-sign-many"),
    path(
        "sessions/<int:session>/acts/sign-here/",
        signing_here.acts,
        name="act-sign-here",
    ),
    path(
        "reversals/<int:reversal>/sign-here/",
        signing_here.reversal,
        name="reversal-sign-here",
    ),
    path("sessions/<int:session>/overdue/", overdue.show, name="session-overdue"),
    path(
        "sessions/<int:session>/overdue/propose/",
        overdue.propose,
        name="session-overdue-propose",
    ),
    path(
        "sessions/<int:session>/overdue/transfer/",
        overdue.transfer,
        name="session-overdue-transfer",
    ),
]

urlpatterns += [
    path("sessions/<int:pk>/papers/", papers.index, name="session-papers"),
    path(
        "documents/set/<int:session>/",
        papers.session_set,
        name="document-session-set",
    ),
    path(
        "documents/due-list/<int:session>/<int:group>/",
        papers.due_list,
        name="document-due-list",
    ),
    path(
        "documents/due-notices/<int:session>/<int:group>/",
        papers.due_notices,
        name="document-due-notices",
    ),
    path(
        "documents/14td/<int:session>/<int:loan>/",
        papers.overdue,
        name="document-overdue",
    ),
    path(
        "documents/notes/<int:session>/",
        papers.denominations,
        name="document-denominations",
    ),
    path(
        "documents/notes/<int:session>/<int:count>/",
        papers.cash_count,
        name="document-cash-count",
    ),
    path(
        "documents/cash-voucher/<int:session>/<int:count>/",
        papers.cash_voucher,
        name="document-cash-voucher",
    ),
    path(
        "documents/closing-set/<int:session>/",
        papers.closing_set,
        name="document-closing-set",
    ),
    path("documents/receipt/<int:posting>/", papers.receipt, name="document-receipt"),
    path(
        "documents/<slug:form>/<int:session>/",
        papers.session_form,
        name="document-session",
    ),
]
