"""What the teller types of one loan, held against what it owes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.actions.at_counter import Standing
from loans.actions.repayments import Paid
from programmes.forms.fields import DongField
from programmes.rules.money import dotted

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
    def typed_amount(self) -> int:
        """What is typed in all, in đồng, also where it is refused as too much."""
        return sum(TypedForm(self.data, prefix=self.prefix).paid)

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
