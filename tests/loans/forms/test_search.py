from unittest import TestCase

from loans.forms.search import Kind, SearchForm, Sought


class SearchFormTests(TestCase):
    def test_tells_by_letters_and_digits_what_is_looked_for(self):
        for text, sought in (
            ("Lê  Hoa", Sought(Kind.NAME, "le hoa")),
            ("H’Hen", Sought(Kind.NAME, "h'hen")),
            ("hoa\u200b", Sought(Kind.NAME, "hoa")),
            ("0000123", Sought(Kind.GROUP, "0000123")),
            ("0000000123", Sought(Kind.CUSTOMER_OR_PHONE, "0000000123")),
            ("(0912) 345-678", Sought(Kind.CUSTOMER_OR_PHONE, "0912345678")),
            ("84912345678", Sought(Kind.CUSTOMER_OR_PHONE, "0912345678")),
            ("212345678", Sought(Kind.CITIZEN_ID, "212345678")),
            ("051 186 000 001", Sought(Kind.CITIZEN_ID, "051186000001")),
            ("6600000000000001", Sought(Kind.CONTRACT, "6600000000000001")),
            ("4821", Sought(Kind.CONTRACT_TAIL, "4821")),
        ):
            with self.subTest(text):
                form = SearchForm({"q": text})

                self.assertTrue(form.is_valid())
                self.assertEqual(form.cleaned_data["q"], sought)

    def test_refuses_what_names_nothing(self):
        for text in ("", "  ", "\u200b", "h", "123", "12345678", "%%", "y" * 101):
            with self.subTest(text):
                self.assertFalse(SearchForm({"q": text}).is_valid())
