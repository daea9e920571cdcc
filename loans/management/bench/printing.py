"""The figures as a table of text."""

from collections.abc import Iterable, Mapping
from typing import Any

from loans.management.bench.figures import LIMITS, promise

HEADS = (
    "measure",
    "figure ms (least–most)",
    "limit ms",
    "ratio",
    "target",
    "pages touched",
    "statements",
    "pass",
)


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """A table for each engine, columns aligned; what the limits are, below."""
    rows = list(rows)
    parts = []
    for engine in dict.fromkeys(row["engine"] for row in rows):
        own = [row for row in rows if row["engine"] == engine]
        parts.append(f"{engine}, {own[0]['loans']} loans")
        parts.append(_aligned([HEADS, *(_cells(row) for row in own)]))
        parts.append("")
    names = dict.fromkeys(row["limit_name"] for row in rows)
    parts += [f"{name}: {LIMITS[name]}" for name in names if name in LIMITS]
    return "\n".join([*parts, promise()])


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        row["measure"],
        f"{_short(row['figure'])} ({_short(row['least'])}–{_short(row['most'])})",
        f"{row['limit_name']} {_short(row['limit'])}",
        _short(row["ratio"]),
        "shown" if row["target"] is None else f"≤ {_short(row['target'])}",
        "–" if row["pages_touched"] is None else str(row["pages_touched"]),
        _count(row),
        "yes" if row["pass"] else "NO",
    )


def _count(row: Mapping[str, Any]) -> str:
    if row["statements"] is None:
        return "–"
    text = str(row["statements"])
    if row["statements_of_few"] is not None:
        text += f" ({row['statements_of_few']})"
    if row["most_statements"] is not None:
        text += f" ≤ {row['most_statements']}"
    return text


def _short(number: float) -> str:
    """Three figures that tell something: 12.3, 0.00123, 250."""
    if number >= 100:
        return f"{number:.0f}"
    return f"{number:.3g}"


def _aligned(lines: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )
