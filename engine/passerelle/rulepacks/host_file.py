"""A file of a host in: what components, grading tables and statements have in common when they are read, and every
mistake of the file with line and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passerelle.rulepacks.diagnostics import Diagnostic, did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.forms import language_mistakes
from passerelle.rulepacks.located import Items, Located, Map, Text
from passerelle.rulepacks.rule_forms import ID
from passerelle.rulepacks.values import read_value


class HostFile:
    """Reads the values of one file of a host; `what` names the kind of file in messages, `folder` where it stands."""

    what = ""
    folder = ""

    def __init__(self, path: str) -> None:
        self.path = path
        self.mistakes: list[Diagnostic] = []
        self.places: list[tuple[str, str]] = []

    def wrong(self, at: Located, code: str, message: str, hint: str = "") -> None:
        """Keep a mistake at its place."""
        self.mistakes.append(Diagnostic(self.path, at.line, at.column, code, message, hint))

    def fields(self, node: Map, known: tuple[str, ...], needed: tuple[str, ...], what: str) -> None:
        """Keys that are not known, and those that are missing."""
        for key, _ in node:
            if key.value not in known:
                hint = did_you_mean(key.value, known) or f"it has {', '.join(known)}"
                self.wrong(key, "E120", f"unknown field '{key.value}' in {what}", hint)
        for name in needed:
            if node.get(name) is None:
                self.wrong(node, "E121", f"'{name}' is missing in {what}")

    def value(self, node: Map, name: str, kind: str, terms: Mapping[str, frozenset[str]] = {}) -> Any:
        """A typed value, or None where there is none; its line goes to the places."""
        found = node.get(name)
        if found is None:
            return None
        if not isinstance(found, Text):
            self.wrong(found, "E110", f"'{name}' is one value")
            return None
        self.places.append((name, f"line {found.line}"))
        try:
            return read_value(found.value.strip(), kind, terms)
        except ExpressionError as error:
            self.wrong(found, "E204", f"'{name}': {error.message}", error.hint)
            return None

    def text(self, node: Map, name: str) -> str:
        """A text; "" where there is none."""
        return str(self.value(node, name, "text") or "")

    def texts(self, node: Map, name: str) -> tuple[str, ...]:
        """A list of texts; one text is a list of one."""
        found = node.get(name)
        items = found.value if isinstance(found, Items) else () if found is None else (found,)
        texts = []
        for item in items:
            if not isinstance(item, Text):
                self.wrong(item, "E110", f"'{name}' is a list of texts")
            elif item.value.strip():
                texts.append(item.value.strip())
        return tuple(texts)

    def choice(self, node: Map, name: str, known: tuple[str, ...]) -> str:
        """A word of a closed list; "" where there is none."""
        found, text = node.get(name), self.text(node, name)
        if isinstance(found, Text) and text not in known:
            hint = did_you_mean(text, known) or f"one of {', '.join(known)}"
            self.wrong(found, "E123", f"'{text}' is no {name.replace('_', ' ')}", hint)
        return text

    def langtext(self, node: Located | None, what: str) -> dict[str, str]:
        """A text by language; empty where there is none."""
        if not isinstance(node, Map):
            if node is not None:
                self.wrong(node, "E110", f"{what} is written by language", "{en: …, sl: …}")
            return {}
        texts = {}
        for key, value in node:
            if not isinstance(value, Text):
                self.wrong(value, "E110", f"{what} is a text in each language", "en: …")
                continue
            for code, message, hint in language_mistakes(key.value):
                self.wrong(key, code, message, hint)
            if not value.value.strip():
                self.wrong(value, "E125", f"{what} is empty in the language '{key.value}'", "say it, or leave it out")
            texts[key.value] = value.value
        return texts

    def named(self, root: Map, name: str) -> tuple[str, str]:
        """The id of the file, written under `name`, and that of its host: a file stands in the folder of its host,
        under its own id."""
        own, host = self.text(root, name), self.text(root, "host")
        for key, value in ((name, own), ("host", host)):
            node = root.get(key)
            if node is not None and not ID.fullmatch(value):
                self.wrong(
                    node, "E127", f"'{value}' is no id of a {key.replace('_', ' ')}", "small letters, digits, - and ."
                )
        folder, _, file = self.path.rpartition("/")
        place = f"rules/hosts/{host}/{self.folder}"
        at_host, at_id = root.get("host"), root.get(name)
        if folder.startswith("rules/") and at_host is not None and folder != place:
            self.wrong(at_host, "E105", f"a {self.what} of '{host}' stands in {folder}", f"move it to {place}/")
        if folder.startswith("rules/") and at_id is not None and file != f"{own}.yaml":
            self.wrong(at_id, "E106", f"the {self.what} '{own}' stands in {file}", f"name it {own}.yaml")
        return own, host
