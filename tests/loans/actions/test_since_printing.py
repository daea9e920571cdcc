"""What the printed papers of a prepared session do not show any more."""

from datetime import date, timedelta

from django.test import TestCase

from loans.actions import repayments, savings
from loans.actions.printings import log_printings
from loans.actions.since_printing import changes_since
from loans.models import Loan, Membership, Printing
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

    def test_forget_who_left_before_the_sheet_was_printed_again(self):
        self.print_sheets()
        second = builders.members(self.group)[1]
        Membership.objects.filter(person=second).update(valid_to=PRINTED_ON)
        self.assertTrue(self.changes())

        sheets_printed(
            self.session, [self.group], by=self.country.son, at=moment(DAY_AFTER, 11)
        )

        self.assertFalse(self.changes())


class OutdatedTests(TestCase):
    """Which of the papers of a whole set must be printed again."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.other = builders.running_group(cls.country, size=1, start=date(2026, 3, 11))
        cls.session = builders.prepared_session(cls.country, APRIL)
        cls.loan, _second = Loan.objects.filter(group=cls.group).order_by("pk")
        cls.print_set()

    @classmethod
    def print_set(cls):
        """Logged as a set is, without the typesetting."""
        at = moment(PRINTED_ON, 9)
        who = {"session": cls.session, "is_recorded": False, "by": cls.country.son}
        groups = [{"group": cls.group}, {"group": cls.other}]
        sheets_printed(cls.session, [cls.group, cls.other], by=cls.country.son, at=at)
        log_printings(form="NDH", subjects=groups, at=at, **who)
        for form in ("TBNDH", "14/TD"):
            loans = [{"loan": loan} for loan in Loan.objects.all()]
            log_printings(form=form, subjects=loans, at=at, **who)
        for form in ("DSGN", "KHTM", "DSDN"):
            log_printings(form=form, subjects=[{}], at=at, **who)

    def outdated(self):
        """Form, group, loan of each paper that does not show something."""
        changes = changes_since(self.session, [self.group, self.other])
        papers = Printing.objects.filter(pk__in=changes.outdated)
        return {(one.form, one.group, one.loan) for one in papers}

    def approved(self, approved_on, *, amount=50_000_000, disburse_on=APRIL):
        return builders.loan(
            self.country,
            builders.members(self.group)[0],
            of=self.group,
            programme="WATER",
            amount=amount,
            disburse_on=disburse_on,
            approved_on=approved_on,
        )

    def test_are_none_while_nothing_happened(self):
        self.assertEqual(self.outdated(), set())

    def test_are_those_that_show_a_loan_once_principal_is_paid_at_the_office(self):
        counter = builders.counter(self.country, DAY_AFTER)
        repayments.repay(
            loan=self.loan,
            session=counter,
            paid={"principal_in_term": 1_000_000},
            key=uuid7(moment(DAY_AFTER)),
            by=self.country.lan,
            at=moment(DAY_AFTER, 10),
        )

        self.assertEqual(
            self.outdated(),
            {
                ("13/TD", self.group, None),
                ("NDH", self.group, None),
                ("TBNDH", None, self.loan),
                ("14/TD", None, self.loan),
                ("KHTM", None, None),
                ("DSDN", None, None),
            },
        )

    def test_are_not_the_list_of_borrowers_once_money_is_saved_at_the_office(self):
        counter = builders.counter(self.country, DAY_AFTER)
        savings.deposit(
            account=self.loan.borrower.savings_accounts.get(),
            amount=200_000,
            session=counter,
            key=uuid7(moment(DAY_AFTER)),
            by=self.country.lan,
            at=moment(DAY_AFTER, 10),
        )

        self.assertEqual(
            self.outdated(),
            {
                ("13/TD", self.group, None),
                ("NDH", self.group, None),
                ("KHTM", None, None),
            },
        )

    def test_are_what_is_paid_out_and_the_plan_once_a_loan_is_approved(self):
        self.approved(PRINTED_ON - timedelta(days=1))
        self.assertEqual(self.outdated(), set())

        loan = self.approved(DAY_AFTER, amount=5_000_000)

        self.assertEqual(self.outdated(), {("DSGN", None, None), ("KHTM", None, None)})
        changes = changes_since(self.session, [self.group])
        self.assertEqual(changes.approved, [loan])

    def test_are_nearly_all_once_a_loan_is_paid_out_at_the_office(self):
        loan = self.approved(PRINTED_ON - timedelta(days=1), disburse_on=DAY_AFTER)
        builders.disbursed(
            self.country, builders.counter(self.country, DAY_AFTER), loan
        )

        self.assertEqual(
            self.outdated(),
            {
                ("13/TD", self.group, None),
                ("NDH", self.group, None),
                ("DSGN", None, None),
                ("KHTM", None, None),
                ("DSDN", None, None),
            },
        )

    def test_are_the_sheet_and_the_plan_once_a_member_left(self):
        second = builders.members(self.group)[1]
        Membership.objects.filter(person=second).update(valid_to=DAY_AFTER)

        self.assertEqual(
            self.outdated(), {("13/TD", self.group, None), ("KHTM", None, None)}
        )

    def test_are_the_sheet_and_the_plan_once_a_member_joined(self):
        person = builders.person(self.country, "Trần Thị Mới")
        Membership.objects.create(group=self.other, person=person, valid_from=DAY_AFTER)
        savings.open_account(
            number="1050000000000999",
            person=person,
            point=self.other.point,
            opened_on=DAY_AFTER,
            consents=True,
        )

        self.assertEqual(
            self.outdated(), {("13/TD", self.other, None), ("KHTM", None, None)}
        )

    def test_are_found_in_eight_statements_at_most(self):
        self.approved(DAY_AFTER)
        counter = builders.counter(self.country, DAY_AFTER)
        savings.deposit(
            account=self.loan.borrower.savings_accounts.get(),
            amount=200_000,
            session=counter,
            key=uuid7(moment(DAY_AFTER)),
            by=self.country.lan,
            at=moment(DAY_AFTER, 10),
        )

        for groups in ([self.group], [self.group, self.other]):
            with self.assertNumQueries(8):
                changes_since(self.session, groups)
