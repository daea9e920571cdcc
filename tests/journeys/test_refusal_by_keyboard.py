"""From a refusal back to what is to be corrected, without the mouse."""

from datetime import date

import pytest

from tests import builders
from tests.cast import Country
from tests.journeys.hand import Hand
from tests.transactions import JourneyTestCase

MARCH = date(2026, 3, 10)


@pytest.mark.browser
class RefusalByKeyboardTests(JourneyTestCase):
    def test_leads_to_the_password_that_was_wrong_by_one_key(self):
        country = Country()
        session = builders.session(country, MARCH)
        teller = Hand(self, country.lan)
        teller.open("cash-advance", session.pk)
        teller.to("#id_note-500000")
        teller.type("1")
        teller.page.fill("[type=password]", "wrong")
        teller.press("Control+Enter")
        teller.to(".refusal")

        teller.press("Enter")

        teller.to("[type=password]")
        self.assertEqual(teller.page.input_value("#id_note-500000"), "1")
