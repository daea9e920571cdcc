import re
from datetime import date
from decimal import Decimal
from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from programmes.models import (
    AuditEvent,
    BankRules,
    Commune,
    CommuneSuccession,
    Denomination,
    Office,
    Organisation,
    OrganisationUnit,
    PrincipalPeriod,
    Programme,
    Province,
    TransactionPoint,
    Village,
    annual_rate_percent,
)

TODAY = date(2026, 11, 24)
BEFORE_AN_PHU = date(2024, 6, 14)
WORDS = """
    POOR NEAR_POOR NEWLY_ESCAPED JOBS OVERSEAS STUDENT STEM WATER POOR_HOUSING
    SOCIAL_HOUSING DIFFICULT_AREA_BUSINESS TRADER ETHNIC_MINORITY ETHNIC_MINORITY_2085
    ETHNIC_MOUNTAIN EX_PRISONER COMPUTER KINDERGARTEN OTHER
""".split()  # noqa: SIM905 (a list of words reads better so)
UNCHANGED = re.compile(r"[a-z' ]+: 0 added, 0 ended, [1-9][0-9]* unchanged")


def load(noun):
    out = StringIO()
    call_command(f"load_{noun}", stdout=out)
    return out.getvalue().splitlines()


class LoadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for noun in ("places", "programmes", "organisations"):
            load(noun)

    def test_changes_nothing_the_second_time_and_says_so(self):
        events = AuditEvent.objects.count()

        lines = [*load("places"), *load("programmes"), *load("organisations")]

        self.assertEqual([x for x in lines if not UNCHANGED.fullmatch(x)], [])
        self.assertEqual(len(lines), 22)
        self.assertEqual(AuditEvent.objects.count(), events)

    def test_brings_34_provinces_and_3321_communes(self):
        communes = Commune.objects.in_force(TODAY)
        kinds = [
            communes.filter(kind=kind).count()
            for kind in ("COMMUNE", "WARD", "SPECIAL_ZONE")
        ]

        self.assertEqual(Province.objects.in_force(TODAY).count(), 34)
        self.assertEqual(communes.count(), 3321)
        self.assertEqual(kinds, [2621, 687, 13])

    def test_brings_the_96_units_of_the_new_province_of_quang_ngai(self):
        units = Commune.objects.in_force(TODAY).filter(province__code="51")

        self.assertEqual(units.count(), 96)

    def test_brings_the_23_units_of_the_former_city_and_one_of_the_hills(self):
        units = Commune.objects.in_force(BEFORE_AN_PHU)

        self.assertEqual(units.count(), 24)
        self.assertEqual(units.filter(kind="WARD").count(), 9)

    def test_tells_what_became_of_each_former_unit(self):
        former = Commune.objects.exclude(valid_to=None)
        without = former.filter(successions=None)

        self.assertEqual((former.count(), without.count()), (25, 0))

    def test_marks_what_is_not_confirmed(self):
        move = CommuneSuccession.objects.get(former__name="Tịnh Hòa")

        self.assertEqual((move.successor.name, move.confidence), ("Đông Sơn", "C"))

    def test_brings_villages_marked_as_sample(self):
        villages = Village.objects.values_list("commune").distinct()

        self.assertEqual(villages.count(), 24)
        self.assertFalse(Village.objects.filter(is_sample=False).exists())

    def test_brings_19_programmes_by_their_code_words(self):
        self.assertEqual(
            set(Programme.objects.values_list("code", flat=True)), set(WORDS)
        )

    def test_brings_the_rates_of_today(self):
        lending = Programme.objects.filter(
            terms__in=Programme.terms.rel.related_model.objects.in_force(TODAY)
        )
        rates = {
            programme.code: (
                annual_rate_percent(programme, TODAY).normalize(),
                annual_rate_percent(programme, TODAY, priority=True).normalize(),
            )
            for programme in lending
        }

        self.assertEqual(
            rates,
            {
                "POOR": (Decimal("6.6"), Decimal("3.3")),
                "NEAR_POOR": (Decimal("7.92"), Decimal("7.92")),
                "NEWLY_ESCAPED": (Decimal("8.25"), Decimal("8.25")),
                "JOBS": (Decimal("8.382"), Decimal("6.6")),
                "OVERSEAS": (Decimal("8.382"), Decimal("6.6")),
                "STUDENT": (Decimal("6.6"), Decimal("6.6")),
                "STEM": (Decimal("4.8"), Decimal("4.8")),
                "WATER": (Decimal("9"), Decimal("9")),
                "POOR_HOUSING": (Decimal("3"), Decimal("3")),
                "SOCIAL_HOUSING": (Decimal("5.4"), Decimal("5.4")),
                "DIFFICULT_AREA_BUSINESS": (Decimal("9"), Decimal("9")),
                "TRADER": (Decimal("9"), Decimal("9")),
                "ETHNIC_MOUNTAIN": (Decimal("3.3"), Decimal("3")),
                "EX_PRISONER": (Decimal("6.6"), Decimal("6.6")),
            },
        )

    def test_brings_the_rates_of_other_days(self):
        rates = [
            annual_rate_percent(Programme.objects.get(code=code), day, priority=first)
            for code, day, first in (
                ("POOR", date(2015, 6, 4), False),
                ("NEAR_POOR", date(2015, 6, 4), False),
                ("JOBS", date(2025, 12, 31), False),
                ("JOBS", date(2025, 12, 31), True),
                ("SOCIAL_HOUSING", date(2025, 10, 9), False),
                ("ETHNIC_MINORITY", date(2016, 1, 1), False),
            )
        ]

        self.assertEqual(
            rates,
            [Decimal(x) for x in ("7.2", "8.64", "7.92", "3.96", "6.6", "1.2")],
        )

    def test_brings_principal_periods_for_all_terms(self):
        terms = Programme.objects.get(code="POOR").terms_on(TODAY)
        water = Programme.objects.get(code="WATER").terms_on(TODAY)

        self.assertEqual([terms.period_months(x) for x in (12, 60, 120)], [12, 24, 36])
        self.assertEqual(water.period_months(60), 12)
        self.assertEqual(PrincipalPeriod.objects.values("terms").distinct().count(), 33)

    def test_brings_the_rules_of_the_bank(self):
        rules = BankRules.objects.in_force(TODAY).get()

        self.assertEqual(rules.overdue_multiplier_percent, Decimal(130))
        self.assertEqual((rules.cash_step, rules.least_deposit), (1000, 5000))
        self.assertEqual(rules.instalment_rule_from, date(2026, 3, 1))
        self.assertEqual(
            (
                rules.use_check_within_days,
                rules.working_days_to_ask,
                rules.due_list_months,
            ),
            (30, 5, 2),
        )
        self.assertEqual(rules.order(is_overdue=True)[0], "principal_overdue")

    def test_brings_ten_notes(self):
        self.assertEqual(Denomination.objects.in_force(TODAY).count(), 10)

    def test_brings_the_four_organisations_at_their_levels(self):
        units = OrganisationUnit.objects.in_force(TODAY)
        levels = [
            units.filter(level=level).count()
            for level in ("CENTRE", "PROVINCE", "COMMUNE")
        ]

        self.assertEqual(Organisation.objects.count(), 4)
        self.assertEqual(levels, [4, 136, 384])

    def test_brings_a_branch_in_each_province(self):
        branches = Office.objects.filter(kind="BRANCH")

        self.assertEqual(branches.values("province").distinct().count(), 34)

    def test_brings_points_that_stay_while_the_communes_around_them_change(self):
        point = TransactionPoint.objects.get(name="Điểm giao dịch Nghĩa An")
        units = [
            point.commune_on(day)
            for day in (BEFORE_AN_PHU, date(2025, 3, 1), date(2026, 3, 1))
        ]

        self.assertEqual(
            [(unit.code, unit.name) for unit in units],
            [("21262", "Nghĩa An"), ("21262", "An Phú"), ("21034", "An Phú")],
        )

    def test_brings_a_session_day_for_each_of_24_points(self):
        days = [x.session_day_on(TODAY) for x in TransactionPoint.objects.all()]

        self.assertEqual(sorted(days), list(range(3, 27)))
