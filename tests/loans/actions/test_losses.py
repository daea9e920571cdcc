"""A large loss waits to be reported, and is reported once."""

from datetime import date

from django.test import TestCase

from loans.actions import losses, sessions
from loans.models import Session
from programmes.models import AuditEvent
from tests import builders
from tests.cast import Country, moment
from tests.refusing import RefusalMixin

APRIL = date(2026, 4, 10)
AT = moment(APRIL, 5)


class LossTests(RefusalMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.session = builders.session(cls.country, APRIL)
        sessions.begin_count(session=cls.session, by=cls.country.lan, at=AT)

    def lost(self, amount=50_000_000):
        return builders.till_counted(self.country, self.session, short=amount)

    def report(self, closing):
        return losses.report_loss(
            closing=closing,
            note="Gọi điện cho Giám đốc lúc 12 giờ",
            by=self.country.hung,
            at=AT,
        )

    def test_waits_to_be_reported(self):
        closing = self.lost()

        self.assertEqual(losses.unreported(Session.objects.all()), [closing])

    def test_of_less_waits_for_nobody(self):
        self.lost(49_999_000)

        self.assertEqual(losses.unreported(Session.objects.all()), [])

    def test_waits_no_longer_once_it_is_reported(self):
        self.report(self.lost())

        self.assertEqual(losses.unreported(Session.objects.all()), [])
        event = AuditEvent.objects.get(verb="report")
        self.assertEqual(
            (event.before, event.after, event.by),
            ("50000000", "Gọi điện cho Giám đốc lúc 12 giờ", self.country.hung),
        )

    def test_is_reported_once(self):
        closing = self.lost()
        self.report(closing)

        with self.refused("REPORTED_ALREADY"):
            self.report(closing)
