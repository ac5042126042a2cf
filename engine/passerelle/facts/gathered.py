"""Facts as they are gathered, before rules read them: what is not there is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from passerelle.decision import Evidence, Notice, Stated


class Known(NamedTuple):
    """A known value in the form that rules compute with, on whose word, from where, and how it was derived."""

    value: Any
    evidence: Evidence
    place: str | None = None
    source: str | None = None


@dataclass(slots=True)
class Gathered:
    """Known facts by name, the members of each collection by the short names of their facts, and what an officer should
    notice about where they come from."""

    facts: dict[str, Known] = field(default_factory=dict)
    members: dict[str, list[dict[str, Known]]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def copy(self) -> Gathered:
        """The same facts, to be changed by themselves."""
        members = {name: [dict(member) for member in members] for name, members in self.members.items()}
        return Gathered(dict(self.facts), members, list(self.notices))

    def state(self, name: str, stated: Stated[Any] | None, value: Any = None) -> None:
        """Enter what a document states; nothing is entered for None."""
        if stated is not None:
            self.facts[name] = Known(stated.value if value is None else value, stated.evidence, stated.place)


def weakest(evidences: list[Evidence]) -> Evidence:
    """The evidence of what follows from several statements: that of the weakest."""
    return max(evidences, key=lambda evidence: evidence.rank)


def several(stated: tuple[Stated[Any], ...]) -> Known | None:
    """Several statements as one set of values; None where there is none."""
    if not stated:
        return None
    evidence = weakest([s.evidence for s in stated])
    return Known(tuple(dict.fromkeys(s.value for s in stated)), evidence, stated[0].place)
