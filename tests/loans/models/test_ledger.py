from django.test import TestCase

from loans.actions import reversals
from loans.models import Posting
from programmes.rules.keys import uuid7
from tests.cast import moment
from tests.loans.models.world import APRIL, World


class StandingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def test_is_neither_what_was_undone_nor_what_undid_it(self):
        before = set(Posting.objects.standing())
        paid = self.world.repayment
        request = reversals.ask_reversal(
            session=self.world.session,
            posting=paid,
            reason="Ghi nhầm tên người nộp",
            by=self.world.country.lan,
            at=moment(APRIL),
        )
        reversals.agree_reversal(
            request=request,
            key=uuid7(moment(APRIL)),
            by=self.world.country.cuc,
            at=moment(APRIL),
        )

        self.assertEqual(before, set(Posting.objects.filter(reverses=None)))
        self.assertEqual(set(Posting.objects.standing()), before - {paid})
