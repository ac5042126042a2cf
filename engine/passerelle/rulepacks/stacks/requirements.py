"""The rules under `requires` and `limits` in: what the units together must have; typed rules out, and every mistake
noted at its place."""

from __future__ import annotations

from fractions import Fraction

from passerelle.rulepacks.located import Located, Map, Text
from passerelle.rulepacks.rule_forms import ID
from passerelle.rulepacks.shape import Field
from passerelle.rulepacks.stacks.forms import SET_FORMS, truth
from passerelle.rulepacks.stacks.policy import (
    Act,
    AtLeast,
    AtMost,
    Average,
    Block,
    Choose,
    Clock,
    Component,
    Group,
    Last,
    OfCase,
    Once,
    OneSet,
    Order,
    Outcomes,
    OutcomeWanted,
    Overlap,
    Prerequisite,
    Requirement,
    Selector,
    Severity,
    Within,
)
from passerelle.rulepacks.stacks.selecting import case_name
from passerelle.rulepacks.stacks.unit_rules import UnitRules, first_fact

_GROUPS = frozenset(("all_of", "any_of", "at_least_of", "not", "when"))
_LEAST_FORM = {"level": "R03", "own": "R07", "fields": "R16", "themes": "R16"}
_MOST_FORM = {"fields": "R16", "themes": "R16"}
_WANTED = {
    "id": Field("text", "The outcome's id.", True),
    "same_as": Field("texts", "Identifiers under which units state it."),
    "essential": truth("Whether it is essential."),
}


class Requirements(UnitRules):
    """Reads the rules about the units together."""

    def requirements(self, node: Located | None, key: str) -> tuple[Requirement, ...]:
        rules = (self.requirement(item, key) for item in self.listed(node, key))
        return tuple(rule for rule in rules if rule)

    def requirement(self, node: Located, where: str) -> Requirement | None:
        form = self.form_of(node, SET_FORMS, where)
        if form is None:
            return None
        if form in _GROUPS:
            return self.group(node, form)
        rule: Requirement | None = getattr(self, f"set_{form}")(node)
        return rule

    # -- groups ---------------------------------------------------------------------------------------------------

    def group(self, node: Located, form: str) -> Group | None:
        kind = {"at_least_of": "n_of", "when": "all_of"}.get(form, form)
        found, common = self.rule_fields(node, form, SET_FORMS[form], form)
        key = {"at_least_of": "members", "when": "then"}.get(form, form)
        inner = found.get(key)
        if form == "not" and inner is not None:
            member = self.requirement(inner, "not")
            members: tuple[Requirement, ...] = (member,) if member else ()
        else:
            members = self.requirements(inner, key)
            if inner is not None and not self.listed(inner, key):
                self.wrong(inner, "E126", f"'{key}' has no member")
        n = len(members) if kind == "all_of" else 0 if kind == "not" else 1
        if form == "at_least_of":
            n = self.count(found, "at_least_of") or 0
            size = len(self.listed(inner, key)) if isinstance(inner, Map | Text) is False else 0
            if "at_least_of" in found and size and not 1 <= n <= size:
                message = f"{n} of {size} members is not possible" if n > size else "at least none always holds"
                self.wrong(found["at_least_of"], "S610", message, f"write a number from 1 to {size}")
        for rule in members:
            if rule.severity is not Severity.MUST:
                message = f"a member of a group is always 'must', '{rule.id}' is '{rule.severity}'"
                self.wrong(Text("", rule.line, rule.column), "S604", message, "say the severity of the whole group")
            if form == "not":
                self._under_not(rule)
        return Group(**common, kind=kind, n=n, members=members) if members else None

    def _under_not(self, rule: Requirement) -> None:
        """Only what is true or false of any choice can be turned round."""
        if isinstance(rule, Group):
            for member in rule.members:
                self._under_not(member)
            return
        if isinstance(rule, AtLeast | OfCase) or (isinstance(rule, AtMost) and rule.counting == "whole_units"):
            return
        kind = "at_most with counting: clip" if isinstance(rule, AtMost) else rule.id
        hint = "at_least, at_most in whole units, case, and groups of these stand under 'not'"
        self.wrong(Text("", rule.line, rule.column), "S604", f"'{kind}' cannot stand under 'not'", hint)

    # -- amounts --------------------------------------------------------------------------------------------------

    def set_at_least(self, node: Located) -> AtLeast | None:
        among = self._peek(node, "where")
        found, common = self.rule_fields(
            node, "at_least", SET_FORMS["at_least"], _LEAST_FORM.get(first_fact(among), "R22")
        )
        if first_fact(among) == "kind" and common["form"] == "R22":
            common["form"] = "R23"
        amount = self.amount(found, "at_least")
        missing = "where" in found and among is None
        return None if amount is None or missing else AtLeast(**common, amount=amount, among=among)

    def _peek(self, node: Located, key: str) -> Selector | None:
        inner = node.get(key) if isinstance(node, Map) else None
        return self.selecting.of(inner, key)

    def set_at_most(self, node: Located) -> AtMost | None:
        among = self._peek(node, "where")
        table = SET_FORMS["at_most"]
        limits = isinstance(node, Map) and node.get("limits") is not None
        form = "R06" if limits else _MOST_FORM.get(first_fact(among), "R05")
        found, common = self.rule_fields(node, "at_most", table, form)
        amount = self.amount(found, "at_most")
        counting = self.word(found, "counting", table, "whole_units")
        dropped = self.word(found, "dropped", table, "free")
        if counting == "clip" and amount:
            if amount.units is not None:
                self.wrong(
                    found["at_most"], "S604", "a limit that clips counts credits, never units", "counting: whole_units"
                )
            if amount.base == "counted":
                hint = "take the share of total, or write counting: whole_units"
                self.wrong(found["at_most"], "S604", "a limit that clips cannot have the base 'counted'", hint)
        named = self.texts(found.get("limits"), "a limit")
        for item in found["limits"].value if limits and not isinstance(found["limits"], Text) else ():
            if isinstance(item, Text):
                self.named_limits.append((item.value.strip(), item))
        if limits and isinstance(found["limits"], Text):
            self.named_limits.append((found["limits"].value.strip(), found["limits"]))
        missing = "where" in found and among is None
        if amount is None or missing:
            return None
        return AtMost(**common, amount=amount, among=among, limits=named, counting=counting, dropped=dropped)

    def set_choose(self, node: Located) -> Choose | None:
        among = self._peek(node, "from")
        form = "R23" if first_fact(among) == "kind" else "R22"
        found, common = self.rule_fields(node, "choose", SET_FORMS["choose"], form)
        least = self.amount(found, "choose")
        most = self.amount({key: value for key, value in found.items() if key == "at_most"}, "at_most")
        waived = self.select(found, "waived_by")
        for key, amount in (("choose", least), ("at_most", most)):
            if amount and amount.base == "counted":
                message = "what is booked is no share of what is counted"
                self.wrong(found[key], "S604", message, "take the share of total")
        if least is None or among is None:
            return None
        return Choose(**common, least=least, most=most, among=among, waived=waived)

    def set_component(self, node: Located) -> Component | None:
        table = SET_FORMS["component"]
        found, common = self.rule_fields(node, "component", table, "R25")
        credits, among = self.credits(found, "credits"), self.select(found, "from")
        waived = self.select(found, "waived_by")
        component = self.text(found.get("component"), "the component")
        if "component" in found and not component:
            self.wrong(found["component"], "E121", "the component has no name", "component: Data Ethics")
        tolerance = self.share(found, "tolerance") or Fraction(0)
        combine = self.truth(found, "combine", table["combine"], False)
        credit_form = self.word(found, "credit_form", table, self.credit_form)
        if credits is None or among is None:
            return None
        return Component(
            **common, component=component, credits=credits, among=among, tolerance=tolerance, combine=combine,
            credit_form=credit_form, waived=waived,
        )  # fmt: skip

    def set_last(self, node: Located) -> Last | None:
        found, common = self.rule_fields(node, "last", SET_FORMS["last"], "R07")
        amount, among = self.amount(found, "last"), self.select(found, "are")
        if amount and (amount.units is not None or amount.base == "counted"):
            self.wrong(
                found["last"], "S604", "the last part is an amount of credits, or a share of total", "last: 30 ECTS"
            )
            return None
        return Last(**common, credits=amount, among=among) if amount and among else None

    # -- grades, days, outcomes -----------------------------------------------------------------------------------

    def set_average(self, node: Located) -> Average | None:
        table = SET_FORMS["average"]
        found, common = self.rule_fields(node, "average", table, "R11")
        points, among = self.number(found, "average"), self.select(found, "where")
        weighted = self.word(found, "weighted", table, "credits")
        ungraded = self.word(found, "ungraded", table, "left_out")
        if self.scale is None:
            hint = "grades: {scale: …, points: {A: 4, B: 3}}"
            self.wrong(node, "S605", "an average is on no scale: the policy has no 'grades'", hint)
        if points is None:
            return None
        written = self.text(found["average"], "")
        return Average(**common, points=points, written=written, weighted=weighted, ungraded=ungraded, among=among)

    def set_within(self, node: Located) -> Within | None:
        table = SET_FORMS["within"]
        found, common = self.rule_fields(node, "within", table, "R10")
        span, among = self.span(found, "within"), self.select(found, "where")
        since = self.choice(found.get("from"), table["from"], "beginning")
        until = self.choice(found.get("to"), table["to"], "end")
        if since == "first_unit" and until == "award":
            message = "from the first unit the time ends with the last unit"
            self.wrong(found["to"], "S604", message, "write to: last_unit, or from: enrolment")
        if span is None or since is None or until is None:
            return None
        return Within(**common, span=span, since=Clock(since), until=Clock(until), among=among)

    def set_overlap(self, node: Located) -> Overlap | None:
        table = SET_FORMS["overlap"]
        found, common = self.rule_fields(node, "overlap", table, "R19")
        most = self.share(found, "overlap")
        measure, if_more = self.word(found, "of", table, "smaller"), self.word(found, "if_more", table, "drop_one")
        return None if most is None else Overlap(**common, most=most, measure=measure, if_more=if_more)

    def set_once(self, node: Located) -> Once | None:
        found, common = self.rule_fields(node, "once", SET_FORMS["once"], "R19")
        sound = self.choice(found.get("once"), SET_FORMS["once"]["once"], "thing that is counted once")
        return Once(**common) if sound else None

    def set_for(self, node: Located) -> Prerequisite | None:
        table = SET_FORMS["for"]
        found, common = self.rule_fields(node, "for", table, "R20")
        of, needs = self.select(found, "for"), self.select(found, "needs")
        timing, by = self.word(found, "timing", table, "any"), self.word(found, "by", table, "counted")
        return Prerequisite(**common, of=of, needs=needs, timing=timing, by=by) if of and needs else None

    def set_order(self, node: Located) -> Order | None:
        found, common = self.rule_fields(node, "order", SET_FORMS["order"], "R21")
        steps = self.selectors(found, "order")
        return Order(**common, steps=steps) if steps else None

    def set_one_set(self, node: Located) -> OneSet | None:
        found, common = self.rule_fields(node, "one_set", SET_FORMS["one_set"], "R17")
        sets, among = self.selectors(found, "one_set"), self.select(found, "where")
        return OneSet(**common, sets=sets, among=among) if sets else None

    def set_block(self, node: Located) -> Block | None:
        found, common = self.rule_fields(node, "block", SET_FORMS["block"], "R25")
        sound = self.choice(found.get("block"), SET_FORMS["block"]["block"], "block")
        among = self.select(found, "where")
        return Block(**common, among=among) if sound else None

    def set_outcomes(self, node: Located) -> Outcomes | None:
        table = SET_FORMS["outcomes"]
        found, common = self.rule_fields(node, "outcomes", table, "R18")
        wanted = tuple(each for each in map(self.wanted, self.listed(found.get("outcomes"), "outcomes")) if each)
        each, essential, overall = (self.share(found, key) for key in ("each", "essential", "overall"))
        if each is essential is overall is None and not {"each", "essential", "overall"} & set(found):
            self.wrong(
                node, "E121", "nothing is asked of the outcomes", "each: 50 %, essential: 100 % or overall: 75 %"
            )
        if "essential" in found and wanted and not any(outcome.essential for outcome in wanted):
            self.wrong(
                found["essential"], "S605", "no outcome is essential", "write essential: yes beside those that are"
            )
        ids = [outcome.id for outcome in wanted]
        for double in sorted({name for name in ids if ids.count(name) > 1}):
            self.wrong(found["outcomes"], "E301", f"two outcomes are called '{double}'", "give each its own id")
        add_up = self.truth(found, "add_up", table["add_up"], False)
        if not wanted:
            if "outcomes" in found and not self.listed(found["outcomes"], "outcomes"):
                self.wrong(found["outcomes"], "E126", "'outcomes' names none")
            return None
        return Outcomes(**common, wanted=wanted, each=each, essential=essential, overall=overall, add_up=add_up)

    def wanted(self, node: Located) -> OutcomeWanted | None:
        if not isinstance(node, Map):
            self.wrong(node, "E110", "an outcome is written {id: …, en: …}")
            return None
        known = Map(tuple(pair for pair in node if pair[0].value in _WANTED), node.line, node.column)
        rest = Map(tuple(pair for pair in node if pair[0].value not in _WANTED), node.line, node.column)
        found = self.fields(known, _WANTED, "an outcome")
        text = self.langtext(rest, "the outcome")
        outcome_id = self.text(found.get("id"), "the outcome's id")
        same = self.texts(found.get("same_as"), "an identifier")
        essential = self.truth(found, "essential", _WANTED["essential"], False)
        return OutcomeWanted(id=outcome_id, text=text, identifiers=same or (outcome_id,), essential=essential)

    # -- acts and the case ----------------------------------------------------------------------------------------

    def set_act(self, node: Located) -> Act | None:
        return self._act(node, "act", "R31", "condition")

    def set_person(self, node: Located) -> Act | None:
        return self._act(node, "person", "R37", "ask")

    def _act(self, node: Located, form: str, catalogue: str, missing: str) -> Act | None:
        table = SET_FORMS[form]
        found, common = self.rule_fields(node, form, table, catalogue)
        act = self.text(found.get(form), "the name")
        if form in found and not ID.fullmatch(act):
            self.wrong(found[form], "E127", f"'{act}' is no name of an act", "small letters, digits, - and .")
        by = self.choice(found.get("by"), table["by"], "one who can do it")
        deadline = self.langtext(found.get("deadline"), "'deadline'") or None
        if_missing = self.word(found, "if_missing", table, missing) if "if_missing" in table else missing
        if by is None or not act:
            return None
        return Act(**common, act=act, text=common["title"], by=by, if_missing=if_missing, deadline=deadline)

    def set_case(self, node: Located) -> OfCase | None:
        found, common = self.rule_fields(node, "case", SET_FORMS["case"], "R31")
        condition = self.selecting.case(found.get("case"), case_name(common["id"]))
        return OfCase(**common, condition=condition) if condition else None
