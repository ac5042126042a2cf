"""One award in, its facts out. Nothing is decided here: several statements of one thing become a value, a range or
a contradiction, and what is not stated stays unknown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import Award, Evidence, Organisation, Stated, exact
from passerelle.facts.following import assessed
from passerelle.facts.gathered import Gathered, Known, several, weakest
from passerelle.facts.quality import quality_facts
from passerelle.rulepacks import Range
from passerelle.vocabulary import Vocabulary

#: How Unicode calls letters of scripts that put spaces between words.
_SPACED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC")


def award_facts(award: Award, vocabulary: Vocabulary, as_of: date, ratios: Mapping[str, Fraction]) -> Gathered:
    """The facts of an award. `ratios` are what the host says a credit of a system is worth in ECTS, where that is the
    host's to say."""
    gathered = Gathered()
    state = gathered.state
    facts = gathered.facts
    state("award.title", award.title)
    state("award.identifier", award.identifier)
    facts["award.format"] = Known(award.format, Evidence.INFERRED)
    state("award.specification", award.specification)
    state("award.offer", award.offer)
    state("award.holder.name", award.holder.name)
    state("award.holder.date_of_birth", award.holder.date_of_birth)
    if award.holder.identifiers:
        first = award.holder.identifiers[0]
        state("award.holder.identifier", first, first.value.value)
    _issuers(award, gathered)
    state("award.issued", award.issued)
    state("award.achieved", award.achieved)
    state("award.valid_until", award.valid_until)
    if award.outcomes:
        gathered.members["award.outcomes"] = [
            _member(
                {
                    "statement": _known(outcome.statement),
                    "identifiers": several(outcome.identifiers),
                    "languages": _languages(outcome.statement),
                    "one_word": _one_word(outcome.statement),
                }
            )
            for outcome in award.outcomes
        ]
    _workload(award, gathered, vocabulary, ratios)
    _level(award, gathered, vocabulary, as_of)
    _assessment(award, gathered)
    quality_facts(award.quality, gathered, award.issued.value if award.issued else None, as_of)
    for name, values in (
        ("award.studied_at", award.studied_at),
        ("award.participation", award.participation),
        ("award.fields", award.fields),
        ("award.languages", award.languages),
    ):
        known = several(values)
        if known:
            facts[name] = known
    for name, texts in (
        ("award.prerequisites", award.prerequisites),
        ("award.further_information", award.further_information),
    ):
        if texts:
            state(name, texts[0], " · ".join(text.value for text in texts))
    state("award.target_group", award.target_group)
    state("award.supervision", award.supervision)
    state("award.grade.value", award.grade.value)
    if award.grade.scale is not None:
        scale = vocabulary.grade_scale(award.grade.scale.value)
        if scale is not None:
            state("award.grade.scale", award.grade.scale, scale.id)
    state("award.grade.passed", award.grade.passed)
    state("award.stackability", award.stackability)
    state("award.route", award.route)
    state("award.validation_stage", award.validation_stage)
    state("award.orientation", award.orientation)
    state("award.research_training", award.research_training)
    state("award.proof", award.proof)
    if award.status_reference is None:
        facts["award.status"] = Known("active", Evidence.INFERRED, None, "the document names no status list")
    contradictions = tuple(dict.fromkeys(n.values[0] for n in award.notices if n.code == "contradiction" and n.values))
    facts["award.contradictions"] = Known(contradictions, Evidence.INFERRED)
    return gathered


def _known(stated: Stated[Any] | None) -> Known | None:
    return None if stated is None else Known(stated.value, stated.evidence, stated.place)


def _languages(stated: Stated[Any] | None) -> Known | None:
    """The languages of a text, where it says them."""
    tags = tuple(sorted(tag.partition("-")[0] for tag in stated.value if tag != "und")) if stated else ()
    return Known(tags, Evidence.INFERRED, stated.place) if stated and tags else None


def _one_word(statement: Stated[Any] | None) -> Known | None:
    """Whether a learning outcome is a single word in each language: a topic then, for an outcome says what somebody
    does with something. Only of scripts that put spaces between words can that be told."""
    if statement is None or not statement.value:
        return None
    texts = statement.value.values()
    if any(len(text.split(maxsplit=1)) != 1 for text in texts):
        return Known(False, Evidence.INFERRED, statement.place)
    letters = (letter for text in texts for letter in text if not letter.isascii() and letter.isalpha())
    if not all(unicodedata.name(letter, "").startswith(_SPACED) for letter in letters):
        return None
    return Known(True, Evidence.INFERRED, statement.place)


def _member(facts: Mapping[str, Known | None]) -> dict[str, Known]:
    return {name: known for name, known in facts.items() if known is not None}


def _issuers(award: Award, gathered: Gathered) -> None:
    """The first awarding body gives `award.issuer.*`; all of them are `award.bodies`.

    Their formal status is known where all have the same: which of several bodies a learner studied at is for somebody
    to find out.
    """
    if not award.awarding_bodies:
        return
    body = award.awarding_bodies[0]
    state = gathered.state
    state("award.issuer.name", body.name or body.legal_name)
    state("award.issuer.legal_name", body.legal_name)
    for name, identifiers in (("legal_identifier", body.legal_identifiers), ("identifier", body.other_identifiers)):
        if identifiers:
            state(f"award.issuer.{name}", identifiers[0], identifiers[0].value.value)
    state("award.issuer.country", body.country)
    state("award.issuer.region", body.region)
    state("award.issuer.locality", body.locality)
    statuses = {each.formal_status.value if each.formal_status else None for each in award.awarding_bodies}
    if len(statuses) == 1:
        state("award.issuer.formal_status", body.formal_status)
    state("award.issuer.sector", body.sector)
    gathered.members["award.bodies"] = [_body(each) for each in award.awarding_bodies]


def _body(body: Organisation) -> dict[str, Known]:
    identifier = body.legal_identifiers[0] if body.legal_identifiers else None
    return _member(
        {
            "name": _known(body.name or body.legal_name),
            "legal_name": _known(body.legal_name),
            "legal_identifier": Known(identifier.value.value, identifier.evidence, identifier.place)
            if identifier
            else None,
            "country": _known(body.country),
            "formal_status": _known(body.formal_status),
        }
    )


def _workload(award: Award, gathered: Gathered, vocabulary: Vocabulary, ratios: Mapping[str, Fraction]) -> None:
    """Credits as stated come first and are never re-scaled by hours; hours give credits only where none are stated."""
    if not award.workloads:
        return
    facts = gathered.facts
    first = award.workloads[0]
    facts["award.workload.stated"] = Known(
        " · ".join(_workload_text(stated) for stated in award.workloads), first.evidence, first.place
    )
    country = (
        award.awarding_bodies[0].country.value if award.awarding_bodies and award.awarding_bodies[0].country else None
    )
    converted = [(stated, vocabulary.to_ects(stated.value, country, ratios)) for stated in award.workloads]
    in_credits = [(s, c) for s, c in converted if s.value.unit not in ("hours", "weeks")]
    used = in_credits or converted
    stated, conversion = used[0]
    facts["award.workload.unit"] = Known(stated.value.unit, stated.evidence, stated.place)
    source = conversion.source or None
    facts["award.workload.conversion"] = Known(conversion.how, Evidence.INFERRED, stated.place, source)
    if conversion.ratio is not None:
        facts["award.workload.ratio"] = Known(exact(conversion.ratio), Evidence.INFERRED, stated.place, source)
    amounts = [(s, c) for s, c in used if c.ects is not None]
    if amounts and len(amounts) == len(used):
        value = _bounds([(c.ects, c.up_to) for _, c in amounts if c.ects is not None])
        stated, conversion = amounts[0]
        source = None if conversion.how == "same" else f"{_workload_text(stated)}: {conversion.source}"
        facts["award.workload.credits"] = Known(value, weakest([s.evidence for s, _ in amounts]), stated.place, source)
    hours = [s for s in award.workloads if s.value.unit == "hours" and s.value.hours_kind != "contact"]
    if hours:
        value = _bounds([(s.value.amount, s.value.up_to) for s in hours])
        facts["award.workload.hours"] = Known(value, hours[0].evidence, hours[0].place)
    taught = [s for s in award.workloads if s.value.unit == "hours" and s.value.hours_kind == "contact"]
    if taught and taught[0].value.up_to is None:
        units = vocabulary.taught_credits("CEU", taught[0].value.amount)
        if units is not None:
            facts["award.workload.ceu"] = Known(exact(units), taught[0].evidence, taught[0].place)
    known_hours, known_credits = facts.get("award.workload.hours"), facts.get("award.workload.credits")
    if hours and in_credits and known_hours and known_credits:
        h, c = known_hours.value, known_credits.value
        if isinstance(h, Fraction) and isinstance(c, Fraction) and c > 0:
            facts["award.workload.hours_per_credit"] = Known(h / c, Evidence.INFERRED, known_hours.place)


def _workload_text(stated: Stated[Any]) -> str:
    amount = exact(stated.value.amount)
    if stated.value.up_to is not None:
        amount += f"–{exact(stated.value.up_to)}"
    return f"{amount} {stated.value.unit}"


def _bounds(amounts: list[tuple[Fraction, Fraction | None]]) -> Fraction | Range:
    low = min(low for low, _ in amounts)
    high = max(low if high is None else high for low, high in amounts)
    return low if low == high else Range(low, high)


def _level(award: Award, gathered: Gathered, vocabulary: Vocabulary, as_of: date) -> None:
    """A level of a national framework is mapped by the table of the day of issue; it goes before an EQF level beside
    it. A level of the EQF or of the QF-EHEA alone, or of another country's framework, is what the issuer declares."""
    if not award.levels:
        return
    facts = gathered.facts
    on = award.issued.value if award.issued else as_of
    national = [s for s in award.levels if s.value.framework != "EQF"]
    shown = (national or list(award.levels))[0]
    facts["award.level.stated"] = Known(f"{shown.value.framework} {shown.value.label}", shown.evidence, shown.place)
    mapped: list[tuple[Stated[Any], Any]] = []
    for stated in national:
        mapping = vocabulary.eqf(stated.value, on)
        if mapping is not None and len(mapping.eqf) == 1:
            mapped.append((stated, mapping))
    country = facts.get("award.issuer.country")
    own = [entry for entry in mapped if _stands_in(entry[0].value.framework, vocabulary, country)]
    declared = [s for s in award.levels if s.value.framework == "EQF"]
    if len({stated.value.label for stated in declared}) == 1:
        mapping = vocabulary.eqf(declared[0].value, on)
        if mapping is not None and len(mapping.eqf) == 1:
            facts["award.level.declared"] = Known(mapping.eqf[0].number, declared[0].evidence, declared[0].place)
    basis = "framework" if own else "declared"
    if mapped:
        mapped = own or mapped
        numbers = {mapping.eqf[0].number for _, mapping in mapped}
        stated, mapping = mapped[0]
        if len(numbers) == 1:
            mark = "" if mapping.evidence.startswith("S") else ", unverified"
            source = (
                f"{stated.value.framework} {stated.value.label} = EQF {mapping.eqf[0].number} ({mapping.source}{mark})"
            )
            facts["award.level.eqf"] = Known(mapping.eqf[0].number, stated.evidence, stated.place, source)
            facts["award.level.basis"] = Known(basis, Evidence.INFERRED, stated.place)
    elif declared and len({s.value.label for s in declared}) == 1:
        stated = declared[0]
        mapping = vocabulary.eqf(stated.value, on)
        if mapping is not None and len(mapping.eqf) == 1:
            facts["award.level.eqf"] = Known(mapping.eqf[0].number, stated.evidence, stated.place)
            facts["award.level.basis"] = Known(basis, Evidence.INFERRED, stated.place)
    if basis == "declared":
        frameworks = vocabulary.national_frameworks(country.value, on) if country else ()
        if frameworks:
            names = " · ".join(framework.id for framework in frameworks)
            facts["award.issuer.frameworks"] = Known(names, Evidence.INFERRED, None, frameworks[0].source)


def _stands_in(framework_id: str, vocabulary: Vocabulary, country: Known | None) -> bool:
    """Whether an issuer of a country can have a level in a framework: one of its own country."""
    framework = vocabulary.framework(framework_id)
    if framework is None or framework.kind == "overarching":
        return False
    return country is None or framework.covers(country.value)


def _assessment(award: Award, gathered: Gathered) -> None:
    gathered.state("award.assessment.criteria", award.assessment_criteria)
    known = several(award.assessments)
    if known is None:
        return
    gathered.facts["award.assessment.types"] = known
    gathered.facts["award.assessed"] = Known(assessed(known.value), known.evidence, known.place)
