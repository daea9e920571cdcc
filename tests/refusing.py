"""Raw SQL that the database must refuse by name."""

from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from loans.actions.refusals import Refused, constraint_of

POSTGRESQL = connection.vendor == "postgresql"


class RefusingMixin:
    @contextmanager
    def refused_as(self, name):
        """The body is refused by the constraint or trigger of exactly this name.

        A column that is unique by itself is named table.column.
        """
        with self.assertRaises(IntegrityError) as caught, transaction.atomic():
            yield
        self.assertEqual(constraint_of(caught.exception), name)

    def refuses_each(self, statements):
        """Each statement of name → SQL is refused by that name."""
        for name, sql in statements.items():
            with self.subTest(name), self.refused_as(name):
                run(sql)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def truncate(table):
    """PostgreSQL empties no table on which deferred checks are still to run."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"TRUNCATE {table} CASCADE")


def add_again(row, ending="", **columns):
    """Insert a copy of a stored row past Django, with these columns as they are."""
    values = {
        field.column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
        if not field.primary_key
    } | columns
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["%s"] * len(values))
    table = row._meta.db_table
    run(f'INSERT INTO "{table}" ({names}) VALUES ({places}) {ending}', *values.values())


class RefusalMixin:
    @contextmanager
    def refused(self, code):
        """The body's action is refused with exactly this code."""
        with self.assertRaises(Refused) as caught:
            yield caught
        self.assertEqual(caught.exception.code, code)
