"""Three truth values as True, False and None, joined as rules join them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from passerelle.decision import Truth


def truth(value: bool | None) -> Truth:
    """The truth value that decisions show."""
    return Truth.UNKNOWN if value is None else Truth.TRUE if value else Truth.FALSE


def all_of(values: Iterable[bool | None]) -> bool | None:
    """False where one is false, else unknown where one is unknown."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def opposite(value: bool | None) -> bool | None:
    """Not; unknown stays unknown."""
    return None if value is None else not value


def at_least(low: Fraction, high: Fraction | None, bound: Fraction) -> bool | None:
    """Whether an amount between two bounds (`high` None: no bound) is at least so much."""
    return True if low >= bound else False if high is not None and high < bound else None


def at_most(low: Fraction, high: Fraction | None, bound: Fraction) -> bool | None:
    """Whether an amount between two bounds is at most so much."""
    return True if high is not None and high <= bound else False if low > bound else None
