"""What drafts, recorded sheets and reversal requests may be: each broken once."""

from django.test import TestCase

from loans.actions import drafts, dues, reversals
from loans.models.sheets import LINE_AMOUNTS
from tests import builders
from tests.cast import Country, moment
from tests.loans.models.world import APRIL, KEY, World
from tests.refusing import RefusingMixin, add_again, run

AT = "2026-04-10 03:00:00+00:00"


class DraftTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        group = builders.running_group(country, size=2)
        session = builders.session(country, APRIL)
        cls.draft = drafts.draft_of(dues=dues.group_dues(group, session))
        cls.line = cls.draft.lines.first()

    def test_stands_once_for_a_session_and_group(self):
        with self.refused_as("one_draft_for_a_session_and_group"):
            add_again(self.draft)

    def test_numbers_its_lines_once(self):
        newcomer = builders.person(Country("Z", 2), "Cao Thị Mới")

        with self.refused_as("lines_of_a_draft_are_numbered_once"):
            add_again(self.line, person_id=newcomer.pk)

    def test_names_a_person_once(self):
        with self.refused_as("a_person_stands_once_on_a_draft"):
            add_again(self.line, number=99)

    def test_keeps_to_its_constraints_when_it_is_typed(self):
        self.refuses_each(
            {
                "draft_cash_is_not_negative": (
                    "UPDATE loans_sheetdraft SET cash_received = -1"
                ),
                "draft_is_handed_in_by_a_board_member": (
                    "UPDATE loans_sheetdraft SET handed_in_by = 'CLERK'"
                ),
                "draft_interest_is_not_negative": (
                    "UPDATE loans_draftline SET interest = -1"
                ),
                "draft_deposit_is_not_negative": (
                    "UPDATE loans_draftline SET deposit = -1"
                ),
                "draft_interest_from_savings_is_not_negative": (
                    "UPDATE loans_draftline SET interest_from_savings = -1"
                ),
                "draft_principal_from_savings_is_not_negative": (
                    "UPDATE loans_draftline SET principal_from_savings = -1"
                ),
            }
        )

    def test_has_no_amounts_on_the_line_of_somebody_absent(self):
        for amount in LINE_AMOUNTS:
            with (
                self.subTest(amount),
                self.refused_as("absent_line_of_a_draft_has_no_amounts"),
            ):
                run(f"UPDATE loans_draftline SET is_absent = TRUE, {amount} = 0")


class RecordedSheetTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        cls.sheet = cls.world.sheet
        cls.line = cls.sheet.lines.first()
        cls.other = builders.group(cls.world.country)

    def again(self, **columns):
        add_again(self.sheet, **{"key": KEY, "group_id": self.other.pk} | columns)

    def test_stands_once_for_a_session_and_group(self):
        with self.refused_as("one_recorded_sheet_for_a_session_and_group"):
            self.again(group_id=self.world.group.pk)

    def test_has_a_key_of_its_own(self):
        with self.refused_as("loans_groupsheet.key"):
            add_again(self.sheet, group_id=self.other.pk)

    def test_has_cash_for_its_interest_and_deposits(self):
        with self.refused_as("sheet_cash_is_its_interest_and_deposits"):
            self.again(cash_received=self.sheet.cash_received + 1)

    def test_has_no_negative_amounts(self):
        wrong = [
            {"interest": -1, "cash_received": self.sheet.deposit - 1},
            {"deposit": -1, "cash_received": self.sheet.interest - 1},
            {"interest_from_savings": -1},
            {"principal_from_savings": -1},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("sheet_amounts_are_not_negative"),
            ):
                self.again(**columns)

    def test_is_handed_in_by_a_board_member(self):
        with self.refused_as("sheet_is_handed_in_by_a_board_member"):
            self.again(handed_in_by="CLERK")

    def test_numbers_its_lines_once(self):
        leader = builders.members(self.other)[0]

        with self.refused_as("lines_of_a_sheet_are_numbered_once"):
            add_again(self.line, person_id=leader.pk)

    def test_names_a_person_once(self):
        with self.refused_as("a_person_stands_once_on_a_sheet"):
            add_again(self.line, number=99)

    def test_has_cash_on_each_line_for_its_interest_and_deposit(self):
        with self.refused_as("line_cash_is_its_interest_and_deposit"):
            add_again(self.line, cash=self.line.cash - 1)

    def test_has_no_negative_amounts_on_a_line(self):
        columns = ["due_interest", "due_arrears", "due_principal"]
        columns += ["interest_from_savings", "principal_from_savings"]
        for column in columns:
            with (
                self.subTest(column),
                self.refused_as("line_amounts_are_not_negative"),
            ):
                add_again(self.line, **{column: -1})


class ReversalRequestTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        cls.country = cls.world.country
        cls.of_line = cls.asked(line=cls.world.sheet.lines.first())
        cls.of_posting = cls.asked(posting=cls.world.disbursement)

    @classmethod
    def asked(cls, **what):
        return reversals.ask_reversal(
            session=cls.world.session,
            reason="Ghi nhầm số tiền",
            by=cls.country.lan,
            at=moment(APRIL),
            **what,
        )

    def test_names_a_line_or_a_posting(self):
        wrong = [{"line_id": None}, {"posting_id": self.world.disbursement.pk}]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("reversal_names_a_line_or_a_posting"),
            ):
                add_again(self.of_line, **columns)

    def test_is_asked_and_settled_by_two_people(self):
        with self.refused_as("reversal_is_asked_and_settled_by_two_people"):
            run(
                "UPDATE loans_reversalrequest SET settled_by_id = asked_by_id,"
                " settled_at = %s, is_agreed = TRUE",
                AT,
            )

    def test_gives_a_reason_of_ten_characters(self):
        with self.refused_as("reversal_request_gives_a_reason_of_ten_characters"):
            add_again(self.of_line, reason="Ghi nhầm")

    def test_stays_as_it_was_asked(self):
        with self.refused_as("reversal_request_stays_as_it_was_asked"):
            run("UPDATE loans_reversalrequest SET reason = 'Ghi nhầm số tiền khác'")

    def test_that_is_settled_says_by_whom_and_when_and_how(self):
        wrong = [
            {"settled_at": AT, "is_agreed": True},
            {"settled_by_id": self.country.cuc.pk, "is_agreed": True},
            {"settled_by_id": self.country.cuc.pk, "settled_at": AT},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("reversal_that_is_settled_says_by_whom_and_when"),
            ):
                add_again(self.of_line, **columns)

    def test_is_open_once_for_a_line(self):
        with self.refused_as("one_open_reversal_request_for_a_line"):
            add_again(self.of_line)

    def test_is_open_once_for_a_posting(self):
        with self.refused_as("one_open_reversal_request_for_a_posting"):
            add_again(self.of_posting)
