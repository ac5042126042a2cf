"""What would change an outcome enters, with the decision that it is about; sentences in a language leave: who would
have to supply which fact, and what would follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from passerelle.decision import Change, ChangeSet, Decision, Fact, WhatWouldChange
from passerelle.explain.language import Language, language
from passerelle.explain.safe_text import safe
from passerelle.explain.values import capital, label, value_of

WIDTH = 88

_COVERED = re.compile(r"(target\.outcomes\[\d+\])\.covered")
_UNITS = {"credits": " ECTS", "hours": " hours", "percentage": " %"}


@dataclass(frozen=True, slots=True)
class ChangeText:
    """One fact that would have to be so. `by` is the code of who can supply it, `who` the words for it, `fact` the name
    of the fact as a supposition writes it, `value` what it would be there (None: anything)."""

    by: str
    who: str
    text: str
    fact: str
    value: str | None

    def __str__(self) -> str:
        return f"{capital(self.who)}: {self.text}"


@dataclass(frozen=True, slots=True)
class WayText:
    """Changes that together lead to an outcome; `title` says to which."""

    title: str
    outcome_code: str
    outcome: str
    rule: str
    changes: tuple[ChangeText, ...]


@dataclass(frozen=True, slots=True)
class WaysText:
    """The ways to a better outcome. `notes` say that there are none, or that not everything was tried."""

    heading: str
    ways: tuple[WayText, ...]
    notes: tuple[str, ...]


def ways_in_words(found: WhatWouldChange, decision: Decision, lang: str) -> WaysText:
    """What would change the outcome of a decision, in words. Raises `LanguageError`."""
    spoken = language(lang)
    facts = {fact.name: fact for fact in decision.trace.facts}
    return WaysText(
        heading=spoken.say("what_if.heading"),
        ways=tuple(_way(each, facts, spoken) for each in found.ways),
        notes=tuple(_notes(found, spoken)),
    )


def ways_as_text(told: WaysText) -> str:
    """The ways as text of at most 88 columns, under their heading."""
    lines = [told.heading, "-" * len(told.heading)]
    for number, way in enumerate(told.ways, 1):
        mark = f"  {number}. "
        lines += [""] if number > 1 else []
        lines += wrap(way.title, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
        for change in way.changes:
            indent = " " * len(mark)
            lines += wrap(str(change), WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ")
    for note in told.notes:
        lines += wrap(note, WIDTH, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines) + "\n"


def _way(way: ChangeSet, facts: dict[str, Fact], spoken: Language) -> WayText:
    outcome = spoken.say(f"outcome.{way.outcome}")
    changes = tuple(
        ChangeText(
            change.by, spoken.word(f"by.{change.by}", change.by), _change(change, facts, spoken), safe(change.fact),
            change.value,
        )
        for change in way.changes
    )  # fmt: skip
    title = spoken.say("what_if.way", outcome=outcome, n=len(changes))
    return WayText(title, way.outcome.value, outcome, safe(way.rule), changes)


def _change(change: Change, facts: dict[str, Fact], spoken: Language) -> str:
    covered = _COVERED.fullmatch(change.fact)
    if covered is not None:
        statement = facts.get(f"{covered.group(1)}.statement")
        words = value_of(statement, spoken) if statement is not None else label(covered.group(1), spoken)
        return spoken.say(f"what_if.covered_by_{change.by}", outcome=spoken.quoted(words))
    fact = capital(label(change.fact, spoken))
    if change.value is None:
        said = spoken.say("what_if.stated", fact=fact)
    else:
        value = value_of(Fact(change.fact, change.type, _as_decided(change.value, change.type)), spoken)
        said = spoken.say("what_if.example" if change.example else "what_if.change", fact=fact, value=value)
    if change.current is None:
        return spoken.say("what_if.unknown_now", change=said)
    now = value_of(Fact(change.fact, change.type, change.current), spoken)
    return spoken.say("what_if.now", change=said, value=now)


def _as_decided(value: str, kind: str) -> Any:
    """A value as a decision keeps it, from the text that an officer would write."""
    if kind == "boolean":
        return value == "true"
    if kind.startswith("set:"):
        return tuple(member for member in value.split(", ") if member)
    return value.removesuffix(_UNITS.get(kind, ""))


def _notes(found: WhatWouldChange, spoken: Language) -> Iterable[str]:
    if not found.ways and found.stopped_short is None:
        yield spoken.say("what_if.none")
    if found.stopped_short == "runs":
        yield spoken.say("what_if.stopped_runs", n=found.runs)
    if found.stopped_short == "ways":
        yield spoken.say("what_if.stopped_ways", n=len(found.ways))
