"""Pages of the till: by the book, counted before another person, false notes."""

from datetime import date

from django.urls import reverse

from loans.actions import sessions
from loans.models import CashCount, Counterfeit, SignatureAttempt
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import PASSWORD, moment
from tests.loans.views.reading import EnglishTestCase

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 4)


class TillTestCase(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def url(self, name):
        return reverse(name, args=[self.session.pk])

    def send(self, name="cash-count", who=None, **typed):
        """Lan sends a form that Cúc signs, with these fields instead."""
        self.client.force_login(who or self.country.lan)
        fields = {
            "key": uuid7(AT),
            "note-500000": "20.000",
            "signer": self.country.cuc.pk,
            "password": PASSWORD,
            **typed,
        }
        return self.client.post(self.url(name), fields)

    def counts(self, kind="COUNT"):
        return CashCount.objects.filter(session=self.session, kind=kind)


class ShowTests(TillTestCase):
    def test_shows_what_should_be_in_the_till(self):
        builders.recorded(self.country, self.group, self.session)

        page = self.look(self.country.lan, "session-cash", self.session.pk)

        till = page.context["till"]
        self.assertEqual(
            (till.advance, till.cash_in, till.expected),
            (10_000_000_000, 662_000, 10_000_662_000),
        )
        self.assertContains(page, "10.000.662.000")

    def test_shows_each_count_beside_the_book(self):
        self.send(**{"note-500000": "19.999", "note-200000": "3"})

        page = self.look(self.country.lan, "session-cash", self.session.pk)

        self.assertContains(page, "Over by 100.000 đ")

    def test_offers_counting_to_the_tellers_of_the_team_alone(self):
        count = self.url("cash-count")
        for name, is_offered in (("lan", True), ("cuc", False), ("hung", False)):
            with self.subTest(name):
                who = getattr(self.country, name)
                page = self.look(who, "session-cash", self.session.pk)
                self.assertEqual(count in page.content.decode(), is_offered)

    def test_needs_as_many_statements_for_more_counts(self):
        self.send()
        few = self.statements(self.country.lan, "session-cash", self.session.pk)
        self.send()
        self.send()

        many = self.statements(self.country.lan, "session-cash", self.session.pk)

        self.assertEqual(many, few)

    def test_is_hidden_from_the_next_commune(self):
        page = self.look(self.country.tam, "session-cash", self.session.pk)

        self.assertEqual(page.status_code, 404)

    def test_is_refused_to_who_may_not_see_cash(self):
        page = self.look(self.country.women, "session-cash", self.session.pk)

        self.assertEqual(page.status_code, 403)


class CountTests(TillTestCase):
    def test_is_kept_with_both_people(self):
        page = self.send()

        self.assertRedirects(page, self.url("session-cash"))
        kept = self.counts().get()
        self.assertEqual(
            (kept.total, kept.counted_by, kept.witnessed_by),
            (10_000_000_000, self.country.lan, self.country.cuc),
        )

    def test_says_the_difference_in_words(self):
        self.client.force_login(self.country.lan)
        page = self.client.post(
            self.url("cash-count"),
            {
                "key": uuid7(AT),
                "note-500000": "19.999",
                "signer": self.country.cuc.pk,
                "password": PASSWORD,
            },
            follow=True,
        )

        self.assertContains(page, "Short by 500.000 đ.")

    def test_sent_twice_is_kept_once(self):
        key = uuid7(AT)
        for _time in range(2):
            self.send(key=key)

        self.assertEqual(self.counts().count(), 1)

    def test_keeps_what_was_shown_to_the_other_person(self):
        self.send(**{"note-1000": "7"})

        shown = SignatureAttempt.objects.get().shown
        self.assertIn("500.000 × 20.000\n1.000 × 7\n= 10.000.007.000 đ", shown)

    def test_is_refused_with_a_wrong_password_and_keeps_what_was_typed(self):
        page = self.send(password="sai")

        self.assertContains(page, "Tries left: 2", status_code=422)
        self.assertContains(page, 'value="20.000"', status_code=422)
        self.assertFalse(self.counts().exists())

    def test_is_ended_by_three_wrong_passwords(self):
        for _time in range(3):
            self.send(password="sai")

        page = self.send()

        self.assertContains(page, "Wrong three times", status_code=422)
        self.assertFalse(self.counts().exists())

    def test_names_the_line_that_cannot_be_read(self):
        page = self.send(**{"note-200000": "12,5"})

        self.assertContains(page, "200.000", status_code=422)
        self.assertContains(page, 'value="12,5"', status_code=422)
        self.assertIn("note-200000", page.context["notes"].errors)
        self.assertFalse(self.counts().exists())

    def test_is_refused_when_nothing_is_counted(self):
        page = self.send(**{"note-500000": ""})

        self.assertContains(page, "Nothing is counted", status_code=422)

    def test_may_find_an_empty_till(self):
        self.send(**{"note-500000": "0"})

        self.assertEqual(self.counts().get().total, 0)

    def test_of_a_top_up_hands_over_something(self):
        page = self.send("cash-top-up", **{"note-500000": "0"})

        self.assertContains(page, "that are handed over", status_code=422)

    def test_is_not_signed_by_who_counts(self):
        page = self.send(signer=self.country.lan.pk)

        self.assertEqual(page.status_code, 422)
        self.assertFalse(self.counts().exists())

    def test_is_not_signed_by_somebody_of_another_team(self):
        page = self.send(signer=self.country.tam.pk)

        self.assertEqual(page.status_code, 422)
        self.assertFalse(self.counts().exists())

    def test_of_a_second_advance_is_refused(self):
        page = self.send("cash-advance")

        self.assertContains(page, "counted already", status_code=422)

    def test_of_the_advance_leads_back_to_the_desk(self):
        builders.closed(self.country, self.session)
        waiting = builders.prepared_session(self.country, date(2026, 5, 10))
        self.session = waiting

        page = self.send("cash-advance")

        self.assertRedirects(page, self.url("session-show"))

    def test_is_refused_while_the_close_counts(self):
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)

        page = self.send()

        self.assertContains(page, "Cash is being counted", status_code=422)

    def test_asks_for_each_note_of_the_day(self):
        page = self.look(self.country.lan, "cash-count", self.session.pk)

        self.assertEqual(
            [note for note, _field, _amount in page.context["notes"].rows()][:3],
            [500_000, 200_000, 100_000],
        )

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.send(who=self.country.tam).status_code, 404)

    def test_is_refused_to_the_controller_and_the_leader(self):
        for who in (self.country.cuc, self.country.hung):
            with self.subTest(who):
                self.assertEqual(self.send(who=who).status_code, 403)


class CounterfeitTests(TillTestCase):
    def seize(self, **typed):
        note = {
            "denomination": 500_000,
            "serial": "qe  12345678",
            "brought_by": "Lê Thị Nga",
        }
        return self.send("cash-counterfeit", **note | typed)

    def test_is_written_down_as_it_stands_on_the_note(self):
        page = self.seize()

        self.assertRedirects(page, self.url("session-cash"))
        note = Counterfeit.objects.get()
        self.assertEqual(
            (note.denomination, note.serial, note.brought_by, note.witnessed_by),
            (500_000, "QE 12345678", "Lê Thị Nga", self.country.cuc),
        )

    def test_is_written_down_once(self):
        self.seize()

        self.assertContains(self.seize(), "stand already", status_code=422)

    def test_names_who_brought_it(self):
        page = self.seize(brought_by="")

        self.assertEqual(page.status_code, 422)
        self.assertContains(page, "qe  12345678", status_code=422)

    def test_is_hidden_from_the_next_commune(self):
        self.assertEqual(self.seize(who=self.country.tam).status_code, 404)

    def test_is_refused_to_the_controller(self):
        self.assertEqual(self.seize(who=self.country.cuc).status_code, 403)
