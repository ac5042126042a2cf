"""A unit and a policy in; what of the unit depends on the policy out: whether it is the host's own, its credits in the
policy's unit and where they come from, its grade on the policy's scale, and for what else it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from passerelle.decision import Evidence, exact
from passerelle.decision.stacking import Use, UseKind
from passerelle.decision.unit_identity import plain
from passerelle.facts import Known
from passerelle.rulepacks import Range
from passerelle.rulepacks.stacks.policy import CreditUnit, GradeScale, Sharing, StackingPolicy, UsedFor
from passerelle.stacking.gathering.units import HeldUnit
from passerelle.vocabulary import Vocabulary

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits in a policy's unit: between `least` and `most` (None: no bound is known), and how they come about."""

    least: Fraction
    most: Fraction | None
    how: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What a policy asks of each unit besides its rules, made once for a policy: the names by which its host is known
    as an awarding body, and the grades of its scale."""

    policy: StackingPolicy
    names: frozenset[str]
    points: Mapping[str, Fraction] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: StackingPolicy) -> PolicyView:
        """The view of a policy."""
        host = policy.pack.host
        names = {plain(name) for name in policy.host_identifiers}
        if host is not None:
            names |= {plain(host.id), *(plain(name) for name in host.name.values())}
        scale = policy.grades
        points = {} if scale is None else {_label(grade): value for grade, value in scale.points}
        others = (
            {} if scale is None else {plain(name): {_label(g): p for g, p in grades} for name, grades in scale.others}
        )
        return cls(policy, frozenset(names - {""}), points, others)


def own(unit: HeldUnit, view: PolicyView) -> Known | None:
    """Whether the host awarded it: what a body is called decides; where no body is known, nobody knows."""
    if "own" in unit.facts:
        return unit.facts["own"]
    if not unit.names:
        return None
    known = unit.facts.get("issuer")
    return Known(not unit.names.isdisjoint(view.names), Evidence.INFERRED, known.place if known else None)


def credits_of(unit: HeldUnit, policy_unit: CreditUnit, vocabulary: Vocabulary, facts: Mapping[str, Known]) -> Credits:
    """The credits of a unit in the policy's unit: as stated in that unit; else converted from ECTS. A unit that cannot
    be converted has an unknown amount, which is neither nothing nor refused."""
    name = policy_unit.id
    given = facts.get("credits")
    confirmed = given is not None and given.evidence is Evidence.HOST
    if not confirmed:
        for key in _names_of(name, vocabulary):
            if key in unit.stated:
                stated = unit.stated[key]
                return Credits(stated[0], stated[1], f"{_between(stated[0], stated[1])} {name} as stated")
    if not confirmed and "credit_bearing" in facts and facts["credit_bearing"].value is False:
        return Credits(_NOTHING, _NOTHING, f"0 {name}: it bears no credit")
    ratio = policy_unit.ects
    if ratio is None:
        return Credits(_NOTHING, None, _unconverted(unit, name))
    if given is None:
        return Credits(_NOTHING, None, _unconverted(unit, name))
    low: Fraction = given.value.low if isinstance(given.value, Range) else given.value
    high: Fraction | None = given.value.high if isinstance(given.value, Range) else given.value
    least, most = low / ratio, None if high is None else high / ratio
    source = given.source or f"{_between(low, high)} ECTS"
    if name == "ECTS":
        return Credits(
            least, most, f"{_between(least, most)} ECTS ({source})" if given.source else f"{source} as stated"
        )
    return Credits(
        least, most, f"{source}; {_between(low, high)} ECTS / {exact(ratio)} = {_between(least, most)} {name}"
    )


def _unconverted(unit: HeldUnit, name: str) -> str:
    """What is stated, where nothing says what it is worth."""
    said = " · ".join(f"{_between(low, high)} {known.value}" for low, high, known in unit.stated.values())
    return f"{said}: no conversion into {name}" if said else ""


def _names_of(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    system = vocabulary.credit_system(name)
    return (name.casefold(),) if system is None else (name.casefold(), system.id.casefold())


def _between(low: Fraction, high: Fraction | None) -> str:
    return exact(low) if low == high else f"{exact(low)} or more" if high is None else f"{exact(low)}–{exact(high)}"


def grade_points(
    unit: HeldUnit, view: PolicyView, vocabulary: Vocabulary, facts: Mapping[str, Known]
) -> tuple[Known | None, bool | None]:
    """The grade on the policy's scale (None: there is none, or it cannot be converted), and whether the unit is graded.

    A grade of a scale is read on that scale only. One that names no scale is read on the policy's where the unit is the
    host's own, or where the grade is no number and no other scale of the policy has it.
    """
    if "grade_points" in facts:
        return facts["grade_points"], True
    grade = facts.get("grade")
    if grade is None:
        return None, False if "passed" in facts else None
    scale: GradeScale | None = view.policy.grades
    if scale is None:
        return None, True
    label, stated = _label(str(grade.value)), unit.award.grade.scale
    table: Mapping[str, Fraction] | None = None
    name = scale.id
    if stated is None:
        mine = facts.get("own")
        told = not label[:1].isdigit() and not any(label in grades for grades in view.others.values())
        table = view.points if told or (mine is not None and mine.value is True) else None
    elif _same_scale(stated.value, scale.id, vocabulary):
        table = view.points
    else:
        for other, grades in view.others.items():
            if _same_scale(stated.value, other, vocabulary):
                table, name = grades, other
    if table is None or label not in table:
        return None, True
    source = f"{grade.value} on {name} = {exact(table[label])}"
    return Known(table[label], grade.evidence, grade.place, source), True


def _label(grade: str) -> str:
    """A grade as it is compared: "2,70" is "2.7"."""
    text = plain(grade)
    try:
        return exact(Fraction(text.replace(",", ".")))
    except (ValueError, ZeroDivisionError):
        return text


def _same_scale(one: str, other: str, vocabulary: Vocabulary) -> bool:
    if plain(one) == plain(other):
        return True
    first, second = vocabulary.grade_scale(one), vocabulary.grade_scale(other)
    return first is not None and second is not None and first.id == second.id


def uses_by_unit(units: Iterable[HeldUnit], uses: Iterable[Use], policy: StackingPolicy) -> dict[str, tuple[Use, ...]]:
    """The uses of each unit for other awards, in one order. A use is of a unit whose id or key it names; a use for the
    very award that is asked for is none for another."""
    known = list(uses)
    if not known:
        return {}
    names: dict[str, str] = {}
    for unit in units:
        names[unit.id] = unit.id
        for name in unit.keys:
            names.setdefault(name, unit.id)
    found: dict[str, dict[tuple[str, str, str], Use]] = {}
    for use in sorted(known, key=lambda each: each.source == "portfolio"):
        if use.unit not in names or _for_this(use, policy):
            continue
        held = found.setdefault(names[use.unit], {})
        # What the ledger has and the learner notes as well is one use: the ledger's word counts.
        if use.source == "portfolio" and any(key[0] == use.award and key[2] == use.use.value for key in held):
            continue
        held[use.award, use.host, use.use.value] = use
    return {unit_id: tuple(held[key] for key in sorted(held)) for unit_id, held in sorted(found.items())}


def _for_this(use: Use, policy: StackingPolicy) -> bool:
    return use.award in (policy.award.id, policy.id) and use.host in ("", policy.host)


def shared(sharing: Iterable[Sharing], use: Use) -> bool:
    """Whether a rule of sharing is about the award of a use."""
    return any(not rule.awards or use.award in rule.awards or use.award_kind in rule.awards for rule in sharing)


def used_too_often(rule: UsedFor, uses: Iterable[Use], policy: StackingPolicy) -> bool | None:
    """Whether a unit is in use for as many other awards as a rule allows, or more."""
    certain, perhaps = uses_counted(rule, uses, policy)
    return True if certain >= rule.most else False if perhaps < rule.most else None


def uses_counted(rule: UsedFor, uses: Iterable[Use], policy: StackingPolicy) -> tuple[int, int]:
    """How many uses of a unit a rule counts, at least and at most. What is shared by a rule of sharing does not count:
    that rule limits it."""
    certain = perhaps = 0
    for use in uses:
        if use.use is UseKind.ADMISSION and not rule.admission:
            continue
        if (
            use.award in rule.exempt
            or (use.award_kind and use.award_kind in rule.exempt)
            or shared(policy.sharing, use)
        ):
            continue
        counts: bool | None = True
        if rule.scope == "conferred":
            counts = use.conferred
        elif rule.scope == "same_level":
            known = use.award_level is not None and policy.award.level is not None
            counts = use.award_level == policy.award.level if known else None
        certain += counts is True
        perhaps += counts is not False
    return certain, perhaps


def shared_with(uses: Iterable[Use], amount: Fraction | None, policy_unit: CreditUnit) -> dict[str, Fraction]:
    """The credits that other awards use, by the id and by the kind of each."""
    found: dict[str, Fraction] = {}
    for use in uses:
        if use.use is UseKind.ADMISSION:
            continue
        credits = _in_policy_unit(use, policy_unit)
        used = amount if credits is None else credits if amount is None else min(credits, amount)
        for name in {use.award, use.award_kind} - {""}:
            found[name] = max(found.get(name, _NOTHING), used or _NOTHING)
    return found


def _in_policy_unit(use: Use, policy_unit: CreditUnit) -> Fraction | None:
    if use.credits is None or use.credit_unit.casefold() == policy_unit.id.casefold():
        return use.credits
    if use.credit_unit == "ECTS" and policy_unit.ects:
        return use.credits / policy_unit.ects
    return None


def amount_text(amount: Credits) -> str:
    """Credits as a found fact shows them."""
    return "unknown" if amount.most is None and not amount.least else _between(amount.least, amount.most)
