"""A firing enters; the fact it derives leaves, unless an equal fact was derived before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passerelle.kernel.answers import Fact, Value
from passerelle.rulepacks.program import Copy, ProgramRule


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a rule derives: constants, and attributes copied from the facts of a firing.

    `copies` holds (name, place in the firing's facts, attribute there). `names` are all names in their order.
    """

    kind: str
    names: tuple[str, ...]
    constants: tuple[tuple[str, Value], ...]
    copies: tuple[tuple[str, int, str], ...]

    @classmethod
    def of(cls, rule: ProgramRule) -> Derivation | None:
        """The program has been checked, so that whatever is derived needs no further check."""
        if rule.derives is None:
            return None
        # The facts of a firing leave out absent patterns.
        place: dict[int, int] = {}
        for at, pattern in enumerate(rule.patterns):
            if not pattern.absent:
                place[at] = len(place)
        attributes = sorted(rule.derives.attributes, key=lambda item: item[0])
        return cls(
            rule.derives.kind,
            tuple(name for name, _ in attributes),
            tuple((name, value) for name, value in attributes if not isinstance(value, Copy)),
            tuple(
                (name, place[value.pattern], value.attribute) for name, value in attributes if isinstance(value, Copy)
            ),
        )

    def new_fact(
        self, firing: Sequence[int], facts: Sequence[Fact], derived: set[tuple[object, ...]]
    ) -> dict[str, Value] | None:
        """The fact, or None if an equal one is in `derived`, which is kept up to date."""
        fact: dict[str, Value] = {"kind": self.kind}
        fact.update(self.constants)
        for name, place, attribute in self.copies:
            value = facts[firing[place]].get(attribute)
            if value is not None:
                fact[name] = value
        identity = (self.kind, *((name, fact.get(name)) for name in self.names if name in fact))
        if identity in derived:
            return None
        derived.add(identity)
        return fact
