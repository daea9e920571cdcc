"""A run in this process: the book is made, sessions are played, times are taken."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from loans.management.bench import limits
from loans.management.bench.acts import Round, verified
from loans.management.bench.figures import ON_PROCESSOR, Taken
from loans.management.bench.frame import make_frame
from loans.management.bench.seed import Book, make_book, shares
from loans.management.bench.watch import Counter, Stopwatch
from loans.models import Posting

AT_THE_END = 3
"""How often the whole ledger is verified."""

AS_AT_WORK = override_settings(
    DEBUG=False,
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF="loans.management.bench.empty_page",
)


def run(loans: int, rounds: int, tell: Callable[[str], object]) -> Taken:
    """Fill the empty database of this process, and measure in it."""
    if settings.SECURE_SSL_REDIRECT:
        raise RuntimeError("bench talks to the house without TLS")
    with AS_AT_WORK:
        book = make_book(make_frame(len(shares(loans)) + 1), loans, tell)
        limits.prepare()
        _analyse()
        return _measured(book, rounds, tell)


def _measured(book: Book, rounds: int, tell: Callable[[str], object]) -> Taken:
    client = Client()
    client.force_login(book.frame.users["teller"])
    few, many = Counter(), Counter()
    watch = Stopwatch(ON_PROCESSOR)
    # The first sessions warm up and count; nothing is timed in them.
    for served, counter in (
        (book.small, Counter()),
        (book.small, few),
        (book.points[0], many),
    ):
        Round(book.frame, served, counter, client).play()
    tell("warmed up")
    for number in range(1, rounds + 1):
        served = book.points[number % len(book.points)]
        Round(book.frame, served, watch, client, number // len(book.points)).play()
        tell(f"round {number} of {rounds}")
    postings = Posting.objects.count()
    many("verify", verified)
    for _turn in range(AT_THE_END):
        watch("LIM4", limits.scan_the_ledger, postings)
        watch("verify", verified, postings)
    return Taken(connection.vendor, book.loan_count, watch, many, few)


def _analyse() -> None:
    """Let the planner know the book, as a server's own housekeeping would."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
