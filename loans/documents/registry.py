"""Every form that can be printed, by its number."""

from loans.documents.borrowers_list import BORROWERS_LIST
from loans.documents.cash_plan import CASH_PLAN
from loans.documents.cash_voucher import CASH_VOUCHER
from loans.documents.closing_set import CLOSING_SET, ClosingSet
from loans.documents.denominations import DENOMINATIONS
from loans.documents.disbursement_list import DISBURSEMENT_LIST
from loans.documents.document import Document
from loans.documents.due_list import DUE_LIST
from loans.documents.due_notice import DUE_NOTICE
from loans.documents.overdue_notice import OVERDUE_NOTICE
from loans.documents.receipt import RECEIPT
from loans.documents.session_report import SESSION_REPORT
from loans.documents.session_set import SESSION_SET, SessionSet
from loans.documents.sheet_13td import SHEET_13TD

Form = Document | SessionSet | ClosingSet

FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        SHEET_13TD,
        DUE_LIST,
        DUE_NOTICE,
        DISBURSEMENT_LIST,
        OVERDUE_NOTICE,
        BORROWERS_LIST,
        CASH_PLAN,
        DENOMINATIONS,
        SESSION_REPORT,
        RECEIPT,
        CASH_VOUCHER,
        SESSION_SET,
        CLOSING_SET,
    )
}


def form_named(number: str) -> Form:
    """The form "13/TD", also written "13td". Raises: KeyError."""
    plain = {code.replace("/", "").lower(): form for code, form in FORMS.items()}
    return plain[number.replace("/", "").lower()]
