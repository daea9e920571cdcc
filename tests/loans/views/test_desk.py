from datetime import date

from django.urls import reverse

from loans.actions.desk import SheetState
from loans.models import SheetDraft, Tranche
from tests import builders
from tests.loans.views.reading import EnglishTestCase

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


class DeskTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def desk(self, who):
        return self.look(who, "session-show", self.session.pk)

    def only_line(self):
        [(line, _interest)] = self.desk(self.country.lan).context["rows"]
        return line

    def test_sends_the_teller_to_the_next_sheet(self):
        step = self.desk(self.country.lan).context["step"]

        sheet = reverse("sheet-edit", args=[self.session.pk, self.group.pk])
        self.assertEqual(step.url, sheet)
        self.assertIn(self.group.code, step.sentence)

    def test_puts_a_draft_before_who_arrived_before_the_rest(self):
        waits, came = (builders.group(self.country, size=1) for _ in range(2))
        self.client.force_login(self.country.lan)
        self.client.post(reverse("session-arrived", args=[self.session.pk, came.pk]))
        typed = builders.group(self.country, size=1)
        self.assertIn(came.code, self.desk(self.country.lan).context["step"].sentence)

        builders.draft(self.country, typed, self.session)

        self.assertIn(typed.code, self.desk(self.country.lan).context["step"].sentence)
        self.assertNotIn(
            waits.code, self.desk(self.country.lan).context["step"].sentence
        )

    def test_shows_a_group_with_leader_members_and_what_is_due(self):
        [(line, interest)] = self.desk(self.country.lan).context["rows"]

        self.assertEqual(str(line.leader), "Lê Thị Nga")
        self.assertEqual((line.members, interest), (2, 2 * 280_274))
        self.assertEqual(line.state, SheetState.ABSENT)

    def test_shows_how_far_a_draft_is(self):
        draft = builders.draft(self.country, self.group, self.session)
        draft.lines.filter(number=2).update(interest=None, deposit=None)
        draft.lines.filter(number=2).update(principal_from_savings=None)

        line = self.only_line()

        self.assertEqual(line.state, SheetState.DRAFT)
        self.assertEqual((line.entered, line.lines), (1, 2))

    def test_shows_cash_that_differs_from_the_lines(self):
        builders.draft(self.country, self.group, self.session, cash_received=642_000)

        line = self.only_line()

        self.assertEqual(line.state, SheetState.DIFFERENCE)
        self.assertEqual((line.is_short, line.gap), (True, 20_000))

    def test_shows_the_till_by_the_book_once_recorded(self):
        builders.recorded(self.country, self.group, self.session)

        page = self.desk(self.country.lan)

        self.assertEqual(self.only_line().state, SheetState.RECORDED)
        till = page.context["till"]
        self.assertEqual((till.cash_in, till.cash_out), (662_000, 0))
        self.assertEqual(till.expected, till.advance + 662_000)
        self.assertEqual(page.context["step"].word, "Count cash")

    def test_keeps_the_cash_from_an_organisation(self):
        page = self.desk(self.country.women)

        self.assertNotIn("till", page.context)
        self.assertContains(page, self.group.code)

    def test_shows_an_organisation_its_own_groups_alone(self):
        farmers = builders.group(self.country, organisation="FARMERS")

        self.assertNotContains(self.desk(self.country.women), farmers.code)

    def test_hides_the_session_from_the_next_commune(self):
        self.assertEqual(self.desk(self.country.tam).status_code, 404)

    def test_refuses_who_may_not_see_sessions(self):
        self.assertEqual(self.desk(self.country.programmes_admin).status_code, 403)

    def test_needs_as_many_statements_for_more_groups_and_members(self):
        builders.draft(self.country, self.group, self.session)
        few = self.statements(self.country.lan, "session-show", self.session.pk)
        for size in (3, 5):
            group = builders.group(self.country, size=size)
            builders.draft(self.country, group, self.session)

        many = self.statements(self.country.lan, "session-show", self.session.pk)

        self.assertEqual(many, few)

    def test_of_a_prepared_session_says_when_it_opens_and_who_may(self):
        may = builders.prepared_session(self.country, date(2026, 5, 10))

        teller = self.look(self.country.lan, "session-show", may.pk)
        controller = self.look(self.country.cuc, "session-show", may.pk)

        opening = reverse("session-open", args=[may.pk])
        self.assertEqual(teller.context["step"].url, opening)
        self.assertEqual(controller.context["step"].url, "")

    def test_of_a_closed_session_shows_its_seal(self):
        closed = builders.closed(self.country, self.session)

        page = self.desk(self.country.lan)

        self.assertContains(page, closed.seal.short)
        self.assertIsNone(page.context["step"])

    def test_says_why_it_is_empty(self):
        session = builders.session(self.country, APRIL, point=self.country.next_point)

        page = self.look(self.country.son, "session-show", session.pk)

        self.assertContains(page, "no group within your area")


class ProgressTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def test_counts_sheets_lines_and_payments_in_a_kilobyte(self):
        builders.recorded(self.country, self.group, self.session)
        builders.group(self.country, size=3)

        page = self.look(self.country.lan, "session-progress", self.session.pk)

        shown = page.context["progress"]
        self.assertEqual((shown.sheets, shown.groups), (1, 2))
        self.assertEqual((shown.entered, shown.lines), (2, 5))
        self.assertLessEqual(len(page.content), 1024)

    def test_counts_loans_paid_out_of_those_planned(self):
        member = builders.members(self.group)[0]
        for term in (24, 36):
            loan = builders.loan(
                self.country, member, term_months=term, disburse_on=APRIL
            )
        builders.disbursed(self.country, self.session, loan)

        page = self.look(self.country.lan, "session-progress", self.session.pk)

        shown = page.context["progress"]
        self.assertEqual((shown.paid_out, shown.payments), (1, 2))
        self.assertEqual(shown.to_pay_out, 50_000_000)

    def test_counts_no_loan_that_lapsed_or_was_paid_out_elsewhere(self):
        member = builders.members(self.group)[0]
        plan = [(APRIL, 20_000_000), (date(2026, 6, 10), 20_000_000)]
        elsewhere = builders.loan(
            self.country, member, disburse_on=APRIL, amount=40_000_000, tranches=plan
        )
        lapsed = builders.loan(
            self.country,
            member,
            disburse_on=MAY,
            approved_on=APRIL,
            valid_until=date(2026, 5, 9),
        )
        builders.disbursed(self.country, self.session, elsewhere)
        builders.closed(self.country, self.session)
        later = builders.session(self.country, MAY)
        Tranche.objects.filter(loan=elsewhere, number=1).update(
            planned_on=later.held_on
        )

        page = self.look(self.country.lan, "session-progress", later.pk)

        lapsed.refresh_from_db()
        shown = page.context["progress"]
        self.assertEqual(lapsed.state, "LAPSED")
        self.assertEqual((shown.payments, shown.to_pay_out), (0, 0))

    def test_asks_no_more_once_the_session_is_over(self):
        builders.closed(self.country, self.session)

        page = self.look(self.country.lan, "session-progress", self.session.pk)

        self.assertNotContains(page, "hx-get")

    def test_keeps_nobody_signed_in_by_fetching_itself(self):
        self.client.force_login(self.country.lan)
        url = reverse("session-progress", args=[self.session.pk])

        self.client.get(url, headers={"X-Unattended": "1"})
        self.assertNotIn("used_at", self.client.session)

        self.client.get(url)
        self.assertIn("used_at", self.client.session)

    def test_is_hidden_from_the_next_commune(self):
        page = self.look(self.country.tam, "session-progress", self.session.pk)

        self.assertEqual(page.status_code, 404)


class ArrivedTests(EnglishTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        cls.session = builders.session(cls.country, APRIL)

    def tick(self, who):
        self.client.force_login(who)
        args = [self.session.pk, self.group.pk]
        return self.client.post(reverse("session-arrived", args=args))

    def test_ticks_and_takes_it_back(self):
        self.tick(self.country.lan)
        self.assertIsNotNone(SheetDraft.objects.get().arrived_at)

        self.tick(self.country.hung)

        self.assertIsNone(SheetDraft.objects.get().arrived_at)

    def test_refuses_before_and_after_the_session(self):
        builders.closed(self.country, self.session)

        page = self.tick(self.country.lan)

        self.assertContains(page, "while the session is open", status_code=422)

    def test_hides_from_the_next_commune(self):
        self.assertEqual(self.tick(self.country.tam).status_code, 404)

    def test_refuses_the_controller(self):
        self.assertEqual(self.tick(self.country.cuc).status_code, 403)

    def test_refuses_to_be_looked_at(self):
        args = (self.session.pk, self.group.pk)

        page = self.look(self.country.lan, "session-arrived", *args)

        self.assertEqual(page.status_code, 405)
