"""Acts of two people: prepared, signed, carried out; what was signed is posted."""

from datetime import date

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from loans.actions import (
    cash,
    disbursements,
    prepared,
    savings,
    sessions,
)
from loans.models import Loan, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.ledger import statement
from tests.refusing import RefusalMixin

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)
AT = moment(MARCH)


class PreparedCase(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.group(cls.country, size=1)
        [cls.member] = builders.members(cls.group)
        cls.loan = builders.loan(cls.country, cls.member, of=cls.group)
        cls.session = builders.session(cls.country, MARCH)

    def prepare(self, loan=None, by=None, **seen):
        return prepared.prepare_disbursement(
            loan=loan or self.loan,
            session=self.session,
            by=by or self.country.lan,
            at=AT,
            **{
                "is_present": True,
                "has_identity": True,
                "has_passbook": True,
                **seen,
            },
        )

    def sign(self, *acts, by=None):
        return prepared.sign(
            acts=acts, by=by or self.country.cuc, way="OWN_DEVICE", at=AT
        )

    def carry_out(self, act, by=None):
        return prepared.carry_out(act=act, by=by or self.country.lan, at=AT)


class PrepareDisbursementTests(PreparedCase):
    def test_asks_for_every_paper(self):
        for missing in ("has_identity", "has_passbook"):
            with self.subTest(missing), self.refused("PAPERS_MISSING"):
                self.prepare(**{missing: False})

    def test_pays_another_person_only_with_a_paper(self):
        for named in ({}, {"received_by": "Võ Minh"}, {"authorisation": "UQ 12/2026"}):
            with self.subTest(named), self.refused("BORROWER_ABSENT"):
                self.prepare(is_present=False, **named)

        act = self.prepare(
            is_present=False, received_by="Võ Minh", authorisation="UQ 12/2026"
        )
        self.assertEqual(
            (act.received_by, act.authorisation), ("Võ Minh", "UQ 12/2026")
        )

    def test_takes_the_amount_from_the_contract(self):
        self.assertEqual(self.prepare().amount, 50_000_000)

    def test_waits_once_for_a_loan(self):
        self.prepare()

        with self.refused("ONE_ACT_OF_A_KIND_WAITS_FOR_A_LOAN_IN_A_SESSION"):
            self.prepare()

    def test_is_refused_after_the_approval_has_lapsed(self):
        Loan.objects.filter(pk=self.loan.pk).update(
            approved_on=date(2026, 1, 5), valid_until=date(2026, 3, 9)
        )

        with self.refused("APPROVAL_LAPSED"):
            self.prepare()

    def test_is_refused_beyond_what_was_approved(self):
        act = self.prepare()
        self.sign(act)
        self.carry_out(act)

        with self.refused("NOTHING_LEFT_TO_PAY_OUT"):
            self.prepare()


class EmptyTillTests(PreparedCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        builders.closed(cls.country, cls.session)
        cls.session = sessions.open_session(
            session=builders.prepared_session(cls.country, APRIL),
            by=cls.country.hung,
            at=moment(APRIL),
        )

    def test_refuses_cash_that_is_not_there_and_says_how_much_is(self):
        with self.refused("CASH_SHORT") as refused:
            self.prepare()
        self.assertIn("50.000.000", refused.exception.sentence)

    def test_does_not_hinder_a_transfer(self):
        self.assertTrue(self.prepare(bank_account="3505 205 123").is_by_transfer)


class SignTests(PreparedCase):
    def test_names_the_signer_and_the_way(self):
        [act] = self.sign(self.prepare())

        self.assertEqual(
            (act.checked_by, act.checked_way, act.checked_at),
            (self.country.cuc, "OWN_DEVICE", AT),
        )

    def test_signs_several_in_one_act_or_none(self):
        other = builders.loan(self.country, self.member, of=self.group)
        mine, hers = self.prepare(), self.prepare(other)
        self.carry_out(*self.sign(hers))

        with self.refused("NOT_WAITING"):
            self.sign(mine, hers, by=self.another_controller())

        mine.refresh_from_db()
        self.assertIsNone(mine.checked_by)

    def test_signs_several_by_as_many_statements_as_one(self):
        others = [
            builders.loan(self.country, self.member, of=self.group) for _one in "ab"
        ]
        one, *several = [self.prepare(loan) for loan in (self.loan, *others)]

        with CaptureQueriesContext(connection) as few:
            self.sign(one)
        with CaptureQueriesContext(connection) as many:
            signed = self.sign(*several)

        self.assertEqual(len(many), len(few))
        for act in signed:
            act.refresh_from_db()
            self.assertEqual(act.checked_by, self.country.cuc)

    def another_controller(self):
        self.country.mai.posts.update(role="CONTROLLER")
        return self.country.mai

    def test_changes_nothing_when_sent_again(self):
        act = self.prepare()
        self.sign(act)

        [again] = self.sign(act)

        self.assertEqual(again.checked_at, AT)

    def test_is_for_another_than_who_prepared(self):
        self.country.mai.posts.update(role="CONTROLLER")
        act = self.prepare(by=self.country.mai)

        with self.refused("SAME_PERSON"):
            self.sign(act, by=self.country.mai)

    def test_is_for_the_controller_of_the_team(self):
        act = self.prepare()
        for nobody in (self.country.mai, self.country.hung, self.country.dao):
            with self.subTest(nobody), self.refused("MAY_NOT_SIGN"):
                self.sign(act, by=nobody)

    def test_is_refused_for_what_was_set_aside(self):
        act = self.prepare()
        prepared.set_aside(act=act, by=self.country.lan, at=AT)

        with self.refused("NOT_WAITING"):
            self.sign(act)


class CarryOutTests(PreparedCase):
    def test_posts_what_was_signed_in_the_name_of_both(self):
        act = self.prepare()
        self.sign(act)

        posting = self.carry_out(act)

        self.assertEqual(
            (posting.key, posting.posted_by, posting.checked_by, posting.checked_way),
            (act.key, self.country.lan, self.country.cuc, "OWN_DEVICE"),
        )
        self.assertEqual(
            statement(self.loan),
            "10/03/2026 DISBURSEMENT cash -50.000.000 principal_in_term +50.000.000",
        )

    def test_posts_once_however_often_it_is_sent(self):
        act = self.prepare()
        self.sign(act)
        first = self.carry_out(act)

        self.assertEqual(self.carry_out(act).pk, first.pk)

    def test_waits_for_the_signature(self):
        with self.refused("NOT_SIGNED"):
            self.carry_out(self.prepare())

    def test_is_refused_for_what_was_set_aside(self):
        act = self.prepare()
        self.sign(act)
        prepared.set_aside(act=act, by=self.country.cuc, at=AT)

        with self.refused("SET_ASIDE"):
            self.carry_out(act)

    def test_leaves_the_till_alone_by_transfer(self):
        before = cash.till_of(self.session).expected
        act = self.prepare(bank_account="3505 205 123")
        self.sign(act)

        self.carry_out(act)

        self.assertEqual(cash.till_of(self.session).expected, before)

    def test_is_for_the_team(self):
        self.session.team.filter(user=self.country.lan).update(left_at=AT)
        with self.refused("NOT_IN_TEAM"):
            self.prepare()
        act = self.prepare(by=self.country.mai)
        self.sign(act)

        with self.refused("NOT_IN_TEAM"):
            self.carry_out(act)

    def test_pays_no_later_tranche_of_the_same_amount(self):
        halves = [(MARCH, 25_000_000), (MARCH, 25_000_000)]
        loan = builders.loan(self.country, self.member, of=self.group, tranches=halves)
        act = self.prepare(loan=loan)
        self.sign(act)
        disbursements.disburse(
            loan=loan,
            session=self.session,
            key=uuid7(AT),
            by=self.country.lan,
            checked_by=self.country.cuc,
            checked_way="OWN_DEVICE",
            at=moment(MARCH, 3),
        )

        with self.refused("CHANGED_SINCE_SIGNED"):
            self.carry_out(act)

    def test_refuses_to_set_aside_what_is_paid(self):
        act = self.prepare()
        self.sign(act)
        self.carry_out(act)

        with self.refused("NOT_WAITING"):
            prepared.set_aside(act=act, by=self.country.lan, at=AT)

    def test_lets_one_prepare_anew_after_setting_aside(self):
        first = self.prepare()
        prepared.set_aside(act=first, by=self.country.lan, at=AT)

        self.assertNotEqual(self.prepare().pk, first.pk)


class WithdrawalTests(PreparedCase):
    def setUp(self):
        self.account = SavingsAccount.objects.get(person=self.member)
        savings.deposit(
            account=self.account,
            amount=500_000,
            session=self.session,
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
        )

    def prepare_withdrawal(self, amount):
        return prepared.prepare_withdrawal(
            account=self.account,
            session=self.session,
            amount=amount,
            by=self.country.lan,
            at=AT,
        )

    def test_is_paid_under_two_signatures(self):
        act = self.prepare_withdrawal(200_000)
        self.sign(act)

        self.carry_out(act)

        self.assertEqual(
            statement(self.account).splitlines()[-1],
            "10/03/2026 WITHDRAWAL cash -200.000 savings +200.000",
        )

    def test_is_refused_above_what_is_saved(self):
        with self.refused("NOT_ENOUGH_SAVED"):
            self.prepare_withdrawal(500_001)

    def test_is_refused_while_debts_stand_and_says_how_much(self):
        builders.disbursed(self.country, self.session, self.loan)

        with self.refused("STILL_OWES") as refused:
            self.prepare_withdrawal(1)
        self.assertIn("50.000.000", refused.exception.sentence)

    def test_is_refused_when_a_debt_arose_after_the_signature(self):
        act = self.prepare_withdrawal(200_000)
        self.sign(act)
        builders.disbursed(self.country, self.session, self.loan)

        with self.refused("STILL_OWES"):
            self.carry_out(act)
