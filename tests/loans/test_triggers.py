"""What the database refuses of money, past Django: each trigger broken by raw SQL."""

from datetime import date, timedelta
from unittest import skipIf, skipUnless

from django.core import serializers
from django.db import DatabaseError, connection, transaction
from django.test import TestCase

from loans.models import IdentityReveal, Posting, SavingsAccount
from tests import builders
from tests.cast import moment
from tests.loans.models.world import APRIL, KEY, World
from tests.refusing import POSTGRESQL, RefusingMixin, add_again, run, truncate

JULY = date(2026, 7, 10)


class PostingTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        cls.country = cls.world.country

    def test_stands_in_an_open_session(self):
        prepared = builders.prepared_session(self.country, JULY)
        closed = self.world.closed_session
        for session in (prepared, closed):
            with (
                self.subTest(session.state),
                self.refused_as("posting_stands_in_an_open_session"),
            ):
                add_again(
                    self.world.deposit,
                    session_id=session.pk,
                    value_date=session.held_on.isoformat(),
                )

    def test_stands_in_no_session_whose_cash_is_being_counted(self):
        run("UPDATE loans_session SET state = 'COUNTING' WHERE state = 'OPEN'")

        with self.refused_as("posting_stands_in_an_open_session"):
            add_again(self.world.deposit)

    def test_counts_on_the_day_of_its_session_not_before_and_not_after(self):
        for days in (-1, 1):
            with (
                self.subTest(days=days),
                self.refused_as("posting_counts_on_the_day_of_its_session"),
            ):
                add_again(
                    self.world.deposit,
                    key=KEY,
                    value_date=(APRIL + timedelta(days=days)).isoformat(),
                )

    def test_of_a_loan_never_goes_back_in_time(self):
        later = builders.session(
            self.country, date(2026, 5, 10), point=self.country.next_point
        )
        run(
            "UPDATE loans_loan SET group_id = NULL, point_id = %s WHERE id = %s",
            self.country.next_point.pk,
            self.world.loan.pk,
        )
        add_again(
            self.world.repayment,
            key=KEY,
            session_id=later.pk,
            value_date="2026-05-10",
        )
        run(
            "UPDATE loans_loan SET point_id = %s WHERE id = %s",
            self.country.point.pk,
            self.world.loan.pk,
        )

        with self.refused_as("posting_of_a_loan_never_goes_back_in_time"):
            add_again(self.world.repayment)

    def test_of_a_loan_stands_at_the_loans_point(self):
        elsewhere = builders.session(self.country, APRIL, point=self.country.next_point)

        with self.refused_as("posting_of_a_loan_stands_at_the_loans_point"):
            add_again(self.world.repayment, session_id=elsewhere.pk)

    def test_on_savings_stands_at_the_accounts_point(self):
        elsewhere = builders.session(self.country, APRIL, point=self.country.next_point)

        with self.refused_as("posting_on_savings_stands_at_the_accounts_point"):
            add_again(self.world.deposit, session_id=elsewhere.pk)

    def test_of_interest_begins_where_the_last_one_ended(self):
        with self.refused_as("accrual_begins_where_the_last_one_ended"):
            add_again(
                self.world.accrual, period_from="2026-04-09", period_to="2026-05-10"
            )

    def test_that_reverses_mirrors_the_first(self):
        deposit = self.world.deposit
        right = self.world.opposite(deposit)
        wrong = {
            "other amounts": {
                "cash": right["cash"] + 1,
                "savings": right["savings"] - 1,
            },
            "another kind": {"kind": "WITHDRAWAL"},
            "another row": {"reverses_id": self.world.repayment.pk},
            "no row": {"reverses_id": 10**9},
            "another account": {"savings_account_id": self.other_account().pk},
        }
        for what, columns in wrong.items():
            with (
                self.subTest(what),
                self.refused_as("reversal_mirrors_the_row_that_it_reverses"),
            ):
                add_again(deposit, **right | columns)

    def test_that_reverses_is_not_reversed(self):
        deposit = self.world.deposit
        add_again(deposit, **self.world.opposite(deposit))
        reversal = Posting.objects.get(reverses=deposit)

        with self.refused_as("reversal_mirrors_the_row_that_it_reverses"):
            add_again(
                deposit,
                line=2,
                **self.world.opposite(deposit)
                | {
                    "cash": deposit.cash,
                    "savings": deposit.savings,
                    "reverses_id": reversal.pk,
                },
            )

    @skipIf(POSTGRESQL, "PostgreSQL has the column's type for that")
    def test_is_in_whole_dong(self):
        for cash, savings in ((1.5, -1.5), ("x", 0), ("x", "x")):
            with (
                self.subTest(cash=cash, savings=savings),
                self.refused_as("posting_is_in_whole_dong"),
            ):
                add_again(self.world.deposit, key=KEY, cash=cash, savings=savings)

    @skipUnless(POSTGRESQL, "SQLite has a trigger for that")
    def test_is_of_numbers(self):
        with self.assertRaises(DatabaseError), transaction.atomic():
            add_again(self.world.deposit, key=KEY, cash="x", savings=0)

    def other_account(self):
        others = SavingsAccount.objects
        return others.exclude(pk=self.world.account.pk).first()


class AppendOnlyTests(RefusingMixin, TestCase):
    """Rows of money, of evidence and of seals are added and never touched again."""

    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        IdentityReveal.objects.create(
            person=cls.world.loan.borrower,
            by=cls.world.country.lan,
            reason="đối chiếu giấy tờ",
            at=moment(APRIL),
        )

    def test_refuses_to_tell_it_otherwise(self):
        self.refuses_each(
            {
                "posting_is_never_edited": (
                    "UPDATE loans_posting SET reason = 'chuyện khác'"
                ),
                "groupsheet_is_never_edited": (
                    "UPDATE loans_groupsheet SET receipt_from = '9'"
                ),
                "sheetline_is_never_edited": (
                    "UPDATE loans_sheetline SET note = 'khác'"
                ),
                "sessionseal_is_never_edited": (
                    "UPDATE loans_sessionseal SET digest = 'khác'"
                ),
                "identityreveal_is_never_edited": (
                    "UPDATE loans_identityreveal SET reason = 'chuyện khác'"
                ),
            }
        )

    def test_refuses_to_forget(self):
        self.refuses_each(
            {
                "posting_is_never_deleted": "DELETE FROM loans_posting",
                "groupsheet_is_never_deleted": "DELETE FROM loans_groupsheet",
                "sheetline_is_never_deleted": "DELETE FROM loans_sheetline",
                "sessionseal_is_never_deleted": "DELETE FROM loans_sessionseal",
                "identityreveal_is_never_deleted": "DELETE FROM loans_identityreveal",
            }
        )

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_refuses_to_forget_everything(self):
        names = {
            "posting_is_never_truncated": "loans_posting",
            "groupsheet_is_never_truncated": "loans_groupsheet",
            "sheetline_is_never_truncated": "loans_sheetline",
            "sessionseal_is_never_truncated": "loans_sessionseal",
            "identityreveal_is_never_truncated": "loans_identityreveal",
            "printing_is_never_truncated": "loans_printing",
        }
        for name, table in names.items():
            with self.subTest(name), self.refused_as(name):
                truncate(table)

    @skipIf(POSTGRESQL, "PostgreSQL has no REPLACE")
    def test_refuses_to_be_replaced(self):
        with self.refused_as("posting_is_never_deleted"):
            run(
                "INSERT OR REPLACE INTO loans_posting"
                " SELECT * FROM loans_posting WHERE id = %s",
                self.world.deposit.pk,
            )

    def test_refuses_to_be_changed_by_a_conflict(self):
        with self.refused_as("posting_is_never_edited"):
            add_again(
                self.world.deposit, "ON CONFLICT (key, line) DO UPDATE SET cash = 1"
            )

    def test_refuses_to_be_loaded_over_from_a_fixture(self):
        text = serializers.serialize("json", [self.world.deposit])
        forged = text.replace('"cash": 50726', '"cash": 60726')
        self.assertNotEqual(forged, text)

        with self.refused_as("posting_is_never_edited"):
            for row in serializers.deserialize("json", forged):
                row.save()


class PostingModelTests(TestCase):
    """The first layer: Python itself has no way to change the ledger."""

    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_has_no_way_to_change_or_remove_rows(self):
        deposit = self.world.deposit
        ways = {
            "save": deposit.save,
            "delete": deposit.delete,
            "update": lambda: Posting.objects.update(reason="khác"),
            "delete all": lambda: Posting.objects.all().delete(),
            "through the loan": lambda: self.world.loan.postings.update(cash=0),
            "bulk_update": lambda: Posting.objects.bulk_update([deposit], ["cash"]),
        }
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(TypeError):
                way()


class SessionTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_changes_its_state_only_as_listed(self):
        prepared = builders.prepared_session(self.world.country, JULY)
        moves = [
            (self.world.session, "PREPARED"),
            (self.world.session, "CLOSED"),
            (prepared, "COUNTING"),
            (prepared, "CLOSED"),
        ]
        for session, state in moves:
            with (
                self.subTest(f"{session.state} to {state}"),
                self.refused_as("session_changes_state_only_as_listed"),
            ):
                run(
                    "UPDATE loans_session SET state = %s WHERE id = %s",
                    state,
                    session.pk,
                )

    def test_that_is_closed_is_never_changed(self):
        changes = ["state = 'OPEN'", "voucher_count = 99", "opened_at = closed_at"]
        for change in changes:
            with (
                self.subTest(change),
                self.refused_as("closed_session_is_never_changed"),
            ):
                run(f"UPDATE loans_session SET {change} WHERE state = 'CLOSED'")

    def test_keeps_its_day_and_place(self):
        wrong = [
            "held_on = '2026-04-11'",
            f"point_id = {self.world.country.next_point.pk}",
            f"office_id = {self.world.country.office.parent_id}",
        ]
        for change in wrong:
            with (
                self.subTest(change),
                self.refused_as("session_keeps_its_day_and_place"),
            ):
                run(f"UPDATE loans_session SET {change} WHERE state = 'OPEN'")


class LoanTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_changes_its_state_only_as_listed(self):
        for state in ("LAPSED", "GONE"):
            with (
                self.subTest(state),
                self.refused_as("loan_changes_state_only_as_listed"),
            ):
                run("UPDATE loans_loan SET state = %s", state)

    def test_stands_at_the_point_of_its_group(self):
        with self.refused_as("loan_stands_at_the_point_of_its_group"):
            add_again(
                self.world.loan,
                contract_number="6600999999999999",
                point_id=self.world.country.next_point.pk,
            )

    def test_stands_at_the_point_of_its_group_after_a_change_too(self):
        with self.refused_as("loan_stands_at_the_point_of_its_group_after_a_change"):
            run("UPDATE loans_loan SET point_id = %s", self.world.country.next_point.pk)


class GuardedConnectionTests(TestCase):
    @skipIf(POSTGRESQL, "a setting of SQLite")
    def test_lets_a_replaced_row_meet_the_triggers(self):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers")

            self.assertEqual(cursor.fetchone(), (1,))
