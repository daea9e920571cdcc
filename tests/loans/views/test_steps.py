"""The one next thing on a session's desk, for each who reads it."""

from datetime import date

from django.urls import reverse

from loans.actions import prepared, sessions
from loans.actions.printings import log_printings
from loans.models import Session
from programmes.models import Post
from tests import builders
from tests.cast import moment
from tests.loans.views.reading import EnglishTestCase

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


class StepTestCase(EnglishTestCase):
    def step(self, who, session):
        return self.look(who, "session-show", session.pk).context["step"]

    def leads(self, who, session, name, *args):
        """The address of the step is that of `name`; its sentence is returned."""
        step = self.step(who, session)
        self.assertEqual(step.url, reverse(name, args=args))
        return step.sentence


class BeforeTheSessionTests(StepTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=1)
        cls.session = builders.prepared_session(cls.country, APRIL)

    def printed(self):
        log_printings(
            form="KHTM",
            session=self.session,
            subjects=[{}],
            is_recorded=False,
            by=self.country.son,
            at=moment(APRIL),
        )

    def test_sends_who_prepares_to_the_papers_until_they_are_printed(self):
        said = self.leads(
            self.country.son, self.session, "session-papers", self.session.pk
        )
        self.assertIn("No paper of this session is printed", said)

        self.printed()

        self.assertEqual(self.step(self.country.son, self.session).url, "")

    def test_sends_the_team_to_opening_printed_or_not(self):
        for who in (self.country.hung, self.country.lan):
            with self.subTest(who=who):
                self.leads(who, self.session, "session-open", self.session.pk)

    def test_offers_no_opening_to_who_prepared(self):
        self.printed()
        Session.objects.filter(pk=self.session.pk).update(prepared_by=self.country.hung)

        step = self.step(self.country.hung, self.session)

        self.assertEqual(step.url, "")
        self.assertIn("does not open it", step.sentence)


class OfficeTests(StepTestCase):
    def test_sends_the_teller_to_the_counter_and_no_sheet(self):
        Post.objects.create(
            user=self.country.lan,
            role="TELLER",
            office=self.country.office,
            valid_from=MARCH,
        )
        session = builders.counter(self.country, APRIL)

        said = self.leads(self.country.lan, session, "counter", session.pk)

        self.assertIn("Serve who comes", said)


class OpenSessionTests(StepTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.group = builders.running_group(cls.country, size=2)
        waiting = builders.prepared_session(cls.country, APRIL)
        cls.session = sessions.open_session(
            session=waiting, by=cls.country.hung, at=moment(APRIL, 1)
        )

    def lend(self):
        [member, *_rest] = builders.members(self.group)
        return builders.loan(
            self.country, member, of=self.group, disburse_on=APRIL, amount=30_000_000
        )

    def prepare(self, loan):
        prepared.prepare_disbursement(
            loan=loan,
            session=self.session,
            by=self.country.lan,
            at=moment(APRIL, 2),
            is_present=True,
            has_identity=True,
            has_passbook=True,
        )

    def test_begins_with_the_advance_where_money_is_to_be_paid_out(self):
        self.lend()

        said = self.leads(
            self.country.lan, self.session, "cash-advance", self.session.pk
        )

        self.assertIn("30.000.000 đ", said)
        builders.advanced(self.country, self.session)
        self.assertEqual(self.step(self.country.lan, self.session).word, "Open sheet")

    def test_begins_with_the_sheets_where_none_is(self):
        self.assertEqual(self.step(self.country.lan, self.session).word, "Open sheet")

    def test_calls_the_controller_to_what_waits_for_a_signature(self):
        before = self.step(self.country.cuc, self.session)
        builders.advanced(self.country, self.session)
        self.prepare(self.lend())

        said = self.leads(self.country.cuc, self.session, "act-index")

        self.assertEqual(before.url, "")
        self.assertEqual(said, "1 act waits for your signature.")
        self.assertEqual(self.step(self.country.lan, self.session).word, "Open sheet")

    def test_goes_from_the_sheets_to_the_loans_then_to_the_count(self):
        builders.advanced(self.country, self.session)
        builders.recorded(self.country, self.group, self.session)
        loan = self.lend()

        said = self.leads(
            self.country.lan, self.session, "disbursement-index", self.session.pk
        )

        self.assertIn("1 loan waits to be paid out", said)
        builders.disbursed(self.country, self.session, loan)
        self.leads(self.country.lan, self.session, "session-count", self.session.pk)


class OverdueTests(StepTestCase):
    def test_are_shown_to_who_proposes_once_the_sheets_are_recorded(self):
        group = builders.group(self.country, size=1)
        march = builders.session(self.country, MARCH)
        [member] = builders.members(group)
        loan = builders.loan(
            self.country, member, of=group, term_months=1, period_months=1
        )
        builders.disbursed(self.country, march, loan)
        builders.closed(self.country, march)
        builders.closed(self.country, builders.session(self.country, APRIL))
        may = builders.session(self.country, MAY)
        self.assertEqual(self.step(self.country.hung, may).url, "")

        builders.recorded(self.country, group, may)

        said = self.leads(self.country.hung, may, "session-overdue", may.pk)
        self.assertIn("1 loan turns overdue", said)
