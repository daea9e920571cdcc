"""Raw SQL that the database must refuse by name."""

from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction


class RefusingMixin:
    @contextmanager
    def refused_as(self, name):
        """The body is refused by the constraint or trigger of this name."""
        with self.assertRaises(IntegrityError) as caught, transaction.atomic():
            yield
        self.assertIn(name, str(caught.exception))


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def truncate(table):
    """PostgreSQL empties no table on which deferred checks are still to run."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"TRUNCATE {table} CASCADE")
