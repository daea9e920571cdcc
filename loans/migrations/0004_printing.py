"""The log of printed forms, to which rows are only added."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from programmes.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("loans", "0003_postgresql_layout"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("form", models.CharField(max_length=10)),
                ("is_recorded", models.BooleanField()),
                ("copy_number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="loans.savingscreditgroup",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="loans.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "form printed",
                "verbose_name_plural": "forms printed",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "session",
                            "group",
                            "form",
                            "is_recorded",
                            "copy_number",
                        ),
                        name="copies_of_a_form_are_numbered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copy_number__gte", 1)),
                        name="copies_of_a_form_count_from_one",
                    ),
                ],
            },
        ),
        AppendOnly("Printing"),
    ]
