"""What a row of a printed form may be: each guard of it broken once."""

from django.test import TestCase

from loans.models import Printing
from tests.cast import moment
from tests.loans.models.world import APRIL, World
from tests.refusing import RefusingMixin, add_again


class PrintingTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()
        first = {
            "session": cls.world.session,
            "is_recorded": False,
            "copy_number": 1,
            "by": cls.world.country.lan,
            "at": moment(APRIL),
        }
        cls.of_session = Printing.objects.create(form="BBKQ", **first)
        cls.of_loan = Printing.objects.create(
            form="14/TD", loan=cls.world.loan, **first
        )

    def test_of_a_loan_numbers_its_copies_once(self):
        with self.refused_as("copies_of_a_loans_form_are_numbered_once"):
            add_again(self.of_loan)

    def test_of_a_session_numbers_its_copies_once(self):
        with self.refused_as("copies_of_a_sessions_form_are_numbered_once"):
            add_again(self.of_session)

    def test_of_another_form_is_numbered_by_itself(self):
        add_again(self.of_session, form="BBP")

        self.assertEqual(Printing.objects.count(), 3)

    def test_is_of_a_group_or_a_loan_not_of_both(self):
        with self.refused_as("form_is_of_a_group_or_a_loan_not_both"):
            add_again(self.of_loan, group_id=self.world.group.pk)

    def test_counts_its_copies_from_one(self):
        with self.refused_as("copies_of_a_form_count_from_one"):
            add_again(self.of_session, copy_number=0)
