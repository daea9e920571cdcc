from django.core.cache import cache
from django.urls import reverse

from loans.models import Loan
from loans.views.search import MOST_MISSES
from tests import builders
from tests.loans.views.looking import LookingTestCase

UNKNOWN = "051186999999"


class SearchTests(LookingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.hoa = builders.person(cls.country, "Lê Thị Hoa", phone="0912345678")
        cls.away = builders.person(cls.country, "Trần Thị Hoa", is_next=True)

    def setUp(self):
        cache.clear()

    def search(self, text, who=None, **headers):
        self.client.force_login(who or self.country.lan)
        return self.client.post(reverse("search"), {"q": text}, headers=headers)

    def people(self, page):
        return [person for person, _group in page.context["people"]]

    def test_finds_people_by_name_without_marks(self):
        for text in ("hoa", "Hoa", "hòa", "le hoa", "Lê Thị Hoa", "hoa le", "thi hoa"):
            with self.subTest(text):
                self.assertEqual(self.people(self.search(text)), [self.hoa])

    def test_finds_any_part_of_a_name_within_a_point_alone(self):
        self.assertIn(self.hoa, self.people(self.search("thi le")))
        self.assertEqual(self.people(self.search("thi le", self.country.son)), [])

    def test_finds_numbers_of_people(self):
        for text in (self.hoa.citizen_id, self.hoa.customer_code, "0912 345 678"):
            with self.subTest(text):
                self.assertEqual(self.people(self.search(text)), [self.hoa])
        self.assertEqual(self.people(self.search("+84 912 345 678")), [self.hoa])

    def test_finds_a_group_by_code_and_by_leader(self):
        for text in (self.group.code, "nga"):
            with self.subTest(text):
                [row] = self.search(text).context["groups"]

                self.assertEqual(row.group, self.group)

    def test_finds_a_loan_by_its_contract_and_by_the_end_of_it(self):
        loan = Loan.objects.order_by("pk").first()
        number = loan.contract_number

        for text in (number, number[-4:], number[-6:], f"{number[:4]} {number[4:]}"):
            with self.subTest(text):
                self.assertIn(loan, self.search(text).context["loans"])

    def test_asks_for_the_whole_contract_where_the_area_is_wide(self):
        page = self.search("0001", self.country.board)

        self.assertTrue(page.context["is_too_wide"])

    def test_shows_eight_rows_at_most(self):
        for _one in range(10):
            builders.person(self.country, "Lê Thị Hoa")

        page = self.search("hoa")

        self.assertEqual(page.context["found"], 8)

    def test_masks_citizen_ids_in_what_it_finds(self):
        page = self.search("hoa")

        self.assertNotContains(page, self.hoa.citizen_id)
        self.assertContains(page, "••••••••" + self.hoa.citizen_id[-4:])

    def test_says_the_same_of_outside_and_of_unknown(self):
        outside = self.search(self.away.citizen_id)
        unknown = self.search(UNKNOWN)

        self.assertEqual(outside.status_code, unknown.status_code)
        self.assertEqual(
            self.told(outside, self.away.citizen_id), self.told(unknown, UNKNOWN)
        )

    def told(self, page, typed):
        text = page.content.decode().split('<main id="work"')[1]
        token = page.context["csrf_token"]
        return text.replace(typed, "").replace(str(token), "")

    def test_pauses_who_tries_many_numbers_in_vain(self):
        for _one in range(MOST_MISSES):
            self.assertEqual(self.search(UNKNOWN).status_code, 200)

        self.assertEqual(self.search(UNKNOWN).status_code, 429)
        self.assertEqual(self.search(self.hoa.citizen_id).status_code, 429)

    def test_lets_one_in_pause_search_by_name_and_others_by_number(self):
        for _one in range(MOST_MISSES):
            self.search(UNKNOWN)

        self.assertEqual(self.search("hoa").status_code, 200)
        self.assertEqual(self.search(UNKNOWN, self.country.mai).status_code, 200)

    def test_counts_no_number_that_is_found(self):
        for _one in range(MOST_MISSES + 1):
            page = self.search(self.hoa.citizen_id)

        self.assertEqual(self.people(page), [self.hoa])

    def test_hides_from_the_next_commune(self):
        for text in ("hoa le thi", self.group.code, self.hoa.customer_code):
            with self.subTest(text):
                page = self.search(text, self.country.tam)

                self.assertNotContains(page, "Lê Thị Hoa")
                self.assertNotContains(page, f">{self.group.code}<")

    def test_finds_for_the_committee_loans_by_name_and_no_person(self):
        page = self.search("nga", self.country.committee)

        self.assertEqual(self.people(page), [])
        [loan] = page.context["loans"]
        self.assertEqual(loan.borrower.full_name, "Lê Thị Nga")
        self.assertEqual(self.people(self.search("hoa", self.country.committee)), [])

    def test_says_what_it_cannot_read_and_keeps_it(self):
        for text in ("", "   ", "a", "12", "9" * 20, "?!", "x" * 101, "%_"):
            with self.subTest(text):
                page = self.search(text)

                self.assertEqual(page.status_code, 422)
                self.assertEqual(page.context["form"]["q"].value(), text)

    def test_takes_signs_of_patterns_for_letters(self):
        self.assertEqual(self.people(self.search("h%a")), [])
        self.assertEqual(self.people(self.search("h_a")), [])

    def test_answers_htmx_with_the_rows_alone(self):
        page = self.search("hoa", HX_Request="true")

        self.assertContains(page, "Lê Thị Hoa")
        self.assertNotContains(page, "<html")

    def test_opens_empty_at_its_own_address(self):
        page = self.look(self.country.lan, "search", q="hoa")

        self.assertNotContains(page, "Lê Thị Hoa")

    def test_refuses_who_sees_no_lending(self):
        page = self.search("hoa", self.country.programmes_admin)

        self.assertEqual(page.status_code, 403)

    def test_is_offered_in_the_bar_to_whom_it_answers(self):
        lan = self.look(self.country.lan, "programme-index")
        admin = self.look(self.country.programmes_admin, "programme-index")

        self.assertContains(lan, 'role="search"')
        self.assertNotContains(admin, 'role="search"')

    def test_refuses_a_form_without_its_token(self):
        self.client.handler.enforce_csrf_checks = True
        self.addCleanup(setattr, self.client.handler, "enforce_csrf_checks", False)

        self.assertEqual(self.search("hoa").status_code, 403)
