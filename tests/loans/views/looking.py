"""What tests of read-only pages have in common."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Country


class LookingTestCase(TestCase):
    """A country with one group of Tịnh Khê; `look` opens a page as somebody."""

    @classmethod
    def setUpTestData(cls):
        cls.country = Country()

    def look(self, who, name, *args, **parameters):
        self.client.force_login(who)
        return self.client.get(reverse(name, args=args), parameters)

    def statements(self, who, name, *args, **parameters):
        """How many statements a page needs, once the session is warm."""
        self.look(who, name, *args, **parameters)
        with CaptureQueriesContext(connection) as counted:
            self.client.get(reverse(name, args=args), parameters)
        return len(counted)
