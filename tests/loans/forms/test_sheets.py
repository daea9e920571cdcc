from unittest import TestCase

from loans.forms.sheets import SheetForm

BAD_AMOUNTS = [
    "1,000,000",
    "1.5",
    "0.500",
    "-1000",
    "=1+1",
    "1e6",
    "năm mươi",
    "\uff11\uff10\uff10",
    "50k",
    "1.000.00",
    "9" * 30,
]


class SheetFormTests(TestCase):
    def test_reads_the_lines_by_their_numbers(self):
        form = SheetForm(
            {
                "interest-3": "280.274",
                "deposit-3": "50726",
                "note-3": "",
                "absent-3": "",
            }
        )

        self.assertEqual(
            form.lines,
            {
                3: {
                    "interest": 280_274,
                    "deposit": 50_726,
                    "note": "",
                    "is_absent": False,
                }
            },
        )
        self.assertEqual(form.wrong, [])

    def test_tells_blank_from_zero(self):
        form = SheetForm({"interest-1": "", "deposit-1": "0"})

        self.assertEqual(
            form.lines, {1: {"interest": None, "deposit": 0, "is_absent": False}}
        )

    def test_keeps_whoever_is_marked_absent_and_paid_nothing(self):
        form = SheetForm({"interest-1": "", "absent-1": "1"})

        self.assertEqual(form.lines, {1: {"interest": None, "is_absent": True}})

    def test_believes_the_amount_rather_than_the_mark(self):
        form = SheetForm({"interest-1": "280.274", "absent-1": "1"})

        self.assertEqual(form.lines, {1: {"interest": 280_274, "is_absent": False}})

    def test_refuses_every_bad_amount_and_keeps_it_as_typed(self):
        for text in BAD_AMOUNTS:
            with self.subTest(text=text):
                form = SheetForm({"interest-7": text, "deposit-7": "50.000"})

                self.assertEqual([one.input_name for one in form.wrong], ["interest-7"])
                self.assertEqual(form.typed["interest-7"], text)
                self.assertIsNone(form.lines[7]["interest"])
                self.assertEqual(form.lines[7]["deposit"], 50_000)

    def test_offers_what_may_have_been_meant(self):
        [wrong] = SheetForm({"deposit-2": "50,000"}).wrong

        self.assertEqual(wrong.offer, "50.000")
        self.assertEqual((wrong.number, wrong.field), (2, "deposit"))

    def test_lists_the_wrong_fields_of_all_lines_at_once(self):
        form = SheetForm({"interest-1": "x", "interest-2": "100", "deposit-9": "1,5"})

        self.assertEqual(
            [one.input_name for one in form.wrong], ["interest-1", "deposit-9"]
        )

    def test_reads_the_head(self):
        form = SheetForm(
            {
                "handed_in_by": "DEPUTY",
                "cash_received": "13.200.000",
                "receipt_from": "0003411",
                "version": "4",
            }
        )

        self.assertEqual(
            form.head,
            {
                "handed_in_by": "DEPUTY",
                "cash_received": 13_200_000,
                "receipt_from": "0003411",
            },
        )
        self.assertEqual(form.version, 4)

    def test_keeps_a_bad_head_out_of_what_is_saved(self):
        form = SheetForm(
            {"handed_in_by": "TREASURER", "cash_received": "x", "receipt_to": "12/A"}
        )

        self.assertEqual(form.head, {})
        self.assertEqual(
            [one.input_name for one in form.wrong],
            ["handed_in_by", "cash_received", "receipt_to"],
        )

    def test_passes_over_what_is_no_field_of_a_sheet(self):
        form = SheetForm(
            {"csrfmiddlewaretoken": "x", "owner-1": "9", "interest-x": "1"}
        )

        self.assertEqual((form.lines, form.head, form.typed), ({}, {}, {}))

    def test_reads_no_version_out_of_nonsense(self):
        self.assertIsNone(SheetForm({"version": "last"}).version)
