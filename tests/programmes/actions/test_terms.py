from datetime import date
from decimal import Decimal

from django.test import TestCase

from programmes.actions.refusals import Refused
from programmes.actions.terms import end, follow, withdraw
from programmes.models import AuditEvent, PointDay, ProgrammeTerms
from tests.programmes import frame

NEW_YEAR = date(2026, 1, 1)


class RefusalsMixin:
    def assert_refused(self, code, action, *arguments, **named):
        with self.assertRaises(Refused) as caught:
            action(*arguments, **named)
        self.assertEqual(caught.exception.code, code)


class FollowTests(RefusalsMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = frame.user()
        cls.old_basis = frame.basis("74/2019/NĐ-CP")
        cls.new_basis = frame.basis("338/2025/NĐ-CP")
        cls.programme = frame.programme("JOBS", "GQVL")
        cls.terms = frame.terms(cls.programme, cls.old_basis)
        frame.periods(cls.terms, up_to_12=12, up_to_60=24)

    def follow(self, **named):
        return follow(
            self.terms,
            **{
                "on": NEW_YEAR,
                "legal_basis": self.new_basis,
                "by": self.user,
                "at": frame.MOMENT,
            }
            | named,
        )

    def test_ends_the_row_in_force_and_adds_the_next(self):
        new = self.follow(share_percent=Decimal(127))

        self.terms.refresh_from_db()
        self.assertEqual(self.terms.valid_to, NEW_YEAR)
        self.assertEqual((new.valid_from, new.valid_to), (NEW_YEAR, None))
        self.assertEqual(self.programme.terms_on(date(2025, 12, 31)), self.terms)
        self.assertEqual(self.programme.terms_on(NEW_YEAR), new)

    def test_changes_what_the_decision_changes_and_keeps_the_rest(self):
        new = self.follow(share_percent=Decimal(127))

        self.assertEqual(
            (new.share_percent, new.max_amount, new.legal_basis),
            (Decimal(127), 100_000_000, self.new_basis),
        )

    def test_carries_the_principal_periods_over(self):
        self.assertEqual(self.follow().period_months(60), 24)

    def test_replaces_the_principal_periods_where_the_decision_does(self):
        self.assertEqual(self.follow(periods={60: 12}).period_months(60), 12)

    def test_is_recorded_with_before_and_after(self):
        self.follow(share_percent=Decimal(127))

        event = AuditEvent.objects.get()
        self.assertEqual((event.verb, event.noun), ("FOLLOW", "ProgrammeTerms"))
        self.assertEqual((event.by, event.at), (self.user, frame.MOMENT))
        self.assertIn("share_percent: 100", event.before)
        self.assertIn("share_percent: 127", event.after)

    def test_needs_a_basis(self):
        self.assert_refused("NO_BASIS", self.follow, legal_basis=None)

    def test_needs_a_row_that_has_not_ended(self):
        self.follow()

        self.assert_refused("HAS_ENDED", self.follow, on=date(2027, 1, 1))

    def test_holds_from_a_later_day_than_the_row_it_ends(self):
        self.assert_refused("TOO_EARLY", self.follow, on=frame.START)

    def test_leaves_nothing_behind_when_refused(self):
        self.assert_refused("TOO_EARLY", self.follow, on=frame.START)

        self.assertEqual(ProgrammeTerms.objects.count(), 1)
        self.assertEqual(AuditEvent.objects.count(), 0)


class FollowedPointDayTests(TestCase):
    def test_moves_a_point_to_another_day_by_a_text_as_basis(self):
        point = frame.point(frame.province())
        day = frame.point_day(point, 10)

        follow(
            day,
            on=NEW_YEAR,
            legal_basis="Thông báo 12/TB-NHCS",
            by=frame.user(),
            at=frame.MOMENT,
            session_day=12,
        )

        self.assertEqual(point.session_day_on(NEW_YEAR), 12)


class WithdrawTests(RefusalsMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = frame.user()
        cls.point = frame.point(frame.province())
        cls.day = frame.point_day(cls.point, 10)

    def withdraw(self, row, reason="nhập nhầm ngày"):
        return withdraw(row, reason=reason, by=self.user, at=frame.MOMENT)

    def mistaken(self):
        return follow(
            self.day,
            on=NEW_YEAR,
            legal_basis="12/TB-NHCS",
            by=self.user,
            at=frame.MOMENT,
            session_day=21,
        )

    def test_takes_a_mistake_out_of_force_and_keeps_it_to_be_seen(self):
        self.withdraw(self.day)

        self.assertIsNone(self.point.session_day_on(NEW_YEAR))
        stored = PointDay.objects.get()
        self.assertEqual(stored.withdrawn_by, self.user)
        self.assertEqual(stored.withdrawn_reason, "nhập nhầm ngày")

    def test_carries_on_what_the_mistake_had_ended(self):
        carried_on = self.withdraw(self.mistaken())

        self.assertEqual(carried_on.valid_from, NEW_YEAR)
        self.assertEqual(self.point.session_day_on(NEW_YEAR), 10)
        self.assertEqual(self.point.session_day_on(date(2025, 12, 31)), 10)

    def test_is_recorded(self):
        self.withdraw(self.mistaken())

        verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
        self.assertEqual(list(verbs), ["FOLLOW", "WITHDRAW", "CARRY_ON"])

    def test_needs_a_reason(self):
        self.assert_refused("NO_REASON", self.withdraw, self.day, reason=" ")

    def test_happens_once(self):
        self.withdraw(self.day)

        self.assert_refused("WITHDRAWN", self.withdraw, self.day)


class EndTests(RefusalsMixin, TestCase):
    def test_ends_without_a_follower(self):
        point = frame.point(frame.province())
        day = frame.point_day(point, 10)

        end(day, on=NEW_YEAR, by=frame.user(), at=frame.MOMENT)

        self.assertEqual(point.session_day_on(date(2025, 12, 31)), 10)
        self.assertIsNone(point.session_day_on(NEW_YEAR))

    def test_happens_once(self):
        user, day = frame.user(), frame.point_day(frame.point(frame.province()))
        end(day, on=NEW_YEAR, by=user, at=frame.MOMENT)

        self.assert_refused("HAS_ENDED", end, day, on=NEW_YEAR, by=user, at=None)

    def test_lies_after_the_beginning(self):
        user, day = frame.user(), frame.point_day(frame.point(frame.province()))

        self.assert_refused("TOO_EARLY", end, day, on=frame.START, by=user, at=None)
