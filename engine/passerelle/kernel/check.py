"""A program enters; the stratum of each rule leaves, or a `ProgramError` that says what is wrong with it.

Everything the engine would misunderstand, crash on or silently ignore is refused here, before it sees a rule.
"""

from __future__ import annotations

from passerelle.errors import FactError, ProgramError
from passerelle.kernel import limits
from passerelle.kernel.guard import checked_int, checked_text
from passerelle.rulepacks.program import Copy, Join, Pattern, Program, ProgramRule, Test

_ORDER = frozenset({"<", "<=", ">", ">="})
_OPERATORS = {
    "int": _ORDER | {"==", "!=", "has"},
    "str": frozenset({"==", "!=", "has"}),
    "strs": frozenset({"contains", "has"}),
}
_JOINS = {"int": _ORDER | {"==", "!="}, "str": frozenset({"==", "!="}), "strs": frozenset()}


def check_program(program: Program) -> tuple[int, ...]:
    """The stratum of each rule. A rule with absent patterns may run once all lower strata are complete.

    Raises `ProgramError`.
    """
    _check_names(program)
    types: dict[str, str] = {**program.schema, "kind": "str"}
    for rule in program.rules:
        try:
            _check_rule(rule, types)
        except FactError as error:
            raise ProgramError(f"rule {rule.name!r}: {error}") from None
        except _RefusedError as error:
            raise ProgramError(f"rule {rule.name!r}: {error}") from None
    return _strata(program)


class _RefusedError(Exception):
    """Carries the reason up to where the rule's name is known."""


def _check_names(program: Program) -> None:
    if not program.key or not isinstance(program.key, str):
        raise ProgramError("a program needs a key that identifies its content")
    if len(program.rules) > limits.RULES:
        raise ProgramError(f"{len(program.rules)} rules; at most {limits.RULES} are allowed in a program")
    seen: set[str] = set()
    for rule in program.rules:
        if not isinstance(rule.name, str) or not rule.name:
            raise ProgramError("every rule needs a name")
        if rule.name in seen:
            raise ProgramError(f"two rules are named {rule.name!r}")
        seen.add(rule.name)
    for name, type_ in program.schema.items():
        if not isinstance(name, str) or not name:
            raise ProgramError("an attribute of the schema has no name")
        if type_ not in _OPERATORS:
            raise ProgramError(f"attribute {name!r}: {type_!r} is not a type (int, str or strs)")
    if program.schema.get("kind", "str") != "str":
        raise ProgramError("attribute 'kind' is reserved: it is the text that names a fact's kind")


def _check_rule(rule: ProgramRule, types: dict[str, str]) -> None:
    if not 1 <= len(rule.patterns) <= limits.PATTERNS:
        raise _RefusedError(f"{len(rule.patterns)} patterns; 1 to {limits.PATTERNS} are allowed")
    if rule.patterns[0].absent:
        raise _RefusedError("the first pattern may not be absent: there is no fact yet to miss it from")
    if sum(len(pattern.joins) for pattern in rule.patterns) > limits.JOINS:
        raise _RefusedError(f"more than {limits.JOINS} joins")
    if type(rule.priority) is not int or not 0 <= rule.priority <= limits.PRIORITY:
        raise _RefusedError(f"priority {rule.priority!r} is not a whole number from 0 to {limits.PRIORITY}")
    for place, pattern in enumerate(rule.patterns):
        _check_kind(pattern.kind)
        if len(pattern.tests) > limits.TESTS:
            raise _RefusedError(f"pattern {place} has more than {limits.TESTS} tests")
        for test in pattern.tests:
            _check_test(test, types)
        for join in pattern.joins:
            _check_join(join, place, rule.patterns, types)
        if place and not pattern.joins and not pattern.absent:
            raise _RefusedError(f"pattern {place} has no join: every pair of facts would match")
        if pattern.absent and len({join.pattern for join in pattern.joins}) > 1:
            raise _RefusedError(f"absent pattern {place} joins to more than one earlier pattern")
    _check_derived(rule, types)


def _check_kind(kind: object) -> None:
    if not isinstance(kind, str) or not kind or checked_text(kind, "kind") != kind:
        raise _RefusedError(f"{kind!r} is not the name of a kind (text in NFC, not empty)")


def _type(attribute: str, types: dict[str, str]) -> str:
    if attribute not in types:
        raise _RefusedError(f"attribute {attribute!r} is not in the schema")
    return types[attribute]


def _check_constant(value: object, type_: str, attribute: str) -> None:
    if type_ == "int":
        checked_int(value, attribute)
    elif checked_text(value, attribute) != value:
        raise _RefusedError(f"attribute {attribute!r}: the text {value!r} is not in NFC")


def _check_test(test: Test, types: dict[str, str]) -> None:
    type_ = _type(test.attribute, types)
    if test.operator not in _OPERATORS[type_]:
        raise _RefusedError(f"{test.operator!r} cannot be asked of {test.attribute!r}, which is {type_}")
    if test.operator != "has":
        _check_constant(test.value, type_, test.attribute)


def _check_join(join: Join, place: int, patterns: tuple[Pattern, ...], types: dict[str, str]) -> None:
    if type(join.pattern) is not int or not 0 <= join.pattern < place:
        raise _RefusedError(f"pattern {place} joins to pattern {join.pattern!r}, which is not an earlier one")
    if patterns[join.pattern].absent:
        raise _RefusedError(f"pattern {place} joins to pattern {join.pattern}, which is absent")
    here, there = _type(join.attribute, types), _type(join.other, types)
    if here != there:
        raise _RefusedError(f"join of {join.attribute!r} ({here}) with {join.other!r} ({there}): types differ")
    if join.operator not in _JOINS[here]:
        raise _RefusedError(f"{join.operator!r} cannot join {join.attribute!r}, which is {here}")


def _check_derived(rule: ProgramRule, types: dict[str, str]) -> None:
    if rule.derives is None:
        return
    _check_kind(rule.derives.kind)
    names = [name for name, _ in rule.derives.attributes]
    if len(set(names)) < len(names):
        raise _RefusedError("derives a fact with the same attribute twice")
    for name, value in rule.derives.attributes:
        if name == "kind":
            raise _RefusedError("derives a fact with an attribute 'kind', which is reserved")
        type_ = _type(name, types)
        if not isinstance(value, Copy):
            if type_ == "strs":
                raise _RefusedError(f"attribute {name!r} is strs; it can only be copied")
            _check_constant(value, type_, name)
            continue
        if type(value.pattern) is not int or not 0 <= value.pattern < len(rule.patterns):
            raise _RefusedError(f"attribute {name!r} is copied from pattern {value.pattern!r}, which is not there")
        if rule.patterns[value.pattern].absent:
            raise _RefusedError(f"attribute {name!r} is copied from an absent pattern")
        if _type(value.attribute, types) != type_:
            raise _RefusedError(f"attribute {name!r} ({type_}) is copied from {value.attribute!r}, of another type")


def _strata(program: Program) -> tuple[int, ...]:
    """Lowest strata in which no rule lacks what a rule of its own or a higher stratum may yet derive."""
    derived = {rule.derives.kind for rule in program.rules if rule.derives}
    level = dict.fromkeys(derived, 0)

    def stratum(rule: ProgramRule) -> int:
        lowest = 0
        for pattern in rule.patterns:
            if pattern.kind in derived:
                lowest = max(lowest, level[pattern.kind] + pattern.absent)
        return lowest

    changed = True
    while changed:
        changed = False
        for rule in program.rules:
            if rule.derives and stratum(rule) > level[rule.derives.kind]:
                level[rule.derives.kind] = stratum(rule)
                changed = True
                if level[rule.derives.kind] > len(derived):
                    raise ProgramError(f"rule {rule.name!r}: kind {rule.derives.kind!r} depends on its own absence")
    return tuple(stratum(rule) for rule in program.rules)
