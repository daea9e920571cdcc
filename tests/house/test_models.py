from unittest import TestCase

from django.apps import apps
from django.db import models


def own_models():
    return [*apps.get_app_config("programmes").get_models(), *loans_models()]


def loans_models():
    return apps.get_app_config("loans").get_models()


def fields(*kinds):
    return [
        field
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, kinds) and not field.auto_created
    ]


class ModelsTests(TestCase):
    def test_protect_what_others_refer_to(self):
        loose = [
            str(field)
            for field in fields(models.ForeignKey)
            if field.remote_field.on_delete is not models.PROTECT
        ]

        self.assertEqual(loose, [])

    def test_keep_no_floating_point_and_no_bags(self):
        self.assertEqual(fields(models.FloatField, models.JSONField), [])

    def test_use_decimals_for_percents_alone(self):
        others = [
            str(field)
            for field in fields(models.DecimalField)
            if not field.name.endswith("_percent")
        ]

        self.assertEqual(others, [])

    def test_leave_the_order_to_the_question(self):
        ordered = [model.__name__ for model in own_models() if model._meta.ordering]

        self.assertEqual(ordered, [])

    def test_name_their_constraints_in_words(self):
        nameless = [
            constraint.name
            for model in own_models()
            for constraint in model._meta.constraints
            if not constraint.name.replace("_", "").isalnum()
            or constraint.name != constraint.name.lower()
            or constraint.name.count("_") < 2
        ]

        self.assertEqual(nameless, [])
