"""An answer that is not positive in; the smallest ways to a positive one out: units to add, facts of held units that
could honestly be others, or both.

Every way is run through the whole engine with what it adds and changes before it is shown: what does not lead to the
award is never proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from passerelle.decision.stacking import Addition, Change, StackDecision, StackOutcome, Way
from passerelle.facts import shown_value
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.stacking.choosing import WayThere
from passerelle.stacking.gathering.fitting import UNITS, Fitted, fit
from passerelle.stacking.gathering.units import HeldUnit
from passerelle.stacking.search.additions import nearest
from passerelle.stacking.search.reachable import reachable
from passerelle.stacking.ways.changing import Possible, changed, possible_changes
from passerelle.stacking.ways.imagined import UNSAID, Imagined, imagine, imagined_unit
from passerelle.stacking.ways.mentioned import mentioned
from passerelle.stacking.ways.smallest import smallest

if TYPE_CHECKING:
    from passerelle.stacking.deciding import Answered, StackCase

#: So often it is tried whether fewer changes would do: alone, and with units to add.
_MOST_TRIALS, _FEW_TRIALS = 24, 16


def ways_to(
    case: StackCase, policy: StackingPolicy, fitted: Fitted, main: Answered, decision: StackDecision
) -> tuple[Way, ...]:
    """The ways, cheapest first: changes alone, then both together where that asks for less to be earned than additions
    alone, then those."""
    search = _Search(case, policy, main, _day(fitted))
    changes = possible_changes(case, policy, main.award, fitted, decision)
    found = [*search.by_changes(changes)]
    if len(found) < case.ways:
        found += search.by_additions(fitted, (), case.ways - len(found))
    if changes and not any(not way.additions for way in found):
        least = min((way.credits for way in found), default=None)
        both = search.together(changes, least)
        found = [*both, *found]
    return tuple(found[: case.ways])


def _day(fitted: Fitted) -> date:
    """The day on which what is still to be earned is achieved: not before the day of the question, after all else."""
    last = date.max - timedelta(days=1)
    days = [min(row.achieved, last) + timedelta(days=1) for row in fitted.table.units if row.achieved is not None]
    return max([*days, *(fitted.days[clock] for clock in ("award", "as_of") if clock in fitted.days)])


@dataclass(slots=True)
class _Search:
    case: StackCase
    policy: StackingPolicy
    main: Answered
    day: date

    def outcome(self, case: StackCase, added: tuple[HeldUnit, ...] = ()) -> tuple[StackOutcome, tuple[str, ...]]:
        """What the whole engine says of a case with further units, and the units that it then chooses."""
        from passerelle.stacking.deciding import answer

        portfolio = case.portfolio.with_units(added) if added else case.portfolio
        fitted = fit(
            self.policy, portfolio, case.question, case.uses, case.library, case.vocabulary, shadow=case.shadow
        )
        one = answer(self.policy, fitted.table, self.main.award, case.question, ties=0)
        return one.outcome, one.solved.choice.units if one.solved.choice is not None else ()

    def reached(self, case: StackCase, added: tuple[HeldUnit, ...] = ()) -> bool:
        """Whether the award would be reached."""
        portfolio = case.portfolio.with_units(added) if added else case.portfolio
        fitted = fit(self.policy, portfolio, case.question, case.uses, case.library, case.vocabulary)
        return reachable(self.policy, fitted.table, self.main.award)

    def by_changes(self, changes: tuple[Possible, ...]) -> list[Way]:
        """One smallest set of changes that is enough by itself."""
        if not changes or not self.reached(changed(self.case, changes)):
            return []
        needed = smallest(changes, lambda some: self.reached(changed(self.case, some)), _MOST_TRIALS)
        # Where nothing has to change, the time was short, and no fact of a unit is what is missing.
        if not needed:
            return []
        outcome, chosen = self.outcome(changed(self.case, needed))
        if not _positive(outcome):
            return []
        return [Way(additions=(), changes=_told(needed), outcome=outcome, chosen=chosen)]

    def by_additions(self, fitted: Fitted, changes: tuple[Possible, ...], limit: int) -> list[Way]:
        """The cheapest units to add."""
        case = changed(self.case, changes) if changes else self.case
        # Two kinds of units may come down to the same words, so a few more are looked for.
        kinds, found = self.looked_for(fitted, case, limit + 1)
        told: list[Way] = []
        exact = self.main.award.total.most == self.main.award.total.least
        for each in found:
            way = self.confirmed(each, kinds, case, changes)
            if way is not None and not any(asks_no_less(way, other, exact) for other in told):
                told.append(way)
            if len(told) == limit:
                break
        return told

    def looked_for(
        self, fitted: Fitted, case: StackCase, limit: int
    ) -> tuple[Mapping[str, Imagined], Sequence[WayThere]]:  # fmt: skip
        """The kinds of units that could be missing, and the cheapest sets of them that the solver finds."""
        policy, award = self.policy, self.main.award
        kinds = imagine(policy, award, fitted.table.units, case.question, self.day, case.library, case.vocabulary)
        if not kinds:
            return {}, ()
        archetypes = [each.archetype for each in kinds.values()]
        return kinds, nearest(policy, fitted.table, archetypes, award=award, ways=limit)

    def confirmed(
        self, way: WayThere, kinds: Mapping[str, Imagined], case: StackCase, changes: tuple[Possible, ...]
    ) -> Way | None:
        """A way as it is shown, or None where the engine does not agree."""
        if not way.added:
            return None
        facts = [dict(kinds[each.archetype].facts) for each in way.added]
        amounts = [each.credits for each in way.added]
        if not self.reached(case, self.units(facts, amounts)):
            return None
        counted: dict[tuple[Fraction, tuple[tuple[str, str], ...]], int] = {}
        conditions: dict[tuple[Fraction, tuple[tuple[str, str], ...]], tuple[str, ...]] = {}
        for index, each in enumerate(way.added):
            # One after the other: what one unit no longer brings another may have to.
            facts[index], told = self.needed(facts, amounts, index, case)
            words = tuple((name, self.written(name, value)) for name, value in told.items())
            counted[each.credits, words] = counted.get((each.credits, words), 0) + 1
            conditions.setdefault((each.credits, words), self.conditions(kinds[each.archetype]))
        additions = tuple(
            Addition(credits=credits, facts=words, conditions=conditions[credits, words], count=count)
            for (credits, words), count in counted.items()
        )
        outcome, chosen = self.outcome(case, self.units(facts, amounts))
        if not _positive(outcome):
            return None
        return Way(
            additions=additions, changes=_told(changes), outcome=outcome, credits=sum(amounts, Fraction(0)),
            units=len(amounts), chosen=chosen,
        )  # fmt: skip

    def units(self, facts: list[dict[str, Any]], amounts: list[Fraction]) -> tuple[HeldUnit, ...]:
        """The units that a way adds."""
        held = {unit.id for unit in self.case.portfolio.units}
        names = (name for name in (f"new-{number}" for number in range(1, 10_000)) if name not in held)
        return tuple(
            imagined_unit(name, each, amount, self.policy, self.day)
            for name, each, amount in zip(names, facts, amounts, strict=False)
        )

    def worth_saying(self) -> frozenset[str]:
        """The facts that a missing unit may be told by: those that the policy asks."""
        named = {*mentioned(self.policy), "outcomes"}
        return frozenset(name for name in named if name not in UNSAID)

    def needed(
        self, facts: list[dict[str, Any]], amounts: list[Fraction], index: int, case: StackCase
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """An added unit without the facts, and the members of sets, that the award is certain without; and of what is
        left that which is worth saying."""
        mine = dict(facts[index])
        names = sorted(name for name in mine if name in self.worth_saying())
        needed = {name: mine[name] for name in names}

        def enough(fewer: dict[str, Any]) -> bool:
            others = [dict(each) for each in facts]
            others[index] = fewer
            return self.reached(case, self.units(others, amounts))

        for name in names:
            fewer = {key: value for key, value in mine.items() if key != name and (name, key) != ("own", "issuer")}
            if enough(fewer):
                mine = fewer
                del needed[name]
        for name, value in needed.items():
            for member in value if isinstance(value, tuple) and len(value) > 1 and name != "fields" else ():
                fewer = {**mine, name: tuple(each for each in mine[name] if each != member)}
                if fewer[name] and enough(fewer):
                    mine = fewer
            needed[name] = mine[name]
        return mine, needed

    def written(self, name: str, value: Any) -> str:
        """A value as an officer writes it."""
        kind = self.case.library.unit_schema.members[UNITS][name].type
        if name == "fields":
            # What is broader goes without saying.
            value = tuple(
                code for code in value if not any(other != code and other.startswith(code) for other in value)
            )
        shown = shown_value(value, kind)
        if isinstance(shown, bool):
            return "true" if shown else "false"
        if isinstance(shown, tuple):
            return ", ".join(shown)
        return f"EQF {shown}" if kind == "eqf" else str(shown)

    def conditions(self, kind: Imagined) -> tuple[str, ...]:
        """The policy's own conditions that the unit fits."""
        fits = kind.archetype.fits
        return tuple(dict.fromkeys(each.text for each in self.policy.selectors if fits.get(each.name) == "true"))

    def together(self, changes: tuple[Possible, ...], least: Fraction | None) -> list[Way]:
        """Additions after every change that could be made, with no more changes than it takes; none where not less than
        `least` credits have to be added."""
        case = changed(self.case, changes)
        fitted = fit(self.policy, case.portfolio, case.question, case.uses, case.library, case.vocabulary)
        ways = self.by_additions(fitted, changes, 1)
        if not ways or (least is not None and ways[0].credits >= least):
            return []

        needed = self.fewer(changes, ways[0].credits)
        then = changed(self.case, needed)
        fitted = fit(self.policy, then.portfolio, then.question, then.uses, then.library, then.vocabulary)
        return self.by_additions(fitted, needed, 1) or ways

    def fewer(self, changes: tuple[Possible, ...], most: Fraction) -> tuple[Possible, ...]:
        """The changes without those that are not needed for so few credits to be enough: all of one unit are left out
        before single ones, as long as there are trials."""
        kept, left = list(changes), _FEW_TRIALS
        units = [[each for each in changes if each.unit == unit] for unit in dict.fromkeys(c.unit for c in changes)]
        for group in (*units, *([each] for each in changes)):
            fewer = [each for each in kept if each not in group]
            if not left or len(fewer) == len(kept):
                continue
            left -= 1
            case = changed(self.case, fewer)
            fitted = fit(self.policy, case.portfolio, case.question, case.uses, case.library, case.vocabulary)
            if any(way.credits <= most for way in self.looked_for(fitted, case, 1)[1]):
                kept = fewer
        return tuple(kept)


def asks_no_less(one: Way, other: Way, exact: bool) -> bool:
    """Whether a way asks in the same words for the same amounts as another; or, where the total need not be exact, for
    larger ones."""
    if one.changes != other.changes:
        return False
    asked, enough = _amounts(one), _amounts(other)
    if exact or asked.keys() != enough.keys():
        return asked == enough
    return all(
        len(asked[words]) == len(enough[words])
        and all(more >= less for more, less in zip(asked[words], enough[words], strict=True))
        for words in asked
    )


def _amounts(way: Way) -> dict[tuple[tuple[str, str], ...], list[Fraction]]:
    """The credits of the units to add, by what they must have."""
    found: dict[tuple[tuple[str, str], ...], list[Fraction]] = {}
    for each in way.additions:
        found.setdefault(each.facts, []).extend([each.credits] * each.count)
    return {words: sorted(amounts) for words, amounts in found.items()}


def _positive(outcome: StackOutcome) -> bool:
    return outcome in (StackOutcome.ELIGIBLE, StackOutcome.ELIGIBLE_CONDITIONAL)


def _told(changes: Iterable[Possible]) -> tuple[Change, ...]:
    return tuple(
        Change(unit=each.unit, fact=each.fact, now=each.now, then=each.then, by=each.by)
        for each in sorted(changes, key=lambda each: (each.unit, each.fact))
    )
