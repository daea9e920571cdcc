"""What households, people and groups may be: each constraint broken once."""

from datetime import date

from django.db import DatabaseError, transaction
from django.test import TestCase

from loans.models import IdentityReveal, SavingsAccount
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusingMixin, add_again, run


class PersonTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.person = builders.person(cls.country, "Lê Thị Nga")

    def test_keeps_to_its_constraints_when_it_is_changed(self):
        self.refuses_each(
            {
                "citizen_id_has_twelve_digits": (
                    "UPDATE loans_person SET citizen_id = '051186 00001'"
                ),
                "person_sex_is_known": "UPDATE loans_person SET sex = 'X'",
                "person_has_a_name": "UPDATE loans_person SET full_name = ''",
            }
        )

    def test_has_a_citizen_id_of_plain_digits(self):
        with self.refused_as("citizen_id_has_twelve_digits"):
            run("UPDATE loans_person SET citizen_id = '05118600000１'")

    def test_has_a_citizen_id_without_a_line_end(self):
        with self.assertRaises(DatabaseError), transaction.atomic():
            run("UPDATE loans_person SET citizen_id = %s", "051186000001\n")

    def test_has_a_citizen_id_of_her_own(self):
        with self.refused_as("loans_person.citizen_id"):
            add_again(self.person, customer_code="9999999999")

    def test_has_a_customer_code_of_her_own(self):
        with self.refused_as("loans_person.customer_code"):
            add_again(self.person, citizen_id=None)

    def test_lives_in_a_household_with_a_code_of_its_own(self):
        with self.refused_as("loans_household.code"):
            add_again(self.person.household)


class RevealTests(RefusingMixin, TestCase):
    def test_gives_a_reason_of_ten_characters(self):
        country = Country()
        person = builders.person(country, "Lê Thị Nga")

        with self.refused_as("reveal_gives_a_reason_of_ten_characters"):
            IdentityReveal.objects.create(
                person=person,
                by=country.lan,
                reason="đối chiếu",
                at=moment(date(2026, 4, 10)),
            )


class GroupTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        cls.group = builders.group(country)
        cls.newcomer = builders.person(country, "Cao Thị Mới")
        cls.former = builders.group(country)

    def test_has_a_code_of_its_own(self):
        with self.refused_as("loans_savingscreditgroup.code"):
            add_again(self.group)

    def test_agrees_on_no_negative_saving(self):
        with self.refused_as("membership_deposit_level_is_not_negative"):
            add_again(
                self.group.memberships.first(),
                person_id=self.newcomer.pk,
                deposit_level=-1,
            )

    def test_has_a_board_of_leader_and_deputy(self):
        with self.refused_as("board_role_is_known"):
            add_again(self.group.board.first(), role="CLERK")

    def test_saves_on_accounts_with_numbers_of_their_own(self):
        with self.refused_as("loans_savingsaccount.number"):
            add_again(SavingsAccount.objects.first())
