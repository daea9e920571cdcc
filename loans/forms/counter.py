"""What the teller types at the counter: a payment, a deposit, an account opened."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.actions.at_counter import Standing
from loans.actions.repayments import Paid
from loans.models import SavingsAccount
from programmes.forms.fields import DongField, NameField, NoteField
from programmes.rules.money import dotted

CASH, SAVINGS = "CASH", "SAVINGS"
LEAST_REASON = 10
MORE_THAN_OWED = "MORE_THAN_OWED"


class FiguresForm(forms.Form):
    """A form whose figures can be read before it is sent, and while they are wrong."""

    @property
    def figures(self) -> dict[str, Any]:
        """What is typed so far, in đồng; None for what cannot be read or is refused."""
        if self.is_bound:
            self.is_valid()
            return self.cleaned_data
        return {name: self._read(name) for name in self.fields}

    def _read(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self.initial.get(name))
        except ValidationError:
            return None


class TypedForm(FiguresForm):
    """What is typed of one loan: principal and interest, always apart."""

    principal = DongField(label=_("Principal"), zero_allowed=True, required=False)
    interest = DongField(label=_("Interest"), zero_allowed=True, required=False)

    @property
    def paid(self) -> tuple[int, int]:
        """(principal, interest), in đồng; zero where nothing can be read."""
        figures = self.figures
        return figures.get("principal") or 0, figures.get("interest") or 0


class PaidForm(TypedForm):
    """What is paid of one loan, held against what it owes."""

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standing = standing

    @property
    def amount(self) -> int:
        """What is paid of this loan, in đồng."""
        return sum(self.paid)

    @property
    def is_payoff(self) -> bool:
        return self.standing.is_payoff(*self.paid)

    @property
    def payment(self) -> Paid:
        """What the ledger is to take. Raises: MoreThanOwed."""
        return Paid(
            loan=self.standing.loan,
            amounts=self.standing.paid(*self.paid),
            is_payoff=self.is_payoff,
        )

    @property
    def is_beyond(self) -> bool:
        """Whether more is typed than is owed."""
        fields = ("principal", "interest")
        return any(self.has_error(name, MORE_THAN_OWED) for name in fields)

    def clean(self) -> dict[str, Any]:
        """Nothing beyond what is owed is taken: the surplus has no place to go."""
        cleaned, owed = super().clean(), self.standing
        if {"principal", "interest"} <= cleaned.keys() and not self.is_payoff:
            principal, interest = self.paid
            if principal > owed.principal:
                self.add_error("principal", self._beyond(owed.principal))
            if interest > owed.interest:
                self.add_error("interest", self._beyond(owed.interest))
        return cleaned

    def _beyond(self, owed: int) -> ValidationError:
        if self.standing.payoff is None:
            sentence = _("More than the %(amount)s that may be paid.")
        else:
            sentence = _("More than the %(amount)s owed. Pay off?")
        amount = {"amount": dotted(owed)}
        return ValidationError(sentence, code=MORE_THAN_OWED, params=amount)


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

    def is_valid(self) -> bool:
        return super().is_valid() and all(line.is_valid() for line in self.lines)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if all(line.is_valid() for line in self.lines) and not self.total:
            self.lines[0].add_error("principal", _("Enter what is paid."))
        return cleaned


class AmountForm(forms.Form):
    """One amount put into a member account or taken out of it."""

    amount = DongField(label=_("Amount"))


class DepositForm(AmountForm, WhyAgainForm):
    """What is paid into a member account in cash."""


class AccountForm(forms.Form):
    """What the member agrees to when an account is opened (01/TGTV)."""

    consents = forms.BooleanField(
        label=_("Agrees to automatic debit of principal and interest"), required=False
    )
