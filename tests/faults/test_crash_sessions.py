"""F01: a session killed as it opens, turns loans overdue or closes; point by point."""

from datetime import time

from django.db import transaction

from loans.actions import prepared, prepared_overdue, sessions
from loans.models import Household
from programmes.models import PointDay, PointPlace, TransactionPoint
from tests import builders
from tests.cast import LONG_AGO, moment
from tests.faults.acts import ACTS, APRIL, AT, MARCH, MAY
from tests.faults.crash_case import CrashCase


class PointsCase(CrashCase):
    """Sessions of a day, each of a point of its own."""

    def prepared(self, number, held_on=APRIL, **terms):
        """A session of a point of its own, with one loan whose interest has run."""
        point = TransactionPoint.objects.create(
            code=f"TXN9{number:04}", name=f"Điểm {number}", office=self.country.office
        )
        PointPlace.objects.create(
            point=point, commune=self.country.commune, valid_from=LONG_AGO
        )
        PointDay.objects.create(
            point=point,
            session_day=10,
            starts_at=time(8),
            ends_at=time(11),
            valid_from=LONG_AGO,
        )
        borrower = builders.person(self.country, "Lê Thị Nga")
        Household.objects.filter(pk=borrower.household_id).update(point=point)
        borrower.household.refresh_from_db()
        march = builders.session(self.country, MARCH, point=point)
        loan = builders.loan(self.country, borrower, **terms)
        builders.disbursed(self.country, march, loan)
        builders.closed(self.country, march)
        return builders.prepared_session(self.country, held_on, point=point)


class OverdueTests(PointsCase):
    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.sessions = [self.signed(number) for number in range(20)]

    def signed(self, number):
        """A session of May in which a loan of a month is signed to turn overdue."""
        session = self.prepared(number, MAY, term_months=1, period_months=1)
        ACTS["opening"](session.pk, None)
        at = moment(MAY, 2)
        acts = prepared_overdue.prepare_overdue(
            session=session, by=self.country.hung, at=at
        )
        prepared.sign(acts=acts, by=self.country.cuc, way="OWN_DEVICE", at=at)
        return session

    def test_transfer_is_posted_or_not_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("overdue", self.sessions)


class SessionTests(PointsCase):
    """Opening with its accruals, and closing with its seal; point after point."""

    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.sessions = [self.prepared(number) for number in range(26)]

    def test_opening_accrues_for_all_or_does_not_open_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("opening", self.sessions)

    def test_closing_seals_or_does_not_close_wherever_it_is_killed(self):
        with transaction.atomic():
            for session in self.sessions:
                ACTS["opening"](session.pk, None)
                sessions.begin_count(session=session, by=self.country.cuc, at=AT)
                builders.till_counted(self.country, session)

        self.assert_sound_wherever_killed("closing", self.sessions)
