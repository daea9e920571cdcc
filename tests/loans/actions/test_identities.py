from datetime import date

from django.test import TestCase

from loans.actions import identities
from loans.actions.refusals import Refused
from loans.models import IdentityReveal
from tests import builders
from tests.cast import Country, moment

AT = moment(date(2026, 4, 10))


class RevealTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.person = builders.person(cls.country, "Lê Thị Hoa")

    def test_writes_down_who_whose_why_and_when(self):
        row = identities.reveal(
            person=self.person,
            reason="  Đối chiếu   thẻ ",
            by=self.country.lan,
            at=AT,
        )

        self.assertEqual(
            (row.person, row.by, row.reason, row.at),
            (self.person, self.country.lan, "Đối chiếu thẻ", AT),
        )

    def test_refuses_a_reason_that_is_short_without_its_spaces(self):
        with self.assertRaises(Refused) as refused:
            identities.reveal(
                person=self.person, reason="vì      cần", by=self.country.lan, at=AT
            )

        self.assertEqual(refused.exception.code, "REASON_TOO_SHORT")
        self.assertFalse(IdentityReveal.objects.exists())

    def test_refuses_where_no_number_is_known(self):
        child = builders.person(self.country, "Lê Nhỏ", citizen_id=None)

        with self.assertRaises(Refused) as refused:
            identities.reveal(
                person=child, reason="Đối chiếu thẻ", by=self.country.lan, at=AT
            )

        self.assertEqual(refused.exception.code, "NO_CITIZEN_ID")
