"""What the teller types of a member account: a deposit, a withdrawal, its opening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loans.forms.counter import WhyAgainForm
from programmes.forms.fields import DongField


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
