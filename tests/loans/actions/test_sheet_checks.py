"""What stands in the way of recording a sheet: said of all lines at once."""

from datetime import date

from django.test import TestCase

from loans.actions import drafts, dues
from loans.actions.sheet_checks import check_sheet
from loans.models import BoardMember, CollectionContract
from tests import builders
from tests.cast import Country, moment
from tests.sheet_case import paid_at_the_counter

APRIL = date(2026, 4, 10)
AT = moment(APRIL)


class CheckTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def setUp(self):
        self.draft = builders.draft(self.country, self.group, self.session)

    def typed(self, number, **values):
        drafts.save_lines(
            draft=self.draft, lines={number: values}, by=self.country.lan, at=AT
        )

    def check(self, **head):
        draft = drafts.save_head(
            draft=self.draft, values=head, by=self.country.lan, at=AT
        )
        lines = list(draft.lines.select_related("person").order_by("number"))
        return check_sheet(draft, lines, dues.group_dues(self.group, self.session))

    def found(self, **head):
        check = self.check(**head)
        return [(one.line, one.code) for one in check.problems]

    def test_finds_nothing_in_a_sheet_as_due(self):
        check = self.check()

        self.assertTrue(check.is_ready)
        self.assertEqual((check.cash_due, check.difference), (662_000, 0))

    def test_asks_about_every_blank_line(self):
        self.typed(1, interest=None, deposit=None, principal_from_savings=None)
        self.typed(2, interest=None, deposit=None, principal_from_savings=None)

        self.assertEqual(
            self.found(cash_received=0), [(1, "LINE_BLANK"), (2, "LINE_BLANK")]
        )

    def test_takes_a_typed_zero_for_an_entry(self):
        self.typed(1, interest=0, deposit=None)

        self.assertEqual(self.found(cash_received=331_000), [])

    def test_refuses_more_interest_than_is_owed(self):
        self.typed(1, interest=280_275)

        self.assertEqual(self.found(cash_received=662_001), [(1, "MORE_THAN_OWED")])

    def test_counts_what_was_paid_at_the_counter_meanwhile(self):
        paid_at_the_counter(self.country, self.session, amount=80_274)

        self.assertEqual(self.found(), [(1, "MORE_THAN_OWED")])

    def test_refuses_more_principal_than_is_outstanding(self):
        self.typed(1, principal_from_savings=50_000_001)

        self.assertEqual(self.found(), [(1, "MORE_THAN_OWED"), (1, "NOT_ENOUGH_SAVED")])

    def test_refuses_more_than_the_member_saved(self):
        self.typed(1, interest=200_000, interest_from_savings=50_727)

        self.assertEqual(self.found(cash_received=581_726), [(1, "NOT_ENOUGH_SAVED")])

    def test_waits_for_the_reason_of_an_unusual_deposit(self):
        self.typed(1, deposit=500_000)
        cash = 280_274 + 500_000 + 331_000
        self.assertEqual(self.found(cash_received=cash), [(1, "UNUSUAL_DEPOSIT")])

        self.typed(1, note="Bán bò, gửi tiết kiệm")

        self.assertEqual(self.found(), [])

    def test_refuses_money_of_who_left_the_group_and_nothing_else(self):
        leaver = builders.members(self.group)[1]
        self.group.memberships.filter(person=leaver).update(valid_to=APRIL)
        BoardMember.objects.filter(person=leaver).update(valid_to=APRIL)

        self.assertEqual(self.found(), [(2, "LEFT_THE_GROUP")])

    def test_refuses_whoever_is_neither_leader_nor_deputy(self):
        BoardMember.objects.filter(role="DEPUTY").update(valid_to=APRIL)

        self.assertEqual(self.found(handed_in_by=""), [(0, "NOBODY_HANDED_IN")])
        self.assertEqual(
            self.found(handed_in_by="DEPUTY"), [(0, "NO_SUCH_BOARD_MEMBER")]
        )

    def test_refuses_a_group_whose_contract_ended_and_says_when(self):
        CollectionContract.objects.update(valid_to=date(2026, 4, 1))

        [problem] = self.check().problems

        self.assertEqual(problem.code, "MAY_NOT_COLLECT")
        self.assertIn("01/04/2026", str(problem.sentence))

    def test_refuses_a_group_that_never_had_a_contract(self):
        CollectionContract.objects.update(
            withdrawn_at=AT, withdrawn_by=self.country.dao, withdrawn_reason="Nhập nhầm"
        )

        self.assertEqual(self.found(), [(0, "MAY_NOT_COLLECT")])

    def test_asks_for_the_cash_and_says_what_is_missing_or_over(self):
        self.assertEqual(self.found(cash_received=None), [(0, "CASH_NOT_ENTERED")])
        self.assertEqual(self.found(cash_received=650_000), [(0, "CASH_DIFFERS")])
        self.assertEqual(self.check(cash_received=663_000).difference, 1_000)

    def test_counts_a_member_short_of_small_change_as_full(self):
        self.typed(1, interest=279_275)
        self.typed(2, interest=279_274)

        counts = self.check().counts

        self.assertEqual((counts["full"], counts["part"]), (1, 1))
