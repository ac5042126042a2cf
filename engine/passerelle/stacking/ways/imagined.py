"""A policy and the days of a case in; kinds of units that a learner could still earn out, each with the facts that it
would have and with what the kernel says that such a unit fits.

The facts come from what the policy's own conditions name: a kind of unit is put together from them so that it can exist
(a unit of the host is the host's own), simple ones first, and of several that fit the same the simplest is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import combinations, islice, product
from math import lcm
from threading import Lock
from typing import Any

from passerelle.decision import Award, Evidence
from passerelle.decision.stacking import StackQuestion
from passerelle.facts import Known
from passerelle.rulepacks import Library
from passerelle.rulepacks.stacks.policy import Amount, Outcomes, Severity, Size, StackingPolicy, within
from passerelle.skills import normal
from passerelle.stacking.choosing import Archetype, AwardToReach
from passerelle.stacking.gathering.fitting import UNITS, case_days, fit
from passerelle.stacking.gathering.policy_facts import PolicyView
from passerelle.stacking.gathering.portfolio import Portfolio
from passerelle.stacking.gathering.units import HeldUnit
from passerelle.stacking.table import UnitRow
from passerelle.stacking.ways.mentioned import mentioned
from passerelle.vocabulary import Vocabulary

#: Kinds of units that the kernel is asked about, ways in which one may differ from the plainest, and values of a fact.
_MOST = 240
_DEPTH = 3
_MOST_VALUES = 8
_MOST_OF_A_KIND = 24
#: The finest part of a credit in which it is counted what is missing.
_FINEST = 20
_ORIGIN = "from"
#: What was imagined of a policy for days of a case: it hangs on nothing else of the question.
_MOST_KEPT = 64
_known: OrderedDict[tuple[object, ...], dict[str, Imagined]] = OrderedDict()
_lock = Lock()
#: What a unit that is still to be earned is, unless a policy asks for something else.
_PLAIN: Mapping[str, Any] = {
    "assessed": True, "assessment": ("written_exam",), "status": "active", "authentic": True, "passed": True,
    "credit_bearing": True, "accredited": True, "quality_external": True, "formal_status": "formal",
    "sector": "higher_education", "identity_checked": True, "supervision": "supervised_onsite_with_id",
    "participation": ("onsite",), "part_of_conferred": False, "in_use": False, "practice": True, "route": "course",
    "validated": True, "kind": "module",
}  # fmt: skip
#: Facts that are not told of a missing unit: every unit that is earned now and in order has them.
UNSAID = frozenset(
    ["achieved", "issued", "awarded", "valid_until", "status", "authentic", "passed", "credit_bearing", "practice",
     "part_of_conferred", "in_use", "id", "credits", "title", "experience_months", "grade_points"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imagined:
    """A kind of unit: what the search is told of it, and its facts by their short names."""

    archetype: Archetype
    facts: Mapping[str, Any] = field(default_factory=dict)

    def unit(self, unit_id: str, credits: Fraction, policy: StackingPolicy, day: date) -> HeldUnit:
        """Such a unit, of so many credits, achieved on a day."""
        return imagined_unit(unit_id, self.facts, credits, policy, day)


def imagined_unit(
    unit_id: str, values: Mapping[str, Any], credits: Fraction, policy: StackingPolicy, day: date
) -> HeldUnit:
    """A unit of these facts."""
    facts = {name: Known(value, Evidence.INFERRED) for name, value in values.items() if name != "covers"}
    for name in ("achieved", "issued", "awarded"):
        facts.setdefault(name, Known(day, Evidence.INFERRED))
    facts.setdefault("outcomes", Known((f"of {unit_id}",), Evidence.INFERRED))
    facts["id"] = Known(unit_id, Evidence.INFERRED)
    facts["title"] = Known({"und": unit_id}, Evidence.INFERRED)
    if policy.unit.ects is not None:
        facts["credits"] = Known(credits * policy.unit.ects, Evidence.INFERRED)
    names = values.get("issuer", ())
    return HeldUnit(
        id=unit_id,
        award=Award(document="", format="portfolio", part=f"/{unit_id}"),
        facts=facts,
        stated={policy.unit.id.casefold(): (credits, credits, Known(policy.unit.id, Evidence.INFERRED))},
        names=frozenset(name.casefold() for name in names),
        source=unit_id if not values.get("own") else policy.host,
    )


def imagine(
    policy: StackingPolicy,
    award: AwardToReach,
    held: Sequence[UnitRow],
    question: StackQuestion,
    day: date,
    library: Library,
    vocabulary: Vocabulary,
) -> dict[str, Imagined]:
    """The kinds of units that may count towards an award, by id."""
    step = _step(policy, award, held)
    least, most = _sizes(policy, award, step)
    ruleset = library.unit_ruleset(policy).key
    key = (ruleset, vocabulary.sha256, award.id, step, day, tuple(sorted(case_days(question).items())))
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    values = mentioned(policy)
    dimensions = _dimensions(policy, values, library)
    credits = _telling(values, policy, least, most)
    candidates = list(islice(_candidates(dimensions), _MOST))
    units = [
        imagined_unit(f"new-{number:03}", {**_base(policy), **facts}, credits, policy, day)
        for number, (facts, _) in enumerate(candidates)
    ]
    alone = replace(question, confirmations=(), keep_free=())
    fitted = fit(policy, Portfolio(units=tuple(units)), alone, (), library, vocabulary)
    # How large a unit has to be the search knows itself.
    must = {rule.id for rule in policy.units if rule.severity is Severity.MUST and not isinstance(rule, Size)}
    count = _count(award, most)
    found: dict[tuple[object, ...], Imagined] = {}
    for row, (facts, deviations) in zip(fitted.table.units, candidates, strict=True):
        if not must.isdisjoint(row.barred) or row.under:
            continue
        told = tuple(sorted((pair, share) for pair, share in row.covers.items() if share))
        archetype = Archetype(
            id=row.id, fits=row.fits, count=count, least=max(least, step), most=most, step=step, weight=1 + deviations,
            points=row.points, source=row.source if facts.get("own") else "", covers=row.covers,
        )  # fmt: skip
        same = (tuple(sorted(row.fits.items())), told, row.points)
        found.setdefault(same, Imagined(archetype, {**_base(policy), **facts}))
    kinds = {each.archetype.id: each for each in found.values()}
    with _lock:
        _known[key] = kinds
        while len(_known) > _MOST_KEPT:
            _known.popitem(last=False)
    return kinds


def _base(policy: StackingPolicy) -> dict[str, Any]:
    plain = dict(_PLAIN)
    scale = policy.grades
    if scale is not None and scale.points:
        best = (min if scale.less_is_better else max)(scale.points, key=lambda each: each[1])
        plain |= {"grade": best[0], "grade_points": best[1]}
    return plain


def _dimensions(
    policy: StackingPolicy, values: Mapping[str, tuple[Any, ...]], library: Library
) -> list[tuple[str, list[dict[str, Any]]]]:
    """For each fact that matters the values that it may have, the plainest first, as facts to enter."""
    types = library.unit_schema.members.get(UNITS, {})
    found: list[tuple[str, list[dict[str, Any]]]] = [("level", _levels(policy, values))]
    found.append((_ORIGIN, _origins(policy, values)))
    for name, constants in sorted(values.items()):
        if name in UNSAID or name in ("level", "own", "issuer", "outcomes", "within_programme") or name not in types:
            continue
        kind = types[name].type
        some = list(constants[:_MOST_VALUES])
        plain = _PLAIN.get(name)
        options: list[Any] = [plain] if plain is not None else []
        if kind.startswith("set:"):
            single = [(value,) for value in some]
            whole = [tuple(some)] if 1 < len(some) <= _MOST_VALUES else []
            options = [*(options or [()]), *single, *whole]
            if name == "fields":
                options = [_with_broader(option) for option in options]
        elif kind == "boolean":
            options = [*(options or [True]), False] if plain is None else options
        else:
            options = [*options, *some] or [None]
            if plain is None and kind == "text":
                options = ["", *some]
        distinct = list(dict.fromkeys(options))
        found.append((name, [{name: option} for option in distinct]))
    outcomes = _outcomes(policy, values)
    if len(outcomes) > 1:
        found.append(("outcomes", outcomes))
    return [(name, options) for name, options in found if options]


def _with_broader(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code[:length] for code in codes for length in range(2, len(code) + 1)}))


def _levels(policy: StackingPolicy, values: Mapping[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Levels that are compared with, and those beside them; the award's own first."""
    said = [value for value in values.get("level", ()) if isinstance(value, int)]
    plain = policy.award.level or max(said, default=6)
    near = {level for value in said for level in (value - 1, value, value + 1) if 1 <= level <= 8}
    return [{"level": level} for level in (plain, *sorted(near - {plain}, key=lambda each: (abs(each - plain), each)))]


def _origins(policy: StackingPolicy, values: Mapping[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Who may have awarded it: anybody else, the host, and those whom the policy names."""
    other = {"own": False, "issuer": ("another provider",), "within_programme": False}
    host = policy.pack.host
    names = tuple(dict.fromkeys((*policy.host_identifiers, *(host.name.values() if host else ()), policy.host)))
    origins = [other, {"own": True, "issuer": names, "within_programme": True}]
    if "within_programme" in values:
        origins.append({"own": True, "issuer": names, "within_programme": False})
    known = PolicyView.of(policy).names
    for name in values.get("issuer", ())[:_MOST_VALUES]:
        mine = str(name).casefold() in known
        origins.append({"own": mine, "issuer": (name,), "within_programme": mine})
    return origins


def _outcomes(policy: StackingPolicy, values: Mapping[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What it may teach: nothing that is asked for, all of it, or one thing of it."""
    wanted = [normal(str(value)) for value in values.get("outcomes", ())]
    for rule in policy.rules():
        if isinstance(rule, Outcomes):
            wanted += [normal((*each.identifiers, each.id)[0]) for each in rule.wanted]
    distinct = list(dict.fromkeys(wanted))
    options: list[dict[str, Any]] = [{}]
    if len(distinct) > 1:
        options.append({"outcomes": tuple(sorted(distinct))})
    return [*options, *({"outcomes": (one,)} for one in distinct[: 2 * _MOST_VALUES])]


def _candidates(
    dimensions: list[tuple[str, list[dict[str, Any]]]],
) -> Iterable[tuple[dict[str, Any], int]]:
    """Facts of kinds of units with the number of ways in which each differs from the plainest, simplest first."""
    plain: dict[str, Any] = {}
    for _, options in dimensions:
        plain |= options[0]
    for depth in range(_DEPTH + 1):
        for some in combinations([each for each in dimensions if len(each[1]) > 1], depth):
            for picked in product(*(options[1:] for _, options in some)):
                facts = dict(plain)
                for each in picked:
                    facts |= each
                yield {name: value for name, value in facts.items() if value not in (None, "", ())}, depth


def _step(policy: StackingPolicy, award: AwardToReach, held: Sequence[UnitRow]) -> Fraction:
    """The part of a credit in which amounts are counted here: the largest of which all amounts are multiples."""
    amounts = [policy.total.least, award.total.least, *(row.least for row in held if row.known)]
    amounts += [amount for rule in award.requirements for amount in _amounts(rule)]
    whole = lcm(*(amount.denominator for amount in amounts))
    return Fraction(1, whole) if whole <= _FINEST else Fraction(1)


def _amounts(rule: object) -> list[Fraction]:
    found = []
    for name in ("amount", "least", "most", "credits"):
        value = getattr(rule, name, None)
        value = value.credits if isinstance(value, Amount) else value
        found += [value] if isinstance(value, Fraction) else []
    return found


def _sizes(policy: StackingPolicy, award: AwardToReach, step: Fraction) -> tuple[Fraction, Fraction]:
    """Between how many credits a unit may have."""
    sizes = [rule for rule in policy.units if isinstance(rule, Size) and rule.severity is Severity.MUST]
    least = max([step, *(rule.least for rule in sizes if rule.least is not None)])
    most = min([max(award.total.least, least), *(rule.most for rule in sizes if rule.most is not None)])
    return least, max(most, least)


def _count(award: AwardToReach, most: Fraction) -> int:
    """How many units of one kind may be missing: as many as are asked for by number, or make up the whole award."""
    numbers = [2, -(-award.total.least // most) if most else 0]
    for top in award.requirements:
        for rule in within(top):
            for name in ("amount", "least"):
                amount = getattr(rule, name, None)
                if isinstance(amount, Amount) and amount.units is not None:
                    numbers.append(amount.units)
    return min(max(numbers), _MOST_OF_A_KIND)


def _telling(
    values: Mapping[str, tuple[Any, ...]], policy: StackingPolicy, least: Fraction, most: Fraction
) -> Fraction:
    """A size for which the conditions about credits are asked."""
    said = [value / (policy.unit.ects or 1) for value in values.get("credits", ()) if isinstance(value, Fraction)]
    return min(max([least, *said]), most)
