from datetime import date

from django.test import TestCase

from programmes.models import CommuneSuccession, Village
from tests.programmes import frame
from tests.refusing import RefusingMixin


def succession(former, successor):
    return CommuneSuccession.objects.create(
        former=former,
        successor=successor,
        on=date(2025, 7, 1),
        basis="1677/NQ-UBTVQH15",
        confidence="A",
    )


class SuccessionTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        province = frame.province()
        cls.old = frame.commune(province, "21190", "Tịnh Kỳ")
        cls.new = frame.commune(province, "21211", "Tịnh Khê")

    def test_is_told_once(self):
        succession(self.old, self.new)

        with self.refused_as("succession_is_told_once"):
            succession(self.old, self.new)

    def test_is_no_succession_to_itself(self):
        with self.refused_as("commune_does_not_succeed_itself"):
            succession(self.old, self.old)


class VillageTests(RefusingMixin, TestCase):
    def test_has_a_code_of_eight_digits(self):
        unit = frame.commune(frame.province())

        with self.refused_as("village_code_has_eight_digits"):
            Village.objects.create(
                code="2121A001", commune=unit, kind="HAMLET", name="Mỹ Lại"
            )
