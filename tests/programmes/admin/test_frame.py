from datetime import date
from http import HTTPStatus

from django.contrib import admin
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from programmes.models import AuditEvent, Dated, Denomination, Holiday, Post, User
from tests.programmes import frame

DATED = [model for model in admin.site._registry if issubclass(model, Dated)]


def page(model, verb, *arguments):
    name = f"admin:programmes_{model._meta.model_name}_{verb}"
    return reverse(name, args=arguments)


def administrator(role="PROGRAMME_ADMIN", name="programmes", *, is_staff=True):
    user = User.objects.create_user(name, is_staff=is_staff)
    Post.objects.create(
        user=user, role=role, is_whole_bank=True, valid_from=date(2020, 1, 1)
    )
    return user


class FrameAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.province = frame.province()

    def setUp(self):
        self.client.force_login(self.user)

    def own_models(self):
        return [m for m in admin.site._registry if m._meta.app_label == "programmes"]

    def test_shows_every_list(self):
        answers = {
            model.__name__: self.client.get(page(model, "changelist")).status_code
            for model in self.own_models()
        }

        self.assertEqual(set(answers.values()), {HTTPStatus.OK}, answers)
        self.assertGreater(len(answers), 20)

    def test_shows_a_dated_row_and_no_way_to_edit_it(self):
        shown = self.client.get(page(type(self.province), "change", self.province.pk))

        self.assertContains(shown, "Quảng Ngãi")
        self.assertNotContains(shown, 'name="_save"')
        self.assertNotContains(shown, "deletelink")

    def test_writes_rates_and_amounts_as_every_page_does(self):
        of, basis = frame.programme("JOBS", "GQVL"), frame.basis()
        terms = frame.terms(of, basis, max_amount_business=10_000_000_000)
        paths = (
            page(type(terms), "changelist"),
            page(type(terms), "change", terms.pk),
        )

        listed, shown = [self.client.get(path).content.decode() for path in paths]

        self.assertIn("100.000.000", listed)
        self.assertIn("10.000.000.000", shown)
        self.assertNotIn("100,00000", listed + shown)

    def test_takes_no_edit_of_a_dated_row(self):
        answer = self.client.post(
            page(type(self.province), "change", self.province.pk), {"name": "X"}
        )

        self.assertEqual(answer.status_code, HTTPStatus.FORBIDDEN)

    def test_deletes_nothing(self):
        deleting = [
            model.__name__
            for model, screen in admin.site._registry.items()
            if model._meta.app_label == "programmes"
            and screen.has_delete_permission(self.request())
        ]

        self.assertEqual(deleting, [])

    def test_edits_no_dated_row(self):
        editing = [
            model.__name__
            for model in DATED
            if admin.site._registry[model].has_change_permission(self.request())
        ]

        self.assertEqual(editing, [])

    def test_finds_a_commune_with_and_without_marks(self):
        unit = frame.commune(self.province)
        found = [
            self.client.get(page(type(unit), "changelist"), {"q": words})
            for words in ("tinh khe", "Tịnh Khê", "Tịnh Khê ")
        ]

        for answer in found:
            self.assertContains(answer, "21211")

    def test_filters_by_what_is_in_force_today(self):
        frame.province(code="62", name="Kon Tum", valid_to=date(2026, 1, 1))

        answer = self.client.get(
            page(type(self.province), "changelist"), {"in_force": "today"}
        )

        self.assertContains(answer, "Quảng Ngãi")
        self.assertNotContains(answer, "Kon Tum")

    def test_adds_a_holiday_written_day_first_and_records_it(self):
        self.client.post(
            page(Holiday, "add"), {"day": "02/09/2027", "name": "Quốc khánh"}
        )

        self.assertEqual(Holiday.objects.get().day, date(2027, 9, 2))
        event = AuditEvent.objects.get()
        self.assertEqual((event.verb, event.by), ("ADD", self.user))

    def test_corrects_a_holiday_and_records_what_it_was(self):
        holiday = Holiday.objects.create(day=date(2027, 9, 2), name="Quốc khanh")

        self.client.post(
            page(Holiday, "change", holiday.pk),
            {"day": "02/09/2027", "name": "Quốc khánh"},
        )

        event = AuditEvent.objects.get()
        self.assertIn("Quốc khanh", event.before)
        self.assertIn("Quốc khánh", event.after)

    def request(self):
        return self.client.get(page(Holiday, "changelist")).wsgi_request


class DenominationAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def add(self, **cells):
        return self.client.post(
            page(Denomination, "add"),
            {"value": "500", "valid_from": "01/07/2025", "valid_to": ""} | cells,
        )

    def test_adds_a_note(self):
        self.add(value="500.000")

        self.assertEqual(Denomination.objects.get().value, 500_000)

    def test_says_that_another_row_is_in_force(self):
        self.add()

        answer = self.add(valid_from="01/01/2026")

        self.assertContains(answer, "errornote")
        self.assertEqual(Denomination.objects.count(), 1)

    def test_says_that_the_end_lies_before_the_beginning(self):
        self.assertContains(self.add(valid_to="01/07/2025"), "errornote")

    def test_ends_a_note_with_today_once(self):
        self.add()
        note = Denomination.objects.get()
        ending = {"action": "end_with_today", "_selected_action": [note.pk]}

        for _ in range(2):
            self.client.post(page(Denomination, "changelist"), ending)

        note.refresh_from_db()
        self.assertEqual((note.valid_to - timezone.localdate()).days, 1)
        verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
        self.assertEqual(list(verbs), ["ADD", "END"])


class WhoKeepsTheFrameTests(TestCase):
    def test_looks_without_a_post_that_keeps_it_but_adds_nothing(self):
        self.client.force_login(administrator("SYSTEM_ADMIN", "system"))

        looked = self.client.get(page(Holiday, "changelist"))
        added = self.client.get(page(Holiday, "add"))

        self.assertEqual(looked.status_code, HTTPStatus.OK)
        self.assertEqual(added.status_code, HTTPStatus.FORBIDDEN)

    def test_stays_outside_without_being_staff(self):
        self.client.force_login(administrator(is_staff=False))

        answer = self.client.get(page(Holiday, "changelist"))

        self.assertNotEqual(answer.status_code, HTTPStatus.OK)
