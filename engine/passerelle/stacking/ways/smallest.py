"""Things that are enough together in; a set of them out of which none can be left.

The way is that of QuickXplain (Junker 2004): halves are left out before single things, so that few of many are found in
few trials. Trials are counted and never timed: the answer is the same on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class TooManyTrialsError(Exception):
    """More trials would be needed than were allowed."""


def smallest(items: Sequence[T], enough: Callable[[tuple[T, ...]], bool], trials: int) -> tuple[T, ...] | None:
    """The things, in their order, without any that is not needed. None where that takes more trials than allowed.

    All of them together must be enough.

    >>> smallest("abcdef", lambda kept: {"b", "e"} <= set(kept), 20)
    ('b', 'e')
    """
    left = trials

    def holds(kept: list[T]) -> bool:
        nonlocal left
        if not left:
            raise TooManyTrialsError
        left -= 1
        return enough(tuple(item for item in items if item in kept))

    def needed(certain: list[T], added: bool, rest: list[T]) -> list[T]:
        if added and holds(certain):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        of_second = needed([*certain, *first], True, second)
        return [*needed([*certain, *of_second], bool(of_second), first), *of_second]

    if not items:
        return ()
    try:
        found = [] if holds([]) else needed([], False, list(items))
    except TooManyTrialsError:
        return None
    return tuple(item for item in items if item in found)
