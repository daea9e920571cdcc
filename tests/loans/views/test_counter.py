"""The counter of a session: who comes, and the receipt that is copied by hand."""

import gzip
from datetime import date

from django.core.cache import cache

from tests import builders
from tests.loans.documents.papers import text_of
from tests.loans.views.counter_case import OTHER_KEY, CounterCase


class SearchTests(CounterCase):
    def setUp(self):
        super().setUp()
        cache.clear()

    def search(self, text):
        return self.client.post(self.counter(), {"q": text})

    def test_goes_straight_to_the_payment_of_the_only_loan(self):
        for text in ("le nga", "Lê Thị Nga", self.loan.contract_number):
            with self.subTest(text):
                answer = self.search(text)

                self.assertRedirects(answer, self.at("loan-repay", self.loan.pk))

    def test_shows_the_loans_of_somebody_who_has_several(self):
        second = self.second_loan()

        answer = self.client.post(self.counter(), {"q": "le nga"}, follow=True)

        self.assertContains(answer, self.at("loan-repay", self.loan.pk))
        self.assertContains(answer, self.at("loan-repay", second.pk))
        self.assertEqual(answer.context["outstanding"], 100_000_000)
        self.assertEqual(answer.context["owed_interest"], 280_274)

    def test_offers_to_take_for_all_loans_of_somebody_who_has_several(self):
        url = f"{self.counter()}?person={self.person.pk}"
        both = self.at("customer-repay", self.person.pk)
        self.assertNotContains(self.client.get(url), both)
        self.second_loan()

        page = self.client.get(url)

        self.assertContains(page, f'href="{both}" autofocus')
        self.assertContains(page, "autofocus", count=1)
        builders.closed(self.country, self.session)
        self.assertNotContains(self.client.get(url), both)

    def test_shows_savings_and_closed_loans_where_nothing_is_owed(self):
        self.paid_off()

        answer = self.client.post(self.counter(), {"q": "le nga"}, follow=True)

        self.assertContains(answer, "No loan is running here.")
        self.assertContains(answer, "closed 10/04/2026")
        self.assertContains(answer, self.at("savings-withdraw", self.account.pk))

    def test_offers_an_account_to_who_has_none(self):
        person = builders.person(self.country, "Trần Thị Mới")

        answer = self.client.post(self.counter(), {"q": "tran moi"}, follow=True)

        self.assertContains(answer, self.at("savings-open", person.pk))

    def test_lists_several_with_the_first_in_focus(self):
        namesake = builders.person(self.country, "Lê Thị Nga")

        page = self.search("le nga")

        self.assertContains(page, f"?person={self.person.pk}")
        self.assertContains(page, f"?person={namesake.pk}")
        self.assertContains(page, "autofocus", count=1)

    def test_finds_nobody_of_another_point(self):
        stranger = builders.person(self.country, "Lê Thị Xa", is_next=True)

        self.assertContains(self.search("le xa"), "Not found among the people")
        page = self.client.get(f"{self.counter()}?person={stranger.pk}")
        self.assertEqual(page.status_code, 404)

    def test_refuses_a_number_of_no_length_and_keeps_it(self):
        page = self.search("12345678901")

        self.assertContains(page, "No number has 11 digits", status_code=422)
        self.assertContains(page, 'value="12345678901"', status_code=422)

    def test_rests_after_many_numbers_of_people_in_vain(self):
        for number in range(30):
            self.search(f"0511869{number:05}")

        self.assertEqual(self.search("051186999999").status_code, 429)

    def test_answers_an_address_of_nonsense_with_not_found(self):
        for person in ("abc", "9" * 30, "-1"):
            with self.subTest(person):
                page = self.client.get(f"{self.counter()}?person={person}")

                self.assertEqual(page.status_code, 404)


class CounterTests(CounterCase):
    def test_lists_what_was_taken_with_its_receipts(self):
        self.record(interest="280.274")
        posting = self.payments().get()

        page = self.client.get(self.counter())

        self.assertContains(
            page, self.at("counter-receipt", self.session.pk, posting.pk)
        )
        self.assertContains(page, "CT 000002/1")

    def test_says_that_nothing_is_taken_before_the_session_is_open(self):
        prepared = builders.prepared_session(self.country, date(2026, 5, 10))

        page = self.client.get(self.at("counter", prepared.pk))

        self.assertContains(page, "The session is not open")

    def test_takes_no_more_statements_for_more_rows(self):
        self.record(interest="100.000")
        with self.assertNumQueries(5):
            self.client.get(self.counter())
        self.record(key=OTHER_KEY, interest="50.000")

        with self.assertNumQueries(5):
            self.client.get(self.counter())

    def test_takes_no_more_statements_for_more_loans(self):
        url = f"{self.counter()}?person={self.person.pk}"
        self.client.get(url)
        with self.assertNumQueries(9):
            page = self.client.get(url)
        self.assertLess(len(gzip.compress(page.content)), 10_000)
        self.second_loan()

        with self.assertNumQueries(9):
            self.client.get(url)

    def test_is_for_tellers_of_the_point(self):
        self.assertEqual(self.client.put(self.counter()).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.counter()).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.counter()).status_code, 403)


class ReceiptTests(CounterCase):
    def receipt(self):
        posting = self.payments().latest("pk")
        return self.client.get(self.at("counter-receipt", self.session.pk, posting.pk))

    def test_gives_the_line_for_the_passbook(self):
        self.record(principal="1.000.000", interest="280.274")

        line = self.receipt().context["lines"][0]

        self.assertEqual(
            (line.day, line.principal, line.interest, line.balance),
            (date(2026, 4, 10), 1_000_000, 280_274, 49_000_000),
        )

    def test_keeps_the_balance_of_then(self):
        self.record(principal="1.000.000")
        first = self.payments().get()
        self.record(key=OTHER_KEY, principal="2.000.000")

        page = self.client.get(self.at("counter-receipt", self.session.pk, first.pk))

        self.assertEqual(page.context["lines"][0].balance, 49_000_000)
        self.assertContains(page, "CT 000002")

    def test_goes_on_to_the_next_customer(self):
        self.record(interest="280.274")

        self.assertContains(
            self.receipt(),
            f'<a class="btn btn-primary" autofocus href="{self.counter()}">',
        )

    def test_of_a_row_of_a_sheet_shows_that_row_and_prints_nothing(self):
        builders.recorded(self.country, self.group, self.session)

        page = self.receipt()

        self.assertEqual([x.interest for x in page.context["lines"]], [280_274])
        self.assertIsNone(page.context["change"])
        self.assertNotContains(page, 'target="_blank"')

    def test_is_printed_once_and_then_as_a_numbered_copy(self):
        self.record(interest="280.274")
        paper = self.at("document-receipt", self.payments().get().pk)
        page = self.receipt()
        self.assertContains(page, f'href="{paper}" target="_blank"')
        self.assertContains(page, "Print the receipt")

        first, second = (text_of(self.client.get(paper).content) for _time in "12")

        self.assertNotIn("Bản sao", first)
        self.assertIn("Bản sao 1", second)
        page = self.receipt()
        self.assertContains(page, "Print again")
        self.assertContains(page, "printed 2 times; the next is marked copy 2")

    def test_takes_a_fixed_number_of_statements(self):
        self.record(interest="280.274")
        self.receipt()

        with self.assertNumQueries(8):
            self.receipt()

    def test_says_that_the_papers_go_back_when_all_is_paid(self):
        self.paid_off()

        self.assertContains(self.receipt(), "Paid off")

    def test_is_of_its_session_and_reach_alone(self):
        self.record(interest="280.274")
        posting = self.payments().get()
        other = builders.prepared_session(self.country, date(2026, 5, 10))
        url = self.at("counter-receipt", self.session.pk, posting.pk)
        away = self.at("counter-receipt", other.pk, posting.pk)
        self.assertEqual(self.client.get(away).status_code, 404)
        nowhere = self.at("counter-receipt", 10**25, posting.pk)
        self.assertEqual(self.client.get(nowhere).status_code, 404)
        self.assertEqual(self.client.post(url).status_code, 405)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(url).status_code, 404)
        self.client.force_login(self.country.women)
        self.assertEqual(self.client.get(url).status_code, 403)
