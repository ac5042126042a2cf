"""What stands in a stacking policy's file before its rules in: host, days, credits, grades, award, total; values out,
and every mistake noted at its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from fractions import Fraction

from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.located import Located, Map, Text
from passerelle.rulepacks.pack import ConditionText, HostText, Pack
from passerelle.rulepacks.rule_forms import ID
from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.amounts import read_amount
from passerelle.rulepacks.stacks.forms import AWARD, GRADES, POLICY, TOTAL
from passerelle.rulepacks.stacks.policy import (
    AwardText,
    CreditUnit,
    GradeScale,
    Total,
)
from passerelle.rulepacks.stacks.requirements import Requirements
from passerelle.rulepacks.values import read_value

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_IN_FORCE = {"from": Field("date", "The first day.", True), "until": Field("date", "")}


class PolicyHead(Requirements):
    """Reads what stands before the rules."""

    identifiers: tuple[str, ...] = ()

    def head(self, root: Map, found: Mapping[str, Located], content: bytes) -> Pack | None:
        """The policy as a pack, still without rules."""
        pack_id = self.text(found.get("pack"), "the pack's id")
        if "pack" in found and not ID.fullmatch(pack_id):
            self.wrong(found["pack"], "E127", f"'{pack_id}' is no pack id", "small letters, digits, - and /")
        self.choice(found.get("kind"), POLICY["kind"], "kind of pack")
        starts, until = None, None
        if "in_force" in found:
            days = self.fields(found["in_force"], _IN_FORCE, "in_force")
            starts, until = self.day(days.get("from"), "a day"), self.day(days.get("until"), "a day")
            if starts and until and until < starts:
                self.wrong(found["in_force"], "E128", "the version ends before it begins")
        self.place(root, found, pack_id, starts)
        host = self.stacking_host(found.get("host"))
        title = self.langtext(found.get("title"), "the title")
        authority = self.text(found.get("authority"), "the authority")
        # What the file notes of its sources, such as a day that they do not state, is read beside them.
        sources = (*self.texts(found.get("source"), "a source"), *self.texts(found.get("note"), "a note"))
        self.text(found.get("note"), "the note")
        if starts is None or not pack_id:
            return None
        return Pack(
            id=pack_id, kind="stacking", version=starts, until=until, title=title,
            authority=authority or (host.id if host else pack_id.partition("/")[0]), path=self.path,
            sha256=hashlib.sha256(content).hexdigest(), content=content, sources=sources, host=host,
        )  # fmt: skip

    def with_rules(self, pack: Pack, award: AwardText) -> Pack:
        """The pack with the rules that establish what each unit fits."""
        return Pack(
            id=pack.id, kind=pack.kind, version=pack.version, until=pack.until, title=pack.title or award.title,
            authority=pack.authority, path=pack.path, sha256=pack.sha256, content=pack.content, sources=pack.sources,
            host=pack.host, rules=tuple(self.selecting.rules), unread=tuple(self.unread),
        )  # fmt: skip

    def stacking_host(self, node: Located | None) -> HostText | None:
        if not isinstance(node, Map):
            return self.host(node)
        self.identifiers = self.texts(node.get("identifiers"), "an identifier")
        rest = tuple(pair for pair in node if pair[0].value != "identifiers")
        return self.host(Map(rest, node.line, node.column))

    def credit_unit(self, node: Located | None) -> CreditUnit:
        if node is None:
            return CreditUnit()
        if isinstance(node, Text):
            name = node.value.strip()
            return CreditUnit() if name == "ECTS" else self.named_unit(node, name, None)
        table = {"unit": Field("text", "The unit's name.", True), "one": Field("amount", "What one of it is in ECTS.")}
        found = self.fields(node, table, "'credits'")
        one = self.told(found.get("one"), "'one'", lambda text: read_amount(text, CreditUnit()))
        if one is not None and not one.credits:
            self.wrong(found["one"], "S601", "'one' is an amount of ECTS", "one: 0.5 ECTS")
        name = self.text(found.get("unit"), "the unit")
        return self.named_unit(found.get("unit", node), name, one.credits if one else None)

    def named_unit(self, node: Located, name: str, ects: Fraction | None) -> CreditUnit:
        if not name or name in ("units", "unit", "%") or name[0].isdigit():
            self.wrong(node, "S601", f"'{name}' is no unit of credits", "ECTS, or {unit: CATS, one: 0.5 ECTS}")
            return CreditUnit()
        if name == "ECTS" and ects not in (None, 1):
            self.wrong(node, "S601", "one ECTS is one ECTS", "leave 'one' out, or name another unit")
        return CreditUnit(name, Fraction(1) if name == "ECTS" else ects or None)

    def base_amounts(self, node: Located | None) -> dict[str, Fraction]:
        if node is None:
            return {}
        if not isinstance(node, Map):
            self.wrong(node, "E110", "'bases' is a mapping of names", "{coursework: 90 ECTS}")
            return {}
        bases: dict[str, Fraction] = {}
        for key, value in node:
            if not _WORD.fullmatch(key.value) or key.value in ("total", "exit_award", "counted"):
                self.wrong(key, "E127", f"'{key.value}' is no name of a base", "small letters, digits and _")
                continue
            credits = self.credits({key.value: value}, key.value)
            bases[key.value] = credits or Fraction(0)
        return bases

    def grades(self, node: Located | None) -> GradeScale | None:
        if node is None:
            return None
        found = self.fields(node, GRADES, "'grades'")
        self.written |= {("policy", key) for key in found}
        others = found.get("others")
        scales: list[tuple[str, tuple[tuple[str, Fraction], ...]]] = []
        if others is not None and not isinstance(others, Map):
            self.wrong(others, "E110", "'others' is a mapping of scales", "{german: {'1.0': 4}}")
        elif others is not None:
            scales = [(key.value, self.points(value, f"the scale '{key.value}'")) for key, value in others]
        classified = self.choice(found.get("in_classification"), GRADES["in_classification"], "answer")
        return GradeScale(
            id=self.text(found.get("scale"), "the scale"), points=self.points(found.get("points"), "'points'"),
            others=tuple(scales), less_is_better=self.word(found, "better", GRADES, "more") == "less",
            treatment=self.word(found, "treatment", GRADES, "ungraded"),
            in_classification=None if classified is None else classified in ("yes", "true"),
        )  # fmt: skip

    def points(self, node: Located | None, what: str) -> tuple[tuple[str, Fraction], ...]:
        if node is None:
            return ()
        if not isinstance(node, Map):
            self.wrong(node, "E110", f"{what} is a mapping of grades", "{A: 4, B: 3}")
            return ()
        read = ((key.value, self.number({key.value: value}, key.value)) for key, value in node)
        return tuple((grade, points) for grade, points in read if points is not None)

    def defines(self, node: Located | None) -> tuple[tuple[str, ConditionText], ...]:
        """Names for conditions about one unit; one that means something already is no second mistake where it is
        used."""
        before = len(self.mistakes)
        defined = super().defines(node)
        places = {(each.line, each.column) for each in self.mistakes[before:]}
        for key, _ in node if isinstance(node, Map) else ():
            if (key.line, key.column) in places:
                self.unread.append(key.value)
        return tuple(each for each in defined if each[0] not in self.unread)

    # -- the award and its total ----------------------------------------------------------------------------------

    def award(self, node: Located | None, default_id: str) -> AwardText | None:
        if node is None:
            return None
        found = self.fields(node, AWARD, "'award'")
        award_id = self.rule_id(found["id"]) if "id" in found else default_id
        title = self.langtext(found.get("title"), "the title")
        protected: list[tuple[str, Fraction]] = []
        words = found.get("protected")
        if isinstance(words, Map):
            for key, value in words:
                least = self.credits({key.value: value}, key.value)
                protected += [(key.value, least)] if least is not None else []
        elif words is not None:
            self.wrong(words, "E110", "'protected' is a mapping of words", "{Certificate: 30 ECTS}")
        return AwardText(
            id=award_id, title=title, level=self.level(found.get("level")),
            kind=self.text(found.get("kind"), "the kind"), consume=self.word(found, "consume", AWARD, "revocable"),
            protected=tuple(protected), otherwise=self.langtext(found.get("otherwise"), "'otherwise'") or None,
        )  # fmt: skip

    def level(self, node: Located | None) -> int | None:
        if node is None:
            return None
        text = self.text(node, "the level")
        try:
            return int(read_value(text, "eqf", self.terms))
        except ExpressionError as error:
            self.wrong(node, "E204", f"the level: {error.message}", error.hint)
            return None

    def total(self, node: Located | None, rule_id: str) -> Total | None:
        if node is None:
            return None
        found = self.fields(node, TOTAL, "'total'")
        title, basis = self.langtext(found.get("title"), "the title"), self.basis(found.get("basis"))
        remedies, note = self.remedies(found.get("remedy")), self.text(found.get("note"), "the note")
        if "id" in found:
            rule_id = self.rule_id(found["id"])
        if rule_id in self.ids:
            message = f"two rules are called '{rule_id}', the first in line {self.ids[rule_id]}"
            self.wrong(found.get("id", node), "E301", message, "give each its own id")
        self.ids[rule_id] = node.line
        if "surplus" in found:
            self.written.add((rule_id, "surplus"))
        for key in ("applies", "severity"):
            if key in found:
                self.wrong(
                    found[key], "S604", f"'{key}' does not belong to a total", "a total always decides: leave it out"
                )
        exactly, least, most = (self.credits(found, key) for key in ("exactly", "at_least", "at_most"))
        surplus = self.word(found, "surplus", TOTAL, "forbidden" if "exactly" in found else "recorded")
        if "exactly" in found:
            for key in ("at_least", "at_most"):
                if key in found:
                    self.wrong(found[key], "S603", f"a total is 'exactly', or '{key}'", "leave one of the two out")
            if surplus == "recorded":
                message = "an exact total has no surplus to record"
                self.wrong(found["surplus"], "S604", message, "write at_least, or leave 'surplus' out")
            least = most = exactly
        elif "at_least" not in found:
            self.wrong(node, "E121", "a total has 'exactly' or 'at_least'", "{exactly: 30 ECTS}")
        elif surplus == "forbidden" and least is not None:
            if most is not None and most != least:
                message = "a surplus that is forbidden leaves no room between at_least and at_most"
                self.wrong(found["surplus"], "S604", message, "write surplus: recorded, or exactly")
            most = least
        if least is None:
            return None
        if most is not None and most < least:
            self.wrong(found["at_most"], "S612", "the total has at most less than it has at least")
        return Total(
            id=rule_id, form=self.form(found.get("form"), "R01"), line=node.line, column=node.column, title=title,
            basis=basis, remedies=remedies, note=note, least=least, most=most, surplus=surplus,
        )  # fmt: skip
