"""The papers of a session: listed with their printings, and opened as PDF."""

from datetime import date, timedelta

from django.urls import reverse

from loans.actions import repayments
from loans.documents.cash_plan import CASH_PLAN
from loans.models import CashCount, Loan, Membership, Posting, Printing
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import moment
from tests.loans.documents.papers import text_of
from tests.loans.views.reading import EnglishTestCase
from tests.sheet_case import sheets_printed

MISSED = date(2027, 4, 10)


class PaperTestCase(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()
        cls.session = builders.session(cls.country, MISSED)
        cls.paid = repayments.repay(
            loan=cls.loan,
            session=cls.session,
            paid={"principal_in_term": 1_000_000},
            key=uuid7(moment(MISSED)),
            by=cls.country.lan,
            at=moment(MISSED),
        )
        cls.count = CashCount.objects.get(session=cls.session)

    def addresses(self):
        session = self.session.pk
        forms = ("due-list", "due-notices", "cash-plan", "borrowers", "14td", "report")
        return [
            reverse("document-session-set", args=[session]),
            reverse("document-due-list", args=[session, self.group.pk]),
            reverse("document-due-notices", args=[session, self.group.pk]),
            reverse("document-overdue", args=[session, self.loan.pk]),
            reverse("document-denominations", args=[session]),
            reverse("document-cash-count", args=[session, self.count.pk]),
            reverse("document-cash-voucher", args=[session, self.count.pk]),
            reverse("document-receipt", args=[self.paid.pk]),
            *(reverse("document-session", args=[form, session]) for form in forms),
        ]


class OpeningTests(PaperTestCase):
    def test_opens_each_as_a_pdf_and_logs_it(self):
        self.client.force_login(self.country.lan)
        for number, address in enumerate(self.addresses()):
            with self.subTest(address):
                response = self.client.get(address)

                self.assertEqual(response.status_code, 200)
                self.assertEqual(response["Content-Type"], "application/pdf")
                self.assertIn("inline", response["Content-Disposition"])
                self.assertGreater(Printing.objects.count(), number)

    def test_hides_each_from_the_next_commune(self):
        self.client.force_login(self.country.tam)
        for address in self.addresses():
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)
        self.assertFalse(Printing.objects.exists())

    def test_forbids_each_to_who_may_not_see_sheets_cash_or_postings(self):
        self.client.force_login(self.country.women)
        for address in self.addresses():
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 403)

    def test_only_reads(self):
        self.client.force_login(self.country.lan)
        for address in self.addresses():
            with self.subTest(address):
                self.assertEqual(self.client.post(address).status_code, 405)

    def test_says_why_there_is_nothing_to_print(self):
        response = self.look(
            self.country.lan, "document-session", "disbursements", self.session.pk
        )

        self.assertContains(response, "There is nothing to print", status_code=422)
        self.assertFalse(Printing.objects.exists())

    def test_says_that_an_accrual_has_no_receipt(self):
        accrual = Posting.objects.filter(kind="ACCRUAL").first()

        response = self.look(self.country.lan, "document-receipt", accrual.pk)

        self.assertContains(response, "There is no receipt for this", status_code=422)

    def test_knows_no_other_form(self):
        response = self.look(
            self.country.lan, "document-session", "passbook", self.session.pk
        )

        self.assertEqual(response.status_code, 404)

    def test_speaks_vietnamese_to_a_reader_of_english(self):
        response = self.look(
            self.country.lan, "document-session", "report", self.session.pk
        )

        self.assertIn("BÁO CÁO PHIÊN GIAO DỊCH", text_of(response.content))
        self.assertIn("Thu nợ, thu lãi 1", text_of(response.content))


class PapersPageTests(PaperTestCase):
    def show(self, who=None):
        return self.look(who or self.country.lan, "session-papers", self.session.pk)

    def test_lists_every_paper_with_a_link_to_print_it(self):
        response = self.show()

        addresses = set(self.addresses())
        addresses -= {
            reverse("document-receipt", args=[self.paid.pk]),
            reverse("document-session", args=["due-list", self.session.pk]),
            reverse("document-session", args=["due-notices", self.session.pk]),
            reverse("document-session", args=["14td", self.session.pk]),
        }
        for address in addresses:
            with self.subTest(address):
                self.assertContains(response, f'href="{address}"')
        self.assertContains(response, "not yet")

    def test_tells_when_by_whom_and_which_copy_was_printed_last(self):
        address = reverse("document-session", args=["report", self.session.pk])
        self.client.force_login(self.country.hung)
        self.client.get(address)
        self.client.get(address)

        response = self.show()

        self.assertContains(response, "Lê Văn Hùng · copy 2")

    def test_tells_of_the_notices_of_a_group(self):
        address = reverse("document-due-notices", args=[self.session.pk, self.group.pk])
        self.client.force_login(self.country.hung)
        self.client.get(address)

        response = self.show()

        self.assertContains(response, "Lê Văn Hùng", count=1)

    def test_has_notices_for_who_borrows_without_a_group(self):
        address = reverse("document-due-notices", args=[self.session.pk, 0])

        self.assertContains(self.show(), f'href="{address}"')
        self.client.force_login(self.country.lan)
        self.assertContains(
            self.client.get(address), "There is nothing to print", status_code=422
        )

    def test_offers_the_closing_set_once_the_session_is_closed(self):
        before = reverse("document-session-set", args=[self.session.pk])
        after = reverse("document-closing-set", args=[self.session.pk])
        self.assertNotContains(self.show(), after)

        builders.closed(self.country, self.session)

        page = self.show()
        self.assertContains(page, f'href="{after}"')
        self.assertNotContains(page, before)

    def test_is_reached_from_the_desk(self):
        response = self.look(self.country.lan, "session-show", self.session.pk)

        self.assertContains(response, reverse("session-papers", args=[self.session.pk]))

    def test_keeps_cash_from_who_may_not_see_it(self):
        response = self.show(self.country.son)

        self.assertNotContains(response, "/documents/notes/")

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.show(self.country.tam).status_code, 404)

    def test_is_forbidden_to_who_may_not_see_sheets(self):
        self.assertEqual(self.show(self.country.women).status_code, 403)

    def test_needs_no_more_statements_for_more_groups(self):
        before = self.statements(self.country.lan, "session-papers", self.session.pk)
        builders.group(self.country, size=3)
        builders.group(self.country, size=3)

        after = self.statements(self.country.lan, "session-papers", self.session.pk)

        self.assertEqual(after, before)

    def test_shows_the_notice_of_a_loan_that_was_transferred(self):
        builders.turned_overdue(self.country, self.session)

        self.assertContains(self.show(), f"14/TD · Lê Thị Nga · {self.loan}")


class ChangesTests(EnglishTestCase):
    def test_says_what_changed_since_the_sheets_were_printed(self):
        group = builders.running_group(self.country, size=2)
        session = builders.prepared_session(self.country, date(2026, 4, 10))
        day_before = session.held_on - timedelta(days=1)
        sheets_printed(session, [group], by=self.country.son, at=moment(day_before))

        unchanged = self.look(self.country.son, "session-papers", session.pk)
        Membership.objects.filter(person=builders.members(group)[1]).update(
            valid_to=day_before
        )
        changed = self.look(self.country.son, "session-papers", session.pk)

        self.assertContains(unchanged, "Nothing changed since the papers were printed")
        self.assertContains(changed, "Changed since printing")
        self.assertContains(changed, f"Left: Phạm Văn Tư, group {group.code}, line 2")

    def test_marks_each_paper_that_is_to_be_printed_again(self):
        group = builders.running_group(self.country, size=2)
        session = builders.prepared_session(self.country, date(2026, 4, 10))
        sheets_printed(
            session, [group], by=self.country.son, at=moment(session.held_on, 0)
        )
        self.look(self.country.son, "document-session", "borrowers", session.pk)

        Membership.objects.filter(person=builders.members(group)[1]).update(
            valid_to=session.held_on
        )

        page = self.look(self.country.son, "session-papers", session.pk)
        self.assertContains(page, "changed since", count=1)

    def test_names_nobody_to_who_reaches_a_part_of_the_session(self):
        women = builders.running_group(self.country, size=1)
        farmers = builders.group(self.country, size=1, organisation="FARMERS")
        session = builders.prepared_session(self.country, date(2026, 4, 10))
        day_before = session.held_on - timedelta(days=1)
        CASH_PLAN.pdf(session=session, by=self.country.son, at=moment(day_before))
        [borrower] = builders.members(farmers)
        builders.loan(self.country, borrower, of=farmers, disburse_on=session.held_on)
        reader = self.country.hung
        reader.posts.update(organisation=self.country.organisations["WOMEN"])

        page = self.look(reader, "session-papers", session.pk)

        self.assertContains(page, women.code)
        self.assertNotContains(page, borrower.full_name)

    def test_is_silent_once_the_session_is_open(self):
        builders.running_group(self.country, size=1)
        session = builders.session(self.country, date(2026, 4, 10))

        response = self.look(self.country.son, "session-papers", session.pk)

        self.assertNotContains(response, "since")
