"""A session's life: prepared, opened, counted, gone back to, closed and sealed."""

from datetime import date

from django.test import TestCase

from loans.actions import drafts, dues, repayments, sessions
from loans.actions.seals import canonical, canonical_rows, digest
from loans.models import Loan, Posting, Session, SessionSeal
from programmes.models import AuditEvent
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import session_statement
from tests.refusing import RefusalMixin

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


class PrepareTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()

    def prepare(self, team, **place):
        return sessions.prepare_session(
            held_on=APRIL,
            team=team,
            by=self.country.son,
            at=moment(APRIL),
            **place or {"point": self.country.point},
        )

    def test_names_day_point_office_and_team(self):
        session = self.prepare(self.country.team)

        self.assertEqual(
            (session.state, session.office, session.held_on, session.team.count()),
            ("PREPARED", self.country.office, APRIL, 4),
        )

    def test_asks_for_three_people_at_least(self):
        with self.refused("TEAM_TOO_SMALL"):
            self.prepare(self.country.team[:2])

    def test_asks_for_a_controller_among_them(self):
        leader, _controller, *tellers = self.country.team

        with self.refused("TEAM_TOO_SMALL"):
            self.prepare([leader, *tellers])

    def test_names_nobody_twice(self):
        team = self.country.team

        with self.refused("A_PERSON_STANDS_ONCE_IN_A_TEAM"):
            self.prepare([*team, team[0]])
        self.assertFalse(Session.objects.exists())

    def test_is_done_once_for_a_point_and_day(self):
        self.prepare(self.country.team)

        with self.refused("ONE_SESSION_FOR_A_POINT_AND_DAY"):
            self.prepare(self.country.team)

    def test_of_an_office_counter_needs_no_mobile_team(self):
        session = self.prepare(self.country.team[1:3], office=self.country.office)

        self.assertEqual((session.kind, session.point), ("OFFICE", None))

    def test_of_an_office_counter_asks_for_a_controller_and_a_teller(self):
        for team in (self.country.team[:2], self.country.team[2:]):
            with self.subTest(team=team), self.refused("TEAM_TOO_SMALL"):
                self.prepare(team, office=self.country.office)

    def test_of_an_office_counter_is_done_once_a_day(self):
        self.prepare(self.country.team, office=self.country.office)

        with self.refused("ONE_SESSION_FOR_AN_OFFICE_COUNTER_AND_DAY"):
            self.prepare(self.country.team, office=self.country.office)


class OpenTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.prepared = builders.prepared_session(cls.country, APRIL)

    def open(self, by=None, at=None):
        return sessions.open_session(
            session=self.prepared, by=by or self.country.hung, at=at or moment(APRIL)
        )

    def test_accrues_the_interest_of_the_points_loans(self):
        opened = self.open()

        self.assertEqual(
            session_statement(opened),
            "000001 10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274\n"
            "000001 10/04/2026 ACCRUAL interest_in_term +280.274 income -280.274",
        )

    def test_knows_its_last_voucher(self):
        self.assertEqual(self.open().voucher_count, 1)

    def test_twice_by_the_same_person_adds_nothing(self):
        self.open()

        self.assertEqual(self.open().state, "OPEN")
        self.assertEqual(Posting.objects.filter(kind="ACCRUAL").count(), 2)

    def test_by_another_says_who_was_first(self):
        self.open()

        with self.refused("SESSION_NOT_PREPARED") as refused:
            self.open(by=self.country.lan)

        self.assertIn("Lê Văn Hùng", refused.exception.sentence)

    def test_is_for_its_team(self):
        with self.refused("NOT_IN_TEAM"):
            self.open(by=self.country.tam)

    def test_is_not_for_who_left_the_team(self):
        self.prepared.team.filter(user=self.country.hung).update(left_at=moment(APRIL))

        with self.refused("NOT_IN_TEAM"):
            self.open()

    def test_is_not_for_who_prepared_it(self):
        self.prepared.team.filter(user=self.country.mai).update(user=self.country.son)

        with self.refused("SESSION_IS_PREPARED_AND_OPENED_BY_TWO_PEOPLE"):
            self.open(by=self.country.son)

    def test_waits_for_its_day(self):
        with self.refused("TOO_EARLY"):
            self.open(at=moment(date(2026, 4, 9), 16, 59))

    def test_may_begin_at_midnight_of_its_day_in_vietnam(self):
        self.assertEqual(self.open(at=moment(date(2026, 4, 9), 17)).state, "OPEN")

    def test_may_happen_later_and_keeps_the_day(self):
        opened = self.open(at=moment(date(2026, 4, 12)))

        dates = Posting.objects.filter(session=opened).values_list("value_date")
        self.assertEqual(set(dates), {(APRIL,)})

    def test_happens_later_without_the_loans_paid_on_at_the_office_meanwhile(self):
        early = Loan.objects.earliest("pk")
        day = date(2026, 4, 11)
        repayments.repay(
            loan=early,
            session=builders.counter(self.country, day),
            paid={"principal_in_term": 1_000_000},
            key=uuid7(moment(day)),
            by=self.country.lan,
            at=moment(day),
        )

        opened = self.open(at=moment(date(2026, 4, 12)))

        accrued = Posting.objects.filter(session=opened)
        self.assertEqual(accrued.count(), 1)
        self.assertFalse(accrued.filter(loan=early).exists())
        members = dues.group_dues(self.group, opened).members
        self.assertEqual(sorted(len(member.loans) for member in members), [0, 1])

    def test_waits_until_the_points_last_session_is_closed(self):
        self.open()
        may = builders.prepared_session(self.country, MAY)

        with self.refused("ONE_OPEN_SESSION_FOR_A_POINT"):
            sessions.open_session(session=may, by=self.country.hung, at=moment(MAY))


class CountTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)
        cls.who = {"session": cls.session, "by": cls.country.cuc, "at": moment(APRIL)}

    def test_waits_for_sheets_that_are_typed_and_not_recorded(self):
        builders.draft(self.country, self.group, self.session)

        with self.refused("SHEETS_NOT_RECORDED") as refused:
            sessions.begin_count(**self.who)

        self.assertIn(self.group.code, refused.exception.sentence)

    def test_does_not_wait_for_a_sheet_of_which_nothing_was_typed(self):
        drafts.draft_of(dues=dues.group_dues(self.group, self.session))

        self.assertEqual(sessions.begin_count(**self.who).state, "COUNTING")

    def test_may_be_gone_back_from_with_a_reason(self):
        sessions.begin_count(**self.who)

        opened = sessions.reopen_session(**self.who, reason="Sót một bảng kê")

        self.assertEqual(opened.state, "OPEN")
        self.assertEqual(
            AuditEvent.objects.filter(verb="reopen").get().after, "Sót một bảng kê"
        )

    def test_is_not_gone_back_from_before_it_began(self):
        with self.refused("SESSION_NOT_COUNTING"):
            sessions.reopen_session(**self.who, reason="Sót một bảng kê")

    def test_is_not_for_a_closed_session(self):
        builders.closed(self.country, self.session)

        with self.refused("CLOSED_SESSION_IS_NEVER_CHANGED"):
            sessions.begin_count(**self.who)


class CloseTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)
        builders.recorded(cls.country, cls.group, cls.session)
        cls.who = {"session": cls.session, "by": cls.country.cuc, "at": moment(APRIL)}

    def close(self):
        sessions.begin_count(**self.who)
        builders.till_counted(self.country, self.session)
        return sessions.close_session(**self.who)

    def test_comes_after_the_count(self):
        with self.refused("SESSION_CHANGES_STATE_ONLY_AS_LISTED"):
            sessions.close_session(**self.who)

    def test_seals_the_count_and_the_sums_of_what_it_holds(self):
        seal = self.close()

        self.assertEqual(
            (seal.posting_count, seal.cash_in, seal.cash_out), (6, 662_000, 0)
        )

    def test_seals_the_rows_and_the_seal_before(self):
        march = SessionSeal.objects.get(session__held_on=MARCH)

        seal = self.close()

        rows = canonical_rows(Posting.objects.filter(session=self.session))
        self.assertEqual((march.number, seal.number), (1, 2))
        self.assertEqual(seal.previous_digest, march.digest)
        self.assertEqual(seal.digest, digest(canonical(rows), march.digest))

    def test_twice_answers_with_the_first_seal(self):
        first = self.close()

        again = sessions.close_session(**self.who)

        self.assertEqual(again.pk, first.pk)

    def test_of_an_office_counter_begins_a_chain_of_its_own(self):
        self.close()
        counter = sessions.prepare_session(
            office=self.country.office,
            held_on=APRIL,
            team=self.country.team,
            by=self.country.son,
            at=moment(APRIL),
        )
        sessions.open_session(session=counter, by=self.country.hung, at=moment(APRIL))

        closed = builders.closed(self.country, counter)

        self.assertEqual((closed.seal.number, closed.seal.previous_digest), (1, ""))
