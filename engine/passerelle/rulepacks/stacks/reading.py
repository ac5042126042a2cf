"""The bytes of a stacking policy in; a `StackingPolicy` out, or every mistake of the file at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from passerelle.rulepacks.compile import compile_mistakes
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.located import Items, Located, Map, Text, read_located
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.checks import check_policy
from passerelle.rulepacks.stacks.forms import AWARD, CHOICE, COMMON, EXIT, OBJECTIVES, POLICY, SHARING
from passerelle.rulepacks.stacks.head import PolicyHead
from passerelle.rulepacks.stacks.policy import (
    Amount,
    Clock,
    Exit,
    Rule,
    Severity,
    Sharing,
    StackingPolicy,
)
from passerelle.rulepacks.stacks.semantics import semantics

_KIND = re.compile(rb"^kind:[ \t]*(['\"]?)stacking\1[ \t\r]*(#[^\n]*)?$", re.MULTILINE)


def is_stacking(content: bytes) -> bool:
    """Whether a file says that it is a stacking policy."""
    return _KIND.search(content) is not None


def read_policy(content: bytes, path: str, schema: Schema, terms: Mapping[str, frozenset[str]]) -> StackingPolicy:
    """The policy in a file's bytes. `path` is its place below rules/, `schema` the facts of units.

    Raises `PackError` with every mistake of the file.
    """
    policy, found = read_and_check(content, path, schema, terms)
    if policy is None or any(each.severity == "error" for each in found):
        raise PackError(found)
    return policy


def read_and_check(
    content: bytes, path: str, schema: Schema, terms: Mapping[str, frozenset[str]]
) -> tuple[StackingPolicy | None, tuple[Diagnostic, ...]]:
    """The policy, if it can be read, and everything that is to be said of it: mistakes and warnings."""
    try:
        root = read_located(content, path)
    except PackError as error:
        return None, error.diagnostics
    reader = _PolicyReader(path, schema, terms)
    policy = reader.policy(root, content)
    if policy is not None and not reader.mistakes:
        reader.mistakes += check_policy(policy)
        if policy.pack.rules and reader.selecting.defined:
            reader.mistakes += compile_mistakes((policy.pack,), schema, terms)
    return policy, tuple(sorted(set(reader.mistakes)))


class _PolicyReader(PolicyHead):
    """Reads a whole file."""

    def policy(self, root: Located, content: bytes) -> StackingPolicy | None:
        found = self.fields(root, POLICY, "a stacking policy")
        if not isinstance(root, Map):
            return None
        pack = self.head(root, found, content)
        applies_by = self.word(found, "applies_by", POLICY, "as_of")
        self.unit = self.credit_unit(found.get("credits"))
        self.bases = self.base_amounts(found.get("bases"))
        self.scale = self.grades(found.get("grades"))
        self.credit_form = self.word(found, "credit_form", POLICY, "whole_units")
        self.selecting.define(self.defines(found.get("define")), self.unread)
        award = self.award(found.get("award"), pack.id.rpartition("/")[2] if pack else "")
        total = self.total(found.get("total"), "total")
        units = self.unit_rules(found.get("units"))
        requires = self.requirements(found.get("requires"), "requires")
        limits = self.requirements(found.get("limits"), "limits")
        sharing = tuple(each for each in map(self.sharing, self.listed(found.get("sharing"), "sharing")) if each)
        exits = tuple(each for each in map(self.exit, self.listed(found.get("exits"), "exits")) if each)
        notes = tuple(each for each in map(self.noted, self.listed(found.get("notes"), "notes")) if each)
        objectives, may_decline = self.choosing(found.get("choice"))
        self.look_up(set(_ids(root)))
        if pack is None or award is None or total is None:
            return None
        policy = StackingPolicy(
            pack=self.with_rules(pack, award), award=award, unit=self.unit, applies_by=Clock(applies_by), total=total,
            units=units, requires=requires, limits=limits, sharing=sharing, exits=exits,
            bases=tuple(self.bases.items()), grades=self.scale, objectives=objectives,
            may_decline=may_decline, credit_form=self.credit_form, host_identifiers=self.identifiers,
            notes=notes, selectors=tuple(self.selecting.selectors.values()),
        )  # fmt: skip
        awarded = found["award"]
        said = (
            {*found, *(key.value for key, _ in awarded if key.value == "consume")}
            if isinstance(awarded, Map)
            else found
        )
        return semantics(policy, self.written | {("policy", key) for key in said})

    # -- what stands beside the rules -----------------------------------------------------------------------------

    def sharing(self, node: Located) -> Sharing | None:
        found, common = self.rule_fields(node, "sharing", {k: f for k, f in SHARING.items() if k not in COMMON}, "R13")
        awards = self.texts(found.get("with"), "an award")
        at_most = found.get("at_most")
        most: Amount | None = None
        if not (isinstance(at_most, Text) and at_most.value.strip() == "any"):
            most = self.amount(found, "at_most")
            if most is None:
                return None
            if most.base == "counted":
                message = "what is shared is no share of what is counted"
                self.wrong(found["at_most"], "S604", message, "take the share of total")
        return Sharing(**common, awards=awards, most=most)

    def exit(self, node: Located) -> Exit | None:
        found = self.fields(node, EXIT, "an exit")
        award = self.award(found.get("award"), "")
        if award is not None and not award.id:
            self.wrong(found["award"], "E121", "'id' is missing in the award of an exit", AWARD["id"].doc)
            return None
        total = self.total(found.get("total"), f"total-{award.id if award else ''}")
        requires = self.requirements(found.get("requires"), "requires")
        limits = self.requirements(found.get("limits"), "limits")
        keeps = found.get("keeps")
        for item in keeps.value if isinstance(keeps, Items) else () if keeps is None else (keeps,):
            if isinstance(item, Text):
                self.named_limits.append((item.value.strip(), item))
        if award is None or total is None:
            return None
        kept = None if keeps is None else self.texts(keeps, "a rule")
        return Exit(award=award, total=total, requires=requires, limits=limits, keeps=kept)

    def noted(self, node: Located) -> Rule | None:
        """A rule outside a case: only its text counts."""
        if not isinstance(node, Map):
            self.wrong(node, "E110", "a note is written {id: …, en: …}")
            return None
        known = ("id", "form", "basis", "note", "severity", "remedy")
        rest = Map(tuple(pair for pair in node if pair[0].value not in known), node.line, node.column)
        table = {key: COMMON[key] for key in known}
        inner = Map(tuple(pair for pair in node if pair[0].value in known), node.line, node.column)
        found = self.fields(inner, table, "a note")
        title = self.langtext(rest, "the note")
        return Rule(
            id=self.called("note", inner), form=self.form(found.get("form"), "R34"), line=node.line,
            column=node.column, title=title, severity=self.severity(found), basis=self.basis(found.get("basis")),
            remedies=self.remedies(found.get("remedy")), note=self.text(found.get("note"), "the note"),
        )  # fmt: skip

    def severity(self, found: Mapping[str, Located]) -> Severity:
        """The severity of a note: nothing outside a case decides."""
        word = self.choice(found.get("severity"), COMMON["severity"], "severity")
        if word in ("must", "should"):
            self.wrong(found["severity"], "S604", "a rule outside a case is only shown", "leave 'severity' out")
        return Severity.NOTE

    def choosing(self, node: Located | None) -> tuple[tuple[str, ...], bool]:
        if node is None:
            return ("most_credit",), True
        found = self.fields(node, CHOICE, "'choice'")
        objectives = self.choices(found.get("objectives"), Field("choices", "", False, OBJECTIVES), "objective")
        self.written |= {("policy", key) for key in found}
        return objectives or ("most_credit",), self.truth(found, "may_decline", CHOICE["may_decline"], True)

    def look_up(self, written: set[str]) -> None:
        """Rules that are named by others must be there. `written` are the ids of the file, also those of rules that
        could not be read: what is wrong with them is told where they stand."""
        for name, at in self.named_limits:
            if name not in self.ids and name not in written:
                hint = did_you_mean(name, self.ids) or "give the rule that is meant an id"
                self.wrong(at, "S605", f"there is no rule '{name}'", hint)


def _ids(node: Located) -> Iterator[str]:
    """Every id that a tree of the file says."""
    if isinstance(node, Map):
        for key, value in node:
            if key.value == "id" and isinstance(value, Text):
                yield value.value.strip()
            yield from _ids(value)
    elif isinstance(node, Items):
        for item in node.value:
            yield from _ids(item)
