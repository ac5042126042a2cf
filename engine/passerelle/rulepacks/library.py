"""A rules folder in; packs by id and date, hosts, components and rulesets out.

A broken pack does not take the others with it: it is left out and its diagnostics are kept in `Library.broken`.
Rulesets compile once and are cached by the sha256 of what is in them.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Lock

from passerelle.errors import QuestionError
from passerelle.rulepacks.compile import compile_mistakes, compile_packs
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.lint import lint
from passerelle.rulepacks.pack import Pack
from passerelle.rulepacks.parse import parse_pack
from passerelle.rulepacks.ruleset import Ruleset, ruleset_key
from passerelle.rulepacks.schema import Schema, read_schema

#: The pack whose steps a kind of question follows; a host's policy may add rules of its own to recognition.
RECOGNITION = "lisbon/recognition"
CONFORMANCE = ("eu/annex-1", "eu/principles")

#: How a component and a statement begin wherever they stand.
_COMPONENT, _STATEMENT = (
    re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t\r]*(?:#[^\n]*)?\n)*" + key) for key in (rb"component:", rb"statement:")
)
_MOST_RULESETS = 64
_rulesets: OrderedDict[str, Ruleset] = OrderedDict()
_rulesets_lock = Lock()


@dataclass(frozen=True, slots=True)
class Library:
    """All packs of a rules folder, parsed. `components`, `grading_tables` and `statements` are the bytes of the hosts'
    files of each kind by path. `broken` are the mistakes of packs that are left out, `warnings` what the principles say
    of those that are used."""

    packs: tuple[Pack, ...]
    broken: tuple[Diagnostic, ...]
    schema: Schema
    schema_content: bytes
    terms: Mapping[str, frozenset[str]]
    components: Mapping[str, bytes]
    grading_tables: Mapping[str, bytes] = field(default_factory=dict)
    statements: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()

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
        chosen = tuple(packs)
        key = ruleset_key(chosen, self.schema.sha256)
        with _rulesets_lock:
            if key in _rulesets:
                _rulesets.move_to_end(key)
                return _rulesets[key]
        compiled = compile_packs(chosen, self.schema, self.terms)
        with _rulesets_lock:
            _rulesets[key] = compiled
            while len(_rulesets) > _MOST_RULESETS:
                _rulesets.popitem(last=False)
        return compiled

    def procedure(self, on: date) -> tuple[Pack, ...]:
        """The packs of the recognition procedure on a day: the one that has the steps, and those that it includes."""
        base = self.in_force(RECOGNITION, on)
        return (base, *(self.in_force(pack_id, on) for pack_id in base.includes))

    def recognition(self, host: str, on: date) -> tuple[Ruleset, Pack]:
        """The ruleset and the policy by which a host recognises on a day."""
        policy = self.policy(host, on)
        packs = self.procedure(on)
        return self.ruleset((*packs, policy) if policy.rules or policy.defines else packs), policy

    def conformance(self, on: date) -> Ruleset:
        """The ruleset of the Annex I and Annex II checks on a day."""
        return self.ruleset(self.in_force(pack_id, on) for pack_id in CONFORMANCE)


def read_library(files: Mapping[str, bytes], terms: Mapping[str, frozenset[str]]) -> Library:
    """The library in a mapping of paths ("rules/eu/annex-1/2022-06-16.yaml") to bytes.

    Raises `PackError` only where the fact schema itself is broken.
    """
    schema_path = "rules/vocabulary/facts.yaml"
    schema_content = files.get(schema_path, b"")
    schema = read_schema(schema_content, schema_path)
    packs: list[Pack] = []
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
        try:
            packs.append(parse_pack(files[path], path, schema, terms))
        except PackError as error:
            broken.extend(error.diagnostics)
            rests += [error.rest] if error.rest else []
    packs, clashes = _without_clashes(packs)
    broken.extend(clashes)
    library = Library(tuple(packs), (), schema, schema_content, terms, components, tables, statements)
    usable, mistakes = _compiling(library)
    broken.extend(mistakes)
    usable, told = _linting(library, usable)
    broken.extend(diagnostic for diagnostic in told if diagnostic.severity == "error")
    for rest in rests:
        found = compile_mistakes((*_together(library, rest)[-1], rest), schema, terms)
        broken.extend(diagnostic for diagnostic in found if diagnostic.path == rest.path)
    warnings = tuple(diagnostic for diagnostic in told if diagnostic.severity != "error")
    return Library(
        usable, tuple(sorted(broken)), schema, schema_content, terms, components, tables, statements, warnings
    )


def _linting(library: Library, usable: tuple[Pack, ...]) -> tuple[tuple[Pack, ...], list[Diagnostic]]:
    """The packs that the principles allow to be used, and all that they say."""
    allowed: list[Pack] = []
    told: list[Diagnostic] = []
    for pack in usable:
        found = {each for others in _together(library, pack) for each in lint(pack, others, library.schema)}
        if pack.kind == "conformance" or all(each.severity != "error" for each in found):
            allowed.append(pack)
        told.extend(sorted(found))
    return tuple(allowed), told


def _without_clashes(packs: list[Pack]) -> tuple[list[Pack], list[Diagnostic]]:
    """The packs without those that contradict another: a version that begins before the last one ends, a second
    policy of one host, and a policy that changes its host. What stood there before stays."""
    mistakes: list[Diagnostic] = []
    kept: list[Pack] = []
    policies: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for pack in sorted(
        packs, key=lambda p: (p.host is None or not p.id.startswith(f"hosts/{p.host.id}/"), p.id, p.version)
    ):
        older = next((p for p in kept if p.id == pack.id and p.version < pack.version <= (p.until or date.min)), None)
        if older:
            message = f"the version of {older.version} is in force until {older.until}"
            hint = f"end it on {pack.version - timedelta(days=1)}, or begin this one later"
            mistakes.append(_at(pack, "in_force", "E405", message, hint))
        elif pack.kind == "policy" and pack.host and policies.setdefault(pack.host.id, pack.id) != pack.id:
            message = f"the host '{pack.host.id}' has a policy already: {policies[pack.host.id]}"
            mistakes.append(_at(pack, "host", "E406", message, "a host has one policy, with a version for each change"))
        elif pack.host and hosts.setdefault(pack.id, pack.host.id) != pack.host.id:
            message = f"the versions before are the policy of another host, '{hosts[pack.id]}'"
            mistakes.append(_at(pack, "host", "E406", message, "a policy stays with its host"))
        else:
            kept.append(pack)
    return sorted(kept, key=lambda p: p.path), mistakes


def _at(pack: Pack, key: str, code: str, message: str, hint: str) -> Diagnostic:
    """A mistake of a whole pack, told at one of its keys."""
    lines = pack.content.decode("utf-8-sig").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
    return Diagnostic(pack.path, line, 1, code, message, hint)


def _together(library: Library, pack: Pack) -> list[tuple[Pack, ...]]:
    """The packs with which a pack is used, for each of their versions that is in force together with it: those of the
    procedure for a policy that adds rules to it and for a pack that is included in it, none for others. One entry at
    least."""
    adds = pack.kind == "policy" and bool(pack.rules or pack.defines)
    bases = sorted((p for p in library.packs if p.id == RECOGNITION), key=lambda p: p.version)
    included = any(pack.id in base.includes for base in bases)
    if not (adds or included or pack.id == RECOGNITION):
        return [()]
    newer = sorted(p.version for p in library.packs if p.id == pack.id and p.version > pack.version)
    last = min([day for day in (pack.until, *(day - timedelta(days=1) for day in newer[:1])) if day], default=date.max)
    parts = {part for base in bases for part in base.includes} | {RECOGNITION}
    days = {p.version for p in library.packs if p.id in parts and pack.version < p.version <= last} | {pack.version}
    if bases and bases[0].version > max(days):
        days = {bases[0].version}
    found: list[tuple[Pack, ...]] = []
    for day in sorted(days):
        try:
            packs = tuple(p for p in library.procedure(day) if p.id != pack.id)
        except QuestionError:
            continue
        if packs not in found:
            found.append(packs)
    return found or [()]


def _compiling(library: Library) -> tuple[tuple[Pack, ...], list[Diagnostic]]:
    """The packs that also compile, with the companions they are used with."""
    mistakes: set[Diagnostic] = set()
    usable: list[Pack] = []
    known = {pack.id for pack in library.packs}
    for pack in sorted(library.packs, key=lambda p: p.kind == "policy"):
        for missing in [part for part in pack.includes if part not in known]:
            hint = did_you_mean(missing, known) or "mend its mistakes first"
            mistakes.add(_at(pack, "include", "E407", f"there is no pack '{missing}' to include", hint))
    for pack in sorted(library.packs, key=lambda p: p.kind == "policy"):
        if any(mistake.path == pack.path for mistake in mistakes):
            continue
        adds = pack.kind == "policy" and bool(pack.rules or pack.defines)
        versions = _together(library, pack)
        if adds and (versions == [()] or any(base not in usable for bases in versions for base in bases)):
            message = f"the policy adds to the rules of {RECOGNITION}, which cannot be used"
            mistakes.add(_at(pack, "rules", "E404", message, "mend its mistakes first"))
            continue
        found: set[Diagnostic] = set()
        for bases in versions:
            packs = (*bases, pack) if pack.id != RECOGNITION else (pack, *bases)
            try:
                library.ruleset(packs)
            except PackError as error:
                found.update(error.diagnostics)
        mistakes |= found
        if found and not any(mistake.path == pack.path for mistake in found):
            first = min(found)
            message = f"with what the policy adds, {RECOGNITION} has mistakes"
            if not adds:
                message = f"it is used together with {first.path}, which has mistakes"
            mistakes.add(_at(pack, "rules", "E404", message, f"the first: {first}"))
        if not found:
            usable.append(pack)
    for pack in [p for p in usable if p.kind == "policy"]:
        rulesets = [library.ruleset((*bases, pack)) for bases in _together(library, pack) if bases]
        rulesets += [library.ruleset(packs) for packs in _procedures(library, usable)[-1:]]
        set_ = {f"policy.{p.name}" for ruleset in rulesets for used in ruleset.packs for p in used.parameters}
        wanted = {name for ruleset in rulesets for rule in ruleset.rules for name in rule.reads}
        parameters = {f"policy.{parameter.name}" for parameter in pack.parameters} | set_
        asked = {name for name in wanted - parameters if name.startswith("policy.")}
        unset = sorted(name for name in asked if not library.schema.facts[name].optional)
        if unset:
            message = f"the policy does not set {', '.join(name.removeprefix('policy.') for name in unset)}"
            mistakes.add(_at(pack, "policy", "E308", message, "nothing is assumed: say it"))
            usable.remove(pack)
    return tuple(sorted(usable, key=lambda p: p.path)), sorted(mistakes)


def _procedures(library: Library, usable: list[Pack]) -> list[tuple[Pack, ...]]:
    """The versions of the procedure of which every pack can be used, the newest last."""
    found = []
    for base in sorted((p for p in usable if p.id == RECOGNITION), key=lambda p: p.version):
        try:
            packs = library.procedure(base.version)
        except QuestionError:
            continue
        if all(pack in usable for pack in packs):
            found.append(packs)
    return found


def read_folder(folder: Path) -> dict[str, bytes]:
    """The YAML files below a rules folder by their path "rules/…", in any order (also those that end in .yml: they are
    told how they should be named)."""
    files: dict[str, bytes] = {}
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        if path.is_file():
            files["rules/" + path.relative_to(folder).as_posix()] = path.read_bytes()
    return files
