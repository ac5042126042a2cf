"""What a document states of quality assurance in; what held on the day of issue and what holds today, out."""

from __future__ import annotations

from datetime import date

from passerelle.decision import Evidence, Quality, Stated
from passerelle.facts.gathered import Gathered, Known, several, weakest


def quality_facts(entries: tuple[Quality, ...], gathered: Gathered, issued: date | None, as_of: date) -> None:
    """Quality assurance as of the day of issue and as of today. What is not listed may still exist: unknown."""
    facts = gathered.facts
    if not entries:
        return
    places = [stated for e in entries for stated in (e.kind, e.standard, e.body, e.report, e.level) if stated]
    place = places[0].place if places else None
    evidence = weakest([p.evidence for p in places]) if places else Evidence.ISSUER
    facts["award.quality.stated"] = Known(True, evidence, place)
    external = [e for e in entries if e.kind and e.kind.value == "external"]
    if any(e.kind and e.kind.value == "internal" for e in entries):
        facts["award.quality.internal"] = Known(True, evidence, place)
    for name, field in (("body", "body"), ("report", "report")):
        stated = next((s for s in (getattr(e, field) for e in (external or entries)) if s is not None), None)
        gathered.state(f"award.quality.{name}", stated)
    for name, field in (("standards", "standard"), ("levels", "level")):
        known = several(tuple(s for s in (getattr(e, field) for e in entries) if s is not None))
        if known:
            facts[f"award.quality.{name}"] = known
    if not external:
        return
    where = external[0].kind.place if external[0].kind else place
    facts["award.quality.external"] = Known(True, evidence, where)
    if any(e.outcome and e.outcome.value == "negative" for e in external):
        facts["award.quality.negative"] = Known(True, evidence, where)
    positive = [e for e in external if not (e.outcome and e.outcome.value == "negative")]
    for name, day in (("external_at_issue", issued), ("external_today", as_of)):
        if day is None:
            continue
        held = [covers(_day(entry.valid_from), _day(entry.valid_until), day) for entry in positive]
        if True in held:
            facts[f"award.quality.{name}"] = Known(True, evidence, where)
        elif held and None not in held:
            facts[f"award.quality.{name}"] = Known(False, evidence, where)


def covers(starts: date | None, ends: date | None, day: date) -> bool | None:
    """Whether what is valid from one day until another covers a day; None where that depends on a day not known."""
    if (starts and day < starts) or (ends and day > ends):
        return False
    return True if starts and ends else None


def _day(stated: Stated[date] | None) -> date | None:
    return stated.value if stated else None
