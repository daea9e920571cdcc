"""A run in this process: the book is made, sessions are played, times are taken."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from loans.management.bench import limits
from loans.management.bench.acts import Round, full_session, late_session, verified
from loans.management.bench.at_once import at_once
from loans.management.bench.figures import ON_PROCESSOR, Taken
from loans.management.bench.frame import make_frame
from loans.management.bench.seed import Book, make_book, places_for
from loans.management.bench.watch import Counter, Stopwatch
from loans.models import Posting

AT_THE_END = 3
"""How often a full session is closed, and the whole ledger is verified."""

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
        book = make_book(make_frame(places_for(loans)), loans, tell)
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
    for counter, served in ((few, book.small), (many, book.points[0])):
        full_session(book.frame, served, counter)
    late_session(book.frame, book.late, many)
    for _turn in range(AT_THE_END):
        full_session(book.frame, book.points[0], watch)
        late_session(book.frame, book.late, watch)
    tell("full sessions closed")
    at_once(book, watch)
    tell("several tellers at once")
    postings = Posting.objects.count()
    many("verify", verified)
    for _turn in range(AT_THE_END):
        watch("LIM4", limits.scan_the_ledger, postings)
        watch("LIM10", limits.read_and_hash, postings)
        watch("verify", verified, postings)
    return Taken(connection.vendor, book.loan_count, watch, many, few)


def _analyse() -> None:
    """Let the planner know the book, as a server's own housekeeping would.

    SQLite has none. Told that nearly every row undoes nothing, it would read the
    whole ledger where it looks for what undid a row.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
