"""Two people at one act at once: signed once, paid once, or set aside, never both.

And many tries at one signature at once, of which three may be wrong.
"""

from functools import partial

from loans.actions import prepared, signing
from loans.models import Posting, PreparedAct, SignatureAttempt
from programmes.access import Permission
from tests import builders
from tests.cast import PASSWORD
from tests.faults.together import APRIL, AT, RaceCase, together


class SigningTests(RaceCase):
    def setUp(self):
        super().setUp()
        self.country.mai.posts.update(role="CONTROLLER")
        self.borrower = builders.members(self.group)[0]

    def act(self):
        return prepared.prepare_disbursement(
            loan=builders.loan(
                self.country, self.borrower, of=self.group, disburse_on=APRIL
            ),
            session=self.session,
            by=self.country.lan,
            at=AT,
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )

    def sign(self, act, by):
        [signed] = prepared.sign(acts=[act], by=by, way="OWN_DEVICE", at=AT)
        return signed.checked_by.username

    def signed(self):
        act = self.act()
        self.sign(act, self.country.cuc)
        return act

    def carry_out(self, act, by):
        return prepared.carry_out(act=act, by=by, at=AT).pk

    def set_aside(self, act):
        return prepared.set_aside(act=act, by=self.country.lan, at=AT).pk

    def prepare(self, loan, by):
        prepared.prepare_disbursement(
            loan=loan,
            session=self.session,
            by=by,
            at=AT,
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )
        return "PREPARED"

    def test_by_two_controllers_at_once_is_the_firsts(self):
        act = self.act()

        answers = together(
            partial(self.sign, act, self.country.cuc),
            partial(self.sign, act, self.country.mai),
        )

        act.refresh_from_db()
        self.assertCountEqual(answers, [act.checked_by.username, "NOT_WAITING"])

    def test_prepared_in_two_windows_at_once_waits_once(self):
        loan = builders.loan(
            self.country, self.borrower, of=self.group, disburse_on=APRIL
        )

        answers = together(*[partial(self.prepare, loan, self.country.lan)] * 2)

        self.assertCountEqual(
            answers,
            ["PREPARED", "ONE_ACT_OF_A_KIND_WAITS_FOR_A_LOAN_IN_A_SESSION"],
        )

    def test_carried_out_ten_times_at_once_is_paid_once(self):
        act = self.signed()

        answers = together(*[partial(self.carry_out, act, self.country.lan)] * 10)

        self.assertEqual(answers, [Posting.objects.get(key=act.key).pk] * 10)

    def test_signed_and_set_aside_at_once_is_never_paid_after_being_set_aside(self):
        acts = [self.act() for _number in range(5)]

        answers = [
            together(
                partial(self.sign, act, self.country.cuc), partial(self.set_aside, act)
            )
            for act in acts
        ]

        self.assertEqual([aside for _sign, aside in answers], [act.pk for act in acts])
        self.assertEqual({sign for sign, _ in answers} - {"cuc", "NOT_WAITING"}, set())

    def test_paid_and_set_aside_at_once_is_one_of_both(self):
        acts = [self.signed() for _number in range(5)]

        for act in acts:
            together(
                partial(self.carry_out, act, self.country.lan),
                partial(self.set_aside, act),
            )

        paid = Posting.objects.filter(key__in=[act.key for act in acts]).count()
        aside = PreparedAct.objects.filter(set_aside_at__isnull=False).count()
        self.assertEqual(paid + aside, 5)


class TriesInPlaceTests(RaceCase):
    """One act, signed in place on Lan's machine, in many windows of it at once."""

    def sign(self, password):
        return signing.sign_in_place(
            session=self.session,
            subject="ACT 1",
            shown="50.000.000 đ",
            username="cuc",
            password=password,
            code="",
            permission=Permission.ACT_SIGN,
            machine_of=self.country.lan,
            at=AT,
        ).username

    def wrong(self):
        return SignatureAttempt.objects.filter(signer__isnull=True)

    def test_that_are_wrong_end_after_three_however_many_come_at_once(self):
        answers = together(*[partial(self.sign, "sai")] * 8)

        self.assertCountEqual(
            answers, ["WRONG_SIGNATURE"] * signing.TRIES + ["SIGNATURE_ENDED"] * 5
        )
        self.assertEqual(self.wrong().count(), signing.TRIES)
        self.assertEqual(together(partial(self.sign, PASSWORD)), ["SIGNATURE_ENDED"])

    def test_let_the_right_one_through_before_the_third_wrong_one_alone(self):
        right, *_wrong = together(
            partial(self.sign, PASSWORD), *[partial(self.sign, "sai")] * 6
        )

        tries = SignatureAttempt.objects.order_by("pk")
        signed = [one.signer_id is not None for one in tries]
        self.assertEqual(signed.count(False), signing.TRIES)
        self.assertEqual(
            (right, signed.count(True)),
            ("cuc", 1) if any(signed) else ("SIGNATURE_ENDED", 0),
        )
        self.assertFalse(signed[-1])
