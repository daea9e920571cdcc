"""What the teller types at the counter: a payment, a deposit, an account opened."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loans.actions.at_counter import Standing
from programmes.forms.fields import DongField, NameField, NoteField
from programmes.rules.money import dotted

CASH, SAVINGS = "CASH", "SAVINGS"
LEAST_REASON = 10
MORE_THAN_OWED = "MORE_THAN_OWED"


class PaidForm(forms.Form):
    """What is paid: principal and interest, always apart."""

    principal = DongField(label=_("Principal"), zero_allowed=True, required=False)
    interest = DongField(label=_("Interest"), zero_allowed=True, required=False)


class RepayForm(PaidForm):
    """What is paid, where the money comes from, and who brings it.

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
    why_again = NoteField(
        label=_("Why the same amount is paid again"),
        longest=200,
        required=False,
        widget=forms.TextInput,
    )

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standing = standing
        savings = _("Member account: %(saved)s") % {"saved": dotted(standing.saved)}
        choices = [(CASH, _("Cash")), (SAVINGS, savings)]
        self.fields["source"].choices = choices if standing.account else choices[:1]

    @property
    def figures(self) -> dict[str, Any]:
        """What is typed so far, in đồng; None for what cannot be read or is refused."""
        if self.is_bound:
            return self.cleaned_data
        read = {name: self._read(name) for name in ("principal", "interest", "given")}
        return {**read, "source": self.initial.get("source")}

    def _read(self, name: str) -> int | None:
        try:
            return self.fields[name].clean(self.initial.get(name))
        except ValidationError:
            return None

    @property
    def total(self) -> int:
        """What is paid in all, in đồng."""
        figures = self.figures
        return (figures.get("principal") or 0) + (figures.get("interest") or 0)

    @property
    def change(self) -> int:
        given = self.figures.get("given")
        return max(given - self.total, 0) if given and self.is_cash else 0

    @property
    def is_cash(self) -> bool:
        return self.figures.get("source") != SAVINGS

    @property
    def payer_in_words(self) -> str:
        """Who came in the borrower's place, and the relation; "" for the borrower."""
        words = self.cleaned_data.get("payer"), self.cleaned_data.get("relation")
        return f"{words[0]} ({words[1]})" if all(words) else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "principal" in cleaned and "interest" in cleaned:
            self._refuse_beyond()
        if not self.is_cash and self.total > self.standing.saved:
            self.add_error(
                "source",
                _("The member account holds %(amount)s only.")
                % {"amount": dotted(self.standing.saved)},
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

    def _refuse_beyond(self) -> None:
        """Nothing beyond what is owed is taken: the surplus has no place to go."""
        owed, cleaned = self.standing, self.cleaned_data
        principal, interest = cleaned["principal"] or 0, cleaned["interest"] or 0
        if not principal and not interest:
            self.add_error("principal", _("Enter what is paid."))
        if owed.is_payoff(principal, interest):
            return
        if principal > owed.principal:
            self.add_error("principal", self._beyond(owed.principal))
        if interest > owed.interest:
            self.add_error("interest", self._beyond(owed.interest))

    def _beyond(self, owed: int) -> ValidationError:
        if self.standing.payoff is None:
            sentence = _("More than the %(amount)s that may be paid.")
        else:
            sentence = _("More than the %(amount)s owed. Pay off?")
        amount = {"amount": dotted(owed)}
        return ValidationError(sentence, code=MORE_THAN_OWED, params=amount)

    @property
    def is_beyond(self) -> bool:
        """Whether more is typed than is owed."""
        fields = ("principal", "interest")
        return any(self.has_error(name, MORE_THAN_OWED) for name in fields)

    def clean_why_again(self) -> str:
        reason = self.cleaned_data["why_again"]
        if reason and len(reason) < LEAST_REASON:
            raise ValidationError(_("At least 10 characters: say what is so."))
        return reason


class AmountForm(forms.Form):
    """One amount put into a member account or taken out of it."""

    amount = DongField(label=_("Amount"))


class AccountForm(forms.Form):
    """What the member agrees to when an account is opened (01/TGTV)."""

    consents = forms.BooleanField(
        label=_("Agrees to automatic debit of principal and interest"), required=False
    )
