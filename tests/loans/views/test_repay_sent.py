"""A checked payment is recorded once; the same money typed anew is asked about."""

from loans.models import Attempt, Loan, Posting
from tests import builders
from tests.ledger import statement
from tests.loans.views.counter_case import OTHER_KEY, CounterCase

WHY = "Khách nộp thêm lần hai cho kỳ sau"


class RecordTests(CounterCase):
    def test_posts_once_and_shows_the_receipt(self):
        answer = self.record(principal="1.000.000", interest="280.274")

        posting = self.payments().get()
        self.assertRedirects(
            answer, self.at("counter-receipt", self.session.pk, posting.pk)
        )
        self.assertEqual(
            statement(self.loan).splitlines()[-1],
            "10/04/2026 REPAYMENT cash +1.280.274 principal_in_term -1.000.000"
            " interest_in_term -280.274",
        )

    def test_answers_a_second_sending_with_the_first_receipt(self):
        first = self.record(principal="50.000.000", interest="280.274")

        again = self.record(principal="50.000.000", interest="280.274")

        self.assertEqual(again["Location"], first["Location"])
        self.assertEqual(self.payments().count(), 1)
        self.assertEqual(Attempt.objects.get().outcome, "REPEATED")
        page = self.client.get(again["Location"])
        self.assertContains(page, "nothing added")

    def test_refuses_other_figures_under_the_same_key(self):
        self.record(interest="100.000")

        answer = self.record(interest="100.001")

        self.assertContains(answer, "recorded before with other", status_code=422)
        self.assertEqual(Attempt.objects.get().code, "KEY_REUSED")

    def test_warns_of_the_same_amount_and_asks_why(self):
        self.record(interest="100.000")
        first = self.payments().get()

        warned = self.pay(interest="100.000")
        refused = self.record(OTHER_KEY, interest="100.000")

        receipt = self.at("counter-receipt", self.session.pk, first.pk)
        self.assertContains(warned, receipt)
        self.assertContains(refused, "Say why it is paid again.", status_code=422)
        self.assertContains(refused, receipt, status_code=422)
        self.assertContains(refused, OTHER_KEY, status_code=422)
        self.assertContains(refused, 'value="100.000"', status_code=422)
        self.assertEqual(self.payments().count(), 1)
        self.assertEqual(Attempt.objects.get().code, "ALREADY_TAKEN")

    def test_does_not_ask_about_what_was_reversed(self):
        self.record(interest="100.000")
        builders.undone(self.country, self.payments().get())

        self.record(OTHER_KEY, interest="100.000")

        self.assertEqual(self.payments().filter(cash__gt=0).count(), 2)

    def test_shows_the_first_where_the_same_amount_became_too_much(self):
        self.record(interest="280.274")
        receipt = self.at("counter-receipt", self.session.pk, self.payments().get().pk)

        for answer in (
            self.pay(interest="280.274"),
            self.record(OTHER_KEY, interest="280.274"),
        ):
            self.assertContains(answer, receipt, status_code=422)
            self.assertContains(answer, "The same amount, 280.274", status_code=422)
            self.assertContains(answer, 'value="280.274"', status_code=422)
        other = self.pay(interest="280.273")
        self.assertNotContains(other, receipt, status_code=422)

    def test_takes_the_same_amount_again_for_a_reason(self):
        self.record(interest="100.000")

        self.record(OTHER_KEY, interest="100.000", why_again=WHY)

        self.assertEqual(self.payments().count(), 2)
        self.assertEqual(self.payments().latest("pk").reason, WHY)

    def test_puts_the_change_into_the_member_account(self):
        self.record(interest="280.274", given="281.000", change_into="1")

        self.assertEqual(Posting.objects.get(kind="DEPOSIT").cash, 726)

    def test_gives_the_change_back_unless_told_otherwise(self):
        self.record(interest="280.274", given="281.000")

        self.assertFalse(Posting.objects.filter(kind="DEPOSIT").exists())

    def test_takes_from_the_member_account_without_cash(self):
        self.saved(300_000)

        self.record(interest="280.274", source="SAVINGS")

        self.assertEqual(
            statement(self.loan).splitlines()[-1],
            "10/04/2026 SAVINGS_USE interest_in_term -280.274 savings +280.274",
        )

    def test_keeps_who_paid_for_the_borrower(self):
        self.record(interest="280.274", payer="Trần Văn An", relation="chồng")

        self.assertEqual(self.payments().get().reason, "Trần Văn An (chồng)")

    def test_pays_off(self):
        self.paid_off()

        self.assertEqual(Loan.objects.get(pk=self.loan.pk).state, "CLOSED")

    def test_refuses_what_the_session_no_longer_takes(self):
        builders.closed(self.country, self.session)

        answer = self.record(interest="280.274")

        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.payments().exists())

    def test_needs_its_key(self):
        self.assertEqual(self.record(key="x", interest="1.000").status_code, 400)
