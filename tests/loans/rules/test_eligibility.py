from dataclasses import replace
from datetime import date
from unittest import TestCase

from loans.rules.eligibility import (
    EXCLUDED_CLASSES,
    Borrower,
    Code,
    Membership,
    OpenLoan,
    Reason,
    Severity,
    Terms,
    reasons_against,
)

MILLION = 1_000_000
ON = date(2026, 3, 10)
COMMUNE = "21028"
GROUP = Membership(group="T01", commune=COMMUNE)

NEAR_POOR = Terms(
    programme="NEAR_POOR",
    classes=frozenset({"NEAR_POOR"}),
    excluded_classes=EXCLUDED_CLASSES["NEAR_POOR"],
    excluded_programmes=frozenset({"DIFFICULT_AREA_BUSINESS"}),
    ceiling=100 * MILLION,
    longest_term_months=120,
    term_step_months=6,
)
LAN = Borrower(
    born_on=date(1985, 3, 2),
    commune=COMMUNE,
    classes=frozenset({"NEAR_POOR"}),
    memberships=(GROUP,),
    other_adults_count=2,
    authorised_on=date(2026, 2, 1),
    citizen_id_expires_on=date(2045, 3, 2),
)


def against(
    *,
    amount: int = 50 * MILLION,
    term_months: int = 60,
    terms: Terms = NEAR_POOR,
    on: date = ON,
    **borrower,
) -> list[tuple[str, str]]:
    reasons = reasons_against(
        on=on,
        amount=amount,
        term_months=term_months,
        terms=terms,
        borrower=replace(LAN, **borrower),
    )
    return [(reason.code, reason.severity) for reason in reasons]


def refused(*codes: Code) -> list[tuple[str, str]]:
    return [(code, Severity.REFUSED) for code in codes]


class ReasonsAgainstTests(TestCase):
    def test_are_none_for_lan(self):
        self.assertEqual(against(), [])

    def test_ask_for_full_eighteen_years(self):
        cases = [
            (date(2008, 3, 10), ON, []),
            (date(2008, 3, 11), ON, refused(Code.UNDER_AGE)),
            (date(2008, 2, 29), date(2026, 2, 28), refused(Code.UNDER_AGE)),
            (date(2008, 2, 29), date(2026, 3, 1), []),
        ]
        for born_on, on, expected in cases:
            with self.subTest(born_on=born_on, on=on):
                self.assertEqual(against(born_on=born_on, on=on), expected)

    def test_refuse_the_dead(self):
        self.assertEqual(against(is_dead=True), refused(Code.BORROWER_IS_DEAD))

    def test_ask_for_a_class_of_the_year(self):
        cases = [
            (frozenset(), refused(Code.NOT_IN_A_CLASS_OF_THE_YEAR)),
            (frozenset({"MEDIUM"}), refused(Code.NOT_IN_A_CLASS_OF_THE_YEAR)),
            (frozenset({"NEAR_POOR", "ETHNIC_MINORITY"}), []),
        ]
        for classes, expected in cases:
            with self.subTest(classes=classes):
                self.assertEqual(against(classes=classes), expected)

    def test_ask_for_no_class_where_the_programme_names_none(self):
        terms = replace(NEAR_POOR, classes=frozenset())

        self.assertEqual(against(terms=terms, classes=frozenset()), [])

    def test_keep_the_poor_out_of_programmes_for_others(self):
        for programme in ("NEAR_POOR", "NEWLY_ESCAPED", "DIFFICULT_AREA_BUSINESS"):
            with self.subTest(programme=programme):
                terms = Terms(
                    programme=programme, excluded_classes=EXCLUDED_CLASSES[programme]
                )

                self.assertEqual(
                    against(terms=terms, classes=frozenset({"POOR"})),
                    refused(Code.CLASS_IS_EXCLUDED),
                )

    def test_let_the_poor_hold_poor_student_and_water_loans_together(self):
        held = (
            OpenLoan(programme="POOR", counted=100 * MILLION),
            OpenLoan(programme="STUDENT", counted=80 * MILLION),
        )
        terms = Terms(programme="WATER", ceiling=50 * MILLION)

        self.assertEqual(
            against(terms=terms, classes=frozenset({"POOR"}), open_loans=held), []
        )

    def test_hold_the_ceiling_to_the_dong(self):
        cases = [
            (1, []),
            (100 * MILLION, []),
            (100 * MILLION + 1, refused(Code.AMOUNT_ABOVE_CEILING)),
            (0, refused(Code.AMOUNT_NOT_POSITIVE)),
            (-1, refused(Code.AMOUNT_NOT_POSITIVE)),
        ]
        for amount, expected in cases:
            with self.subTest(amount=amount):
                self.assertEqual(against(amount=amount), expected)

    def test_hold_the_ceiling_with_the_households_other_loans(self):
        held = (
            OpenLoan(programme="NEAR_POOR", counted=30 * MILLION),
            OpenLoan(programme="STUDENT", counted=80 * MILLION),
        )
        cases = [
            (70 * MILLION, []),
            (70 * MILLION + 1, refused(Code.HOUSEHOLD_TOTAL_ABOVE_CEILING)),
        ]
        for amount, expected in cases:
            with self.subTest(amount=amount):
                self.assertEqual(against(amount=amount, open_loans=held), expected)

    def test_say_what_is_left_below_the_ceiling(self):
        held = (OpenLoan(programme="NEAR_POOR", counted=30 * MILLION),)

        reasons = reasons_against(
            on=ON,
            amount=100 * MILLION,
            term_months=60,
            terms=NEAR_POOR,
            borrower=replace(LAN, open_loans=held),
        )

        self.assertEqual(
            reasons,
            [
                Reason(
                    Code.HOUSEHOLD_TOTAL_ABOVE_CEILING,
                    Severity.REFUSED,
                    {
                        "amount": 100 * MILLION,
                        "others": 30 * MILLION,
                        "ceiling": 100 * MILLION,
                        "left": 70 * MILLION,
                    },
                )
            ],
        )

    def test_say_that_nothing_is_left_where_the_ceiling_has_come_down(self):
        held = (OpenLoan(programme="NEAR_POOR", counted=120 * MILLION),)

        [reason] = reasons_against(
            on=ON,
            amount=MILLION,
            term_months=60,
            terms=NEAR_POOR,
            borrower=replace(LAN, open_loans=held),
        )

        self.assertEqual(reason.values["left"], 0)

    def test_know_programmes_without_a_ceiling(self):
        terms = replace(NEAR_POOR, ceiling=None)

        self.assertEqual(against(terms=terms, amount=10**12), [])

    def test_hold_the_term_and_its_steps(self):
        cases = [
            (6, []),
            (120, []),
            (0, refused(Code.TERM_NOT_POSITIVE)),
            (-6, refused(Code.TERM_NOT_POSITIVE)),
            (61, refused(Code.TERM_BETWEEN_STEPS)),
            (126, refused(Code.TERM_ABOVE_MAXIMUM)),
            (121, refused(Code.TERM_ABOVE_MAXIMUM, Code.TERM_BETWEEN_STEPS)),
        ]
        for term_months, expected in cases:
            with self.subTest(term_months=term_months):
                self.assertEqual(against(term_months=term_months), expected)

    def test_know_programmes_without_a_longest_term(self):
        terms = replace(NEAR_POOR, longest_term_months=None)

        self.assertEqual(against(terms=terms, term_months=180), [])

    def test_know_programmes_without_steps(self):
        terms = Terms(programme="WATER", longest_term_months=60)

        self.assertEqual(against(terms=terms, term_months=1), [])
        self.assertEqual(against(terms=terms, term_months=59), [])

    def test_refuse_beside_an_excluded_programme(self):
        held = (OpenLoan(programme="DIFFICULT_AREA_BUSINESS", counted=MILLION),)

        self.assertEqual(against(open_loans=held), refused(Code.PROGRAMME_IS_EXCLUDED))

    def test_refuse_or_warn_of_a_second_loan_as_the_programme_says(self):
        held = (OpenLoan(programme="NEAR_POOR", counted=MILLION),)
        second = Code.SECOND_LOAN_OF_PROGRAMME
        cases = [
            (None, []),
            (Severity.WARNING, [(second, Severity.WARNING)]),
            (Severity.REFUSED, [(second, Severity.REFUSED)]),
        ]
        for severity, expected in cases:
            with self.subTest(severity=severity):
                terms = replace(NEAR_POOR, second_loan=severity)

                self.assertEqual(against(terms=terms, open_loans=held), expected)

    def test_refuse_after_a_loan_was_written_off(self):
        self.assertEqual(
            against(has_loan_written_off=True), refused(Code.LOAN_WRITTEN_OFF)
        )

    def test_warn_of_overdue_debt(self):
        held = (OpenLoan(programme="WATER", counted=MILLION, overdue=1),)

        self.assertEqual(
            against(open_loans=held), [(Code.OVERDUE_DEBT, Severity.WARNING)]
        )

    def test_ask_for_one_open_group_of_the_commune(self):
        elsewhere = Membership(group="T02", commune="21034")
        closed = Membership(group="T03", commune=COMMUNE, is_open=False)
        cases = [
            ((), refused(Code.NO_GROUP)),
            ((closed,), refused(Code.GROUP_IS_CLOSED)),
            ((elsewhere,), refused(Code.GROUP_OF_ANOTHER_COMMUNE)),
            (
                (GROUP, elsewhere),
                refused(Code.IN_TWO_GROUPS, Code.GROUP_OF_ANOTHER_COMMUNE),
            ),
        ]
        for memberships, expected in cases:
            with self.subTest(memberships=memberships):
                self.assertEqual(against(memberships=memberships), expected)

    def test_ask_for_no_group_where_the_bank_lends_directly(self):
        terms = replace(NEAR_POOR, is_through_group=False)

        self.assertEqual(against(terms=terms, memberships=()), [])

    def test_ask_for_an_authorisation_by_the_other_adults(self):
        cases = [
            (2, None, refused(Code.NOT_AUTHORISED)),
            (2, date(2026, 3, 11), refused(Code.NOT_AUTHORISED)),
            (2, ON, []),
            (0, None, []),
        ]
        for adults, authorised_on, expected in cases:
            with self.subTest(adults=adults, authorised_on=authorised_on):
                self.assertEqual(
                    against(other_adults_count=adults, authorised_on=authorised_on),
                    expected,
                )

    def test_warn_of_a_citizen_id_that_ends_before_the_loan(self):
        warned = [(Code.CITIZEN_ID_EXPIRES, Severity.WARNING)]
        cases = [
            (date(2031, 3, 10), []),
            (date(2031, 3, 9), warned),
            (date(2020, 1, 1), warned),
            (None, []),
        ]
        for expires_on, expected in cases:
            with self.subTest(expires_on=expires_on):
                self.assertEqual(against(citizen_id_expires_on=expires_on), expected)

    def test_warn_of_a_citizen_id_that_has_ended_even_for_a_month(self):
        terms = Terms(programme="WATER")

        self.assertEqual(
            against(terms=terms, term_months=1, citizen_id_expires_on=date(2026, 3, 9)),
            [(Code.CITIZEN_ID_EXPIRES, Severity.WARNING)],
        )

    def test_stand_side_by_side_in_the_order_of_the_form(self):
        self.assertEqual(
            against(
                born_on=date(2010, 1, 1),
                classes=frozenset({"POOR"}),
                amount=0,
                term_months=0,
                memberships=(),
                authorised_on=None,
            ),
            refused(
                Code.UNDER_AGE,
                Code.NOT_IN_A_CLASS_OF_THE_YEAR,
                Code.CLASS_IS_EXCLUDED,
                Code.AMOUNT_NOT_POSITIVE,
                Code.TERM_NOT_POSITIVE,
                Code.NO_GROUP,
                Code.NOT_AUTHORISED,
            ),
        )
