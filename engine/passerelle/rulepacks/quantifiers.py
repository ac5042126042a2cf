"""Any, all, none and count of the members of a collection, where a member may be unknown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from passerelle.rulepacks.amounts import Range
from passerelle.rulepacks.scope import MEMBER, Compiled, Run


def member_truths(
    slot: int, where: Compiled | None, have: Compiled | None, kind: str
) -> Callable[[list[Any]], list[Any] | None]:
    """For each member whether it counts; for "all" whether it is no exception."""
    where_run = where.run if where else None
    have_run = have.run if have else None

    def truths(frame: list[Any]) -> list[Any] | None:
        members = frame[slot]
        if members is None:
            return None
        outer = frame[MEMBER]
        result: list[bool | None] = []
        for member in members:
            frame[MEMBER] = member
            chosen = True if where_run is None else where_run(frame)
            if have_run is not None:
                holds = have_run(frame)
                if chosen is False or holds is True:
                    result.append(True)
                elif chosen is None or holds is None:
                    result.append(None)
                else:
                    result.append(False)
            else:
                result.append(chosen)
        frame[MEMBER] = outer
        return result

    return truths


def _any(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        return None if found is None else True if True in found else None if None in found else False

    return run


def _none(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    some = _any(truths)
    return lambda frame: None if (value := some(frame)) is None else not value


def _all(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        return None if found is None else False if False in found else None if None in found else True

    return run


def _count(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        if found is None:
            return None
        certain, possible = found.count(True), found.count(None)
        return Range(Fraction(certain), Fraction(certain + possible)) if possible else Fraction(certain)

    return run


ANSWERS = {"any": _any, "none": _none, "all": _all, "count": _count}
