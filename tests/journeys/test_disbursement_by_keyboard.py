"""Money paid out without the mouse, signed in place on the teller's machine."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from loans.models import Posting
from programmes.models import User
from tests import builders
from tests.cast import PASSWORD, Country
from tests.transactions import JourneyTestCase

MARCH = date(2026, 3, 10)


@pytest.mark.browser
class DisbursementByKeyboardTests(JourneyTestCase):
    def setUp(self):
        self.country = Country()
        User.objects.update(language="en")
        group = builders.group(self.country, size=1)
        [member] = builders.members(group)
        builders.loan(self.country, member, of=group)
        self.session = builders.session(self.country, MARCH)
        client = Client()
        client.force_login(self.country.lan)
        cookie = client.cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.live_server_url}]
        )
        self.strokes = 0
        self.go("disbursement-index")

    def go(self, name):
        path = reverse(name, args=[self.session.pk])
        self.page.goto(f"{self.live_server_url}{path}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def sign_here(self):
        self.go("act-sign-here")
        self.page.fill("[name=username]", "cuc")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click(".signing .btn-primary")

    def test_takes_the_teller_eight_keys_at_most(self):
        self.press("Enter")
        self.page.wait_for_selector("#id_is_present:focus")
        self.press("Space", "Space", "Space", "Enter")
        self.page.wait_for_selector("text=Waiting for control")
        self.sign_here()
        self.page.wait_for_selector(".next form button:focus")
        self.press("Enter")
        self.page.wait_for_selector("text=voucher 000001")

        self.assertLessEqual(self.strokes, 8)
        posting = Posting.objects.get()
        self.assertEqual(
            (posting.posted_by, posting.checked_by, posting.checked_way),
            (self.country.lan, self.country.cuc, "IN_PLACE"),
        )
