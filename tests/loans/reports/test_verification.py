"""One altered đồng is found, named and not forgiven: a change for each check."""

from contextlib import contextmanager
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from loans.actions import repayments, reversals
from loans.models import GroupSheet, Loan, Posting, PostingKind, SessionSeal
from loans.reports.verification import CHECKS, differences
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.transactions import triggers_aside

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


@contextmanager
def past_every_guard():
    """An insider with the database's own rights: no trigger, no CHECK."""
    with triggers_aside(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("""
                DO $$ DECLARE c record; BEGIN
                FOR c IN SELECT conname, conrelid::regclass AS owner
                    FROM pg_constraint WHERE contype = 'c'
                    AND conrelid::regclass::text LIKE 'loans_%'
                LOOP EXECUTE format(
                    'ALTER TABLE %s DROP CONSTRAINT %I', c.owner, c.conname
                ); END LOOP; END $$
            """)
        yield cursor
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


class AlteringCase(TestCase):
    """Rows altered past every guard; `alter` answers with what is found of it."""

    def alter(self, sql, *parameters):
        with past_every_guard() as cursor:
            cursor.execute(sql, parameters)
            self.assertEqual(cursor.rowcount, 1)
            return {(d.check, d.row): (d.expected, d.found) for d in differences()}


class CorrectedInterestTests(AlteringCase):
    """Principal of April found wrong in May: undone, 108.493 of interest put right."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        group = builders.running_group(cls.country, size=1)
        cls.loan = group.loans.get()
        april = builders.session(cls.country, APRIL)
        wrong = repayments.repay(
            loan=cls.loan,
            session=april,
            paid={"principal_in_term": 20_000_000},
            key=uuid7(moment(APRIL)),
            by=cls.country.lan,
            at=moment(APRIL),
        )
        builders.closed(cls.country, april)
        may = builders.session(cls.country, MAY)
        asked = reversals.ask_reversal(
            session=may,
            posting=wrong,
            reason="Ghi nhầm khế ước",
            by=cls.country.lan,
            at=moment(MAY),
        )
        reversals.agree_reversal(
            request=asked, key=uuid7(moment(MAY)), by=cls.country.cuc, at=moment(MAY)
        )
        builders.closed(cls.country, may)
        builders.session(cls.country, date(2026, 6, 10))

    def test_is_clean_when_the_correction_is_right(self):
        self.assertEqual(list(differences()), [])

    def test_finds_a_correction_of_one_dong_too_much(self):
        found = self.alter(
            "UPDATE loans_posting SET interest_in_term = interest_in_term + 1,"
            " income = income - 1 WHERE kind = 'ACCRUAL_CORRECTION'"
        )

        name = f"loan {self.loan.contract_number} interest after corrections"
        self.assertEqual(found["accruals", name], ((831_781, 0, 0), (831_782, 0, 0)))

    def test_finds_a_correction_that_was_never_made(self):
        found = self.alter(
            "DELETE FROM loans_posting WHERE kind = 'ACCRUAL_CORRECTION'"
        )

        name = f"loan {self.loan.contract_number} interest after corrections"
        self.assertEqual(found["accruals", name], ((831_781, 0, 0), (723_288, 0, 0)))


class VerifyLedgerTests(AlteringCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        april = builders.session(cls.country, APRIL)
        builders.recorded(cls.country, cls.group, april)
        builders.closed(cls.country, april)
        cls.may = builders.session(cls.country, MAY)
        builders.recorded(cls.country, cls.group, cls.may)

    def a_posting(self, kind, **filters):
        return Posting.objects.filter(kind=kind, **filters).order_by("pk").last()

    def test_is_clean_after_honest_days(self):
        self.assertEqual(list(differences()), [])

    def test_ends_with_zero_when_clean(self):
        call_command("verify_ledger", verbosity=0)

    def test_ends_with_one_when_not(self):
        with (
            past_every_guard() as cursor,
            self.assertRaises(SystemExit) as ended,
        ):
            cursor.execute("UPDATE loans_loanbalance SET interest_in_term = 1")
            call_command("verify_ledger")

        self.assertEqual(ended.exception.code, 1)

    def test_finds_a_row_that_lost_a_dong(self):
        row = self.a_posting(PostingKind.DEPOSIT)

        found = self.alter(
            "UPDATE loans_posting SET cash = cash - 1 WHERE id = %s", row.pk
        )

        self.assertEqual(
            found["rows sum to zero", f"posting {row.key}:{row.line}"], (0, -1)
        )

    def test_finds_a_balance_that_gained_a_dong(self):
        loan = Loan.objects.order_by("pk").first()

        found = self.alter(
            "UPDATE loans_loanbalance SET principal_in_term = principal_in_term + 1"
            " WHERE loan_id = %s",
            loan.pk,
        )

        self.assertEqual(
            found,
            {
                (
                    "balances of loans",
                    f"loan {loan.contract_number} principal_in_term",
                ): (50_000_000, 50_000_001)
            },
        )

    def test_finds_savings_that_gained_a_dong(self):
        row = self.a_posting(PostingKind.DEPOSIT)

        found = self.alter(
            "UPDATE loans_savingsbalance SET amount = amount + 1"
            " WHERE savings_account_id = %s",
            row.savings_account_id,
        )

        self.assertEqual(
            [check for check, _row in found], ["balances of member accounts"]
        )

    def test_finds_interest_moved_from_one_loan_to_its_own_income(self):
        row = self.a_posting(PostingKind.ACCRUAL)

        found = self.alter(
            "UPDATE loans_posting SET interest_in_term = interest_in_term + 1,"
            " income = income - 1 WHERE id = %s",
            row.pk,
        )

        self.assertIn(
            (
                "accruals",
                f"loan {row.loan.contract_number} {row.period_from} to {MAY}",
            ),
            found,
        )
        self.assertIn("balances of loans", [check for check, _row in found])

    def test_finds_an_accrual_that_skips_a_day(self):
        row = self.a_posting(PostingKind.ACCRUAL)

        found = self.alter(
            "UPDATE loans_posting SET period_from = '2026-04-11' WHERE id = %s", row.pk
        )

        name = f"loan {row.loan.contract_number} 2026-04-11 to 2026-05-10"
        self.assertEqual(
            found["accruals", f"{name}, begins"], ("2026-04-10", "2026-04-11")
        )

    def test_finds_a_day_that_is_not_the_sessions(self):
        row = self.a_posting(PostingKind.REPAYMENT)

        found = self.alter(
            "UPDATE loans_posting SET value_date = '2026-05-09' WHERE id = %s", row.pk
        )

        self.assertIn(("day of the session", f"posting {row.key}:{row.line}"), found)
        self.assertIn("days never go back", [check for check, _row in found])

    def test_finds_a_missing_second_signature(self):
        row = self.a_posting(PostingKind.DISBURSEMENT)

        found = self.alter(
            "UPDATE loans_posting SET checked_by_id = posted_by_id WHERE id = %s",
            row.pk,
        )

        self.assertIn(("second person", f"posting {row.key}:{row.line}"), found)

    def test_finds_a_reversal_that_does_not_mirror(self):
        first = self.a_posting(PostingKind.DEPOSIT)
        other = self.a_posting(PostingKind.REPAYMENT)

        found = self.alter(
            "UPDATE loans_posting SET reverses_id = %s WHERE id = %s",
            first.pk,
            other.pk,
        )

        self.assertIn(("reversals mirror", f"posting {other.key}:{other.line}"), found)

    def test_finds_a_voucher_that_is_gone(self):
        found = self.alter(
            "UPDATE loans_session SET voucher_count = voucher_count + 1 WHERE id = %s",
            self.may.pk,
        )

        self.assertEqual(
            found,
            {
                ("vouchers without a gap", f"session {self.may.pk}"): (
                    "1 to 3",
                    "2 up to 2",
                )
            },
        )

    def test_finds_a_sheet_whose_header_says_more(self):
        sheet = GroupSheet.objects.order_by("pk").last()

        found = self.alter(
            "UPDATE loans_groupsheet SET interest = interest + 1,"
            " cash_received = cash_received + 1 WHERE id = %s",
            sheet.pk,
        )

        self.assertEqual(
            found[("sheets", f"sheet {sheet.pk} cash")],
            (sheet.cash_received + 1, sheet.cash_received),
        )

    def test_finds_a_loan_called_closed_that_owes(self):
        loan = Loan.objects.order_by("pk").first()

        found = self.alter(
            "UPDATE loans_loan SET state = 'CLOSED' WHERE id = %s", loan.pk
        )

        self.assertEqual(
            list(found), [("states of loans", f"loan {loan.contract_number}")]
        )

    def test_finds_instalments_that_lost_a_dong(self):
        loan = Loan.objects.order_by("pk").first()

        found = self.alter(
            "UPDATE loans_instalment SET amount = amount - 1"
            " WHERE loan_id = %s AND number = 1",
            loan.pk,
        )

        self.assertEqual(
            found[("instalments", f"loan {loan.contract_number} instalments")],
            (50_000_000, 49_999_999),
        )

    def test_finds_a_row_of_a_sealed_session_given_to_another_teller(self):
        seal = SessionSeal.objects.order_by("pk").last()
        row = Posting.objects.filter(session=seal.session).last()

        found = self.alter(
            "UPDATE loans_posting SET posted_by_id = %s WHERE id = %s",
            self.country.mai.pk,
            row.pk,
        )

        self.assertEqual(
            [check for check, _row in found],
            ["seals"],
        )

    def test_finds_a_broken_chain_of_seals(self):
        seal = SessionSeal.objects.order_by("number").last()

        found = self.alter(
            "UPDATE loans_sessionseal SET previous_digest = '' WHERE id = %s", seal.pk
        )

        self.assertIn(("seals", f"seal 2 of session {seal.session_id} previous"), found)

    def test_has_every_check_broken_here(self):
        self.assertEqual(
            list(CHECKS),
            [
                "rows sum to zero",
                "balances of loans",
                "balances of member accounts",
                "reversals mirror",
                "second person",
                "day of the session",
                "days never go back",
                "vouchers without a gap",
                "sheets",
                "states of loans",
                "instalments",
                "accruals",
                "seals",
            ],
        )
