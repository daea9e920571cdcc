"""What the database itself refuses: operations for migrations, on both engines.

Constraints that one engine lacks, and triggers, live here and not in `Meta`:
PostgreSQL gets an exclusion constraint where SQLite gets a pair of triggers. Each
operation takes away what it makes before making it, so that a later migration which
rebuilds the table of SQLite (and so loses its triggers) ends by repeating it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.migrations.operations.base import Operation

ENDING = ("valid_to", "withdrawn_at", "withdrawn_by", "withdrawn_reason")
"""What may change of a dated row, once."""

_FUNCTIONS = {
    "refuse_every_change": """
        CREATE OR REPLACE FUNCTION refuse_every_change() RETURNS trigger
        LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING
                MESSAGE = TG_NAME, ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
        END $$
    """,
    "refuse_edit_of_dated_row": """
        CREATE OR REPLACE FUNCTION refuse_edit_of_dated_row() RETURNS trigger
        LANGUAGE plpgsql AS $$
        DECLARE
            ending text[] := ARRAY[
                'valid_to', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason'
            ];
        BEGIN
            IF to_jsonb(OLD) - ending IS DISTINCT FROM to_jsonb(NEW) - ending
                OR (OLD.valid_to IS NOT NULL
                    AND NEW.valid_to IS DISTINCT FROM OLD.valid_to)
                OR (OLD.withdrawn_at IS NOT NULL AND NEW IS DISTINCT FROM OLD)
            THEN
                RAISE EXCEPTION USING MESSAGE = TG_NAME,
                    ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
            END IF;
            RETURN NEW;
        END $$
    """,
}


class GuardFunctions(Operation):
    """The extension and the functions that the guards of PostgreSQL stand on."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                "CREATE EXTENSION IF NOT EXISTS btree_gist", params=None
            )
            for sql in _FUNCTIONS.values():
                schema_editor.execute(sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            for name in _FUNCTIONS:
                schema_editor.execute(f"DROP FUNCTION {name}()", params=None)

    def describe(self) -> str:
        return "Functions of the guards (PostgreSQL)"


class Guard(Operation):
    """Something that the database refuses for one model."""

    reversible = True

    def __init__(self, model_name: str):
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            vendor = schema_editor.connection.vendor
            for sql in (*self.undone(model, vendor), *self.made(model, vendor)):
                schema_editor.execute(sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for sql in self.undone(model, schema_editor.connection.vendor):
                schema_editor.execute(sql, params=None)

    def describe(self) -> str:
        return f"{type(self).__name__} of {self.model_name}"

    def names(self, vendor: str) -> list[str]:
        """What the database's own catalogue must list."""
        raise NotImplementedError

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        raise NotImplementedError

    def undone(self, model: Any, vendor: str) -> Iterable[str]:
        """Triggers away; where there are none of that name, nothing happens."""
        table = model._meta.db_table
        on = f' ON "{table}"' if vendor == "postgresql" else ""
        return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in self.names(vendor)]


class AppendOnly(Guard):
    """Rows are added; nobody changes or takes one away."""

    def names(self, vendor: str) -> list[str]:
        verbs = ["edited", "deleted"]
        if vendor == "postgresql":
            verbs.append("truncated")
        return [f"{self.model_name.lower()}_is_never_{verb}" for verb in verbs]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        table = model._meta.db_table
        for name, verb in zip(
            self.names(vendor), ("UPDATE", "DELETE", "TRUNCATE"), strict=False
        ):
            yield _always_refused(name, verb, table, vendor)


class DatedRowStays(AppendOnly):
    """Of a dated row only the end and the withdrawal may be set, once."""

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        table = model._meta.db_table
        edited, *others = self.names(vendor)
        if vendor == "postgresql":
            yield (
                f'CREATE TRIGGER "{edited}" BEFORE UPDATE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION refuse_edit_of_dated_row()"
            )
        else:
            yield _edit_refused(edited, model)
        for name, verb in zip(others, ("DELETE", "TRUNCATE"), strict=False):
            yield _always_refused(name, verb, table, vendor)


class NoOverlap(Guard):
    """No two rows for the same `things` are in force at once, the withdrawn apart."""

    def __init__(self, model_name: str, *things: str):
        super().__init__(model_name)
        self.things = things

    def names(self, vendor: str) -> list[str]:
        name = f"{self.model_name.lower()}_is_not_in_force_twice"
        if vendor == "postgresql":
            return [name]
        return [name, f"{name}_after_a_change"]

    def undone(self, model: Any, vendor: str) -> Iterable[str]:
        if vendor != "postgresql":
            return super().undone(model, vendor)
        table = model._meta.db_table
        return [
            f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"'
            for name in self.names(vendor)
        ]

    def made(self, model: Any, vendor: str) -> Iterable[str]:
        table = model._meta.db_table
        columns = [model._meta.get_field(thing).column for thing in self.things]
        if vendor == "postgresql":
            same = "".join(f'"{column}" WITH =, ' for column in columns)
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.names(vendor)[0]}" '
                f"EXCLUDE USING gist ({same}daterange(valid_from, valid_to) WITH &&) "
                "WHERE (withdrawn_at IS NULL)"
            )
            return
        same = "".join(f' AND other."{c}" = new."{c}"' for c in columns)
        for name, verb in zip(self.names(vendor), ("INSERT", "UPDATE"), strict=True):
            yield f"""
                CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}"
                WHEN new.withdrawn_at IS NULL AND EXISTS (
                    SELECT 1 FROM "{table}" AS other
                    WHERE other.withdrawn_at IS NULL AND other.id IS NOT new.id{same}
                    AND (other.valid_to IS NULL OR other.valid_to > new.valid_from)
                    AND (new.valid_to IS NULL OR new.valid_to > other.valid_from)
                )
                BEGIN SELECT RAISE(ABORT, '{name}'); END
            """


class OnTheWayBack(Operation):
    """A guard that is to stand again once a migration which repeats it is undone.

    It heads that migration: undone last, it finds the table as it was before.
    """

    reversible = True

    def __init__(self, guard: Guard):
        self.guard = guard

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """The guard stands already."""

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.guard.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{self.guard.describe()}, on the way back"


def _always_refused(name: str, verb: str, table: str, vendor: str) -> str:
    if vendor == "postgresql":
        each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
        return (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION refuse_every_change()"
        )
    return (
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _edit_refused(name: str, model: Any) -> str:
    """SQLite: refuse a change of what stays, of a set end, of a withdrawn row."""
    fields = model._meta.concrete_fields
    stays = [f.column for f in fields if f.name not in ENDING]
    ending = [f.column for f in fields if f.name in ENDING]
    edited = " OR ".join(f'new."{c}" IS NOT old."{c}"' for c in stays)
    changed = " OR ".join(f'new."{c}" IS NOT old."{c}"' for c in ending)
    return f"""
        CREATE TRIGGER "{name}" BEFORE UPDATE ON "{model._meta.db_table}"
        WHEN {edited}
            OR (old.valid_to IS NOT NULL AND new.valid_to IS NOT old.valid_to)
            OR (old.withdrawn_at IS NOT NULL AND ({changed}))
        BEGIN SELECT RAISE(ABORT, '{name}'); END
    """
