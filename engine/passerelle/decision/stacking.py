"""What stacking is asked and what it answers, as plain frozen values.

Amounts are exact and in the unit of the policy. Everything that is shown to a person has its order said here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from passerelle.decision.decision import Basis, PackUsed, Remedy
from passerelle.decision.question import Confirmation
from passerelle.decision.values import LanguageText, Truth

#: Where a use comes from that is only planned, for another award of the same question.
PLANNED = "plan"
#: How a `Change` writes outcomes that a unit shares with no other; its id follows.
ITS_OWN = "own:"


class StackOutcome(StrEnum):
    """Whether units add up to an award.

    `eligible` a choice exists that every rule allows · `eligible_conditional` one exists under named conditions ·
    `not_eligible` it is proved that none exists · `undetermined` it hangs on facts that are unknown, or the time that
    was given ran out · `policy_error` the policy cannot be applied.
    """

    ELIGIBLE = "ELIGIBLE"
    ELIGIBLE_CONDITIONAL = "ELIGIBLE_CONDITIONAL"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    UNDETERMINED = "UNDETERMINED"
    POLICY_ERROR = "POLICY_ERROR"


class Objective(StrEnum):
    """What a learner prefers among the choices that a policy allows, in the order in which they are given. After those
    asked for come most credit, fewest units, and the ids of the units, so that the choice is always the same one.

    `keep_free` as few as possible of the named units · `best_grades` the best mean of grade points, weighted by
    counted credits, of those chosen units that have points (choices without any come last).
    """

    MOST_CREDIT = "most_credit"
    KEEP_FREE = "keep_free"
    BEST_GRADES = "best_grades"
    FEWEST_UNITS = "fewest_units"


class UseKind(StrEnum):
    """What a unit was used for: credit towards an award, or admission to a programme."""

    CREDIT = "credit"
    ADMISSION = "admission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A use of a unit, as the ledger has it (or a portfolio says): by which host, for which award (`award` its id, with
    `kind` and EQF `level` where known), for what, since when; whether that award was conferred, whether the unit is
    used up for good, and `credits` of it in `unit` where not all were used. `review` says why the use has to be looked
    at again (the unit was revoked). `source` is "ledger", "portfolio" or `PLANNED`."""

    unit: str
    award: str
    host: str = ""
    award_title: LanguageText = field(default_factory=dict)
    award_kind: str = ""
    award_level: int | None = None
    use: UseKind = UseKind.CREDIT
    conferred: bool | None = None
    irrevocable: bool = False
    credits: Fraction | None = None
    credit_unit: str = "ECTS"
    since: date | None = None
    decision: str | None = None
    review: str = ""
    source: str = "ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackQuestion:
    """Whether what a learner holds adds up to an award of a host, as of a day.

    `policy` is the id of the policy (or of its award). The days of the case: `enrolled`, `applied`, `programme_start`
    and `award_on` (when the award is to be given; `as_of` where it is not said and a clock needs it). `acts` are what
    is known to be done or not, by the id of the act. `confirmations` are what an officer has established of a unit, by
    its id. `keep_free` are the ids of units for the objective of that name. `budget` is the time the solver may take in
    seconds, None for as long as it needs. `ties` is how many equally good choices are listed at most.
    """

    policy: str
    as_of: date
    enrolled: date | None = None
    applied: date | None = None
    programme_start: date | None = None
    award_on: date | None = None
    acts: tuple[tuple[str, bool], ...] = ()
    objectives: tuple[Objective, ...] = ()
    keep_free: tuple[str, ...] = ()
    budget: float | None = None
    ties: int = 10
    confirmations: tuple[tuple[str, Confirmation], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StackCondition:
    """What a conditional answer hangs on: the rule that asks for it, whom it concerns (`units`), who acts, what must be
    done, and until when. `kind` is "evidence", "revalidation", "act", "overlap" or "person"."""

    rule: str
    kind: str
    by: str
    text: LanguageText
    units: tuple[str, ...] = ()
    deadline: LanguageText = field(default_factory=dict)
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Why a unit is not counted. `kind` is "excluded" (a rule of the policy's units does not let it), "unknown" (it
    might, if `facts` were known), "limit" (counting it would break `rule`, given the rest), "duplicate" (it is the unit
    `other` in another format), "kept_free" or "not_needed" (a choice without it is as good or better)."""

    kind: str
    rule: str = ""
    facts: tuple[str, ...] = ()
    other: str = ""
    required: str = ""
    found: tuple[tuple[str, str], ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCounted:
    """A held unit in an answer. `offered` are its credits in the policy's unit (least and most; the same where they are
    known), `conversion` where that comes from ("20 CATS as stated"; "10 ECTS / 0.5"), `counted` those that count, and
    `booked` the rule on which it is booked. `against` says why it is not chosen, or not with all its credits."""

    id: str
    title: LanguageText
    issuer: LanguageText = field(default_factory=dict)
    document: str = ""
    chosen: bool = False
    offered: tuple[Fraction | None, Fraction | None] = (None, None)
    conversion: str = ""
    counted: Fraction = Fraction(0)
    booked: str = ""
    conditions: tuple[str, ...] = ()
    grade: str = ""
    grade_points: Fraction | None = None
    against: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementMet:
    """How one rule stands for the choice that is shown. `needed` and `most` are its thresholds, `have` what the choice
    has (`may_have` with what is unknown; None beside a `have` in credits: no bound is known), `left` what is missing,
    all in `measure` ("credits", "units", "share", "points", or "" where nothing is counted). `units` are those that it
    looks at (booked ones where it books), `parts`
    the members of a group, `line` where it stands in the file. `binding`: nothing more could be had of it.

    `kind` is the rule's class in small letters with underscores: "total"; of units "only", "size", "currency",
    "used_for", "experience", "least_grade"; "at_least", "at_most", "choose", "component", "last", "average", "within",
    "overlap", "once", "prerequisite", "order", "one_set", "block", "outcomes", "act", "of_case"; of groups "all_of",
    "any_of", "n_of", "not"; and "sharing"."""

    rule: str
    form: str
    kind: str
    title: LanguageText
    severity: str
    met: Truth
    measure: str = ""
    needed: Fraction | None = None
    most: Fraction | None = None
    have: Fraction | None = None
    may_have: Fraction | None = None
    left: Fraction | None = None
    computed: str = ""
    units: tuple[str, ...] = ()
    parts: tuple[RequirementMet, ...] = ()
    applies: Truth = Truth.TRUE
    binding: bool = False
    written: str = ""
    basis: tuple[Basis, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What makes the answer final. `kind` is "optimal" (bound = value for every objective in its order), "impossible"
    (no choice fits; `Conflict` says why), "best_found" (time ran out: `bound` is as good as it could still get),
    "unknown_decides" (one run says yes, the other no), or "policy". `objectives` name each objective with its value and
    the solver's bound. `runs` is the number of runs of the solver."""

    kind: str
    objectives: tuple[tuple[str, Fraction, Fraction], ...] = ()
    runs: int = 0
    solver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What cannot be had together: rules (ids), and units with the rule that keeps each out. All but any one of them
    can be met; the policy may hold further sets like it."""

    rules: tuple[str, ...]
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A unit that is missing: so many credits, and what it must have, as conditions in the policy's own words
    (`conditions`) and as facts that a unit like it would have (`facts`). `count` of them."""

    credits: Fraction
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...] = ()
    count: int = 1
    offer: str = ""
    title: LanguageText = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact of a held unit (or of the case, `unit` "") that would have to be another: now and then, as an officer
    writes it, and who can supply it."""

    unit: str
    fact: str
    now: str
    then: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One smallest way to the award, confirmed by the engine: what to add, what to change, and the outcome then.
    `credits` and `units` are what has to be added in all."""

    additions: tuple[Addition, ...]
    changes: tuple[Change, ...]
    outcome: StackOutcome
    credits: Fraction = Fraction(0)
    units: int = 0
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFact:
    """A fact that decides: of which unit ("" for the case), who can supply it, and the rules that wait for it."""

    unit: str
    fact: str
    by: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SemanticChoice:
    """A semantic choice of the policy that was used, see `passerelle.rulepacks.stacks.policy.Chosen`."""

    rule: str
    parameter: str
    value: str
    default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitReached:
    """How an exit award (or the main award) stands: its outcome and, where reached, the chosen units. `level`, `kind`
    and `consume` are those of that award, as in `StackDecision`."""

    award: str
    title: LanguageText
    outcome: StackOutcome
    chosen: tuple[str, ...] = ()
    left: Fraction | None = None
    level: int | None = None
    kind: str = ""
    consume: str = "revocable"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackReceipt:
    """What lets anyone repeat the answer: versions and hashes."""

    engine: str
    kernel: str
    solver: str
    as_of: str
    packs: tuple[PackUsed, ...]
    vocabulary: str
    units: str
    uses: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StackDecision:
    """The answer to a `StackQuestion`. `award`, `title` and `total` are those of the award that is answered for; where
    an exit award was reached instead, `exits` say so and `reached` names it. `kind` is that of the award ("degree"),
    `consume` what becomes of the units once they are booked, see `passerelle.rulepacks.stacks.policy.AwardText`.

    `units` are sorted by id, `requirements` (every rule of the award, the total first, those of units too) in the order
    of the file, `ties` are the sets of other choices that are
    equally good by every objective asked for, smallest first. `ties_complete` is False where there are more.
    `conflict` stands with NOT_ELIGIBLE, `ways` with every outcome that is not positive, `unknown` with UNDETERMINED,
    `errors` with POLICY_ERROR. `nearest` is True where `requirements` and `units` show the choice that comes nearest,
    because none fits.
    """

    id: str
    question: StackQuestion
    host: str
    host_name: LanguageText
    policy: str
    award: str
    title: LanguageText
    level: int | None
    credit_unit: str
    outcome: StackOutcome
    certificate: Certificate
    total: Fraction = Fraction(0)
    units: tuple[UnitCounted, ...] = ()
    requirements: tuple[RequirementMet, ...] = ()
    nearest: bool = False
    conditions: tuple[StackCondition, ...] = ()
    conflict: Conflict | None = None
    ways: tuple[Way, ...] = ()
    unknown: tuple[UnknownFact, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    ties_complete: bool = True
    exits: tuple[ExitReached, ...] = ()
    reached: str = ""
    semantics: tuple[SemanticChoice, ...] = ()
    surplus: Fraction = Fraction(0)
    called: LanguageText = field(default_factory=dict)
    uses: tuple[Use, ...] = ()
    errors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    consume: str = "revocable"
    receipt: StackReceipt | None = None
