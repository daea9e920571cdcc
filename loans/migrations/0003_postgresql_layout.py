"""How balances and the ledger lie on PostgreSQL; SQLite keeps its own ways.

Half of each page of balances stays free, since an accrual touches every row of it;
days of the ledger are found through a block-range index; names sort byte by byte.
"""

from typing import ClassVar

from django.db import migrations

FORWARDS = [
    "ALTER TABLE loans_loanbalance SET (fillfactor = 50)",
    "ALTER TABLE loans_savingsbalance SET (fillfactor = 50)",
    "CREATE INDEX posting_by_day ON loans_posting USING brin (value_date)"
    " WITH (pages_per_range = 32, autosummarize = on)",
    'ALTER TABLE loans_person ALTER COLUMN folded_name TYPE varchar(120) COLLATE "C"',
    'ALTER TABLE loans_person ALTER COLUMN sort_key TYPE varchar(300) COLLATE "C"',
]
BACKWARDS = [
    "ALTER TABLE loans_loanbalance RESET (fillfactor)",
    "ALTER TABLE loans_savingsbalance RESET (fillfactor)",
    "DROP INDEX posting_by_day",
    "ALTER TABLE loans_person ALTER COLUMN folded_name TYPE varchar(120)",
    "ALTER TABLE loans_person ALTER COLUMN sort_key TYPE varchar(300)",
]


def _run(statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return operation


class Migration(migrations.Migration):
    dependencies: ClassVar = [("loans", "0002_guards")]

    operations: ClassVar = [
        migrations.RunPython(_run(FORWARDS), _run(BACKWARDS)),
    ]
