"""A pack's bytes in; a `Pack` out, or every mistake of the file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from passerelle.rulepacks.diagnostics import PackError, did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.located import Items, Located, Map, Text, read_located
from passerelle.rulepacks.pack import ConditionText, HostText, Included, Pack, Parameter, StepText
from passerelle.rulepacks.rule_forms import ID, RuleForms
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.shape import ALLOWED, PACK, Field
from passerelle.rulepacks.values import read_value


def parse_pack(content: bytes, path: str, schema: Schema, terms: Mapping[str, frozenset[str]]) -> Pack:
    """The pack in a file's bytes. `path` is its place below rules/, for messages and for the id.

    Raises `PackError` with every mistake of the file, and what is left of the pack.
    """
    root = read_located(content, path)
    parser = PackParser(path, schema, terms)
    pack = parser.pack(root, content)
    if parser.mistakes or pack is None:
        raise PackError(parser.mistakes, pack)
    return pack


class PackParser(RuleForms):
    """Reads the parts of a pack."""

    def pack(self, root: Located, content: bytes) -> Pack | None:
        found = self.fields(root, PACK, "a pack")
        if not isinstance(root, Map):
            return None
        pack_id = self.text(found.get("pack"), "the pack's id")
        if "pack" in found and not ID.fullmatch(pack_id):
            self.wrong(found["pack"], "E127", f"'{pack_id}' is no pack id", "small letters, digits, - and /")
        kinds = Field("choice", "", True, (*PACK["kind"].choices, "stacking"))
        kind = self.choice(found.get("kind"), kinds, "kind of pack")
        if kind == "stacking":
            message, hint = (
                "a stacking policy begins its lines with its keys",
                "write kind: stacking on a line of its own",
            )
            self.wrong(found["kind"], "E110", message, hint)
            return None
        in_force = found.get("in_force")
        starts, until = None, None
        if in_force is not None:
            days = self.fields(
                in_force, {"from": Field("date", "The first day.", True), "until": Field("date", "")}, "in_force"
            )
            starts, until = self.day(days.get("from"), "a day"), self.day(days.get("until"), "a day")
            if starts and until and until < starts:
                self.wrong(in_force, "E128", "the version ends before it begins")
        self.place(root, found, pack_id, starts)
        for key in root.value:
            if kind and key[0].value in PACK and key[0].value not in ALLOWED[kind]:
                homes = " or ".join(other for other, keys in ALLOWED.items() if key[0].value in keys)
                message = f"'{key[0].value}' does not belong in a pack of the kind '{kind}'"
                self.wrong(key[0], "E129", message, f"it stands in one of the kind '{homes}'")
        host = self.host(found.get("host"))
        if kind == "policy" and "host" not in found:
            self.wrong(root, "E121", "'host' is missing in a policy", PACK["host"].doc)
        rules = self.rules(found)
        steps = self.steps(found.get("steps"))
        title = self.langtext(found.get("title"), "the title")
        if not title and host:
            title = host.name
        elif "title" not in found:
            self.wrong(root, "E121", "'title' is missing in a pack", PACK["title"].doc)
        parameters = self.parameters(found.get("policy"))
        defines = self.defines(found.get("define"))
        if kind is None or starts is None:
            return None
        return Pack(
            id=pack_id, kind=kind, version=starts, until=until, title=title,
            authority=self.text(found.get("authority"), "the authority") or pack_id.partition("/")[0],
            path=self.path, sha256=hashlib.sha256(content).hexdigest(), content=content,
            sources=self.texts(found.get("source"), "a source"),
            includes=self.included(found.get("include")), host=host, parameters=parameters,
            steps=steps, defines=defines, rules=rules, unread=tuple(self.unread),
        )  # fmt: skip

    def included(self, node: Located | None) -> tuple[Included, ...]:
        found = []
        for item in node.value if isinstance(node, Items) else () if node is None else (node,):
            name = self.text(item, "an included pack")
            if name and not ID.fullmatch(name):
                self.wrong(item, "E127", f"'{name}' is no pack id", "small letters, digits, - and /")
            elif name:
                found.append(Included(name, item.line, item.column))
        return tuple(found)

    def place(self, root: Located, found: Mapping[str, Located], pack_id: str, starts: date | None) -> None:
        """A pack stands in the folder that its id names, under the day on which it takes effect."""
        folder, _, file = self.path.rpartition("/")
        if not folder.startswith("rules/"):
            return
        if pack_id and "pack" in found and folder.removeprefix("rules/") != pack_id:
            self.wrong(
                found["pack"], "E105", f"the pack '{pack_id}' stands in {folder}", f"move it to rules/{pack_id}/"
            )
        if starts and file.removesuffix(".yaml") != starts.isoformat():
            self.wrong(found["in_force"], "E106", f"a version from {starts} stands in {file}", f"name it {starts}.yaml")

    def host(self, node: Located | None) -> HostText | None:
        if not isinstance(node, Map):
            if node is not None:
                self.wrong(node, "E110", "a host is written {id: …, en: …}")
            return None
        host_id = self.text(node.get("id"), "the host's id")
        if not ID.fullmatch(host_id):
            self.wrong(node, "E127", f"'{host_id}' is no host id", "small letters, digits and -")
        names = Map(tuple(pair for pair in node if pair[0].value != "id"), node.line, node.column)
        return HostText(host_id, self.langtext(names, "the host's name"))

    def steps(self, node: Located | None) -> tuple[StepText, ...]:
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "E110", "the steps are a list")
            return ()
        table = {"id": Field("text", "", True), "title": Field("langtext", "", True)}
        steps: list[StepText] = []
        for item in node.value:
            fields = self.fields(item, table, "a step")
            if any(step.id == self.text(fields.get("id"), "a step's id") for step in steps):
                self.wrong(
                    item, "E301", f"two steps are called '{self.text(fields.get('id'), '')}'", "give each its own id"
                )
            steps.append(
                StepText(self.text(fields.get("id"), "a step's id"), self.langtext(fields.get("title"), "the title"))
            )
        return tuple(steps)

    def defines(self, node: Located | None) -> tuple[tuple[str, ConditionText], ...]:
        if node is None:
            return ()
        if not isinstance(node, Map):
            self.wrong(node, "E110", "'define' is a mapping of names")
            return ()
        defines = []
        for key, value in node:
            self.new_name(key)
            condition = self.condition(value, "a defined name")
            if condition:
                defines.append((key.value, condition))
            else:
                self.unread.append(key.value)
        return tuple(defines)

    def parameters(self, node: Located | None) -> tuple[Parameter, ...]:
        if node is None:
            return ()
        known = self.schema.parameters()
        if not isinstance(node, Map):
            self.wrong(node, "E110", "'policy' is a mapping of what the host sets")
            return ()
        parameters = []
        for key, value in node:
            if key.value not in known:
                hint = did_you_mean(key.value, known) or "docs/rules.md lists what a policy may set"
                self.wrong(key, "E203", f"a policy has no '{key.value}'", hint)
                continue
            typed = self.parameter(value, known[key.value].type, key.value)
            if typed is not None:
                parameters.append(Parameter(key.value, typed, f"line {key.line}", key.line, key.column))
        values = {parameter.name: parameter.value for parameter in parameters}
        for key, value in node:
            if key.value in values:
                bound = known[key.value].bound_passed(values[key.value], values)
                if bound:
                    said = self.text(value, f"'{key.value}'")
                    self.wrong(value, "E208", f"'{key.value}': '{said}' is not possible", f"write {bound}")
        return tuple(parameters)

    def parameter(self, node: Located, kind: str, name: str) -> Any:
        """A policy's value, typed: amounts as `Fraction`, sets as tuples, texts by language as mappings."""
        if kind == "langtext":
            return self.langtext(node, f"'{name}'")
        if kind.startswith("set:"):
            if isinstance(node, Text) and "," in node.value:
                self.wrong(node, "E204", f"'{name}': '{node.value}' is no list", f"write [{node.value}]")
                return None
            items = node.value if isinstance(node, Items) else (node,)
            return tuple(
                v for v in (self.parameter(item, kind.removeprefix("set:"), name) for item in items) if v is not None
            )
        text = self.text(node, f"'{name}'")
        try:
            return read_value(text, kind, self.terms)
        except ExpressionError as error:
            self.wrong(node, "E204", f"'{name}': {error.message}", error.hint)
            return None
