"""A stacking policy as a value: what an award asks of the units that are to add up to it.

**What a choice is.** Of the units that a learner holds some are *chosen*. A chosen unit counts with an amount of
credits
`k`: all it has, unless something clips it. Some requirements *book* units: a unit is booked on at most one of them. A
choice fits a policy if every rule of severity "must" holds for it. Nothing is thrown away: `k` is less than what the
unit has only where a clipping limit that it fits, or the component on which it is booked, is full, or where it is the
one of two overlapping units that is not counted.

**Three truth values.** Whether a unit fits a selector, and how many credits it has, may be unknown. A rule is held
against a choice with bounds: `low` sums only what is certain (selector true, least credits), `high` also what may be
(selector true or unknown, most credits). "At least m" is true if low >= m, false if high < m, otherwise unknown; "at
most M" is true if high <= M, false if low > M. A choice is *certain* if every rule is true for it, *possible* if none
is
false. A portfolio is ELIGIBLE if a certain choice exists, NOT_ELIGIBLE if no choice is possible, UNDETERMINED
otherwise. Each rule is read by itself: an unknown that one rule wants large and another small may be both.

Counted credits have the same two bounds. `low` reads the least: the least credits, clipped by every limit that the unit
fits or may fit (and that applies or may apply). `high` reads the most: the most credits, clipped only by limits that it
fits for certain (and that apply for certain). Both are spread in the learner's favour, no unit's least above its most.
Where nothing is unknown they are one.

**Conditions.** A certain choice may hang on conditions: one for each unit that needs evidence or revalidation by a
rule, one for each act that is missing, one for each pair of units whose overlap a person must allow. Without any it is
ELIGIBLE, with some ELIGIBLE_CONDITIONAL. What is only perhaps needed is a condition too, for a certain choice.

**The best choice** has the fewest conditions, then the most rules of severity "should" that are true, then is the best
by each objective asked for (or the policy's own) in its order, then has the most counted credit (`low`), the fewest
units, and the first ids.

Credits are exact amounts in the policy's own unit (`CreditUnit`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from passerelle.decision import Basis, LanguageText, Remedy
from passerelle.rulepacks.pack import ConditionText, Pack

#: Years, months, days.
Span: TypeAlias = tuple[int, int, int]


class Clock(StrEnum):
    """A day of the case. `achieved`, `issued` and `awarded` are days of a unit, `first_unit` and `last_unit` the days
    on
    which the first and the last chosen unit were achieved, the others days of the case."""

    ACHIEVED = "achieved"
    ISSUED = "issued"
    AWARDED = "awarded"
    FIRST_UNIT = "first_unit"
    LAST_UNIT = "last_unit"
    ENROLMENT = "enrolment"
    APPLICATION = "application"
    PROGRAMME_START = "programme_start"
    AWARD = "award"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class CreditUnit:
    """The unit in which a policy counts: a credit system's id ("ECTS", "CATS"), or a word of the host's own. `ects` is
    what one of it is in ECTS credits; None where nothing is converted (only units stated in it have credits)."""

    id: str = "ECTS"
    ects: Fraction | None = Fraction(1)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a computed threshold is rounded: `mode` "none", "up", "down" or "half_up", to a multiple of `step`."""

    mode: str = "none"
    step: Fraction = Fraction(1)

    def of(self, amount: Fraction) -> Fraction:
        """The amount, rounded."""
        if self.mode == "none":
            return amount
        times = amount / self.step
        whole = times.numerator // times.denominator
        rest = times - whole
        up = rest > 0 if self.mode == "up" else rest >= Fraction(1, 2) if self.mode == "half_up" else False
        return (whole + up) * self.step


@dataclass(frozen=True, slots=True)
class Amount:
    """A threshold: `credits`, or a number of `units`, or a `share` of a base.

    `base` of a share: "total" (what the award asks for: its `exactly`, else its `at_least`), "exit_award" (the same of
    the award that is evaluated: for an exit award that of the exit; "total" stays that of the policy), "counted" (all
    counted credits of the choice), or a name of `StackingPolicy.bases`. `printed` is a computed figure that the source
    prints beside `credits` and that does not decide. A share of "counted" is never rounded: the difference between the
    credits that count towards the rule and the share of all is held against zero, and in that difference each unit
    stands once, with its least or its most, whichever makes the difference smaller (`low`) or larger (`high`)."""

    credits: Fraction | None = None
    units: int | None = None
    share: Fraction | None = None
    base: str | None = None
    rounding: Rounding = Rounding()
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Which units are meant. `name` is the conclusion that the kernel establishes of each unit ("fits-3"), unique in
    the policy; `condition` what is written. Where several conditions stand in a list, all must hold."""

    name: str
    conditions: tuple[ConditionText, ...]

    @property
    def text(self) -> str:
        """As written, for explanations."""
        return " and ".join(condition.text for condition in self.conditions)


class Severity(StrEnum):
    """`must` decides; `should` is preferred among choices that fit and reported; `note` is only shown."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has. `id` is unique in the policy; where it was not written it is the form with a number
    ("at-most-2"). `form` is the id of the catalogue of rule forms ("R05"). `guard` is a condition about the case (no
    unit): where it is false the rule does not apply and counts as true (in a group as well), where it is unknown the
    rule is true only if it holds anyway, and false never. `line` and `column` where it stands."""

    id: str
    form: str
    line: int
    column: int
    title: LanguageText
    severity: Severity = Severity.MUST
    guard: ConditionText | None = None
    basis: tuple[Basis, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    note: str = ""


# -- which units may count at all ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Only(Rule):
    """Every chosen unit (for which `among` holds) fits `fits`. R04, R15, R27, R28, R29, and every condition under
    `units`. A unit for which `among` holds and `fits` is false cannot be chosen; one for which that is unknown can be
    chosen possibly, never certainly. (A rule of `units` that is a "should" excludes nothing; it is true if it excludes
    no chosen unit.)"""

    fits: Selector
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Rule):
    """Every chosen unit (for which `among` holds) has between `least` and `most` credits. R02."""

    least: Fraction | None = None
    most: Fraction | None = None
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalidation:
    """How stale units may be made to count (R09): by what act, how many counted credits together at most, how old a
    unit may be at most, which may (`among`), until when it must be done (`within`), whether once only, and what becomes
    of the grade ("kept" or "none")."""

    by: LanguageText
    most: Amount | None = None
    oldest: Span | None = None
    among: Selector | None = None
    within: Span | None = None
    once: bool = False
    grade: str = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency(Rule):
    """A chosen unit (for which `among` holds) is at most `most` old between two clocks: fresh if
    unit.since + most >= until. R08. `fresh` is the selector that says so. What is older (`if_older`): "exclude" cannot
    be chosen; "evidence" can where `evidence` (the selector "practice") holds, and where that is not true under the
    condition that evidence is brought; "revalidate" can under the condition of revalidation, within its limits.

    Units under a condition make the outcome ELIGIBLE_CONDITIONAL. Choices with fewer conditions come first.
    """

    most: Span
    since: Clock
    until: Clock
    fresh: Selector
    if_older: str = "exclude"
    evidence: Selector | None = None
    revalidation: Revalidation | None = None
    not_too_old: Selector | None = None  # of `Revalidation.oldest`
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFor(Rule):
    """A chosen unit is in use for fewer than `most` other awards already (R13; `most` 1: for none). Only uses that
    count: `scope` "any_award", "same_level" (awards at this award's level), "conferred" (awards that were conferred);
    uses for awards named in `exempt` (ids, or kinds such as "degree") never do, nor does admission unless `admission`.
    Irrevocably consumed units (R14) cannot be chosen whatever this rule says."""

    most: int = 1
    scope: str = "any_award"
    exempt: tuple[str, ...] = ()
    admission: bool = False
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience(Rule):
    """Units that are experience (`among`, with months of practice) have `gives` credits for every whole `per_months`
    months, none below `least_months`. R30."""

    gives: Fraction
    per_months: int
    least_months: int = 0
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastGrade(Rule):
    """Every chosen unit (for which `among` holds) has at least `points` on the policy's scale. R11, per unit. Better is
    more, unless the scale says that less is better. A grade that cannot be converted is unknown."""

    points: Fraction
    written: str
    among: Selector | None = None


UnitRule: TypeAlias = Only | Size | Currency | UsedFor | Experience | LeastGrade

# -- what the choice as a whole must have ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Rule):
    """The chosen units that fit `among` (all, if None) have at least `amount`. R03, R07, R16, R22; nothing is
    booked."""

    amount: Amount
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(Rule):
    """The chosen units that fit `among`, or any of the selectors of the rules named in `limits` (R06), have at most
    `amount`. R05, R16.

    `counting` "whole_units": the counted credits of the chosen units are at most that. "clip": more may be chosen, but
    of their credits only so much counts: sum of k <= amount, and as much as that and the other limits leave room for,
    spread over the units in the way that is best for the learner; every sum of `k` in other rules reads what is left.
    Sets of clipping limits are nested or disjoint on the units at hand that can be chosen, both as sets of units that
    fit and of units that may fit; else the outcome is POLICY_ERROR. A clipped limit counts credits, never units, its
    base is not "counted", it is a "must", and stands in no group but "all_of". It is always true. `dropped` "free":
    units that cannot be chosen use nothing up; "use_the_cap": the credits of held units that fit and that some rule of
    `units` excludes are taken from the amount first, to nothing at the least. A unit that is not chosen and may fit and
    be excluded may take from it."""

    amount: Amount
    among: Selector | None = None
    limits: tuple[str, ...] = ()
    counting: str = "whole_units"
    dropped: str = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Rule):
    """Units that fit `among` are booked here: at least `least` (credits or a number of units), at most `most`. R22,
    R23.
    A chosen unit is booked on one `Choose` or `Component` of the award at most; it need be booked on none. A unit that
    only may fit can be booked possibly, never certainly: a choice that books it is not certain, whatever the severity
    of the rule, and whether or not anything is left for it to ask (on a `Component` as well). Credits are the counted
    ones. Nothing is booked on a rule that
    does not apply or is only a note.
    `waived` (R20): where a chosen unit fits it, the requirement holds with nothing booked."""

    least: Amount
    most: Amount | None = None
    among: Selector
    waived: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Rule):
    """One component of the award, of `credits`, is replaced: by a booked unit that fits `among` and has at least
    credits x (1 - tolerance), or, where `combine`, by several booked units that have so much together. R25, R27. The
    booked units count with least(component's credits, theirs) together; what is more is surplus and reported. What a
    unit has is what is left of it by other limits. Where `credit_form` "partial_allowed" less than the component's
    credits may be booked, and the rest is left to take: the rule then holds with whatever is booked."""

    component: str
    credits: Fraction
    among: Selector
    tolerance: Fraction = Fraction(0)
    combine: bool = False
    credit_form: str = "whole_units"
    waived: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Last(Rule):
    """The last `credits` of the choice fit `among` (R07 scope last n): every chosen unit that does not fit has at least
    `credits` counted credits of chosen units achieved on later days than its own. An unknown day is certain to be
    neither earlier nor later."""

    credits: Amount
    among: Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Average(Rule):
    """The mean of the grade points of the chosen units that fit `among` (all, if None) is at least `points`, weighted
    by
    counted credits ("credits") or not ("units"). R11. Units whose grade does not enter the mean (no grade, and
    `ungraded` "left_out") are left out; with `ungraded` "unknown" such a unit makes it unknown, as does one whose grade
    has no points on the scale (unless no credit of it counts and credits weigh). Holds where nothing is left to take
    the mean of. Where less is better on the scale, the mean is at most `points`."""

    points: Fraction
    written: str
    weighted: str = "credits"
    ungraded: str = "left_out"
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Rule):
    """The choice was completed in `span` (R10). From "first_unit": any two chosen units that fit `among` were achieved
    so near each other that earlier + span >= later. From "enrolment": enrolment + span >= the day on which each chosen
    unit was achieved (until "last_unit"), or >= the day of the award (until "award", no unit)."""

    span: Span
    since: Clock
    until: Clock
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap(Rule):
    """Any two chosen units share at most `most` of their outcomes (R19): shared identifiers divided by those of the one
    that has fewer ("smaller") or by those of both together ("union"). Of two that share more (`if_more`): "drop_one"
    one can be chosen; "count_once" both can, but of one of them no credit counts (k = 0; each unit so left out overlaps
    one that counts): a unit that is left out where `high` is read is left out where `low` is read as well, so that of a
    pair that overlaps for certain both readings leave out the same unit, and `low` leaves out more only of pairs that
    may overlap; "ask" both can, under the condition that a person agrees. A unit whose outcomes are unknown may
    share anything with any unit."""

    most: Fraction
    measure: str = "smaller"
    if_more: str = "drop_one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Once(Rule):
    """Of the units of one specification, whatever its version, one at most is chosen. Units without a specification are
    not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite(Rule):
    """A chosen unit that fits `of` needs another one that fits `needs` (R20), chosen too (`by` "counted") or only held
    ("held"; a held unit that cannot be chosen does as well), achieved on an earlier day (`timing` "before"), on the
    same day or earlier ("with"), or at any time ("any")."""

    of: Selector
    needs: Selector
    timing: str = "any"
    by: str = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Rule):
    """No chosen unit that fits a later selector was achieved before a chosen one that fits an earlier. R21."""

    steps: tuple[Selector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSet(Rule):
    """The chosen units that fit `among` (all, if None) all fit one of the `sets`. R17."""

    sets: tuple[Selector, ...]
    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Rule):
    """Credit of one source is taken as a block (R25): of the held units that fit `among` and have the same issuer all
    are chosen or none (none, if one of them cannot be chosen). An unknown issuer may be any."""

    among: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWanted:
    """An outcome that an award asks for; `identifiers` are those under which units state it."""

    id: str
    text: LanguageText
    identifiers: tuple[str, ...]
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes(Rule):
    """The chosen units cover the outcomes (R18). A unit covers an outcome by 1 if it states one of its identifiers, by
    what a person has found where the portfolio says so, else by 0; a unit whose outcomes are unknown may cover
    anything. The coverage of an outcome is the greatest of those of the chosen units, or where `add_up` their sum, 1 at
    most. Each is at least `each` (None: nothing asked of each), the essential ones at least `essential`, the mean of
    all at least `overall`."""

    wanted: tuple[OutcomeWanted, ...]
    each: Fraction | None = None
    essential: Fraction | None = None
    overall: Fraction | None = None
    add_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Rule):
    """Something that is no unit: an application in time, a statement of the profile, an integrative assessment at the
    host, a person's decision (R17, R24, R31, R37). The case says whether it is done (`true`, `false`, or nothing).
    Not done, or not said (`if_missing`): "condition" the outcome is conditional on it; "refuse" false where it is known
    not to be done, unknown where nothing is said; "ask" the same, and `by` is asked. A person's decision is an act
    `by` host with "ask"."""

    act: str
    text: LanguageText
    by: str
    if_missing: str = "condition"
    deadline: LanguageText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase(Rule):
    """A condition about the case and no unit: days, the ledger, what the learner has. R10, R31."""

    condition: ConditionText


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Rule):
    """Of `members` all ("all_of"), at least one ("any_of"), at least `n` ("n_of"), or none ("not", one member) hold, in
    three-valued logic. Severities of members are "must". Under "not" stand only AtLeast, AtMost in whole units, OfCase
    and groups of them."""

    kind: str
    n: int
    members: tuple[Requirement, ...]


Requirement: TypeAlias = (
    AtLeast
    | AtMost
    | Choose
    | Component
    | Last
    | Average
    | Within
    | Overlap
    | Once
    | Prerequisite
    | Order
    | OneSet
    | Block
    | Outcomes
    | Act
    | OfCase
    | Group
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Rule):
    """All counted credits: at least `least`, at most `most` (both the same: exactly). R01. `surplus` "recorded": more
    than `least` is allowed and reported; "forbidden": `most` is `least`."""

    least: Fraction
    most: Fraction | None = None
    surplus: str = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardText:
    """What the units add up to. `words` are protected words of its title with the least total that they need (R36);
    `consume` whether a unit that was used for it is used up for good ("irrevocable"), until the award is given back
    ("revocable"), or not at all ("no") (R14)."""

    id: str
    title: LanguageText
    level: int | None = None
    kind: str = ""
    consume: str = "revocable"
    protected: tuple[tuple[str, Fraction], ...] = ()
    otherwise: LanguageText | None = None  # what it may be called below the protected size


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing(Rule):
    """How many credits this award may share with another when both are planned together, or when the other uses the
    unit already (R13): of the chosen units at most `most` credits (as they are used there) or units with each of them;
    None for any. `awards` are ids of awards or kinds ("degree", "certificate"; all awards of a kind together); an empty
    list is every other award. Without a rule nothing is shared that `UsedFor` forbids."""

    awards: tuple[str, ...]
    most: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """An award that is given where the larger one is not reached (R32), with a total of its own. It has the policy's
    `units` and `sharing`, its `requires` and `limits` (where `keeps` is given only those whose ids are in it), and its
    own."""

    award: AwardText
    total: Total
    requires: tuple[Requirement, ...] = ()
    limits: tuple[Requirement, ...] = ()
    keeps: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScale:
    """The scale of a policy: grade points by grade, further scales with the points of their grades, and whether less is
    better. `treatment` "transfer", "convert" or "ungraded", and whether stacked units are in the classification (R12)
    are reported, and decide nothing."""

    id: str
    points: tuple[tuple[str, Fraction], ...]
    others: tuple[tuple[str, tuple[tuple[str, Fraction], ...]], ...] = ()
    less_is_better: bool = False
    treatment: str = "ungraded"
    in_classification: bool | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A semantic choice of the policy: what it is about (a rule's id, or "policy"), the name of the parameter, its
    value
    and whether that is the default because the policy says nothing."""

    rule: str
    parameter: str
    value: str
    default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StackingPolicy:
    """One dated version of one host's policy for one award.

    `pack` is the same file as a rule pack: its `rules` establish of each unit every selector's name, and of the case
    `guard_name` and `case_name` (in `selecting`) of each rule whose guard or condition holds (the kernel fires them).
    `applies_by` is the day of the case that says which version applies (R33). `objectives` are the policy's own
    where the learner asks for none: "most_credit", "best_grades", "fewest_units", "keep_free". `may_decline` (R35):
    whether the learner may leave units out that could count; if not, most credit goes before every other objective
    (after the fewest conditions and the most "should").
    `notes` are rules outside a case (R34 and the like).
    """

    pack: Pack
    award: AwardText
    unit: CreditUnit
    applies_by: Clock
    total: Total
    units: tuple[UnitRule, ...]
    requires: tuple[Requirement, ...]
    limits: tuple[Requirement, ...]
    sharing: tuple[Sharing, ...] = ()
    exits: tuple[Exit, ...] = ()
    bases: tuple[tuple[str, Fraction], ...] = ()
    grades: GradeScale | None = None
    objectives: tuple[str, ...] = ("most_credit",)
    may_decline: bool = True
    credit_form: str = "whole_units"
    host_identifiers: tuple[str, ...] = ()
    notes: tuple[Rule, ...] = ()
    semantics: tuple[Chosen, ...] = ()
    selectors: tuple[Selector, ...] = ()

    @property
    def id(self) -> str:
        """The pack's id, by which the policy is asked for."""
        return self.pack.id

    @property
    def host(self) -> str:
        """The id of the host."""
        return self.pack.host.id if self.pack.host else ""

    def in_force(self, on: date) -> bool:
        """Whether this version applies to a case whose day (`applies_by`) is this one."""
        return self.pack.in_force(on)

    def rules(self) -> Iterator[Rule]:
        """Every rule, also within groups, in the order of the file; those of exits after them."""
        yield self.total
        yield from self.units
        for requirement in (*self.requires, *self.limits):
            yield from within(requirement)
        yield from self.sharing
        for leaving in self.exits:
            yield leaving.total
            for requirement in (*leaving.requires, *leaving.limits):
                yield from within(requirement)
        yield from self.notes


def within(requirement: Requirement) -> Iterator[Requirement]:
    """A requirement and those inside it."""
    yield requirement
    if isinstance(requirement, Group):
        for member in requirement.members:
            yield from within(member)
