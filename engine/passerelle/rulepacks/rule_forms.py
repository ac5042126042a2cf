"""A rule or a check as it stands in the file in; a `RuleText` out, and every mistake in it noted at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from passerelle.decision import Basis, LanguageText, Pending, Proviso, Remedy, Severity
from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.forms import Forms
from passerelle.rulepacks.located import Items, Located, Map, Text
from passerelle.rulepacks.pack import RuleText, Then
from passerelle.rulepacks.shape import (
    ABOUT,
    ASKED,
    BOOK,
    CHECK,
    CRITERIA,
    OUTCOMES,
    POSITIVE,
    PROVISO,
    REASONS,
    RULE,
    SUPPLIERS,
    THEN,
    Field,
)

ID = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: What a rule with an outcome must have beside it, and how that is written.
_BESIDE = (
    ("pending", "PENDING", "pending: {by: host, en: …, sl: …}, the question and who decides it"),
    (
        "proviso", "RECOGNISED_CONDITIONAL",
        "proviso: {act: {en: …}, deadline: {en: …}, success: {en: …}, failure: {en: …}}",
    ),
)  # fmt: skip


class RuleForms(Forms):
    """Reads rules and checks."""

    def new_name(self, key: Text) -> None:
        if not _NAME.fullmatch(key.value):
            self.wrong(key, "E127", f"'{key.value}' is no name", "small letters, digits and _")
        if key.value in self.schema.facts:
            self.wrong(key, "E302", f"'{key.value}' is a fact already")
        kind = next((kind for kind, known in sorted(self.terms.items()) if key.value in known), None)
        if kind:
            message = f"'{key.value}' is a word already ({kind.replace('_', ' ')})"
            self.wrong(key, "E302", message, "choose another name")
        owner = next((c for c, members in self.schema.members.items() if key.value in members), None)
        if owner:
            self.wrong(key, "E302", f"'{key.value}' means something inside {owner} already", "choose another name")

    def rules(self, found: Mapping[str, Located]) -> tuple[RuleText, ...]:
        rules: list[RuleText] = []
        seen: dict[str, int] = {}
        for key, reader in (("rules", self.rule), ("checks", self.check)):
            node = found.get(key)
            if node is None:
                continue
            if not isinstance(node, Items):
                self.wrong(node, "E110", f"'{key}' is a list")
                continue
            for item in node.value:
                self.names = []
                rule = reader(item)
                if rule.id and rule.id in seen:
                    message = f"two rules are called '{rule.id}', the first in line {seen[rule.id]}"
                    self.wrong(item, "E301", message, "give each its own id")
                seen.setdefault(rule.id, rule.line)
                rules.append(rule)
        return tuple(rules)

    def rule(self, node: Located) -> RuleText:
        found = self.fields(node, RULE, "a rule")
        then = self.then(found.get("then"))
        book = self.fields(found["book"], BOOK, "book") if "book" in found else {}
        booked = ((name, self.condition(value, name)) for name, value in book.items())
        title = self.langtext(found.get("title"), "the title")
        reason = self.langtext(found.get("reason"), "the reason")
        if then and then.outcome and not reason and "then" in found:
            self.wrong(node, "E303", "a rule with an outcome gives its reason", "reason: {en: …, sl: …}")
        if then and then.outcome and "step" not in found:
            self.wrong(node, "E303", "a rule with an outcome names its step", "step: S7")
        pending, proviso = self.pending(found.get("pending")), self.proviso(found.get("proviso"))
        rights, step = self.langtext(found.get("rights"), "'rights'"), found.get("step")
        for name, outcome, form in _BESIDE:
            if then and then.outcome == outcome and name not in found:
                self.wrong(node, "E303", f"a rule with the outcome {outcome} has '{name}'", form)
            elif name in found and then and then.outcome != outcome:
                self.wrong(found[name], "E303", f"'{name}' goes with the outcome {outcome}", "leave it out")
        for name in ("book", "rights"):
            if name in found and then and then.outcome not in POSITIVE:
                hint = f"one of {', '.join(outcome for outcome in OUTCOMES if outcome in POSITIVE)}"
                self.wrong(found[name], "E303", f"'{name}' goes with a positive outcome", hint)
        return RuleText(
            id=self.rule_id(found.get("id")), line=node.line, column=node.column, title=title,
            pending=pending, proviso=proviso, rights=rights or None,
            groups=(("when", self.conditions(found.get("when"), "when")),),
            subjects=self.subjects(found.get("for_each")), step=self.text(step, "the step") or None,
            step_at=(step.line, step.column) if step else (node.line, node.column),
            then=then, ask_when_unknown=self.choice(found.get("if_unknown"), RULE["if_unknown"], "word here") != "skip",
            book=tuple((name, condition) for name, condition in booked if condition),
            messages=(("fired", reason),) if reason else (), remedies=self.remedies(found.get("remedy")),
            basis=self.basis(found.get("basis")), note=self.text(found.get("note"), "the note") or None,
            placeholders=tuple(self.names),
        )  # fmt: skip

    def check(self, node: Located) -> RuleText:
        found = self.fields(node, CHECK, "a check")
        severity = self.choice(found.get("severity"), CHECK["severity"], "severity")
        groups = tuple((name, self.conditions(found[name], name)) for name in ASKED if name in found)
        if not any(name in ("fail", "warn", "pass", "declared") for name, _ in groups):
            self.wrong(node, "E121", "a check needs 'pass', 'fail', 'warn' or 'declared'")
        if "noted" in found and "pass" not in found:
            self.wrong(found["noted"], "E304", "'noted' goes with 'pass'", "say when the clause is met")
        messages: list[tuple[str, LanguageText]] = []
        if "reasons" in found:
            table = {name: Field("langtext", "") for name in REASONS}
            for name, value in self.fields(found["reasons"], table, "reasons").items():
                messages.append((name, self.langtext(value, "the reason")))
        shown = found.get("found")
        for item in shown.value if isinstance(shown, Items) else (shown,):
            if isinstance(item, Text):
                self.names.append((item.value.strip(), *item.at(0)))
        return RuleText(
            id=self.rule_id(found.get("id")), line=node.line, column=node.column,
            title=self.langtext(found.get("title"), "the title"), groups=groups,
            subjects=self.subjects(found.get("for_each")), messages=tuple(messages),
            remedies=self.remedies(found.get("remedy")), basis=self.basis(found.get("basis")),
            clause=self.text(found.get("clause"), "the clause"), found=self.texts(shown, "a fact"),
            severity=Severity(severity) if severity else None, note=self.text(found.get("note"), "the note") or None,
            subject=self.choice(found.get("subject"), CHECK["subject"], "one whom a clause is about") or ABOUT[0],
            seen_on=self.choices(found.get("seen_on"), CHECK["seen_on"], "place to see it"),
            placeholders=tuple(self.names),
        )  # fmt: skip

    def rule_id(self, node: Located | None) -> str:
        text = self.text(node, "the id")
        if node is not None and not ID.fullmatch(text):
            self.wrong(node, "E127", f"'{text}' is no rule id", "small letters, digits, - and .")
        return text

    def then(self, node: Located | None) -> Then | None:
        if node is None:
            return None
        found = self.fields(node, THEN, "then")
        kinds = [name for name in ("outcome", "difference", "criterion", "establish") if name in found]
        if len(kinds) != 1:
            message = "a rule has one consequence: an outcome, a difference, a criterion or a name to establish"
            self.wrong(node, "E304", message)
        if "criterion" in found and "rating" not in found:
            self.wrong(node, "E304", "a criterion has a rating", "rating: strong")
        if "rating" in found and "criterion" not in found:
            self.wrong(found["rating"], "E304", "a rating is that of a criterion", "criterion: quality")
        if ("difference" in found) != ("weight" in found):
            self.wrong(node, "E304", "a difference has a weight: minor or substantial")
        if "of" in found and "establish" not in found:
            self.wrong(found["of"], "E304", "'of' goes with 'establish'")
        establish = found.get("establish")
        if isinstance(establish, Text):
            self.new_name(establish)
        criterion = self.choice(found.get("criterion"), THEN["criterion"], "criterion")
        rating = self.rating(found.get("rating"), criterion)
        if "criterion" in found and not (criterion and rating):
            self.unread.append("criterion")
        return Then(
            self.choice(found.get("outcome"), THEN["outcome"], "outcome"),
            self.choice(found.get("difference"), THEN["difference"], "element"),
            self.choice(found.get("weight"), THEN["weight"], "weight"),
            self.text(establish, "the name") or None,
            self.text(found.get("of"), "the subject") or None,
            criterion,
            rating,
        )

    def rating(self, node: Located | None, criterion: str | None) -> str | None:
        """A rating on the scale of its criterion."""
        if criterion is None:
            return self.choice(node, THEN["rating"], "rating")
        return self.choice(node, Field("choice", "", False, CRITERIA[criterion]), f"rating of {criterion}")

    def pending(self, node: Located | None) -> Pending | None:
        if node is None:
            return None
        if not isinstance(node, Map):
            self.wrong(node, "E110", "'pending' is written {by: host, en: …, sl: …}")
            return None
        by = self.choice(node.get("by"), Field("choice", "", False, SUPPLIERS), "one who can decide") or "host"
        if node.get("by") is None:
            self.wrong(node, "E121", "'by' is missing in 'pending'", f"one of {', '.join(SUPPLIERS)}")
        rest = Map(tuple(pair for pair in node if pair[0].value != "by"), node.line, node.column)
        return Pending(by, self.langtext(rest, "the question"))

    def proviso(self, node: Located | None) -> Proviso | None:
        if node is None:
            return None
        found = self.fields(node, PROVISO, "proviso")
        texts = {name: self.langtext(found.get(name), f"'{name}'") for name in PROVISO}
        return Proviso(**texts)

    def subjects(self, node: Located | None) -> tuple[tuple[str, str], ...]:
        if node is None:
            return ()
        if not isinstance(node, Map):
            self.wrong(node, "E110", "'for_each' names collections", "{wanted: target.outcomes}")
            return ()
        subjects = []
        for key, value in node:
            name = self.text(value, "a collection")
            if self.schema.facts.get(name) is None or self.schema.facts[name].type != "collection":
                hint = did_you_mean(name, self.schema.members) or f"one of {', '.join(self.schema.members)}"
                self.wrong(value, "E205", f"'{name}' is no collection", hint)
                self.unread.append(key.value)
                continue
            self.new_name(key)
            subjects.append((key.value, name))
        if len(subjects) > 3:
            self.wrong(node, "E305", "a rule is tried for at most three collections at once")
        return tuple(subjects[:3])

    def basis(self, node: Located | None) -> tuple[Basis, ...]:
        if node is None:
            return ()
        entries = []
        for item in node.value if isinstance(node, Items) else (node,):
            if isinstance(item, Map):
                table = {"cite": Field("text", "", True), "unverified": Field("choice", "", False, ("true", "false"))}
                found = self.fields(item, table, "basis")
                unverified = self.choice(found.get("unverified"), table["unverified"], "truth") == "true"
                entries.append(Basis(self.text(found.get("cite"), "a citation"), unverified))
            else:
                entries.append(Basis(self.text(item, "a citation")))
        return tuple(entries)

    def remedies(self, node: Located | None) -> tuple[Remedy, ...]:
        if node is None:
            return ()
        remedies = []
        for item in node.value if isinstance(node, Items) else (node,):
            if not isinstance(item, Map):
                self.wrong(item, "E110", "a remedy is written {by: learner, en: …, sl: …}")
                continue
            by = self.choice(item.get("by"), Field("choice", "", False, SUPPLIERS), "one who can help") or "host"
            if item.get("by") is None:
                self.wrong(item, "E121", "'by' is missing in a remedy", f"one of {', '.join(SUPPLIERS)}")
            fact = item.get("fact")
            if fact is not None:
                name = self.text(fact, "a fact")
                others = [key for key, _ in item if key.value not in ("by", "fact")]
                for key in others:
                    message = f"a remedy names a fact or has a text, not both: '{key.value}'"
                    self.wrong(key, "E120", message, "write two remedies, as a list")
                if name not in self.schema.facts:
                    self.wrong(fact, "E202", f"unknown fact '{name}'", did_you_mean(name, self.schema.facts))
                remedies.append(Remedy(by, None, name))
                continue
            rest = Map(tuple(pair for pair in item if pair[0].value != "by"), item.line, item.column)
            remedies.append(Remedy(by, self.langtext(rest, "the remedy")))
        return tuple(remedies)
