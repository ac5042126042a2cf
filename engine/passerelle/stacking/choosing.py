"""What the search for a choice is asked and what it answers: values that say nothing of how the search is done.

Credits are exact amounts in the policy's unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.rulepacks.stacks.policy import Exit, Requirement, StackingPolicy, Total, UnitRule


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardToReach:
    """The award that is evaluated, with the rules that it has: the policy's own, or for an exit award those of the
    policy that it keeps and its own. `exit` is the id of the exit award, "" for the main one. `bases` are the amounts
    of which shares are taken, by name, "total" and "exit_award" among them."""

    id: str
    total: Total
    units: tuple[UnitRule, ...]
    requires: tuple[Requirement, ...]
    limits: tuple[Requirement, ...]
    exit: str = ""
    bases: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What it requires, then its limits, in the order of the file."""
        return (*self.requires, *self.limits)


def award_of(policy: StackingPolicy, leaving: Exit | None = None) -> AwardToReach:
    """The policy's award, or one of its exit awards."""
    bases = {**dict(policy.bases), "total": policy.total.least}
    if leaving is None:
        return AwardToReach(
            id=policy.award.id,
            total=policy.total,
            units=policy.units,
            requires=policy.requires,
            limits=policy.limits,
            bases={**bases, "exit_award": policy.total.least},
        )
    keeps = None if leaving.keeps is None else frozenset(leaving.keeps)
    return AwardToReach(
        id=leaving.award.id,
        total=leaving.total,
        units=policy.units,
        requires=(*(rule for rule in policy.requires if keeps is None or rule.id in keeps), *leaving.requires),
        limits=(*(rule for rule in policy.limits if keeps is None or rule.id in keeps), *leaving.limits),
        exit=leaving.award.id,
        bases={**bases, "exit_award": leaving.total.least},
    )


@dataclass(frozen=True, slots=True, order=True)
class ConditionTaken:
    """A condition on which a choice rests: the rule that asks for it, its kind ("evidence", "revalidation", "overlap",
    "act"), and the units that it is about. One for each unit, each act and each pair of units that overlap."""

    rule: str
    kind: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Units that are chosen, by id, sorted. `counted` is the amount with which each counts for certain, `may_count`
    the most with which it may count (None: no bound is known), `booked` the rule on which it is booked."""

    units: tuple[str, ...] = ()
    counted: Mapping[str, Fraction] = field(default_factory=dict)
    may_count: Mapping[str, Fraction | None] = field(default_factory=dict)
    booked: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[ConditionTaken, ...] = ()

    @property
    def credits(self) -> Fraction:
        """The credits that count for certain."""
        return sum(self.counted.values(), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best choice, or that there is none.

    `status` is "certain" (every rule is true of the choice), "possible" (no choice is certain; of this one no rule is
    false), "none" (proved: no choice is possible), "timeout" (the time ran out before anything was proved; `choice` is
    the best found, if any was, and `mode` says whether it is a certain or a possible one), or "policy_error" (`errors`
    say what is wrong with the policy on these units).

    `objectives` name what was optimised in its order ("conditions", "should" (rules that are met), those asked for,
    then "most_credit" and "fewest_units"), each with its value and the bound that was proved; `proven` is True where
    they are the same. `ties` are the unit ids of other choices that are as good by conditions, "should" and all that
    was asked for, smallest first, as many as were asked for; `ties_complete` is False where there are more. `runs`
    counts the runs of the solver.
    """

    status: str
    mode: str = "certain"
    choice: Choice | None = None
    objectives: tuple[tuple[str, Fraction, Fraction], ...] = ()
    proven: bool = True
    ties: tuple[tuple[str, ...], ...] = ()
    ties_complete: bool = True
    runs: int = 0
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Archetype:
    """A kind of unit that a learner could still earn: the truth of every selector for it, `count` of them at most, of
    at least `least` and at most `most` credits each in multiples of `step` (`least` and `most` the same: a unit of that
    size). `weight` says how hard it is to come by (more is harder). It is barred by no rule, teaches nothing that the
    held units teach, has its own specification, is achieved after all others, and has the grade `points`."""

    id: str
    fits: Mapping[str, Truth]
    count: int = 3
    least: Fraction = Fraction(1)
    most: Fraction = Fraction(60)
    step: Fraction = Fraction(1)
    weight: int = 1
    points: Fraction | None = None
    source: str = ""
    covers: Mapping[tuple[str, str], Fraction | None] = field(default_factory=dict)
    under: Mapping[str, tuple[tuple[str, ...], Truth]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Added:
    """Units that would be added: of an archetype (or the id of a unit on offer), so many credits each."""

    archetype: str
    credits: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class WayThere:
    """One smallest way to an award: the units to add, sorted, the choice then (`choice` names added units by
    "<archetype>#<n>"), and whether it was proved that nothing cheaper does."""

    added: tuple[Added, ...]
    choice: Choice
    credits: Fraction
    cost: int = 0
    proven: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How one of several awards stands that were planned together: whether it is reached, with which choice."""

    award: str
    reached: bool
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedTogether:
    """Several awards planned together, in the order in which they were asked for. `status` is "certain" (the plan is
    proved best) or "timeout"."""

    status: str
    awards: tuple[Reached, ...]
    objectives: tuple[tuple[str, Fraction, Fraction], ...] = ()
    runs: int = 0
