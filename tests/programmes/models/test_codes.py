"""Codes of the lists, each of its own; and the guards of posts and of periods."""

from datetime import date
from unittest import skipUnless

from django.test import TestCase

from programmes.models import (
    BeneficiaryClass,
    CapitalSource,
    Holiday,
    Investor,
    LegalBasis,
    Office,
    Organisation,
    Post,
    PrincipalPeriod,
    TransactionPoint,
    User,
    Village,
)
from tests.cast import Country
from tests.refusing import POSTGRESQL, RefusingMixin, add_again, run, truncate


class CodesTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        BeneficiaryClass.objects.create(
            code="POOR", name="Hộ nghèo", name_en="Poor household"
        )
        Holiday.objects.create(day=date(2026, 9, 2), name="Quốc khánh")
        Investor.objects.create(
            code="QNG", name="Tỉnh Quảng Ngãi", source=cls.country.source
        )

    def test_of_the_lists_are_each_of_its_own(self):
        names = {
            "programmes_beneficiaryclass.code": BeneficiaryClass,
            "programmes_capitalsource.code": CapitalSource,
            "programmes_holiday.day": Holiday,
            "programmes_investor.code": Investor,
            "programmes_legalbasis.number": LegalBasis,
            "programmes_office.code": Office,
            "programmes_transactionpoint.code": TransactionPoint,
            "programmes_user.username": User,
            "programmes_village.code": Village,
        }
        for name, model in names.items():
            with self.subTest(name), self.refused_as(name):
                add_again(model.objects.last())

    def test_of_organisations_are_each_of_its_own(self):
        women = self.country.organisations["WOMEN"]
        farmers = self.country.organisations["FARMERS"]

        with self.refused_as("programmes_organisation.core_code"):
            Organisation.objects.filter(pk=women.pk).update(core_code=farmers.core_code)
        with self.refused_as("programmes_organisation.code"):
            Organisation.objects.filter(pk=women.pk).update(code=farmers.code)

    def test_of_programmes_are_each_of_its_own(self):
        programme = self.country.programmes["POOR"]

        with self.refused_as("programmes_programme.code"):
            add_again(programme, short_name="KHAC")
        with self.refused_as("programmes_programme.short_name"):
            add_again(programme, code="OTHER")

    def test_of_staff_are_each_of_its_own(self):
        with self.refused_as("programmes_user.staff_number"):
            run("UPDATE programmes_user SET staff_number = '001'")


class PostTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.post = Post.objects.get(user=cls.country.lan)

    def test_ends_after_it_begins(self):
        with self.refused_as("post_ends_after_it_begins"):
            run("UPDATE programmes_post SET valid_to = valid_from")

    def test_is_in_a_known_role(self):
        with self.refused_as("post_has_a_known_role"):
            run("UPDATE programmes_post SET role = 'GUEST'")

    def test_has_a_limit_or_is_for_the_whole_bank(self):
        with self.refused_as("post_has_a_limit_or_is_for_the_whole_bank"):
            add_again(self.post, point_id=None)

    def test_for_the_whole_bank_has_no_limit(self):
        with self.refused_as("post_has_a_limit_or_is_for_the_whole_bank"):
            add_again(self.post, is_whole_bank=True)


class PrincipalPeriodTests(RefusingMixin, TestCase):
    @classmethod
    def setUpTestData(cls):
        Country()

    def test_is_never_deleted(self):
        with self.refused_as("principalperiod_is_never_deleted"):
            run("DELETE FROM programmes_principalperiod")

    @skipUnless(POSTGRESQL, "SQLite has no TRUNCATE")
    def test_is_never_truncated(self):
        with self.refused_as("principalperiod_is_never_truncated"):
            truncate(PrincipalPeriod._meta.db_table)
