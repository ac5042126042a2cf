"""Ratings of the criteria for micro-credentials enter; a line for each of the seven leaves, the advice, and quality
assurance then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.decision import Outcome
from passerelle.explain.report import CriterionLine, FactLine

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer

#: The seven criteria in the order in which they are read.
SEVEN = ("quality", "verification", "level", "outcomes", "workload", "testing", "identification")
ADVICE = "advice"
_QUALITY = ("award.quality.external_at_issue", "award.quality.external_today")
#: What a rating means: the word beside the colour of a traffic light. The two upper ones of four meet the criterion, as
#: the rules read them that advise.
_READING = {
    "strong": "meets",
    "substantial": "meets",
    "secure": "meets",
    "some": "meets",
    "weak": "partly",
    "limited": "partly",
    "none": "not_met",
    "not_asked": "not_asked",
}


def criteria(writer: Writer) -> tuple[CriterionLine, ...]:
    """The seven criteria, unclear where no rule could rate them; nothing where none was rated, where the question is
    not for this host, or where the award was promised recognition and nothing was compared."""
    if not _rated(writer):
        return ()
    rated = tuple(_line(writer, criterion) for criterion in SEVEN)
    return rated if any(line.rating for line in rated) else ()


def advice(writer: Writer) -> CriterionLine | None:
    """What the ratings together come to for this purpose."""
    line = _line(writer, ADVICE)
    return line if line.rating and _rated(writer) else None


def quality(writer: Writer) -> tuple[FactLine, ...]:
    """Quality assurance as of the day of issue and as of the day of the decision."""
    if writer.decision.outcome is Outcome.NOT_IN_SCOPE:
        return ()
    return tuple(writer.fact(writer.facts[name]) for name in _QUALITY if name in writer.facts)


def _rated(writer: Writer) -> bool:
    """Whether the decision is one that the criteria have to do with."""
    return writer.decision.outcome is not Outcome.NOT_IN_SCOPE and not writer.promised


def _line(writer: Writer, criterion: str) -> CriterionLine:
    decision, language = writer.decision, writer.language
    findings = (*decision.reasons, *decision.findings)
    found = next((each for each in findings if each.kind == "criterion" and each.element == criterion), None)
    rating = (found.result or "") if found is not None else ""
    reading = ADVICE if criterion == ADVICE else _READING.get(rating, "unclear")
    return CriterionLine(
        criterion=criterion,
        label=language.word(f"criterion.{criterion}", criterion),
        rating=rating,
        rating_label=language.word(f"term.rating.{rating}", rating) if rating else language.say("value.unknown"),
        reading=reading,
        reading_label=language.say(f"reading.{reading}"),
        reason=writer.reason(found) if found is not None else None,
    )
