"""`rules/vocabulary/facts.yaml` in, the types of all facts that rules may read out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.located import Map, Text, read_located

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
        "collection",
    ]
)
#: What facts that an officer may confirm are about.
ABOUT_THE_CASE = frozenset(["award", "applicant", "application", "agreement", "evidence"])
SUPPLIERS = frozenset(["learner", "issuer", "provider", "host", "authority"])


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact's name and type, and who can supply it when it is unknown. `optional` is what a policy may leave unsaid:
    rules ask whether it is known."""

    name: str
    type: str
    by: str
    optional: bool = False


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
        facts[key.value] = FactType(key.value, kind, by, entry.get("optional") == "true")
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
        and fact.type not in ("collection", "langtext")
        and not any(name.startswith(f"{collection}.") for collection in members)
    )
    suppliers = {name: fact.by for name, fact in facts.items()}
    return Schema(facts, members, hashlib.sha256(content).hexdigest(), suppliers, confirmable)
