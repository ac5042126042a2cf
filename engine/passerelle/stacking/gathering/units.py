"""One award with its holder's notes in; the facts of the unit that hold whatever policy asks, with their evidence, out.

The names are those of `rules/vocabulary/unit-facts.yaml` without "units.". What is not stated stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import Award, Evidence, Stated
from passerelle.decision.unit_identity import plain
from passerelle.decision.unit_notes import NO_NOTES, CreditsWritten, UnitNotes
from passerelle.facts import Gathered, Known, award_facts
from passerelle.facts.gathered import several
from passerelle.skills import normal
from passerelle.vocabulary import Vocabulary

#: Facts of an award that are facts of a unit under another name.
_SAME = {
    "title": "award.title",
    "credits": "award.workload.credits",
    "level": "award.level.eqf",
    "stated_level": "award.level.stated",
    "country": "award.issuer.country",
    "sector": "award.issuer.sector",
    "formal_status": "award.issuer.formal_status",
    "route": "award.route",
    "assessed": "award.assessed",
    "assessment": "award.assessment.types",
    "supervision": "award.supervision",
    "participation": "award.participation",
    "languages": "award.languages",
    "specification": "award.specification",
    "status": "award.status",
    "achieved": "award.achieved",
    "issued": "award.issued",
    "valid_until": "award.valid_until",
    "grade": "award.grade.value",
    "passed": "award.grade.passed",
    "quality_external": "award.quality.external",
    "orientation": "award.orientation",
}
#: Facts that only the notes of a portfolio have.
_NOTED = ("kind", "version", "awarded", "part_of_conferred", "within_programme", "practice", "credit_bearing",
          "accredited", "own")  # fmt: skip
_IDENTITY = {
    "unsupervised_no_id": False, "supervised_no_id": False, "supervised_online_with_id": True,
    "supervised_onsite_with_id": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUnit:
    """One unit that a learner holds. `facts` are those that are the same for every policy; `stated` are its credits in
    each unit in which they are stated, by that unit's name in small letters; `names` the names and identifiers of its
    awarding bodies as they are compared; `keys` those by which a ledger knows it."""

    id: str
    award: Award
    notes: UnitNotes = NO_NOTES
    facts: Mapping[str, Known]
    stated: Mapping[str, tuple[Fraction, Fraction, Known]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    source: str = ""
    covers: Mapping[str, Fraction] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


def unit_facts(award: Award, notes: UnitNotes, vocabulary: Vocabulary, as_of: date) -> dict[str, Known]:
    """The facts of a unit. `as_of` is the day of the question, for tables that are dated where the award is not."""
    gathered = award_facts(award, vocabulary, as_of, {})
    facts = {name: gathered.facts[of] for name, of in _SAME.items() if of in gathered.facts}
    for name in _NOTED:
        _note(facts, name, getattr(notes, name))
    _note(facts, "experience_months", notes.experience)
    if notes.themes and (themes := several(notes.themes)):
        facts["themes"] = themes
    if "fields" not in facts and "award.fields" in gathered.facts:
        facts["fields"] = _with_broader(gathered.facts["award.fields"])
    if award.outcomes:
        facts["outcomes"] = _outcomes(award)
    names = _issuer(award)
    if names is not None:
        facts["issuer"] = names
    _follow(award, facts, gathered, vocabulary)
    if notes.credit_bearing is not None and notes.credit_bearing.value is False and "credits" not in facts:
        facts["credits"] = Known(Fraction(0), notes.credit_bearing.evidence, notes.credit_bearing.place)
    return facts


def compared_names(award: Award) -> frozenset[str]:
    """The names and identifiers of the awarding bodies, as they are compared."""
    return frozenset(plain(text) for text in _names(award))


def source_of(award: Award) -> str:
    """By what units of one issuer are told: the first identifier of the first awarding body, else its name."""
    if not award.awarding_bodies:
        return ""
    body = award.awarding_bodies[0]
    for stated in (*body.legal_identifiers, *body.other_identifiers):
        return plain(stated.value.value)
    name = body.legal_name or body.name
    return min(map(plain, name.value.values()), default="") if name is not None else ""


def stated_credits(
    award: Award, notes: UnitNotes, vocabulary: Vocabulary
) -> dict[str, tuple[Fraction, Fraction, Known]]:
    """Credits by the unit in which they are stated ("cats", "subject credits"): the least, the most, and where.

    Several statements in one unit leave the bounds of all.
    """
    found: dict[str, tuple[Fraction, Fraction, Known]] = {}

    def state(unit: str, stated: Stated[Any], low: Fraction, high: Fraction | None) -> None:
        known = Known(unit, stated.evidence, stated.place)
        least, most = low, low if high is None else high
        if unit.casefold() in found:
            before = found[unit.casefold()]
            least, most, known = min(least, before[0]), max(most, before[1]), before[2]
        found[unit.casefold()] = (least, most, known)

    for stated in award.workloads:
        if stated.value.unit not in ("hours", "weeks", "unspecified"):
            state(stated.value.unit, stated, stated.value.amount, stated.value.up_to)
    for written in notes.credits:
        value: CreditsWritten = written.value
        system = vocabulary.credit_system(value.unit)
        state(system.id if system else value.unit, written, value.amount, value.up_to)
    return found


def _note(facts: dict[str, Known], name: str, stated: Stated[Any] | None) -> None:
    if stated is not None:
        facts[name] = Known(stated.value, stated.evidence, stated.place)


def _with_broader(fields: Known) -> Known:
    """ISCED-F codes with the broader ones that they are part of: 0612 is also 061 and 06."""
    codes = {code[:length] for code in fields.value for length in range(2, len(code) + 1)}
    return fields._replace(value=tuple(sorted(codes)))


def _outcomes(award: Award) -> Known:
    """What the outcomes are told by: their identifiers, and of one that has none its words."""
    told: dict[str, None] = {}
    evidence, place = [], None
    for outcome in award.outcomes:
        for identifier in outcome.identifiers:
            told[normal(identifier.value)] = None
            evidence.append(identifier.evidence)
            place = place or identifier.place
        if not outcome.identifiers and outcome.statement is not None and outcome.statement.value:
            texts = outcome.statement.value
            told[plain(texts["en"] if "en" in texts else texts[min(texts)])] = None
            evidence.append(outcome.statement.evidence)
            place = place or outcome.statement.place
    weak = max(evidence, key=lambda each: each.rank) if evidence else Evidence.INFERRED
    return Known(tuple(sorted(told)), weak, place)


def _names(award: Award) -> list[str]:
    found: list[str] = []
    for body in award.awarding_bodies:
        for identifier in (*body.legal_identifiers, *body.other_identifiers):
            found.append(identifier.value.value)
        for name in (body.name, body.legal_name):
            if name is not None:
                found += name.value.values()
    return found


def _issuer(award: Award) -> Known | None:
    names = _names(award)
    if not names:
        return None
    body = award.awarding_bodies[0]
    stated = body.name or body.legal_name or body.legal_identifiers[0]
    return Known(tuple(dict.fromkeys(names)), stated.evidence, stated.place)


def _follow(award: Award, facts: dict[str, Known], gathered: Gathered, vocabulary: Vocabulary) -> None:
    """What follows from what is stated."""
    supervision = facts.get("supervision")
    if supervision is not None and supervision.value in _IDENTITY:
        facts["identity_checked"] = supervision._replace(value=_IDENTITY[supervision.value])
    route, stage = facts.get("route"), gathered.facts.get("award.validation_stage")
    if route is not None and route.value == "course":
        facts["validated"] = route._replace(value=False)
    elif stage is not None:
        facts["validated"] = stage._replace(value=stage.value == "certified")
    scale = gathered.facts.get("award.grade.scale")
    if "passed" not in facts and "grade" in facts and scale is not None:
        found = vocabulary.grade_scale(str(scale.value))
        passed = found.passes(str(facts["grade"].value)) if found and found.evidence == "S" else None
        if passed is not None and found is not None:
            facts["passed"] = Known(passed, Evidence.INFERRED, facts["grade"].place, found.source)
    if "awarded" not in facts and award.issued is not None:
        facts["awarded"] = Known(award.issued.value, award.issued.evidence, award.issued.place)
