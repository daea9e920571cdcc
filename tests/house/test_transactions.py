from datetime import UTC, datetime

from django.db import DatabaseError, connection

from programmes.models.audit import AuditEvent
from tests.transactions import LedgerTransactionTestCase, triggers_aside

TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return cursor.fetchone()[0]


def add_a_row():
    at = datetime(2026, 3, 5, tzinfo=UTC)
    return AuditEvent.objects.create(verb="made", noun="test", subject="1", at=at)


class AppendOnlyRowsTests(LedgerTransactionTestCase):
    """Two tests that each add a row: whichever comes second would find the first's."""

    def test_are_gone_before_the_next_test(self):
        add_a_row()

        self.assertEqual(AuditEvent.objects.count(), 1)

    def test_of_the_test_before_are_gone(self):
        add_a_row()

        self.assertEqual(AuditEvent.objects.count(), 1)

    def test_are_guarded_again_once_the_triggers_are_back(self):
        before = triggers()
        row = add_a_row()

        with triggers_aside():
            pass

        self.assertEqual(triggers(), before)
        with self.assertRaises(DatabaseError):
            row.delete()
