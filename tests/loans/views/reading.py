"""Pages read in English, so that tests may quote what they say."""

from programmes.models import User
from tests.cast import Country
from tests.loans.views.looking import LookingTestCase


def english(country: Country) -> Country:
    """Everybody's account set to English; the sentences in the code are English."""
    User.objects.update(language="en")
    return country


class EnglishTestCase(LookingTestCase):
    """A country of people who read English."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        english(cls.country)
