"""How every rule of an award stands for a given choice: plain sums of exact amounts, without the solver.

`confirm` holds an answer of the solver against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.decision.stacking import RequirementMet
from passerelle.errors import StackingError
from passerelle.rulepacks.stacks.policy import (
    Amount,
    AtMost,
    Choose,
    Component,
    Group,
    Requirement,
    Rule,
    Severity,
    StackingPolicy,
    Total,
)
from passerelle.stacking.choosing import AwardToReach, Choice, award_of
from passerelle.stacking.proof import held, held_units
from passerelle.stacking.proof.held import Chosen, Held
from passerelle.stacking.proof.thrown import thrown_away
from passerelle.stacking.search.reading import FALSE, TRUE, UNKNOWN, Reading
from passerelle.stacking.table import Table

#: What the classes of rules are called in an answer.
KINDS = {
    "Total": "total",
    "Only": "only",
    "Size": "size",
    "Currency": "currency",
    "UsedFor": "used_for",
    "Experience": "experience",
    "LeastGrade": "least_grade",
    "AtLeast": "at_least",
    "AtMost": "at_most",
    "Choose": "choose",
    "Component": "component",
    "Last": "last",
    "Average": "average",
    "Within": "within",
    "Overlap": "overlap",
    "Once": "once",
    "Prerequisite": "prerequisite",
    "Order": "order",
    "OneSet": "one_set",
    "Block": "block",
    "Outcomes": "outcomes",
    "Act": "act",
    "OfCase": "of_case",
    "Sharing": "sharing",
}


def standing(
    policy: StackingPolicy, table: Table, choice: Choice, award: AwardToReach | None = None
) -> tuple[RequirementMet, ...]:
    """One entry for each rule: the total, the rules of units, what is required, the limits, sharing, in that order."""
    return Standing(Reading(policy, table, award or award_of(policy)), choice).all()


@dataclass(frozen=True, slots=True)
class Standing:
    """A choice held against the rules of an award."""

    reading: Reading
    choice: Choice

    def all(self) -> tuple[RequirementMet, ...]:
        """Every rule, see `standing`."""
        chosen = Chosen(self.reading, self.choice)
        award = self.reading.award
        told = [self._told(chosen, award.total)]
        for rule in award.units:
            told.append(_said(rule, held_units.of_units(chosen, rule), self.reading, chosen))
        told += [self._told(chosen, requirement) for requirement in award.requirements]
        told += [
            _said(rule, held_units.sharing(chosen, rule), self.reading, chosen) for rule in self.reading.policy.sharing
        ]
        return tuple(told)

    def _told(self, chosen: Chosen, rule: Total | Requirement) -> RequirementMet:
        parts: tuple[RequirementMet, ...] = ()
        if isinstance(rule, Group):
            parts = tuple(self._told(chosen, member) for member in rule.members)
        return _said(rule, held.held(chosen, rule), self.reading, chosen, parts)


def _said(
    rule: Rule, stands: Held, reading: Reading, chosen: Chosen, parts: tuple[RequirementMet, ...] = ()
) -> RequirementMet:
    left = None
    if stands.needed is not None and stands.have is not None:
        left = max(Fraction(0), stands.needed - stands.have) if stands.met is not TRUE else Fraction(0)
    among = getattr(rule, "among", None)
    return RequirementMet(
        rule=rule.id,
        form=rule.form,
        kind=rule.kind if isinstance(rule, Group) else KINDS[type(rule).__name__],
        title=rule.title,
        severity=str(rule.severity),
        met=stands.met,
        measure=stands.measure,
        needed=stands.needed,
        most=stands.most,
        have=stands.have,
        may_have=None if _without_bound(stands, reading) else stands.may_have,
        left=left,
        computed=_computed(rule, reading),
        units=stands.units,
        parts=parts,
        applies=reading.guard(rule),
        binding=_binding(rule, stands, chosen),
        written=among.text if among is not None else "",
        basis=rule.basis,
        remedies=rule.remedies,
        note=rule.note,
        line=rule.line,
    )


def _without_bound(stands: Held, reading: Reading) -> bool:
    return stands.measure == "credits" and stands.may_have is not None and stands.may_have >= reading.unbounded


def _binding(rule: Rule, stands: Held, chosen: Chosen) -> bool:
    """Whether no other unit that the limit speaks of could be taken whole."""
    if stands.most is None or stands.may_have is None:
        return False
    if not isinstance(rule, AtMost):
        return stands.may_have >= stands.most
    fit = chosen.reading.limited(rule)
    rest = [
        Fraction(1) if stands.measure == "units" else row.least
        for row in chosen.reading.rows
        if row.id not in chosen.low and fit(row) is not FALSE and chosen.reading.barred(row) is not TRUE
    ]
    return stands.may_have >= stands.most or (bool(rest) and stands.may_have + min(rest) > stands.most)


def _computed(rule: Rule, reading: Reading) -> str:
    """How a threshold comes of a share: "50 % × 60 = 30", or "1/3 × 60 = 20" where the percentage does not end."""
    amount: Amount | None = getattr(rule, "amount", None) or (rule.least if isinstance(rule, Choose) else None)
    if amount is None or amount.share is None or amount.base == "counted":
        return ""
    base = reading.award.bases[amount.base or "total"]
    exact, rounded = amount.share * base, reading.needed(amount).value
    percentage = _plain(amount.share * 100)
    share = str(amount.share) if "/" in percentage else f"{percentage} %"
    steps = f"{share} × {_plain(base)} = {_plain(exact)}"
    return steps if exact == rounded else f"{steps} → {_plain(rounded)}"


def _plain(amount: Fraction) -> str:
    """An amount in digits, as a decimal where it ends after four places, else as a fraction."""
    if 10**4 % amount.denominator:
        return f"{amount.numerator}/{amount.denominator}"
    digits = f"{amount.numerator * (10**4 // amount.denominator):05d}"
    return f"{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".")


def confirm(reading: Reading, choice: Choice, *, certain: bool) -> None:
    """Raises `StackingError` if a choice is not what the solver says that it is: certain, or possible."""
    chosen = Chosen(reading, choice)
    wrong = list(mistaken(chosen, certain=certain))
    if wrong:
        raise StackingError(f"the solver's answer does not stand when it is checked: {wrong[0]}; report this policy")


def mistaken(chosen: Chosen, *, certain: bool) -> list[str]:
    """What is wrong with a choice."""
    reading, wrong = chosen.reading, []
    good = (TRUE,) if certain else (TRUE, UNKNOWN)
    for row in chosen.rows:
        barred = reading.barred(row)
        if barred is TRUE or (certain and barred is UNKNOWN):
            wrong.append(f"the unit {row.id} cannot be chosen")
    for rule in reading.asked(Severity.MUST):
        if held.held(chosen, rule).met not in good:
            wrong.append(f"the rule {rule.id} does not hold")
    for of_unit in reading.award.units:
        asked = of_unit.severity is Severity.MUST and of_unit.id not in reading.without
        if asked and not _freed(chosen, of_unit.id) and held_units.of_units(chosen, of_unit).met not in good:
            wrong.append(f"the rule {of_unit.id} does not hold")
    for sharing in reading.policy.sharing:
        asked = sharing.severity is Severity.MUST and sharing.id not in reading.without
        if asked and held_units.sharing(chosen, sharing).met not in good:
            wrong.append(f"the rule {sharing.id} does not hold")
    wrong += _misbooked(chosen, certain)
    wrong += thrown_away(chosen)
    return wrong


def _freed(chosen: Chosen, rule: str) -> bool:
    return any(freed == rule for _, freed in chosen.reading.freed)


def _misbooked(chosen: Chosen, certain: bool) -> list[str]:
    wrong = []
    rules = {rule.id: rule for rule, _ in chosen.reading.active() if isinstance(rule, Choose | Component)}
    for row in chosen.rows:
        booked = chosen.choice.booked.get(row.id)
        if booked is None:
            continue
        rule = rules.get(booked)
        fits: Truth = FALSE if rule is None else chosen.reading.fit(rule.among)(row)
        if fits is FALSE or (certain and fits is UNKNOWN):
            wrong.append(f"the unit {row.id} cannot be booked on {booked}")
    for rule in rules.values():
        if isinstance(rule, Component) and not rule.combine and list(chosen.choice.booked.values()).count(rule.id) > 1:
            wrong.append(f"more than one unit is booked on {rule.id}")
    return wrong
