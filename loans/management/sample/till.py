"""The cash of a session of the sample: advanced, topped up, counted and handed over."""

from loans.actions import cash
from loans.management.sample.stage import Table
from loans.models import CashClosing, CountKind

ADVANCE = 200_000_000
STEP = 50_000_000
NO_NOTE = "Tiền lẻ không có mệnh giá để chi trả"


def advance(table: Table) -> None:
    """Take the usual advance from the vault, before the controller."""
    _count(table, CountKind.ADVANCE, ADVANCE)


def top_up_for(table: Table, amount: int) -> None:
    """Fetch what is missing to pay `amount` out, in whole steps."""
    missing = amount - cash.till_of(table.session).expected
    if missing > 0:
        _count(table, CountKind.TOP_UP, -(-missing // STEP) * STEP)


def close(table: Table) -> CashClosing:
    """Count what lies in the till; odd đồng that no note can show are short."""
    notes, odd = pieces_of(table, cash.till_of(table.session).expected)
    signed = table.signed("CLOSING")
    return cash.close_till(
        session=table.session,
        pieces=notes,
        reason=NO_NOTE if odd else "",
        key=signed["key"],
        teller=signed["by"],
        controller=table.stage.users["controller"],
        at=signed["at"],
    )


def pieces_of(table: Table, amount: int) -> tuple[dict[int, int], int]:
    """The fewest notes for an amount, and what no note can show."""
    pieces = {}
    for note in cash.notes_on(table.day):
        pieces[note], amount = divmod(amount, note)
    return pieces, amount


def _count(table: Table, kind: str, amount: int) -> None:
    cash.count_cash(
        session=table.session,
        kind=kind,
        pieces=pieces_of(table, amount)[0],
        witnessed_by=table.stage.users["controller"],
        **table.signed(f"{kind}|{amount}"),
    )
