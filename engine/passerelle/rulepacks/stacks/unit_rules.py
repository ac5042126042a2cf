"""The rules under `units` in: which units may count at all; typed rules out, and every mistake noted at its place."""

from __future__ import annotations

import re

from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.expression import Binary, Name, Unary
from passerelle.rulepacks.located import Items, Located, Text
from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.amounts import span_text
from passerelle.rulepacks.stacks.forms import REVALIDATION, UNIT_FORMS
from passerelle.rulepacks.stacks.policy import (
    Clock,
    Currency,
    Experience,
    LeastGrade,
    Only,
    Revalidation,
    Selector,
    Size,
    Span,
    UnitRule,
    UsedFor,
)
from passerelle.rulepacks.stacks.values import PolicyValues

#: The days of the case by clock, as conditions name them.
DAYS = {
    Clock.ENROLMENT: "stack.enrolled", Clock.APPLICATION: "stack.applied",
    Clock.PROGRAMME_START: "stack.programme_start", Clock.AWARD: "stack.award_on", Clock.AS_OF: "question.as_of",
}  # fmt: skip
_FORM_OF_FACT = {
    "level": "R04", "stated_level": "R04", "part_of_conferred": "R15", "credits": "R02", "route": "R29",
    "validated": "R29", "fields": "R17", "themes": "R17", "grade": "R11", "grade_points": "R11", "passed": "R11",
    "kind": "R23", "in_use": "R13",
}  # fmt: skip
_USES = re.compile(r"(one|\d{1,3})\s+awards?")


def words(node: object) -> tuple[str, ...]:
    """The names in the tree of a condition, in the order in which they are written."""
    if isinstance(node, Name):
        return (node.text,)
    if isinstance(node, Unary):
        return words(node.operand)
    if isinstance(node, Binary):
        return (*words(node.left), *words(node.right))
    return ()


def first_fact(selector: Selector | None) -> str:
    """The fact of a unit that a selector asks first."""
    named = words(selector.conditions[0].node) if selector else ()
    return named[0] if named else ""


class UnitRules(PolicyValues):
    """Reads the rules under `units`."""

    def unit_rules(self, node: Located | None) -> tuple[UnitRule, ...]:
        rules = (self.unit_rule(item) for item in self.listed(node, "units"))
        return tuple(rule for rule in rules if rule)

    def unit_rule(self, node: Located) -> UnitRule | None:
        if isinstance(node, Text | Items):
            fits = self.selecting.of(node, "units")
            rule_id = self.called("only", node)
            if fits is None:
                return None
            form = _FORM_OF_FACT.get(first_fact(fits), "R28")
            return Only(id=rule_id, form=form, line=node.line, column=node.column, title={}, fits=fits)
        form_key = self.form_of(node, UNIT_FORMS, "units")
        if form_key is None:
            return None
        reader = getattr(self, f"unit_{form_key}")
        rule: UnitRule | None = reader(node)
        return rule

    def unit_only(self, node: Located) -> Only | None:
        fits, among = self._fits_and_among(node)
        _, common = self.rule_fields(node, "only", UNIT_FORMS["only"], _FORM_OF_FACT.get(first_fact(fits), "R28"))
        return Only(**common, fits=fits, among=among) if fits else None

    def _fits_and_among(self, node: Located) -> tuple[Selector | None, Selector | None]:
        found = {key.value: value for key, value in node} if not isinstance(node, Text | Items) else {}
        return self.select(found, "only"), self.select(found, "where")

    def unit_size(self, node: Located) -> Size | None:
        found, common = self.rule_fields(node, "size", UNIT_FORMS["size"], "R02")
        table = {"at_least": Field("amount", "The least credits."), "at_most": Field("amount", "The most credits.")}
        within = self.fields(found["size"], table, "'size'") if "size" in found else {}
        least, most = self.credits(within, "at_least"), self.credits(within, "at_most")
        if "size" in found and not within:
            self.wrong(found["size"], "E121", "a size has 'at_least' or 'at_most'", "{at_least: 2 ECTS}")
        if least is not None and most is not None and most < least:
            self.wrong(within["at_most"], "S612", "the largest size is below the smallest")
        return Size(**common, least=least, most=most, among=self.select(found, "where"))

    def unit_currency(self, node: Located) -> Currency | None:
        table = UNIT_FORMS["currency"]
        found, common = self.rule_fields(node, "currency", table, "R08")
        most = self.span(found, "currency")
        since = self.choice(found.get("from"), table["from"], "clock of a unit")
        until = self.choice(found.get("to"), table["to"], "clock of the case")
        if_older = self.word(found, "if_older", table, "exclude")
        among = self.select(found, "where")
        evidence = self.select(found, "evidence")
        for key, word in (("evidence", "evidence"), ("revalidation", "revalidate")):
            if key in found and if_older != word:
                self.wrong(found[key], "S604", f"'{key}' goes with 'if_older: {word}'", f"write if_older: {word}")
        if if_older == "evidence" and "evidence" not in found:
            evidence = self.selecting.generated("practice", node)
        if if_older == "revalidate" and "revalidation" not in found:
            self.wrong(node, "S605", "nothing says how an older unit is revalidated", "revalidation: {by: {en: …}}")
        renewal = self.revalidation(found.get("revalidation"))
        if most is None or since is None or until is None:
            return None
        clocks = Clock(since), Clock(until)
        fresh = self._fresh(most, *clocks, node)
        renewable = self._fresh(renewal.oldest, *clocks, node) if renewal and renewal.oldest else None
        if fresh is None:
            return None
        return Currency(
            **common, most=most, since=clocks[0], until=clocks[1], fresh=fresh, if_older=if_older, evidence=evidence,
            revalidation=renewal, not_too_old=renewable, among=among,
        )  # fmt: skip

    def _fresh(self, most: Span, since: Clock, until: Clock, node: Located) -> Selector | None:
        return self.selecting.generated(f"{since} + {span_text(most)} >= {DAYS[until]}", node)

    def revalidation(self, node: Located | None) -> Revalidation | None:
        if node is None:
            return None
        found = self.fields(node, REVALIDATION, "'revalidation'")
        by = self.langtext(found.get("by"), "the act")
        return Revalidation(
            by=by, most=self.amount(found, "at_most"), oldest=self.span(found, "oldest"),
            among=self.select(found, "where"), within=self.span(found, "within"),
            once=self.truth(found, "once", REVALIDATION["once"], False),
            grade=self.word(found, "grade", REVALIDATION, "kept"),
        )  # fmt: skip

    def unit_used_for(self, node: Located) -> UsedFor | None:
        table = UNIT_FORMS["used_for"]
        found, common = self.rule_fields(node, "used_for", table, "R13")
        text = self.text(found.get("used_for"), "'used_for'")
        match = _USES.fullmatch(text)
        if match is None or match[1] == "0":
            self.wrong(
                found.get("used_for", node), "S601", f"'{text}' is no number of awards", "write one award, or 2 awards"
            )
        most = 1 if match is None or match[1] == "one" else int(match[1])
        return UsedFor(
            **common, most=most, scope=self.word(found, "scope", table, "any_award"),
            exempt=self.texts(found.get("except"), "an award"),
            admission=self.truth(found, "admission", table["admission"], False), among=self.select(found, "where"),
        )  # fmt: skip

    def unit_experience(self, node: Located) -> Experience | None:
        found, common = self.rule_fields(node, "experience", UNIT_FORMS["experience"], "R30")
        gives, per, least = self.credits(found, "experience"), self.months(found, "per"), self.months(found, "at_least")
        among = self.select(found, "where")
        if per == 0:
            self.wrong(found["per"], "S601", "credit is given for a time of at least one month", "write 3 months")
        if gives is None or not per:
            return None
        return Experience(**common, gives=gives, per_months=per, least_months=least or 0, among=among)

    def months(self, found: dict[str, Located], key: str) -> int | None:
        """A length of time in whole months."""
        span = self.span(found, key)
        if span is None:
            return None
        if span[2]:
            self.wrong(found[key], "S601", "practice is counted in months or years", "write 3 months")
            return None
        return span[0] * 12 + span[1]

    def unit_grade(self, node: Located) -> LeastGrade | None:
        found, common = self.rule_fields(node, "grade", UNIT_FORMS["grade"], "R11")
        grade, among = self.text(found.get("grade"), "a grade"), self.select(found, "where")
        if self.scale is None:
            hint = "grades: {scale: …, points: {A: 4, B: 3}}"
            self.wrong(found["grade"], "S605", f"the grade '{grade}' is on no scale: the policy has no 'grades'", hint)
            return None
        points = dict(self.scale.points).get(grade)
        if points is None:
            names = [name for name, _ in self.scale.points]
            hint = did_you_mean(grade, names) or f"one of {', '.join(names)}"
            self.wrong(found["grade"], "S605", f"'{grade}' is no grade of {self.scale.id}", hint)
            return None
        return LeastGrade(**common, points=points, written=grade, among=among)

    def unit_grade_points(self, node: Located) -> LeastGrade | None:
        found, common = self.rule_fields(node, "grade_points", UNIT_FORMS["grade_points"], "R11")
        points, among = self.number(found, "grade_points"), self.select(found, "where")
        if points is None:
            return None
        return LeastGrade(**common, points=points, written=self.text(found["grade_points"], ""), among=among)
