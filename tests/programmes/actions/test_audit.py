from django.test import TestCase

from programmes.actions import audit
from programmes.models import AuditEvent
from tests.programmes import frame


class RecordTests(TestCase):
    def test_keeps_who_and_when_and_what(self):
        user = frame.user()

        audit.record(
            verb="ADD",
            noun="Holiday",
            subject="Tết",
            after="day: 2026-02-17",
            by=user,
            at=frame.MOMENT,
        )

        event = AuditEvent.objects.get()
        self.assertEqual((event.by, event.at), (user, frame.MOMENT))
        self.assertEqual((event.before, event.after), ("", "day: 2026-02-17"))


class ToldTests(TestCase):
    def test_names_the_columns_that_hold_something(self):
        told = audit.told(frame.province())

        self.assertIn("code: 51\nname: Quảng Ngãi\n", told)
        self.assertNotIn("valid_to", told)

    def test_keeps_quiet_about_passwords(self):
        self.assertNotIn("password", audit.told(frame.user()))
