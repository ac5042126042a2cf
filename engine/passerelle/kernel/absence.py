"""Facts enter; the markers of absent patterns leave: which fact misses nothing, so that its rule may fire.

The engine's own negation depends on the order of facts and suppresses other rules, so it is never used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.kernel.answers import Fact
from passerelle.kernel.matching import Candidates, by_kind, joins, satisfies
from passerelle.rulepacks.program import Pattern, Program


@dataclass(frozen=True, slots=True)
class Absent:
    """One absent pattern of one rule: the stratum from which it may be asked, the earlier pattern whose facts are
    marked, that pattern's place, and the name of the marker."""

    stratum: int
    anchor: Pattern
    place: int
    pattern: Pattern
    marker: str


def absent_patterns(program: Program, strata: Sequence[int], markers: dict[tuple[int, int], str]) -> tuple[Absent, ...]:
    """All absent patterns of a program. One without joins is asked for each fact of the first pattern."""
    found = []
    for (at, place), marker in markers.items():
        pattern = program.rules[at].patterns[place]
        anchor = pattern.joins[0].pattern if pattern.joins else 0
        found.append(Absent(strata[at], program.rules[at].patterns[anchor], anchor, pattern, marker))
    return tuple(found)


def marked(
    absents: Sequence[Absent], stratum: int, opening: bool, facts: Sequence[Fact], fresh: int
) -> Iterator[tuple[str, int]]:
    """(marker, index of a fact) that have become due: for patterns that open with the stratum over all facts, for
    those that are open already over the facts from `fresh` on."""
    kinds = by_kind(facts)
    for absent in absents:
        if absent.stratum > stratum:
            continue
        first = 0 if opening and absent.stratum == stratum else fresh
        anchors = [
            index
            for index in kinds.get(absent.anchor.kind, ())
            if index >= first and satisfies(facts[index], absent.anchor)
        ]
        if not anchors:
            continue
        candidates = Candidates(absent.pattern, facts, kinds.get(absent.pattern.kind, ()))
        for index in anchors:
            chosen = {absent.place: facts[index]}
            if not any(joins(facts[other], absent.pattern, chosen) for other in candidates.beside(chosen)):
                yield absent.marker, index
