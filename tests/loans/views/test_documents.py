"""Forms opened from the desk as PDF."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from loans.models import Printing
from tests import builders
from tests.cast import Country
from tests.loans.documents.papers import page_texts, text_of

APRIL = date(2026, 4, 10)


class SheetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.second = builders.group(cls.country, size=1)
        cls.session = builders.prepared_session(cls.country, APRIL)
        cls.address = reverse("document-sheet", args=[cls.session.pk, cls.group.pk])

    def open(self, who, address=None, method="get"):
        self.client.force_login(who)
        return getattr(self.client, method)(address or self.address)

    def test_opens_in_the_browser_as_a_pdf(self):
        response = self.open(self.country.lan)

        self.assertEqual(response.status_code, 200)
        self.assertEqual(response["Content-Type"], "application/pdf")
        self.assertEqual(
            response["Content-Disposition"],
            f'inline; filename="13-TD {self.group.code} 10-04-2026.pdf"',
        )
        self.assertIn("Lê Thị Nga", text_of(response.content))

    def test_prints_every_group_of_the_session_in_one(self):
        address = reverse("document-sheets", args=[self.session.pk])

        pages = page_texts(self.open(self.country.son, address).content)

        self.assertEqual(len(pages), 2)
        self.assertIn(self.group.code, pages[0])
        self.assertIn(self.second.code, pages[1])
        self.assertEqual(Printing.objects.count(), 2)

    def test_is_hidden_from_the_next_commune(self):
        for address in (
            self.address,
            reverse("document-sheets", args=[self.session.pk]),
        ):
            with self.subTest(address=address):
                response = self.open(self.country.tam, address)

                self.assertEqual(response.status_code, 404)
        self.assertFalse(Printing.objects.exists())

    def test_does_not_know_a_group_of_another_point(self):
        foreign = builders.group(self.country, is_next=True)
        address = reverse("document-sheet", args=[self.session.pk, foreign.pk])

        self.assertEqual(self.open(self.country.son, address).status_code, 404)

    def test_is_forbidden_to_who_may_not_see_sheets(self):
        self.assertEqual(self.open(self.country.women).status_code, 403)

    def test_is_only_read(self):
        response = self.open(self.country.lan, method="post")

        self.assertEqual(response.status_code, 405)

    def test_says_why_there_is_nothing_to_print(self):
        empty = builders.group(self.country, size=1, has_accounts=False)
        address = reverse("document-sheet", args=[self.session.pk, empty.pk])

        response = self.open(self.country.lan, address)

        self.assertEqual(response.status_code, 422)
        self.assertFalse(Printing.objects.exists())
