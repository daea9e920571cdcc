from datetime import date

from django.urls import reverse

from loans.models import IdentityReveal, Person, SavingsAccount
from tests import builders
from tests.loans.views.looking import LookingTestCase

REASON = "Đối chiếu thẻ khi giải ngân"


class CustomerPageTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.person = builders.members(cls.group)[0]

    def test_shows_loans_savings_and_memberships(self):
        page = self.look(self.country.lan, "customer-show", self.person.pk)

        self.assertContains(page, self.person.loans.get().contract_number)
        self.assertContains(page, self.person.savings_accounts.get().number)
        self.assertContains(page, self.group.code)

    def test_masks_the_citizen_id(self):
        page = self.look(self.country.lan, "customer-show", self.person.pk)

        self.assertNotContains(page, self.person.citizen_id)
        self.assertContains(page, "••••••••" + self.person.citizen_id[-4:])

    def test_hides_from_the_next_commune(self):
        page = self.look(self.country.tam, "customer-show", self.person.pk)

        self.assertEqual(page.status_code, 404)

    def test_shows_an_organisation_its_own_members_alone(self):
        farmer = builders.members(
            builders.group(self.country, size=1, organisation="FARMERS")
        )[0]

        own = self.look(self.country.women, "customer-show", self.person.pk)
        other = self.look(self.country.women, "customer-show", farmer.pk)

        self.assertEqual((own.status_code, other.status_code), (200, 404))

    def test_refuses_who_may_not_see_people(self):
        page = self.look(self.country.committee, "customer-show", self.person.pk)

        self.assertEqual(page.status_code, 403)


class RevealTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.person = builders.person(cls.country, "Lê Thị Hoa")

    def reveal(self, who, reason=REASON):
        self.client.force_login(who)
        return self.client.post(
            reverse("customer-reveal", args=[self.person.pk]), {"reason": reason}
        )

    def test_shows_the_full_number_once_and_writes_down_why(self):
        answer = self.reveal(self.country.lan)
        once = self.client.get(answer["Location"])
        again = self.client.get(answer["Location"])

        self.assertContains(once, self.person.citizen_id)
        self.assertNotContains(again, self.person.citizen_id)
        [row] = IdentityReveal.objects.all()
        self.assertEqual(
            (row.person, row.by, row.reason), (self.person, self.country.lan, REASON)
        )

    def test_shows_nobody_elses_number(self):
        other = builders.person(self.country, "Võ Minh")
        self.reveal(self.country.lan)

        page = self.look(self.country.lan, "customer-show", other.pk)

        self.assertNotContains(page, other.citizen_id)

    def test_refuses_without_a_reason_and_keeps_what_was_typed(self):
        for reason in ("", "vì cần", "         "):
            with self.subTest(reason):
                page = self.reveal(self.country.lan, reason)

                self.assertEqual(page.status_code, 422)
                self.assertNotContains(page, self.person.citizen_id, status_code=422)
        self.assertContains(
            self.reveal(self.country.lan, "vì cần"), "vì cần", status_code=422
        )
        self.assertFalse(IdentityReveal.objects.exists())

    def test_refuses_where_there_is_no_number(self):
        Person.objects.filter(pk=self.person.pk).update(citizen_id=None)

        page = self.reveal(self.country.lan)

        self.assertEqual(page.status_code, 422)

    def test_hides_from_the_next_commune(self):
        self.assertEqual(self.reveal(self.country.tam).status_code, 404)
        self.assertFalse(IdentityReveal.objects.exists())

    def test_refuses_who_may_not_open_numbers(self):
        self.assertEqual(self.reveal(self.country.hung).status_code, 403)

    def test_is_not_asked_for_by_an_address(self):
        page = self.look(self.country.lan, "customer-reveal", self.person.pk)

        self.assertEqual(page.status_code, 405)


class HouseholdPageTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.person = builders.members(cls.group)[0]
        cls.husband = builders.person(
            cls.country, "Trần Văn Ba", household=cls.person.household
        )

    def test_shows_its_people_masked_and_its_loans(self):
        page = self.look(self.country.lan, "household-show", self.person.household_id)

        self.assertContains(page, "Trần Văn Ba")
        self.assertContains(page, self.person.loans.get().contract_number)
        self.assertNotContains(page, self.person.citizen_id)
        self.assertNotContains(page, self.husband.citizen_id)

    def test_shows_an_organisation_only_the_people_in_its_groups(self):
        page = self.look(self.country.women, "household-show", self.person.household_id)

        self.assertContains(page, self.person.full_name)
        self.assertNotContains(page, "Trần Văn Ba")

    def test_is_one_page_to_an_organisation_with_two_members_in_it(self):
        self.husband.memberships.create(group=self.group, valid_from="2020-01-01")

        page = self.look(self.country.women, "household-show", self.person.household_id)

        self.assertEqual(page.status_code, 200)

    def test_hides_from_the_next_commune(self):
        page = self.look(self.country.tam, "household-show", self.person.household_id)

        self.assertEqual(page.status_code, 404)

    def test_refuses_who_may_not_see_people(self):
        page = self.look(self.country.board, "household-show", self.person.household_id)

        self.assertEqual(page.status_code, 403)


class SavingsPageTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.session = builders.session(cls.country, date(2026, 4, 10))
        builders.recorded(cls.country, cls.group, cls.session)
        cls.account = SavingsAccount.objects.get()

    def test_shows_each_entry_with_the_balance_after_it(self):
        page = self.look(self.country.lan, "savings-show", self.account.pk)

        self.assertEqual(
            [(event.moved, event.balance) for event in page.context["statement"].lines],
            [(50_726, 50_726)],
        )

    def test_hides_from_the_next_commune(self):
        page = self.look(self.country.tam, "savings-show", self.account.pk)

        self.assertEqual(page.status_code, 404)

    def test_refuses_who_may_not_see_people(self):
        page = self.look(self.country.committee, "savings-show", self.account.pk)

        self.assertEqual(page.status_code, 403)
