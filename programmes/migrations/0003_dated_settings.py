"""Days and months that were constants hold from a day until a day, as rates do."""

from typing import ClassVar

from django.db import migrations, models

from programmes.triggers import DatedRowStays, NoOverlap, OnTheWayBack

# SQLite builds both tables anew, either way, and loses their triggers.
GUARDS = (
    NoOverlap("BankRules"),
    NoOverlap("ProgrammeTerms", "programme"),
    DatedRowStays("BankRules"),
    DatedRowStays("ProgrammeTerms"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("programmes", "0002_guards")]

    operations: ClassVar = [
        *(OnTheWayBack(guard) for guard in GUARDS),
        migrations.AddField(
            model_name="bankrules",
            name="due_list_months",
            field=models.PositiveSmallIntegerField(
                default=2, verbose_name="lists of what falls due look ahead (months)"
            ),
        ),
        migrations.AddField(
            model_name="bankrules",
            name="use_check_within_days",
            field=models.PositiveSmallIntegerField(
                default=30, verbose_name="use of the money is checked within (days)"
            ),
        ),
        migrations.AddField(
            model_name="bankrules",
            name="working_days_to_ask",
            field=models.PositiveSmallIntegerField(
                default=5,
                verbose_name="another date is asked for before the day (working days)",
            ),
        ),
        migrations.AddField(
            model_name="programmeterms",
            name="first_due_after_months",
            field=models.PositiveSmallIntegerField(
                default=12,
                verbose_name="a student's first instalment after the course (months)",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankrules",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_list_months__gt", 0)),
                name="lists_of_what_falls_due_look_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_due_after_months__gt", 0)),
                name="first_instalment_of_a_student_is_after_the_course",
            ),
        ),
        *GUARDS,
    ]
