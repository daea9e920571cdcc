from datetime import timedelta

from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from programmes.models import User

PASSWORD = "bốn mùa gặt lúa"


class PasswordsTests(TestCase):
    @override_settings(PASSWORD_HASHERS=["config.hashers.Argon2idHasher"])
    def test_are_kept_by_argon2id(self):
        encoded = make_password(PASSWORD)

        self.assertTrue(encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$"))
        self.assertTrue(identify_hasher(encoded).verify(PASSWORD, encoded))

    def test_may_be_a_sentence(self):
        self.assertIsNone(validate_password(PASSWORD))

    def test_have_twelve_characters_at_least(self):
        self.assert_refused("lúa mùa gặt", "password_too_short")

    def test_have_128_characters_at_most(self):
        self.assert_refused("lúa mùa gặt " * 11, "password_too_long")

    def test_are_more_than_the_name_of_the_bank(self):
        self.assert_refused("nhcsxh-vbsp-2026", "password_of_context_words")

    def assert_refused(self, password, code):
        with self.assertRaises(ValidationError) as caught:
            validate_password(password)
        self.assertEqual([error.code for error in caught.exception.error_list], [code])


class SigningInTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lan = User.objects.create_user("lan", password=PASSWORD)

    def setUp(self):
        cache.clear()

    def sign_in(self, name="lan", password=PASSWORD):
        return self.client.post("/sign-in/", {"login": name, "password": password})

    def test_leads_to_the_desk(self):
        self.assertRedirects(self.sign_in(), "/", fetch_redirect_response=False)

    def test_says_the_same_of_an_unknown_name(self):
        wrong = self.sign_in(password="wrong").context["form"].errors
        unknown = self.sign_in(name="nobody").context["form"].errors

        self.assertEqual(wrong, unknown)

    def test_waits_after_ten_wrong_passwords(self):
        for _attempt in range(10):
            self.sign_in(password="wrong")

        self.assertEqual(self.sign_in().status_code, 200)
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_is_written_down_when_it_fails(self):
        with self.assertLogs("config.adapters") as logs:
            self.sign_in(password="wrong")

        self.assertIn("'lan' from 127.0.0.1", logs.output[0])
        self.assertNotIn("wrong", logs.output[0])

    def test_of_one_locks_out_no_other(self):
        User.objects.create_user("tam", password=PASSWORD)
        for _attempt in range(10):
            self.sign_in(password="wrong")

        self.assertEqual(self.sign_in(name="tam").status_code, 302)

    def test_leads_to_the_desk_too_when_enter_was_pressed_twice(self):
        browser = Client(enforce_csrf_checks=True)
        old = browser.get("/sign-in/").context["csrf_token"]
        form = {"login": "lan", "password": PASSWORD, "csrfmiddlewaretoken": old}
        first = browser.post("/sign-in/", form)

        second = browser.post("/sign-in/", {**form, "next": "/loans/"})

        self.assertRedirects(first, "/", fetch_redirect_response=False)
        self.assertRedirects(second, "/loans/", fetch_redirect_response=False)

    def test_twice_leads_to_no_other_site(self):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(self.lan)

        answer = browser.post("/sign-in/", {"next": "https://elsewhere.example/"})

        self.assertRedirects(answer, "/", fetch_redirect_response=False)

    def test_makes_a_new_session(self):
        self.client.get("/sign-in/")
        before = self.client.session.session_key

        self.sign_in()

        self.assertNotEqual(self.client.session.session_key, before)

    def test_is_the_only_way_into_the_admin(self):
        response = self.client.get("/admin/login/?next=/admin/")

        self.assertRedirects(
            response, "/sign-in/?next=%2Fadmin%2F", fetch_redirect_response=False
        )

    def test_to_the_admin_ends_there_for_who_may_not_enter(self):
        self.client.force_login(self.lan)

        self.assertEqual(self.client.get("/admin/login/").status_code, 403)

    def test_is_asked_of_every_page(self):
        response = self.client.get("/")

        self.assertRedirects(
            response, "/sign-in/?next=/", fetch_redirect_response=False
        )

    def test_is_for_those_who_were_given_an_account(self):
        fields = {"username": "new", "password1": PASSWORD}

        self.client.post(reverse("account_signup"), fields)

        self.assertFalse(User.objects.filter(username="new").exists())


class SessionsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lan = User.objects.create_user("lan", password=PASSWORD)

    def setUp(self):
        self.client.force_login(self.lan)

    def begin(self, **ago):
        moment = timezone.now() - timedelta(**ago)
        session = self.client.session
        session["begun_at"] = int(moment.timestamp())
        session.save()

    def test_live_half_an_hour_unused(self):
        self.client.get("/account/password/")

        self.assertEqual(self.client.session.get_expiry_age(), 30 * 60)

    def test_end_after_twelve_hours_of_use(self):
        self.begin(hours=12, seconds=5)

        self.assertEqual(self.client.get("/account/password/").status_code, 302)

    def test_go_on_within_twelve_hours(self):
        self.begin(hours=11, minutes=59)

        self.assertEqual(self.client.get("/account/password/").status_code, 200)

    def test_end_on_every_device_when_the_password_changes(self):
        self.lan.set_password("một mùa gặt khác")
        self.lan.save()

        self.assertEqual(self.client.get("/account/password/").status_code, 302)

    @override_settings(SECOND_FACTOR_REQUIRED=True)
    def test_reach_enrolment_alone_where_a_second_factor_is_asked(self):
        response = self.client.get("/admin/")

        self.assertRedirects(
            response, reverse("mfa_activate_totp"), fetch_redirect_response=False
        )


class LanguageTests(TestCase):
    def test_is_vietnamese_whatever_the_browser_speaks(self):
        response = self.client.get("/sign-in/", headers={"Accept-Language": "en-US"})

        self.assertEqual(response.headers["Content-Language"], "vi")

    def test_may_be_changed_before_signing_in(self):
        self.client.post("/language/", {"language": "en"})

        self.assertEqual(self.client.get("/sign-in/").headers["Content-Language"], "en")

    def test_is_kept_with_the_account(self):
        lan = User.objects.create_user("lan", password=PASSWORD)
        self.client.force_login(lan)
        self.client.post("/language/", {"language": "en"})
        lan.refresh_from_db()

        self.client.cookies.pop("django_language", None)

        self.assertEqual(lan.language, "en")
        response = self.client.get("/account/password/")
        self.assertEqual(response.headers["Content-Language"], "en")
