"""A step as written enters, an `Act` leaves: the sentence it says and the values it says it with, or diagnostics.

The checker and the plugin both read steps here, so that what is checked is what runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.spec.gherkin import Step
from passerelle.spec.sentences import Field, Language, Pattern, Sentence
from passerelle.spec.values import Misread, nearest, read_value
from passerelle.spec.verbs import STEPS

_WHOLE = re.compile(r"\{(\w+)\}")
#: Characters of a sentence that are compared with those that are known; comparing more would take minutes.
_LONGEST = 300

#: Verbs whose table has one column that lists texts, instead of one row for every field.
LISTS = ("outcomes", "essential")
#: Verbs whose table has a row for each thing, with the names of its fields above.
RECORDS = ("holds",)


@dataclass(frozen=True, slots=True)
class Act:
    """What a step asks for: verb and argument pairs with every placeholder filled in."""

    sentence: Sentence
    actions: tuple[tuple[str, Any], ...]


@dataclass(slots=True)
class Reading:
    """The reading of one step: an act, or what is wrong."""

    act: Act | None = None
    wrong: list[tuple[str, str, int, str]] = field(default_factory=list)

    def diagnostics(self, path: str, column: int) -> Iterator[Diagnostic]:
        """What is wrong, with its place."""
        for code, message, line, hint in self.wrong:
            yield Diagnostic(path, line, column, code, message, hint)


def read_step(step: Step, language: Language, tag: str) -> Reading:
    """Read one step in the language of its feature. Nothing is raised."""
    reading = Reading()
    said = [(one, pattern) for one, pattern in language.of(step.step, tag) if pattern.strict.fullmatch(step.text)]
    if len({sentence.id for sentence, _ in said}) > 1:
        names = " and ".join(f"'{pattern.text}'" for _, pattern in said)
        reading.wrong.append(("F303", f"the line says two sentences: {names}", step.line, "reword one of them"))
        return reading
    if not said:
        reading.wrong.append(_unknown(step, language, tag))
        return reading
    sentence, pattern = said[0]
    match = pattern.strict.fullmatch(step.text)
    assert match is not None
    values: dict[str, str] = {}
    for name, text in match.groupdict().items():
        try:
            values[name] = read_value(text, pattern.placeholders[name], tag, language.words)
        except Misread as misread:
            reading.wrong.append(("F304", str(misread), step.line, ""))
    table = _table(step, sentence, language, tag, reading)
    if sentence.docstring and step.docstring is None:
        reading.wrong.append(("F305", f"'{pattern.text}' needs a text block below it", step.line, ""))
    if not sentence.docstring and step.docstring is not None:
        reading.wrong.append(("F305", f"'{pattern.text}' takes no text block", step.line, ""))
    values["docstring"] = step.docstring or ""
    if not reading.wrong:
        actions = ((verb, table if given == "table" else _filled(given, values)) for verb, given in sentence.actions)
        reading.act = Act(sentence, tuple(actions))
    return reading


def _filled(argument: Any, values: dict[str, str]) -> Any:
    if isinstance(argument, dict):
        return {_filled(key, values): _filled(each, values) for key, each in argument.items()}
    if isinstance(argument, list):
        return [_filled(each, values) for each in argument]
    if isinstance(argument, str):
        return _WHOLE.sub(lambda match: values.get(match[1], match[0]), argument)
    return argument


def _unknown(step: Step, language: Language, tag: str) -> tuple[str, str, int, str]:
    """Why no sentence matches: a value that is not of its type, another keyword, another language, or nothing near."""
    for _, pattern in language.of(step.step, tag):
        match = pattern.loose.fullmatch(step.text)
        for name, text in match.groupdict().items() if match else ():
            try:
                read_value(text, pattern.placeholders[name], tag, language.words)
            except Misread as misread:
                if _alike(step.text, pattern) > 0.5:
                    return "F304", f"in '{step.text}': {misread}", step.line, f"the sentence is '{pattern.text}'"
    for other in STEPS:
        if any(pattern.strict.fullmatch(step.text) for _, pattern in language.of(other, tag)):
            return "F302", f"'{step.text}' is said after {other.title()}, not after {step.step.title()}", step.line, ""
    for other in language.report.get("expected", {}):
        if any(pattern.strict.fullmatch(step.text) for _, pattern in language.of(step.step, other) if other != tag):
            hint = f"the first line of the file names the language: # language: {other}"
            return "F301", f"'{step.text}' is a sentence of the language '{other}', not '{tag}'", step.line, hint
    known = sorted(language.of(step.step, tag), key=lambda each: (-_alike(step.text, each[1]), each[1].text))
    near = [pattern.text for _, pattern in known[:3] if _alike(step.text, pattern) > 0.35]
    hint = ("nearest: " + " · ".join(near)) if near else "docs/scenarios.md lists all sentences"
    return "F301", f"unknown sentence '{step.text}'", step.line, hint


def _alike(text: str, pattern: Pattern) -> float:
    """How much of a sentence is in a text, between 0 and 1, whatever stands at its placeholders."""
    bare = re.sub(r'"[^"]*"|„[^“”]*[“”]|»[^«]*«|\d[\d.,-]*', "…", text[:_LONGEST])
    return SequenceMatcher(None, bare.casefold(), pattern.words.casefold()).ratio()


def _table(step: Step, sentence: Sentence, language: Language, tag: str, reading: Reading) -> Any:
    if sentence.table is None:
        if step.table is not None:
            reading.wrong.append(("F306", f"'{step.text}' takes no table", step.table_line, ""))
        return None
    if step.table is None:
        reading.wrong.append(("F306", f"'{step.text}' needs a table below it", step.line, ""))
        return None
    if sentence.table in LISTS:
        if any(len(row) != 1 for row in step.table):
            reading.wrong.append(("F306", "this table has one column", step.table_line, ""))
            return None
        return [row[0] for row in step.table]
    fields = language.fields[sentence.table]
    if sentence.table in RECORDS:
        return _records(step.table, step.table_line, fields, language, tag, reading)
    return _rows(step.table, step.table_line, fields, language, tag, reading)


def _records(
    rows: tuple[tuple[str, ...], ...], line: int, fields: dict[str, Field], language: Language, tag: str, to: Reading
) -> list[dict[str, Any]]:
    """The first row names fields, every other row is one thing. Every row has the first field."""
    names = {name: one for one in fields.values() for name in one.names.get(tag, ())}
    for name in rows[0]:
        if name not in names:
            to.wrong.append(("F307", f"unknown field '{name}'", line, nearest(name, list(names))))
    columns = [names.get(name) for name in rows[0]]
    for name in {name for name in rows[0] if rows[0].count(name) > 1}:
        to.wrong.append(("F308", f"the field '{name}' is given twice", line, ""))
    found: list[dict[str, Any]] = []
    for at, row in enumerate(rows[1:], line + 1):
        record: dict[str, Any] = {}
        for one, name, text in zip(columns, rows[0], row, strict=False):
            if one is not None:
                try:
                    record[one.key] = read_field(text, one, language, tag)
                except Misread as misread:
                    to.wrong.append(("F304", f"{name}: {misread}", at, ""))
        found.append(record)
    first = next(iter(fields.values()))
    if first not in columns:
        to.wrong.append(("F306", f"the table needs a column '{first.names[tag][0]}'", line, ""))
    return found


def _rows(
    rows: tuple[tuple[str, ...], ...], line: int, fields: dict[str, Field], language: Language, tag: str, to: Reading
) -> dict[str, Any]:
    """Rows of two cells, a field and its value; a value of several is separated by ";"."""
    names = {name: one for one in fields.values() for name in one.names.get(tag, ())}
    found: dict[str, Any] = {}
    for at, row in enumerate(rows, line):
        if at == line and row[0] == language.say("header", tag):
            continue
        if len(row) != 2:
            to.wrong.append(("F306", "this table has two columns: a field and its value", at, ""))
            return {}
        name, text = row
        if name not in names:
            to.wrong.append(("F307", f"unknown field '{name}'", at, nearest(name, list(names))))
            continue
        one = names[name]
        if one.key in found:
            to.wrong.append(("F308", f"the field '{name}' is given twice", at, ""))
        try:
            found[one.key] = read_field(text, one, language, tag)
        except Misread as misread:
            to.wrong.append(("F304", f"{name}: {misread}", at, ""))
    return found


def read_field(text: str, one: Field, language: Language, tag: str) -> Any:
    """The value of a field; an empty cell or a dash says that nothing is known: None. Raises `Misread`."""
    if text.strip() in ("", "-", "–"):
        return None
    if one.many:
        return [read_value(part, one.type, tag, language.words) for part in text.split(";")]
    return read_value(text, one.type, tag, language.words)
