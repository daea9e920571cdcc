"""Rules for a password beside its length: no composition rule, no forced change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CONTEXT_WORDS = ("vbsp", "nhcsxh", "nganhang", "chinhsach", "matkhau", "password")


class MaximumLengthValidator:
    """Refuse more than 128 characters: a hash of megabytes is an attack."""

    longest = 128

    def validate(self, password, user=None):
        if len(password) > self.longest:
            raise ValidationError(
                _("The password is longer than 128 characters."),
                code="password_too_long",
            )

    def get_help_text(self):
        return _("Your password has at most 128 characters.")


class ContextWordValidator:
    """Refuse a password in which the bank's own words leave fewer than 8 characters."""

    left_over = 8

    def validate(self, password, user=None):
        rest = password.lower()
        for word in CONTEXT_WORDS:
            rest = rest.replace(word, "")
        if rest != password.lower() and len(rest) < self.left_over:
            raise ValidationError(
                _("The password is little more than a word of this bank."),
                code="password_of_context_words",
            )

    def get_help_text(self):
        return _("Your password is not built from the name of the bank.")
