"""Facts as they are gathered, before rules read them: what is not there is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from passerelle.decision import Evidence, Stated


class Known(NamedTuple):
    """A known value in the form that rules compute with, on whose word, from where, and how it was derived."""

    value: Any
    evidence: Evidence
    place: str | None = None
    source: str | None = None


@dataclass(slots=True)
class Gathered:
    """Known facts by name, and the members of each collection by the short names of their facts."""

    facts: dict[str, Known] = field(default_factory=dict)
    members: dict[str, list[dict[str, Known]]] = field(default_factory=dict)

    def copy(self) -> Gathered:
        """The same facts, to be changed by themselves."""
        members = {name: [dict(member) for member in members] for name, members in self.members.items()}
        return Gathered(dict(self.facts), members)

    def state(self, name: str, stated: Stated[Any] | None, value: Any = None) -> None:
        """Enter what a document states; nothing is entered for None."""
        if stated is not None:
            self.facts[name] = Known(stated.value if value is None else value, stated.evidence, stated.place)


def weakest(evidences: list[Evidence]) -> Evidence:
    """The evidence of what follows from several statements: that of the weakest."""
    return max(evidences, key=lambda evidence: evidence.rank)
