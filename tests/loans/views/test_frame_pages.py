from datetime import date

from django.utils import timezone

from programmes.access import Permission
from programmes.models import Post, Programme, ProgrammeTerms
from tests.cast import LONG_AGO
from tests.loans.views.looking import LookingTestCase


class ProgrammeIndexTests(LookingTestCase):
    def test_shows_the_terms_in_force_with_rate_and_basis(self):
        page = self.look(self.country.lan, "programme-index")

        rates = {
            line.programme.code: str(line.row.rate.normalize())
            for line in page.context["rows"]
        }
        self.assertEqual(rates, {"POOR": "6.6", "WATER": "9", "STUDENT": "6.6"})
        self.assertContains(page, "750/QĐ-TTg")

    def test_says_where_nothing_is_lent(self):
        ProgrammeTerms.objects.filter(programme__code="WATER").update(
            valid_to=date(2020, 1, 1)
        )

        page = self.look(self.country.lan, "programme-index")

        rows = {line.programme.code: line.row for line in page.context["rows"]}
        self.assertIsNone(rows["WATER"])

    def test_needs_four_statements_of_its_own(self):
        few = self.statements(self.country.lan, "programme-index")
        terms = ProgrammeTerms.objects.get(programme__code="WATER")
        programme = terms.programme
        programme.pk, programme.code, programme.short_name = None, "MORE", "More"
        programme.save()
        terms.pk, terms.programme = None, programme
        terms.save()

        self.assertEqual(self.statements(self.country.lan, "programme-index"), few)


class ProgrammePageTests(LookingTestCase):
    def test_shows_terms_basis_and_how_well_they_are_known(self):
        poor = self.country.programmes["POOR"]

        page = self.look(self.country.programmes_admin, "programme-show", poor.pk)

        self.assertContains(page, "200.000.000")
        self.assertContains(page, "750/QĐ-TTg")
        self.assertEqual(page.context["now"].terms.programme, poor)

    def test_reckons_a_share_of_the_base_rate(self):
        near_poor = Programme.objects.create(
            code="NEAR_POOR", name="Hộ cận nghèo", name_en="Near", short_name="HCN"
        )
        ProgrammeTerms.objects.create(
            programme=near_poor,
            rate_kind="SHARE_OF_BASE",
            share_percent=120,
            channel="ENTRUSTED",
            legal_basis=ProgrammeTerms.objects.first().legal_basis,
            confidence="A",
            valid_from=LONG_AGO,
        )

        page = self.look(self.country.lan, "programme-show", near_poor.pk)

        self.assertContains(page, "7,92")

    def test_is_not_found_under_another_number(self):
        self.assertEqual(
            self.look(self.country.lan, "programme-show", 10**19).status_code, 404
        )


class GrantIndexTests(LookingTestCase):
    def test_shows_role_against_permission_and_the_posts_in_force(self):
        page = self.look(self.country.system, "grant-index")

        self.assertEqual(len(page.context["grants"]), len(Permission))
        self.assertEqual(len(page.context["posts"]), 13)

    def test_names_every_permission(self):
        page = self.look(self.country.system, "grant-index")

        self.assertNotContains(page, "SESSION_SEE")

    def test_leaves_out_posts_that_have_ended(self):
        Post.objects.filter(user=self.country.mai).update(valid_to=timezone.localdate())

        page = self.look(self.country.system, "grant-index")

        users = {post.user for post in page.context["posts"]}
        self.assertNotIn(self.country.mai, users)

    def test_shows_a_controller_the_posts_of_the_office_alone(self):
        page = self.look(self.country.cuc, "grant-index")

        users = {post.user.username for post in page.context["posts"]}
        self.assertEqual(users, {"lan", "mai", "hung", "cuc", "son", "dao", "tam"})

    def test_refuses_who_may_not_see_grants(self):
        self.assertEqual(self.look(self.country.lan, "grant-index").status_code, 403)

    def test_needs_no_more_statements_for_more_posts(self):
        few = self.statements(self.country.system, "grant-index")
        for role in ("TELLER", "CONTROLLER"):
            Post.objects.create(
                user=self.country.son,
                role=role,
                office=self.country.office,
                valid_from=LONG_AGO,
            )

        self.assertEqual(self.statements(self.country.system, "grant-index"), few)
