from datetime import date, timedelta
from io import StringIO

from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Sum
from django.test import TestCase

from loans.actions import seals
from loans.actions.overdue import turning_overdue
from loans.management.sample import highland, story, totals
from loans.management.sample.staff import PASSWORD, SIGN_INS
from loans.models import (
    CollectionContract,
    Household,
    Loan,
    LoanBalance,
    LoanState,
    Person,
    Posting,
    PostingKind,
    ReversalRequest,
    SavingsCreditGroup,
    Session,
    SessionState,
    SheetLine,
)
from loans.reports.verification import differences
from programmes.models import AuditEvent, PointDay, Programme, User

DAY = date(2026, 11, 24)
SMALL = {"points": 1, "groups": 2, "months": 2}
PRINCIPAL = F("principal_in_term") + F("principal_overdue")


def load_frame():
    for noun in ("places", "programmes", "organisations"):
        call_command(f"load_{noun}", stdout=StringIO())


def load(**options):
    out = StringIO()
    call_command("load_demo", stdout=out, **{"on": DAY, **SMALL, **options})
    return out.getvalue()


def digest():
    return seals.digest(seals.canonical(seals.canonical_rows()))


def digest_of_a_run(**options):
    with transaction.atomic():
        load(**options)
        made = digest()
        transaction.set_rollback(True)
    return made


class SampleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_frame()
        cls.earlier_digest = digest_of_a_run()
        cls.digest_of_another_seed = digest_of_a_run(seed=2)
        cls.said = load()
        cls.today = Session.objects.get(state=SessionState.PREPARED)

    def test_leaves_one_session_of_the_day_to_be_opened(self):
        others = Session.objects.exclude(pk=self.today.pk)

        self.assertEqual(self.today.held_on, DAY)
        self.assertEqual(self.today.point.code, "TXN5121211")
        self.assertEqual(
            set(others.values_list("state", flat=True)), {SessionState.CLOSED}
        )

    def test_names_the_team_of_the_day(self):
        team = self.today.team.order_by("pk").values_list("user__username", "role")

        self.assertEqual(
            list(team),
            [
                ("leader", "TEAM_LEADER"),
                ("controller", "CONTROLLER"),
                ("teller", "TELLER"),
                ("teller_b", "TELLER"),
            ],
        )
        self.assertEqual(self.today.prepared_by.username, "officer")

    def test_moves_the_day_of_the_point_by_a_row_named_as_sample(self):
        days = PointDay.objects.filter(point=self.today.point).order_by("valid_from")

        self.assertEqual(
            [(day.session_day, day.legal_basis) for day in days],
            [(19, ""), (24, "Dữ liệu mẫu")],
        )

    def test_is_the_same_for_the_same_day_and_seed(self):
        self.assertEqual(digest(), self.earlier_digest)

    def test_is_another_for_another_seed(self):
        self.assertNotEqual(digest(), self.digest_of_another_seed)

    def test_holds_against_its_own_postings(self):
        self.assertEqual(list(differences()), [])

    def test_lends_about_sixty_million_to_a_customer(self):
        owed = LoanBalance.objects.filter(loan__group__isnull=False).aggregate(
            sum=Sum(PRINCIPAL), customers=Count("loan__borrower", distinct=True)
        )

        self.assertGreater(owed["sum"] // owed["customers"], 35_000_000)
        self.assertLess(owed["sum"] // owed["customers"], 85_000_000)

    def test_asks_no_interest_of_students(self):
        studying = LoanBalance.objects.filter(
            loan__programme__code="STUDENT",
            loan__interest_grace_until__gt=DAY,
            principal_in_term__gt=0,
        )

        self.assertGreater(studying.count(), 0)
        self.assertEqual(studying.filter(interest_in_term__gt=0).count(), 0)

    def test_has_overdue_debt_and_some_about_to_be(self):
        overdue = LoanBalance.objects.filter(principal_overdue__gt=0)

        self.assertEqual(overdue.count(), 2)
        self.assertEqual(len(turning_overdue(self.today)), 1)

    def test_has_nine_loans_to_pay_out(self):
        waiting = Loan.objects.filter(state="APPROVED", valid_until__gte=DAY)

        self.assertEqual(waiting.count(), 9)

    def test_has_a_loan_in_every_state(self):
        states = Loan.objects.values_list("state", flat=True)

        self.assertEqual(set(states), set(LoanState.values))

    def test_let_an_approval_lapse_when_the_last_session_opened(self):
        last = Session.objects.exclude(pk=self.today.pk).latest("held_on")
        loan = Loan.objects.get(state="LAPSED")

        event = AuditEvent.objects.get(verb="lapse")

        self.assertEqual((event.subject, event.after), (str(last), str(loan)))

    def test_undid_one_wrong_line_by_two_people(self):
        request = ReversalRequest.objects.get()
        undone = Posting.objects.filter(reverses__isnull=False)

        self.assertEqual(request.asked_by.username, "teller")
        self.assertEqual(request.settled_by.username, "controller")
        self.assertEqual(
            set(undone.values_list("kind", flat=True)),
            {PostingKind.REPAYMENT, PostingKind.DEPOSIT},
        )

    def test_has_nearly_everybody_paying_as_due(self):
        lines = SheetLine.objects.filter(due_interest__gt=0)
        in_full = lines.filter(interest__gte=F("due_interest") + F("due_arrears") - 999)

        self.assertGreater(in_full.count(), lines.count() * 8 // 10)

    def test_has_one_group_whose_contract_has_ended(self):
        ended = CollectionContract.objects.filter(valid_to__lt=DAY)

        self.assertEqual(ended.count(), 1)

    def test_wears_its_numbers(self):
        self.assertEqual(Household.objects.exclude(code__startswith="MAU").count(), 0)
        self.assertEqual(
            SavingsCreditGroup.objects.exclude(code__startswith="99").count(), 0
        )
        self.assertEqual(
            Loan.objects.exclude(contract_number__regex=r"^6600\d{5}99").count(), 0
        )

    def test_has_a_person_for_each_role_who_can_sign_in(self):
        for one in SIGN_INS:
            with self.subTest(one.username):
                user = User.objects.get(username=one.username)
                self.assertEqual(user.posts.in_force(DAY).get().role, one.role)
                self.assertTrue(user.check_password(PASSWORD))
                self.assertIn(one.username, self.said)

    def test_lets_administrators_alone_into_the_admin(self):
        staff = User.objects.filter(is_staff=True).values_list("username", flat=True)

        self.assertEqual(set(staff), {"programmes", "system"})

    def test_says_that_it_is_sample_data_and_its_password(self):
        self.assertIn("Sample data of 24/11/2026", self.said)
        self.assertIn(PASSWORD, self.said)
        self.assertIn("0 differ", self.said)

    def test_is_kept_when_asked_for_again(self):
        before = Posting.objects.count()

        said = load(if_older=True)

        self.assertEqual(said.strip(), "sample data of 24/11/2026: kept as it is")
        self.assertEqual(Posting.objects.count(), before)

    def test_is_not_made_twice(self):
        with self.assertRaisesRegex(CommandError, "24/11/2026 already"):
            load()

    def test_of_an_earlier_day_gets_a_session_of_this_day(self):
        before = Posting.objects.count()

        load(if_older=True, on=DAY + timedelta(days=3))

        waiting = Session.objects.filter(state=SessionState.PREPARED)
        self.assertEqual(waiting.latest("held_on").held_on, DAY + timedelta(days=3))
        self.assertEqual(Posting.objects.count(), before)


class HillsTests(TestCase):
    """One point of the sample alone: where programmes of the hills are lent."""

    @classmethod
    def setUpTestData(cls):
        load_frame()
        hills = story.Plan(on=DAY, months=1, codes=(highland.POINT,))
        cls.said = list(story.tell(hills))

    def lent(self, *codes):
        return Loan.objects.filter(programme__code__in=codes)

    def test_borrow_in_every_programme_that_the_coast_does_not(self):
        here = set(Loan.objects.values_list("programme__code", flat=True))

        self.assertLessEqual(
            {
                "POOR_HOUSING",
                "DIFFICULT_AREA_BUSINESS",
                "TRADER",
                "ETHNIC_MINORITY",
                "ETHNIC_MINORITY_2085",
                "ETHNIC_MOUNTAIN",
                "COMPUTER",
                "KINDERGARTEN",
            },
            here,
        )

    def test_were_lent_to_while_each_programme_lent(self):
        for loan in Loan.objects.select_related("programme"):
            with self.subTest(loan.programme.code, day=loan.contract_on):
                self.assertIsNotNone(loan.programme.terms_on(loan.contract_on))

    def test_have_paid_off_what_was_lent_ten_years_ago(self):
        oldest = self.lent("ETHNIC_MINORITY")

        self.assertEqual({loan.state for loan in oldest}, {"CLOSED"})
        self.assertEqual({loan.closed_on.year for loan in oldest}, {2021})

    def test_still_owe_in_a_programme_that_lends_no_more(self):
        owing = self.lent("ETHNIC_MINORITY_2085")

        self.assertEqual({loan.state for loan in owing}, {"ACTIVE"})
        self.assertGreater(sum(loan.balance.outstanding for loan in owing), 0)

    def test_are_mostly_of_the_peoples_who_live_there(self):
        kinh = Person.objects.filter(ethnicity="Kinh")

        self.assertLess(kinh.count(), Person.objects.count() // 2)

    def test_are_served_by_the_teller_of_the_office(self):
        tellers = Session.objects.filter(team__role="TELLER")

        self.assertEqual(
            set(tellers.values_list("team__user__username", flat=True)),
            {"teller_office"},
        )

    def test_hold_against_their_own_postings(self):
        self.assertEqual(list(differences()), [])

    def test_are_told_of_by_programme_whether_they_borrow_or_not(self):
        rows = {row["short_name"]: row for row in totals.by_programme()}

        self.assertEqual(len(rows), Programme.objects.count())
        self.assertEqual((rows["DTTS"]["loans"], rows["DTTS"]["owing"]), (2, 0))
        self.assertEqual((rows["HNGNO"]["loans"], rows["HNGNO"]["owing"]), (2, 2))
        self.assertEqual(rows["HNGNO"]["outstanding"], 32_500_000)
