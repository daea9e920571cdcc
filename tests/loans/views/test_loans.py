from datetime import date

from django.urls import reverse
from django.utils import timezone

from loans.actions import reversals
from loans.models import Loan
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import moment
from tests.loans.views.looking import LookingTestCase

APRIL = date(2026, 4, 10)


class LoanIndexTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=3)

    def names(self, page):
        return [loan.borrower.full_name for loan, _badges in page.context["rows"]]

    def test_lists_loans_by_the_given_names_of_their_borrowers(self):
        page = self.look(self.country.lan, "loan-index")

        self.assertEqual(
            self.names(page), ["Nguyễn Thị Bảy", "Lê Thị Nga", "Phạm Văn Tư"]
        )

    def test_goes_on_after_a_row_without_a_name_in_the_address(self):
        first = self.look(self.country.lan, "loan-index", size="1")
        second = self.client.get(reverse("loan-index") + first.context["after_url"])

        self.assertEqual(self.names(second), ["Lê Thị Nga"])
        self.assertEqual(
            first.context["after_url"],
            f"?size=1&after={first.context['rows'][0][0].pk}",
        )

    def test_is_narrowed_by_programme_state_and_group(self):
        for parameters, found in (
            ({"programme": "POOR"}, 3),
            ({"programme": "WATER"}, 0),
            ({"state": "ACTIVE"}, 3),
            ({"state": "CLOSED"}, 0),
            ({"group": self.group.code}, 3),
            ({"group": "0000000"}, 0),
            ({"overdue": "on"}, 0),
        ):
            with self.subTest(parameters):
                page = self.look(self.country.lan, "loan-index", **parameters)

                self.assertEqual(len(page.context["rows"]), found)
                self.assertEqual(page.context["count"], found)

    def test_answers_nonsense_with_a_message_or_the_first_page(self):
        for parameters in (
            {"page": "abc"},
            {"after": "9" * 20},
            {"group": "12"},
            {"state": "EVERYTHING"},
            {"programme": "1" * 20},
            {"size": "999999999"},
        ):
            with self.subTest(parameters):
                page = self.look(self.country.lan, "loan-index", **parameters)

                self.assertEqual(len(page.context["rows"]), 3)

    def test_hides_from_the_next_commune(self):
        page = self.look(self.country.tam, "loan-index")

        self.assertEqual(page.context["rows"], [])

    def test_shows_an_organisation_its_own_loans_alone(self):
        farmers = builders.running_group(
            self.country, size=1, start=APRIL, organisation="FARMERS"
        )

        page = self.look(self.country.women, "loan-index")

        groups = {loan.group for loan, _badges in page.context["rows"]}
        self.assertEqual(groups, {self.group})
        self.assertNotIn(farmers, groups)

    def test_refuses_who_may_not_see_loans(self):
        page = self.look(self.country.system, "loan-index")

        self.assertEqual(page.status_code, 403)

    def test_shows_no_citizen_id(self):
        page = self.look(self.country.lan, "loan-index")

        self.assertNotContains(page, builders.members(self.group)[0].citizen_id)

    def test_needs_no_more_statements_for_more_loans(self):
        few = self.statements(self.country.lan, "loan-index")
        builders.running_group(self.country, size=5, start=APRIL)

        self.assertEqual(self.statements(self.country.lan, "loan-index"), few)


class LoanPageTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()
        cls.session = builders.session(cls.country, APRIL)
        builders.recorded(cls.country, cls.group, cls.session)

    def test_shows_balance_schedule_rates_and_entries(self):
        page = self.look(self.country.lan, "loan-show", self.loan.pk)

        self.assertContains(page, "50.000.000")
        self.assertEqual(len(page.context["schedule"]), 5)
        self.assertContains(page, "750/QĐ-TTg")
        self.assertEqual(
            [type(line).__name__ for line in page.context["timeline"].lines],
            ["Event", "Fold", "Event"],
        )

    def test_opens_the_interest_into_days_balance_and_rate(self):
        page = self.look(self.country.lan, "loan-show", self.loan.pk)

        interest = page.context["interest"]
        [column] = interest.columns
        self.assertEqual(interest.start, APRIL)
        self.assertEqual(column.lines[0].amount, 50_000_000)
        self.assertContains(page, "6,6")

    def test_says_why_an_act_is_not_open(self):
        page = self.look(self.country.son, "loan-show", self.loan.pk)

        reasons = [act.reason for act in page.context["acts"]]
        self.assertNotIn("", [a.reason or a.url for a in page.context["acts"]])
        self.assertEqual(len(reasons), 5)
        self.assertNotContains(page, "disabled")

    def test_says_until_when_an_approval_stood_that_lapsed(self):
        builders.closed(self.country, self.session)
        loan = builders.loan(self.country, self.loan.borrower, valid_until=APRIL)
        builders.session(self.country, date(2026, 5, 10))

        page = self.look(self.country.lan, "loan-show", loan.pk)

        self.assertContains(page, "Hết hiệu lực")
        self.assertContains(page, "Phê duyệt có hiệu lực đến ngày 10/04/2026.")

    def test_leads_a_teller_to_the_payment_at_the_point_or_the_offices_counter(self):
        repay = reverse("loan-repay", args=[self.loan.pk])
        seen = [self.country.lan, "loan-show", self.loan.pk]
        self.assertContains(self.look(*seen), repay)
        builders.closed(self.country, self.session)
        self.assertNotContains(self.look(*seen), repay)

        builders.counter(self.country, timezone.localdate())

        self.assertContains(self.look(*seen), repay)

    def test_hides_from_the_next_commune(self):
        for name in ("loan-show", "loan-statement"):
            with self.subTest(name):
                page = self.look(self.country.tam, name, self.loan.pk)

                self.assertEqual(page.status_code, 404)

    def test_hides_from_another_organisation(self):
        may = builders.closed(self.country, self.session)
        farmers = builders.running_group(
            self.country, size=1, start=date(2026, 5, 10), organisation="FARMERS"
        )

        page = self.look(
            self.country.women, "loan-show", Loan.objects.get(group=farmers).pk
        )

        self.assertEqual((may.state, page.status_code), ("CLOSED", 404))

    def test_refuses_who_may_not_see_loans(self):
        page = self.look(self.country.programmes_admin, "loan-show", self.loan.pk)

        self.assertEqual(page.status_code, 403)

    def test_needs_no_more_statements_for_more_entries(self):
        few = self.statements(self.country.lan, "loan-show", self.loan.pk)
        builders.closed(self.country, self.session)
        may = builders.session(self.country, date(2026, 5, 10))
        builders.recorded(self.country, self.group, may)
        many = self.statements(self.country.lan, "loan-show", self.loan.pk)

        self.assertEqual((few, many), (11, 11))

    def test_needs_one_statement_more_to_name_the_next_session(self):
        builders.closed(self.country, self.session)

        self.assertEqual(
            self.statements(self.country.lan, "loan-show", self.loan.pk), 12
        )

    def test_joins_a_reversed_row_to_its_reversal(self):
        paid = self.loan.postings.get(kind="REPAYMENT")
        request = reversals.ask_reversal(
            session=self.session,
            posting=paid,
            reason="Ghi nhầm tên người nộp",
            by=self.country.lan,
            at=moment(APRIL),
        )
        [undoing] = reversals.agree_reversal(
            request=request,
            key=uuid7(moment(APRIL)),
            by=self.country.cuc,
            at=moment(APRIL),
        )

        page = self.look(self.country.lan, "loan-show", self.loan.pk)

        self.assertContains(page, f'<tr id="posting-{paid.pk}" class="reversed">')
        self.assertContains(page, f'href="#posting-{undoing.pk}"')
        self.assertContains(page, f'href="#posting-{paid.pk}"')
        self.assertContains(page, "Ghi nhầm tên người nộp")


class LoanStatementTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()

    def test_shows_the_rows_before_the_one_named(self):
        first = self.loan.postings.get()

        page = self.look(
            self.country.lan, "loan-statement", self.loan.pk, before=first.pk + 1
        )

        self.assertEqual(len(page.context["timeline"].lines), 1)

    def test_begins_anew_where_the_address_is_nonsense(self):
        for before in ("abc", "-1", "9" * 20):
            with self.subTest(before):
                page = self.look(
                    self.country.lan, "loan-statement", self.loan.pk, before=before
                )

                self.assertEqual(len(page.context["timeline"].lines), 1)
