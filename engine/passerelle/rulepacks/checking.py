"""Parsed packs in; those that can be used, and what is wrong between packs that are used together, out.

A mistake makes the pack unusable in whose file it stands. Where that pack is a part of a procedure, the procedure is
told as well, unless another version of the part serves it; where it is the procedure, so are the policies that add to
it. All others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from passerelle.rulepacks.compile import compile_mistakes
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.lint import lint
from passerelle.rulepacks.pack import Included, Pack
from passerelle.rulepacks.ruleset import Ruleset
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.versions import RECOGNITION, Procedure, procedures, used_in, version_on

Compile = Callable[[tuple[Pack, ...]], Ruleset]


def without_clashes(packs: Iterable[Pack]) -> tuple[list[Pack], list[Diagnostic]]:
    """The packs without those that contradict another: a version that begins before the last one ends, a second
    policy of one host, and a policy that changes its host. What stood there before stays."""
    mistakes: list[Diagnostic] = []
    kept: list[Pack] = []
    policies: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for pack in sorted(
        packs, key=lambda p: (p.host is None or not p.id.startswith(f"hosts/{p.host.id}/"), p.id, p.version)
    ):
        older = next((p for p in kept if p.id == pack.id and p.until and p.version < pack.version <= p.until), None)
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


class Checker:
    """Checks packs with those that they are used with. `rests` is what could be read of packs with mistakes, `told`
    the mistakes that are known already."""

    def __init__(
        self, packs: Sequence[Pack], rests: Sequence[Pack], told: Sequence[Diagnostic], schema: Schema,
        terms: Mapping[str, frozenset[str]], compile_: Compile,
    ) -> None:  # fmt: skip
        self.packs, self.rests, self.schema, self.terms, self.compile = packs, rests, schema, terms, compile_
        self.known = (*packs, *rests)
        self.first_told = {diagnostic.path: diagnostic for diagnostic in sorted(told, reverse=True)}
        self.mistakes: set[Diagnostic] = set()
        self.warnings: set[Diagnostic] = set()

    def check(self) -> tuple[Pack, ...]:
        """The packs that can be used. What is wrong with the others is in `mistakes` afterwards, what the principles
        say of those that are used in `warnings`."""
        for pack in self.known:
            for part in pack.includes:
                self._included(pack, part)
        self.procedures = procedures([pack for pack in self.known if not self._spoilt_by("E407", pack)])
        for pack in self.known:
            if pack.kind == "recognition" and not self._spoilt_by("E407", pack):
                self._procedures(pack)
        for pack in self.known:
            if pack.kind == "conformance":
                self._wrong(self._compiling((pack,)))
        sound = [one for one in self.procedures if not any(map(self._spoilt, one.packs))]
        for one in self.procedures:
            if not self._spoilt(one.base) and not any(other.base is one.base for other in sound):
                self._without_parts(one.base)
        for pack in self.known:
            if pack.kind == "policy":
                self._policy(pack, sound)
        usable = tuple(pack for pack in self.packs if not self._spoilt(pack))
        self.warnings = {each for each in self.warnings if any(each.path == pack.path for pack in usable)}
        return usable

    def _wrong(self, found: Iterable[Diagnostic]) -> None:
        for diagnostic in found:
            (self.mistakes if diagnostic.severity == "error" else self.warnings).add(diagnostic)

    def _spoilt(self, pack: Pack) -> bool:
        return pack in self.rests or any(mistake.path == pack.path for mistake in self.mistakes)

    def _spoilt_by(self, code: str, pack: Pack) -> bool:
        return any(mistake.path == pack.path and mistake.code == code for mistake in self.mistakes)

    def _first(self, path: str) -> Diagnostic:
        """The first mistake of a file."""
        return self.first_told.get(path) or min(mistake for mistake in self.mistakes if mistake.path == path)

    def _compiling(self, packs: tuple[Pack, ...]) -> tuple[Diagnostic, ...]:
        """The mistakes of packs together; beside one that could not be read in full only its own are sure."""
        left = {pack.path for pack in packs if pack in self.rests}
        if left:
            found = compile_mistakes(packs, self.schema, self.terms)
            return tuple(mistake for mistake in found if mistake.path in left)
        try:
            self.compile(packs)
        except PackError as error:
            return error.diagnostics
        return ()

    # -- procedures -----------------------------------------------------------------------------------------------

    def _included(self, pack: Pack, part: Included) -> None:
        """What keeps a pack from being a part of a procedure is told where it is included."""
        ids = [other.pack for other in pack.includes]
        versions = [other for other in self.known if other.id == part.pack]
        names = {other.id for other in self.known if other.kind == "recognition"} - {pack.id}
        if part is not pack.includes[ids.index(part.pack)]:
            message, hint = f"'{part.pack}' is included twice", "once is enough"
        elif part.pack == pack.id:
            message, hint = "the pack includes itself", "leave it out"
        elif not versions:
            unread = [told for path, told in self.first_told.items() if path.startswith(f"rules/{part.pack}/")]
            message = f"'{part.pack}' cannot be read" if unread else f"there is no pack '{part.pack}' to include"
            hint = f"mend it first: {unread[0]}" if unread else did_you_mean(part.pack, names)
        elif versions[0].kind != "recognition":
            message = f"'{part.pack}' is a pack of the kind '{versions[0].kind}'"
            hint = "a procedure is made of packs of the kind 'recognition'"
        elif any(other.includes for other in versions):
            circle = any(part.pack == pack.id for other in versions for part in other.includes)
            message = f"'{part.pack}' includes {'this one' if circle else 'others'} itself"
            hint = "only the pack that has the steps includes others, and names them all"
        elif any(other.steps for other in versions):
            message = f"'{part.pack}' has steps of its own"
            hint = "the steps stand in the pack that includes the others"
        elif version_on(part.pack, pack.version, self.known) is None:
            begins = min((other.version for other in versions if other.version > pack.version), default=None)
            message = f"no version of '{part.pack}' is in force on {pack.version}, when this one begins"
            hint = f"it begins on {begins}" if begins else f"it ended on {max(o.until for o in versions if o.until)}"
        else:
            return
        self._wrong([Diagnostic(pack.path, part.line, part.column, "E407", message, hint)])

    def _procedures(self, pack: Pack) -> None:
        """Compile every procedure of which a pack is the base, and those of a part that nothing includes."""
        for one in used_in(pack, self.procedures, self.known):
            if one.base is not pack and one in self.procedures:
                continue  # compiled with its base
            if one.packs == (pack,) and any(part.pack == pack.id for base in self.known for part in base.includes):
                continue  # what includes it is told already
            unread = self._base_unread(pack)
            if one.packs == (pack,) and unread and pack not in self.rests:
                message = "the pack that has the steps of these rules may be one that cannot be read"
                self._wrong([_at(pack, "rules", "E404", message, f"mend it first: {unread}")])
                continue
            self._wrong(self._compiling(one.packs))
            if not any(map(self._spoilt, one.packs)):
                self._defaults(one)
                for each in one.packs:
                    self._wrong(lint(each, tuple(other for other in one.packs if other is not each), self.schema))

    def _base_unread(self, pack: Pack) -> Diagnostic | None:
        """The mistake that keeps a procedure from being read to which rules without steps may belong."""
        if pack.steps or not any(rule.step for rule in pack.rules):
            return None
        read = {other.path for other in self.known}
        unread = [told for path, told in self.first_told.items() if path not in read and "/hosts/" not in path]
        return min(unread, key=lambda told: (f"/{RECOGNITION}/" not in told.path, told), default=None)

    def _defaults(self, procedure: Procedure) -> None:
        """A default is given in one place."""
        given: dict[str, Pack] = {}
        for pack in procedure.packs:
            for parameter in pack.parameters:
                other = given.setdefault(parameter.name, pack)
                if other is not pack:
                    message = f"{other.id} says already what holds where a policy has no '{parameter.name}'"
                    place = (parameter.line, parameter.column)
                    self._wrong([Diagnostic(pack.path, *place, "E408", message, "leave out one of the two")])

    def _without_parts(self, base: Pack) -> None:
        """A procedure of which some part can never be used."""
        for part in base.includes:
            versions = [pack for pack in self.known if pack.id == part.pack and self._spoilt(pack)]
            if versions:
                message = f"'{part.pack}' has mistakes, and without it there is no procedure"
                hint = f"the first: {self._first(versions[0].path)}"
                self._wrong([Diagnostic(base.path, part.line, part.column, "E404", message, hint)])
                return

    # -- policies -------------------------------------------------------------------------------------------------

    def _policy(self, policy: Pack, sound: Sequence[Procedure]) -> None:
        adds = bool(policy.rules or policy.defines)
        used = used_in(policy, sound, self.known)
        if adds and not used and policy not in self.rests:
            message = f"the policy adds to the rules of {RECOGNITION}, which cannot be used"
            self._wrong([_at(policy, "rules", "E404", message, self._mend_first())])
        for one in used if adds else ():
            found = self._compiling((*one.packs, policy))
            self._wrong(mistake for mistake in found if mistake.path == policy.path)
            if found and not self._spoilt(policy):
                message = f"with what the policy adds, {RECOGNITION} has mistakes"
                self._wrong([_at(policy, "rules", "E404", message, f"the first: {min(found)}")])
        if self._spoilt(policy):
            return
        unset = {name for one in used for name in self._unset(policy, (*one.packs, policy) if adds else one.packs)}
        if unset:
            message = f"the policy does not set {', '.join(sorted(unset))}"
            self._wrong([_at(policy, "policy", "E308", message, "nothing is assumed: say it")])
            return
        for others in [one.packs for one in used] if adds else [()]:
            self._wrong(lint(policy, others, self.schema))

    def _mend_first(self) -> str:
        """What keeps the procedure from being used: the mistake itself before what only follows from it."""
        paths = {pack.path for one in self.procedures if one.base.id == RECOGNITION for pack in one.packs}
        found = sorted(
            ((told.code == "E404", told) for told in (*self.first_told.values(), *self.mistakes)
             if told.path in paths or told.path.startswith(f"rules/{RECOGNITION}/")),
        )  # fmt: skip
        return f"mend it first: {found[0][1]}" if found else "it is not there"

    def _unset(self, policy: Pack, packs: tuple[Pack, ...]) -> set[str]:
        """What rules read of a policy, and neither it nor the procedure sets."""
        said = {parameter.name for pack in (*packs, policy) for parameter in pack.parameters}
        read = {name for rule in self.compile(packs).rules for name in rule.reads if name.startswith("policy.")}
        asked = {name.removeprefix("policy.") for name in read if not self.schema.facts[name].optional}
        return asked - said
