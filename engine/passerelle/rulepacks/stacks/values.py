"""A node of a policy in; an amount, a share, a length of time, a truth or what every rule has out, or a mistake at its
place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from passerelle.decision import LanguageText
from passerelle.rulepacks.diagnostics import Diagnostic, did_you_mean
from passerelle.rulepacks.located import Items, Located, Map, Text
from passerelle.rulepacks.parse import PackParser
from passerelle.rulepacks.rule_forms import ID
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.amounts import AmountError, read_amount, read_number, read_share, read_span
from passerelle.rulepacks.stacks.forms import COMMON, ROUNDING, SPOKEN
from passerelle.rulepacks.stacks.policy import Amount, CreditUnit, GradeScale, Rounding, Selector, Severity, Span
from passerelle.rulepacks.stacks.selecting import Selecting, guard_name

_Value = TypeVar("_Value")
_FORM = re.compile(r"R(0[1-9]|[12]\d|3[0-7])")
_WHOLE = re.compile(r"\d{1,6}")


class PolicyValues(PackParser):
    """Reads the values of a policy. `unit`, `bases` and `scale` are those of the policy, once they are read."""

    def __init__(self, path: str, schema: Schema, terms: Mapping[str, frozenset[str]]) -> None:
        super().__init__(path, schema, terms)
        self.warnings: list[Diagnostic] = []
        self.selecting = Selecting(self, schema, terms)
        self.unit = CreditUnit()
        self.bases: dict[str, Fraction] = {}
        self.scale: GradeScale | None = None
        self.credit_form = "whole_units"
        self.written: set[tuple[str, str]] = set()  # (rule, parameter) that the file says
        self.ids: dict[str, int] = {}
        self.counted: dict[str, int] = {}
        self.named_limits: list[tuple[str, Text]] = []  # rules that limits and exits name, to be looked up last

    # -- values ---------------------------------------------------------------------------------------------------

    def told(self, node: Located | None, what: str, read: Callable[[str], _Value]) -> _Value | None:
        """What `read` makes of a node's text; None where there is no node, or a mistake."""
        if node is None:
            return None
        text = self.text(node, what)
        if not isinstance(node, Text):
            return None
        try:
            return read(text)
        except AmountError as error:
            self.wrong(node, error.code, error.message, error.hint)
            return None

    def amount(self, found: Mapping[str, Located], key: str) -> Amount | None:
        """The amount under a key with its rounding and what is printed beside it."""
        node = found.get(key)
        amount = self.told(node, f"'{key}'", lambda text: read_amount(text, self.unit, tuple(self.bases)))
        rounding = self.rounding(found.get("rounding"))
        printed = self.text(found.get("printed"), "'printed'")
        if "printed" in found:
            self.told(found["printed"], "'printed'", lambda text: read_amount(text, self.unit, tuple(self.bases)))
        if amount is None:
            return None
        if "rounding" in found and amount.share is None:
            self.wrong(found["rounding"], "S604", "only a share is rounded", "leave 'rounding' out")
        elif "rounding" in found and amount.base == "counted":
            message = "a share of what is counted is never rounded: it is not known before the choice"
            self.wrong(found["rounding"], "S604", message, "leave 'rounding' out, or take the share of total")
        return Amount(amount.credits, amount.units, amount.share, amount.base, rounding, printed)

    def rounding(self, node: Located | None) -> Rounding:
        """A rounding; none where it is not written."""
        if node is None:
            return Rounding()
        found = self.fields(node, ROUNDING, "'rounding'")
        mode = self.choice(found.get("mode"), ROUNDING["mode"], "way of rounding") or "none"
        step = self.told(found.get("step"), "'step'", read_number)
        if step == 0:
            self.wrong(found["step"], "S601", "a step of 0 rounds to nothing", "write 1 or 0.5")
            step = None
        return Rounding(mode, step or Fraction(1))

    def credits(self, found: Mapping[str, Located], key: str) -> Fraction | None:
        """An amount that is written in credits."""
        amount = self.told(found.get(key), f"'{key}'", lambda text: read_amount(text, self.unit, tuple(self.bases)))
        if amount is not None and amount.credits is None:
            self.wrong(found[key], "S601", f"'{key}' is an amount of credits", f"write 12 {self.unit.id}")
            return None
        return amount.credits if amount else None

    def share(self, found: Mapping[str, Located], key: str) -> Fraction | None:
        return self.told(found.get(key), f"'{key}'", read_share)

    def span(self, found: Mapping[str, Located], key: str) -> Span | None:
        return self.told(found.get(key), f"'{key}'", read_span)

    def number(self, found: Mapping[str, Located], key: str) -> Fraction | None:
        return self.told(found.get(key), f"'{key}'", read_number)

    def count(self, found: Mapping[str, Located], key: str) -> int | None:
        node = found.get(key)
        text = self.text(node, f"'{key}'")
        if not isinstance(node, Text):
            return None
        if not _WHOLE.fullmatch(text):
            self.wrong(node, "S601", f"'{text}' is no whole number", "write 2")
            return None
        return int(text)

    def truth(self, found: Mapping[str, Located], key: str, field: Field, default: bool) -> bool:
        word = self.choice(found.get(key), field, "answer")
        return default if word is None else word in ("yes", "true")

    def word(self, found: Mapping[str, Located], key: str, table: Mapping[str, Field], default: str) -> str:
        """The word of a closed list; the default where none is written."""
        return self.choice(found.get(key), table[key], f"word for '{key}'") or default

    def select(self, found: Mapping[str, Located], key: str) -> Selector | None:
        return self.selecting.of(found.get(key), key)

    def selectors(self, found: Mapping[str, Located], key: str) -> tuple[Selector, ...]:
        """One selector for each entry of a list."""
        node = found.get(key)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(
                node, "E110", f"'{key}' is a list of conditions", "[themes overlaps ['one'], themes overlaps ['two']]"
            )
            return ()
        if len(node.value) < 2:
            self.wrong(node, "E126", f"'{key}' has fewer than two conditions", "[themes overlaps ['one'], own]")
        read = (self.selecting.of(item, key) for item in node.value)
        return tuple(selector for selector in read if selector)

    # -- what every rule has --------------------------------------------------------------------------------------

    def called(self, form: str, node: Located) -> str:
        """The id of a rule: as written, else its form with a number."""
        written = node.get("id") if isinstance(node, Map) else None
        rule_id = self.rule_id(written) if written is not None else ""
        if not ID.fullmatch(rule_id):
            key = form.replace("_", "-")
            self.counted[key] = self.counted.get(key, 0) + 1
            rule_id = f"{key}-{self.counted[key]}"
        at = written or node
        if rule_id in self.ids:
            message = f"two rules are called '{rule_id}', the first in line {self.ids[rule_id]}"
            self.wrong(at, "E301", message, "give each its own id")
        self.ids.setdefault(rule_id, at.line)
        return rule_id

    def rule_fields(
        self, node: Located, form: str, table: Mapping[str, Field], catalogue: str
    ) -> tuple[dict[str, Located], dict[str, Any]]:
        """The keys of a rule of a form, and what every rule has. `catalogue` is the form's id where none is written."""
        spoken: LanguageText = {}
        keys = {**COMMON, **table}
        if form in SPOKEN and isinstance(node, Map):
            texts = tuple(pair for pair in node if pair[0].value not in keys)
            rest = Map(texts, node.line, node.column)
            if texts:
                spoken = self.langtext(rest, f"the text of '{form}'")
            else:
                self.wrong(node, "E125", f"the text of '{form}' is missing", "en: …")
            node = Map(tuple(pair for pair in node if pair[0].value in keys), node.line, node.column)
        found = self.fields(node, keys, f"a rule of the form '{form}'")
        rule_id = self.called(form, node)
        for key in table:
            if key in found:
                self.written.add((rule_id, key))
        if form == "when" and "applies" in found:
            message = "a rule of the form 'when' has one condition about the case"
            self.wrong(found["applies"], "S604", message, "join both under 'when' with 'and'")
        when = found.get("when") if form == "when" else found.get("applies")
        guard = self.selecting.case(when, guard_name(rule_id))
        common: dict[str, Any] = {
            "id": rule_id,
            "form": self.form(found.get("form"), catalogue),
            "line": node.line,
            "column": node.column,
            "title": self.langtext(found.get("title"), "the title") or spoken,
            "severity": Severity(self.choice(found.get("severity"), COMMON["severity"], "severity") or "must"),
            "guard": guard,
            "basis": self.basis(found.get("basis")),
            "remedies": self.remedies(found.get("remedy")),
            "note": self.text(found.get("note"), "the note"),
        }
        return found, common

    def form(self, node: Located | None, catalogue: str) -> str:
        """The form's id in the catalogue of rule forms."""
        if node is None:
            return catalogue
        text = self.text(node, "the form")
        if not _FORM.fullmatch(text):
            self.wrong(node, "E123", f"'{text}' is no form of the catalogue", "R01 to R37")
            return catalogue
        return text

    def form_of(self, node: Located, forms: Mapping[str, Mapping[str, Field]], where: str) -> str | None:
        """The key that says which form a rule has."""
        if not isinstance(node, Map):
            self.wrong(
                node, "S603", f"a rule of '{where}' is written as a mapping of keys", "{at_least: 5 ECTS, where: …}"
            )
            return None
        keys = [key.value for key, _ in node]
        heads = [form for form in forms if form in keys]
        owned = [form for form in heads if not any(form in forms[other] for other in heads if other != form)]
        if len(owned) == 1:
            return owned[0]
        if heads:
            first, *others = sorted(heads, key=keys.index)
            at = next(key for key, _ in node if key.value == others[0])
            hint = "write two rules" if first != "choose" else ""
            self.wrong(at, "S603", f"a rule has one form, this one has '{first}' and '{others[0]}'", hint)
            return None
        known = {*COMMON, *(key for table in forms.values() for key in table)}
        for key, _ in node:
            if key.value not in known and (near := did_you_mean(key.value, forms)):
                self.wrong(key, "S603", f"'{key.value}' is no form of rule for '{where}'", near)
                return None
        self.wrong(node, "S603", f"this is no form of rule for '{where}'", f"it has one of {', '.join(forms)}")
        return None

    def listed(self, node: Located | None, key: str) -> tuple[Located, ...]:
        """The entries of a list of rules."""
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "E110", f"'{key}' is a list")
            return ()
        return node.value
