"""Whether the credits with which units of a choice count are what the policy leaves of them: no more, and no less."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from passerelle.rulepacks.stacks.policy import Component
from passerelle.stacking.search.counting import clips, counted_once
from passerelle.stacking.search.reading import TRUE

if TYPE_CHECKING:
    from passerelle.stacking.proof.held import Chosen


def thrown_away(chosen: Chosen) -> list[str]:
    """What is wrong with the counted credits, read low and high."""
    above: set[str] = set()
    wrong = _one(chosen, True, above)
    wrong += _one(chosen, False, above)
    wrong += [f"the unit {id} counts with more at least than at most" for id in chosen.low if _crossed(chosen, id)]
    return wrong


def _crossed(chosen: Chosen, id: str) -> bool:
    return chosen.low[id] > chosen.high[id]


def _one(chosen: Chosen, high: bool, left_out: set[str]) -> list[str]:
    """One reading. `left_out` are units that overlap others and do not count for that, as the other reading has found;
    those of this one are added."""
    from passerelle.stacking.proof.held import allowed

    reading, counted = chosen.reading, chosen.high if high else chosen.low
    has = {row.id: (reading.unbounded if row.most is None else row.most) if high else row.least for row in chosen.rows}
    choosable = [row for row in reading.rows if reading.barred(row) is not TRUE]
    wrong, full = [], set()
    for clip in clips(reading, choosable):
        units = [id for id in counted if id in (clip.sure if high else clip.may)]
        amount = allowed(chosen, clip.rule, reading.needed(clip.rule.amount))[high]
        together = sum((counted[id] for id in units), Fraction(0))
        if together > amount:
            wrong.append(f"the limit {clip.rule.id} leaves less")
        if together == amount:
            full |= set(units)
    for rule, _ in reading.active():
        if isinstance(rule, Component):
            units = [id for id in counted if chosen.choice.booked.get(id) == rule.id]
            together = sum((counted[id] for id in units), Fraction(0))
            if together > rule.credits:
                wrong.append(f"more counts on the component {rule.id} than it has")
            if together == rule.credits:
                full |= set(units)
    partners: dict[str, set[str]] = {}
    for pair in counted_once(reading, tuple(chosen.rows)):
        if pair.sure or not high:
            partners.setdefault(pair.one, set()).add(pair.other)
            partners.setdefault(pair.other, set()).add(pair.one)
            if counted[pair.one] > 0 and counted[pair.other] > 0:
                wrong.append(f"the units {pair.one} and {pair.other} both count")
    for id, others in partners.items():
        if (counted[id] == 0 and has[id] > 0 and id not in full) or any(counted[other] > 0 for other in others):
            left_out.add(id)
    for id, amount in counted.items():
        if amount > has[id] or amount < 0:
            wrong.append(f"the unit {id} counts with more than it has")
        elif amount < has[id] and id not in full and not (amount == 0 and partners.get(id, set()) - left_out):
            wrong.append(f"credits of the unit {id} are thrown away")
    return wrong
