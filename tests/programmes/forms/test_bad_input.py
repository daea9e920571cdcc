r"""Every line of tests/badinput.csv, through the parser and through a form.

Columns: id; door (the field or rule that reads it); raw, as typed, with `\n` and
`\u200b` for what cannot be seen and `{9*30}` for thirty nines; verdict; expected:
the value (accepted), the code (refused, warning, nothing) or the offer (offer);
says: words of the English sentence.
"""

import csv
import re
from datetime import date
from pathlib import Path

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
)
from programmes.forms.sentences import refusal, shown, warning
from programmes.rules.bad_input import BadInput
from programmes.rules.characters import clean_note
from programmes.rules.citizen_id import citizen_id_doubts, parse_citizen_id
from programmes.rules.dates import parse_birth, parse_day
from programmes.rules.money import amount_doubts, parse_dong
from programmes.rules.names import clean_name, name_doubts
from programmes.rules.periods import full_years, months_later
from programmes.rules.phone import parse_phone

TABLE = Path(__file__).parents[2] / "badinput.csv"
TODAY = date(2026, 3, 5)
LAST_ENTRY = date(2026, 2, 10)
CEILING = 5_000_000_000

REQUIRED = {
    "XM": range(1, 27),
    # XD11, a closed day, is the ledger's to refuse.
    "XD": [*range(1, 11), *range(12, 18)],
    "XC": [*range(1, 10), 14, 15],
    # XT02 is about two rows of one file.
    "XT": [1, *range(3, 20)],
}

PARSERS = {
    "amount": lambda raw: parse_dong(raw, smallest=1, largest=CEILING),
    "deposit": lambda raw: parse_dong(raw, largest=CEILING),
    "amount_due": parse_dong,
    "day": parse_day,
    "paid_on": lambda raw: parse_day(raw, earliest=LAST_ENTRY, latest=TODAY),
    "birth": lambda raw: parse_birth(raw, on=TODAY),
    "month_later": lambda raw: months_later(parse_day(raw), 1),
    "year_later": lambda raw: months_later(parse_day(raw), 12),
    "age": lambda raw: full_years(parse_day(raw), TODAY),
    "citizen_id": parse_citizen_id,
    "citizen_of": parse_citizen_id,
    "number_cell": lambda raw: parse_citizen_id(raw, from_number_cell=True),
    "phone": parse_phone,
    "name": clean_name,
    "note": clean_note,
}

DOUBTS = {
    "amount_due": lambda amount: amount_doubts(amount, usual=500_000),
    "citizen_of": lambda number: citizen_id_doubts(
        number, sex="MALE", birth_year=1989
    ),
    "name": name_doubts,
}  # fmt: skip

KINDS = {
    "amount": "AMOUNT",
    "deposit": "AMOUNT",
    "amount_due": "AMOUNT",
    "day": "DAY",
    "paid_on": "DAY",
    "birth": "BIRTH",
    "citizen_id": "CITIZEN_ID",
    "number_cell": "CITIZEN_ID",
    "phone": "PHONE",
    "name": "NAME",
    "note": "NOTE",
}


class EverythingForm(forms.Form):
    amount = DongField(label="Tiền gốc", max_value=CEILING)
    deposit = DongField(
        label="Tiền gửi", max_value=CEILING, zero_allowed=True, required=False
    )
    day = DayField(label="Ngày")
    paid_on = DayField(label="Ngày trả", earliest=LAST_ENTRY, latest=TODAY)
    birth = BirthField(label="Ngày sinh", on=TODAY)
    citizen_id = CitizenIdField(label="Số CCCD")
    phone = PhoneField(label="Điện thoại")
    name = NameField(label="Họ và tên")
    note = NoteField(label="Ghi chú", required=False)


TYPED = {
    "amount": "1.000.000 đ",
    "deposit": "20 000",
    "day": "5/3/2026",
    "paid_on": "05032026",
    "birth": "1965",
    "citizen_id": "051 199 000 123",
    "phone": "+84 912 345 678",
    "name": "  H’Hen   Niê",
    "note": "trả dần ",
}


def written_out(cell):
    """Return a cell with its escapes and repetitions carried out."""
    text = re.sub(
        r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[nrt])",
        lambda escape: escape[0].encode().decode("unicode_escape"),
        cell,
    )
    return re.sub(r"\{(.)\*([0-9]+)\}", lambda m: m[1] * int(m[2]), text)


def rows_of_the_table():
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return [
            {**row, "raw": written_out(row["raw"])} for row in csv.DictReader(lines)
        ]


ROWS = rows_of_the_table()


def rows(*verdicts, doors):
    return [r for r in ROWS if r["verdict"] in verdicts and r["door"] in doors]


def form_with(row):
    return EverythingForm(TYPED | {row["door"]: row["raw"]})


def refused(row):
    """Return the parser's refusal of a row, or None if it was taken."""
    try:
        PARSERS[row["door"]](row["raw"])
    except BadInput as bad:
        return bad
    return None


class EnglishTestCase(SimpleTestCase):
    maxDiff = None

    def setUp(self):
        self.enterContext(translation.override("en"))

    def line(self, row):
        return self.subTest(row["id"], door=row["door"], raw=ascii(row["raw"][:60]))


class TableTests(SimpleTestCase):
    def test_has_every_line_that_fields_must_meet(self):
        required = {
            f"{group}{number:02}"
            for group, numbers in REQUIRED.items()
            for number in numbers
        }

        self.assertEqual({row["id"] for row in ROWS}, required)

    def test_has_doors_and_verdicts_that_are_tested_here(self):
        verdicts = {"accepted", "refused", "offer", "warning", "nothing"}

        self.assertEqual({row["door"] for row in ROWS}, set(PARSERS))
        self.assertEqual({row["verdict"] for row in ROWS}, verdicts)

    def test_has_a_line_for_every_field(self):
        self.assertEqual(TYPED.keys(), EverythingForm.base_fields.keys())
        self.assertLessEqual(TYPED.keys(), {row["door"] for row in ROWS})

    def test_has_lines_of_every_verdict_for_the_forms(self):
        verdicts = ("accepted", "refused", "offer", "warning", "nothing")

        for verdict in verdicts:
            with self.subTest(verdict):
                self.assertGreater(len(rows(verdict, doors=TYPED)), 0)


class ParserTests(EnglishTestCase):
    def test_takes_what_is_accepted(self):
        for row in rows("accepted", doors=PARSERS):
            with self.line(row):
                value = PARSERS[row["door"]](row["raw"])

                self.assertEqual(str(value), written_out(row["expected"]))

    def test_doubts_nothing_that_is_accepted(self):
        for row in rows("accepted", doors=DOUBTS):
            with self.line(row):
                value = PARSERS[row["door"]](row["raw"])

                self.assertEqual(DOUBTS[row["door"]](value), [])

    def test_refuses_with_its_code_and_no_offer(self):
        for row in rows("refused", "nothing", doors=PARSERS):
            with self.line(row):
                bad = refused(row)

                self.assertEqual((bad.code, bad.offer), (row["expected"], None))

    def test_offers_what_it_would_take(self):
        for row in rows("offer", doors=PARSERS):
            with self.line(row):
                bad = refused(row)

                self.assertEqual(bad.offer, row["expected"])
                self.assertIsNotNone(PARSERS[row["door"]](bad.offer))
                self.assertIn(row["says"], refusal(bad, kind=KINDS[row["door"]]))

    def test_warns_of_what_it_takes(self):
        for row in rows("warning", doors=PARSERS):
            with self.line(row):
                [doubt] = DOUBTS[row["door"]](PARSERS[row["door"]](row["raw"]))
                sentence = warning(doubt, label="Mục")

                self.assertEqual(doubt.code, row["expected"])
                self.assertIn(row["says"], sentence)
                self.assertIn(f'Mục: "{row["raw"]}"', sentence)


class FormTests(EnglishTestCase):
    def test_takes_what_is_accepted(self):
        for row in rows("accepted", "warning", doors=TYPED):
            with self.line(row):
                form = form_with(row)

                self.assertEqual(form.errors, {})
                self.assertEqual(
                    form.cleaned_data[row["door"]], PARSERS[row["door"]](row["raw"])
                )

    def test_takes_nothing_for_nothing_and_not_for_zero(self):
        for row in rows("nothing", doors=TYPED):
            with self.line(row):
                form = form_with(row)

                self.assertEqual(form.errors, {})
                self.assertIsNone(form.cleaned_data[row["door"]])

    def test_refuses_that_field_alone_and_says_why(self):
        for row in rows("refused", "offer", doors=TYPED):
            with self.line(row):
                errors = form_with(row).errors.as_data()
                [error] = errors[row["door"]]

                self.assertEqual(list(errors), [row["door"]])
                self.assertIn(row["says"], error.messages[0])
                self.assertTrue(
                    error.messages[0].startswith(
                        EverythingForm.base_fields[row["door"]].label + ": "
                    )
                )

    def test_repeats_the_value_as_typed(self):
        for row in rows("refused", "offer", doors=TYPED):
            with self.line(row):
                [error] = form_with(row).errors.as_data()[row["door"]]
                repeated = f'"{shown(row["raw"])}" is not right.'
                expected = "Not entered yet." if error.code == "EMPTY" else repeated

                self.assertIn(expected, error.messages[0])

    def test_says_what_is_accepted_with_an_example(self):
        for row in rows("refused", "offer", doors=TYPED):
            with self.line(row):
                [error] = form_with(row).errors.as_data()[row["door"]]

                self.assertRegex(error.messages[0], r"Enter .*for example")

    def test_hands_the_offer_to_the_template(self):
        for row in rows("offer", doors=TYPED):
            with self.line(row):
                [error] = form_with(row).errors.as_data()[row["door"]]

                self.assertEqual(error.params["offer"], row["expected"])
                self.assertEqual(form_with(row | {"raw": row["expected"]}).errors, {})

    def test_keeps_every_value_as_typed(self):
        for row in rows("refused", "offer", doors=TYPED):
            with self.line(row):
                form = form_with(row)
                values = {name: form[name].value() for name in TYPED}

                self.assertFalse(form.is_valid())
                self.assertEqual(values, TYPED | {row["door"]: row["raw"]})
