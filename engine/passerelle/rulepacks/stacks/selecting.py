"""Conditions of a policy in; named selectors, and the rules by which the kernel establishes each name, out.

A condition about a unit names its facts alone (`level >= EQF 7`); in the kernel's rule they are facts of the rule's
subject. A condition about the case becomes a rule without subjects, which establishes `guard_name` or `case_name` of
the policy's rule. Positions stay those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from passerelle.rulepacks.conditions import compile_condition
from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.expression import (
    Binary,
    Call,
    ExpressionError,
    ListOf,
    Name,
    Node,
    Unary,
    parse_expression,
)
from passerelle.rulepacks.forms import Forms
from passerelle.rulepacks.located import Located, Text
from passerelle.rulepacks.pack import ConditionText, RuleText, Then
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.scope import Scope
from passerelle.rulepacks.stacks.policy import Selector

#: The collection of units, and what a rule calls the unit that it is tried for.
UNITS, SUBJECT = "units", "unit"
#: The name that a mistake is about.
_NAMED = re.compile(r"(?:unknown fact )?'([^']+)'(?: is a fact of each of units)?$")


def case_name(rule_id: str) -> str:
    """What the kernel establishes of the case where the condition of the `OfCase` rule of this id holds."""
    return f"case-{rule_id}"


def guard_name(rule_id: str) -> str:
    """What the kernel establishes of the case where the guard of the rule of this id holds."""
    return f"guard-{rule_id}"


class Selecting:
    """The selectors of one policy so far. `wrong` notes what is no condition about a unit, or about the case."""

    def __init__(self, forms: Forms, schema: Schema, terms: Mapping[str, frozenset[str]]) -> None:
        self.forms = forms
        self.columns = {short: fact.type for short, fact in schema.members.get(UNITS, {}).items()}
        self.facts = {name: fact.type for name, fact in schema.facts.items()}
        self.members = {UNITS: dict(self.columns)}
        self.terms = terms
        self.selectors: dict[tuple[str, ...], Selector] = {}
        self.defined: dict[str, ConditionText] = {}
        self.unusable: set[str] = set()
        self.rules: list[RuleText] = []

    def define(self, defines: tuple[tuple[str, ConditionText], ...], unread: list[str]) -> None:
        """Names for conditions about one unit; they may use one another."""
        self.unusable = set(unread)
        for name, _ in defines:
            self.members[UNITS][name] = "boolean"
        for name, condition in defines:
            if self._sound(condition, about_unit=True):
                self.defined[name] = condition
                self._establish(name, (condition,), condition.line, condition.column)
            else:
                self.unusable.add(name)

    def of(self, node: Located | None, what: str) -> Selector | None:
        """The selector of the units that all conditions of a node fit; None where there is no node, or a mistake."""
        conditions = self.forms.conditions(node, what)
        sound = [self._sound(condition, about_unit=True) for condition in conditions]
        return self._selector(conditions) if conditions and all(sound) else None

    def generated(self, text: str, at: Located) -> Selector | None:
        """The selector of a condition that follows from a rule and is not written."""
        condition = ConditionText(text, parse_expression(text), Text(text, at.line, at.column))
        return self._selector((condition,)) if self._sound(condition, about_unit=True) else None

    def case(self, node: Located | None, name: str) -> ConditionText | None:
        """A condition about the case; the kernel establishes `name` where it holds."""
        if node is None:
            return None
        condition = self.forms.condition(node, "a condition")
        if condition is None or not self._sound(condition, about_unit=False):
            return None
        self.rules.append(_rule(name, (condition,), condition.line, condition.column, of_unit=False))
        return condition

    def _selector(self, conditions: tuple[ConditionText, ...]) -> Selector:
        key = tuple(sorted({condition.text for condition in conditions}))
        if key not in self.selectors:
            selector = Selector(name=f"fits-{len(self.selectors) + 1}", conditions=conditions)
            self.selectors[key] = selector
            self._establish(selector.name, conditions, conditions[0].line, conditions[0].column)
        return self.selectors[key]

    def _establish(self, name: str, conditions: tuple[ConditionText, ...], line: int, column: int) -> None:
        names = frozenset(self.members[UNITS])
        about = tuple(replace(each, node=_of_subject(each.node, names)) for each in conditions)
        self.rules.append(_rule(name, about, line, column, of_unit=True))

    def _sound(self, condition: ConditionText, *, about_unit: bool) -> bool:
        """Whether a condition has a meaning; a mistake is noted at its place."""
        scope = Scope(self.facts, self.members, self.terms, member_of=UNITS if about_unit else None)
        try:
            compile_condition(condition.node, scope)
        except ExpressionError as error:
            unknown = error.message.startswith("unknown fact '")
            named = _NAMED.match(error.message)
            name = named[1] if named else ""
            if name in self.unusable:
                return False
            line, column = condition.at(error.column)
            hint = self._hint(name, about_unit) or error.hint
            at = Text("", line, column)
            self.forms.wrong(at, "E202" if unknown else "E206", error.message, hint)
            return False
        return True

    def _hint(self, name: str, about_unit: bool) -> str:
        """What was most likely meant by a name that means nothing here."""
        first, _, short = name.partition(".")
        if not about_unit:
            if name in self.members[UNITS]:
                return f"this condition is about the case, not about a unit: any({UNITS} where {name} …)"
            return ""
        if first in (SUBJECT, UNITS, "award", "credential") and short:
            base = {"workload.credits": "credits", "level.eqf": "level"}.get(short, short)
            known = did_you_mean(base, self.members[UNITS])
            return f"write {base} alone" if base in self.members[UNITS] else known
        return did_you_mean(name, self.members[UNITS]) if name and "." not in name else ""


def _rule(name: str, conditions: tuple[ConditionText, ...], line: int, column: int, *, of_unit: bool) -> RuleText:
    return RuleText(
        id=name, line=line, column=column, title={}, groups=(("when", conditions),),
        subjects=((SUBJECT, UNITS),) if of_unit else (), step_at=(line, column),
        then=Then(establish=name, of=SUBJECT if of_unit else None),
    )  # fmt: skip


def _of_subject(node: Node, names: frozenset[str]) -> Node:
    """A tree in which the names of a unit's facts are facts of the rule's subject."""
    if isinstance(node, Name):
        return Name(f"{SUBJECT}.{node.text}", node.column) if node.text in names else node
    if isinstance(node, Unary):
        return replace(node, operand=_of_subject(node.operand, names))
    if isinstance(node, Binary):
        return replace(node, left=_of_subject(node.left, names), right=_of_subject(node.right, names))
    if isinstance(node, ListOf):
        return replace(node, items=tuple(_of_subject(item, names) for item in node.items))
    if isinstance(node, Call):
        return replace(node, arguments=tuple(_of_subject(argument, names) for argument in node.arguments))
    return node  # a constant; or any(units where …), whose names are those of its own members
