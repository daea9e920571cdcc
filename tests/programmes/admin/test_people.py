from datetime import date
from http import HTTPStatus

from django.test import TestCase

from programmes.models import AuditEvent, Post, User
from tests.programmes.admin.test_frame import administrator, page


class PeopleAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator("SYSTEM_ADMIN", "system")
        cls.teller = User.objects.create_user("teller", full_name="Lê Thị Thu")

    def setUp(self):
        self.client.force_login(self.user)

    def test_adds_an_account(self):
        self.client.post(
            page(User, "add"),
            {
                "username": "teller2",
                "usable_password": "true",
                "password1": "mot-cau-dai-kho-doan-9",
                "password2": "mot-cau-dai-kho-doan-9",
            },
        )

        self.assertTrue(User.objects.filter(username="teller2").exists())

    def test_shuts_an_account_and_keeps_its_password_out_of_the_record(self):
        self.client.post(
            page(User, "change", self.teller.pk),
            {"username": "teller", "full_name": "Lê Thị Thu", "language": "vi"},
        )

        self.teller.refresh_from_db()
        self.assertFalse(self.teller.is_active)
        event = AuditEvent.objects.get()
        self.assertIn("is_active: True", event.before)
        self.assertNotIn(self.teller.password, event.before + event.after)

    def test_gives_a_post(self):
        self.client.post(
            page(Post, "add"),
            {
                "user": self.teller.pk,
                "role": "AUDITOR",
                "is_whole_bank": "on",
                "valid_from": "01/03/2026",
            },
        )

        post = Post.objects.get(user=self.teller)
        self.assertEqual((post.role, post.valid_from), ("AUDITOR", date(2026, 3, 1)))

    def test_ends_a_post_and_changes_nothing_else_of_it(self):
        post = Post.objects.create(
            user=self.teller,
            role="AUDITOR",
            is_whole_bank=True,
            valid_from=date(2026, 1, 1),
        )

        self.client.post(
            page(Post, "change", post.pk),
            {"valid_to": "01/04/2026", "role": "DIRECTOR"},
        )

        post.refresh_from_db()
        self.assertEqual((post.role, post.valid_to), ("AUDITOR", date(2026, 4, 1)))

    def test_is_closed_to_who_keeps_the_frame_alone(self):
        self.client.force_login(administrator())

        answer = self.client.get(page(Post, "add"))

        self.assertEqual(answer.status_code, HTTPStatus.FORBIDDEN)
