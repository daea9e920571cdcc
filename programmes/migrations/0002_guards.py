"""What the database refuses by itself, on both engines."""

from typing import ClassVar

from django.db import migrations

from programmes.triggers import AppendOnly, DatedRowStays, GuardFunctions, NoOverlap


class Migration(migrations.Migration):
    dependencies: ClassVar = [("programmes", "0001_initial")]

    operations: ClassVar = [
        GuardFunctions(),
        NoOverlap("Province", "code"),
        NoOverlap("Commune", "code"),
        NoOverlap("PointPlace", "point"),
        NoOverlap("PointDay", "point"),
        NoOverlap("OrganisationUnit", "code"),
        NoOverlap("BaseRate"),
        NoOverlap("ProgrammeTerms", "programme"),
        NoOverlap("ProgrammeBeneficiary", "programme", "beneficiary_class"),
        NoOverlap("BankRules"),
        NoOverlap("Denomination", "value"),
        DatedRowStays("Province"),
        DatedRowStays("Commune"),
        DatedRowStays("PointPlace"),
        DatedRowStays("PointDay"),
        DatedRowStays("OrganisationUnit"),
        DatedRowStays("BaseRate"),
        DatedRowStays("ProgrammeTerms"),
        DatedRowStays("ProgrammeBeneficiary"),
        DatedRowStays("BankRules"),
        DatedRowStays("Denomination"),
        AppendOnly("PrincipalPeriod"),
        AppendOnly("AuditEvent"),
    ]
