from datetime import date
from unittest import TestCase

from loans.rules.overdue import (
    Due,
    goes_by_instalment,
    principal_turning_overdue,
    transfer_on,
    unpaid,
)

MILLION = 1_000_000
DUES = [
    Due(date(2027, 3, 12), 16_600_000),
    Due(date(2028, 3, 12), 16_600_000),
    Due(date(2029, 3, 12), 16_800_000),
]


class TransferOnTests(TestCase):
    def test_is_the_first_session_strictly_after_the_contracts_date(self):
        cases = [
            ("2026-10-22", 7, "2026-11-07"),
            ("2026-10-07", 7, "2026-11-07"),
            ("2026-10-06", 7, "2026-10-07"),
            ("2026-12-22", 7, "2027-01-07"),
            ("2027-01-31", 31, "2027-02-28"),
        ]
        for due_on, session_day, session in cases:
            with self.subTest(due_on=due_on, session_day=session_day):
                day = transfer_on(date.fromisoformat(due_on), session_day)

                self.assertEqual(day, date.fromisoformat(session))


class GoesByInstalmentTests(TestCase):
    def test_asks_the_contracts_date_the_channel_and_the_programme(self):
        cases = [
            ("2026-03-01", True, "POOR", True),
            ("2026-02-28", True, "POOR", False),
            ("2026-03-01", False, "POOR", False),
            ("2026-03-01", True, "SOCIAL_HOUSING", False),
            ("2026-03-01", True, "STEM", False),
            ("2026-03-01", True, "STUDENT", True),
        ]
        for contract_on, is_through_group, programme, expected in cases:
            with self.subTest(contract_on=contract_on, programme=programme):
                answer = goes_by_instalment(
                    contract_on=date.fromisoformat(contract_on),
                    is_through_group=is_through_group,
                    programme=programme,
                )

                self.assertIs(answer, expected)

    def test_begins_when_the_setting_says(self):
        for contract_on, expected in (("2027-04-30", False), ("2027-05-01", True)):
            with self.subTest(contract_on):
                answer = goes_by_instalment(
                    contract_on=date.fromisoformat(contract_on),
                    is_through_group=True,
                    programme="POOR",
                    rule_from=date(2027, 5, 1),
                )

                self.assertIs(answer, expected)

    def test_excepts_what_the_setting_says(self):
        answer = goes_by_instalment(
            contract_on=date(2026, 3, 1),
            is_through_group=True,
            programme="WATER",
            excepted={"WATER"},
        )

        self.assertIs(answer, False)


class UnpaidTests(TestCase):
    def test_meets_the_earliest_first(self):
        cases = [
            (0, [16_600_000, 16_600_000, 16_800_000]),
            (1, [16_599_999, 16_600_000, 16_800_000]),
            (16_600_000, [16_600_000, 16_800_000]),
            (40_000_000, [10_000_000]),
            (50_000_000, []),
        ]
        for paid, left in cases:
            with self.subTest(paid=paid):
                self.assertEqual([due.amount for due in unpaid(DUES, paid=paid)], left)

    def test_goes_by_the_days_and_not_by_the_order_given(self):
        left = unpaid(list(reversed(DUES)), paid=33_200_000)

        self.assertEqual(left, [Due(date(2029, 3, 12), 16_800_000)])

    def test_refuses_a_negative_payment(self):
        with self.assertRaises(ValueError):
            unpaid(DUES, paid=-1)


class PrincipalTurningOverdueTests(TestCase):
    def test_takes_a_missed_instalment_at_the_session_after_its_date(self):
        cases = [
            # paid, in term, overdue, session, turning
            (0, 50_000_000, 0, "2027-03-10", 0),
            (0, 50_000_000, 0, "2027-03-12", 0),
            (0, 50_000_000, 0, "2027-04-10", 16_600_000),
            (10_000_000, 40_000_000, 0, "2027-04-10", 6_600_000),
            (16_600_000, 33_400_000, 0, "2027-04-10", 0),
            # what is overdue already does not turn again
            (10_000_000, 33_400_000, 6_600_000, "2027-05-10", 0),
            # the second is missed while the first is still overdue in part
            (12_000_000, 33_400_000, 4_600_000, "2028-04-10", 16_600_000),
            # paid ahead in the first year: the second is met
            (33_200_000, 16_800_000, 0, "2028-04-10", 0),
        ]
        for paid, in_term, overdue, session_on, turning in cases:
            with self.subTest(paid=paid, overdue=overdue, session_on=session_on):
                amount = principal_turning_overdue(
                    DUES,
                    paid=paid,
                    in_term=in_term,
                    overdue=overdue,
                    session_on=date.fromisoformat(session_on),
                    by_instalment=True,
                )

                self.assertEqual(amount, turning)

    def test_waits_for_the_final_date_under_the_older_rule(self):
        cases = [
            ("2027-04-10", 0),
            ("2029-03-12", 0),
            ("2029-04-10", 50_000_000),
        ]
        for session_on, turning in cases:
            with self.subTest(session_on=session_on):
                amount = principal_turning_overdue(
                    DUES,
                    paid=0,
                    in_term=50_000_000,
                    overdue=0,
                    session_on=date.fromisoformat(session_on),
                    by_instalment=False,
                )

                self.assertEqual(amount, turning)

    def test_takes_all_that_is_in_term_after_the_final_date(self):
        amount = principal_turning_overdue(
            DUES,
            paid=20_000_000,
            in_term=17_000_000,
            overdue=13_000_000,
            session_on=date(2029, 4, 10),
            by_instalment=True,
        )

        self.assertEqual(amount, 17_000_000)

    def test_waits_for_the_date_to_which_an_extension_has_moved_it(self):
        extended = [*DUES[:2], Due(date(2030, 3, 12), 16_800_000)]

        amount = principal_turning_overdue(
            extended,
            paid=33_200_000,
            in_term=16_800_000,
            overdue=0,
            session_on=date(2029, 4, 10),
            by_instalment=True,
        )

        self.assertEqual(amount, 0)

    def test_takes_nothing_of_a_loan_that_is_frozen_whole(self):
        amount = principal_turning_overdue(
            DUES,
            paid=0,
            in_term=0,
            overdue=0,
            session_on=date(2027, 4, 10),
            by_instalment=True,
        )

        self.assertEqual(amount, 0)

    def test_takes_no_more_than_has_been_paid_out(self):
        amount = principal_turning_overdue(
            DUES,
            paid=0,
            in_term=10 * MILLION,
            overdue=0,
            session_on=date(2027, 4, 10),
            by_instalment=True,
        )

        self.assertEqual(amount, 10 * MILLION)

    def test_refuses_what_is_no_loan(self):
        cases = [([], 0, 0), (DUES, -1, 0), (DUES, 0, -1)]
        for dues, in_term, overdue in cases:
            with self.subTest(dues=dues), self.assertRaises(ValueError):
                principal_turning_overdue(
                    dues,
                    paid=0,
                    in_term=in_term,
                    overdue=overdue,
                    session_on=date(2027, 4, 10),
                    by_instalment=True,
                )
