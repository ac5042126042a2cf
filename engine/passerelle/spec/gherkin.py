"""The text of a feature file enters, a `Feature` leaves: its scenarios and steps with their lines, or diagnostics.

pytest-bdd reads the file again when it runs; this reading exists for the checker, which reports everything at once
and what pytest-bdd passes over (two scenarios of one title, files without a scenario).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException
from gherkin.parser import Parser

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec.sentences import LANGUAGES

_KEYWORDS = {"Context": "given", "Action": "when", "Outcome": "then"}
_PARAMETER = re.compile(r"<(.+?)>")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a scenario as it will run, its step ("given", "when", "then"), its table and text block."""

    step: str
    text: str
    line: int
    column: int
    table: tuple[tuple[str, ...], ...] | None = None
    table_line: int = 0
    docstring: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, its background first; an outline gives its steps once for every row of examples."""

    title: str
    line: int
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Feature:
    """A feature file as it was read. `asides` are the lines of its descriptions, which nobody runs."""

    path: str
    language: str = "en"
    title: str = ""
    scenarios: list[Scenario] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    asides: list[tuple[int, str]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def wrong(self, code: str, message: str, line: int, column: int = 1, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(self.path, line, column, code, message, hint))


def read_feature(path: Path) -> Feature:
    """Read one file. Whatever is wrong with it is in `diagnostics`; nothing is raised."""
    feature = Feature(str(path))
    try:
        text = path.read_text(encoding="utf-8")
        tree: Any = Parser().parse(text).get("feature")
    except (OSError, UnicodeDecodeError) as error:
        feature.wrong("F101", f"cannot be read: {error}", 1)
        return feature
    except CompositeParserException as malformed:
        for mistake in malformed.errors:
            message = re.sub(r"^\(\d+:\d+\): ", "", str(mistake))
            location = mistake.location
            line = location["line"]
            written = text.splitlines()[line - 1].strip() if 0 < line <= len(text.splitlines()) else ""
            code, message, hint = _malformed(message, written, text)
            feature.wrong(code, message, line, location.get("column") or 1, hint)
            if "#FeatureLine" in str(mistake) or "Language not supported" in str(mistake):
                break  # what follows is read in the wrong language, or stands in no feature
        return feature
    if tree is None:
        feature.wrong("F103", "the file has no feature", 1)
        return feature
    feature.language = tree["language"]
    feature.title = tree["name"]
    _tags(feature, tree)
    _children(feature, tree["children"], ())
    told = {line.strip() for line in _descriptions(tree)} - {""}
    feature.asides = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip() in told]
    if not feature.scenarios and not feature.diagnostics:
        feature.wrong("F104", f"the feature '{feature.title}' has no scenario", tree["location"]["line"])
    titles: dict[str, int] = {}
    for scenario in feature.scenarios:
        first = titles.setdefault(scenario.title, scenario.line)
        if first != scenario.line:
            message = f"two scenarios have the title '{scenario.title}', the first in line {first}"
            feature.wrong("F105", message, scenario.line, hint="only one of them would run")
    return feature


def _malformed(message: str, line: str, text: str) -> tuple[str, str, str]:
    """Code, message and hint for what the parser of Gherkin says of a line."""
    if message.startswith("Language not supported"):
        return "F102", f"there is no language '{message.rpartition(' ')[2]}'", "write # language: sl, or nothing for en"
    if not message.startswith("expected:"):
        return "F102", f"not Gherkin: {message}", ""
    named = re.match(r"\s*#\s*language\s*:\s*([\w-]+)", text)
    own = named[1] if named else "en"
    known = keywords(own) if own in DIALECTS else ()
    first = line.partition(":")[0] if ":" in line else line.partition(" ")[0]
    for other in LANGUAGES:
        if other != own and (first in keywords(other) or f"{first} " in keywords(other)):
            return (
                "F102",
                f"'{line}' is said in the language '{other}'",
                f"the first line of the file: # language: {other}",
            )
    near = get_close_matches(first, [word for word in known if word != "*"], n=1, cutoff=0.6)
    hint = f"did you mean '{near[0]}'?" if near else f"keywords are {', '.join(w for w in known if w != '*')}"
    word = line.partition(" ")[0]
    if word in known or first in known:
        hint = "it stands in the wrong place" if ":" in line else f"it stands in the wrong place, or write {word}:"
    return "F102", f"'{line}' begins with no keyword that may stand here", hint


def _children(feature: Feature, children: list[Any], before: tuple[Step, ...]) -> None:
    for child in children:
        if "background" in child:
            before += tuple(_steps(feature, child["background"]["steps"]))
        elif "rule" in child:
            _tags(feature, child["rule"])
            _children(feature, child["rule"]["children"], before)
        else:
            _scenario(feature, child["scenario"], before)


def _descriptions(tree: Any) -> Iterator[str]:
    yield from tree.get("description", "").splitlines()
    for child in tree.get("children", ()):
        for inner in child.values():
            yield from _descriptions(inner)


def _tags(feature: Feature, tree: Any) -> None:
    feature.tags.update(tag["name"].removeprefix("@") for tag in tree["tags"])


def _scenario(feature: Feature, tree: Any, before: tuple[Step, ...]) -> None:
    _tags(feature, tree)
    for table in tree["examples"]:
        if table["tags"]:
            line = table["tags"][0]["location"]["line"]
            feature.wrong("F111", "tags stand above the scenario, not above its examples", line)
    line, title = tree["location"]["line"], tree["name"]
    if not title:
        feature.wrong("F106", "a scenario needs a title: the outcome in your own words", line)
    own = tuple(_steps(feature, tree["steps"]))
    if not own:
        feature.wrong("F107", f"the scenario '{title}' has no steps", line)
        return
    rows = list(_examples(tree["examples"]))
    if tree["examples"] and not rows:
        feature.wrong("F108", f"the examples of '{title}' have no rows", line)
        return
    for row in rows or [{}]:
        feature.scenarios.append(Scenario(title, line, tuple(_filled(step, row) for step in before + own)))


def _examples(tables: list[Any]) -> Iterator[dict[str, str]]:
    for table in tables:
        names = [cell["value"] for cell in (table.get("tableHeader") or {"cells": []})["cells"]]
        for row in table.get("tableBody", []):
            yield dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True))


def _filled(step: Step, row: dict[str, str]) -> Step:
    def fill(text: str) -> str:
        return _PARAMETER.sub(lambda match: row.get(match[1], match[0]), text)

    if not row:
        return step
    table = step.table and tuple(tuple(fill(cell) for cell in cells) for cells in step.table)
    return Step(step.step, fill(step.text), step.line, step.column, table, step.table_line, step.docstring)


def _steps(feature: Feature, trees: list[Any]) -> Iterator[Step]:
    current = ""
    for tree in trees:
        line, column = tree["location"]["line"], tree["location"]["column"]
        current = _KEYWORDS.get(tree["keywordType"], current)
        if not current:
            feature.wrong("F109", f"'{tree['keyword'].strip()}' cannot be the first step", line, column)
            continue
        table = tree.get("dataTable")
        rows = tuple(tuple(cell["value"] for cell in row["cells"]) for row in table["rows"]) if table else None
        where = table["location"]["line"] if table else 0
        docstring = tree["docString"]["content"] if tree.get("docString") else None
        yield Step(current, tree["text"], line, column + len(tree["keyword"]), rows, where, docstring)


def keywords(language: str) -> tuple[str, ...]:
    """All keywords of Gherkin in a language."""
    return tuple(
        sorted({word.strip() for words in DIALECTS[language].values() if isinstance(words, list) for word in words})
    )
