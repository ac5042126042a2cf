"""The names that a condition may use, and what an expression becomes: a typed function over a frame of values.

A frame is a list of values by slot, in which None is unknown. Truth is True, False or None; amounts are `Fraction`, or
a `Range` where only bounds are known; levels of the EQF are their numbers here, after the types have kept them from
meeting anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Run = Callable[[list[Any]], Any]

#: The slot of a frame that holds the member of a collection that a `where` or `have` is about.
MEMBER = 0
#: The slots for the subjects of `for_each`, in the order they are named; facts follow.
SUBJECTS = (1, 2, 3)
FIRST_FACT = 4


@dataclass(frozen=True, slots=True)
class Compiled:
    """A typed expression. `facts` are the names that it reads (also through defined names), `conclusions` what it
    reads of what other rules establish, `defined` the defined names, `subjects` the `for_each` names. `parts` are what
    the `word` "and", "or" or "not" joins (the one part of a defined name is what it stands for), `sides` what a
    comparison compares. `slot` is where the value of a bare name of the case stands."""

    type: str
    run: Run
    facts: frozenset[str] = frozenset()
    conclusions: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    constant: bool = False
    parts: tuple[Compiled, ...] = ()
    word: str = ""
    sides: tuple[Compiled, ...] = ()
    slot: int | None = None

    def blame(self, frame: list[Any]) -> tuple[frozenset[str], frozenset[str]]:
        """Facts and conclusions among which are those that make the value unknown: where "and", "or" and "not" join
        conditions, only the unknown ones count."""
        if not self.parts:
            return self.facts, self.conclusions
        blamed = [part.blame(frame) for part in self.parts if part.run(frame) is None]
        return (
            frozenset().union(*(facts for facts, _ in blamed)),
            frozenset().union(*(conclusions for _, conclusions in blamed)),
        )


@dataclass(slots=True)
class Scope:
    """The names that a condition may use. Slots are handed out on first use and shared by a whole program."""

    facts: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]
    terms: Mapping[str, frozenset[str]]
    conclusions: frozenset[str] = frozenset()
    defined: Mapping[str, Compiled] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    member_of: str | None = None
    slots: dict[str, int] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def slot(self, name: str) -> int:
        """The slot of a fact, a conclusion or a defined name."""
        return self.slots.setdefault(name, FIRST_FACT + len(self.slots))

    def column(self, collection: str, name: str) -> int:
        """The place of a member's fact in its row. The first two hold its number and its name in the trace."""
        columns = self.columns.setdefault(collection, {})
        return columns.setdefault(name, 2 + len(columns))

    def inside(self, collection: str) -> Scope:
        """The scope of a `where` or `have` over a collection."""
        return Scope(
            self.facts, self.members, self.terms, self.conclusions, self.defined, self.subjects, collection,
            self.slots, self.columns,
        )  # fmt: skip

    def owner(self, name: str) -> str | None:
        """The collection of whose members a name is a fact."""
        collection = name.rpartition(".")[0]
        return collection if collection in self.members else None

    def known_names(self) -> list[str]:
        """Every name that may be written here, for hints."""
        names = [name for name in (*self.facts, *self.conclusions, *self.defined) if self.owner(name) is None]
        names += [f"{subject}.{name}" for subject, of in self.subjects.items() for name in self.members[of]]
        if self.member_of:
            names += self.members[self.member_of]
        return names


def merged(kind: str, run: Run, parts: Iterable[Compiled]) -> Compiled:
    """An expression over parts: it reads all that they read."""
    parts = tuple(parts)
    return Compiled(
        kind,
        run,
        frozenset().union(*(p.facts for p in parts)),
        frozenset().union(*(p.conclusions for p in parts)),
        frozenset().union(*(p.defined for p in parts)),
        frozenset().union(*(p.subjects for p in parts)),
    )


def constant(kind: str, value: Any) -> Compiled:
    """A constant of a type."""
    return Compiled(kind, lambda frame: value, constant=True)
