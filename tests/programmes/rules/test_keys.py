import unittest
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.keys import uuid7

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 10**15).map(lambda n: FIRST + timedelta(microseconds=n))


class Uuid7Tests(unittest.TestCase):
    def test_carries_the_milliseconds_of_the_published_example(self):
        # RFC 9562, A.6: 22 February 2022, 14:22:22 in a zone five hours behind.
        moment = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))

        self.assertEqual(str(uuid7(moment))[:15], "017f22e2-79b0-7")

    @given(MOMENTS)
    def test_has_version_and_variant(self, moment):
        key = uuid7(moment)

        self.assertEqual((key.version, key.variant), (7, "specified in RFC 4122"))

    @given(MOMENTS, st.integers(1, 10**9))
    def test_sorts_by_moment_to_the_microsecond(self, moment, microseconds):
        later = moment + timedelta(microseconds=microseconds)

        self.assertLess(uuid7(moment), uuid7(later))

    def test_differs_within_one_moment(self):
        moment = datetime(2026, 3, 5, 9, 14, tzinfo=UTC)

        self.assertEqual(len({uuid7(moment) for _ in range(1_000)}), 1_000)

    def test_refuses_a_moment_without_a_zone(self):
        naive = datetime(2026, 3, 5, 9, 14, tzinfo=UTC).replace(tzinfo=None)

        with self.assertRaises(ValueError):
            uuid7(naive)

    def test_is_the_same_for_the_same_moment_and_name(self):
        moment = datetime(2026, 3, 5, 9, 14, tzinfo=UTC)
        key = uuid7(moment, "accrual 12")

        self.assertEqual(uuid7(moment, "accrual 12"), key)
        self.assertNotEqual(uuid7(moment, "accrual 13"), key)
        self.assertNotEqual(uuid7(moment + timedelta(days=1), "accrual 12"), key)
        self.assertEqual((key.version, key.variant), (7, "specified in RFC 4122"))
