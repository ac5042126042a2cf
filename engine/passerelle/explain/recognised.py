"""A decision enters; what it recognises, under which condition and where its figures come from leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from passerelle.decision import Amount, Kind, Purpose
from passerelle.explain.report import ComparisonLine, Line, ReasonText
from passerelle.explain.safe_text import safe
from passerelle.explain.values import credits_text, level_text, pick, stated_workload, value_of

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer

#: What rules establish of an outcome of the component that the award covers.
COVERED = "covered"
_WANTED = re.compile(r"target\.outcomes\[(\d+)\]")
_HELD = re.compile(r"award\.outcomes\[(\d+)\]")
_WORD = re.compile(r"[a-z]\w*")
#: What is told of an award that is recognised and books nothing.
_TOLD = (("credits", "award.workload.stated"), ("level", "award.level.eqf"))


def booking(writer: Writer) -> Iterable[Line]:
    """What a positive decision books; nothing for any other."""
    booked, language = writer.decision.booking, writer.language
    if booked is None:
        return
    say = language.say
    title, component = safe(pick(booked.title, language.tag)), safe(booked.component or "")
    if what := f"{title} ({component})" if title and component else title or component:
        yield Line(say("booking.component"), what)
    if booked.credits is not None:
        yield Line(say("booking.credits"), credits_text(booked.credits, language))
    if booked.level is not None:
        yield Line(say("booking.level"), level_text(booked.level, language))
    if booked.surplus is not None and booked.surplus != "0":
        yield Line(say("booking.surplus"), credits_text(booked.surplus, language))
    if booked.grade is not None:
        yield Line(say("booking.grade"), language.word(f"term.grade_treatment.{booked.grade}", booked.grade))


def figures(writer: Writer) -> Iterable[Line]:
    """Where each figure comes from: as the document states it, and how it was converted. Of an award that is recognised
    and books nothing, its workload and its level."""
    booked, say = writer.decision.booking, writer.language.say
    if booked is None and writer.decision.outcome.positive and writer.decision.question.kind is Kind.RECOGNITION:
        for name, fact in ((name, writer.facts.get(fact)) for name, fact in _TOLD):
            if fact is not None and fact.value is not None:
                yield Line(say(f"figure.{name}"), say("figure.stated", value=value_of(fact, writer.language)))
    for name, amount in booked.amounts if booked is not None else ():
        parts = {"credits": _credits, "level": _level, "grade": _grade}.get(name, _other)(writer, amount)
        yield Line(writer.language.word(f"figure.{name}", name), "; ".join(parts))
    grade = writer.facts.get("award.grade.value")
    if booked is not None and booked.grade == "as_issued" and grade is not None and grade.value is not None:
        yield Line(say("figure.grade"), say("figure.stated", value=value_of(grade, writer.language)))


def _credits(writer: Writer, amount: Amount) -> Iterable[str]:
    say, language = writer.language.say, writer.language
    original = stated_workload(amount.original, language)
    value = credits_text(amount.value, language)
    if amount.original.partition(" · ")[0] == f"{amount.value} {amount.unit}":
        yield say("figure.stated", value=original)
        return
    if amount.ratio is None or " · " in amount.original:
        yield say("figure.equals", original=original, value=value)
    else:
        yield say("figure.converted", original=original, ratio=language.amount(amount.ratio), value=value)
    yield from _source(writer, amount)
    yield (
        language.word(f"term.grade_rounding.{amount.rounding}", amount.rounding)
        if amount.rounding
        else say("figure.exact")
    )


def _level(writer: Writer, amount: Amount) -> Iterable[str]:
    say = writer.language.say
    value = level_text(amount.value, writer.language)
    if amount.source:
        yield writer.sourced(amount.source)
    elif amount.original == f"EQF {amount.value}":
        yield say("figure.stated", value=value)
    else:
        yield say("figure.equals", original=amount.original, value=value)


def _grade(writer: Writer, amount: Amount) -> Iterable[str]:
    say, word = writer.language.say, writer.language.word
    grade, _, scale = amount.original.rpartition(" ")
    original = f"{safe(grade)} ({word(f'term.grade_scale.{scale}', scale)})"
    home = word(f"term.grade_scale.{amount.unit}", amount.unit)
    yield say("figure.graded", original=original, value=writer.language.amount(amount.value), scale=home)
    yield from _source(writer, amount)
    if amount.rounding:
        yield say("figure.rounding", rounding=word(f"term.grade_rounding.{amount.rounding}", amount.rounding))


def _other(writer: Writer, amount: Amount) -> Iterable[str]:
    yield writer.language.say("figure.equals", original=amount.original, value=f"{amount.value} {amount.unit}")
    yield from _source(writer, amount)


def _source(writer: Writer, amount: Amount) -> Iterable[str]:
    if amount.source:
        yield writer.language.say("figure.source", source=writer.sourced(amount.source))


def proviso(writer: Writer) -> Iterable[Line]:
    """What a conditional recognition hangs on."""
    hangs_on = writer.decision.proviso
    if hangs_on is None:
        return
    for name in ("act", "deadline", "success", "failure"):
        if text := writer.filled(pick(getattr(hangs_on, name), writer.language.tag)):
            yield Line(writer.language.say(f"proviso.{name}"), text)


def pending(writer: Writer) -> Iterable[Line]:
    """The question that a person decides, and who."""
    asked, say = writer.decision.pending, writer.language.say
    if asked is None:
        return
    if text := writer.filled(pick(asked.question, writer.language.tag)):
        yield Line(say("pending.question"), text)
    yield Line(say("pending.by"), writer.language.word(f"by.{asked.by}", asked.by))


def comparison(writer: Writer) -> tuple[ComparisonLine, ...]:
    """Each outcome of the component and whether the award covers it, where the decision is about that."""
    asked = writer.decision.question
    about = writer.decision.outcome.positive or any(each.element == "outcomes" for each in writer.decision.reasons)
    if not about or writer.promised or asked.target is None or asked.purpose is Purpose.CREDIT_ELECTIVE:
        return ()
    numbers = {int(found[1]) for name in writer.facts if (found := _WANTED.match(name))}
    by = _covering(writer)
    return tuple(_compared(writer, number, by.get(number, {})) for number in sorted(numbers))


def _compared(writer: Writer, number: int, by: Mapping[int, str]) -> ComparisonLine:
    say, name = writer.language.say, f"target.outcomes[{number}]"
    covered = _value(writer, f"{name}.{COVERED}")
    state = {True: "covered", False: "missing"}.get(covered, "open") if isinstance(covered, bool) else "open"
    essential = _value(writer, f"{name}.essential")
    weight = {True: "essential", False: "further"}.get(essential, "") if isinstance(essential, bool) else ""
    how = [_way(writer, each, way) for each, way in by.items()] if state == "covered" else []
    return ComparisonLine(
        statement=_statement(writer, name),
        state=state,
        state_label=say(f"comparison.{state}"),
        weight=weight,
        weight_label=say(f"comparison.{weight}") if weight else "",
        how="; ".join(dict.fromkeys(filter(None, how))),
    )


def _way(writer: Writer, held: int, way: str) -> str:
    """By which outcome of the award one of the component is covered, and in which way where that is known."""
    outcome = _statement(writer, f"award.outcomes[{held}]")
    if not outcome:
        return way
    return writer.language.say("comparison.by_way" if way else "comparison.by", outcome=outcome, way=way)


def _covering(writer: Writer) -> dict[int, dict[int, str]]:
    """The outcomes of the award that cover each outcome of the component, in which way: from the findings that say so,
    else from the rules that were tried."""
    decision = writer.decision
    said = _ties(
        (each.subject, writer.title(each))
        for each in decision.findings
        if each.kind == "conclusion" and each.element == COVERED
    )
    return _ties((each.subject, "") for each in decision.trace.rules if each.result == "fired") | said


def _ties(subjects: Iterable[tuple[str, str]]) -> dict[int, dict[int, str]]:
    ties: dict[int, dict[int, str]] = {}
    for subject, way in subjects:
        wanted, held = _WANTED.search(subject), _HELD.search(subject)
        if wanted and held:
            ties.setdefault(int(wanted[1]), {}).setdefault(int(held[1]), way)
    return ties


def conclusions(writer: Writer) -> Iterable[ReasonText]:
    """What rules have established that a reason reads, with why, but for the outcomes that are covered; what the host
    has laid down; and what is told for the record."""
    read = {word for reason in writer.decision.reasons for text in reason.required for word in _WORD.findall(text)}
    found = (
        each
        for each in writer.decision.findings
        if each.kind == "record"
        or (each.kind == "conclusion" and (each.element in read - {COVERED} or each.subject.startswith("statements[")))
    )
    return map(writer.reason, found)


def _statement(writer: Writer, name: str) -> str:
    """The words of an outcome, and what a classification calls the skills that it names."""
    said = (writer.facts.get(f"{name}.{short}") for short in ("statement", "skills"))
    words = [value_of(fact, writer.language) for fact in said if fact is not None and fact.value is not None]
    return f"{words[0]} ({words[1]})" if len(words) > 1 else "".join(words)


def _value(writer: Writer, name: str) -> object:
    fact = writer.facts.get(name)
    return None if fact is None else fact.value


def compared(writer: Writer, lines: tuple[ComparisonLine, ...]) -> str:
    """How many outcomes of the component are covered, the essential ones first."""
    said = []
    for weight, key in (("essential", "count"), ("further", "count_further")):
        these = [line for line in lines if line.weight == weight]
        if these:
            covered = sum(line.state == "covered" for line in these)
            said.append(writer.language.say(f"comparison.{key}", covered=covered, **{weight: len(these)}))
    return " ".join(said)


def learned(writer: Writer) -> tuple[str, ...]:
    """The outcomes of an award that is recognised without a comparison with a component's."""
    if not writer.decision.outcome.positive or writer.decision.question.kind is not Kind.RECOGNITION:
        return ()
    numbers = {int(found[1]) for name in writer.facts if (found := _HELD.match(name))}
    said = (_statement(writer, f"award.outcomes[{number}]") for number in sorted(numbers))
    return tuple(text for text in said if text)
