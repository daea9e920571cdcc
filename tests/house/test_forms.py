import re
from unittest import TestCase

from tests.house.sources import lines_with, modules

# Django's own read 50.000 as 50 and 05/01 as the first of May.
MISREADING = re.compile(
    r"forms\.(Integer|Decimal|Float|Date|DateTime|SplitDateTime)Field\("
)
ROUND_TRIP = re.compile(r"localize=True|localized_fields")


class FormsTests(TestCase):
    def test_read_numbers_and_dates_by_our_own_fields(self):
        forms = modules("programmes/forms", "loans/forms", "loans/filters")

        self.assertEqual(lines_with(MISREADING, forms), [])

    def test_leave_localised_input_alone(self):
        forms = modules("programmes", "loans")

        self.assertEqual(lines_with(ROUND_TRIP, forms), [])
