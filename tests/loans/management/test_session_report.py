"""A day told from its rows: it clears an honest teller, and hides nothing."""

from datetime import date, timedelta
from io import StringIO
from uuid import UUID

from django.core.management import CommandError, call_command
from django.test import TestCase

from loans.actions import prepared, repayments, reversals, sessions, signing
from loans.actions.attempts import attempted
from loans.actions.refusals import Refused
from loans.models import Loan, Posting, Session
from programmes.access import Permission
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import PASSWORD, Country, moment
from tests.refusing import run
from tests.sheet_case import sheets_printed
from tests.transactions import triggers_aside

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)
NINE = moment(APRIL, 2)
KEY = UUID("019d7000-0000-7000-8000-00000000000b")


def report(session, **options):
    out = StringIO()
    call_command("session_report", session.pk, stdout=out, **options)
    return out.getvalue()


def part(text, heading):
    """The lines under one heading, without their number."""
    block = text.split(f"\n{heading} (")[1].split("\n\n")[0]
    return [line.strip() for line in block.splitlines()[1:]]


class Day:
    """Lan takes a payment that is sent twice, then a wrong one; another is undone."""

    def __init__(self):
        self.country = Country()
        self.group = builders.running_group(self.country, size=2)
        self.session = builders.session(self.country, APRIL)
        self.first, self.second = Loan.objects.order_by("pk")
        sheets_printed(self.session, [self.group], by=self.country.son, at=NINE)
        self.pay(self.first, 100_000, key=KEY, seconds=0)
        self.pay(self.first, 100_000, key=KEY, seconds=40)
        self.refused(self.first, 900_000_000, seconds=60)
        self.pay(self.second, 200_000, seconds=90)
        self.reverse()
        self.sign_wrongly()

    def pay(self, loan, amount, *, seconds, key=None):
        at = NINE + timedelta(seconds=seconds)
        return attempted(
            repayments.repay,
            in_session=self.session,
            session=self.session,
            loan=loan,
            paid={"interest_in_term": amount},
            key=key or uuid7(at),
            by=self.country.lan,
            at=at,
        )

    def refused(self, loan, amount, *, seconds):
        try:
            self.pay(loan, amount, seconds=seconds)
        except Refused as refused:
            self.sentence = refused.sentence

    def reverse(self):
        at = NINE + timedelta(seconds=120)
        asked = reversals.ask_reversal(
            session=self.session,
            posting=Posting.objects.filter(loan=self.second).latest("pk"),
            reason="Ghi nhầm sổ của người khác",
            by=self.country.lan,
            at=at,
        )
        reversals.agree_reversal(
            request=asked, key=uuid7(at), by=self.country.cuc, at=at
        )

    def sign_wrongly(self):
        at = NINE + timedelta(seconds=150)
        person = builders.person(self.country, "Võ Minh")
        loan = builders.loan(self.country, person, disburse_on=APRIL)
        act = prepared.prepare_disbursement(
            loan=loan,
            session=self.session,
            by=self.country.lan,
            at=at,
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )
        for password in ("sai", PASSWORD):
            try:
                signer = signing.sign_in_place(
                    session=self.session,
                    subject=f"ACT|{act.pk}",
                    shown="50.000.000 đ",
                    username="cuc",
                    password=password,
                    code="",
                    permission=Permission.ACT_SIGN,
                    machine_of=self.country.lan,
                    at=at,
                )
            except Refused:
                continue
            prepared.sign(acts=[act], by=signer, way="IN_PLACE", at=at)
            prepared.carry_out(act=act, by=self.country.lan, at=at)

    def closed(self):
        at = moment(APRIL, 5)
        sessions.begin_count(session=self.session, by=self.country.lan, at=at)
        builders.till_counted(self.country, self.session, short=2000)
        sessions.close_session(session=self.session, by=self.country.hung, at=at)
        return Session.objects.get(pk=self.session.pk)


class SessionReportTests(TestCase):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        cls.day = Day()
        cls.session = cls.day.closed()

    def part(self, heading):
        return part(report(self.session), heading)

    def test_tells_the_second_sending_from_the_first(self):
        kept = self.part("SENT AND NOT RECORDED")

        self.assertEqual(
            kept[0],
            "10/04/2026 09:00:40 REPEATED repay by Trần Thị Lan;"
            f" nothing was added; key {KEY}",
        )
        of_key = [line for line in self.part("POSTINGS") if str(KEY) in line]
        self.assertEqual(len(of_key), 1)
        self.assertIn("interest_in_term -100.000", of_key[0])
        self.assertIn("10/04/2026 09:00:00 REPAYMENT", of_key[0])

    def test_gives_the_refusal_in_its_own_words(self):
        _repeated, refused = self.part("SENT AND NOT RECORDED")

        self.assertIn("10/04/2026 09:01:00 REFUSED repay by Trần Thị Lan", refused)
        self.assertIn(self.day.sentence, refused)

    def test_joins_both_rows_of_a_reversal(self):
        rows = self.part("POSTINGS")
        [undone] = [row for row in rows if " undone by " in row]
        [undoing] = [row for row in rows if " undoes " in row]

        self.assertIn(undoing.split()[1], undone)
        self.assertIn(undone.split()[1], undoing)
        self.assertIn("Trần Thị Lan, checked Đỗ Thị Cúc OWN_DEVICE", undoing)
        self.assertEqual(
            self.part("REVERSALS ASKED FOR"),
            [
                "10/04/2026 09:02:00 asked by Trần Thị Lan:"
                " Ghi nhầm sổ của người khác; agreed by Đỗ Thị Cúc"
                " 10/04/2026 09:02:00"
            ],
        )

    def test_gives_every_posting_with_its_voucher(self):
        self.assertEqual(
            len(self.part("POSTINGS")),
            Posting.objects.filter(session=self.session).count(),
        )

    def test_gives_every_try_at_a_signature(self):
        machine = "at the machine of Trần Thị Lan, for ACT|"
        wrong, right = self.part("SIGNATURES IN PLACE")

        self.assertIn(f"NOT SIGNED, as cuc, {machine}", wrong)
        self.assertIn(f"SIGNED by Đỗ Thị Cúc, as cuc, {machine}", right)

    def test_follows_an_act_of_two_people(self):
        [act] = self.part("ACTS OF TWO PEOPLE")

        for words in (
            "DISBURSEMENT 50.000.000 prepared by Trần Thị Lan",
            "by Đỗ Thị Cúc IN_PLACE",
            "done 10/04/2026 09:02:30",
        ):
            with self.subTest(words):
                self.assertIn(words, act)

    def test_tells_who_moved_the_session_and_when(self):
        self.assertEqual(
            self.part("MOVES"),
            [
                "08/04/2026 09:00:00 PREPARED by Phạm Hồng Sơn",
                "10/04/2026 08:00:00 OPEN by Lê Văn Hùng",
                "10/04/2026 12:00:00 count by Trần Thị Lan: COUNTING",
                "10/04/2026 12:00:00 CLOSED by Lê Văn Hùng",
            ],
        )

    def test_names_the_approvals_that_lapsed_as_it_opened(self):
        country, borrower = self.day.country, self.day.first.borrower
        loan = builders.loan(country, borrower, valid_until=APRIL)

        opened = builders.session(country, MAY)

        self.assertIn(
            f"10/05/2026 08:00:00 lapse by Lê Văn Hùng: {loan}",
            part(report(opened), "MOVES"),
        )

    def test_gives_team_counts_and_till(self):
        self.assertIn("TELLER Trần Thị Lan (lan)", self.part("TEAM"))
        advance, notes, closing, *_notes = self.part("CASH COUNTED")
        self.assertIn("ADVANCE 10.000.000.000; counted by Trần Thị Lan", advance)
        self.assertEqual(notes, "500.000 × 20.000")
        self.assertIn("CLOSING 9.950.098.000, book 9.950.100.000, short 2.000", closing)
        self.assertIn("reason: Tiền lẻ không có mệnh giá", self.part("TILL"))

    def test_gives_what_was_printed(self):
        [printed] = self.part("PRINTED")

        self.assertIn(f"13/TD group {self.day.group.code}, copy 1", printed)

    def test_says_that_the_seal_holds(self):
        self.assertIn("verifies", self.part("SEAL"))

    def test_says_so_when_a_row_was_altered_past_every_guard(self):
        with triggers_aside():
            run(
                "UPDATE loans_posting SET cash = cash + 1,"
                " interest_in_term = interest_in_term - 1 WHERE key = %s",
                KEY.hex,
            )

        lines = self.part("SEAL")
        self.assertIn("DOES NOT VERIFY", lines)
        self.assertNotIn("verifies", lines)

    def test_shows_what_a_later_session_corrected(self):
        country, later = self.day.country, builders.session(self.day.country, MAY)
        at = moment(MAY)
        asked = reversals.ask_reversal(
            session=later,
            posting=Posting.objects.get(key=KEY),
            reason="Khách chứng minh đã nộp",
            by=country.mai,
            at=at,
        )
        reversals.agree_reversal(request=asked, key=uuid7(at), by=country.cuc, at=at)

        [correction] = self.part("CORRECTED IN LATER SESSIONS")
        self.assertIn("Khách chứng minh đã nộp", correction)
        self.assertIn("asked by Võ Thị Mai, agreed by Đỗ Thị Cúc", correction)

    def test_is_the_same_however_often_it_is_asked_for(self):
        self.assertEqual(report(self.session), report(self.session))


class WhoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.session = builders.session(cls.country, APRIL)

    def test_may_be_somebody_who_sees_the_session(self):
        self.assertIn("SESSION", report(self.session, username="auditor"))

    def test_is_nobody_of_the_next_commune(self):
        with self.assertRaisesMessage(CommandError, "not found"):
            report(self.session, username="tam")

    def test_is_nobody_who_may_not_see_postings(self):
        with self.assertRaisesMessage(CommandError, "may not see postings"):
            report(self.session, username="women")

    def test_is_nobody_unknown(self):
        with self.assertRaisesMessage(CommandError, "no user"):
            report(self.session, username="ma")
