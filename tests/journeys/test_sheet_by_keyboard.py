"""A usual sheet recorded without the mouse, and what happens without a line."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from loans.models import GroupSheet, Posting, SheetDraft
from programmes.models import User
from tests import builders
from tests.cast import Country
from tests.transactions import ON_ONE_ENGINE, JourneyTestCase

APRIL = date(2026, 4, 10)


@ON_ONE_ENGINE
@pytest.mark.browser
class SheetByKeyboardTests(JourneyTestCase):
    def setUp(self):
        self.country = Country()
        User.objects.update(language="en")
        self.group = builders.running_group(self.country, size=3)
        self.session = builders.session(self.country, APRIL)
        self.path = reverse("sheet-edit", args=[self.session.pk, self.group.pk])
        self.sign_in()
        self.page.goto(f"{self.live_server_url}{self.path}")
        self.page.wait_for_function("!document.querySelector('.go-to').hidden")

    def sign_in(self):
        client = Client()
        client.force_login(self.country.lan)
        cookie = client.cookies["sessionid"].value
        self.page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": self.live_server_url}]
        )

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self):
        return self.page.evaluate("document.activeElement.id")

    def text(self, selector):
        return self.page.inner_text(selector)

    def saved(self):
        self.page.wait_for_selector('#saving[data-saving="draft"]')

    def draft(self):
        return SheetDraft.objects.get()

    def test_records_a_usual_sheet_by_star_cash_and_enter(self):
        self.assertEqual(self.focused(), "interest-1")

        self.press("*")
        self.assertEqual(self.focused(), "cash_received")
        self.press(*"993000", "Enter")
        self.page.wait_for_selector("form[data-once]")
        self.press("Enter")
        self.page.wait_for_selector(".stamp")

        self.assertEqual(GroupSheet.objects.get().cash_received, 993_000)
        self.assertIn("CT 000002", self.text(".stamp"))

    def test_goes_back_to_the_cash_that_does_not_match(self):
        self.press("*", *"900000", "Enter")
        self.page.wait_for_selector(".refusal")

        self.assertIn("short by 93.000", self.text(".refusal"))
        self.assertEqual(self.focused(), "cash_received")
        self.assertFalse(GroupSheet.objects.exists())

    def test_moves_offers_and_takes_back_by_single_keys(self):
        self.press("+")
        self.assertEqual(self.focused(), "interest-2")
        self.press("-")
        self.assertEqual(self.focused(), "interest-3")
        self.press(*"280274")
        self.assertEqual(self.page.input_value("#interest-3"), "280.274")
        self.press("Escape")
        self.assertEqual(self.page.input_value("#interest-3"), "")
        self.press(*"100000", "Enter")
        self.assertEqual(self.focused(), "deposit-3")
        self.press("ArrowUp")
        self.assertEqual(self.focused(), "deposit-2")
        self.press("/", "1", "Enter")
        self.assertEqual(self.focused(), "interest-1")
        self.press("Control+End")
        self.assertEqual(self.focused(), "cash_received")

        self.saved()
        states = self.page.eval_on_selector_all(
            "tbody.line", "lines => lines.map((line) => line.dataset.state)"
        )
        self.assertEqual(states, ["full", "absent", "part"])
        self.assertEqual(self.text('[data-sum="cash"]'), "431.000")

    def test_opens_a_line_with_its_reckoning(self):
        self.press("Alt+ArrowDown")

        self.page.wait_for_selector("#m1 .reckoning")
        self.assertEqual(self.focused(), "interest_from_savings-1")
        self.assertIn("280.273,97", self.text("#m1"))

    def test_says_under_the_line_what_is_wrong_and_offers_what_was_meant(self):
        self.press(*"1,000")
        self.page.wait_for_selector("#p1 button")
        self.assertEqual(self.page.input_value("#interest-1"), "1,000")

        self.page.click("#p1 button")
        self.saved()

        self.assertEqual(self.page.input_value("#interest-1"), "1.000")

    def test_keeps_what_was_typed_while_the_line_is_down_and_sends_it_after(self):
        self.page.context.set_offline(True)
        self.press("+")
        self.page.wait_for_selector("#offline:not([hidden])")
        self.assertIn("Draft kept here (1 lines)", self.text("#offline"))
        self.assertIn("Record when online", self.text("#to-check"))
        kept = self.page.evaluate("Object.values(localStorage).join()")
        self.assertIn("280.274", kept)
        self.assertNotIn("Bảy", kept)

        self.page.context.set_offline(False)
        self.saved()

        self.assertEqual(self.draft().lines.get(number=1).interest, 280_274)
        self.assertEqual(self.page.evaluate("localStorage.length"), 0)
        self.console_errors.clear()

    def test_asks_to_sign_in_again_and_has_the_line_after_it(self):
        cookies = self.page.context.cookies()
        self.page.context.clear_cookies()
        self.press("+")
        self.page.wait_for_selector("#offline:not([hidden])")
        self.assertIn("You are signed out.", self.text("#offline"))

        self.page.context.add_cookies(cookies)
        self.page.goto(f"{self.live_server_url}{self.path}")
        self.saved()

        self.assertEqual(self.page.input_value("#interest-1"), "280.274")
        self.assertEqual(self.draft().lines.get(number=1).interest, 280_274)

    def test_passes_over_a_held_down_enter(self):
        self.page.focus("#cash_received")
        self.page.keyboard.down("Enter")
        self.page.keyboard.down("Enter")
        self.page.keyboard.up("Enter")
        self.page.wait_for_selector(".refusal")

        self.assertFalse(Posting.objects.filter(sheet__isnull=False).exists())

    def test_becomes_a_card_for_each_member_on_a_telephone(self):
        self.page.set_viewport_size({"width": 360, "height": 800})
        self.page.click("#m2 [data-act='due']")
        self.page.click("#m3 [data-act='absent']")
        self.saved()

        self.assertLessEqual(
            self.page.evaluate("document.documentElement.scrollWidth"), 360
        )
        self.assertEqual(self.draft().lines.get(number=2).interest, 280_274)
        self.assertTrue(self.draft().lines.get(number=3).is_absent)
