"""What counts of cash, closings and seized notes may be: each guard broken once."""

from unittest import skipUnless
from uuid import UUID

from django.test import TestCase

from loans.actions import cash, sessions
from loans.models import CashClosing, CashCount
from tests import builders
from tests.cast import Country, moment
from tests.loans.models.world import APRIL, KEY
from tests.refusing import POSTGRESQL, RefusingMixin, add_again, truncate


class CountedCase(RefusingMixin, TestCase):
    """A till counted, with a false note seized; and another session, open."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.session = builders.session(cls.country, APRIL)
        at = moment(APRIL, 5)
        cls.counterfeit = cash.seize_counterfeit(
            session=cls.session,
            denomination=500_000,
            serial="QE 12345678",
            brought_by="Lê Thị Nga",
            by=cls.country.lan,
            witnessed_by=cls.country.cuc,
            at=at,
        )
        cls.between = cash.count_cash(
            session=cls.session,
            kind="COUNT",
            pieces={500_000: 20_000},
            key=UUID("019d7000-0000-7000-8000-000000000009"),
            by=cls.country.lan,
            witnessed_by=cls.country.cuc,
            at=at,
        )
        sessions.begin_count(session=cls.session, by=cls.country.lan, at=at)
        cls.closing = builders.till_counted(cls.country, cls.session)
        cls.other = builders.session(cls.country, APRIL, point=cls.country.next_point)
        cls.advance = CashCount.objects.get(session=cls.session, kind="ADVANCE")


class CountTests(CountedCase):
    def test_is_of_a_known_kind(self):
        with self.refused_as("cash_count_kind_is_known"):
            add_again(self.between, key=KEY, kind="GUESS")

    def test_counts_no_less_than_nothing(self):
        with self.refused_as("cash_count_total_is_not_negative"):
            add_again(self.between, key=KEY, total=-1)

    def test_is_counted_before_another_person(self):
        with self.refused_as("cash_is_counted_before_another_person"):
            add_again(self.between, key=KEY, witnessed_by_id=self.country.lan.pk)

    def test_of_the_till_says_what_was_expected(self):
        with self.refused_as("count_of_the_till_says_what_was_expected"):
            add_again(self.between, key=KEY, expected=None)

    def test_of_what_was_given_expects_nothing(self):
        with self.refused_as("count_of_the_till_says_what_was_expected"):
            add_again(self.between, key=KEY, kind="TOP_UP")

    def test_is_an_advance_once_in_a_session(self):
        with self.refused_as("one_advance_for_a_session"):
            add_again(self.advance, key=KEY)

    def test_has_a_key_of_its_own(self):
        with self.refused_as("loans_cashcount.key"):
            add_again(self.between)

    def test_lists_a_denomination_once(self):
        with self.refused_as("a_denomination_stands_once_in_a_count"):
            add_again(self.between.lines.get())

    def test_lists_only_notes_that_are_there(self):
        line = self.between.lines.get()
        wrong = [
            {"pieces": 0},
            {"denomination": 0},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("counted_notes_are_above_zero"),
            ):
                add_again(line, **{"denomination": 1000} | columns)


class ClosingTests(CountedCase):
    def again(self, **columns):
        """The closing once more, of the other session and its own count."""
        wanted = {"session_id": self.other.pk, "count_id": self.between.pk}
        add_again(self.closing, **wanted | columns)

    def test_is_even_or_names_the_difference(self):
        with self.refused_as("till_closes_even_or_names_the_difference"):
            self.again(handed_over=self.closing.handed_over - 1)

    def test_gives_a_reason_for_a_difference(self):
        with self.refused_as("difference_of_a_till_has_a_reason"):
            self.again(
                difference=1,
                handed_over=self.closing.handed_over - 1,
                reason="không rõ",
            )

    def test_is_signed_by_two_people(self):
        with self.refused_as("till_is_closed_by_two_people"):
            self.again(controller_id=self.closing.teller_id)

    def test_sums_nothing_below_zero(self):
        wrong = {
            "cash_in": {"cash_in": -1, "cash_out": -1},
            "cash_out": {"cash_in": 0, "cash_out": -1, "difference": 1},
            "advance": {"advance": -1, "handed_over": 0, "difference": -1},
            "handed_over": {"advance": 0, "handed_over": -1, "difference": 1},
        }
        for name, columns in wrong.items():
            reason = {"reason": "Nhầm dấu khi nhập"}
            with (
                self.subTest(name),
                self.refused_as("sums_of_a_till_are_not_negative"),
            ):
                self.again(**reason | columns)

    def test_reports_a_large_loss_until_a_moment(self):
        with self.refused_as("large_loss_is_to_be_reported"):
            self.again(
                difference=50_000_000,
                handed_over=self.closing.handed_over - 50_000_000,
                reason="Mất một bọc tiền trên đường",
            )

    def test_may_be_short_of_less_without_a_report(self):
        self.again(
            difference=49_999_999,
            handed_over=self.closing.handed_over - 49_999_999,
            reason="Mất một bọc tiền trên đường",
        )

        self.assertEqual(CashClosing.objects.count(), 2)

    def test_stands_once_on_a_session(self):
        with self.refused_as("loans_cashclosing.session_id"):
            add_again(self.closing, count_id=self.between.pk)

    def test_stands_once_on_a_count(self):
        with self.refused_as("loans_cashclosing.count_id"):
            add_again(self.closing, session_id=self.other.pk)


class CounterfeitTests(CountedCase):
    def test_is_seized_before_another_person(self):
        with self.refused_as("counterfeit_is_seized_before_another_person"):
            add_again(self.counterfeit, serial="2", witnessed_by_id=self.country.lan.pk)

    def test_names_serial_and_bringer(self):
        for column in ("serial", "brought_by"):
            with (
                self.subTest(column),
                self.refused_as("counterfeit_names_serial_and_bringer"),
            ):
                add_again(self.counterfeit, **{"denomination": 200_000, column: ""})

    def test_is_seized_once_in_a_session(self):
        with self.refused_as("a_serial_is_seized_once_in_a_session"):
            add_again(self.counterfeit)


class AppendOnlyTests(CountedCase):
    """What was counted, closed and seized is told once."""

    def test_refuses_to_tell_it_otherwise(self):
        self.refuses_each(
            {
                "cashcount_is_never_edited": "UPDATE loans_cashcount SET total = 1",
                "cashcountline_is_never_edited": (
                    "UPDATE loans_cashcountline SET pieces = 1"
                ),
                "cashclosing_is_never_edited": (
                    "UPDATE loans_cashclosing SET reason = 'chuyện khác hẳn'"
                ),
                "counterfeit_is_never_edited": (
                    "UPDATE loans_counterfeit SET brought_by = 'người khác'"
                ),
            }
        )

    def test_refuses_to_forget(self):
        self.refuses_each(
            {
                "cashcount_is_never_deleted": "DELETE FROM loans_cashcount",
                "cashcountline_is_never_deleted": "DELETE FROM loans_cashcountline",
                "cashclosing_is_never_deleted": "DELETE FROM loans_cashclosing",
                "counterfeit_is_never_deleted": "DELETE FROM loans_counterfeit",
            }
        )

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_refuses_to_forget_everything(self):
        names = {
            "cashcount_is_never_truncated": "loans_cashcount",
            "cashcountline_is_never_truncated": "loans_cashcountline",
            "cashclosing_is_never_truncated": "loans_cashclosing",
            "counterfeit_is_never_truncated": "loans_counterfeit",
        }
        for name, table in names.items():
            with self.subTest(name), self.refused_as(name):
                truncate(table)
