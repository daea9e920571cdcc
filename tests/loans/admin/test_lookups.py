from django.urls import reverse

from loans.models import Loan, Posting
from tests import builders
from tests.loans.views.looking import LookingTestCase


class LookupTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        builders.running_group(cls.country, size=1)
        cls.loan = Loan.objects.get()
        cls.auditor = cls.country.auditor
        cls.auditor.is_staff = True
        cls.auditor.save()

    def open(self, who, name, *args):
        self.client.force_login(who)
        return self.client.get(reverse(f"admin:loans_{name}", args=args))

    def test_shows_loans_postings_and_people_to_staff_with_a_post(self):
        for name in ("loan", "posting", "person"):
            with self.subTest(name):
                page = self.open(self.auditor, f"{name}_changelist")

                self.assertEqual(page.context["cl"].result_count, 1)

    def test_masks_the_citizen_id_in_the_list_and_on_the_page(self):
        number = self.loan.borrower.citizen_id
        for page in (
            self.open(self.auditor, "person_changelist"),
            self.open(self.auditor, "person_change", self.loan.borrower_id),
        ):
            self.assertNotContains(page, number)
            self.assertContains(page, number[-4:])

    def test_keeps_nothing(self):
        posting = Posting.objects.first()
        self.client.force_login(self.auditor)

        for name, args in (
            ("loan_add", []),
            ("loan_delete", [self.loan.pk]),
            ("posting_add", []),
            ("posting_delete", [posting.pk]),
            ("person_add", []),
        ):
            with self.subTest(name):
                address = reverse(f"admin:loans_{name}", args=args)

                self.assertEqual(self.client.post(address).status_code, 403)

    def test_changes_nothing(self):
        address = reverse("admin:loans_loan_change", args=[self.loan.pk])
        self.client.force_login(self.auditor)

        self.assertEqual(self.client.post(address, {"principal": 1}).status_code, 403)

    def test_shows_a_posting_as_it_stands(self):
        page = self.open(self.auditor, "posting_change", Posting.objects.first().pk)

        self.assertEqual(page.status_code, 200)

    def test_refuses_staff_without_a_post_for_lending(self):
        for name in ("loan", "posting", "person"):
            with self.subTest(name):
                page = self.open(self.country.system, f"{name}_changelist")

                self.assertEqual(page.status_code, 403)

    def test_finds_a_person_by_the_given_name_without_marks(self):
        self.client.force_login(self.auditor)

        page = self.client.get(reverse("admin:loans_person_changelist"), {"q": "Nga"})

        self.assertContains(page, "Lê Thị Nga")
