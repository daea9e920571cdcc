"""A sheet typed while the count begins: the count is told of it, or it is refused."""

from functools import partial
from unittest import skipUnless

from django.db import transaction

from loans.actions import drafts, dues, sessions
from loans.actions.ledger import lock_session
from loans.models import Session, SessionState, SheetDraft
from tests import builders
from tests.faults.together import AT, RaceCase, together
from tests.refusing import POSTGRESQL

TIMES = 12
TYPED = ("KEPT", "SHEETS_NOT_RECORDED", SessionState.OPEN, True)
COUNTED = ("SESSION_NOT_OPEN", "COUNTING", SessionState.COUNTING, False)


class FirstSaveTests(RaceCase):
    size = 1

    def draft(self):
        group = builders.group(self.country, size=1)
        return drafts.draft_of(dues=dues.group_dues(group, self.session))

    def save(self, draft):
        drafts.save_lines(
            draft=draft, lines={1: {"deposit": 50_000}}, by=self.country.lan, at=AT
        )
        return "KEPT"

    def count(self):
        sessions.begin_count(session=self.session, by=self.country.cuc, at=AT)
        return "COUNTING"

    def at_once(self):
        """What both were told, where the session stands, and whether it is typed."""
        draft = self.draft()
        saved, counted = together(partial(self.save, draft), self.count)
        self.session.refresh_from_db()
        draft.refresh_from_db()
        return saved, counted, self.session.state, draft.saved_at is not None

    def again(self):
        """The session open as before, and nothing typed in it."""
        SheetDraft.objects.update(saved_at=None)
        Session.objects.filter(pk=self.session.pk).update(state=SessionState.OPEN)

    def test_is_never_typed_into_a_session_that_counts_nor_lost(self):
        told = []
        for _time in range(TIMES):
            told.append(self.at_once())
            self.again()

        self.assertEqual(set(told) - {TYPED, COUNTED}, set())

    @skipUnless(POSTGRESQL, "SQLite lets one write at a time")
    def test_waits_for_no_posting_once_it_was_saved(self):
        """Two sheets are typed on while somebody holds the session."""
        first, second = self.draft(), self.draft()
        self.save(first)
        self.save(second)
        first.refresh_from_db()
        second.refresh_from_db()

        with transaction.atomic():
            lock_session(self.session.pk)
            answers = together(partial(self.save, first), partial(self.save, second))

        self.assertEqual(answers, ["KEPT", "KEPT"])
