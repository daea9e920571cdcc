"""A borrower served at the counter without the mouse, and what scripts only shorten."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from loans.models import Loan, Posting, SavingsAccount
from programmes.models import User
from tests import builders
from tests.cast import Country
from tests.transactions import JourneyTestCase

APRIL = date(2026, 4, 10)


@pytest.mark.browser
class CounterByKeyboardTests(JourneyTestCase):
    def setUp(self):
        self.country = Country()
        User.objects.update(language="en")
        self.group = builders.running_group(self.country, size=2)
        self.session = builders.session(self.country, APRIL)
        self.strokes = 0
        client = Client()
        client.force_login(self.country.lan)
        cookie = client.cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.live_server_url}]
        )
        self.open(reverse("counter", args=[self.session.pk]))

    def open(self, path):
        self.page.goto(f"{self.live_server_url}{path}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def text(self, selector):
        return self.page.inner_text(selector)

    def focused(self):
        return self.page.evaluate("document.activeElement.id")

    def find_nga(self):
        self.press(*"le nga", "Enter")
        self.page.wait_for_selector("#id_principal")

    def check(self):
        self.page.wait_for_selector("form[data-once]")

    def recorded(self):
        self.page.wait_for_selector(".passbook")

    def test_is_served_in_no_more_than_32_strokes(self):
        self.find_nga()
        self.press(*"30000000", "Enter", "Enter", "Enter", *"30281000", "Enter")
        self.check()
        self.press("Enter")
        self.recorded()

        payment = Posting.objects.get(kind="REPAYMENT")
        self.assertEqual(
            (payment.principal_in_term, payment.interest_in_term),
            (-30_000_000, -280_274),
        )
        self.assertLessEqual(self.strokes, 32)
        self.assertIn("20.000.000", self.text(".passbook"))

        self.press("Enter")
        self.page.wait_for_selector("#id_q")
        self.assertEqual(self.focused(), "id_q")

    def test_puts_the_change_into_the_account_by_one_key(self):
        self.find_nga()
        self.press("Enter", "Enter", "Enter", *"281000", "Enter")
        self.check()
        self.press("F7")
        self.recorded()

        account = SavingsAccount.objects.get(person__full_name="Lê Thị Nga")
        self.assertEqual(account.balance.amount, 726)

    def test_is_asked_first_why_the_same_amount_is_paid_again(self):
        self.find_nga()
        self.press(*"1000000", "Tab", *"0", "Control+Enter")
        self.check()
        self.press("Enter")
        self.recorded()

        self.open(reverse("counter", args=[self.session.pk]))
        self.find_nga()
        self.press(*"1000000", "Tab", *"0", "Control+Enter")
        self.page.wait_for_selector("#id_why_again:focus")
        self.press(*"paid once more", "Enter")
        self.recorded()
        self.assertEqual(Posting.objects.filter(kind="REPAYMENT").count(), 2)

    def test_pays_off_by_one_key(self):
        self.find_nga()
        self.press("F8")
        self.page.wait_for_selector("[autofocus]")
        self.press("Enter")
        self.check()
        self.press("Enter")
        self.recorded()

        self.assertIn("Paid off", self.text("main"))

    def test_pays_several_loans_at_once(self):
        nga = Loan.objects.earliest("pk")
        second = builders.loan(
            self.country, nga.borrower, of=self.group, disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, second)
        self.press(*"le nga", "Enter")
        self.page.wait_for_selector("a[href$='/repay/'][autofocus]")
        self.press("Enter")
        self.page.wait_for_selector(f"#id_{second.pk}-principal")

        self.press("Enter", "Enter", *"2000000", "Enter", "Enter", "Enter")
        self.press(*"2300000", "Enter")
        self.check()
        self.assertIn("2.280.274", self.text(".counter-check"))
        self.assertIn("19.726", self.text(".counter-check"))
        self.press("Enter")
        self.recorded()

        paid = Posting.objects.filter(kind="REPAYMENT").order_by("line")
        self.assertEqual([row.cash for row in paid], [280_274, 2_000_000])
        self.assertLessEqual(self.strokes, 32)

    def test_says_the_sums_while_they_are_typed(self):
        self.find_nga()
        self.press(*"1000000", "Enter")

        self.page.wait_for_selector("#reckoned .in-words")

        self.assertIn("một triệu đồng", self.text("#reckoned").lower())
        self.assertIn("1.280.274", self.text("#reckoned"))

    def test_chooses_among_namesakes_by_the_arrows(self):
        namesake = builders.person(self.country, "Lê Thị Nga")
        self.press(*"le nga", "Enter")
        self.page.wait_for_selector("[data-rows]")

        self.press("ArrowDown", "Enter")
        self.page.wait_for_url("**person=*")

        self.assertIn(f"person={namesake.pk}", self.page.url)

    def test_keeps_a_narrow_page_within_a_telephone(self):
        self.find_nga()
        self.page.set_viewport_size({"width": 360, "height": 800})

        self.assertLessEqual(
            self.page.evaluate("document.documentElement.scrollWidth"), 360
        )
