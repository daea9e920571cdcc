"""Several tellers at once, each with a connection of their own, as a server has them.

Where waiting is measured each teller is a process: the threads of one process share
one interpreter, and a payment costs the house more of that than a flush takes.
PostgreSQL waits before every flush as a disk does that truly writes: 5 ms, and 50 ms,
beside which the processor of two cores no longer counts and a row that all wait for
shows by itself.
"""

import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

from django.db import connection

from loans.actions import repayments
from loans.management.bench.frame import Frame, moment
from loans.management.bench.seed import Book, Served, close_session, open_session
from loans.management.bench.watch import Stopwatch
from loans.models import Loan, Posting, Session
from programmes.rules.keys import uuid7

SENDERS = 20
TELLERS = 8
FEW_TELLERS = 4
PAYMENTS = 10
"""Taken by each teller, one after another."""

FLUSHES_MS = (5, 50)
PAID = 1000
WHY_AGAIN = "Khách nộp nhiều lần"

Work = Callable[[int], Any]
Serve = Callable[[int, int], Any]
"""What a teller does in a turn: turn, number of the teller."""


def at_once(book: Book, watch: Stopwatch) -> None:
    """Open sessions, let tellers pay in together, close them again."""
    crowded, *_rest = book.points
    served = [crowded, *book.desks]
    held = [open_session(book.frame, one) for one in served]
    payers = [_loans(one) for one in served]
    if connection.vendor == "sqlite":
        _queued(book.frame, held[0], payers[0], watch)
    else:
        _one_key(book.frame, held[0], payers[0][0], watch)
        _slowed(book.frame, held, payers, watch)
    for session in held:
        close_session(book.frame, session)


def _loans(served: Served) -> list[Loan]:
    return list(Loan.objects.filter(group=served.groups[0]).order_by("pk"))


def _queued(
    frame: Frame, session: Session, loans: Sequence[Loan], watch: Stopwatch
) -> None:
    """Four tellers of one session; each payment is timed with its waiting."""

    def serve(number: int) -> None:
        for turn in range(PAYMENTS):
            loan = loans[(number + FEW_TELLERS * turn) % len(loans)]
            begun = time.perf_counter()
            pay(frame, session, loan)
            watch.note("four-tellers", time.perf_counter() - begun)

    together(FEW_TELLERS, serve)


def _one_key(frame: Frame, session: Session, loan: Loan, watch: Stopwatch) -> None:
    """The same payment by twenty threads: one posting and twenty equal answers."""
    for _turn in range(3):
        key = uuid7(moment(session.held_on))
        answers: list[int] = []
        took = together(
            SENDERS,
            lambda _number, key=key, to=answers: to.append(
                pay(frame, session, loan, key).pk
            ),
        )
        kept = list(Posting.objects.filter(key=key).values_list("pk", flat=True))
        if len(kept) != 1 or answers != kept * SENDERS:
            raise RuntimeError(f"one key, postings {kept}, answers {answers}")
        watch.note("one-key", took)


def _slowed(
    frame: Frame,
    held: Sequence[Session],
    payers: Sequence[Sequence[Loan]],
    watch: Stopwatch,
) -> None:
    """One teller, eight at a point each, eight at one point, in turn."""
    crowded, loans = held[0], payers[0]

    def alone(turn: int, _number: int) -> None:
        pay(frame, crowded, loans[turn % len(loans)])

    def apart(turn: int, number: int) -> None:
        own = payers[number + 1]
        pay(frame, held[number + 1], own[turn % len(own)])

    def crowd(turn: int, number: int) -> None:
        pay(frame, crowded, loans[(number + TELLERS * turn) % len(loans)])

    for _turn in range(3):
        for flush_ms in FLUSHES_MS:
            for name, tellers, serve in (
                ("one-teller", 1, alone),
                ("tellers", TELLERS, apart),
                ("tellers-one-point", TELLERS, crowd),
            ):
                taken = in_processes(tellers, serve, flush_ms)
                begun = min(first for first, _last in taken)
                ended = max(last for _first, last in taken)
                watch.note(f"{name}-{flush_ms}", (ended - begun) / len(taken))
                for first, last in taken:
                    watch.note(f"{name}-{flush_ms}-each", last - first)


def pay(frame: Frame, session: Session, loan: Loan, key: UUID | None = None) -> Posting:
    at = moment(session.held_on, 60)
    return repayments.repay(
        loan=loan,
        session=session,
        paid={"interest_in_term": PAID},
        why_again=WHY_AGAIN,
        key=key or uuid7(at),
        by=frame.users["teller"],
        at=at,
    )


def together(count: int, work: Work) -> float:
    """Let so many threads work at once; seconds until the last has ended.

    Raises: RuntimeError if one of them failed.
    """
    ready = Barrier(count + 1)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            work(number)
        except BaseException as error:
            failures.append(error)
            ready.abort()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    if failures:
        raise RuntimeError(f"of {count} at once") from failures[0]
    return took


def in_processes(count: int, serve: Serve, flush_ms: int) -> list[tuple[float, float]]:
    """Let so many processes serve at once, every flush of theirs slower by so much.

    Returns: when each act began and ended, in seconds of one clock. Raises:
    RuntimeError if one of them failed.
    """
    # Copies of this process: a connection would be shared by all of them.
    connection.close()
    copies = get_context("fork")
    ready, told = copies.Barrier(count), copies.SimpleQueue()

    def run(number: int) -> None:
        taken: list[tuple[float, float]] | None = None
        try:
            _delay_commits(flush_ms)
            ready.wait()
            taken = [_timed(serve, turn, number) for turn in range(PAYMENTS)]
        finally:
            if taken is None:
                ready.abort()
            told.put(taken)
            connection.close()

    processes = [copies.Process(target=run, args=[number]) for number in range(count)]
    for process in processes:
        process.start()
    answers = [told.get() for _process in processes]
    for process in processes:
        process.join()
    if None in answers:
        raise RuntimeError(f"of {count} at once")
    return [act for acts in answers for act in acts]


def _timed(serve: Serve, turn: int, number: int) -> tuple[float, float]:
    begun = time.perf_counter()
    serve(turn, number)
    return begun, time.perf_counter()


def _delay_commits(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET commit_siblings = 0")
        cursor.execute(f"SET commit_delay = {milliseconds * 1000}")
