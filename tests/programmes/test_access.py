from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, TestCase
from django.utils import timezone

from programmes.access import (
    GRANTS,
    Permission,
    Role,
    held_today,
    posts_of_today,
    requires,
)
from programmes.models import Post
from tests.cast import LONG_AGO, Country


@requires(Permission.SESSION_SEE)
def page(request):
    """Asks for the posts that grant another thing, and for all of them."""
    held_today(request, Permission.CASH_SEE)
    posts_of_today(request)
    return HttpResponse()


class PostsOfTodayTests(TestCase):
    """Lan, a teller of a point, and what she was or will be beside that."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.lan = cls.country.lan
        today = timezone.localdate()
        for role, days in {
            Role.DIRECTOR: {"valid_from": LONG_AGO, "valid_to": today},
            Role.BOARD: {"valid_from": today + timedelta(days=1)},
        }.items():
            Post.objects.create(user=cls.lan, role=role, is_whole_bank=True, **days)

    def request(self):
        request = RequestFactory().get("/")
        request.user = self.lan
        return request

    def test_are_read_once_however_often_a_page_asks(self):
        with self.assertNumQueries(1):
            page(self.request())

    def test_come_with_the_places_that_limit_them(self):
        held = posts_of_today(self.request())

        with self.assertNumQueries(0):
            self.assertEqual({post.point for post in held}, {self.country.point})

    def test_are_those_in_force_today(self):
        held = posts_of_today(self.request())

        self.assertEqual({post.role for post in held}, {Role.TELLER})
        self.assertEqual(held.permissions, GRANTS[Role.TELLER])

    def test_that_grant_a_thing_are_those_on_the_request_of_its_page(self):
        request = self.request()
        Post.objects.create(
            user=self.lan,
            role=Role.SYSTEM_ADMIN,
            is_whole_bank=True,
            valid_from=LONG_AGO,
        )

        page(request)

        self.assertEqual({post.role for post in request.posts}, {Role.TELLER})
        self.assertEqual(
            {post.role for post in held_today(request, Permission.FRAME_SEE)},
            {Role.TELLER, Role.SYSTEM_ADMIN},
        )
        self.assertFalse(held_today(request, Permission.LOAN_APPROVE))

    def test_open_no_page_that_none_of_them_grants(self):
        Post.objects.filter(user=self.lan).update(role=Role.SYSTEM_ADMIN)

        with self.assertRaises(PermissionDenied):
            page(self.request())
