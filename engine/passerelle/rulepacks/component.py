"""A component file of a host in; a `Target` out, or every mistake of the file with line and column."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from passerelle.decision import Eqf, Target, TargetOutcome, sha256
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.forms import language_mistakes
from passerelle.rulepacks.located import Items, Located, Map, Text, read_located
from passerelle.rulepacks.parse import ID
from passerelle.rulepacks.values import read_value

_FIELDS = ("component", "host", "title", "compulsory", "credits", "level", "outcomes", "source", "note")
_OUTCOME_FIELDS = ("id", "essential", "same_as")

#: What one component may be compared by.
MOST_OUTCOMES = 300
MOST_IDENTIFIERS = 1_000


def read_component(content: bytes, path: str) -> Target:
    """The component that a file describes. Raises `PackError` with every mistake."""
    root = read_located(content, path)
    reader = _Reader(path)
    target = reader.target(root, content)
    if target is not None:
        identifiers = sum(len(outcome.identifiers) for outcome in target.outcomes)
        for count, most, what in (
            (len(target.outcomes), MOST_OUTCOMES, "outcomes"),
            (identifiers, MOST_IDENTIFIERS, "identifiers of outcomes"),
        ):
            if count > most:
                reader.wrong(root, "E101", f"a component has {count:,} {what}, more than {most:,}", "split it")
    if reader.mistakes or target is None:
        raise PackError(reader.mistakes)
    return target


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.mistakes: list[Diagnostic] = []
        self.places: list[tuple[str, str]] = []

    def wrong(self, at: Located, code: str, message: str, hint: str = "") -> None:
        self.mistakes.append(Diagnostic(self.path, at.line, at.column, code, message, hint))

    def value(self, root: Map, name: str, kind: str, terms: Mapping[str, frozenset[str]] = {}) -> object:
        """A typed value; its line goes to the places."""
        node = root.get(name)
        if node is None:
            return None
        if not isinstance(node, Text):
            self.wrong(node, "E110", f"'{name}' is one value")
            return None
        self.places.append((name, f"line {node.line}"))
        try:
            return read_value(node.value.strip(), kind, terms)
        except ExpressionError as error:
            self.wrong(node, "E204", f"'{name}': {error.message}", error.hint)
            return None

    def texts(self, node: Located | None, what: str) -> dict[str, str]:
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

    def target(self, root: Located, content: bytes) -> Target | None:
        if not isinstance(root, Map):
            self.wrong(root, "E110", "a component is written as a mapping of keys")
            return None
        for key, _ in root:
            if key.value not in _FIELDS:
                hint = did_you_mean(key.value, _FIELDS) or f"it has {', '.join(_FIELDS)}"
                self.wrong(key, "E120", f"unknown field '{key.value}' in a component", hint)
        for name in ("component", "host", "title"):
            if root.get(name) is None:
                self.wrong(root, "E121", f"'{name}' is missing in a component")
        component, host = self.value(root, "component", "text"), self.value(root, "host", "text")
        title = self.texts(root.get("title"), "the title")
        for name, value in (("component", component), ("host", host)):
            node = root.get(name)
            if node is not None and value is not None and not ID.fullmatch(str(value)):
                self.wrong(node, "E127", f"'{value}' is no id of a {name}", "small letters, digits, - and .")
        self.place(root, str(host), str(component))
        compulsory = self.value(root, "compulsory", "boolean")
        credits, level = self.value(root, "credits", "credits"), self.value(root, "level", "eqf")
        outcomes = self.outcomes(root.get("outcomes"))
        self.places += [("id", self._line(root, "component")), ("title", self._line(root, "title"))]
        if self.mistakes:
            return None
        return Target(
            id=str(component), host=str(host), title=title, sha256=sha256(content),
            compulsory=compulsory if isinstance(compulsory, bool) else None,
            credits=credits if isinstance(credits, Fraction) else None,
            level=Eqf(level) if isinstance(level, int) else None, outcomes=outcomes, places=tuple(self.places),
        )  # fmt: skip

    def place(self, root: Map, host: str, component: str) -> None:
        """A component stands in the folder of its host, under its own id."""
        folder, _, file = self.path.rpartition("/")
        place = f"rules/hosts/{host}/components"
        at_host, at_id = root.get("host"), root.get("component")
        if folder.startswith("rules/") and at_host is not None and folder != place:
            self.wrong(at_host, "E105", f"a component of '{host}' stands in {folder}", f"move it to {place}/")
        if folder.startswith("rules/") and at_id is not None and file != f"{component}.yaml":
            self.wrong(at_id, "E106", f"the component '{component}' stands in {file}", f"name it {component}.yaml")

    def _line(self, root: Map, name: str) -> str:
        node = root.get(name)
        return f"line {node.line}" if node is not None else "line 1"

    def outcomes(self, node: Located | None) -> tuple[TargetOutcome, ...]:
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "E110", "the outcomes are a list")
            return ()
        outcomes: list[TargetOutcome] = []
        for item in node.value:
            if not isinstance(item, Map):
                self.wrong(item, "E110", "an outcome is written {id: …, en: …, essential: true}")
                continue
            outcome_id = self.value(item, "id", "text")
            if outcome_id is None:
                self.wrong(item, "E121", "'id' is missing in an outcome")
            essential = self.value(item, "essential", "boolean")
            if item.get("essential") is None:
                self.wrong(item, "E121", "'essential' is missing in an outcome", "essential: true or false")
            same = item.get("same_as")
            entries = same.value if isinstance(same, Items) else (same,) if same is not None else ()
            identifiers = tuple(entry.value for entry in entries if isinstance(entry, Text))
            others = [key for key, _ in item if key.value not in _OUTCOME_FIELDS and "_" in key.value]
            for key in others:
                hint = did_you_mean(key.value, _OUTCOME_FIELDS) or f"it has {', '.join(_OUTCOME_FIELDS)} and a text"
                self.wrong(key, "E120", f"unknown field '{key.value}' in an outcome", hint)
            statement = Map(
                tuple((key, value) for key, value in item if key.value not in _OUTCOME_FIELDS and key not in others),
                item.line,
                item.column,
            )
            texts = self.texts(statement, "an outcome")
            if not texts:
                self.wrong(item, "E121", "the outcome is not stated", "en: …")
            if any(outcome.id == outcome_id for outcome in outcomes):
                self.wrong(item, "E301", f"two outcomes are called '{outcome_id}'")
            own = (str(outcome_id), *identifiers)
            outcomes.append(
                TargetOutcome(
                    id=str(outcome_id), statement=texts, identifiers=tuple(dict.fromkeys(own)),
                    essential=essential is True, place=f"line {item.line}",
                )
            )  # fmt: skip
        return tuple(outcomes)
