"""F01, F02: a process killed at any statement leaves nothing or all; a retry, once."""

from django.db import transaction

from loans.actions import prepared, reversals
from loans.models import Posting, SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import moment
from tests.faults.acts import ACTS, APRIL, AT, MARCH, MAY
from tests.faults.crash_case import ANSWER_LOST, CrashCase
from tests.faults.dying import ANSWER


class SheetTests(CrashCase):
    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.drafts = self.typed(groups=34)

    def typed(self, groups):
        """Drafts of groups of one, ready to be recorded in one open session."""
        made = [builders.group(self.country, size=1) for _number in range(groups)]
        march = builders.session(self.country, MARCH)
        for group in made:
            [member] = builders.members(group)
            builders.disbursed(
                self.country, march, builders.loan(self.country, member, of=group)
            )
        builders.closed(self.country, march)
        self.session = builders.session(self.country, APRIL)
        return [builders.draft(self.country, group, self.session) for group in made]

    def test_is_posted_whole_or_not_at_all_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("sheet", self.drafts)

    def test_is_there_once_when_only_the_answer_was_lost(self):
        self.assertEqual(self.outcome("sheet", self.drafts[0], ANSWER), ANSWER_LOST)

    def test_would_be_seen_half_posted_by_this_net(self):
        """The net is tested: a sheet posted row by row leaves halves behind."""
        draft = self.drafts[0]
        count = len(self.statements("careless_sheet", self.drafts[1]).sent)

        self.killed("careless_sheet", draft, uuid7(AT), count - 2)

        self.assertEqual(
            list(
                Posting.objects.filter(
                    session=self.session, loan__group=draft.group, kind="REPAYMENT"
                ).values_list("cash", flat=True)
            ),
            [280_274],
        )
        self.assertFalse(
            Posting.objects.filter(
                session=self.session,
                savings_account__person__memberships__group=draft.group,
            ).exists()
        )


class CounterTests(CrashCase):
    """Single acts at the counter, on the loans of one group."""

    def setUp(self):
        super().setUp()
        with transaction.atomic():
            self.group = builders.running_group(self.country, size=28)
            self.session = builders.session(self.country, APRIL)
            self.loans = list(self.group.loans.order_by("pk"))

    def test_payment_is_posted_or_not_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("payment", self.loans)

    def saved(self, accounts):
        """Put 100.000 into each of these accounts."""
        with transaction.atomic():
            for account in accounts:
                ACTS["deposit"](account.pk, uuid7(AT))

    def test_use_of_savings_is_posted_or_not_wherever_it_is_killed(self):
        self.saved(SavingsAccount.objects.all())

        self.assert_sound_wherever_killed("savings_use", self.loans)

    def test_deposit_is_posted_or_not_wherever_it_is_killed(self):
        accounts = list(SavingsAccount.objects.order_by("pk"))

        self.assert_sound_wherever_killed("deposit", accounts)

    def test_withdrawal_is_posted_or_not_wherever_it_is_killed(self):
        free = SavingsAccount.objects.filter(
            person__in=builders.members(builders.group(self.country, size=28))
        )
        self.saved(free)
        with transaction.atomic():
            by = {"by": self.country.lan, "at": AT, "session": self.session}
            acts = [
                prepared.prepare_withdrawal(account=account, amount=60_000, **by)
                for account in free
            ]
            prepared.sign(acts=acts, by=self.country.cuc, way="OWN_DEVICE", at=AT)

        self.assert_sound_wherever_killed("withdrawal", acts)

    def test_disbursement_is_posted_or_not_wherever_it_is_killed(self):
        with transaction.atomic():
            waiting = [
                builders.loan(
                    self.country, one.borrower, of=self.group, disburse_on=APRIL
                )
                for one in self.loans
            ]

        self.assert_sound_wherever_killed("disbursement", waiting)

    def test_reversal_is_posted_or_not_wherever_it_is_killed(self):
        with transaction.atomic():
            asked = [
                reversals.ask_reversal(
                    session=self.session,
                    posting=ACTS["payment"](one.pk, uuid7(AT)),
                    reason="Ghi nhầm số tiền",
                    by=self.country.lan,
                    at=AT,
                )
                for one in self.loans
            ]

        self.assert_sound_wherever_killed("reversal", asked)


class LaterCorrectionTests(CrashCase):
    """Principal of April undone in May, with the accrual that brings interest right."""

    def setUp(self):
        super().setUp()
        with transaction.atomic():
            group = builders.running_group(self.country, size=44)
            april = builders.session(self.country, APRIL)
            wrong = [
                ACTS["principal"](loan.pk, uuid7(AT)) for loan in group.loans.all()
            ]
            builders.closed(self.country, april)
            may = builders.session(self.country, MAY)
            self.asked = [
                reversals.ask_reversal(
                    session=may,
                    posting=posting,
                    reason="Ghi nhầm số tiền",
                    by=self.country.lan,
                    at=moment(MAY),
                )
                for posting in wrong
            ]

    def test_is_posted_with_the_reversal_or_not_wherever_it_is_killed(self):
        self.assert_sound_wherever_killed("reversal", self.asked)

        kinds = Posting.objects.filter(session__held_on=MAY, reverses=None)
        corrections = kinds.filter(kind="ACCRUAL_CORRECTION").count()
        self.assertEqual(corrections, Posting.objects.exclude(reverses=None).count())
