"""Who may do what, proved: each address as each role, on own and foreign objects."""

import logging
import re
from collections import defaultdict
from unittest import skipIf

from django.db import connection
from django.test import TestCase

from tests.house.access import (
    ANONYMOUS,
    MATRIX,
    REACHES,
    Walker,
    addresses,
    granted,
    is_read,
    matrix,
    missing_lines,
)
from tests.house.probes import forged, odd, without_token

WRITING_WHEN_READ = re.compile(r"^document-")
"""Printing is an act: each opening of a paper is logged, freezes a draft's lines."""

REFUSED = frozenset({400, 404, 422})
KEPT = frozenset(
    {
        "loans_attempt",
        "loans_signatureattempt",
        "loans_sheetdraft",
        "loans_draftline",
    }
)
"""Where a refused act itself, or what else was typed on a sheet, is kept."""


class QuietCase(TestCase):
    """Thousands of refusals, and not a line of log for each."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        logging.disable(logging.CRITICAL)
        cls.addClassCleanup(logging.disable, logging.NOTSET)
        super().setUpClass()


class MatrixTests(TestCase):
    def test_has_a_line_for_every_address_and_no_other(self):
        self.assertEqual("\n".join(missing_lines()), "")
        self.assertLessEqual(set(matrix()), set(addresses()))

    def test_says_own_or_all_or_deny(self):
        values = {value for row in matrix().values() for value in row.may.values()}

        self.assertLessEqual(
            values, {"deny", "own", "own-readonly", "all", "out-of-reach"}
        )

    def test_opens_to_nobody_unknown_but_the_gate(self):
        gate = {name for name, row in matrix().items() if row.may[ANONYMOUS] != "deny"}

        self.assertEqual(
            gate,
            {
                "account_login",
                "account_logout",
                "account_signup",
                "account_inactive",
                "mfa_authenticate",
                "set_language",
            },
        )


class DocumentTests(TestCase):
    def test_says_what_the_roles_are_granted(self):
        page = (MATRIX.parents[1] / "docs" / "access.md").read_text(encoding="utf-8")

        self.assertIn(granted(), page)


@skipIf(connection.vendor == "postgresql", "who may do what, said by the same code")
class AnswersTests(QuietCase):
    """What came back when everybody had asked for everything."""

    @classmethod
    def setUpTestData(cls):
        cls.answers = list(Walker().answers())

    def test_have_the_status_of_the_matrix(self):
        wrong = [
            f"{answer}: {answer.status}, not {answer.expected}"
            for answer in self.answers
            if answer.status not in answer.expected
        ]

        self.assertEqual(wrong, [])

    def test_say_nothing_of_places_out_of_reach(self):
        leaks = [
            f"{answer} tells of {sorted(answer.seen - REACHES[answer.role])}"
            for answer in self.answers
            if answer.seen - REACHES[answer.role]
        ]

        self.assertEqual(leaks, [])

    def test_say_something_of_every_place_in_reach(self):
        seen = defaultdict(set)
        for answer in self.answers:
            seen[answer.role] |= answer.seen

        reached = {role: places - {"counter"} for role, places in REACHES.items()}
        self.assertEqual({role: seen[role] for role in REACHES}, reached)

    def test_are_the_same_for_what_is_foreign_and_what_is_not_there(self):
        words = defaultdict(set)
        for answer in self.answers:
            if answer.status == 404 and is_read(answer.name, answer.role):
                words[answer.name, answer.role, answer.method].add(answer.words)

        told_apart = [key for key, found in words.items() if len(found) > 1]
        self.assertEqual(told_apart, [])

    def test_change_nothing_when_something_is_only_looked_at(self):
        wrote = [
            f"{answer}: {answer.written}"
            for answer in self.answers
            if answer.method == "GET"
            and answer.written
            and not WRITING_WHEN_READ.match(answer.name)
        ]

        self.assertEqual(wrote, [])

    def test_change_nothing_when_they_refuse_to_know(self):
        wrote = [
            f"{answer}: {answer.written}"
            for answer in self.answers
            if answer.status in (403, 404, 405) and answer.written
        ]

        self.assertEqual(wrote, [])

    def test_carry_every_header(self):
        lacking = [
            f"{answer} lacks {answer.lacking}"
            for answer in self.answers
            if answer.lacking
        ]

        self.assertEqual(lacking, [])


class FormsTests(QuietCase):
    @classmethod
    def setUpTestData(cls):
        cls.walker = Walker()
        cls.forged = list(forged(cls.walker))

    def test_take_no_choice_that_was_not_offered(self):
        tries = [one for one in self.forged if one.what != "as it is"]

        taken = [
            f"{one.name}: {one.what} got {one.status}, wrote {one.written}"
            for one in tries
            if one.status not in REFUSED or set(one.written) - KEPT
        ]
        self.assertEqual(taken, [])

    def test_take_the_same_with_what_was_offered(self):
        tries = [one for one in self.forged if one.what == "as it is"]

        taken = {one.name for one in tries if one.status == 302}
        self.assertLessEqual({"session-prepare"}, taken)

    def test_are_refused_without_their_token(self):
        passed = [
            f"{one.name}: {one.status}, wrote {one.written}"
            for one in without_token(self.walker)
            if one.status != 403 or one.written
        ]

        self.assertEqual(passed, [])


class ParametersTests(QuietCase):
    @classmethod
    def setUpTestData(cls):
        cls.walker = Walker()

    def test_break_no_page(self):
        broken = [
            f"{one.name}?{one.what}: {one.status}"
            for one in odd(self.walker)
            if one.status >= 500
        ]

        self.assertEqual(broken, [])
