"""Worked schedules, and what holds for every schedule."""

from datetime import date
from itertools import pairwise
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from loans.rules.schedule import (
    MOVES,
    instalments,
    student_instalments,
    student_term_months,
)

MILLION = 1_000_000
START = date(2026, 3, 12)

STUDENT = {
    "principal": 160 * MILLION,
    "first_disbursed_on": date(2026, 10, 7),
    "graduates_on": date(2030, 8, 30),
    "session_day": 7,
    "course_months": 48,
}


def days(iso: str) -> list[date]:
    return [date.fromisoformat(day) for day in iso.split()]


class InstalmentsTests(TestCase):
    def test_shares_the_principal_in_steps_of_100_000(self):
        cases = [
            # principal, term, period, grace, amounts
            (100 * MILLION, 60, 24, 0, [33_300_000, 33_300_000, 33_400_000]),
            (50 * MILLION, 60, 12, 0, [10 * MILLION] * 5),
            (100 * MILLION, 120, 36, 0, [25 * MILLION] * 4),
            (200 * MILLION, 24, 12, 0, [100 * MILLION] * 2),
            (25 * MILLION, 60, 12, 0, [5 * MILLION] * 5),
            (80 * MILLION, 60, 24, 0, [26_600_000, 26_600_000, 26_800_000]),
            (50 * MILLION, 36, 12, 0, [16_600_000, 16_600_000, 16_800_000]),
            (25 * MILLION, 180, 12, 60, [2_500_000] * 10),
            (30 * MILLION, 12, 12, 0, [30 * MILLION]),
            (30 * MILLION, 12, 24, 0, [30 * MILLION]),
            (5 * MILLION, 18, 1, 0, [200_000] * 17 + [1_600_000]),
            (10 * MILLION, 24, 1, 0, [400_000] * 23 + [800_000]),
            # an equal share below the step: all of it at the end
            (1_100_000, 12, 1, 0, [1_100_000]),
            (99_999, 24, 12, 0, [99_999]),
            (200_000, 24, 12, 0, [100_000, 100_000]),
        ]
        for principal, term, period, grace, amounts in cases:
            with self.subTest(principal=principal, term=term, period=period):
                schedule = instalments(
                    principal=principal,
                    start=START,
                    term_months=term,
                    period_months=period,
                    grace_months=grace,
                )

                self.assertEqual([due.amount for due in schedule], amounts)

    def test_falls_due_every_period_after_the_grace_and_last_at_the_term(self):
        cases = [
            # start, term, period, grace, contract dates
            ("2026-03-12", 60, 24, 0, "2028-03-12 2030-03-12 2031-03-12"),
            ("2026-03-12", 60, 12, 24, "2029-03-12 2030-03-12 2031-03-12"),
            ("2026-03-12", 40, 12, 12, "2028-03-12 2029-03-12 2029-07-12"),
            ("2026-08-31", 18, 6, 0, "2027-02-28 2027-08-31 2028-02-29"),
        ]
        for start, term, period, grace, dates in cases:
            with self.subTest(start=start, term=term, period=period, grace=grace):
                schedule = instalments(
                    principal=90 * MILLION,
                    start=date.fromisoformat(start),
                    term_months=term,
                    period_months=period,
                    grace_months=grace,
                )

                self.assertEqual([due.contract_due_on for due in schedule], days(dates))

    def test_moves_to_a_session_by_the_programmes_rule(self):
        cases = [
            # the contract falls on 12/03/2027
            ("NONE", 10, "2027-03-12"),
            ("SESSION_BEFORE", 10, "2027-03-10"),
            ("SESSION_BEFORE", 12, "2027-02-12"),
            ("SESSION_BEFORE", 15, "2027-02-15"),
            ("SESSION_BEFORE", 31, "2027-02-28"),
            ("SESSION_ON_OR_BEFORE", 10, "2027-03-10"),
            ("SESSION_ON_OR_BEFORE", 12, "2027-03-12"),
            ("SESSION_ON_OR_BEFORE", 15, "2027-02-15"),
            ("SESSION_ON_OR_BEFORE", 31, "2027-02-28"),
            ("SESSION_AFTER", 10, "2027-04-10"),
            ("SESSION_AFTER", 12, "2027-04-12"),
            ("SESSION_AFTER", 15, "2027-03-15"),
            ("SESSION_AFTER", 31, "2027-03-31"),
        ]
        for move, session_day, session in cases:
            with self.subTest(move=move, session_day=session_day):
                [due] = instalments(
                    principal=30 * MILLION,
                    start=START,
                    term_months=12,
                    period_months=12,
                    session_day=session_day,
                    move=move,
                )

                self.assertEqual(due.contract_due_on, date(2027, 3, 12))
                self.assertEqual(due.session_due_on, date.fromisoformat(session))

    def test_meets_on_the_session_on_which_it_falls_unless_told_otherwise(self):
        [due] = instalments(
            principal=30 * MILLION,
            start=START,
            term_months=12,
            period_months=12,
            session_day=12,
        )

        self.assertEqual(due.session_due_on, date(2027, 3, 12))

    def test_keeps_the_contracts_dates_without_a_session_day(self):
        for move in MOVES:
            with self.subTest(move=move):
                schedule = instalments(
                    principal=30 * MILLION,
                    start=START,
                    term_months=24,
                    period_months=12,
                    move=move,
                )

                self.assertEqual(
                    [due.session_due_on for due in schedule],
                    days("2027-03-12 2028-03-12"),
                )

    def test_refuses_what_makes_no_schedule(self):
        sound = {
            "principal": MILLION,
            "start": START,
            "term_months": 12,
            "period_months": 12,
            "session_day": 10,
        }
        cases = [
            {"principal": 0},
            {"principal": -1},
            {"term_months": 0},
            {"period_months": 0},
            {"grace_months": -1},
            {"grace_months": 12},
            {"move": "SESSION_NEARBY"},
        ]
        for wrong in cases:
            with self.subTest(wrong=wrong), self.assertRaises(ValueError):
                instalments(**{**sound, **wrong})

    @given(
        principal=st.integers(1, 10**10),
        start=st.dates(date(2003, 1, 1), date(2040, 12, 31)),
        term_months=st.integers(1, 300),
        period_months=st.integers(1, 60),
        grace_share=st.integers(0, 99),
        session_day=st.integers(1, 31),
        move=st.sampled_from(sorted(MOVES)),
    )
    def test_sums_to_the_principal_and_rises(
        self,
        principal,
        start,
        term_months,
        period_months,
        grace_share,
        session_day,
        move,
    ):
        schedule = instalments(
            principal=principal,
            start=start,
            term_months=term_months,
            period_months=period_months,
            grace_months=term_months * grace_share // 100,
            session_day=session_day,
            move=move,
        )

        dates = [due.contract_due_on for due in schedule]
        sessions = [due.session_due_on for due in schedule]
        self.assertEqual(sum(due.amount for due in schedule), principal)
        self.assertGreater(min(due.amount for due in schedule), 0)
        self.assertTrue(all(one < next_one for one, next_one in pairwise(dates)))
        self.assertEqual(sessions, sorted(sessions))
        self.assertEqual(
            [due.number for due in schedule], list(range(1, len(schedule) + 1))
        )


class StudentInstalmentsTests(TestCase):
    def test_meets_the_officers_own_example(self):
        schedule = student_instalments(**STUDENT)

        self.assertEqual([due.amount for due in schedule], [32 * MILLION] * 5)
        self.assertEqual(
            [due.contract_due_on for due in schedule],
            days("2031-08-30 2032-08-30 2033-08-30 2034-08-30 2035-07-23"),
        )
        self.assertEqual(
            [due.session_due_on for due in schedule],
            days("2031-08-07 2032-08-07 2033-08-07 2034-08-07 2035-07-07"),
        )

    def test_gives_a_short_course_twice_the_borrowing_time(self):
        # 9 whole months borrowed: the last falls 12 + 18 months after graduation.
        schedule = student_instalments(
            principal=40 * MILLION,
            first_disbursed_on=date(2026, 9, 15),
            graduates_on=date(2027, 6, 30),
            session_day=7,
            course_months=10,
        )

        self.assertEqual(
            [due.contract_due_on for due in schedule],
            days("2028-06-30 2029-06-30 2029-12-30"),
        )
        self.assertEqual(
            [due.amount for due in schedule], [13_300_000, 13_300_000, 13_400_000]
        )

    def test_gives_a_medical_graduate_in_practice_the_same(self):
        # 46 whole months borrowed: the last falls 12 + 92 months after graduation.
        schedule = student_instalments(**STUDENT, doubled=True)

        self.assertEqual(schedule[-1].contract_due_on, date(2039, 4, 30))
        self.assertEqual(len(schedule), 9)

    def test_goes_by_the_course_and_not_by_the_borrowing(self):
        # A year borrowed of a course of four: repaid over a year of days.
        schedule = student_instalments(
            principal=40 * MILLION,
            first_disbursed_on=date(2029, 9, 7),
            graduates_on=date(2030, 8, 30),
            session_day=7,
            course_months=48,
        )

        self.assertEqual(
            [due.contract_due_on for due in schedule], days("2031-08-30 2032-08-22")
        )

    def test_leaves_out_a_date_whose_session_is_that_of_the_last(self):
        # 367 days borrowed: 30/08/2033 falls a day before the last, and both are met
        # on 07/08/2033.
        schedule = student_instalments(
            principal=40 * MILLION,
            first_disbursed_on=date(2030, 8, 28),
            graduates_on=date(2031, 8, 30),
            session_day=7,
            course_months=48,
        )

        self.assertEqual(
            [due.contract_due_on for due in schedule], days("2032-08-30 2033-08-31")
        )

    def test_starts_where_the_programme_says(self):
        # Six years of STEM, 480.000.000 in six instalments of 80.000.000.
        schedule = student_instalments(
            principal=480 * MILLION,
            first_disbursed_on=date(2026, 9, 7),
            graduates_on=date(2032, 9, 7),
            session_day=15,
            course_months=72,
            first_due_after_months=24,
        )

        self.assertEqual([due.amount for due in schedule], [80 * MILLION] * 6)
        self.assertEqual(schedule[0].contract_due_on, date(2034, 9, 7))

    def test_may_start_a_month_after_graduation(self):
        schedule = student_instalments(**STUDENT, first_due_after_months=1)

        self.assertEqual(schedule[0].contract_due_on, date(2030, 9, 30))
        self.assertEqual(schedule[1].contract_due_on, date(2031, 9, 30))

    def test_pays_once_when_little_time_was_borrowed(self):
        [due] = student_instalments(
            principal=10 * MILLION,
            first_disbursed_on=date(2026, 7, 31),
            graduates_on=date(2026, 8, 10),
            session_day=7,
            course_months=48,
        )

        self.assertEqual(due.contract_due_on, date(2027, 8, 20))
        self.assertEqual(due.session_due_on, date(2027, 8, 7))

    def test_refuses_what_makes_no_schedule(self):
        cases = [
            {"principal": 0},
            {"graduates_on": date(2026, 10, 7)},
            {"graduates_on": date(2026, 10, 6)},
            {"course_months": 0},
            {"first_due_after_months": 0},
        ]
        for wrong in cases:
            with self.subTest(wrong=wrong), self.assertRaises(ValueError):
                student_instalments(**{**STUDENT, **wrong})

    @given(
        principal=st.integers(1, 10**9),
        first_disbursed_on=st.dates(date(2007, 10, 1), date(2035, 12, 31)),
        borrowing=st.timedeltas(
            min_value=date(2026, 1, 2) - date(2026, 1, 1),
            max_value=date(2033, 1, 1) - date(2026, 1, 1),
        ),
        session_day=st.integers(1, 31),
        course_months=st.integers(1, 84),
        doubled=st.booleans(),
    )
    def test_sums_to_the_principal_and_rises(
        self,
        principal,
        first_disbursed_on,
        borrowing,
        session_day,
        course_months,
        doubled,
    ):
        schedule = student_instalments(
            principal=principal,
            first_disbursed_on=first_disbursed_on,
            graduates_on=first_disbursed_on + borrowing,
            session_day=session_day,
            course_months=course_months,
            doubled=doubled,
        )

        dates = [due.contract_due_on for due in schedule]
        sessions = [due.session_due_on for due in schedule]
        self.assertEqual(sum(due.amount for due in schedule), principal)
        self.assertTrue(all(one < next_one for one, next_one in pairwise(dates)))
        self.assertTrue(all(one < next_one for one, next_one in pairwise(sessions)))


class StudentTermMonthsTests(TestCase):
    def test_is_borrowing_and_grace_and_repayment(self):
        cases = [
            # first disbursed, graduates, course, term
            ("2026-10-07", "2030-08-30", 48, 104),
            ("2026-09-07", "2030-09-07", 48, 108),
            ("2026-09-07", "2031-09-07", 60, 132),
            ("2026-09-07", "2032-09-07", 72, 156),
            ("2029-09-07", "2030-08-30", 48, 34),
            ("2026-09-15", "2027-06-30", 10, 39),
            ("2026-09-07", "2027-09-07", 12, 48),
            ("2026-09-07", "2027-09-07", 13, 36),
            # the day number decides: five whole months
            ("2026-08-31", "2027-02-28", 48, 22),
        ]
        for first, graduates, course, term in cases:
            with self.subTest(first=first, graduates=graduates, course=course):
                months = student_term_months(
                    first_disbursed_on=date.fromisoformat(first),
                    graduates_on=date.fromisoformat(graduates),
                    course_months=course,
                )

                self.assertEqual(months, term)

    def test_refuses_a_graduation_before_the_money(self):
        with self.assertRaises(ValueError):
            student_term_months(
                first_disbursed_on=date(2026, 10, 7),
                graduates_on=date(2026, 10, 7),
                course_months=48,
            )
