"""Posts that give nothing: ended, of one's own giving, or both hands of one act."""

from http import HTTPStatus

from django.contrib import admin
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from loans.models import Posting, PreparedAct
from programmes.access import Role
from programmes.models import Post
from tests.cast import LONG_AGO
from tests.house.access import READERS, addresses
from tests.worlds import Worlds, fresh_key


def list_of(model):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


class EndedPostTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.worlds = Worlds()
        Post.objects.update(valid_to=timezone.localdate())

    def statuses(self, role):
        """What every address without an object answers to a role whose post is over."""
        self.client.force_login(self.worlds.country.people[READERS[role]])
        return {
            name: self.client.get(reverse(name)).status_code
            for name, address in addresses().items()
            if address.permission and not address.parameters
        }

    def test_opens_no_page(self):
        found = {
            status for role in Role.values for status in self.statuses(role).values()
        }

        self.assertEqual(found, {HTTPStatus.FORBIDDEN})

    def test_opens_no_object(self):
        self.client.force_login(self.worlds.country.lan)
        loan = self.worlds.places["own"].objects["loan"]

        answer = self.client.get(reverse("loan-show", args=[loan]))

        self.assertEqual(answer.status_code, HTTPStatus.FORBIDDEN)

    def test_opens_nothing_of_the_administration(self):
        self.client.force_login(self.worlds.country.system)

        answers = {
            self.client.get(list_of(model)).status_code
            for model in admin.site._registry
        }

        self.assertEqual(answers, {HTTPStatus.FORBIDDEN})


class AdministrationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Worlds().country

    def lists(self, role):
        """Our tables whose list a role may open."""
        self.client.force_login(self.country.people[READERS[role]])
        return {
            model._meta.label
            for model in admin.site._registry
            if self.client.get(list_of(model)).status_code == HTTPStatus.OK
        }

    def test_is_closed_to_who_is_no_administrator(self):
        outside = [role for role in Role.values if not role.endswith("_ADMIN")]

        seen = set().union(*(self.lists(role) for role in outside))
        self.assertEqual(seen, set())

    def test_shows_administrators_no_loan_no_posting_and_no_customer(self):
        seen = self.lists("PROGRAMME_ADMIN") | self.lists("SYSTEM_ADMIN")

        self.assertEqual({one for one in seen if one.startswith("loans.")}, set())

    def post(self, user, **values):
        return self.client.post(
            reverse("admin:programmes_post_add"),
            {
                "user": user.pk,
                "role": "CONTROLLER",
                "is_whole_bank": "on",
                "valid_from": "01/03/2026",
                **values,
            },
        )

    def test_lets_nobody_give_a_post_to_themselves(self):
        self.client.force_login(self.country.system)

        answer = self.post(self.country.system)

        self.assertContains(answer, "errorlist")
        self.assertEqual(self.country.system.posts.count(), 1)

    def test_lets_nobody_lengthen_their_own_post(self):
        self.client.force_login(self.country.system)
        own = self.country.system.posts.get()

        answer = self.client.post(
            reverse("admin:programmes_post_change", args=[own.pk]),
            {"valid_to": "01/04/2030"},
        )

        self.assertEqual(answer.status_code, HTTPStatus.FORBIDDEN)
        own.refresh_from_db()
        self.assertIsNone(own.valid_to)

    def test_makes_nobody_a_superuser(self):
        self.client.force_login(self.country.system)
        lan = self.country.lan

        self.client.post(
            reverse("admin:programmes_user_change", args=[lan.pk]),
            {
                "username": lan.username,
                "language": "vi",
                "is_active": "on",
                "is_superuser": "on",
                "groups": "1",
                "user_permissions": "1",
            },
        )

        lan.refresh_from_db()
        self.assertFalse(lan.is_superuser)
        self.assertFalse(lan.user_permissions.exists())


class TwoPeopleTests(TestCase):
    """One person with both posts is still one person."""

    @classmethod
    def setUpTestData(cls):
        cls.worlds = Worlds()
        cls.lan = cls.worlds.country.lan
        Post.objects.create(
            user=cls.lan,
            role=Role.CONTROLLER,
            office=cls.worlds.country.office,
            valid_from=LONG_AGO,
        )
        cls.own = cls.worlds.places["own"].objects

    def setUp(self):
        self.client.force_login(self.lan)

    def send(self, name, pk):
        return self.client.post(reverse(name, args=[pk]), {"key": fresh_key()})

    def test_are_asked_for_a_reversal(self):
        before = Posting.objects.count()

        answer = self.send("reversal-agree", self.own["reversal"])

        self.assertEqual(answer.status_code, HTTPStatus.UNPROCESSABLE_ENTITY)
        self.assertEqual(Posting.objects.count(), before)

    def test_are_asked_for_a_signature(self):
        answer = self.send("act-sign", self.own["act"])

        self.assertEqual(answer.status_code, HTTPStatus.UNPROCESSABLE_ENTITY)
        act = PreparedAct.objects.get(pk=self.own["act"])
        self.assertIsNone(act.checked_by)
