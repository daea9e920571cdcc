"""The second signature on the page: on an own device, on the machine of the teller."""

from django.urls import reverse

from loans.models import PreparedAct, SignatureAttempt
from tests.cast import PASSWORD
from tests.loans.views.test_disbursements import PayingOutCase


class OwnDeviceTests(PayingOutCase):
    def setUp(self):
        self.client.force_login(self.country.cuc)

    def sign(self, act):
        return self.client.post(reverse("act-sign", args=[act.pk]))

    def test_lists_what_waits_with_amount_in_figures_and_words(self):
        self.act()

        page = self.client.get(reverse("act-index"))

        self.assertContains(page, "50.000.000 đ")
        self.assertContains(page, "năm mươi triệu đồng")
        self.assertContains(page, self.loan.contract_number)
        self.assertContains(page, "10/03/2026 09:00, Trần Thị Lan")

    def test_opens_what_waits_alone_and_leaves_several_to_be_opened(self):
        self.act()
        alone = self.client.get(reverse("act-index"))
        self.act(self.tranches)

        several = self.client.get(reverse("act-index"))

        self.assertContains(alone, '<details class="opens to-sign" open>')
        self.assertNotContains(several, '<details class="opens to-sign" open>')
        self.assertNotContains(several, "checked>")

    def test_says_when_nothing_waits(self):
        page = self.client.get(reverse("act-index"))

        self.assertContains(page, "nothing waits for your signature")

    def test_signs_one(self):
        act = self.act()

        answer = self.sign(act)

        self.assertRedirects(answer, reverse("act-show", args=[act.pk]))
        act.refresh_from_db()
        self.assertEqual(
            (act.checked_by, act.checked_way), (self.country.cuc, "OWN_DEVICE")
        )

    def test_signs_several_that_were_opened_and_ticked(self):
        acts = [self.act(), self.act(self.tranches)]

        self.client.post(
            reverse("act-sign-many", args=[self.session.pk]),
            {"acts": [act.pk for act in acts]},
        )

        self.assertEqual(
            PreparedAct.objects.filter(checked_by=self.country.cuc).count(), 2
        )

    def test_signs_nothing_where_nothing_is_ticked(self):
        self.act()

        answer = self.client.post(reverse("act-sign-many", args=[self.session.pk]))

        self.assertContains(answer, "Open what you sign", status_code=422)

    def test_refuses_what_was_set_aside_meanwhile(self):
        act = self.act()
        self.client.post(reverse("act-set-aside", args=[act.pk]))

        self.assertContains(self.sign(act), "set aside meanwhile", status_code=422)

    def test_takes_no_more_statements_for_more_acts(self):
        self.act()
        self.client.get(reverse("act-index"))
        with self.assertNumQueries(6):
            self.client.get(reverse("act-index"))
        self.act(self.tranches)

        with self.assertNumQueries(6):
            self.client.get(reverse("act-index"))

    def test_is_for_the_controller_within_reach(self):
        act = self.act()
        many = reverse("act-sign-many", args=[self.session.pk])
        self.assertEqual(self.client.get(many).status_code, 405)
        self.assertEqual(
            self.client.get(reverse("act-sign", args=[act.pk])).status_code, 405
        )
        self.client.force_login(self.country.lan)
        self.assertEqual(self.sign(act).status_code, 403)
        self.assertEqual(self.client.post(many).status_code, 403)
        self.assertEqual(self.client.get(reverse("act-index")).status_code, 403)
        self.country.tam.posts.update(role="CONTROLLER")
        self.client.force_login(self.country.tam)
        self.assertEqual(self.sign(act).status_code, 404)
        self.assertEqual(self.client.post(many).status_code, 404)
        self.assertNotContains(
            self.client.get(reverse("act-index")), self.loan.contract_number
        )


class ShowTests(PayingOutCase):
    def test_says_how_far_it_is_and_what_may_be_done(self):
        act = self.act()

        page = self.client.get(reverse("act-show", args=[act.pk]))

        self.assertContains(page, "Waiting for control")
        self.assertContains(page, "Second signature here")
        self.assertNotContains(page, "Pay out")

    def test_hides_from_the_teller_of_the_next_commune(self):
        act = self.act()
        self.client.force_login(self.country.tam)

        page = self.client.get(reverse("act-show", args=[act.pk]))

        self.assertEqual(page.status_code, 404)


class SetAsideTests(PayingOutCase):
    def set_aside(self, act):
        return self.client.post(reverse("act-set-aside", args=[act.pk]))

    def test_puts_an_act_aside_that_stays_with_its_name(self):
        act = self.act()

        self.set_aside(act)

        act.refresh_from_db()
        self.assertEqual(act.set_aside_by, self.country.lan)

    def test_refuses_what_is_paid(self):
        act = self.signed()
        self.client.post(reverse("act-carry-out", args=[act.pk]))

        self.assertContains(self.set_aside(act), "ask for a reversal", status_code=422)

    def test_is_for_who_prepared_it_or_might_sign_it(self):
        act = self.act()
        self.assertEqual(
            self.client.get(reverse("act-set-aside", args=[act.pk])).status_code, 405
        )
        self.client.force_login(self.country.mai)
        self.assertEqual(self.set_aside(act).status_code, 403)
        self.client.force_login(self.country.tam)
        self.assertEqual(self.set_aside(act).status_code, 404)
        self.client.force_login(self.country.cuc)
        self.assertEqual(self.set_aside(act).status_code, 302)


class SignHereTests(PayingOutCase):
    def url(self):
        return reverse("act-sign-here", args=[self.session.pk])

    def sign(self, *acts, username="cuc", password=PASSWORD):
        return self.client.post(
            self.url(),
            {
                "acts": [act.pk for act in acts],
                "username": username,
                "password": password,
                "code": "",
            },
        )

    def test_shows_exactly_what_is_signed(self):
        self.act()

        page = self.client.get(self.url())

        self.assertContains(page, "năm mươi triệu đồng")
        self.assertContains(page, 'type="password"')

    def test_offers_the_name_of_the_controller_beside(self):
        self.act()

        form = self.client.get(self.url()).context["form"]

        self.assertEqual(form["username"].value(), "cuc")

    def test_signs_in_place_and_nobody_is_signed_in_by_it(self):
        act = self.act()

        answer = self.sign(act)

        self.assertRedirects(answer, self.index_url())
        act.refresh_from_db()
        self.assertEqual(
            (act.checked_by, act.checked_way), (self.country.cuc, "IN_PLACE")
        )
        self.assertEqual(self.client.session["_auth_user_id"], str(self.country.lan.pk))

    def test_keeps_what_was_shown_and_on_whose_machine(self):
        self.sign(self.act())

        kept = SignatureAttempt.objects.get()
        self.assertIn("Amount: 50.000.000 đ", kept.shown)
        self.assertEqual(kept.machine_of, self.country.lan)

    def test_signs_several_at_once(self):
        self.sign(self.act(), self.act(self.tranches))

        self.assertEqual(PreparedAct.objects.filter(checked_way="IN_PLACE").count(), 2)

    def test_refuses_a_wrong_password_and_does_not_draw_it_again(self):
        answer = self.sign(self.act(), password="sai-mat-khau")

        self.assertContains(answer, "Tries left: 2", status_code=422)
        self.assertNotContains(answer, "sai-mat-khau", status_code=422)
        self.assertContains(answer, 'value="cuc"', status_code=422)

    def test_ends_after_three_wrong_tries(self):
        act = self.act()
        for _time in range(2):
            self.sign(act, password="sai")
        third = self.sign(act, password="sai")

        answer = self.sign(act)

        self.assertContains(third, "Sign this on your own device", status_code=422)
        self.assertContains(answer, "Sign this on your own device", status_code=422)

    def test_refuses_the_teller_herself(self):
        answer = self.sign(self.act(), username="lan")

        self.assertContains(answer, "Another person signs here", status_code=422)

    def test_asks_which_act(self):
        self.act()
        self.act(self.tranches)

        self.assertContains(self.sign(), "Open what you sign", status_code=422)

    def test_offers_only_what_the_reader_prepared(self):
        act = self.act()
        self.client.force_login(self.country.mai)

        self.assertContains(self.client.get(self.url()), "nothing that you prepared")
        self.assertEqual(self.sign(act).status_code, 422)

    def test_is_within_reach(self):
        self.client.force_login(self.country.tam)
        self.assertEqual(self.client.get(self.url()).status_code, 404)
        self.client.force_login(self.country.programmes_admin)
        self.assertEqual(self.client.get(self.url()).status_code, 403)
