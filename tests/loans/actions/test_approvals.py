"""Approvals that nobody came for lapse when the point's session opens."""

from datetime import date

from django.test import TestCase

from loans.actions import prepared, sessions
from loans.actions.approvals import lapse_approvals
from loans.actions.disbursements import disburse
from loans.models import Loan
from loans.reports.verification import differences
from programmes.models import AuditEvent
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)


class LapseTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=1)
        [cls.borrower] = builders.members(cls.group)
        cls.until_before = cls.loan(valid_until=date(2026, 4, 9))
        cls.session = builders.prepared_session(cls.country, APRIL)

    @classmethod
    def loan(cls, **values):
        return builders.loan(
            cls.country, cls.borrower, of=cls.group, disburse_on=MARCH, **values
        )

    def open(self):
        return sessions.open_session(
            session=self.session, by=self.country.hung, at=moment(APRIL)
        )

    def state(self, loan):
        return Loan.objects.get(pk=loan.pk).state

    def test_happens_by_itself_when_the_points_session_opens(self):
        self.open()

        self.assertEqual(self.state(self.until_before), "LAPSED")
        self.assertEqual(list(differences()), [])

    def test_is_kept_with_who_opened_and_which_contracts(self):
        other = self.loan(valid_until=date(2026, 4, 1))

        self.open()

        event = AuditEvent.objects.get(verb="lapse")
        self.assertEqual((event.by, event.at), (self.country.hung, moment(APRIL)))
        self.assertEqual(
            (event.before, event.after),
            ("APPROVED", f"{self.until_before}, {other}"),
        )

    def test_leaves_an_approval_that_ends_with_the_day(self):
        today = self.loan(valid_until=APRIL)

        self.open()

        self.assertEqual(self.state(today), "APPROVED")

    def test_leaves_a_loan_of_which_a_part_is_paid_out(self):
        loan = self.loan(
            valid_until=MARCH, tranches=[(MARCH, 30_000_000), (APRIL, 20_000_000)]
        )
        march = builders.session(self.country, MARCH)
        builders.disbursed(self.country, march, loan)
        builders.closed(self.country, march)

        self.open()

        self.assertEqual(self.state(loan), "ACTIVE")

    def test_leaves_the_approvals_of_another_point(self):
        elsewhere = builders.loan(
            self.country,
            builders.person(self.country, "Hồ Thị Xa", is_next=True),
            disburse_on=MARCH,
            valid_until=date(2026, 4, 9),
        )

        self.open()

        self.assertEqual(self.state(elsewhere), "APPROVED")

    def test_does_not_happen_at_the_counter_of_the_office(self):
        builders.counter(self.country, APRIL)

        self.assertEqual(self.state(self.until_before), "APPROVED")

    def test_goes_by_the_day_of_a_session_that_is_opened_late(self):
        today = self.loan(valid_until=APRIL)

        sessions.open_session(
            session=self.session, by=self.country.hung, at=moment(date(2026, 4, 13))
        )

        self.assertEqual(self.state(today), "APPROVED")

    def test_takes_three_statements_however_many_lapse(self):
        for _number in range(3):
            self.loan(valid_until=date(2026, 4, 9))

        with self.assertNumQueries(3):
            lapsed = lapse_approvals(
                session=self.session, by=self.country.hung, at=moment(APRIL)
            )
        self.assertEqual(len(lapsed), 4)

    def test_takes_one_statement_where_none_lapses(self):
        self.open()

        with self.assertNumQueries(1):
            lapsed = lapse_approvals(
                session=self.session, by=self.country.hung, at=moment(APRIL)
            )
        self.assertEqual(lapsed, [])

    def test_is_not_undone_by_a_payment(self):
        session = self.open()

        with self.refused("APPROVAL_LAPSED") as refused:
            disburse(
                loan=self.until_before,
                session=session,
                key=uuid7(moment(APRIL)),
                by=self.country.lan,
                checked_by=self.country.cuc,
                checked_way="OWN_DEVICE",
                at=moment(APRIL),
            )

        self.assertIn("09/04/2026", refused.exception.sentence)

    def test_ends_a_payment_that_was_signed_at_the_counter_before(self):
        counter = builders.counter(self.country, date(2026, 4, 9))
        who = {"by": self.country.lan, "at": moment(date(2026, 4, 9))}
        act = prepared.prepare_disbursement(
            loan=self.until_before,
            session=counter,
            is_present=True,
            has_identity=True,
            has_passbook=True,
            **who,
        )
        prepared.sign(
            acts=[act], by=self.country.cuc, way="OWN_DEVICE", at=moment(APRIL)
        )

        builders.closed(self.country, self.open())

        with self.refused("APPROVAL_LAPSED"):
            prepared.carry_out(act=act, by=self.country.lan, at=moment(APRIL))
