"""An office's own session: prepared, opened, counted and closed as a point's is."""

from django.urls import reverse
from django.utils import timezone

from loans.actions import repayments
from loans.models import Loan, Session
from programmes.models import Post
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import LONG_AGO, PASSWORD
from tests.loans.views.reading import EnglishTestCase
from tests.refusing import RefusalMixin


class CounterTestCase(EnglishTestCase):
    """Mai is a teller of the office too."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.office = cls.country.office
        Post.objects.create(
            user=cls.country.mai, role="TELLER", office=cls.office, valid_from=LONG_AGO
        )

    def prepare(self, who=None, **typed):
        self.client.force_login(who or self.country.son)
        team = {
            "leader": "",
            "controller": self.country.cuc.pk,
            "tellers": [self.country.mai.pk],
        }
        url = reverse("office-session-prepare", args=[self.office.pk])
        return self.client.post(url, team | typed)

    def send(self, who, name, **typed):
        self.client.force_login(who)
        url = reverse(name, args=[Session.objects.get().pk])
        return self.client.post(url, typed)


class PrepareTests(CounterTestCase):
    def test_names_a_controller_and_a_teller_for_today(self):
        page = self.prepare()

        session = Session.objects.get()
        self.assertRedirects(page, reverse("session-show", args=[session.pk]))
        self.assertEqual(
            (session.kind, session.office, session.point, session.held_on),
            ("OFFICE", self.office, None, timezone.localdate()),
        )
        self.assertEqual(
            [(member.user, member.role) for member in session.team.order_by("pk")],
            [(self.country.cuc, "CONTROLLER"), (self.country.mai, "TELLER")],
        )

    def test_may_name_a_leader(self):
        self.prepare(leader=self.country.hung.pk)

        self.assertEqual(Session.objects.get().team.count(), 3)

    def test_is_refused_without_a_teller_or_a_controller(self):
        for missing in ({"tellers": []}, {"controller": ""}):
            with self.subTest(missing):
                self.assertEqual(self.prepare(**missing).status_code, 422)
        self.assertFalse(Session.objects.exists())

    def test_offers_nobody_whose_post_is_for_a_point_alone(self):
        page = self.look(self.country.son, "office-session-prepare", self.office.pk)

        self.assertContains(page, "Võ Thị Mai")
        self.assertNotContains(page, "Trần Thị Lan")

    def test_is_done_once_a_day(self):
        self.prepare()

        page = self.prepare()

        session = Session.objects.get()
        self.assertRedirects(page, reverse("session-show", args=[session.pk]))

    def test_is_offered_in_the_list_until_it_is_done(self):
        url = reverse("office-session-prepare", args=[self.office.pk])
        self.assertContains(self.look(self.country.son, "session-index"), url)

        self.prepare()

        page = self.look(self.country.son, "session-index")
        self.assertNotContains(page, url)
        self.assertContains(page, self.office)

    def test_is_hidden_where_the_post_does_not_reach(self):
        Post.objects.filter(user=self.country.son).update(
            office=None, point=self.country.next_point
        )

        self.assertEqual(self.prepare().status_code, 404)

    def test_is_refused_to_a_teller(self):
        self.assertEqual(self.prepare(self.country.mai).status_code, 403)


class DayTests(RefusalMixin, CounterTestCase):
    def test_goes_through_the_same_pages_to_the_seal(self):
        self.prepare()
        mai, signer = self.country.mai, {"signer": self.country.cuc.pk}
        signed = signer | {"password": PASSWORD}

        self.send(mai, "session-open")
        self.send(mai, "cash-advance", key=uuid7(timezone.now()), **signed, **NOTES)
        self.send(mai, "session-count")
        self.send(
            mai,
            "session-till",
            key=uuid7(timezone.now()),
            step="sign",
            **signed,
            **NOTES,
        )
        self.send(mai, "session-close")

        session = Session.objects.get()
        self.assertEqual((session.state, session.seal.number), ("CLOSED", 1))
        self.assertEqual(session.seal.point, None)
        self.assertEqual(session.cash_closing.handed_over, 50_000_000)

    def test_refuses_a_loan_whose_points_session_is_open(self):
        builders.running_group(self.country, size=1)
        loan = Loan.objects.get()
        today = timezone.localdate()
        counter = builders.counter(self.country, today)
        paid = {
            "loan": loan,
            "session": counter,
            "paid": {"interest_in_term": 100_000},
            "by": self.country.mai,
            "at": timezone.now(),
        }
        opened = builders.session(self.country, today)

        with self.refused("SERVED_ELSEWHERE"):
            repayments.repay(**paid, key=uuid7(timezone.now()))

        builders.closed(self.country, opened)
        repayments.repay(**paid, key=uuid7(timezone.now()))


NOTES = {"note-500000": "100"}
