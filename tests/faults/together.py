"""Acts that are done at the same moment, each by a thread with its own connection."""

from datetime import date
from threading import Barrier, Thread

from django.db import connection, transaction

from loans.actions import savings, sessions
from loans.actions.ledger import Act
from loans.actions.refusals import Refused
from loans.models import SavingsAccount
from programmes.rules.keys import uuid7
from tests import builders
from tests.cast import Country, moment
from tests.transactions import LedgerTransactionTestCase

APRIL = date(2026, 4, 10)
AT = moment(APRIL)
WHY_AGAIN = "Khách gửi nhiều lần"


def together(*acts):
    """Let all acts go at once; what each answered or how it was refused, in order.

    A refusal stands in the list as its code; who is told that others are busy sends it
    again, as a teller does. Any other exception is raised here.
    """
    answers = [None] * len(acts)
    line = Barrier(len(acts))

    def run(place, act):
        try:
            line.wait(timeout=30)
            answers[place] = patiently(act)
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


def patiently(act):
    """What an act answers, or the code of its refusal, once nobody is in its way."""
    for _time in range(5):
        try:
            return act()
        except Refused as refused:
            code = refused.code
            if code != "BUSY":
                break
    return code


class RaceCase(LedgerTransactionTestCase):
    size = 2

    def setUp(self):
        with transaction.atomic():
            self.country = Country()
            self.group = builders.running_group(self.country, size=self.size)
            self.session = builders.session(self.country, APRIL)
            self.loans = list(self.group.loans.order_by("pk"))
            self.account = SavingsAccount.objects.earliest("pk")

    def counter(self):
        """The office's own session of the same day, open beside the point's."""
        prepared = sessions.prepare_session(
            office=self.country.office,
            held_on=APRIL,
            team=self.country.team,
            by=self.country.son,
            at=AT,
        )
        return sessions.open_session(session=prepared, by=self.country.hung, at=AT)

    def deposit(self, amount=10_000, key=None):
        return savings.deposit(
            account=self.account,
            amount=amount,
            session=self.session,
            key=key or uuid7(AT),
            by=self.country.lan,
            at=AT,
            why_again=WHY_AGAIN,
        )

    def signed(self, *fields):
        return Act(
            key=uuid7(AT),
            by=self.country.lan,
            at=AT,
            fields=fields,
            checked_by=self.country.cuc,
            checked_way="OWN_DEVICE",
            reason="Ghi nhầm số tiền",
        )
