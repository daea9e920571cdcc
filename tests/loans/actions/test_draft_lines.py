"""Drafts of all the groups of a session, made and renewed together."""

from datetime import date

from django.test import TestCase

from loans.actions.draft_lines import drafts_of
from loans.actions.dues import dues_of_groups
from loans.models import DraftLine, SheetDraft
from tests import builders
from tests.cast import Country

APRIL = date(2026, 4, 10)


class DraftsOfTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.groups = [builders.group(cls.country, size=size) for size in (2, 1, 3)]
        cls.session = builders.prepared_session(cls.country, APRIL)

    def drafts(self, *groups):
        return drafts_of(dues=dues_of_groups(groups, self.session).values())

    def test_have_the_lines_of_their_own_groups(self):
        drafts = self.drafts(*self.groups)

        self.assertEqual(drafts.keys(), {group.pk for group in self.groups})
        for group in self.groups:
            lines = drafts[group.pk].lines.order_by("number")
            self.assertEqual([line.person for line in lines], builders.members(group))

    def test_are_made_once(self):
        first = self.drafts(self.groups[0])
        again = self.drafts(*self.groups)

        self.assertEqual(again[self.groups[0].pk], first[self.groups[0].pk])
        self.assertEqual(SheetDraft.objects.count(), 3)
        self.assertEqual(DraftLine.objects.count(), 6)

    def test_need_no_more_statements_for_more_groups(self):
        dues = dues_of_groups(self.groups, self.session)
        one, *others = dues.values()

        with self.assertNumQueries(7):
            drafts_of(dues=[one])
        with self.assertNumQueries(7):
            drafts_of(dues=others)

    def test_are_none_without_groups(self):
        self.assertEqual(self.drafts(), {})
