"""A session from its preparation to its sealed minutes, by keys alone, in Vietnamese.

On the small laptop of a point at 125 %, then on the width of a telephone; and with
two tellers and the controller at work at the same time.
"""

import pytest
from django.utils import timezone

from loans.actions import cash
from loans.models import (
    GroupSheet,
    LoanBalance,
    Posting,
    PostingKind,
    Session,
    SessionState,
)
from loans.reports.verification import differences
from programmes.rules.calendar import last_session_before
from tests import builders
from tests.cast import Country
from tests.journeys.hand import Hand
from tests.transactions import ON_ONE_ENGINE, JourneyTestCase

LAPTOP, TELEPHONE = (1093, 614), (360, 800)


@ON_ONE_ENGINE
@pytest.mark.browser
class DayTestCase(JourneyTestCase):
    """Two groups with loans of earlier sessions at the point whose day is today.

    Of the first group one loan is to be paid out today, and one of a month has passed
    its day unpaid.
    """

    def setUp(self):
        self.today = timezone.localdate()
        self.country = Country(session_day=self.today.day)
        before = last_session_before(self.today, self.today.day)
        first = last_session_before(before, self.today.day)
        self.groups = [
            builders.group(self.country, size=3),
            builders.group(self.country, size=2),
        ]
        [late, *_rest] = builders.members(self.groups[0])
        self.late = self.loan(late, first, term_months=1)
        for group, day in zip(self.groups, (first, before), strict=True):
            session = builders.session(self.country, day)
            lent = [self.loan(one, day) for one in builders.members(group)]
            if day == first:
                lent.append(self.late)
            builders.disbursed(self.country, session, *lent)
            builders.closed(self.country, session)
        self.to_pay_out = self.loan(late, self.today, term_months=12)

    def loan(self, member, day, *, term_months=60):
        return builders.loan(
            self.country,
            member,
            of=member.memberships.get().group,
            disburse_on=day,
            amount=20_000_000,
            term_months=term_months,
            period_months=1 if term_months == 1 else None,
        )

    def hand(self, user, size=LAPTOP):
        return Hand(self, user, size)

    def session(self):
        return Session.objects.get(held_on=self.today)

    def record(self, teller, *keys):
        """Lines by single keys, the cash that they come to, the check, recorded."""
        teller.to("[id^=interest-]")
        teller.page.wait_for_function("!document.querySelector('.go-to').hidden")
        teller.press(*keys)
        teller.to("#cash_received")
        teller.type(teller.text('[data-sum="cash"]').replace(".", ""))
        teller.press("Enter")
        teller.page.wait_for_selector("form[data-once] .btn-primary:focus")
        teller.press("Enter")
        teller.page.wait_for_selector(".stamp")
        teller.stays_within()

    def sign(self, controller):
        controller.open("home")
        controller.enter("act-index")
        controller.to(".btn-primary")
        controller.enter("act-index")
        controller.sees("Đã ký")


class AloneTests(DayTestCase):
    """Every step of the day, one person after the other."""

    def test_is_held_on_a_small_laptop(self):
        self.hold(LAPTOP)

    def test_is_held_on_the_width_of_a_telephone(self):
        self.hold(TELEPHONE)

    def hold(self, size):
        officer, leader, teller, controller = (
            self.hand(getattr(self.country, name), size)
            for name in ("son", "hung", "lan", "cuc")
        )
        self.prepare(officer)
        self.open(leader)
        self.advance(teller)
        self.record_sheets(teller)
        self.take_a_payment(teller)
        self.pay_out(teller, controller)
        self.transfer(leader, controller)
        self.close(teller)
        self.is_sealed(teller)

    def prepare(self, officer):
        point = self.country.point.pk
        officer.open("home")
        officer.enter("session-prepare", point, self.today.isoformat())
        officer.to("#id_leader_0")
        officer.press("Enter", "Enter", "Enter", "Enter")
        officer.page.wait_for_url(lambda url: "prepare" not in url)
        number = self.session().pk
        officer.enter("session-papers", number)
        link = officer.page.get_attribute("a.btn-primary", "href")
        paper = officer.context.request.get(f"{self.live_server_url}{link}")
        self.assertEqual(paper.headers["content-type"], "application/pdf")

    def open(self, leader):
        number = self.session().pk
        leader.open("home")
        leader.enter("session-open", number)
        leader.enter("session-show", number)
        leader.sees("Đang mở")

    def advance(self, teller):
        number = self.session().pk
        teller.open("home")
        teller.enter("session-show", number)
        teller.enter("cash-advance", number)
        teller.to("#id_note-500000")
        teller.type("60")
        teller.sign()
        teller.enter("session-show", number)
        teller.sees("30.000.000")

    def record_sheets(self, teller):
        number = self.session().pk
        first, second = self.groups
        teller.enter("sheet-edit", number, first.pk)
        self.record(teller, "*")
        teller.enter("sheet-edit", number, second.pk)
        self.record(teller, "-", "*")
        self.assertEqual(GroupSheet.objects.filter(session=number).count(), 2)

    def take_a_payment(self, teller):
        number = self.session().pk
        teller.open("session-show", number)
        with teller.page.expect_navigation():
            teller.press("F2")
        teller.to("#id_q")
        teller.type(builders.members(self.groups[1])[1].citizen_id)
        teller.press("Enter")
        teller.to("#id_principal")
        teller.type("5000000")
        teller.press("Enter", "Enter", "Enter")
        teller.to("#id_given")
        teller.type("5000000")
        teller.press("Enter")
        teller.page.wait_for_selector("form[data-once]")
        teller.press("Enter")
        teller.page.wait_for_selector(".passbook")
        self.assertIn("15.000.000", teller.text(".passbook"))

    def pay_out(self, teller, controller):
        number = self.session().pk
        teller.open("session-show", number)
        with teller.page.expect_navigation():
            teller.press("F4")
        teller.enter("disbursement-prepare", number, self.to_pay_out.pk)
        teller.to("#id_is_present")
        teller.press("Space", "Space", "Space")
        teller.enter("disbursement-index", number)
        self.sign(controller)
        teller.open("disbursement-index", number)
        teller.to(".next form button")
        teller.enter("disbursement-index", number)
        teller.sees("Đã chi")

    def transfer(self, leader, controller):
        number = self.session().pk
        leader.open("session-show", number)
        leader.enter("session-overdue", number)
        leader.to(".next .btn-primary")
        leader.enter("session-overdue", number)
        self.sign(controller)
        leader.open("session-overdue", number)
        leader.enter("session-overdue", number)
        leader.sees("Đã chuyển nợ quá hạn")

    def close(self, teller):
        number = self.session().pk
        teller.open("session-show", number)
        teller.enter("session-count", number)
        teller.enter("session-close", number)
        teller.to("#id_note-500000")
        left = cash.till_of(self.session()).expected
        for note in cash.notes_on(self.today):
            pieces, left = divmod(left, note)
            teller.type(str(pieces))
            teller.press("Enter")
        teller.to("[name=signer]")
        teller.sign()
        teller.enter("session-close", number)
        teller.to("[name=leader-signer]")
        teller.sign()
        teller.enter("session-show", number)

    def is_sealed(self, teller):
        session = self.session()
        self.assertEqual(session.state, SessionState.CLOSED)
        teller.open("session-minutes", session.pk)
        self.assertIn(session.seal.short, teller.text("body"))
        self.assertEqual(session.cash_closing.difference, 0)
        self.assertEqual(list(differences()), [])
        late = LoanBalance.objects.get(loan=self.late)
        self.assertEqual(late.principal_overdue, 20_000_000)
        paid = Posting.objects.get(session=session, kind=PostingKind.DISBURSEMENT)
        self.assertEqual(
            (paid.posted_by, paid.checked_by), (self.country.lan, self.country.cuc)
        )


class TogetherTests(DayTestCase):
    """Two tellers and the controller, each at an own machine at the same time."""

    def test_two_tellers_and_the_controller_stay_out_of_each_others_way(self):
        session = builders.session(self.country, self.today)
        first, second = self.groups
        lan, mai, cuc = (
            self.hand(getattr(self.country, name)) for name in ("lan", "mai", "cuc")
        )
        lan.open("sheet-edit", session.pk, first.pk)
        mai.open("sheet-edit", session.pk, second.pk)
        for teller in (lan, mai):
            teller.to("#interest-1")
            teller.press("+")
            teller.page.wait_for_selector('#saving[data-saving="draft"]')

        self.finds_the_sheet_in_other_hands(lan, session, second)
        self.prepare(mai, session)
        self.sign(cuc)
        lan.open("sheet-edit", session.pk, first.pk)
        mai.open("sheet-edit", session.pk, second.pk)
        self.record(lan, "*")
        self.pay_out(mai, session)
        mai.open("sheet-edit", session.pk, second.pk)
        self.record(mai, "*")

        by_group = {sheet.group: sheet for sheet in GroupSheet.objects.all()}
        self.assertEqual(by_group[first].recorded_by, self.country.lan)
        self.assertEqual(by_group[second].recorded_by, self.country.mai)
        cuc.open("session-show", session.pk)
        self.assertIn("Bảng kê 2/2", cuc.text("#progress"))
        self.assertEqual(list(differences()), [])

    def finds_the_sheet_in_other_hands(self, teller, session, group):
        teller.open("sheet-edit", session.pk, group.pk)
        teller.sees("Nhận bàn giao")
        self.assertEqual(teller.page.locator("#interest-1:read-write").count(), 0)

    def prepare(self, teller, session):
        teller.open("disbursement-prepare", session.pk, self.to_pay_out.pk)
        teller.to("#id_is_present")
        teller.press("Space", "Space", "Space")
        teller.enter("disbursement-index", session.pk)

    def pay_out(self, teller, session):
        teller.open("disbursement-index", session.pk)
        teller.to(".next form button")
        teller.enter("disbursement-index", session.pk)
        teller.sees("Đã chi")
