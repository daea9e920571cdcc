"""What the database's own catalogue says that it refuses, by name, in our two apps.

Left out are primary and foreign keys, NOT NULL, the signs of Django's positive
integers, and Django's own pairs of user and group: none of them is ours.
"""

import re

from django.db import connection

TABLES = r"^(loans|programmes)_"
DJANGOS_OWN = r"^programmes_user_(groups|user_permissions)"

POSTGRESQL = """
    SELECT c.relname, t.tgname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION
    SELECT c.relname, n.conname FROM pg_constraint n
    JOIN pg_class c ON c.oid = n.conrelid WHERE n.contype IN ('c', 'x')
    UNION
    SELECT c.relname, i.relname FROM pg_index x
    JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indisunique AND NOT x.indisprimary
"""
SQLITE = """
    SELECT tbl_name, name FROM sqlite_master
    WHERE type = 'trigger' OR (type = 'index' AND sql LIKE 'CREATE UNIQUE%%')
"""
NAMED = re.compile(r'CONSTRAINT "(\w+)" (?:CHECK|UNIQUE)')
UNIQUE_COLUMN = re.compile(r'"(\w+)" \w+(?:\(\d+\))? (?:NOT )?NULL UNIQUE')


def guards():
    """Names of triggers, checks, exclusions and unique constraints, in a set.

    A column that is unique by itself is named table.column.
    """
    found = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    return {
        name
        for table, name in found
        if re.search(TABLES, table) and not re.search(DJANGOS_OWN, table)
    }


def _rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _postgresql():
    for table, name in _rows(POSTGRESQL):
        column = re.fullmatch(rf"{table}_(\w+)_key", name)
        if column:
            yield table, f"{table}.{column[1]}"
        elif not re.fullmatch(rf"{table}_\w+_check", name):
            yield table, name


def _sqlite():
    yield from _rows(SQLITE)
    for table, sql in _rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        for name in NAMED.findall(sql):
            yield table, name
        for column in UNIQUE_COLUMN.findall(sql):
            yield table, f"{table}.{column}"
