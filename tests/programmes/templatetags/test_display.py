from datetime import UTC, date, datetime
from decimal import Decimal

from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation

from programmes.templatetags import display

MORNING_IN_VIETNAM = datetime(2026, 3, 5, 2, 14, 59, tzinfo=UTC)
EVENING_IN_LONDON = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)


class DongTests(SimpleTestCase):
    def test_has_a_dot_between_groups_of_three(self):
        self.assertEqual(display.dong(1_250_000), "1.250.000")

    def test_leaves_up_to_three_digits_alone(self):
        self.assertEqual(display.dong(999), "999")

    def test_writes_zero_as_zero(self):
        self.assertEqual(display.dong(0), "0")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.dong(None), "–")

    def test_has_a_minus_and_no_hyphen_before_less_than_nothing(self):
        self.assertEqual(display.dong(-1_000), "\u22121.000")

    def test_is_kept_on_one_line_with_its_unit(self):
        self.assertEqual(display.dong(1_250_000, "đ"), "1.250.000\u00a0đ")

    def test_refuses_a_fraction_instead_of_hiding_it(self):
        with self.assertRaises(ValueError):
            display.dong(Decimal("1250.5"))

    def test_is_the_same_in_english(self):
        with translation.override("en"):
            self.assertEqual(display.dong(1_250_000), "1.250.000")


class DongExactTests(SimpleTestCase):
    def test_shows_two_places_of_what_is_not_rounded_yet(self):
        self.assertEqual(display.dong_exact(Decimal("144657.53424")), "144.657,53")

    def test_rounds_what_it_shows_half_up(self):
        self.assertEqual(display.dong_exact(Decimal("0.125")), "0,13")

    def test_has_a_minus_before_less_than_nothing(self):
        self.assertEqual(display.dong_exact(Decimal("-1000.5")), "\u22121.000,50")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.dong_exact(None), "–")


class PercentTests(SimpleTestCase):
    def test_has_a_comma(self):
        self.assertEqual(display.percent(Decimal("6.6")), "6,6")

    def test_drops_idle_zeros(self):
        self.assertEqual(display.percent(Decimal("7.9200")), "7,92")

    def test_drops_the_comma_with_the_last_zero(self):
        self.assertEqual(display.percent(Decimal("9.00")), "9")

    def test_keeps_the_zeros_of_a_whole_number(self):
        self.assertEqual(display.percent(130), "130")

    def test_never_writes_an_exponent(self):
        self.assertEqual(display.percent(Decimal("1E+2")), "100")

    def test_has_a_minus_before_less_than_nothing(self):
        self.assertEqual(display.percent(Decimal("-0.5")), "\u22120,5")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.percent(None), "–")


class DayTests(SimpleTestCase):
    def test_comes_before_the_month(self):
        self.assertEqual(display.day(date(2026, 3, 5)), "05/03/2026")

    def test_of_a_moment_is_the_day_in_vietnam(self):
        self.assertEqual(display.day(EVENING_IN_LONDON), "05/03/2026")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.day(None), "–")


class ClockTests(SimpleTestCase):
    def test_shows_hour_and_minute_in_vietnam(self):
        self.assertEqual(display.clock(MORNING_IN_VIETNAM), "09:14")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.clock(None), "–")


class MomentTests(SimpleTestCase):
    def test_is_the_day_and_then_the_clock(self):
        self.assertEqual(display.moment(MORNING_IN_VIETNAM), "05/03/2026 09:14")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.moment(None), "–")


class WeekdayTests(SimpleTestCase):
    def test_is_named_in_the_language_of_the_reader(self):
        with translation.override("en"):
            self.assertEqual(display.weekday(date(2027, 1, 1)), "Friday")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.weekday(None), "–")


class PeriodTests(SimpleTestCase):
    def test_says_that_its_last_day_is_not_part_of_it(self):
        with translation.override("en"):
            words = display.period(date(2026, 10, 7), date(2026, 11, 7))

        self.assertEqual(words, "from 07/10/2026 until before 07/11/2026")

    def test_may_have_no_end(self):
        with translation.override("en"):
            words = display.period(date(2026, 10, 7), None)

        self.assertEqual(words, "from 07/10/2026")


class MaskedTests(SimpleTestCase):
    def test_shows_the_last_four_of_twelve_digits(self):
        self.assertEqual(display.masked("051184004821"), "••••••••4821")

    def test_shows_the_last_four_of_nine_digits(self):
        self.assertEqual(display.masked("211234821"), "•••••4821")

    def test_hides_the_whole_of_what_is_too_short(self):
        self.assertEqual(display.masked("4821"), "••••")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.masked(""), "–")


class ContractTailTests(SimpleTestCase):
    def test_shows_the_last_four_digits(self):
        self.assertEqual(display.contract_tail("6600004821"), "…4821")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.contract_tail(""), "–")


class InWordsTests(SimpleTestCase):
    def test_speaks_vietnamese_to_every_reader(self):
        with translation.override("en"):
            words = display.in_words(1_005_000)

        self.assertEqual(words, "một triệu không trăm lẻ năm nghìn đồng")

    def test_writes_the_unknown_as_a_dash(self):
        self.assertEqual(display.in_words(None), "–")


class LibraryTests(SimpleTestCase):
    def test_is_loaded_by_its_name_in_a_template(self):
        page = Template(
            "{% load display %}{{ amount|dong:'đ' }}, {% period start end %}"
        )

        with translation.override("en"):
            text = page.render(
                Context({"amount": 5000, "start": date(2026, 1, 1), "end": None})
            )

        self.assertEqual(text, "5.000\u00a0đ, from 01/01/2026")


class LabelledTests(SimpleTestCase):
    def test_puts_the_label_in_front(self):
        self.assertEqual(display.labelled("Chưa nhập.", "Lý do"), "Lý do: Chưa nhập.")

    def test_puts_it_there_once(self):
        self.assertEqual(
            display.labelled("Lý do: chưa nhập.", "Lý do"), "Lý do: chưa nhập."
        )
