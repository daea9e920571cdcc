from django.db import OperationalError
from django.test import RequestFactory, TestCase, override_settings

from config.middleware import BusyPage
from programmes.models import User

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


class PagesTests(TestCase):
    def test_allow_nothing_from_elsewhere(self):
        policy = self.client.get("/sign-in/").headers["Content-Security-Policy"]

        self.assertEqual(sorted(policy.split("; ")), sorted(POLICY.split("; ")))

    def test_tell_the_browser_not_to_guess(self):
        headers = self.client.get("/sign-in/").headers

        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Referrer-Policy"], "same-origin")
        self.assertEqual(headers["X-Frame-Options"], "DENY")
        self.assertNotIn("Access-Control-Allow-Origin", headers)

    def test_of_a_signed_in_person_are_stored_nowhere(self):
        self.client.force_login(User.objects.create_user("lan"))

        self.assertIn("no-store", self.client.get("/").headers["Cache-Control"])

    def test_carry_the_policy_when_they_refuse(self):
        response = self.client.get("/sign-in/?next=%00")

        self.assertEqual(response.status_code, 400)
        self.assertIn("Content-Security-Policy", response.headers)


class UnreadableInputTests(TestCase):
    def test_is_refused_in_the_path(self):
        self.assertEqual(self.client.get("/sign-in/%00").status_code, 400)

    def test_is_refused_in_a_field(self):
        response = self.client.post("/sign-in/", {"login": "lan\x00"})

        self.assertEqual(response.status_code, 400)

    def test_is_refused_in_the_name_of_a_field(self):
        response = self.client.post("/sign-in/", {"log\x00in": "lan"})

        self.assertEqual(response.status_code, 400)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
    def test_is_refused_when_it_is_too_much(self):
        body = "login=" + "a" * 200
        kind = "application/x-www-form-urlencoded"

        response = self.client.post("/sign-in/", body, content_type=kind)

        self.assertEqual(response.status_code, 413)


class BusyDatabaseTests(TestCase):
    def test_is_said_to_whoever_waits(self):
        request = RequestFactory().post("/repayments/")

        response = BusyPage(None).process_exception(
            request, OperationalError("lock timeout")
        )

        self.assertEqual(response.status_code, 503)
        self.assertEqual(response["Retry-After"], "10")

    def test_is_not_said_of_a_mistake_in_the_code(self):
        request = RequestFactory().post("/repayments/")

        self.assertIsNone(BusyPage(None).process_exception(request, ValueError()))
        lacking = OperationalError("no such table: loans_session")
        self.assertIsNone(BusyPage(None).process_exception(request, lacking))
