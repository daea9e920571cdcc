"""What is offered at the counter over a borrower's loans, and how cash is shared out.

It pre-fills the teller's fields; what is typed is taken as typed.
"""

from collections.abc import Sequence

from loans.actions.at_counter import Standing
from loans.rules.allocation import allocate
from loans.rules.notes import carried

AHEAD = "principal_ahead"


def offers(standings: Sequence[Standing]) -> list[tuple[int, int]]:
    """What is offered of each loan, as (principal, interest), in the order given.

    It is what is due. Cash comes in whole steps over all loans together: a member
    account takes up the odd đồng as change; without one the interest gives way, of the
    youngest loan first, and never of a loan that is paid off (D27).
    """
    offered = [one.asked() for one in standings]
    if not standings or standings[0].account:
        return offered
    total = sum(map(sum, offered))
    paying = [
        place
        for place, one in enumerate(standings)
        if not one.is_payoff(*offered[place])
    ]
    interest = sum(offered[place][1] for place in paying)
    step = standings[0].cash_step
    odd = carried(interest, beside=total - interest, step=step)
    for place in reversed(paying):
        principal, asked = offered[place]
        offered[place] = principal, max(asked - odd, 0)
        odd -= min(odd, asked)
    return offered


def spread(standings: Sequence[Standing], amount: int) -> list[tuple[int, int]]:
    """An amount shared out over the loans, as (principal, interest) of each.

    What is due comes before what is paid ahead, loans with something overdue before
    the others, older before younger; within a loan the dated order decides.

    Raises: MoreThanOwed.
    """
    places = sorted(
        range(len(standings)), key=lambda place: not standings[place].due.is_overdue
    )
    words = [(place, word) for place in places for word in standings[place].order]
    order = [f"{place}:{word}" for place, word in words if word != AHEAD]
    order += [f"{place}:{word}" for place, word in words if word == AHEAD]
    owed = {
        f"{place}:{word}": debt
        for place, one in enumerate(standings)
        for word, debt in one.owed.items()
    }
    shares = [[0, 0] for _one in standings]
    for name, spent in allocate(amount, owed=owed, order=order).items():
        place, word = name.split(":")
        shares[int(place)][word.startswith("interest")] += spent
    return [(principal, interest) for principal, interest in shares]
