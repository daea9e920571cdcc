"""What prepared acts, signatures and attempts may be: each guard broken once."""

from unittest import skipUnless
from uuid import uuid4

from django.test import TestCase

from loans.models import Attempt, PreparedAct, SignatureAttempt
from tests.cast import moment
from tests.loans.models.world import APRIL, KEY, OTHER_KEY, World
from tests.refusing import POSTGRESQL, RefusingMixin, add_again, truncate

AT = "2026-04-10 02:00:00+00:00"


class PreparedActTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        waiting = {
            "session": cls.world.session,
            "prepared_by": cls.world.country.lan,
            "prepared_at": moment(APRIL),
        }
        cls.act = PreparedAct.objects.create(
            kind="DISBURSEMENT",
            loan=cls.world.loan,
            amount=50_000_000,
            key=KEY,
            **waiting,
        )
        cls.withdrawal = PreparedAct.objects.create(
            kind="WITHDRAWAL",
            savings_account=cls.world.account,
            amount=50_000,
            key=OTHER_KEY,
            **waiting,
        )
        cls.free = {"key": "019d7000000070008000000000000003"}
        cls.set_aside = {
            "set_aside_by_id": cls.world.country.lan.pk,
            "set_aside_at": AT,
            **cls.free,
        }

    def signed(self, **columns):
        """Columns of an act that Cúc signed on her own device."""
        return {
            "checked_by_id": self.world.country.cuc.pk,
            "checked_at": AT,
            "checked_way": "OWN_DEVICE",
            **self.set_aside,
            **columns,
        }

    def test_stays_as_it_was_prepared_and_is_signed_once(self):
        acts = PreparedAct.objects.filter(pk=self.act.pk)
        for changed in ({"amount": 1}, {"bank_account": "0123"}, {"key": uuid4()}):
            with (
                self.subTest(changed),
                self.refused_as("prepared_act_stays_as_it_was_prepared"),
            ):
                acts.update(**changed)
        acts.update(
            checked_by=self.world.country.cuc,
            checked_at=moment(APRIL),
            checked_way="OWN_DEVICE",
        )
        with self.refused_as("prepared_act_stays_as_it_was_prepared"):
            acts.update(checked_by=self.world.country.dao)

    def test_is_of_a_kind_that_is_signed_twice(self):
        with self.refused_as("prepared_act_is_of_a_kind_that_is_signed_twice"):
            add_again(self.act, kind="REPAYMENT", **self.set_aside)

    def test_names_a_loan_or_an_account(self):
        account = {"savings_account_id": self.world.account.pk}
        loan = {"loan_id": self.world.loan.pk}
        wrong = {
            "both": (self.act, account),
            "neither": (self.act, {"loan_id": None}),
            "a withdrawal of both": (self.withdrawal, loan),
            "a withdrawal of neither": (self.withdrawal, {"savings_account_id": None}),
        }
        for what, (act, columns) in wrong.items():
            with (
                self.subTest(what),
                self.refused_as("prepared_act_names_a_loan_or_an_account"),
            ):
                add_again(act, **self.set_aside | columns)

    def test_moves_something(self):
        with self.refused_as("prepared_amount_is_positive"):
            add_again(self.act, amount=0, **self.set_aside)

    def test_is_prepared_and_checked_by_two_people(self):
        with self.refused_as("act_is_prepared_and_checked_by_two_people"):
            add_again(self.act, **self.signed(checked_by_id=self.world.country.lan.pk))

    def test_that_is_checked_says_when_and_how(self):
        wrong = [
            {"checked_at": None},
            {"checked_way": ""},
            {"checked_way": "BY_HAND"},
            {"checked_by_id": None},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("act_that_is_checked_says_when_and_how"),
            ):
                add_again(self.act, **self.signed(**columns))

    def test_is_done_only_when_checked(self):
        with self.refused_as("act_is_done_only_when_checked"):
            add_again(self.act, done_at=AT, **self.free)

    def test_is_done_or_set_aside_not_both(self):
        with self.refused_as("act_is_done_or_set_aside_not_both"):
            add_again(self.act, **self.signed(done_at=AT))

    def test_set_aside_says_by_whom(self):
        for column in ("set_aside_by_id", "set_aside_at"):
            with self.subTest(column), self.refused_as("act_set_aside_says_by_whom"):
                add_again(self.act, **self.set_aside | {column: None})

    def test_is_received_by_another_person_only_with_a_paper(self):
        with self.refused_as("another_person_receives_only_with_a_paper"):
            add_again(self.act, received_by="Võ Minh", **self.set_aside)

    def test_by_transfer_names_the_bank_account(self):
        wrong = [
            {"is_by_transfer": True},
            {"bank_account": "Agribank 4500205"},
        ]
        for columns in wrong:
            with (
                self.subTest(**columns),
                self.refused_as("transfer_names_the_bank_account"),
            ):
                add_again(self.act, **self.set_aside | columns)

    def test_of_a_kind_waits_once_for_a_loan_in_a_session(self):
        with self.refused_as("one_act_of_a_kind_waits_for_a_loan_in_a_session"):
            add_again(self.act, **self.free)

    def test_of_withdrawing_waits_once_for_an_account_in_a_session(self):
        with self.refused_as("one_withdrawal_waits_for_an_account_in_a_session"):
            add_again(self.withdrawal, **self.free)

    def test_has_a_key_of_its_own(self):
        with self.refused_as("loans_preparedact.key"):
            add_again(self.act, **self.set_aside | {"key": KEY})


class KeptCase(RefusingMixin, TestCase):
    """A signature in place, and a payment that was refused."""

    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        cls.country = cls.world.country
        cls.signature = SignatureAttempt.objects.create(
            session=cls.world.session,
            subject="DISBURSEMENT|1",
            shown="50.000.000",
            machine_of=cls.country.lan,
            username="cuc",
            signer=cls.country.cuc,
            at=moment(APRIL),
        )
        cls.attempt = Attempt.objects.create(
            session=cls.world.session,
            act="repay",
            outcome="REFUSED",
            code="MORE_THAN_OWED",
            sentence="More than is owed.",
            by=cls.country.lan,
            at=moment(APRIL),
        )


class SignatureTests(KeptCase):
    def test_is_of_another_person_than_the_machine(self):
        with self.refused_as("nobody_signs_twice_on_the_same_machine"):
            add_again(self.signature, signer_id=self.country.lan.pk)


class AttemptTests(KeptCase):
    def test_has_a_known_outcome(self):
        with self.refused_as("attempt_outcome_is_known"):
            add_again(self.attempt, outcome="LOST")

    def test_that_was_refused_gives_its_code(self):
        with self.refused_as("refused_attempt_gives_its_code"):
            add_again(self.attempt, code="")


class AppendOnlyTests(KeptCase):
    """Evidence for and against a teller is added and never touched again."""

    def test_refuses_to_tell_it_otherwise(self):
        self.refuses_each(
            {
                "attempt_is_never_edited": "UPDATE loans_attempt SET sentence = ''",
                "signatureattempt_is_never_edited": (
                    "UPDATE loans_signatureattempt SET shown = ''"
                ),
            }
        )

    def test_refuses_to_forget(self):
        self.refuses_each(
            {
                "attempt_is_never_deleted": "DELETE FROM loans_attempt",
                "signatureattempt_is_never_deleted": (
                    "DELETE FROM loans_signatureattempt"
                ),
            }
        )

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_refuses_to_forget_everything(self):
        names = {
            "attempt_is_never_truncated": "loans_attempt",
            "signatureattempt_is_never_truncated": "loans_signatureattempt",
        }
        for name, table in names.items():
            with self.subTest(name), self.refused_as(name):
                truncate(table)
