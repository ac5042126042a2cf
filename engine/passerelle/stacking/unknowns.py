"""A choice that may hold in; the unknown facts that decide whether it does out, and nothing that makes no difference.

A fact is named where the choice would be certain with it (and the others named) known to be favourable, and is not
certain without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from passerelle.decision import Truth
from passerelle.decision.stacking import RequirementMet, UnknownFact
from passerelle.rulepacks.stacks.policy import (
    Act,
    AtLeast,
    AtMost,
    Average,
    Block,
    Choose,
    Component,
    Experience,
    Group,
    Last,
    OfCase,
    OneSet,
    Order,
    Outcomes,
    Overlap,
    Prerequisite,
    Requirement,
    Rule,
    Selector,
    Severity,
    Within,
    within,
)
from passerelle.rulepacks.stacks.selecting import case_name, guard_name
from passerelle.stacking.choosing import AwardToReach, Choice
from passerelle.stacking.gathering.fitting import UNITS, Fitted, unit_rule_facts
from passerelle.stacking.table import Table, UnitRow
from passerelle.stacking.ways.smallest import smallest

#: So often it is tried whether fewer facts would do.
_MOST_TRIALS = 20

#: Of a unit ("" for the case) a fact by its short name.
Open = tuple[str, str]


@dataclass(slots=True)
class _Cell:
    """One thing of the table that is unknown: the facts that it waits for, and how it reads when they are good."""

    facts: frozenset[Open]
    rules: tuple[str, ...]
    better: Callable[[Table], Table]


@dataclass(slots=True)
class _Cells:
    found: list[_Cell] = field(default_factory=list)

    def add(self, unit_id: str, facts: Iterable[str], rules: Iterable[str], better: Callable[[Table], Table]) -> None:
        named = frozenset((unit_id if "." not in fact else "", fact) for fact in facts)
        if named:
            self.found.append(_Cell(named, tuple(rules), better))


def deciding_facts(
    fitted: Fitted,
    award: AwardToReach,
    choice: Choice,
    requirements: tuple[RequirementMet, ...],
    certain: Callable[[Table], bool],
) -> tuple[UnknownFact, ...]:
    """The facts that decide, by unit and name. `certain` says whether a table has a choice that is certain."""
    cells = _cells(fitted, award, choice, requirements)
    facts = sorted({each for cell in cells for each in cell.facts})
    needed = set(facts)
    if facts and certain(_with(fitted.table, cells, needed)):
        # First whole kinds of facts, then single ones where these are not too many.
        for name in sorted({fact for _, fact in facts}):
            fewer = {each for each in needed if each[1] != name}
            if certain(_with(fitted.table, cells, fewer)):
                needed = fewer
        found = smallest(sorted(needed), lambda known: certain(_with(fitted.table, cells, set(known))), _MOST_TRIALS)
        needed = needed if found is None else set(found)
    rules: dict[Open, dict[str, None]] = {}
    for cell in cells:
        for each in cell.facts & needed:
            rules.setdefault(each, {}).update(dict.fromkeys(cell.rules))
    acts = {rule.act: rule.by for top in award.requirements for rule in within(top) if isinstance(rule, Act)}
    return tuple(
        UnknownFact(unit=unit, fact=fact, by=acts.get(fact) or _by(fact, fitted), rules=tuple(rules[unit, fact]))
        for unit, fact in sorted(needed)
    )


def _by(fact: str, fitted: Fitted) -> str:
    suppliers = fitted.schema.suppliers
    return suppliers.get(f"{UNITS}.{fact}") or suppliers.get(fact, "host")


def _with(table: Table, cells: list[_Cell], known: set[Open]) -> Table:
    """The table with everything favourable that hangs on nothing but these facts."""
    for cell in cells:
        if cell.facts <= known:
            table = cell.better(table)
    return table


def _cells(
    fitted: Fitted, award: AwardToReach, choice: Choice, requirements: tuple[RequirementMet, ...]
) -> list[_Cell]:
    cells = _Cells()
    open_rules = {each.rule for each in _flat(requirements) if each.met is Truth.UNKNOWN}
    unit_rules = {rule.id: rule for rule in award.units}
    wanted = _selectors(award, open_rules)
    held = set(choice.units)
    for row in fitted.table.units:
        if row.id not in held:
            continue
        for rule_id, value in row.barred.items():
            bar = unit_rules.get(rule_id)
            if value is Truth.UNKNOWN and bar is not None and bar.severity is Severity.MUST:
                cells.add(row.id, unit_rule_facts(bar, fitted, row), (rule_id,), _free(row.id, rule_id))
        for name, (positive, rules) in wanted.items():
            if row.fits.get(name) is Truth.UNKNOWN:
                cells.add(row.id, fitted.missing(row.id, name), rules, _fits(row.id, name, positive))
        if not row.known and open_rules:
            cells.add(row.id, _about_credits(row, fitted, award), sorted(open_rules), _credits(row.id))
    for top in award.requirements:
        for rule in within(top):
            if rule.id in open_rules:
                _about_rule(rule, fitted, held, cells)
    return cells.found


def _about_credits(row: UnitRow, fitted: Fitted, award: AwardToReach) -> tuple[str, ...]:
    """The facts that credits wait for: whether the unit is experience, how long it was, or the credits themselves."""
    for rule in award.units:
        if not isinstance(rule, Experience):
            continue
        among = Truth.TRUE if rule.among is None else row.fits[rule.among.name]
        if among is Truth.UNKNOWN and rule.among is not None:
            return fitted.missing(row.id, rule.among.name) or ("credits",)
        if among is Truth.TRUE and "experience_months" not in fitted.facts[row.id]:
            return ("experience_months",)
    return ("credits",)


def _about_rule(rule: Requirement, fitted: Fitted, held: set[str], cells: _Cells) -> None:
    """What one open rule waits for beside what units fit."""
    table = fitted.table
    if table.guards.get(rule.id) is Truth.UNKNOWN:
        cells.add("", fitted.missing("", guard_name(rule.id)), (rule.id,), _guard(rule.id))
    if isinstance(rule, OfCase) and table.case.get(rule.id) is Truth.UNKNOWN:
        cells.add("", fitted.missing("", case_name(rule.id)), (rule.id,), _case(rule.id))
    if isinstance(rule, Act) and rule.act not in table.acts:
        cells.add("", (rule.act,), (rule.id,), _act(rule.act))
    for row in table.units:
        if row.id not in held:
            continue
        if isinstance(rule, Average) and row.points is None and row.graded is not False:
            cells.add(row.id, ("grade" if row.graded is None else "grade_points",), (rule.id,), _same)
        if isinstance(rule, Within | Last | Prerequisite | Order) and row.achieved is None:
            cells.add(row.id, ("achieved",), (rule.id,), _same)
        if isinstance(rule, Overlap) and row.outcomes is None:
            cells.add(row.id, ("outcomes",), (rule.id,), _outcomes(row.id))
        if isinstance(rule, Outcomes) and any(key[0] == rule.id and row.covers[key] is None for key in row.covers):
            cells.add(row.id, ("outcomes",), (rule.id,), _covers(row.id, rule.id))
        if isinstance(rule, Block) and not row.source:
            cells.add(row.id, ("issuer",), (rule.id,), _same)
    if isinstance(rule, Within) and str(rule.since) not in table.days and str(rule.since) == "enrolment":
        cells.add("", ("stack.enrolled",), (rule.id,), _same)


def _flat(requirements: Iterable[RequirementMet]) -> Iterator[RequirementMet]:
    for each in requirements:
        yield each
        yield from _flat(each.parts)


def _selectors(award: AwardToReach, open_rules: set[str]) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """The selectors that the open rules ask, and whether it is good for the learner that a unit fits."""
    found: dict[str, tuple[bool, tuple[str, ...]]] = {}

    def want(selector: Selector | None, positive: bool, rule: Rule) -> None:
        if selector is not None:
            before = found.get(selector.name, (positive, ()))
            found[selector.name] = (before[0] or positive, tuple(dict.fromkeys((*before[1], rule.id))))

    def look(rule: Requirement, turned: bool) -> None:
        if isinstance(rule, Group):
            for member in rule.members:
                look(member, turned != (rule.kind == "not"))
            return
        if rule.id not in open_rules:
            return
        if isinstance(rule, AtLeast | Choose | Component | Last | Average):
            want(rule.among, not turned, rule)
        if isinstance(rule, AtMost | Within | Block | OneSet):
            want(rule.among, turned, rule)
        if isinstance(rule, Choose | Component):
            want(rule.waived, True, rule)
        if isinstance(rule, Prerequisite):
            want(rule.of, False, rule)
            want(rule.needs, True, rule)
        if isinstance(rule, Order):
            for step in rule.steps:
                want(step, False, rule)
        if isinstance(rule, OneSet):
            for one in rule.sets:
                want(one, True, rule)

    for top in award.requirements:
        look(top, False)
    limits = {rule.id: rule for rule in award.requirements if isinstance(rule, AtMost)}
    for rule in limits.values():
        # What a limit clips is missing wherever credits are counted.
        if rule.counting == "clip" and open_rules:
            want(rule.among, False, rule)
    for rule in limits.values():
        for name in rule.limits if rule.id in open_rules else ():
            if name in limits:
                want(limits[name].among, False, rule)
    return found


def _row(table: Table, unit_id: str, change: Callable[[UnitRow], UnitRow]) -> Table:
    return replace(table, units=tuple(change(row) if row.id == unit_id else row for row in table.units))


def _same(table: Table) -> Table:
    return table


def _free(unit_id: str, rule_id: str) -> Callable[[Table], Table]:
    def change(row: UnitRow) -> UnitRow:
        return replace(row, barred={name: value for name, value in row.barred.items() if name != rule_id})

    return lambda table: _row(table, unit_id, change)


def _fits(unit_id: str, name: str, positive: bool) -> Callable[[Table], Table]:
    value = Truth.TRUE if positive else Truth.FALSE
    return lambda table: _row(table, unit_id, lambda row: replace(row, fits={**row.fits, name: value}))


def _credits(unit_id: str) -> Callable[[Table], Table]:
    def change(row: UnitRow) -> UnitRow:
        return replace(row, least=row.least if row.most is None else row.most, most=row.most or row.least)

    return lambda table: _row(table, unit_id, change)


def _outcomes(unit_id: str) -> Callable[[Table], Table]:
    return lambda table: _row(table, unit_id, lambda row: replace(row, outcomes=frozenset()))


def _covers(unit_id: str, rule_id: str) -> Callable[[Table], Table]:
    def change(row: UnitRow) -> UnitRow:
        full: Mapping[tuple[str, str], Fraction | None] = {
            key: Fraction(1) if share is None and key[0] == rule_id else share for key, share in row.covers.items()
        }
        return replace(row, covers=full)

    return lambda table: _row(table, unit_id, change)


def _guard(rule_id: str) -> Callable[[Table], Table]:
    return lambda table: replace(table, guards={**table.guards, rule_id: Truth.FALSE})


def _case(rule_id: str) -> Callable[[Table], Table]:
    return lambda table: replace(table, case={**table.case, rule_id: Truth.TRUE})


def _act(act: str) -> Callable[[Table], Table]:
    return lambda table: replace(table, acts={**table.acts, act: True})
