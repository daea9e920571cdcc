"""Signing on another's machine: who, what was shown, three tries, nothing more."""

from datetime import date

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import TestCase

from loans.actions.signing import sign_in_place
from loans.models import SignatureAttempt
from programmes.access import Permission
from tests import builders
from tests.cast import PASSWORD, Country, moment
from tests.refusing import RefusalMixin

MARCH = date(2026, 3, 10)
SECRET = "JBSWY3DPEHPK3PXP"


class SignInPlaceTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.session = builders.session(cls.country, MARCH)

    def sign(self, username="cuc", password=PASSWORD, **more):
        return sign_in_place(
            **{
                "session": self.session,
                "subject": "ACT 1",
                "shown": "Giải ngân 50.000.000 đ, Lê Thị Nga",
                "username": username,
                "password": password,
                "code": "",
                "permission": Permission.ACT_SIGN,
                "machine_of": self.country.lan,
                "at": moment(MARCH),
                **more,
            }
        )

    def wrong(self, times, **more):
        for _time in range(times):
            with self.refused("WRONG_SIGNATURE"):
                self.sign(password="sai", **more)

    def test_answers_with_the_signer_and_keeps_what_was_shown(self):
        signer = self.sign()

        self.assertEqual(signer, self.country.cuc)
        kept = SignatureAttempt.objects.get()
        self.assertEqual(
            (kept.signer, kept.machine_of, kept.shown),
            (
                self.country.cuc,
                self.country.lan,
                "Giải ngân 50.000.000 đ, Lê Thị Nga",
            ),
        )

    def test_says_how_many_tries_are_left_and_keeps_each(self):
        with self.refused("WRONG_SIGNATURE") as refused:
            self.sign(password="sai")

        self.assertIn("2", refused.exception.sentence)
        self.assertEqual(SignatureAttempt.objects.filter(signer=None).count(), 1)

    def test_ends_for_that_act_after_three_wrong_tries(self):
        self.wrong(3)

        with self.refused("SIGNATURE_ENDED"):
            self.sign()

    def test_goes_on_for_another_act_and_on_another_machine(self):
        self.wrong(3)

        self.assertEqual(self.sign(subject="ACT 2"), self.country.cuc)
        self.assertEqual(self.sign(machine_of=self.country.mai), self.country.cuc)

    def test_ends_for_a_name_that_is_guessed_over_many_acts(self):
        for number in range(10):
            self.wrong(1, subject=f"ACT {number}")

        with self.refused("SIGNATURE_ENDED"):
            self.sign(subject="ACT 11", machine_of=self.country.mai)
        later = moment(MARCH, 2, 15)
        self.assertEqual(self.sign(subject="ACT 11", at=later), self.country.cuc)

    def test_answers_a_name_that_nobody_has_like_a_wrong_password(self):
        with self.refused("WRONG_SIGNATURE"):
            self.sign(username="khong-co-ai")

    def test_refuses_somebody_who_may_not_enter_any_more(self):
        self.country.cuc.is_active = False
        self.country.cuc.save(update_fields=["is_active"])

        with self.refused("WRONG_SIGNATURE"):
            self.sign()

    def test_is_for_another_than_whose_machine_it_is(self):
        with self.refused("SAME_PERSON"):
            self.sign(username="lan")

    def test_is_for_the_controller_of_the_team(self):
        for nobody in ("mai", "hung", "dao"):
            with self.subTest(nobody), self.refused("MAY_NOT_SIGN"):
                self.sign(username=nobody)

    def test_asks_for_the_code_of_who_has_a_second_factor(self):
        TOTP.activate(self.country.cuc, SECRET)
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value(SECRET, counter))

        with self.refused("WRONG_SIGNATURE"):
            self.sign()

        self.assertEqual(self.sign(code=code), self.country.cuc)
