"""The guards that every dated model has, each broken once for each model."""

from unittest import skipIf, skipUnless

from django.apps import apps
from django.test import TestCase

from programmes.models import (
    BeneficiaryClass,
    Dated,
    ProgrammeBeneficiary,
)
from tests import builders
from tests.cast import LONG_AGO, Country
from tests.refusing import POSTGRESQL, RefusingMixin, add_again, run, truncate

BACKDATED = "UPDATE {} SET valid_from = '2001-01-01'"
DELETED = "DELETE FROM {}"
ENDED = "UPDATE {} SET valid_to = valid_from"
WITHDRAWN = "UPDATE {} SET withdrawn_at = '2026-04-10 02:00:00+00:00'"


def dated_models():
    """Models with a beginning and an end whose rows the database guards."""
    return [model for model in apps.get_models() if issubclass(model, Dated)]


def guards(model):
    """Names that this module breaks for one dated model."""
    name = model._meta.model_name
    twice = f"{name}_is_not_in_force_twice"
    return {
        f"{name}_is_never_edited",
        f"{name}_is_never_deleted",
        f"{name}_ends_after_it_begins",
        f"{name}_is_withdrawn_by_somebody_for_a_reason",
        twice,
        f"{name}_is_never_truncated" if POSTGRESQL else f"{twice}_after_a_change",
    }


class DatedRowsTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        country = Country()
        group = builders.group(country)
        builders.loan(country, builders.members(group)[0], of=group)
        ProgrammeBeneficiary.objects.create(
            programme=country.programmes["POOR"],
            beneficiary_class=BeneficiaryClass.objects.create(
                code="POOR", name="Hộ nghèo", name_en="Poor household"
            ),
            needs_list=False,
            valid_from=LONG_AGO,
        )

    def test_stand_in_the_world_of_this_test(self):
        empty = [model for model in dated_models() if not model.objects.exists()]

        self.assertEqual(empty, [])

    def test_are_never_edited(self):
        self.refuse_everywhere("{}_is_never_edited", BACKDATED)

    def test_are_never_deleted(self):
        self.refuse_everywhere("{}_is_never_deleted", DELETED)

    def test_end_after_they_begin(self):
        self.refuse_everywhere("{}_ends_after_it_begins", ENDED)

    def test_are_withdrawn_by_somebody_for_a_reason(self):
        self.refuse_everywhere("{}_is_withdrawn_by_somebody_for_a_reason", WITHDRAWN)

    def test_are_not_in_force_twice(self):
        for model in dated_models():
            name = f"{model._meta.model_name}_is_not_in_force_twice"
            with self.subTest(name), self.refused_as(name):
                add_again(model.objects.first(), valid_from="2016-01-01")

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_are_never_truncated(self):
        for model in dated_models():
            name = f"{model._meta.model_name}_is_never_truncated"
            with self.subTest(name), self.refused_as(name):
                truncate(model._meta.db_table)

    @skipIf(POSTGRESQL, "one constraint holds for both there")
    def test_are_not_in_force_twice_after_a_change_even_if_they_could_be_edited(self):
        for model in dated_models():
            name = model._meta.model_name
            twice = f"{name}_is_not_in_force_twice_after_a_change"
            with self.subTest(twice), self.refused_as(twice):
                run(f'DROP TRIGGER "{name}_is_never_edited"')
                add_again(
                    model.objects.first(),
                    valid_from="2010-01-01",
                    valid_to="2011-01-01",
                )
                run(f"UPDATE {model._meta.db_table} SET valid_to = NULL")

    def refuse_everywhere(self, name, sql):
        for model in dated_models():
            guard = name.format(model._meta.model_name)
            with self.subTest(guard), self.refused_as(guard):
                run(sql.format(model._meta.db_table))
