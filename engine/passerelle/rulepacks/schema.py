"""`rules/vocabulary/facts.yaml` in, the types of all facts that rules may read out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.located import Map, Text, read_located
from passerelle.rulepacks.values import read_value

_PLAIN = frozenset(
    [
        "boolean",
        "text",
        "langtext",
        "integer",
        "credits",
        "hours",
        "percentage",
        "date",
        "duration",
        "eqf",
        "level",
        "country",
        "language",
        "number",
        "collection",
    ]
)
#: What facts that an officer may confirm are about.
ABOUT_THE_CASE = frozenset(["award", "applicant", "application", "agreement", "evidence"])
SUPPLIERS = frozenset(["learner", "issuer", "provider", "host", "authority"])
#: When it may be proposed that a fact be another: always, only while it is unknown, never.
CHANGES = ("always", "unknown", "never")
#: Facts of the question and of the host, which are never proposed.
_ASKED = frozenset(["question", "host", "policy"])


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact's name and type, and who can supply it when it is unknown. `optional` is what a policy may leave unsaid:
    rules ask whether it is known. What a policy sets lies `above` one value and is at `most` another, which may be that
    of a parameter; "" where there is no such bound. `change` says when it may be proposed that the fact be another:
    "always", while it is "unknown", or "never"."""

    name: str
    type: str
    by: str
    optional: bool = False
    above: str = ""
    most: str = ""
    change: str = "unknown"

    def bound_passed(self, value: Any, parameters: Mapping[str, Any]) -> str:
        """What a parameter must be instead of a value that nobody can mean, else "". `parameters` are all that are
        set."""
        if self.above and value <= read_value(self.above, self.type, {}):
            return f"more than {self.above}"
        if not self.most:
            return ""
        named = self.most.isidentifier()
        most = parameters.get(self.most, value) if named else read_value(self.most, self.type, {})
        return f"at most {self.most}" if value > most else ""


@dataclass(frozen=True, slots=True)
class Schema:
    """All facts by name, and for each collection its members' facts by their short name; who supplies each fact, and
    those of the case that an officer may confirm."""

    facts: Mapping[str, FactType]
    members: Mapping[str, Mapping[str, FactType]] = field(default_factory=dict)
    sha256: str = ""
    suppliers: Mapping[str, str] = field(default_factory=dict)
    confirmable: frozenset[str] = frozenset()

    def parameters(self) -> Mapping[str, FactType]:
        """What a host's policy may set, by the name without `policy.`."""
        return {name.removeprefix("policy."): fact for name, fact in self.facts.items() if name.startswith("policy.")}


@lru_cache(maxsize=4)
def read_schema(content: bytes, path: str = "facts.yaml") -> Schema:
    """The schema in a file's bytes. Raises `PackError`."""
    root = read_located(content, path)
    mistakes: list[Diagnostic] = []
    facts: dict[str, FactType] = {}
    if not isinstance(root, Map):
        raise PackError([Diagnostic(path, 1, 1, "E110", "the facts are a mapping of names")])
    for key, value in root:
        entry = {k.value: v.value for k, v in value if isinstance(v, Text)} if isinstance(value, Map) else {}
        kind, by = entry.get("type", ""), entry.get("by", "")
        base = kind.removeprefix("set:")
        if not (base in _PLAIN or base.startswith("term:")):
            mistakes.append(
                Diagnostic(path, key.line, key.column, "E111", f"'{kind}' is no type", did_you_mean(kind, _PLAIN))
            )
        if by not in SUPPLIERS:
            hint = did_you_mean(by, SUPPLIERS)
            mistakes.append(Diagnostic(path, key.line, key.column, "E112", f"'{by}' can supply nothing", hint))
        optional, above, most = entry.get("optional") == "true", entry.get("above", ""), entry.get("most", "")
        for bound in (text for text in (above, most) if text and not text.isidentifier()):
            try:
                read_value(bound, kind, {})
            except ExpressionError as error:
                message = f"the bound {error.message}"
                mistakes.append(Diagnostic(path, key.line, key.column, "E111", message, error.hint))
        change = entry.get("change", "never" if key.value.partition(".")[0] in _ASKED else "unknown")
        if change not in CHANGES:
            message = f"'{change}' does not say when the fact may be proposed to be another"
            mistakes.append(Diagnostic(path, key.line, key.column, "E113", message, f"one of {', '.join(CHANGES)}"))
        facts[key.value] = FactType(key.value, kind, by, optional, above, most, change)
    if mistakes:
        raise PackError(mistakes)
    members: dict[str, dict[str, FactType]] = {}
    for name, fact in facts.items():
        if fact.type == "collection":
            start = name + "."
            members[name] = {n.removeprefix(start): f for n, f in facts.items() if n.startswith(start)}
    confirmable = frozenset(
        name
        for name, fact in facts.items()
        if name.partition(".")[0] in ABOUT_THE_CASE
        and fact.type not in ("collection", "langtext", "level")
        and not any(name.startswith(f"{collection}.") for collection in members)
    )
    suppliers = {name: fact.by for name, fact in facts.items()}
    return Schema(facts, members, hashlib.sha256(content).hexdigest(), suppliers, confirmable)
