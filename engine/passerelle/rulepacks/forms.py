"""A node of a file in; a text, a day, a choice, a text by language or a condition out, or a mistake at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from passerelle.decision import LanguageText
from passerelle.rulepacks.diagnostics import Diagnostic, did_you_mean
from passerelle.rulepacks.expression import ExpressionError, parse_expression
from passerelle.rulepacks.located import Items, Located, Map, Text
from passerelle.rulepacks.pack import ConditionText
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.shape import PLACEHOLDER, Field

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
#: Codes of three letters that people write for a language that has two (ISO 639-2; 639-1).
_THREE_LETTERS = {
    "bul": "bg", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el", "gre": "el", "eng": "en",
    "est": "et", "fin": "fi", "fra": "fr", "fre": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "ita": "it", "lav": "lv",
    "lit": "lt", "mlt": "mt", "nld": "nl", "dut": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
    "slk": "sk", "slo": "sl", "slv": "sl", "spa": "es", "swe": "sv", "ukr": "uk",
}  # fmt: skip


class Forms:
    """Reads the forms of values and collects the mistakes."""

    def __init__(self, path: str, schema: Schema, terms: Mapping[str, frozenset[str]]) -> None:
        self.path, self.schema, self.terms = path, schema, terms
        self.mistakes: list[Diagnostic] = []
        self.names: list[tuple[str, int, int]] = []  # placeholders of the rule that is being read
        self.unread: list[str] = []  # names that are used elsewhere and could not be read

    def wrong(self, at: Located, code: str, message: str, hint: str = "") -> None:
        self.mistakes.append(Diagnostic(self.path, at.line, at.column, code, message, hint))

    def fields(self, node: Located, table: Mapping[str, Field], what: str) -> dict[str, Located]:
        if not isinstance(node, Map):
            self.wrong(node, "E110", f"{what} is written as a mapping of keys")
            return {}
        found: dict[str, Located] = {}
        for key, value in node:
            if key.value in table:
                found[key.value] = value
            else:
                hint = did_you_mean(key.value, table) or f"it has {', '.join(table)}"
                if _after_a_comma(node, key, value):
                    hint = "put a text with a comma between quotes"
                self.wrong(key, "E120", f"unknown field '{key.value}' in {what}", hint)
        for name, field in table.items():
            if field.required and name not in found:
                self.wrong(node, "E121", f"'{name}' is missing in {what}", field.doc)
        return found

    def text(self, node: Located | None, what: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, Text):
            self.wrong(node, "E110", f"{what} is a text")
            return ""
        return node.value.strip()

    def texts(self, node: Located | None, what: str) -> tuple[str, ...]:
        if node is None:
            return ()
        items = node.value if isinstance(node, Items) else (node,)
        return tuple(self.text(item, what) for item in items)

    def day(self, node: Located | None, what: str) -> date | None:
        text = self.text(node, what)
        if node is None or not isinstance(node, Text):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(node, "E122", f"'{text}' is not a day", "write 2026-09-01")
            return None

    def choice(self, node: Located | None, field: Field, what: str) -> str | None:
        if node is None:
            return None
        text = self.text(node, what)
        if text not in field.choices:
            hint = did_you_mean(text, field.choices) or f"one of {', '.join(field.choices)}"
            self.wrong(node, "E123", f"'{text}' is no {what}", hint)
            return None
        return text

    def choices(self, node: Located | None, field: Field, what: str) -> tuple[str, ...]:
        """The words of a closed list that stand alone or in a list."""
        items = node.value if isinstance(node, Items) else () if node is None else (node,)
        return tuple(word for word in (self.choice(item, field, what) for item in items) if word)

    def langtext(self, node: Located | None, what: str) -> LanguageText:
        if node is None:
            return {}
        if not isinstance(node, Map):
            self.wrong(node, "E110", f"{what} is written by language", "{en: …, sl: …}")
            return {}
        texts: dict[str, str] = {}
        for key, value in node:
            for code, message, hint in language_mistakes(key.value):
                self.wrong(key, code, message, hint)
            texts[key.value] = self.text(value, what)
            if isinstance(value, Text):
                self.placeholders(value)
                if not texts[key.value] and _LANGUAGE.fullmatch(key.value):
                    self.wrong(
                        value,
                        "E125",
                        f"{what} is empty in the language '{key.value}'",
                        "say it, or leave the language out",
                    )
        if "en" not in texts:
            self.wrong(node, "E125", f"{what} has no English text", "every text has at least 'en'")
        return texts

    def placeholders(self, node: Text) -> None:
        """Note the names between braces; a brace that opens or closes nothing is a mistake."""
        self.names += [(m.group(1), *node.at(m.start(1))) for m in PLACEHOLDER.finditer(node.value)]
        left = PLACEHOLDER.sub(lambda m: " " * len(m.group()), node.value)
        left = left.replace("{{", "  ").replace("}}", "  ")
        for match in re.finditer(r"\{\s*\}|[{}]", left):
            line, column = node.at(match.start())
            message = "the braces name nothing" if len(match.group()) > 1 else f"'{match.group()}' has no partner"
            hint = "{award.title} stands for a value, {{ and }} are braces"
            self.mistakes.append(Diagnostic(self.path, line, column, "E207", message, hint))

    def condition(self, node: Located, what: str) -> ConditionText | None:
        text = self.text(node, what)
        if not isinstance(node, Text):
            return None
        try:
            tree = parse_expression(text)
        except ExpressionError as error:
            line, column = node.at(error.column + len(node.value) - len(node.value.lstrip()))
            self.mistakes.append(Diagnostic(self.path, line, column, "E201", error.message, error.hint))
            return None
        return ConditionText(text, tree, node)

    def conditions(self, node: Located | None, what: str) -> tuple[ConditionText, ...]:
        if node is None:
            return ()
        items = node.value if isinstance(node, Items) else (node,)
        if not items:
            self.wrong(node, "E126", f"'{what}' has no condition")
        return tuple(c for c in (self.condition(item, what) for item in items) if c)


def language_mistakes(key: str) -> list[tuple[str, str, str]]:
    """Code, message and hint where a key names no language."""
    if not _LANGUAGE.fullmatch(key):
        hint = "put a text with a comma between quotes" if " " in key else "en, sl, …"
        return [("E124", f"'{key}' is no language", hint)]
    if key in _THREE_LETTERS:
        return [("E124", f"'{key}' is no language", f"did you mean '{_THREE_LETTERS[key]}'?")]
    return []


def _after_a_comma(node: Map, key: Text, value: Located) -> bool:
    """Whether a key without a value is more likely the rest of a text between braces: {basis: Study rules, 5}."""
    first = node.value[0][0]
    return isinstance(value, Text) and not value.value and key is not first and key.line == first.line
