"""A rule in force enters; the same rule in words of a language leaves, for somebody who follows a reason to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.decision import Basis, LanguageText, Remedy
from passerelle.decision.rulebook import RuleInForce
from passerelle.explain.conditions import read_aloud
from passerelle.explain.language import Language, fill, language
from passerelle.explain.notices import said_in_code
from passerelle.explain.report import Line, RequiredLine
from passerelle.explain.safe_text import safe
from passerelle.explain.values import capital, label, pick, subject

_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    """Conditions of which all must hold, under their heading."""

    heading: str
    conditions: tuple[RequiredLine, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule in words. `about` are its pack, dates, step and clause; `groups` its conditions; `meanings` the names that
    they use; `said` what it says by result, with what follows; `source` the lines of its file with their numbers."""

    lang: str
    name: str
    title: str
    heading: str
    newer: str
    about: tuple[Line, ...]
    groups: tuple[ConditionGroup, ...]
    meanings: tuple[Line, ...]
    said: tuple[Line, ...]
    remedies: tuple[str, ...]
    basis: tuple[str, ...]
    note: str
    path: str
    source: tuple[tuple[int, str], ...]
    headings: Mapping[str, str]


def rule_page(rule: RuleInForce, lang: str) -> RulePage:
    """The rule in words. Raises `LanguageError`."""
    return _Page(rule, language(lang)).page()


def rule_text(page: RulePage) -> str:
    """The page as lines for the terminal."""
    words = page.headings
    lines = [page.title, page.name, *([page.newer] if page.newer else []), ""]
    lines += [f"  {line.label}: {line.value}" for line in page.about]
    for group in page.groups:
        lines += ["", f"{group.heading}:"]
        for condition in group.conditions:
            lines += [f"  - {condition.plain}", f"    ({condition.written})"]
    parts: tuple[tuple[str, tuple[str, ...]], ...] = (
        (words["meanings"], tuple(f"{line.label}: {line.value}" for line in page.meanings)),
        (words["then"], tuple(f"{line.label}: {line.value}" for line in page.said)),
        (words["remedies"], page.remedies),
        (words["basis"], page.basis),
        (words["note"], (page.note,) if page.note else ()),
    )
    for heading, items in parts:
        if items:
            lines += ["", f"{heading}:", *(f"  - {item}" for item in items)]
    lines += ["", f"{words['source']} ({page.path}):"]
    lines += [f"{number:5}  {text}" for number, text in page.source]
    return "\n".join(lines)


class _Page:
    def __init__(self, rule: RuleInForce, language: Language) -> None:
        self.rule, self.language = rule, language

    def page(self) -> RulePage:
        rule, say = self.rule, self.language.say
        newer = say("rulebook.newer", day=self.language.date(rule.newer)) if rule.newer else ""
        return RulePage(
            lang=self.language.tag,
            name=safe(rule.name),
            title=self.text(rule.title) or safe(rule.rule),
            heading=say("rulebook.title"),
            newer=newer,
            about=tuple(self.about()),
            groups=tuple(
                ConditionGroup(say(f"rulebook.{name}"), tuple(map(self.condition, conditions)))
                for name, conditions in rule.groups
                if conditions
            ),
            meanings=tuple(
                Line(capital(label(name, self.language)), f"{read_aloud(text, self.language)} ({safe(text)})")
                for name, text in rule.defines
            ),
            said=tuple(self.said()),
            remedies=tuple(filter(None, map(self.remedy, rule.remedies))),
            basis=tuple(map(self.cited, rule.basis)),
            note=safe(rule.note or "", _LONGEST),
            path=safe(rule.path),
            source=tuple((rule.line + offset, text) for offset, text in enumerate(rule.source)),
            headings={
                key.removeprefix("rulebook."): str(words)
                for key, words in self.language.words.items()
                if key.startswith("rulebook.")
            },
        )

    def about(self) -> list[Line]:
        rule, say = self.rule, self.language.say
        begins = self.language.date(rule.version)
        if rule.in_force_until:
            days = say("rulebook.between", day=begins, until=self.language.date(rule.in_force_until))
        else:
            days = say("rulebook.since", day=begins)
        step = f"{rule.step} {self.text(rule.step_title)}".strip() if rule.step else ""
        severity = self.language.word(f"severity.{rule.severity}", rule.severity or "") if rule.severity else ""
        tried = "; ".join(subject(collection, self.language) for _, collection in rule.subjects)
        lines = (
            ("pack", f"{self.text(rule.pack_title)} ({safe(rule.pack)}@{rule.version})"),
            ("authority", safe(rule.authority)),
            ("in_force", days),
            ("step", step),
            ("clause", safe(rule.clause or "")),
            ("severity", severity),
            ("tried_for", tried),
        )
        return [Line(say(f"rulebook.{key}"), value) for key, value in lines if value]

    def said(self) -> list[Line]:
        rule, say, word = self.rule, self.language.say, self.language.word
        lines = [Line(say("rulebook.then"), self.follows())] if rule.then else []
        for result, text in rule.messages:
            known = "PASS_WITH_NOTE" if result == "noted" else result.upper()
            heading = say("rulebook.says") if result == "fired" else word(f"result.{known}", result)
            lines.append(Line(capital(heading), self.text(text)))
        if rule.pending:
            who = word(f"by.{rule.pending.by}", rule.pending.by)
            lines.append(Line(say("rulebook.pending"), f"{capital(who)}: {self.text(rule.pending.question)}"))
        if rule.proviso:
            parts = (rule.proviso.act, rule.proviso.deadline, rule.proviso.success, rule.proviso.failure)
            lines.append(Line(say("rulebook.proviso"), " ".join(map(self.text, parts))))
        if rule.rights:
            lines.append(Line(say("rulebook.rights"), self.text(rule.rights)))
        if not rule.clause:
            asks = say("rulebook.asks_yes" if rule.asks_when_unknown else "rulebook.asks_no")
            lines.append(Line(say("rulebook.asks"), asks))
        return lines

    def follows(self) -> str:
        """What follows, in words."""
        say, word = self.language.say, self.language.word
        told = dict(part.split(": ", 1) for part in self.rule.then.split(", "))
        if "outcome" in told:
            return f"{word('outcome.' + told['outcome'], told['outcome'])} ({safe(told['outcome'])})"
        if "difference" in told:
            element = word(f"element.{told['difference']}", told["difference"])
            weight = say("sentence.weight", weight=word(f"weight.{told['weight']}", told["weight"]))
            return f"{say('sentence.difference', element=element)} {weight}"
        if "criterion" in told:
            criterion = word(f"criterion.{told['criterion']}", told["criterion"])
            return f"{capital(criterion)}: {word('term.rating.' + told['rating'], told['rating'])}"
        return capital(label(told["establish"], self.language))

    def condition(self, text: str) -> RequiredLine:
        return RequiredLine(safe(text), read_aloud(text, self.language))

    def remedy(self, remedy: Remedy) -> str:
        who = capital(self.language.word(f"by.{remedy.by}", remedy.by))
        if remedy.fact is not None:
            return f"{who}: {self.language.say('sentence.provide', fact=label(remedy.fact, self.language))}"
        text = self.text(remedy.text)
        return f"{who}: {text}" if text else ""

    def cited(self, basis: Basis) -> str:
        cite = said_in_code(basis.cite, "citation", self.language) or safe(basis.cite)
        return f"{cite} ({self.language.say('sentence.unverified')})" if basis.unverified else cite

    def text(self, text: LanguageText | None) -> str:
        """A template; each placeholder stands as the label of its fact, between brackets."""
        template = pick(text, self.language.tag)
        return safe(fill(template, lambda name: f"[{label(name, self.language)}]"), _LONGEST) if template else ""
