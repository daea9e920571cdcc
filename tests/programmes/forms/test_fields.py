from datetime import date

from django import forms
from django.test import SimpleTestCase
from django.utils import translation

from programmes.forms.fields import (
    BirthField,
    CitizenIdField,
    DayField,
    DongField,
    NameField,
    NoteField,
    PhoneField,
    TypedField,
)
from programmes.rules.dates import Birth

DAY = date(2026, 3, 5)


class VisitForm(forms.Form):
    amount = DongField(label="Tiền gốc", min_value=1_000, zero_allowed=True)
    day = DayField(label="Ngày")
    birth = BirthField(label="Ngày sinh", on=DAY)
    citizen_id = CitizenIdField(label="Số CCCD", required=False)
    phone = PhoneField(label="Điện thoại", required=False)
    name = NameField(label="Họ và tên", required=False, longest=10)
    note = NoteField(label="Ghi chú", required=False, longest=10)


INITIAL = {"amount": 1_250_000, "day": DAY, "birth": Birth(1965, None), "name": "An"}
SHOWN = {"amount": "1.250.000", "day": "05/03/2026", "birth": "1965", "name": "An"}


def messages(typed):
    with translation.override("en"):
        return VisitForm(typed).errors


class FieldTests(SimpleTestCase):
    def test_show_values_as_the_bank_writes_them(self):
        form = VisitForm(initial=INITIAL)

        for name, expected in SHOWN.items():
            with self.subTest(name):
                self.assertIn(f'value="{expected}"', str(form[name]))

    def test_show_a_whole_date_of_birth(self):
        form = VisitForm(initial={"birth": Birth(1965, date(1965, 3, 5))})

        self.assertIn('value="05/03/1965"', str(form["birth"]))

    def test_read_back_what_they_show(self):
        form = VisitForm(SHOWN, initial=INITIAL)

        self.assertTrue(form.is_valid())
        self.assertEqual({name: form.cleaned_data[name] for name in INITIAL}, INITIAL)
        self.assertFalse(form.has_changed())

    def test_keep_a_disabled_value(self):
        form = VisitForm({"day": "05/03/2026", "birth": "1965"}, initial=INITIAL)
        form.fields["amount"].disabled = True

        self.assertTrue(form.is_valid())
        self.assertEqual(form.cleaned_data["amount"], 1_250_000)

    def test_say_nothing_entered_as_none_and_a_note_as_empty_text(self):
        form = VisitForm({"amount": "0", "day": "05/03/2026", "birth": "1965"})

        self.assertTrue(form.is_valid())
        self.assertEqual(form.cleaned_data["amount"], 0)
        self.assertIsNone(form.cleaned_data["citizen_id"])
        self.assertEqual(form.cleaned_data["note"], "")

    def test_ask_for_what_is_required(self):
        errors = messages({"note": "đủ"})

        self.assertEqual(list(errors), ["amount", "day", "birth"])
        self.assertIn("Tiền gốc: Not entered yet.", errors["amount"][0])

    def test_let_zero_pass_below_the_least_amount_but_nothing_else(self):
        errors = messages(SHOWN | {"amount": "999"})

        self.assertEqual(list(errors), ["amount"])
        self.assertIn("At least 1.000 đ.", errors["amount"][0])

    def test_take_limits_from_the_form(self):
        form = VisitForm(SHOWN)
        form.fields["day"].latest = date(2026, 3, 4)

        with translation.override("en"):
            self.assertIn("to 04/03/2026.", form.errors["day"][0])

    def test_count_letters_against_their_own_limits(self):
        errors = messages(SHOWN | {"name": "a" * 11, "note": "a" * 11})

        self.assertEqual(list(errors), ["name", "note"])

    def test_bring_the_numeric_pad_and_no_suggestions(self):
        form = VisitForm()

        self.assertIn('inputmode="numeric"', str(form["amount"]))
        self.assertIn('data-dong=""', str(form["amount"]))
        self.assertIn('data-day=""', str(form["day"]))
        self.assertIn('inputmode="tel"', str(form["phone"]))
        self.assertIn('autocomplete="off"', str(form["name"]))

    def test_are_told_what_to_read(self):
        with self.assertRaises(NotImplementedError):
            TypedField().clean("1")
