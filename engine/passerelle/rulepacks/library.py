"""A rules folder in; packs by id and date, hosts, components and rulesets out.

A broken pack does not take the others with it: it is left out and its diagnostics are kept in `Library.broken`.
Rulesets compile once and are cached by the sha256 of what is in them.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock

from passerelle.errors import QuestionError
from passerelle.rulepacks.checking import Checker, without_clashes
from passerelle.rulepacks.compile import compile_packs
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.lint import lint
from passerelle.rulepacks.pack import Pack
from passerelle.rulepacks.parse import parse_pack
from passerelle.rulepacks.ruleset import Ruleset, ruleset_key
from passerelle.rulepacks.schema import Schema, read_schema
from passerelle.rulepacks.stacks.cohorts import applies_on
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.rulepacks.stacks.reading import is_stacking
from passerelle.rulepacks.stacks.shelf import UNIT_FACTS, Shelf
from passerelle.rulepacks.versions import RECOGNITION

#: The packs that a check of conformity asks.
CONFORMANCE = ("eu/annex-1", "eu/principles")

#: How a component and a statement begin wherever they stand.
_COMPONENT, _STATEMENT = (
    re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t\r]*(?:#[^\n]*)?\n)*" + key) for key in (rb"component:", rb"statement:")
)
_MOST_RULESETS = 64
#: Up to so many policies are named where one is not known.
_LISTED = 12
_EMPTY = Shelf()
_rulesets: OrderedDict[str, Ruleset] = OrderedDict()
_said: OrderedDict[str, tuple[Diagnostic, ...]] = OrderedDict()
_rulesets_lock = Lock()


@dataclass(frozen=True, slots=True)
class Library:
    """All packs of a rules folder, parsed. `components`, `grading_tables` and `statements` are the bytes of the hosts'
    files of each kind by path. `broken` are the mistakes of packs that are left out, `warnings` what the principles say
    of those that are used, `barred` the packs that are left out for nothing but what the principles say. `shelf`
    holds the stacking policies, which are no `packs` and are read when they are first asked for."""

    packs: tuple[Pack, ...]
    broken: tuple[Diagnostic, ...]
    schema: Schema
    schema_content: bytes
    terms: Mapping[str, frozenset[str]]
    components: Mapping[str, bytes]
    grading_tables: Mapping[str, bytes] = field(default_factory=dict)
    statements: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    barred: tuple[Pack, ...] = ()
    shelf: Shelf = _EMPTY
    unit_schema_content: bytes = b""

    @property
    def stacking(self) -> tuple[StackingPolicy, ...]:
        """Every version of every stacking policy that can be used, by path."""
        return self.shelf.policies

    @property
    def unit_schema(self) -> Schema:
        """The facts of units, and of a case of stacking."""
        return self.shelf.schema

    def in_force(self, pack_id: str, on: date) -> Pack:
        """The version of a pack that is in force on a day. Raises `QuestionError`: no version is fallen back on."""
        versions = sorted((pack for pack in self.packs if pack.id == pack_id), key=lambda pack: pack.version)
        if not versions:
            hint = did_you_mean(pack_id, {pack.id for pack in self.packs})
            broken = [d for d in self.broken if f"/{pack_id}/" in d.path]
            if broken:
                hint = f"it has mistakes, the first: {broken[0]}"
            raise QuestionError("pack", f"there is no pack '{pack_id}'", hint)
        candidates = [pack for pack in versions if pack.version <= on]
        left_out = self._left_out(pack_id, on, self.broken)
        if left_out and not (candidates and candidates[-1].version > left_out[0]):
            message = f"the version of '{pack_id}' from {left_out[0]} has mistakes"
            raise QuestionError("as_of", message, f"the first: {left_out[1]}")
        if not candidates:
            raise QuestionError(
                "as_of", f"no version of '{pack_id}' is in force on {on}", f"the first begins on {versions[0].version}"
            )
        newest = candidates[-1]
        if not newest.in_force(on):
            raise QuestionError(
                "as_of", f"no version of '{pack_id}' is in force on {on}", f"the last ended on {newest.until}"
            )
        return newest

    def _left_out(self, pack_id: str, on: date, broken: Iterable[Diagnostic]) -> tuple[date, Diagnostic] | None:
        """The newest version that has begun and has mistakes, with the first of them."""
        found: dict[date, Diagnostic] = {}
        for mistake in broken:
            folder, _, file = mistake.path.rpartition("/")
            if folder == f"rules/{pack_id}":
                with suppress(ValueError):
                    found.setdefault(date.fromisoformat(file.removesuffix(".yaml")), mistake)
        return max(((day, mistake) for day, mistake in found.items() if day <= on), default=None)

    def policy(self, host: str, on: date) -> Pack:
        """A host's policy pack in force on a day. Raises `QuestionError` for an unknown host."""
        policies = {pack.host.id: pack.id for pack in self.packs if pack.kind == "policy" and pack.host}
        if host not in policies:
            broken = [d for d in self.broken if d.path.startswith(f"rules/hosts/{host}/")]
            known = ", ".join(sorted(policies)) or "none"
            hint = (
                f"its policy has mistakes, the first: {broken[0]}"
                if broken
                else did_you_mean(host, policies) or f"known: {known}"
            )
            raise QuestionError("host", f"no policy of a host '{host}'", hint)
        return self.in_force(policies[host], on)

    def ruleset(self, packs: Iterable[Pack]) -> Ruleset:
        """The compiled packs. Raises `PackError`."""
        return self._compiled(tuple(packs), self.schema)

    def unit_ruleset(self, policy: StackingPolicy) -> Ruleset:
        """The compiled rules that say what each unit fits, and which conditions about the case hold. Raises
        `PackError`."""
        return self._compiled((policy.pack,), self.unit_schema)

    def _compiled(self, chosen: tuple[Pack, ...], schema: Schema) -> Ruleset:
        key = ruleset_key(chosen, schema.sha256)
        with _rulesets_lock:
            if key in _rulesets:
                _rulesets.move_to_end(key)
                return _rulesets[key]
        compiled = compile_packs(chosen, schema, self.terms)
        with _rulesets_lock:
            _rulesets[key] = compiled
            while len(_rulesets) > _MOST_RULESETS:
                _rulesets.popitem(last=False)
        return compiled

    def stacking_policy(self, name: str, days: Mapping[str, date], host: str | None = None) -> StackingPolicy:
        """The version that applies of the stacking policy of this id, or of the one for the award of this id (of a
        host, where several have one). `days` are the days of the case by clock, "as_of" among them.

        Raises `QuestionError`: no version is fallen back on.
        """
        shelf = self.shelf.near(name)
        policy_id = self._policy_id(name, host, shelf)
        if not policy_id:
            shelf = self.shelf
            policy_id = self._policy_id(name, host, shelf, last=True)
        versions = [policy for policy in shelf.policies if policy.id == policy_id]
        newest, day = applies_on(policy_id, versions, days)
        left_out = self._left_out(policy_id, day, shelf.broken)
        if left_out and not (newest and newest.pack.version > left_out[0]):
            message = f"the version of '{policy_id}' from {left_out[0]} has mistakes"
            raise QuestionError("policy", message, f"the first: {left_out[1]}")
        if newest is None:
            begins = min(policy.pack.version for policy in versions)
            raise QuestionError(
                "policy", f"no version of '{policy_id}' applies on {day}", f"the first begins on {begins}"
            )
        if not newest.in_force(day):
            message = f"no version of '{policy_id}' applies on {day}"
            raise QuestionError("policy", message, f"the last ended on {newest.pack.until}")
        return newest

    def stacking_versions(self, name: str, host: str | None = None) -> tuple[StackingPolicy, ...]:
        """Every version of the stacking policies that are meant by their own id or by that of their award (of a host),
        by path; none where there is none."""
        every = self.shelf.near(name).policies
        return tuple(p for p in every if _meant(p, name) and host in (None, p.host))

    def _policy_id(self, name: str, host: str | None, shelf: Shelf, last: bool = False) -> str:
        """The id of the policy that is meant by its own id (with or without "hosts/") or by that of its award; "" where
        there is none, or, as the `last` word, a `QuestionError`."""
        own = [policy for policy in shelf.policies if host in (None, policy.host)]
        ids = {p.id for p in own if p.id in (name, f"hosts/{name}")} or {p.id for p in own if p.award.id == name}
        if len(ids) == 1:
            return ids.pop()
        if ids:
            message = f"several hosts have an award '{name}'"
            raise QuestionError("policy", message, f"name the host, or write one of {', '.join(sorted(ids))}")
        if not last:
            return ""
        broken = [d for d in shelf.broken if re.search(rf"(?:^|/){re.escape(name)}/", d.path)]
        if broken:
            raise QuestionError("policy", f"there is no policy '{name}'", f"it has mistakes, the first: {broken[0]}")
        known = sorted({p.id for p in own} | {p.award.id for p in own})
        of_host = f" of '{host}'" if host else ""
        every = sorted({p.id for p in own})
        listed = (
            f"known: {', '.join(every)}" if len(every) <= _LISTED else f"{len(every)} policies are known; list them"
        )
        hint = did_you_mean(name, known) or (listed if every else "")
        raise QuestionError("policy", f"there is no stacking policy '{name}'{of_host}", hint)

    def procedure(self, on: date) -> tuple[Pack, ...]:
        """The packs of the recognition procedure on a day: the one that has the steps, and those that it includes."""
        base = self.in_force(RECOGNITION, on)
        return (base, *(self.in_force(part.pack, on) for part in base.includes))

    def recognition(self, host: str, on: date) -> tuple[Ruleset, Pack]:
        """The ruleset and the policy by which a host recognises on a day."""
        policy = self.policy(host, on)
        packs = self.procedure(on)
        return self.ruleset((*packs, policy) if policy.rules or policy.defines else packs), policy

    def beside(self, on: date) -> tuple[Pack, ...]:
        """The packs of the procedure on a day; none where there is no procedure then."""
        try:
            return self.procedure(on)
        except QuestionError:
            return ()

    def said_of(self, policy: Pack, on: date) -> tuple[Diagnostic, ...]:
        """What the principles say of a policy beside the procedure of a day."""
        others = self.beside(on)
        key = f"{policy.path} {ruleset_key((*others, policy), self.schema.sha256)}"
        with _rulesets_lock:
            if key in _said:
                return _said[key]
        found = lint(policy, others, self.schema)
        with _rulesets_lock:
            _said[key] = found
            while len(_said) > _MOST_RULESETS:
                _said.popitem(last=False)
        return found

    def conformance(self, on: date) -> Ruleset:
        """The ruleset of the Annex I and Annex II checks on a day."""
        return self.ruleset(self.in_force(pack_id, on) for pack_id in CONFORMANCE)


def _meant(policy: StackingPolicy, name: str) -> bool:
    """Whether a policy is meant by its id (with or without "hosts/") or by the id of its award."""
    return name in (policy.id, policy.id.removeprefix("hosts/"), policy.award.id)


def read_library(files: Mapping[str, bytes], terms: Mapping[str, frozenset[str]]) -> Library:
    """The library in a mapping of paths ("rules/eu/annex-1/2022-06-16.yaml") to bytes.

    Raises `PackError` only where the fact schema itself is broken.
    """
    schema_path = "rules/vocabulary/facts.yaml"
    schema_content = files.get(schema_path, b"")
    schema = read_schema(schema_content, schema_path)
    unit_content = files.get(UNIT_FACTS, b"")
    unit_schema = read_schema(unit_content, UNIT_FACTS) if unit_content else None
    packs: list[Pack] = []
    policies: dict[str, bytes] = {}
    rests: list[Pack] = []
    broken: list[Diagnostic] = []
    components: dict[str, bytes] = {}
    tables: dict[str, bytes] = {}
    statements: dict[str, bytes] = {}
    for path in sorted(files):
        if path.startswith("rules/vocabulary/"):
            continue
        if "/components/" in path or _COMPONENT.match(files[path]):
            components[path] = files[path]
            continue
        if "/grading-tables/" in path:
            tables[path] = files[path]
            continue
        if "/statements/" in path or _STATEMENT.match(files[path]):
            statements[path] = files[path]
            continue
        if is_stacking(files[path]):
            policies[path] = files[path]
            continue
        try:
            packs.append(parse_pack(files[path], path, schema, terms))
        except PackError as error:
            broken.extend(error.diagnostics)
            rests += [error.rest] if error.rest else []
    packs, clashes = without_clashes(packs)
    broken.extend(clashes)
    library = Library(tuple(packs), (), schema, schema_content, terms, components, tables, statements)
    checker = Checker(packs, rests, broken, schema, terms, library.ruleset)
    usable = checker.check()
    broken.extend(checker.mistakes)
    spoilt = {mistake.path for mistake in broken if not mistake.code.startswith("P")}
    barred = tuple(pack for pack in packs if pack not in usable and pack.path not in spoilt)
    warnings = tuple(sorted(checker.warnings))
    return replace(
        library, packs=usable, broken=tuple(sorted(set(broken))), warnings=warnings, barred=barred,
        shelf=Shelf(policies, unit_schema, terms), unit_schema_content=unit_content,
    )  # fmt: skip


def read_folder(folder: Path) -> dict[str, bytes]:
    """The YAML files below a rules folder by their path "rules/…", in any order (also those that end in .yml: they are
    told how they should be named)."""
    files: dict[str, bytes] = {}
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if path.is_file():
            files["rules/" + path.relative_to(folder).as_posix()] = path.read_bytes()
    return files
