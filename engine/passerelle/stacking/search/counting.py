"""With how many credits each chosen unit counts: all that it has, unless a clipping limit, the component on which it is
booked, or a unit that it overlaps leaves less.

Nothing is thrown away: a unit counts with less than it has only where a limit that it fits is full.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.rulepacks.stacks.policy import AtMost, Component, Overlap, Severity
from passerelle.stacking.search.draft import no, plus, scaled
from passerelle.stacking.search.reading import FALSE, TRUE, Reading, both, overlapping
from passerelle.stacking.table import UnitRow

if TYPE_CHECKING:
    from passerelle.stacking.search.model import Model, Slot


@dataclass(frozen=True, slots=True)
class Clip:
    """A clipping limit on the units that it fits: `sure` those that it fits for certain, `may` also those that it may
    fit. `low` reads it as it takes most away."""

    rule: AtMost
    sure: frozenset[str]
    may: frozenset[str]


def clips(reading: Reading, rows: Iterable[UnitRow]) -> tuple[Clip, ...]:
    """The clipping limits of an award on the units that can be chosen."""
    found = []
    for rule, applies in reading.active():
        if isinstance(rule, AtMost) and rule.counting == "clip" and rule.severity is Severity.MUST:
            fit = reading.limited(rule)
            truths = [(row.id, both(applies, fit(row))) for row in rows]
            found.append(
                Clip(
                    rule,
                    frozenset(id for id, truth in truths if truth is TRUE),
                    frozenset(id for id, truth in truths if truth is not FALSE),
                )
            )
    return tuple(found)


def crossing(found: tuple[Clip, ...]) -> tuple[str, str] | None:
    """Two clipping limits whose units are neither nested nor disjoint."""
    for i, a in enumerate(found):
        for b in found[:i]:
            for one, other in ((a.sure, b.sure), (a.may, b.may)):
                if one & other and not (one <= other or other <= one):
                    return b.rule.id, a.rule.id
    return None


@dataclass(frozen=True, slots=True)
class Twice:
    """Two units of which one does not count by an overlap rule, and whether that is certain."""

    rule: str
    one: str
    other: str
    sure: bool


def counted_once(reading: Reading, rows: tuple[UnitRow, ...]) -> tuple[Twice, ...]:
    """Pairs of units of which one does not count."""
    pairs = []
    for rule, applies in reading.active():
        if not (isinstance(rule, Overlap) and rule.if_more == "count_once" and rule.severity is Severity.MUST):
            continue
        pairs += [Twice(rule.id, a.id, b.id, both(applies, truth) is TRUE) for a, b, truth in overlapping(rule, rows)]
    return tuple(pairs)


class Counting:
    """The sums of variables that say with how much each unit counts: at least (`low`) and at most (`high`), and so for
    what is booked (`low_booked`, `high_booked`, by unit and rule)."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.clips = clips(model.reading, [slot.row for slot in model.slots])
        self.pairs = counted_once(model.reading, tuple(slot.row for slot in model.slots))
        self.capping: dict[str, Component] = {
            rule.id: rule for rule, _ in model.reading.active() if isinstance(rule, Component)
        }
        self.loose: dict[str, int] = {}
        self.left_out: dict[bool, dict[str, int]] = {}
        self.low: dict[str, dict[int, int]] = {}
        self.high: dict[str, dict[int, int]] = {}
        self.low_booked: dict[tuple[str, str], dict[int, int]] = {}
        self.high_booked: dict[tuple[str, str], dict[int, int]] = {}
        one = (
            all(slot.least == slot.most for slot in model.slots)
            and all(pair.sure for pair in self.pairs)
            and all(
                clip.sure == clip.may and self._taken(clip, True) == self._taken(clip, False) for clip in self.clips
            )
        )
        if one:
            self.low, self.low_booked = self._spread(high=False)
            self.high, self.high_booked = self.low, self.low_booked
            return
        self.low, self.low_booked = self._spread(high=False)
        self.high, self.high_booked = self._spread(high=True)
        for id, variable in self.left_out[True].items():
            model.draft.clause((self.left_out[False][id],), (variable,))
        for slot in model.slots:
            model.draft.linear(plus(self.high[slot.id], scaled(self.low[slot.id], -1)), 0, None)

    def _taken(self, clip: Clip, high: bool) -> tuple[int, dict[int, int]]:
        """What a limit leaves, see `Model.leaves`."""
        return self.model.leaves(clip.rule, high)

    def _spread(self, *, high: bool) -> tuple[dict[str, dict[int, int]], dict[tuple[str, str], dict[int, int]]]:
        model, draft = self.model, self.model.draft
        left_out = self.left_out[high] = self._left_out(high)
        full: dict[str, list[int]] = {slot.id: [] for slot in model.slots}
        limits: list[tuple[Clip, frozenset[str], int, dict[int, int]]] = []
        for clip in self.clips:
            units = clip.sure if high else clip.may
            amount, more = self._taken(clip, high)
            if more or sum(model.slot[id].upper(high) for id in units) > amount:
                limits.append((clip, units, amount, more))
        limited = frozenset(id for _, units, _, _ in limits for id in units)
        counted: dict[str, dict[int, int]] = {}
        loose: set[str] = set()
        for slot in model.slots:
            has, upper = slot.has(high), slot.upper(high)
            capped = [
                (rule, model.booking[slot.id, rule.id])
                for rule in self.capping.values()
                if (slot.id, rule.id) in model.booking and (rule.combine or upper > model.scaled(rule.credits))
            ]
            if upper == 0 or not (slot.id in limited or slot.id in left_out or capped):
                counted[slot.id] = has
            elif (
                slot.sized is None
                and slot.id not in limited
                and slot.id not in left_out
                and not any(rule.combine for rule, _ in capped)
            ):
                counted[slot.id] = plus(has, {y: model.scaled(rule.credits) - upper for rule, y in capped})
            else:
                loose.add(slot.id)
                counted[slot.id] = self._one(slot, has, upper, full[slot.id], left_out)
        for clip, units, amount, more in limits:
            tight = draft.yes()
            terms = plus(*(counted[id] for id in sorted(units)), scaled(more, -1))
            done = self._done(clip.rule.id)
            draft.linear(terms, None, amount, done)
            draft.linear(terms, amount, None, (tight,))
            for literal in done:
                draft.clause((literal,), (tight,))
            for id in sorted(units):
                full[id].append(tight)
        booked = {
            (id, rule): self._booked(model.slot[id], rule, y, counted[id], high, id in loose)
            for (id, rule), y in sorted(model.booking.items())
        }
        for rule in self.capping.values():
            self._component(rule, booked, full, loose)
        for id in sorted(loose):
            draft.clause(full[id])
        return counted, booked

    def _booked(
        self, slot: Slot, rule: str, booked: int, counted: dict[int, int], high: bool, loose: bool
    ) -> dict[int, int]:
        """What counts of a unit if it is booked on a rule, else nothing."""
        upper = slot.upper(high)
        if loose or slot.sized is not None:
            return self.model.times(counted, booked, upper)
        component = self.capping.get(rule)
        return {booked: upper if component is None else min(upper, self.model.scaled(component.credits))}

    def _one(
        self, slot: Slot, has: dict[int, int], upper: int, full: list[int], left_out: dict[str, int]
    ) -> dict[int, int]:
        """A unit that may count with less than it has; `full` takes the reasons why it may."""
        draft = self.model.draft
        counts = {draft.whole(0, upper): 1}
        rest = plus(has, scaled(counts, -1))
        draft.linear(rest, 0, None)
        whole = draft.yes()
        draft.linear(rest, None, 0, (whole,))
        full.append(whole)
        if slot.id in left_out:
            draft.linear(counts, None, 0, (left_out[slot.id],))
            full.append(left_out[slot.id])
        return counts

    def _component(
        self,
        rule: Component,
        booked: dict[tuple[str, str], dict[int, int]],
        full: dict[str, list[int]],
        loose: set[str],
    ) -> None:
        model, draft = self.model, self.model.draft
        units = [id for id, of in booked if of == rule.id]
        if not units or (not rule.combine and not loose & set(units)):
            return
        credits = model.scaled(rule.credits)
        together = plus(*(booked[id, rule.id] for id in units))
        draft.linear(together, None, credits)
        tight = draft.yes()
        draft.linear(together, credits, None, (tight,))
        for id in units:
            if id in loose:
                here = draft.yes()
                draft.clause((tight,), (here,))
                draft.clause((model.booking[id, rule.id],), (here,))
                full[id].append(here)

    def _done(self, rule: str) -> tuple[int, ...]:
        """The literal under which a rule that is left out touches credits; none for the others."""
        if rule not in self.model.reading.loosened:
            return ()
        if rule not in self.loose:
            self.loose[rule] = self.model.draft.yes()
        return (self.loose[rule],)

    def _left_out(self, high: bool) -> dict[str, int]:
        """By unit the variable that says that it is the one of two overlapping units that does not count."""
        model, draft = self.model, self.model.draft
        pairs = [pair for pair in self.pairs if pair.sure or not high]
        out = {id: draft.yes() for id in sorted({id for pair in pairs for id in (pair.one, pair.other)})}
        reasons: dict[str, list[int]] = {id: [] for id in out}
        for pair in pairs:
            x, y = model.slot[pair.one].chosen, model.slot[pair.other].chosen
            done = self._done(pair.rule)
            draft.clause((out[pair.one], out[pair.other]), (x, y, *done))
            for one, other, chosen in ((pair.one, pair.other, y), (pair.other, pair.one, x)):
                reason = draft.yes()
                for literal in (chosen, no(out[other]), *done):
                    draft.clause((literal,), (reason,))
                reasons[one].append(reason)
        for id, variable in out.items():
            draft.clause((model.slot[id].chosen,), (variable,))
            draft.clause(reasons[id], (variable,))
        return out
