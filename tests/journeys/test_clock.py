"""F11: a laptop whose clock is a year ahead changes nothing, and is told so."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loans.models import Posting
from programmes.models import User
from tests import builders
from tests.cast import Country
from tests.transactions import ON_ONE_ENGINE, JourneyTestCase

APRIL = date(2026, 4, 10)
A_YEAR, A_MINUTE = timedelta(days=365), timedelta(minutes=1)


@ON_ONE_ENGINE
@pytest.mark.browser
class WrongClockTests(JourneyTestCase):
    def setUp(self):
        self.country = Country()
        User.objects.update(language="en")
        self.group = builders.running_group(self.country, size=1)
        self.session = builders.session(self.country, APRIL)
        client = Client()
        client.force_login(self.country.lan)
        cookie = client.cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.live_server_url}]
        )

    def open(self, *, ahead):
        self.page.clock.set_fixed_time(timezone.now() + ahead)
        self.page.goto(
            self.live_server_url + reverse("counter", args=[self.session.pk])
        )

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def test_is_told_and_what_is_paid_stands_on_the_servers_day(self):
        begun = timezone.now()
        self.open(ahead=A_YEAR)
        self.assertIn("clock of this machine is wrong", self.page.inner_text("#clock"))

        self.press(*"le nga", "Enter")
        self.page.wait_for_selector("#id_principal")
        self.press("Enter", "Enter", "Enter", *"281000", "Enter")
        self.page.wait_for_selector("form[data-once]")
        self.press("Enter")
        self.page.wait_for_selector(".passbook")

        paid = Posting.objects.get(kind="REPAYMENT")
        self.assertEqual(paid.value_date, APRIL)
        self.assertLess(paid.posted_at - begun, timedelta(hours=1))

    def test_is_not_asked_for_the_day_of_today(self):
        self.open(ahead=A_YEAR)
        self.page.evaluate(DAY)

        day = self.page.locator("#day")
        day.press_sequentially("h")
        day.press("Tab")

        self.assertEqual(day.input_value(), f"{timezone.localdate():%d/%m/%Y}")

    def test_is_not_spoken_of_where_it_is_right_enough(self):
        self.open(ahead=A_MINUTE)

        self.assertFalse(self.page.is_visible("#clock"))


DAY = """() => {
  const field = document.createElement("input");
  field.id = "day";
  field.dataset.day = "";
  document.getElementById("work").append(field);
}"""
