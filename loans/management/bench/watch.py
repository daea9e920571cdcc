"""The stopwatch: times of named acts, and what one run of each asks of the database."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
_PAGES = """
    SELECT COALESCE(SUM(
        COALESCE(heap_blks_hit, 0) + COALESCE(heap_blks_read, 0)
        + COALESCE(idx_blks_hit, 0) + COALESCE(idx_blks_read, 0)
    ), 0) FROM pg_statio_user_tables
"""


@dataclass
class Times:
    """Seconds of one act, each divided by how many things it did."""

    seconds: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.seconds)

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def most(self) -> float:
        return max(self.seconds)


@dataclass
class Asked:
    """What one run of an act asked: statements, and pages touched (PostgreSQL)."""

    statements: int
    pages: int | None = None


Act = Callable[[], Any]


@dataclass
class Stopwatch:
    """Takes the time of each act; by the processor's clock of those so named."""

    on_processor: frozenset[str] = frozenset()
    taken: dict[str, Times] = field(default_factory=dict)

    def __call__(self, name: str, act: Act, things: int = 1) -> Any:
        """Do an act of so many things and keep its time for each."""
        clock = time.process_time if name in self.on_processor else time.perf_counter
        begun = clock()
        answer = act()
        ended = clock()
        self.note(name, (ended - begun) / things)
        return answer

    def note(self, name: str, seconds: float) -> None:
        """Keep a time that was taken elsewhere."""
        self.taken.setdefault(name, Times()).seconds.append(seconds)


@dataclass
class Counter:
    """Stands in the stopwatch's place: counts what the first run of each act asks."""

    asked: dict[str, Asked] = field(default_factory=dict)

    def __call__(self, name: str, act: Act, things: int = 1) -> Any:
        if name in self.asked:
            return act()
        before = _pages_touched()
        with statements() as told:
            answer = act()
        after = _pages_touched()
        touched = after - before if after is not None and before is not None else None
        self.asked[name] = Asked(len(told), touched)
        return answer


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements sent meanwhile, with their values; those of transactions not.

    One statement executed with many sets of values, as SQLite's driver does for
    many rows, is one.
    """
    told: list[tuple[str, Any]] = []

    def tell(execute, sql, values, many, context):
        if not sql.lstrip().upper().startswith(OF_TRANSACTIONS):
            told.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(tell):
        yield told


def _pages_touched() -> int | None:
    """Pages of tables and indexes touched so far, where the server counts them."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(_PAGES)
        return int(cursor.fetchone()[0])
