"""What an evaluator answers: facts and a program went in, firings and facts come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

#: What `passerelle.kernel.plain` calls itself in answers.
PLAIN = "plain"
#: A value of a normalised fact.
Value: TypeAlias = "int | str | tuple[str, ...]"
#: A fact after the guard: `kind` and typed attributes, nothing missing, text in NFC.
Fact: TypeAlias = Mapping[str, Value]


class Firing(NamedTuple):
    """One rule that held for one combination of facts.

    `round` counts from 1 within a case, and only rounds in which something fired; what a firing of round n derives
    can take part from round n + 1. `facts` are indexes into the facts of the case, in the order of the rule's
    patterns, absent patterns left out. A tuple, because a case can have thousands.
    """

    round: int
    rule: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All firings, by (round, priority, order of the rules, facts); all facts, given first and then derived; and
    the engine that answered."""

    firings: tuple[Firing, ...]
    facts: tuple[Fact, ...]
    engine: str
