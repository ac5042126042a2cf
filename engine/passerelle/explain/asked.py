"""A decision enters; what was asked, by whom, and what was looked up for it leave, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from passerelle.decision import AgreedComponent, Evidence, Fact, LearningAgreement
from passerelle.explain.report import FactLine, Line
from passerelle.explain.safe_text import safe
from passerelle.explain.values import label, value_of

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer

_MEMBER = re.compile(r"\[\d+\]")
_STATEMENT = re.compile(r"statements\[(\d+)\]\.id")
#: What is told of a host's statement, and what speaks against its counting.
_TOLD = ("kind", "strength")
_AGAINST = {"accepted": False, "begun": False, "expired": True, "superseded": True}
#: Situations and documents that are as usual, and not worth a word.
_USUAL = ("normal", "available")


#: What tells one award from another, by the words for it.
_DETAILS = (
    ("holder", ("award.holder.name",)),
    ("issuer", ("award.issuer.name", "award.issuer.legal_name")),
    ("country", ("award.issuer.country",)),
    ("issued", ("award.issued",)),
)


def details(writer: Writer) -> Iterable[Line]:
    """Who holds the award, who issued it, where and when, as far as rules have read it."""
    for name, facts in _DETAILS:
        known = (writer.facts[each] for each in facts if each in writer.facts)
        fact = next((each for each in known if each.value is not None), None)
        if fact is not None:
            yield Line(writer.language.say(f"details.{name}"), value_of(fact, writer.language))


def question(writer: Writer) -> Iterable[Line]:
    """What was asked."""
    asked, say = writer.decision.question, writer.language.say
    yield Line(say("question.award"), writer.award)
    if asked.target is not None:
        title = writer.facts.get("target.title")
        shown = value_of(title, writer.language) if title and title.value else ""
        code = safe(asked.target)
        kind = writer.facts.get("target.kind")
        named = {"programme": "question.target_programme", "post": "question.target_post"}
        words = named.get(str(kind.value), "question.target") if kind is not None else "question.target"
        yield Line(say(words), f"{shown} ({code})" if shown else code)
    if asked.purpose is not None:
        yield Line(say("question.purpose"), say(f"purpose.{asked.purpose}"))
    if asked.host is not None:
        yield Line(say("question.host"), writer.host)
    yield Line(say("question.as_of"), writer.language.date(asked.as_of))
    yield from _confirmed(writer, about_applicant=False)
    for supposed in asked.supposed:
        yield Line(say("question.supposed"), _stated(writer, supposed.fact, supposed.value))


def _confirmed(writer: Writer, *, about_applicant: bool) -> Iterable[Line]:
    for given in writer.decision.question.confirmations:
        if given.fact.startswith("applicant.") is about_applicant:
            shown, note = _stated(writer, given.fact, given.value), safe(given.note)
            yield Line(writer.language.say("question.confirmed"), f"{shown} ({note})" if note else shown)


def application(writer: Writer) -> Iterable[Line]:
    """Who asks, since when, and what came with the award."""
    made, language = writer.decision.question.application, writer.language
    if made is None:
        return
    say = language.say
    if made.id:
        yield Line(say("application.id"), safe(made.id))
    if made.applicant.name:
        yield Line(say("application.applicant"), safe(made.applicant.name))
    if writer.decision.timing is None:
        for name, day in (("received", made.received), ("complete", made.complete)):
            if day is not None:
                yield Line(say(f"application.{name}"), language.date(day))
    if made.agreement is not None:
        yield from _agreement(writer, made.agreement)
    if made.appeal is not None:
        yield Line(say("application.appeal"), safe(made.appeal.against or "") or say("application.appeal_unnamed"))
        for argument in made.appeal.arguments:
            yield Line(say("application.argument"), safe(argument))
    for name, value in made.facts:
        yield Line(say("application.stated"), _stated(writer, name, value))


def circumstances(writer: Writer) -> Iterable[Line]:
    """What the host knows of the applicant and nobody else needs to: no document to hand over lists it."""
    yield from _confirmed(writer, about_applicant=True)
    made, language = writer.decision.question.application, writer.language
    if made is None:
        return
    for name, code in (("situation", made.applicant.situation), ("documentation", made.applicant.documentation)):
        if code is not None and code not in _USUAL:
            yield Line(language.say(f"application.{name}"), language.word(f"term.{name}.{code}", code))


def _agreement(writer: Writer, agreement: LearningAgreement) -> Iterable[Line]:
    say = writer.language.say
    if agreement.signed is None:
        signed = say("application.agreement_open")
    elif not agreement.signed:
        signed = say("application.agreement_unsigned")
    elif agreement.signed_on is None:
        signed = say("application.agreement_signed_undated")
    else:
        signed = say("application.agreement_signed", date=agreement.signed_on)
    if agreement.host is not None:
        asked = writer.decision.question.host
        host = writer.host if agreement.host == asked else safe(agreement.host)
        signed = say("application.agreement_with", host=host, signed=signed)
    yield Line(say("application.agreement"), signed)
    for component in agreement.components:
        yield Line(say("application.agreed"), _agreed(writer, component))


def _agreed(writer: Writer, agreed: AgreedComponent) -> str:
    say = writer.language.say
    passed = {True: "passed", False: "failed", None: "passed_open"}[agreed.passed]
    said = {"learning": agreed.title or agreed.specification or writer.award, "passed": say(f"application.{passed}")}
    if not agreed.component:
        return say("application.agreed_elective", **said)
    return say("application.agreed_for", component=agreed.component, **said)


def _stated(writer: Writer, name: str, value: str) -> str:
    """A fact that somebody has stated beside the award: as it stands in the trace, else as it was written."""
    fact = writer.facts.get(name) or Fact(name, "text", value)
    return f"{label(name, writer.language)}: {value_of(fact, writer.language)}"


def consulted(writer: Writer) -> Iterable[Line]:
    """What public registers and classifications said, by their names; then the host's own statements."""
    language, found = writer.language, writer.decision.trace.facts
    lines: dict[Line, int] = {}
    for fact in found:
        if fact.evidence is Evidence.REGISTER and fact.value is not None:
            # Of the members of a collection it is enough to say how many were found.
            name, member = _MEMBER.subn("", fact.name)
            value = "" if member else value_of(fact, language)
            line = Line(
                writer.sourced(fact.source) or language.say("evidence.register"), f"{label(name, language)}: {value}"
            )
            lines[line] = lines.get(line, 0) + 1
    for line in sorted(lines, key=lambda line: line.label):
        more = language.say("value.members", n=lines[line]) if line.value.endswith(": ") else ""
        yield Line(line.label, f"{line.value}{more}")
    yield from _statements(writer)


def _statements(writer: Writer) -> Iterable[Line]:
    """The host's statements on the learning, as far as they are about this purpose, and why one does not count."""
    language, facts = writer.language, writer.facts
    numbers = sorted(int(found[1]) for name in facts if (found := _STATEMENT.fullmatch(name)))
    for number in numbers:
        values = {
            name: facts.get(f"statements[{number}].{name}")
            for name in ("id", *_TOLD, *_AGAINST, "valid_until", "for_purpose")
        }
        known = {name: fact for name, fact in values.items() if fact is not None and fact.value is not None}
        if "for_purpose" in known and known["for_purpose"].value is False:
            continue
        told = [value_of(known[name], language) for name in _TOLD if name in known]
        if "valid_until" in known:
            told.append(language.say("consulted.until", date=value_of(known["valid_until"], language)))
        told += [
            language.say(f"consulted.{name}")
            for name, against in _AGAINST.items()
            if name in known and known[name].value is against
        ]
        id = value_of(known["id"], language)
        yield Line(language.say("consulted.statement"), f"{id} ({'; '.join(told)})" if told else id)


def defaults(writer: Writer) -> Iterable[FactLine]:
    """What the host's policy leaves open, and what therefore holds."""
    return (writer.fact(fact) for fact in writer.decision.trace.facts if writer.holds_by_default(fact))
