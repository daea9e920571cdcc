"""Twelve writers who stop when the database dies, and what they were told.

python -m tests.faults.writing, with DATABASE_URL set. Each line of its input is a word:
PREPARE fills an empty database; WRITE lets the writers go, answers GOING once many
acts are acknowledged and STOPPED when all writers met the end; CHECK holds the ledger
against what was acknowledged, sends what got no answer again, and answers in JSON.
CARELESS before it lets commits be acknowledged before they are on the disk.
"""

import json
import sys
from datetime import date
from threading import Lock, Thread

import django

WRITERS = 12
MANY = 100
"""Acts acknowledged in a round before the database may die."""


class Office:
    """A session with a loan and a member account for each writer."""

    def __init__(self):
        self.lock = Lock()
        self.acknowledged = set()
        self.unanswered = []
        self.is_careless = False

    def say(self, word):
        with self.lock:
            sys.stdout.write(f"{word}\n")
            sys.stdout.flush()

    def prepare(self):
        with transaction.atomic():
            country = Country()
            group = builders.running_group(country, size=WRITERS)
            self.session = builders.session(country, date(2026, 4, 10))
        self.teller = country.lan
        self.at = moment(self.session.held_on)
        self.loans = list(group.loans.order_by("pk"))
        self.accounts = [
            SavingsAccount.objects.get(person=loan.borrower_id) for loan in self.loans
        ]
        connection.close()

    def pay(self, writer, key):
        """A payment of 1.000 with change of 1.000 into the account: two rows."""
        return repayments.repay(
            loan=self.loans[writer],
            session=self.session,
            paid={"principal_in_term": 1_000},
            change_into=self.accounts[writer],
            change=1_000,
            why_again="Khách nộp nhiều lần",
            key=key,
            by=self.teller,
            at=self.at,
        )

    def write(self):
        self.goal = len(self.acknowledged) + MANY
        threads = [Thread(target=self.writer, args=[n]) for n in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def writer(self, number):
        try:
            if self.is_careless:
                with connection.cursor() as cursor:
                    cursor.execute("SET synchronous_commit = off")
            while True:
                key = uuid7(self.at)
                try:
                    self.pay(number, key)
                except (OperationalError, InterfaceError):
                    self.unanswered.append((number, key))
                    return
                except Refused as busy:
                    if busy.code != "BUSY":
                        raise
                    continue
                self.acknowledge(key)
        finally:
            connection.close()

    def acknowledge(self, key):
        with self.lock:
            self.acknowledged.add(key)
            is_many = len(self.acknowledged) == self.goal
        if is_many:
            self.say("GOING")

    def check(self):
        rows = Counter(Posting.objects.values_list("key", flat=True))
        keys = [key for _writer, key in self.unanswered]
        found = {
            "acknowledged": len(self.acknowledged),
            "lost": len(self.acknowledged - rows.keys()),
            "halves": sum(
                rows[key] not in (0, 2) for key in {*self.acknowledged, *keys}
            ),
            "unanswered": len(keys),
        }
        for writer, key in self.unanswered * 2:
            self.pay(writer, key)
        retried = Counter(Posting.objects.filter(key__in=keys).values_list("key"))
        found["not there once"] = sum(count != 2 for count in retried.values())
        found["missing after the retry"] = len(keys) - len(retried)
        found["differences"] = [str(each) for each in differences()]
        self.acknowledged |= set(keys)
        self.unanswered.clear()
        connection.close()
        return found


def serve():
    office = Office()
    for line in sys.stdin:
        word = line.strip()
        if word == "PREPARE":
            office.prepare()
            office.say("PREPARED")
        elif word == "CARELESS":
            office.is_careless = True
            office.say("CARELESS")
        elif word == "WRITE":
            office.write()
            office.say("STOPPED")
        elif word == "CHECK":
            office.say(json.dumps(office.check()))


if __name__ == "__main__":
    django.setup()
    # Django must be set up before what needs its models is read.
    from collections import Counter

    from django.db import InterfaceError, OperationalError, connection, transaction

    from loans.actions import repayments
    from loans.actions.refusals import Refused
    from loans.models import Posting, SavingsAccount
    from loans.reports.verification import differences
    from programmes.rules.keys import uuid7
    from tests import builders
    from tests.cast import Country, moment

    serve()
