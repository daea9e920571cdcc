from datetime import date
from unittest import skipUnless

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TestCase

from programmes.models import AuditEvent, Dated
from tests.programmes import frame
from tests.refusing import RefusingMixin, run, truncate
from tests.transactions import LedgerTransactionTestCase

POSTGRESQL = connection.vendor == "postgresql"
APPEND_ONLY = {"auditevent", "principalperiod"}


def guards_in_the_catalogue(app_label):
    """Names of triggers, and on PostgreSQL of exclusion constraints, of one app."""
    if POSTGRESQL:
        sql = """
            SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND starts_with(c.relname, %s)
            UNION
            SELECT n.conname FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
            WHERE n.contype = 'x' AND starts_with(c.relname, %s)
        """
    else:
        sql = """
            SELECT name FROM sqlite_master
            WHERE type = 'trigger' AND instr(tbl_name, %s) = 1
            UNION SELECT name FROM sqlite_master
            WHERE type = 'trigger' AND instr(tbl_name, %s) = 1
        """
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{app_label}_", f"{app_label}_"])
        return {name for (name,) in cursor.fetchall()}


def dated_models(app_label):
    models = apps.get_app_config(app_label).get_models()
    return {model._meta.model_name for model in models if issubclass(model, Dated)}


def stays(name):
    verbs = ["edited", "deleted", *(["truncated"] if POSTGRESQL else [])]
    return {f"{name}_is_never_{verb}" for verb in verbs}


def not_twice(name):
    once = f"{name}_is_not_in_force_twice"
    return {once} if POSTGRESQL else {once, f"{once}_after_a_change"}


class GuardsTests(TestCase):
    def test_stand_in_the_catalogue_as_the_models_ask_and_no_others(self):
        dated = dated_models("programmes")
        expected = set().union(
            *(stays(name) for name in dated | APPEND_ONLY),
            *(not_twice(name) for name in dated),
        )

        self.assertEqual(guards_in_the_catalogue("programmes"), expected)

    def test_stand_for_every_dated_model_of_the_loans_too(self):
        dated = dated_models("loans")
        expected = set().union(*(stays(name) | not_twice(name) for name in dated))

        self.assertEqual(expected - guards_in_the_catalogue("loans"), set())


class UndoneMigrationTests(LedgerTransactionTestCase):
    def test_leaves_the_guards_of_the_tables_it_had_built_anew(self):
        before = guards_in_the_catalogue("programmes")
        self.addCleanup(migrate, "0003_dated_settings")

        migrate("0002_guards")
        undone = guards_in_the_catalogue("programmes")
        migrate("0003_dated_settings")

        self.assertEqual(undone, before)
        self.assertEqual(guards_in_the_catalogue("programmes"), before)


def migrate(name):
    MigrationExecutor(connection).migrate([("programmes", name)])


class DatedRowTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.place = frame.province()
        cls.user = frame.user()

    def test_is_not_edited(self):
        with self.refused_as("province_is_never_edited"):
            run("UPDATE programmes_province SET name = 'Quảng Nam'")

    def test_is_not_begun_on_another_day(self):
        with self.refused_as("province_is_never_edited"):
            run("UPDATE programmes_province SET valid_from = '2020-01-01'")

    def test_is_not_deleted(self):
        with self.refused_as("province_is_never_deleted"):
            run("DELETE FROM programmes_province")

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_is_not_truncated(self):
        with self.refused_as("province_is_never_truncated"):
            truncate("programmes_province")

    @skipUnless(not POSTGRESQL, "PostgreSQL has no REPLACE")
    def test_is_not_replaced(self):
        with self.refused_as("province_is_never_deleted"):
            run(
                "INSERT OR REPLACE INTO programmes_province "
                "SELECT id, valid_from, valid_to, legal_basis, withdrawn_at, "
                "withdrawn_reason, code, 'Quảng Nam', kind, folded, sort_key, "
                "withdrawn_by_id FROM programmes_province"
            )

    def test_is_ended_once(self):
        run("UPDATE programmes_province SET valid_to = '2027-01-01'")

        with self.refused_as("province_is_never_edited"):
            run("UPDATE programmes_province SET valid_to = '2028-01-01'")

    def test_does_not_begin_again(self):
        run("UPDATE programmes_province SET valid_to = '2027-01-01'")

        with self.refused_as("province_is_never_edited"):
            run("UPDATE programmes_province SET valid_to = NULL")

    def test_is_withdrawn_once(self):
        run(
            "UPDATE programmes_province SET withdrawn_at = '2026-03-02 08:00:00', "
            "withdrawn_by_id = %s, withdrawn_reason = 'nhầm'",
            self.user.pk,
        )

        with self.refused_as("province_is_never_edited"):
            run("UPDATE programmes_province SET withdrawn_reason = 'khác'")

    def test_is_not_put_back_into_force(self):
        run(
            "UPDATE programmes_province SET withdrawn_at = '2026-03-02 08:00:00', "
            "withdrawn_by_id = %s, withdrawn_reason = 'nhầm'",
            self.user.pk,
        )

        with self.refused_as("province_is_never_edited"):
            run(
                "UPDATE programmes_province SET withdrawn_at = NULL, "
                "withdrawn_by_id = NULL, withdrawn_reason = ''"
            )


class OneInForceTests(RefusingMixin, TestCase):
    def test_refuses_a_second_row_of_the_same_thing(self):
        frame.province()

        with self.refused_as("province_is_not_in_force_twice"):
            frame.province(valid_from=date(2026, 1, 1))

    def test_refuses_a_row_that_encloses_another(self):
        frame.province(valid_to=date(2026, 1, 1))

        with self.refused_as("province_is_not_in_force_twice"):
            frame.province(valid_from=date(2020, 1, 1))

    def test_lets_one_begin_on_the_day_the_other_ends(self):
        frame.province(valid_to=date(2026, 1, 1))

        self.assertTrue(frame.province(valid_from=date(2026, 1, 1)).pk)

    def test_lets_another_thing_stand_beside_it(self):
        frame.province()

        self.assertTrue(frame.province(code="48", name="Đà Nẵng").pk)

    def test_leaves_out_what_is_withdrawn(self):
        frame.province(
            withdrawn_at=frame.MOMENT,
            withdrawn_by=frame.user(),
            withdrawn_reason="nhầm",
        )

        self.assertTrue(frame.province().pk)

    def test_holds_for_the_whole_bank_where_there_is_one_thing_only(self):
        frame.bank_rules()

        with self.refused_as("bankrules_is_not_in_force_twice"):
            frame.bank_rules(valid_from=date(2026, 1, 1))

    def test_holds_for_the_day_of_a_point(self):
        point = frame.point(frame.province())
        frame.point_day(point, 10)

        with self.refused_as("pointday_is_not_in_force_twice"):
            frame.point_day(point, 12, valid_from=date(2026, 1, 1))

    def test_holds_for_the_commune_of_a_point(self):
        province = frame.province()
        point = frame.point(province)
        frame.point_place(point, frame.commune(province))

        with self.refused_as("pointplace_is_not_in_force_twice"):
            frame.point_place(point, frame.commune(province, "21034", "An Phú"))

    def test_holds_for_the_terms_of_a_programme(self):
        programme, basis = frame.programme(), frame.basis()
        frame.terms(programme, basis)

        with self.refused_as("programmeterms_is_not_in_force_twice"):
            frame.terms(programme, basis, valid_from=date(2026, 1, 1))

    def test_holds_for_the_base_rate(self):
        basis = frame.basis()
        frame.base_rate(basis)

        with self.refused_as("baserate_is_not_in_force_twice"):
            frame.base_rate(basis, "7.2", valid_from=date(2016, 1, 1))


class AppendOnlyTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        AuditEvent.objects.create(
            verb="ADD", noun="Holiday", subject="Tết", at=frame.MOMENT, by=frame.user()
        )

    def test_refuses_to_tell_it_otherwise(self):
        with self.refused_as("auditevent_is_never_edited"):
            run("UPDATE programmes_auditevent SET verb = 'CHANGE'")

    def test_refuses_to_forget(self):
        with self.refused_as("auditevent_is_never_deleted"):
            run("DELETE FROM programmes_auditevent")

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_refuses_to_forget_everything(self):
        with self.refused_as("auditevent_is_never_truncated"):
            truncate("programmes_auditevent")

    def test_refuses_to_change_the_periods_of_terms(self):
        frame.periods(frame.terms(frame.programme(), frame.basis()), up_to_12=12)

        with self.refused_as("principalperiod_is_never_edited"):
            run("UPDATE programmes_principalperiod SET period_months = 6")
