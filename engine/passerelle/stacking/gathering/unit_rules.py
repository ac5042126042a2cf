"""What a unit fits and what is known of it in; which rules of a policy's `units` bar it, and which let it count under a
condition, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.decision.stacking import Use, UseKind
from passerelle.facts import Known
from passerelle.rulepacks.stacks.policy import (
    Currency,
    Experience,
    LeastGrade,
    Only,
    Selector,
    Severity,
    Size,
    StackingPolicy,
    UnitRule,
    UsedFor,
)
from passerelle.stacking.gathering.policy_facts import Credits, used_too_often
from passerelle.stacking.gathering.truths import all_of, at_least, at_most, opposite, truth

#: By what a unit is barred that another award has used up, whatever the policy says.
USED_UP = "used-up"
#: The same for a unit that was revoked, and for one that is known not to be authentic.
REVOKED, NOT_AUTHENTIC = "revoked", "not-authentic"
#: What bars a unit whatever the policy says.
BEYOND_RULES = frozenset({USED_UP, REVOKED, NOT_AUTHENTIC})
Under = tuple[tuple[str, ...], Truth]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One unit before the rules of a policy's `units`. `fits` are the truths of the selectors by name, `guards` those
    of the guards by rule id."""

    fits: Mapping[str, bool | None]
    guards: Mapping[str, bool | None]
    facts: Mapping[str, Known]
    uses: Iterable[Use]
    policy: StackingPolicy

    def credits(self, amount: Credits) -> Credits:
        """The credits, where rules of experience give them."""
        for rule in self.policy.units:
            if not isinstance(rule, Experience):
                continue
            applies = self.applies(rule)
            if applies is False:
                continue
            months = self.facts.get("experience_months")
            if months is None:
                given = Credits(Fraction(0), None, "the length of the experience is not stated")
            else:
                whole = months.value // rule.per_months if months.value >= rule.least_months else 0
                least = whole * rule.gives
                given = Credits(least, least, f"{months.value} months of experience")
            if applies is True:
                return given
            most = None if given.most is None or amount.most is None else max(given.most, amount.most)
            amount = Credits(min(given.least, amount.least), most, amount.how or given.how)
        return amount

    def of(self, amount: Credits) -> tuple[dict[str, Truth], dict[str, Under]]:
        """The rules that do not hold for the unit, and those that hold under a condition, by rule id."""
        barred: dict[str, Truth] = {}
        under: dict[str, Under] = {}
        for rule in self.policy.units:
            if rule.severity is Severity.NOTE:
                continue
            if isinstance(rule, Currency):
                holds, ways = self.currency(rule)
                if ways is not None:
                    under[rule.id] = ways
            else:
                holds = self.holds(rule, amount)
            if holds is not True:
                barred[rule.id] = truth(holds)
        if any(use.irrevocable and use.use is UseKind.CREDIT for use in self.uses):
            barred[USED_UP] = Truth.FALSE
        if self.known("status", "revoked"):
            barred[REVOKED] = Truth.FALSE
        if self.known("authentic", False):
            barred[NOT_AUTHENTIC] = Truth.FALSE
        return barred, under

    def known(self, name: str, value: object) -> bool:
        """Whether a fact is known to have a value."""
        return name in self.facts and self.facts[name].value == value

    def truth_of(self, selector: Selector | None) -> bool | None:
        """Whether the unit fits a selector; everything fits none."""
        return True if selector is None else self.fits[selector.name]

    def applies(self, rule: UnitRule) -> bool | None:
        """Whether a rule is about this unit."""
        return all_of((self.guards.get(rule.id, True), self.truth_of(rule.among)))

    def holds(self, rule: UnitRule, amount: Credits) -> bool | None:
        """Whether a rule holds for the unit; one that is perhaps not about it is never false."""
        applies = self.applies(rule)
        if applies is False:
            return True
        kept = self.kept(rule, amount)
        return kept if applies or kept else None

    def kept(self, rule: UnitRule, amount: Credits) -> bool | None:
        """Whether the unit is as the rule asks, where it is about it."""
        if isinstance(rule, Only):
            return self.truth_of(rule.fits)
        if isinstance(rule, Size):
            bounds = []
            if rule.least is not None:
                bounds.append(at_least(amount.least, amount.most, rule.least))
            if rule.most is not None:
                bounds.append(at_most(amount.least, amount.most, rule.most))
            return all_of(bounds)
        if isinstance(rule, UsedFor):
            return opposite(used_too_often(rule, self.uses, self.policy))
        if isinstance(rule, LeastGrade):
            points = self.facts.get("grade_points")
            if points is None:
                return None
            less = self.policy.grades is not None and self.policy.grades.less_is_better
            return bool(points.value <= rule.points if less else points.value >= rule.points)
        return True

    def currency(self, rule: Currency) -> tuple[bool | None, Under | None]:
        """Whether a unit is fresh enough, or may be stale under a condition."""
        stale = all_of((self.applies(rule), opposite(self.truth_of(rule.fresh))))
        if stale is False:
            return True, None
        if rule.if_older == "evidence":
            shown = rule.evidence is not None and self.truth_of(rule.evidence) is True
            return True, None if shown else (("evidence",), truth(stale))
        if rule.if_older == "revalidate" and rule.revalidation is not None:
            renewable = all_of((self.truth_of(rule.revalidation.among), self.truth_of(rule.not_too_old)))
            ways = (("revalidation",), truth(stale)) if renewable is not False else None
            return True if renewable else None if renewable is None else opposite(stale), ways
        return opposite(stale), None
