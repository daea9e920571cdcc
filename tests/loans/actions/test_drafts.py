"""Drafts of sheets: lines that follow the members, kept for one teller at a time."""

from datetime import date

from django.test import TestCase

from loans.actions import drafts, dues, sessions
from loans.actions.refusals import Refused
from loans.models import Membership
from tests import builders
from tests.cast import LONG_AGO, Country, moment

APRIL = date(2026, 4, 10)
AT = moment(APRIL)


class DraftCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country = Country()
        cls.group = builders.running_group(cls.country, size=3)
        cls.session = builders.session(cls.country, APRIL)

    def draft(self):
        return drafts.draft_of(dues=dues.group_dues(self.group, self.session))

    def save(self, draft, lines, by=None, **more):
        return drafts.save_lines(
            draft=draft, lines=lines, by=by or self.country.lan, at=AT, **more
        )

    def names(self, draft):
        lines = draft.lines.select_related("person").order_by("number")
        return [(line.number, line.person.full_name) for line in lines]

    def newcomer(self, name):
        person = builders.person(self.country, name)
        Membership.objects.create(group=self.group, person=person, valid_from=LONG_AGO)
        builders.savings.open_account(
            number=f"900{person.pk:013}",
            person=person,
            point=self.group.point,
            opened_on=LONG_AGO,
            consents=True,
        )

    def leaves(self, name):
        self.group.memberships.filter(person__full_name=name).update(valid_to=APRIL)

    def refusal(self, act, *args, **more):
        with self.assertRaises(Refused) as refused:
            act(*args, **more)
        return refused.exception.code


class LinesTests(DraftCase):
    def test_stand_in_the_order_of_names(self):
        self.assertEqual(
            self.names(self.draft()),
            [(1, "Nguyễn Thị Bảy"), (2, "Lê Thị Nga"), (3, "Phạm Văn Tư")],
        )

    def test_are_ordered_anew_while_nobody_has_typed(self):
        self.draft()
        self.newcomer("Bùi Văn An")

        self.assertEqual(self.names(self.draft())[0], (1, "Bùi Văn An"))

    def test_keep_their_numbers_once_printed(self):
        drafts.mark_printed(drafts=type(self.draft()).objects.all(), at=AT)
        self.newcomer("Bùi Văn An")
        self.leaves("Nguyễn Thị Bảy")

        self.assertEqual(
            self.names(self.draft()),
            [
                (1, "Nguyễn Thị Bảy"),
                (2, "Lê Thị Nga"),
                (3, "Phạm Văn Tư"),
                (4, "Bùi Văn An"),
            ],
        )

    def test_go_with_a_member_on_whose_line_nothing_was_typed(self):
        self.save(self.draft(), {2: {"interest": 280_274}})
        self.leaves("Nguyễn Thị Bảy")

        self.assertEqual(
            self.names(self.draft()), [(2, "Lê Thị Nga"), (3, "Phạm Văn Tư")]
        )

    def test_stay_with_what_was_typed_for_a_member_who_left(self):
        self.save(self.draft(), {1: {"interest": 280_274}})
        self.leaves("Nguyễn Thị Bảy")

        self.assertEqual(len(self.names(self.draft())), 3)


class SaveTests(DraftCase):
    def test_keeps_an_amount_and_takes_it_back_when_not_paid(self):
        draft = self.save(self.draft(), {1: {"interest": 280_274, "note": "sau"}})
        self.assertEqual(draft.lines.get(number=1).interest, 280_274)

        self.save(draft, {1: {"is_absent": True}})

        line = draft.lines.get(number=1)
        self.assertEqual((line.interest, line.note), (None, "sau"))

    def test_keeps_lines_and_head_or_neither(self):
        draft = self.draft()

        code = self.refusal(
            drafts.save_typed,
            draft=draft,
            lines={1: {"interest": 5}, 9: {"interest": 5}},
            head={"cash_received": 5},
            by=self.country.lan,
            at=AT,
        )

        draft.refresh_from_db()
        self.assertEqual(code, "LINE_IS_GONE")
        self.assertEqual((draft.cash_received, draft.owner), (None, None))

    def test_refuses_the_version_of_another_window(self):
        draft = self.draft()
        self.save(draft, {1: {"interest": 5}}, version=0)

        code = self.refusal(self.save, draft, {1: {"interest": 6}}, version=0)

        self.assertEqual(code, "DRAFT_CHANGED_MEANWHILE")

    def test_refuses_another_teller_until_she_takes_it_over(self):
        draft = self.save(self.draft(), {1: {"interest": 5}})
        mai = self.country.mai

        code = self.refusal(self.save, draft, {1: {"interest": 6}}, by=mai)
        drafts.take_draft(draft=draft, by=mai, at=AT)
        self.save(draft, {1: {"interest": 6}}, by=mai)

        self.assertEqual(code, "DRAFT_BELONGS_TO_ANOTHER")
        self.assertEqual(draft.lines.get(number=1).interest, 6)

    def test_refuses_whoever_is_not_in_the_team(self):
        code = self.refusal(
            self.save, self.draft(), {1: {"interest": 5}}, by=self.country.tam
        )

        self.assertEqual(code, "NOT_IN_TEAM")

    def test_refuses_while_the_cash_is_counted(self):
        draft = self.draft()
        sessions.begin_count(session=self.session, by=self.country.lan, at=AT)

        refused = self.refusal(self.save, draft, {1: {"interest": 1}})

        self.assertEqual(refused, "SESSION_NOT_OPEN")

    def test_refuses_once_the_sheet_is_recorded(self):
        sheet = builders.recorded(self.country, self.group, self.session)
        draft = type(self.draft()).objects.get(group=sheet.group)

        self.assertEqual(
            self.refusal(self.save, draft, {1: {"interest": 5}}), "SHEET_RECORDED"
        )
        self.assertEqual(
            self.refusal(drafts.take_draft, draft=draft, by=self.country.mai, at=AT),
            "SHEET_RECORDED",
        )


class FillTests(DraftCase):
    def fill(self, draft, **more):
        drafts.fill_as_due(
            draft=draft,
            dues=dues.group_dues(self.group, self.session),
            cash_step=1000,
            by=self.country.lan,
            at=AT,
            **more,
        )

    def amounts(self, draft):
        lines = draft.lines.order_by("number")
        return list(lines.values_list("interest", "deposit"))

    def test_leaves_alone_what_was_typed(self):
        draft = self.save(
            self.draft(), {1: {"interest": 100_000}, 2: {"is_absent": True}}
        )

        self.fill(draft)

        self.assertEqual(
            self.amounts(draft), [(100_000, None), (None, None), (280_274, 50_726)]
        )

    def test_puts_the_offer_over_what_stood_on_a_line_that_was_named(self):
        draft = self.save(
            self.draft(), {1: {"interest_from_savings": 5}, 2: {"is_absent": True}}
        )

        self.fill(draft, numbers=[1, 2])

        self.assertEqual(
            self.amounts(draft), [(280_274, 50_726), (280_274, 50_726), (None, None)]
        )
        self.assertIsNone(draft.lines.get(number=1).interest_from_savings)

    def test_marks_the_blank_lines_or_those_named_not_paid(self):
        draft = self.save(self.draft(), {1: {"interest": 5}})

        drafts.mark_absent(draft=draft, by=self.country.lan, at=AT)
        self.assertEqual(draft.lines.filter(is_absent=True).count(), 2)

        drafts.mark_absent(draft=draft, numbers=[1], by=self.country.lan, at=AT)
        self.assertEqual(draft.lines.filter(is_absent=True).count(), 3)


class ArrivedTests(DraftCase):
    def test_is_ticked_and_taken_back(self):
        draft = drafts.mark_arrived(draft=self.draft(), by=self.country.lan, at=AT)
        self.assertEqual(draft.arrived_at, AT)

        draft = drafts.mark_arrived(draft=draft, by=self.country.lan, at=AT)
        self.assertIsNone(draft.arrived_at)
