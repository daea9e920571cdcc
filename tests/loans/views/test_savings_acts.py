"""Member accounts at the counter: opened, paid into, a withdrawal prepared."""

from loans.models import Attempt, Posting, PreparedAct, SavingsAccount
from tests import builders
from tests.loans.views.counter_case import KEY, OTHER_KEY, CounterCase


class OpenTests(CounterCase):
    def setUp(self):
        super().setUp()
        self.newcomer = builders.person(self.country, "Trần Thị Mới")
        self.url = self.at("savings-open", self.newcomer.pk)

    def test_opens_an_account_numbered_after_the_customer(self):
        answer = self.client.post(self.url, {"consents": "on"})

        account = SavingsAccount.objects.get(person=self.newcomer)
        self.assertRedirects(answer, self.at("savings-deposit", account.pk))
        self.assertEqual(account.number, f"105000{self.newcomer.customer_code}")
        self.assertEqual(account.opened_on, self.session.held_on)
        self.assertTrue(account.consents_to_debit)

    def test_leads_to_the_account_that_is_there(self):
        url = self.at("savings-open", self.person.pk)

        for answer in (self.client.get(url), self.client.post(url)):
            self.assertRedirects(answer, self.at("savings-show", self.account.pk))
        self.assertEqual(self.person.savings_accounts.count(), 1)

    def test_is_refused_while_no_session_is_open(self):
        builders.closed(self.country, self.session)

        answer = self.client.post(self.url, {"consents": "on"})

        self.assertContains(answer, "No session of this point", status_code=422)
        self.assertFalse(self.newcomer.savings_accounts.exists())

    def test_is_for_tellers_of_the_point(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url).status_code, 403)


class DepositTests(CounterCase):
    def setUp(self):
        super().setUp()
        self.url = self.at("savings-deposit", self.account.pk)

    def deposit(self, **fields):
        return self.client.post(self.url, fields)

    def test_is_checked_in_words_first(self):
        page = self.deposit(amount="500.000")

        self.assertContains(page, "năm trăm nghìn đồng")
        self.assertFalse(Posting.objects.filter(kind="DEPOSIT").exists())

    def test_is_recorded_with_a_receipt(self):
        answer = self.deposit(amount="500.000", key=KEY)

        posting = Posting.objects.get(kind="DEPOSIT")
        receipt = self.at("counter-receipt", self.session.pk, posting.pk)
        self.assertRedirects(answer, receipt)
        page = self.client.get(receipt)
        self.assertEqual(page.context["saved"], 500_000)
        self.assertNotContains(page, "Change into the member account")

    def test_is_recorded_once_however_often_it_is_sent(self):
        self.deposit(amount="500.000", key=KEY)

        answer = self.deposit(amount="500.000", key=KEY)

        self.assertEqual(answer.status_code, 302)
        self.assertEqual(Posting.objects.filter(kind="DEPOSIT").count(), 1)
        self.assertEqual(Attempt.objects.get().outcome, "REPEATED")

    def test_of_the_same_amount_is_asked_about_with_the_figure_still_there(self):
        self.deposit(amount="500.000", key=KEY)
        first = Posting.objects.get(kind="DEPOSIT")

        asked = self.deposit(amount="500.000", key=OTHER_KEY)

        receipt = self.at("counter-receipt", self.session.pk, first.pk)
        self.assertContains(asked, receipt, status_code=422)
        self.assertContains(asked, "Say why it is paid again.", status_code=422)
        self.assertContains(asked, 'value="500.000"', status_code=422)
        self.assertContains(asked, OTHER_KEY, status_code=422)
        self.assertEqual(Attempt.objects.get().code, "ALREADY_TAKEN")

    def test_of_the_same_amount_is_taken_for_a_reason(self):
        self.deposit(amount="500.000", key=KEY)

        self.deposit(
            amount="500.000", key=OTHER_KEY, why_again="Khách gửi thêm lần hai"
        )

        self.assertEqual(Posting.objects.filter(kind="DEPOSIT").count(), 2)

    def test_answers_with_the_first_after_the_session_is_over(self):
        self.deposit(amount="500.000", key=KEY)
        builders.closed(self.country, self.session)

        answer = self.deposit(amount="500.000", key=KEY)

        self.assertEqual(answer.status_code, 302)
        self.assertEqual(Posting.objects.filter(kind="DEPOSIT").count(), 1)

    def test_of_nothing_is_refused_and_kept(self):
        for text in ("", "0", "1,000"):
            with self.subTest(text):
                page = self.deposit(amount=text)

                self.assertEqual(page.status_code, 422)

    def test_is_refused_while_no_session_is_open(self):
        builders.closed(self.country, self.session)

        page = self.deposit(amount="500.000", key=KEY)

        self.assertContains(page, "No session of this point", status_code=422)
        self.assertContains(page, 'value="500.000"', status_code=422)

    def test_goes_back_with_the_figure(self):
        page = self.deposit(amount="500.000", key=KEY, back="1")

        self.assertContains(page, 'value="500.000"')

    def test_is_for_tellers_of_the_point(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url).status_code, 403)


class WithdrawTests(CounterCase):
    def setUp(self):
        super().setUp()
        self.url = self.at("savings-withdraw", self.account.pk)
        self.saved(500_000)

    def withdraw(self, amount):
        return self.client.post(self.url, {"amount": amount})

    def test_is_refused_while_anything_is_owed(self):
        page = self.client.get(self.url)
        answer = self.withdraw("100.000")

        self.assertContains(page, "Still owed 50.280.274")
        self.assertContains(answer, "Still owed 50.280.274", status_code=422)
        self.assertEqual(Attempt.objects.get().code, "STILL_OWES")

    def test_waits_for_the_controller_once_all_is_repaid(self):
        self.paid_off()

        answer = self.withdraw("500.000")

        act = PreparedAct.objects.get(savings_account=self.account)
        self.assertEqual((act.amount, act.prepared_by), (500_000, self.country.lan))
        self.assertRedirects(answer, self.at("act-show", act.pk))
        self.assertRedirects(self.client.get(self.url), self.at("act-show", act.pk))
        self.assertFalse(Posting.objects.filter(kind="WITHDRAWAL").exists())

    def test_is_prepared_once(self):
        self.paid_off()
        self.withdraw("500.000")

        answer = self.withdraw("500.000")

        self.assertContains(answer, "waits", status_code=422)
        self.assertEqual(PreparedAct.objects.count(), 1)

    def test_is_paid_out_once_it_is_signed(self):
        self.paid_off()
        self.withdraw("500.000")
        act = PreparedAct.objects.get()
        self.client.force_login(self.country.cuc)
        self.client.post(self.at("act-sign", act.pk))
        self.client.force_login(self.country.lan)

        self.client.post(self.at("act-carry-out", act.pk))

        paid = Posting.objects.get(kind="WITHDRAWAL")
        self.assertEqual((paid.cash, paid.checked_by), (-500_000, self.country.cuc))
        receipt = self.at("counter-receipt", self.session.pk, paid.pk)
        self.assertEqual(self.client.get(receipt).context["saved"], 0)

    def test_of_more_than_is_saved_is_refused(self):
        self.paid_off()

        answer = self.withdraw("500.001")

        self.assertContains(answer, "holds 500.000 only", status_code=422)
        self.assertContains(answer, 'value="500.001"', status_code=422)

    def test_is_for_tellers_of_the_point(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.client.get(self.url).status_code, 403)
