"""Pages as a program for accessibility reads them, and on the narrowest screen."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from loans.models import Loan, Person
from programmes.models import User
from tests import builders
from tests.cast import Country
from tests.transactions import ON_ONE_ENGINE, JourneyTestCase

APRIL = date(2026, 4, 10)
NARROW = {"width": 320, "height": 800}


@pytest.mark.browser
@ON_ONE_ENGINE
class PageTests(JourneyTestCase):
    def setUp(self):
        self.country = Country()
        User.objects.update(language="vi")
        self.group = builders.running_group(self.country, size=3)
        self.session = builders.session(self.country, APRIL)
        self.axe = Axe()

    def sign_in(self):
        client = Client()
        client.force_login(self.country.lan)
        cookie = client.cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.live_server_url}]
        )

    def is_well(self, what, path=None):
        """Nothing that axe finds, and no scrolling sideways on 320 px."""
        if path:
            self.page.goto(f"{self.live_server_url}{path}", wait_until="networkidle")
        found = self.axe.run(self.page)
        with self.subTest(what):
            self.assertEqual(found.violations_count, 0, found.generate_report())
        wide = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        with self.subTest(f"{what} on 320 px"):
            self.assertLessEqual(width, NARROW["width"])
        self.page.set_viewport_size(wide)

    def test_of_every_step_of_the_day_are_well(self):
        self.is_well("sign in", reverse("account_login"))
        self.sign_in()
        loan = Loan.objects.order_by("pk")[0]
        person = Person.objects.order_by("pk")[0]
        session = [self.session.pk]
        pages = (
            ("home", reverse("home")),
            ("sessions", reverse("session-index")),
            ("desk", reverse("session-show", args=session)),
            ("till", reverse("session-cash", args=session)),
            ("counter", reverse("counter", args=session)),
            ("payment", reverse("loan-repay", args=[loan.pk])),
            ("all loans", reverse("customer-repay", args=[loan.borrower_id])),
            ("disbursements", reverse("disbursement-index", args=session)),
            ("loan", reverse("loan-show", args=[loan.pk])),
            ("loans", reverse("loan-index")),
            ("group", reverse("group-show", args=[self.group.pk])),
            ("customer", reverse("customer-show", args=[person.pk])),
            ("search", reverse("search")),
            ("entries", reverse("posting-index")),
            ("sheet", reverse("sheet-edit", args=[*session, self.group.pk])),
        )
        for what, path in pages:
            self.is_well(what, path)

        self.page.focus("#interest-1")
        for key in ("*", *"993000", "Enter"):
            self.page.keyboard.press(key)
        self.page.wait_for_selector("form[data-once]")
        self.is_well("check")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".stamp")
        self.is_well("recorded")
