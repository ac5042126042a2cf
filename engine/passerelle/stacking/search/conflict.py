"""Why no choice fits: rules and exclusions that cannot be had together, none of which can be left out."""

from __future__ import annotations

from collections.abc import Sequence

from passerelle.decision.stacking import Conflict
from passerelle.rulepacks.stacks.policy import Severity, StackingPolicy
from passerelle.stacking.choosing import AwardToReach, award_of
from passerelle.stacking.search.building import build
from passerelle.stacking.search.reading import FALSE, Reading
from passerelle.stacking.search.running import Runner
from passerelle.stacking.table import Table

#: A rule by its id, or a unit with the rule that keeps it out.
Element = str | tuple[str, str]


def conflict(policy: StackingPolicy, table: Table, award: AwardToReach | None = None) -> Conflict | None:
    """A smallest set of rules (of the top level) and of exclusions of units that no choice satisfies together; without
    any one of them there is a choice. None where a choice is possible.

    Exclusions are left out first: where the rules clash whatever the units are, no unit is named.
    """
    search = Clash(policy, table, award or award_of(policy))
    if search.possible(search.elements):
        return None
    found = search.smallest()
    return Conflict(
        rules=tuple(element for element in search.elements if isinstance(element, str) and element in found),
        units=tuple(sorted(element for element in found if not isinstance(element, str))),
    )


class Clash:
    """The search for what cannot be had together. `elements` is all that could take part, rules first."""

    def __init__(self, policy: StackingPolicy, table: Table, award: AwardToReach) -> None:
        self.policy, self.table, self.award = policy, table, award
        reading = Reading(policy, table, award)
        rules = [rule.id for rule in reading.asked(Severity.MUST)]
        rules += [id for id, _ in reading.revalidations]
        rules += [rule.id for rule in policy.sharing if rule.severity is Severity.MUST and rule.most is not None]
        kept_out = [
            (row.id, rule)
            for row in reading.rows
            for rule, truth in sorted(row.barred.items())
            if truth is FALSE and rule not in reading.soft
        ]
        self.elements: list[Element] = [*dict.fromkeys(rules), *kept_out]

    def possible(self, kept: Sequence[Element]) -> bool:
        """Whether a choice is possible where only these hold."""
        there = set(kept)
        gone = [element for element in self.elements if element not in there]
        reading = Reading(
            self.policy,
            self.table,
            self.award,
            without=frozenset(element for element in gone if isinstance(element, str)),
            freed=frozenset(element for element in gone if not isinstance(element, str)),
        )
        model = build(reading, certain=False)
        return Runner(model.draft, None).best() is not None

    def smallest(self) -> set[Element]:
        """A set of elements that is impossible, and possible without any one of them (QuickXplain)."""
        return set(self._needed([], [], self.elements))

    def _needed(self, base: list[Element], added: list[Element], rest: list[Element]) -> list[Element]:
        """What of `rest` is needed to make it impossible, where `base` holds already. `added` is what came to the base
        last. What stands first in `rest` is kept rather than what stands later."""
        if added and not self.possible(base):
            return []
        if len(rest) == 1:
            return list(rest)
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        of_second = self._needed([*base, *first], first, second)
        of_first = self._needed([*base, *of_second], of_second, first)
        return [*of_first, *of_second]
