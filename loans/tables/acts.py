"""What is signed, said exactly: the same words on the page and in the log."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loans.models import PostingKind, PreparedAct
from loans.tables.disbursements import payment_of
from programmes.rules.money import dotted, in_words

BEHIND = (
    "session__point",
    "session__office",
    "loan__borrower",
    "loan__programme",
    "loan__balance",
    "savings_account__person",
    "prepared_by",
    "checked_by",
    "set_aside_by",
)


@dataclass(frozen=True)
class Shown:
    """An act as its signer reads it: a heading, and facts as (word, value)."""

    act: PreparedAct
    heading: str
    facts: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """What was shown, a line each, as it is kept in the log."""
        return "\n".join(
            [self.heading, *(f"{word}: {value}" for word, value in self.facts)]
        )


def shown(act: PreparedAct) -> Shown:
    """An act with everything that is signed with it; `act` was read with BEHIND."""
    person = act.loan.borrower if act.loan_id else act.savings_account.person
    amount = f"{dotted(act.amount)} đ"
    facts = [(_("Whose"), person.full_name)]
    if act.loan_id:
        facts += [
            (_("Contract"), act.loan.contract_number),
            (_("Programme"), str(act.loan.programme.short_name)),
        ]
    else:
        facts.append((_("Member account"), act.savings_account.number))
    facts += [(_("Amount"), amount), (_("In words"), in_words(act.amount))]
    if act.kind == PostingKind.DISBURSEMENT:
        facts += _of_disbursement(act)
    facts += [
        (_("Session"), str(act.session)),
        (
            _("Prepared"),
            f"{localtime(act.prepared_at):%d/%m/%Y %H:%M}, {act.prepared_by}",
        ),
    ]
    heading = f"{act.get_kind_display()} · {person.full_name} · {amount}"
    return Shown(act, heading, facts)


def _of_disbursement(act: PreparedAct) -> list[tuple[str, Any]]:
    facts = []
    payment = payment_of(act.loan)
    if payment and act.done_at is None:
        number, of, _amount = payment
        facts.append((_("Tranche"), f"{number}/{of}"))
    way = _("Cash")
    if act.is_by_transfer:
        way = _("By transfer to account %(account)s") % {"account": act.bank_account}
    facts.append((_("How paid"), way))
    receiver = _("The borrower in person")
    if act.received_by:
        receiver = _("%(name)s, by the paper %(paper)s") % {
            "name": act.received_by,
            "paper": act.authorisation,
        }
    facts.append((_("Received by"), receiver))
    return facts
