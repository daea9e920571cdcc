"""What a seal is of: a line for each posting, without any id of a database."""

from django.test import TestCase

from loans.actions.seals import canonical, canonical_rows, digest
from loans.models import Posting
from tests.loans.models.world import World
from tests.refusing import run
from tests.transactions import triggers_aside


class CanonicalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = World()

    def lines(self, **which):
        return list(canonical(canonical_rows(Posting.objects.filter(**which))))

    def test_names_people_loans_and_sessions_by_their_codes(self):
        row = self.world.disbursement

        self.assertEqual(
            self.lines(pk=row.pk),
            [
                f"v1|{row.key}|1|DISBURSEMENT|2026-04-10"
                "|2026-04-10T02:00:00.000000+00:00|lan|cuc|OWN_DEVICE|TXN01001|3"
                f"|{row.loan.contract_number}|||||{row.request_digest}"
                "|-50000000|50000000|0|0|0|0|0|0|0|0|0"
            ],
        )

    def test_tells_the_period_of_an_accrual(self):
        [line] = self.lines(pk=self.world.accrual.pk)

        self.assertIn("|2026-03-10|2026-04-10|", line)

    def test_stands_in_the_order_of_keys_and_lines(self):
        rows = canonical_rows()

        self.assertEqual(
            list(rows), sorted(rows, key=lambda row: (row.key.hex, row.line))
        )

    def test_is_read_in_one_statement(self):
        with self.assertNumQueries(1):
            self.lines()

    def test_gives_another_digest_after_one_dong_was_altered(self):
        before = digest(self.lines())

        with triggers_aside():
            run(
                "UPDATE loans_posting SET cash = cash + 1, savings = savings - 1"
                " WHERE id = %s",
                self.world.deposit.pk,
            )

        self.assertNotEqual(digest(self.lines()), before)


class DigestTests(TestCase):
    def test_goes_on_from_the_one_before(self):
        self.assertNotEqual(digest(["a"], "0" * 64), digest(["a"]))

    def test_does_not_run_lines_into_each_other(self):
        self.assertNotEqual(digest(["a", "b"]), digest(["ab"]))

    def test_of_nothing_is_that_of_the_one_before_alone(self):
        self.assertEqual(
            digest([]),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        )
