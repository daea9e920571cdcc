"""What is measured, against which limit, and what ratio we promise."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from loans.management.bench.at_once import FEW_TELLERS, SENDERS, TELLERS
from loans.management.bench.seed import FEW, GROUP_SIZE
from loans.management.bench.watch import Asked, Counter, Stopwatch, Times

SHEET_ROWS = 2 * GROUP_SIZE
"""A repayment and a deposit for each line."""


@dataclass(frozen=True)
class Measure:
    """One act: its limit and how many times the limit it may cost.

    `limit` is a name, or several that add up. `most` is the number of statements that
    it may send; `of` is the act whose time is taken, where that is not its own name,
    shared out over so many `things`, and the limit over `limit_things`. `engine` is
    the one on which it is measured, "" both. Without a target a ratio is shown and
    holds nobody to anything.
    """

    name: str
    title: str
    limit: str
    target: float | None
    most: int | None = None
    of: str = ""
    things: int = 1
    limit_things: int = 1
    on_processor: bool = False
    engine: str = ""


MEASURES = (
    Measure("repayment", "post one repayment", "LIM2", 15, most=12),
    Measure("counter", "counter: record a payment, by request", "LIM2", 60),
    Measure("disbursement", "disburse: prepare, sign, carry out", "LIM2", 45),
    Measure("sheet", f"post a sheet of {GROUP_SIZE} lines", "LIM3", 3),
    Measure(
        *("sheet-line", "a line of that sheet ÷ one repayment", "repayment", 1 / 8),
        of="sheet",
        things=GROUP_SIZE,
    ),
    Measure("sheet-again", "send the same sheet again", "LIM3", 0.5),
    Measure(
        *("sheet-page", f"open the sheet page, {GROUP_SIZE} lines (CPU)", "LIM8", 5),
        most=12,
        on_processor=True,
    ),
    Measure(
        *("sheet-save", "keep it as typed, request to redirect (CPU)"),
        *("LIM3 + LIM8", 3),
        on_processor=True,
    ),
    Measure(
        *("loan-page", "open a loan's page (CPU)", "LIM8", 5),
        most=12,
        on_processor=True,
    ),
    Measure("search", "search by name in a commune", "LIM1", 8),
    Measure("citizen-id", "search by citizen ID", "LIM1", 5),
    Measure("keyset", "loans by key, the first 50", "LIM1", 16),
    Measure("keyset-later", "the same, from the middle ÷ the first", "keyset", 1.2),
    Measure("accrual", "open a session: accrual, per loan", "LIM5", None),
    Measure(
        *("accrual-posting", "the same ÷ a raw posting with balance", "LIM3", 5),
        of="accrual",
        limit_things=SHEET_ROWS,
    ),
    Measure(
        "accrual-insert", "the same ÷ a raw guarded insert", "LIM9", 8, of="accrual"
    ),
    Measure(
        *("overdue", "overdue: propose, sign, transfer, per loan", "LIM5", None),
        most=30,
    ),
    Measure(
        *("overdue-posting", "the same ÷ a raw posting with balance", "LIM3", 20),
        of="overdue",
        limit_things=SHEET_ROWS,
    ),
    Measure(
        *("close", "close a full session, per posting", "LIM10", 8),
        most=26,
    ),
    Measure("verify", "verify_ledger, per posting", "LIM4", None),
    Measure("verify-read", "the same ÷ reading and hashing", "LIM10", 4, of="verify"),
    Measure(
        *("one-key", f"{SENDERS} threads send one key", "repayment", SENDERS),
        engine="postgresql",
    ),
    Measure(
        *("tellers", f"{TELLERS} tellers, a point each", "one-teller-5", 0.8),
        of="tellers-5",
        engine="postgresql",
    ),
    Measure(
        *("tellers-slow", "the same, flush + 50 ms", "one-teller-50", 1 / 4),
        of="tellers-50",
        engine="postgresql",
    ),
    Measure(
        *("tellers-one-point", f"{TELLERS} tellers at one point", "one-teller-5", 1.1),
        of="tellers-one-point-5",
        engine="postgresql",
    ),
    Measure(
        *("tellers-one-point-slow", "the same, flush + 50 ms", "one-teller-50", 1.1),
        of="tellers-one-point-50",
        engine="postgresql",
    ),
    Measure(
        *("wait-one-point", "of that, one payment with its wait", "one-teller-5", 10),
        of="tellers-one-point-5-each",
        engine="postgresql",
    ),
    Measure(
        *(
            "four-tellers",
            f"{FEW_TELLERS} tellers at one point",
            "repayment",
            FEW_TELLERS,
        ),
        engine="sqlite",
    ),
)
TARGETS_OF_SQLITE = {
    "repayment": 30.0,
    "counter": 80.0,
    "disbursement": 85.0,
    "sheet": 12.0,
    "sheet-again": 1.2,
    "sheet-save": 7.0,
    "overdue-posting": 40.0,
}
"""There raw statements meet no server, and nearly all of a ratio is Python."""

LIMITS = {
    "LIM1": "SELECT 1 through Django's cursor",
    "LIM2": "one-row durable commit",
    "LIM3": f"the {SHEET_ROWS} rows of the sheet in raw statements",
    "LIM4": "three sums over the ledger, per posting",
    "LIM5": "plain UPDATE of every balance, per loan",
    "LIM8": "empty signed-in page (CPU)",
    "LIM9": "one raw INSERT of the sheet's rows into the guarded ledger, per row",
    "LIM10": "every posting read and hashed, per posting",
    "one-teller-5": "one teller's payment, every flush 5 ms slower, as for several",
    "one-teller-50": "the same, every flush 50 ms slower",
}
ON_PROCESSOR = frozenset(
    {measure.name for measure in MEASURES if measure.on_processor} | {"LIM8"}
)


@dataclass(frozen=True)
class Figure:
    """One line of the answer; times in milliseconds.

    `statements_of_few` is what the act asked at the point whose groups have two
    members; `pages_touched` is null where the server does not count them.
    """

    engine: str
    loans: int
    name: str
    measure: str
    figure: float
    least: float
    most: float
    limit_name: str
    limit: float
    ratio: float
    target: float | None
    pages_touched: int | None
    statements: int | None
    statements_of_few: int | None
    most_statements: int | None
    is_within: bool

    def as_row(self) -> dict:
        """For JSON: `pass`, which is a word of the language, for `is_within`."""
        row = asdict(self)
        row["pass"] = row.pop("is_within")
        return row


@dataclass(frozen=True)
class Taken:
    """What a run brought: times, what was asked at a large and at the small point."""

    engine: str
    loans: int
    watch: Stopwatch
    many: Counter
    few: Counter


def figures(
    taken: Taken, only: str | None = None, targets: Mapping[str, float] | None = None
) -> list[Figure]:
    """The measures that were taken, or one of them, each against its limit."""
    return [
        _figure(taken, measure, targets or {})
        for measure in MEASURES
        if only in (None, measure.name) and measure.engine in ("", taken.engine)
    ]


def _figure(taken: Taken, measure: Measure, targets: Mapping[str, float]) -> Figure:
    times = taken.watch.taken[measure.of or measure.name]
    limits = [taken.watch.taken[name].middle for name in measure.limit.split(" + ")]
    limit = sum(limits) / measure.limit_things
    target = targets.get(measure.name, _target(taken.engine, measure))
    ratio = times.middle / measure.things / limit
    many = taken.many.asked.get(measure.name)
    few = taken.few.asked.get(measure.name)
    return Figure(
        engine=taken.engine,
        loans=taken.loans,
        name=measure.name,
        measure=measure.title,
        **_milliseconds(times, measure.things),
        limit_name=measure.limit,
        limit=limit * 1000,
        ratio=ratio,
        target=target,
        pages_touched=many.pages if many else None,
        statements=many.statements if many else None,
        statements_of_few=few.statements if few else None,
        most_statements=measure.most,
        is_within=(target is None or ratio <= target)
        and _is_steady(many, few, measure.most),
    )


def _target(engine: str, measure: Measure) -> float | None:
    if engine == "sqlite":
        return TARGETS_OF_SQLITE.get(measure.name, measure.target)
    return measure.target


def _milliseconds(times: Times, things: int) -> dict[str, float]:
    return {
        "figure": times.middle * 1000 / things,
        "least": times.least * 1000 / things,
        "most": times.most * 1000 / things,
    }


def _is_steady(many: Asked | None, few: Asked | None, most: int | None) -> bool:
    """No more statements for forty members than for two, nor than are allowed."""
    if many is None:
        return True
    grew = few is not None and many.statements > few.statements
    return not grew and (most is None or many.statements <= most)


def promise() -> str:
    """One sentence under a table."""
    return (
        f"Statements: with {GROUP_SIZE} members, in brackets with {FEW}; transaction"
        " control is not counted. Milliseconds fail nothing; a ratio over its target"
        " or a count that grew does."
    )
