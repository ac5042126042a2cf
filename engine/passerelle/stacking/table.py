"""What the solver is given: the units of a portfolio with what the kernel found of each, and the days of the case.

A `Table` is all that stands between rules and search: whoever holds one and a `StackingPolicy` can check an answer by
hand. Nothing in it is an award, a file or a rule of the kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from passerelle.decision import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit. `least` and `most` are its credits in the policy's unit, both exact and the same where they are known;
    (0, None) where nothing is known of them.

    `fits` says for each selector of the policy (by name) whether the unit fits it. `barred` are the rules of the
    policy's `units` that do not hold for it, each FALSE (it cannot be chosen) or UNKNOWN (possibly, never certainly);
    rules that hold (or whose guard is false) are not there, one whose guard is unknown is never FALSE, and a unit that
    is stale but may count under a condition is in `under`: the rule with the ways open to it ("evidence",
    "revalidation"), TRUE or UNKNOWN whether it is needed.

    `points` is its grade on the policy's scale, None where there is none or it cannot be converted, `graded` whether it
    has a grade at all (None: unknown). `source` and `specification` tell units of one issuer and of one specification
    ("" where unknown), `outcomes` the identifiers of what it teaches (None: unknown), `covers` the share in which it
    covers each outcome of the policy's `Outcomes` rules by (rule id, outcome id) (absent: 0; None: unknown; what the
    unit states itself is in it). `shared_with` are, by the id and by the kind of each other award that uses it, the
    credits so used; `in_use` is by the id of each `UsedFor` rule how many uses it may count.
    """

    id: str
    least: Fraction
    most: Fraction | None
    fits: Mapping[str, Truth]
    barred: Mapping[str, Truth] = field(default_factory=dict)
    under: Mapping[str, tuple[tuple[str, ...], Truth]] = field(default_factory=dict)
    points: Fraction | None = None
    graded: bool | None = None
    achieved: date | None = None
    source: str = ""
    specification: str = ""
    outcomes: frozenset[str] | None = frozenset()
    covers: Mapping[tuple[str, str], Fraction | None] = field(default_factory=dict)
    shared_with: Mapping[str, Fraction] = field(default_factory=dict)
    in_use: Mapping[str, int] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether its credits are known exactly."""
        return self.most is not None and self.least == self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The units by id, sorted; by rule id the truth of the conditions of `OfCase` rules (`case`) and of the guards of
    all rules but those of `units`, where they are known in `barred` already (`guards`; absent: no guard); the acts that
    are known to be done or not, by id; and the days of the case by clock ("enrolment", "award", …)."""

    units: tuple[UnitRow, ...]
    case: Mapping[str, Truth] = field(default_factory=dict)
    guards: Mapping[str, Truth] = field(default_factory=dict)
    acts: Mapping[str, bool] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
