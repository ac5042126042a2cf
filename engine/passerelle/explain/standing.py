"""Checks of a host's policy, and clauses as packs list them, enter; a line in words for each leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from passerelle.decision import Fact, Finding, LanguageText, Severity
from passerelle.explain.language import Language, fill, language
from passerelle.explain.notices import said_in_code
from passerelle.explain.safe_text import safe
from passerelle.explain.values import label, pick, value_of


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How a policy stands with one clause: `result` is the code, `ending` the words for it."""

    clause: str
    title: str
    result: str
    ending: str
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in words: how strictly it binds, whom it is about and where it can be seen."""

    clause: str
    title: str
    severity: str
    about: str
    seen_on: str
    rule: str


def standing(checks: Iterable[Finding], facts: Iterable[Fact], lang: str) -> tuple[StandingLine, ...]:
    """The checks of a policy in words. Raises `LanguageError`."""
    spoken = language(lang)
    known = {fact.name: fact for fact in facts}
    return tuple(_standing(check, known, spoken) for check in checks)


def _standing(check: Finding, facts: Mapping[str, Fact], spoken: Language) -> StandingLine:
    def value(name: str) -> str:
        return value_of(facts[name], spoken, bare=True) if name in facts else safe(label(name, spoken))

    result = check.result or "UNKNOWN"
    sentence = pick(check.message, spoken.tag)
    return StandingLine(
        clause=_cited(check.clause or "", spoken),
        title=safe(pick(check.title, spoken.tag)),
        result=result,
        ending=spoken.word(f"result.{result}", result),
        severity=_severity(check.severity, spoken),
        sentence=safe(fill(sentence, value)) if sentence else spoken.say(f"result_sentence.{result}"),
    )


def clause_line(
    clause: str,
    title: LanguageText,
    severity: Severity | None,
    about: str,
    seen_on: Iterable[str],
    rule: str,
    lang: str,
) -> ClauseLine:
    """A clause in words. Raises `LanguageError`."""
    spoken = language(lang)
    return ClauseLine(
        clause=_cited(clause, spoken),
        title=safe(pick(title, spoken.tag)),
        severity=_severity(severity, spoken),
        about=spoken.word(f"about.{about}", about),
        seen_on=", ".join(spoken.word(f"seen_on.{where}", where) for where in seen_on),
        rule=safe(rule),
    )


def _cited(clause: str, spoken: Language) -> str:
    return said_in_code(clause, "citation", spoken) or safe(clause)


def _severity(severity: Severity | None, spoken: Language) -> str:
    return spoken.say(f"severity.{severity}") if severity else ""
