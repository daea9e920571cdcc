"""What the printed sheets of a prepared session do not show any more."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import repayments, savings
from loans.actions.since_printing import changes_since
from loans.models import Loan, Membership
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import LONG_AGO, Country, moment
from tests.sheet_case import sheets_printed

APRIL = date(2026, 4, 10)
PRINTED_ON = APRIL - timedelta(days=2)
DAY_AFTER = APRIL - timedelta(days=1)


class ChangesSinceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.prepared_session(cls.country, APRIL)

    def print_sheets(self):
        sheets_printed(
            self.session,
            [self.group],
            by=self.country.son,
            at=moment(PRINTED_ON, 9),
        )

    def changes(self):
        return changes_since(self.session, [self.group])

    def newcomer(self, *, has_account=True):
        person = builders.person(self.country, "Trần Thị Mới")
        Membership.objects.create(group=self.group, person=person, valid_from=LONG_AGO)
        if has_account:
            savings.open_account(
                number="1050000000000999",
                person=person,
                point=self.group.point,
                opened_on=LONG_AGO,
                consents=True,
            )
        return person

    def paid_at_the_counter(self, day):
        counter = builders.counter(self.country, day)
        return repayments.repay(
            loan=Loan.objects.order_by("pk").first(),
            session=counter,
            paid={"principal_in_term": 1_000_000},
            key=uuid7(moment(day)),
            by=self.country.lan,
            at=moment(day, 10),
        )

    def test_are_unknown_before_anything_is_printed(self):
        self.assertIsNone(self.changes())

    def test_are_none_while_nothing_happened(self):
        self.print_sheets()

        changes = self.changes()

        self.assertFalse(changes)
        self.assertEqual(changes.printed_at, moment(PRINTED_ON, 9))

    def test_name_who_joined(self):
        self.print_sheets()
        person = self.newcomer()

        self.assertEqual([row.person for row in self.changes().joined], [person])

    def test_name_no_member_who_neither_owes_nor_saves(self):
        self.print_sheets()
        self.newcomer(has_account=False)

        self.assertFalse(self.changes())

    def test_name_who_left_with_the_line_of_the_sheet(self):
        self.print_sheets()
        second = builders.members(self.group)[1]
        Membership.objects.filter(person=second).update(valid_to=DAY_AFTER)

        (line,) = self.changes().left

        self.assertEqual((line.person, line.number), (second, 2))

    def test_name_payments_at_the_office(self):
        self.print_sheets()
        posting = self.paid_at_the_counter(DAY_AFTER)

        self.assertEqual(self.changes().payments, [posting])

    def test_leave_out_what_the_sheet_could_know(self):
        self.paid_at_the_counter(PRINTED_ON - timedelta(days=1))
        self.print_sheets()

        self.assertFalse(self.changes())

    def test_name_loans_newly_approved_for_the_session(self):
        self.print_sheets()
        first, second = builders.members(self.group)
        loans = [
            builders.loan(
                self.country,
                person,
                of=self.group,
                programme="WATER",
                disburse_on=APRIL,
                approved_on=approved_on,
            )
            for person, approved_on in (
                (first, DAY_AFTER),
                (second, PRINTED_ON - timedelta(days=1)),
            )
        ]

        self.assertEqual(self.changes().approved, loans[:1])

    def test_begin_anew_when_the_set_is_printed_again(self):
        self.print_sheets()
        self.newcomer()
        self.paid_at_the_counter(DAY_AFTER)

        sheets_printed(
            self.session,
            [self.group],
            by=self.country.son,
            at=moment(DAY_AFTER, 11),
        )

        self.assertFalse(self.changes())
