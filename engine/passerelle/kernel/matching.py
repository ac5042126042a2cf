"""Facts and patterns enter; whether and where they match leaves, in plain Python.

A missing attribute makes every test and join on it false.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from passerelle.kernel.answers import Fact
from passerelle.rulepacks.program import Pattern, ProgramRule

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "has": lambda _found, _wanted: True,
    "contains": operator.contains,
}


def satisfies(fact: Fact, pattern: Pattern) -> bool:
    """Whether a fact of the pattern's kind passes its tests."""
    for test in pattern.tests:
        value = fact.get(test.attribute)
        if value is None or not _COMPARE[test.operator](value, test.value):
            return False
    return True


def joins(fact: Fact, pattern: Pattern, chosen: Mapping[int, Fact]) -> bool:
    """Whether a fact joins the facts chosen for earlier patterns (by the pattern's place in the rule)."""
    for join in pattern.joins:
        here, there = fact.get(join.attribute), chosen[join.pattern].get(join.other)
        if here is None or there is None or not _COMPARE[join.operator](here, there):
            return False
    return True


class Candidates:
    """The facts, by their indexes, that pass the tests of one pattern; by value where a join asks for equality."""

    def __init__(self, pattern: Pattern, facts: Sequence[Fact], of_kind: Sequence[int]) -> None:
        self.all = [index for index in of_kind if satisfies(facts[index], pattern)]
        self._equal = next((join for join in pattern.joins if join.operator == "=="), None)
        self._by_value: dict[object, list[int]] = {}
        if self._equal:
            for index in self.all:
                self._by_value.setdefault(facts[index].get(self._equal.attribute), []).append(index)

    def beside(self, chosen: Mapping[int, Fact]) -> Sequence[int]:
        """Those that may join the chosen facts; the joins still have to be asked."""
        if self._equal is None:
            return self.all
        value = chosen[self._equal.pattern].get(self._equal.other)
        return () if value is None else self._by_value.get(value, ())


def by_kind(facts: Sequence[Fact]) -> dict[str, list[int]]:
    """The indexes of the facts of each kind."""
    kinds: dict[str, list[int]] = {}
    for index, fact in enumerate(facts):
        kinds.setdefault(str(fact["kind"]), []).append(index)
    return kinds


def matches(
    rule: ProgramRule, facts: Sequence[Fact], kinds: Mapping[str, list[int]], looked_at: list[int] | None = None
) -> Iterator[tuple[int, ...]]:
    """Every combination of distinct facts that the rule holds for.

    `looked_at[0]`, where given, counts every fact that was held against the facts before it.
    """
    candidates = [Candidates(pattern, facts, kinds.get(pattern.kind, ())) for pattern in rule.patterns]
    last = len(rule.patterns)

    def extend(place: int, chosen: dict[int, Fact], indexes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if place == last:
            yield indexes
            return
        pattern = rule.patterns[place]
        if pattern.absent:
            found = any(joins(facts[index], pattern, chosen) for index in candidates[place].beside(chosen))
            if not found:
                yield from extend(place + 1, chosen, indexes)
            return
        for index in candidates[place].beside(chosen):
            if looked_at is not None:
                looked_at[0] += 1
            if index not in indexes and joins(facts[index], pattern, chosen):
                yield from extend(place + 1, {**chosen, place: facts[index]}, (*indexes, index))

    return extend(0, {}, ())
