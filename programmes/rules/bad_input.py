"""What a parser says of a value that it cannot take, or takes with a doubt.

Codes and values only: `programmes.forms.sentences` turns them into words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Named = int | str | date


@dataclass(eq=False)
class BadInput(Exception):
    """A refused value: why (`code`), as typed, and what may have been meant.

    `offer` is text that the same parser accepts, to be taken with one key; it is
    never taken by itself. `values` are the limits and findings that the sentence
    names.
    """

    code: str
    value: str
    offer: str | None = None
    values: Mapping[str, Named] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.value[:40]!r}"


@dataclass(frozen=True)
class Doubt:
    """A warning: the value is taken once somebody has confirmed it with a reason."""

    code: str
    value: str
    offer: str | None = None
    values: Mapping[str, Named] = field(default_factory=dict)
