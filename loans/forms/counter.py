"""What the teller types at the counter: a payment of one loan or of several."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.actions.at_counter import Standing
from loans.actions.repayments import Paid
from loans.forms.paid import FiguresForm, PaidForm
from loans.models import SavingsAccount
from programmes.forms.fields import DongField, NameField, NoteField
from programmes.rules.money import dotted

CASH, SAVINGS = "CASH", "SAVINGS"
LEAST_REASON = 10


class WhyAgainForm(forms.Form):
    """Why the same amount is taken a second time."""

    why_again = NoteField(
        label=_("Why the same amount is paid again"),
        longest=200,
        required=False,
        widget=forms.TextInput,
    )

    def clean_why_again(self) -> str:
        reason = self.cleaned_data["why_again"]
        if reason and len(reason) < LEAST_REASON:
            raise ValidationError(_("At least 10 characters: say what is so."))
        return reason


class MoneyForm(WhyAgainForm, FiguresForm):
    """Where the money comes from, and who brings it.

    Without a figure for the cash given, it is given exactly.
    """

    source = forms.ChoiceField(
        label=_("Source"),
        required=False,
        widget=forms.RadioSelect,
    )
    given = DongField(label=_("Given"), required=False)
    payer = NameField(label=_("Name of who pays"), required=False)
    relation = NameField(
        label=_("Relation to the borrower"), longest=60, required=False
    )

    def __init__(
        self, *args: Any, account: SavingsAccount | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.account = account
        self.saved = account.balance.amount if account else 0
        savings = _("Member account: %(saved)s") % {"saved": dotted(self.saved)}
        choices = [(CASH, _("Cash")), (SAVINGS, savings)]
        self.fields["source"].choices = choices if account else choices[:1]

    @property
    def lines(self) -> Sequence[PaidForm]:
        """What is paid, loan by loan."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """What is paid in all, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """What cannot be taken as it is typed: (sentence, id of its field)."""
        return _wrong(self)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed, to be sent with the check page: (name, text)."""
        fields = [*self, *(field for line in self.lines for field in line)]
        sent = {field.html_name: field.data or "" for field in fields}
        return [(name, text) for name, text in sent.items() if name != "why_again"]

    @property
    def payments(self) -> list[Paid]:
        """What the ledger is to take, of the loans that something is paid of."""
        return [line.payment for line in self.lines if line.amount]

    @property
    def amounts(self) -> dict[int, int]:
        """Loan id → đồng, of the loans that something is paid of."""
        return {
            line.standing.loan.pk: line.amount for line in self.lines if line.amount
        }

    def refuse_spread(self) -> None:
        """The cash given cannot be shared out: it is missing, or more than is owed."""
        if "given" not in self.errors:
            owed = [line.standing for line in self.lines]
            most = dotted(sum(one.principal + one.due.interest for one in owed))
            sentence = _("Enter the cash given, at most %(amount)s; it is shared out.")
            self.add_error("given", sentence % {"amount": most})

    @property
    def change(self) -> int:
        given = self.figures.get("given")
        return max(given - self.total, 0) if given and self.is_cash else 0

    @property
    def is_cash(self) -> bool:
        return self.figures.get("source") != SAVINGS

    @property
    def carried(self) -> int:
        """What is left of the interest due because cash has no note for it, in đồng."""
        lines = [line for line in self.lines if not line.is_payoff]
        due = sum(line.standing.due.interest for line in lines)
        left = due - sum(line.paid[1] for line in lines)
        step = lines[0].standing.cash_step if lines else 0
        return left if self.is_cash and 0 < left < step else 0

    @property
    def payer_in_words(self) -> str:
        """Who came in the borrower's place, and the relation; "" for the borrower."""
        words = self.cleaned_data.get("payer"), self.cleaned_data.get("relation")
        return f"{words[0]} ({words[1]})" if all(words) else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_cash and self.total > self.saved:
            self.add_error(
                "source",
                _("The member account holds %(amount)s only.")
                % {"amount": dotted(self.saved)},
            )
        given = cleaned.get("given")
        if self.is_cash and given is not None and given < self.total:
            short = {"amount": dotted(self.total - given)}
            self.add_error("given", _("Short by %(amount)s") % short)
        if bool(cleaned.get("payer")) != bool(cleaned.get("relation")):
            missing = "relation" if cleaned.get("payer") else "payer"
            self.add_error(
                missing,
                _("Who pays for the borrower gives both a name and the relation."),
            )
        return cleaned


class RepayForm(MoneyForm, PaidForm):
    """What is paid of one loan, how and by whom."""

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        account = standing.account
        super().__init__(*args, standing=standing, account=account, **options)

    @property
    def lines(self) -> Sequence[PaidForm]:
        return [self]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_read = {"principal", "interest"} <= cleaned.keys()
        if is_read and not self.amount:
            self.add_error("principal", _("Enter what is paid."))
        return cleaned


class RepayAllForm(MoneyForm):
    """What is paid of several loans of one borrower at once, how and by whom."""

    def __init__(
        self,
        data: Any = None,
        *,
        standings: Sequence[Standing],
        offered: Sequence[Mapping[str, Any]] | None = None,
        **options: Any,
    ) -> None:
        """`offered` are the figures of each loan to begin with: name → value."""
        super().__init__(data, account=standings[0].account, **options)
        self._lines = [
            PaidForm(data, prefix=one.loan.pk, standing=one, initial=first)
            for one, first in zip(
                standings, offered or [{}] * len(standings), strict=True
            )
        ]

    @property
    def lines(self) -> Sequence[PaidForm]:
        return self._lines

    @property
    def wrong(self) -> list[tuple[str, str]]:
        named = [
            (f"{line.standing.loan.contract_number}: {sentence}", field)
            for line in self.lines
            for sentence, field in _wrong(line)
        ]
        return named + _wrong(self)

    def is_valid(self) -> bool:
        return super().is_valid() and all(line.is_valid() for line in self.lines)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if all(line.is_valid() for line in self.lines) and not self.total:
            self.lines[0].add_error("principal", _("Enter what is paid."))
        return cleaned


def _wrong(form: forms.Form) -> list[tuple[str, str]]:
    return [
        (sentence, form[name].id_for_label)
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
