"""A wrong act undone by two people, in the session in which it was done."""

from datetime import date

from django.test import TestCase

from loans.actions import drafts, repayments, reversals, sessions, sheets
from loans.actions.refusals import Refused
from loans.models import Loan, LoanBalance, Posting
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)
AT = moment(APRIL)
REASON = "Ghi nhầm số tiền"


class ReversalCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)
        cls.sheet = builders.recorded(cls.country, cls.group, cls.session)
        cls.line = cls.sheet.lines.get(number=1)
        cls.posting = cls.sheet.postings.order_by("pk").first()

    def ask(self, reason=REASON, session=None, by=None, **what):
        return reversals.ask_reversal(
            session=session or self.session,
            reason=reason,
            by=by or self.country.lan,
            at=AT,
            **(what or {"line": self.line}),
        )

    def agree(self, request, by=None, key=None):
        return reversals.agree_reversal(
            request=request, key=key or uuid7(AT), by=by or self.country.cuc, at=AT
        )

    def refusal(self, act, *args, **more):
        with self.assertRaises(Refused) as refused:
            act(*args, **more)
        return refused.exception.code


class AskTests(ReversalCase):
    def test_needs_a_reason_of_ten_characters(self):
        self.assertEqual(self.refusal(self.ask, reason="x"), "REASON_TOO_SHORT")
        self.assertEqual(
            self.refusal(self.ask, reason="a   b    c"), "REASON_TOO_SHORT"
        )

    def test_is_for_who_serves_the_session_still(self):
        self.session.team.filter(user=self.country.mai).update(left_at=AT)

        for outsider in (self.country.mai, self.country.dao):
            with self.subTest(outsider.username):
                self.assertEqual(self.refusal(self.ask, by=outsider), "NOT_IN_TEAM")

    def test_refuses_a_second_request_for_the_same_line_or_posting(self):
        self.ask()
        self.ask(posting=self.posting)

        self.assertEqual(self.refusal(self.ask), "ONE_OPEN_REVERSAL_REQUEST_FOR_A_LINE")
        self.assertEqual(
            self.refusal(self.ask, posting=self.posting),
            "ONE_OPEN_REVERSAL_REQUEST_FOR_A_POSTING",
        )

    def test_refuses_an_accrual(self):
        accrual = Posting.objects.filter(kind="ACCRUAL").first()

        self.assertEqual(
            self.refusal(self.ask, posting=accrual), "ACCRUAL_IS_CORRECTED"
        )

    def test_refuses_what_is_reversed_and_what_reverses(self):
        [mirror] = self.agree(self.ask(posting=self.posting))

        self.assertEqual(
            self.refusal(self.ask, posting=self.posting), "NOTHING_TO_REVERSE"
        )
        self.assertEqual(
            self.refusal(self.ask, posting=mirror), "REVERSAL_OF_A_REVERSAL"
        )

    def test_refuses_a_session_that_is_over(self):
        closed = builders.closed(self.country, self.session)

        self.assertEqual(self.refusal(self.ask, session=closed), "SESSION_NOT_OPEN")

    def test_looks_again_whether_the_session_is_open(self):
        builders.closed(self.country, self.session)
        self.session.state = "OPEN"

        self.assertEqual(self.refusal(self.ask), "SESSION_NOT_OPEN")

    def test_is_for_an_open_session_also_for_what_an_earlier_one_holds(self):
        april = builders.closed(self.country, self.session)
        may = builders.session(self.country, MAY)

        self.assertEqual(self.refusal(self.ask, session=april), "SESSION_NOT_OPEN")
        self.assertEqual(self.ask(session=may).session, may)


class AgreeTests(ReversalCase):
    def test_undoes_all_rows_of_the_line_in_the_name_of_both(self):
        rows = self.agree(self.ask())

        self.assertEqual(
            statement(Loan.objects.get(borrower=self.line.person)).splitlines()[-1],
            "10/04/2026 REPAYMENT (reversal) cash -280.274 interest_in_term +280.274",
        )
        self.assertEqual(
            {(row.posted_by, row.checked_by, row.reason) for row in rows},
            {(self.country.lan, self.country.cuc, REASON)},
        )

    def test_leaves_the_other_lines_alone(self):
        self.agree(self.ask())

        owed = LoanBalance.objects.order_by("loan__borrower__sort_key")
        self.assertEqual(
            list(owed.values_list("interest_in_term", flat=True)), [280_274, 0]
        )

    def test_undoes_once_however_often_it_is_sent(self):
        request, key = self.ask(), uuid7(AT)
        first = self.agree(request, key=key)

        again = self.agree(request, key=key)

        self.assertEqual([row.pk for row in again], [row.pk for row in first])
        self.assertEqual(self.refusal(self.agree, request), "SETTLED_ALREADY")

    def test_leaves_out_a_row_that_was_undone_alone(self):
        whole = self.ask()
        self.agree(self.ask(posting=self.posting))

        rows = self.agree(whole)

        self.assertEqual([row.kind for row in rows], ["DEPOSIT"])

    def test_undoes_a_line_that_pays_in_and_out_of_the_same_account(self):
        builders.closed(self.country, self.session)
        session = builders.session(self.country, MAY)
        draft = builders.draft(self.country, self.group, session)
        drafts.save_lines(
            draft=draft,
            lines={1: {"principal_from_savings": 10_000}},
            by=self.country.lan,
            at=moment(MAY),
        )
        sheet = sheets.record_sheet(
            draft=draft, key=uuid7(moment(MAY)), by=self.country.lan, at=moment(MAY)
        )

        rows = self.agree(self.ask(session=session, line=sheet.lines.get(number=1)))

        self.assertEqual(
            sorted(row.kind for row in rows), ["DEPOSIT", "REPAYMENT", "SAVINGS_USE"]
        )

    def test_needs_no_place_at_the_table(self):
        [row, *_] = self.agree(self.ask(), by=self.country.dao)

        self.assertEqual(
            (row.posted_by, row.checked_by), (self.country.lan, self.country.dao)
        )

    def test_is_for_a_second_person(self):
        self.assertEqual(
            self.refusal(self.agree, self.ask(), by=self.country.lan), "SAME_PERSON"
        )


class DeclineTests(ReversalCase):
    def decline(self, request, by=None):
        return reversals.decline_reversal(
            request=request, by=by or self.country.cuc, at=AT
        )

    def test_changes_nothing_and_lets_one_ask_again(self):
        before = Posting.objects.count()

        declined = self.decline(self.ask())
        self.ask()

        self.assertIs(declined.is_agreed, False)
        self.assertEqual(Posting.objects.count(), before)

    def test_is_for_a_second_person_and_once(self):
        request = self.ask()
        self.assertEqual(
            self.refusal(self.decline, request, by=self.country.lan), "SAME_PERSON"
        )
        self.decline(request)

        self.assertEqual(self.refusal(self.decline, request), "SETTLED_ALREADY")


class EmptyTillTests(ReversalCase):
    """What was paid in April, undone in May, when the till holds nothing yet."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.loan = Loan.objects.get(borrower=cls.line.person)
        cls.paid = repayments.repay(
            loan=cls.loan,
            session=cls.session,
            paid={"principal_in_term": 20_000_000},
            key=uuid7(AT),
            by=cls.country.lan,
            at=AT,
        )
        builders.closed(cls.country, cls.session)
        cls.may = sessions.open_session(
            session=builders.prepared_session(cls.country, MAY),
            by=cls.country.hung,
            at=moment(MAY),
        )

    def test_is_asked_for_what_goes_back_and_the_request_stays_open(self):
        request = self.ask(session=self.may, posting=self.paid)
        before = Posting.objects.count()

        with self.assertRaises(Refused) as refused:
            self.agree(request)

        self.assertEqual(refused.exception.code, "CASH_SHORT")
        self.assertIn("20.000.000", refused.exception.sentence)
        request.refresh_from_db()
        self.assertIsNone(request.settled_at)
        self.assertEqual(Posting.objects.count(), before)

    def test_is_asked_for_all_that_a_line_paid_in(self):
        request = self.ask(session=self.may, line=self.line)
        builders.advanced(self.country, self.may, pieces={200_000: 1, 100_000: 1})

        self.assertEqual(self.refusal(self.agree, request), "CASH_SHORT")

    def test_gives_back_what_has_come_in_since(self):
        request = self.ask(session=self.may, posting=self.paid)
        builders.advanced(self.country, self.may, pieces={500_000: 40})

        [row] = self.agree(request)

        self.assertEqual(row.cash, -20_000_000)


class PayoutTests(ReversalCase):
    def test_brings_cash_in_and_asks_the_till_for_nothing(self):
        other = builders.loan(
            self.country, self.line.person, programme="WATER", disburse_on=APRIL
        )
        builders.disbursed(self.country, self.session, other)
        builders.closed(self.country, self.session)
        may = sessions.open_session(
            session=builders.prepared_session(self.country, MAY),
            by=self.country.hung,
            at=moment(MAY),
        )

        [row] = self.agree(
            self.ask(session=may, posting=Posting.objects.get(loan=other, cash__lt=0))
        )

        self.assertEqual(row.cash, 50_000_000)
