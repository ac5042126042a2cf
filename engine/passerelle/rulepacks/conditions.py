"""A condition's tree and a scope of typed names in, a typed function with three truth values out.

Types keep apart what must not meet: levels of different frameworks, credits and hours, a percentage and a number.
"""

from __future__ import annotations

import operator as operators
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from passerelle.rulepacks.amounts import Range, bounds, compare_ranges, plus, shift, times
from passerelle.rulepacks.diagnostics import did_you_mean
from passerelle.rulepacks.expression import (
    Binary,
    Call,
    ExpressionError,
    ListOf,
    Literal,
    Name,
    Node,
    Quantifier,
    Unary,
)
from passerelle.rulepacks.quantifiers import ANSWERS, member_truths
from passerelle.rulepacks.scope import MEMBER, SUBJECTS, Compiled, Run, Scope, constant, merged
from passerelle.rulepacks.shape import CRITERIA

_AMOUNTS = frozenset(("credits", "hours", "number", "percentage", "integer"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
#: Codes that people write for a country that has another in ISO 3166.
_COUNTRIES = {"UK": "GB", "EL": "GR"}
_ORDERED = _AMOUNTS | {"date", "eqf", "eqf step"}


def compile_expression(node: Node, scope: Scope) -> Compiled:
    """The typed function of an expression. Raises `ExpressionError` at the first wrong name or type."""
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, Name):
        return _name(node, scope)
    if isinstance(node, Unary):
        return _unary(node, scope)
    if isinstance(node, Binary):
        return _binary(node, scope)
    if isinstance(node, Quantifier):
        return _quantifier(node, scope)
    if isinstance(node, Call):
        return _call(node, scope)
    raise ExpressionError("a list stands only after 'is one of' or 'overlaps'", node.column)


def compile_condition(node: Node, scope: Scope) -> Compiled:
    """Like `compile_expression`, for a condition that must be true or false."""
    compiled = compile_expression(node, scope)
    if compiled.type != "boolean":
        raise ExpressionError(f"this is {_a(compiled.type)}, not a condition", node.column, "compare it with something")
    return compiled


def _a(kind: str) -> str:
    names = {
        "credits": "an amount of ECTS", "hours": "an amount of hours", "number": "a number", "integer": "a number",
        "percentage": "a percentage", "date": "a day", "duration": "a length of time", "eqf": "an EQF level",
        "level": "a level of some framework", "boolean": "true or false", "text": "a text",
        "langtext": "a text in several languages", "country": "a country", "language": "a language",
        "collection": "a collection", "eqf step": "a number of EQF levels",
    }  # fmt: skip
    if kind.startswith("set:"):
        return f"a set ({kind.removeprefix('set:').removeprefix('term:').replace('_', ' ')})"
    if kind.startswith("term:"):
        return f"a term ({kind.removeprefix('term:').replace('_', ' ')})"
    return names.get(kind, kind)


def _literal(node: Literal) -> Compiled:
    if node.type == "number" and isinstance(node.value, Fraction) and node.value.denominator == 1:
        return constant("integer", node.value)
    return constant(node.type, node.value)


def _name(node: Name, scope: Scope) -> Compiled:
    text = node.text
    if scope.member_of and text in scope.members[scope.member_of]:
        column = scope.column(scope.member_of, text)
        full = f"{scope.member_of}.{text}"
        reads = frozenset((full,))
        established = reads & scope.conclusions
        kind = scope.members[scope.member_of][text]
        return Compiled(kind, lambda frame: frame[MEMBER][column], reads - established, established)
    head, _, rest = text.partition(".")
    if head in scope.subjects:
        collection = scope.subjects[head]
        if rest not in scope.members[collection]:
            known = scope.members[collection]
            raise ExpressionError(
                f"unknown fact '{text}'", node.column, did_you_mean(rest, known) or f"it has {', '.join(known)}"
            )
        column = scope.column(collection, rest)
        slot = SUBJECTS[list(scope.subjects).index(head)]
        reads = frozenset((f"{collection}.{rest}",))
        established = reads & scope.conclusions
        return Compiled(
            scope.members[collection][rest],
            lambda frame: frame[slot][column],
            reads - established,
            established,
            subjects=frozenset((head,)),
        )
    if text in scope.defined:
        slot = scope.slot(text)
        of = scope.defined[text]
        parts = (of,) if of.parts else ()
        return Compiled(
            of.type,
            lambda frame: frame[slot],
            of.facts,
            of.conclusions,
            of.defined | {text},
            parts=parts,
            sides=of.sides,
            slot=slot,
        )
    owner = scope.owner(text)
    if owner is not None and (text in scope.facts or text in scope.conclusions):
        short = text.rpartition(".")[2]
        raise ExpressionError(
            f"'{text}' is a fact of each of {owner}",
            node.column,
            f"write any({owner} where {short} …), or use for_each",
        )
    if text in scope.conclusions:
        slot = scope.slot(text)
        return Compiled("boolean", lambda frame: frame[slot], conclusions=frozenset((text,)), slot=slot)
    if text in scope.facts:
        slot = scope.slot(text)
        return Compiled(scope.facts[text], lambda frame: frame[slot], frozenset((text,)), slot=slot)
    raise _unknown(node, scope)


def _unknown(node: Name, scope: Scope) -> ExpressionError:
    """The mistake of a name that means nothing here."""
    hint = _rating_hint(node.text, scope) or did_you_mean(node.text, scope.known_names())
    if any(_is_fact(Name(part, node.column), scope) for part in node.text.split("-")[:-1]):
        hint = "put spaces around a minus"
    if re.fullmatch("EQF-?[1-8]", node.text):
        hint = f"write EQF {node.text[-1]}"
    return ExpressionError(f"unknown fact '{node.text}'", node.column, hint)


def _rating_hint(text: str, scope: Scope) -> str:
    """What a name such as criterion.quality.strong could be, or why no rule gives it; "" for other names."""
    head, _, rest = text.partition(".")
    criterion, _, rating = rest.partition(".")
    if head != "criterion":
        return ""
    if criterion not in CRITERIA:
        written = [f"criterion.{name}.{rating}" for name in CRITERIA]
        return did_you_mean(text, written) or f"the criteria are {', '.join(CRITERIA)}"
    if rating not in CRITERIA[criterion]:
        written = [f"criterion.{criterion}.{name}" for name in CRITERIA[criterion]]
        near = did_you_mean(text, written) if rating else ""
        return near or f"{criterion} is rated {', '.join(CRITERIA[criterion])}"
    given = [each for each in CRITERIA[criterion] if f"criterion.{criterion}.{each}" in scope.conclusions]
    return f"no rule rates {criterion} so; rules rate it {', '.join(given)}" if given else f"no rule rates {criterion}"


def _unary(node: Unary, scope: Scope) -> Compiled:
    if node.operator == "not":
        inner = compile_condition(node.operand, scope)
        run = inner.run

        def negate(frame: list[Any]) -> Any:
            value = run(frame)
            return None if value is None else not value

        return replace(merged("boolean", negate, [inner]), parts=(inner,), word="not")
    inner = compile_expression(node.operand, scope)
    run = inner.run
    if node.operator == "-":
        if inner.type not in _AMOUNTS:
            raise ExpressionError(f"{_a(inner.type)} cannot be negative", node.column)
        return merged(inner.type, lambda frame: None if (v := run(frame)) is None else times(v, Fraction(-1)), [inner])
    if inner.constant:
        raise ExpressionError("a constant is always known", node.column)
    known, slot = node.operator == "is known", inner.slot
    if slot is not None:
        return merged("boolean", lambda frame: (frame[slot] is not None) is known, [inner])
    return merged("boolean", lambda frame: (run(frame) is not None) is known, [inner])


def _binary(node: Binary, scope: Scope) -> Compiled:
    if node.operator in ("and", "or"):
        if isinstance(node.right, Name) and "." not in node.right.text and not _is_fact(node.right, scope):
            hint = did_you_mean(node.right.text, scope.known_names())
            hint = (
                hint
                or f"'{node.operator}' joins whole conditions; several words are a list: one of [a, b], overlaps [a, b]"
            )
            raise ExpressionError(f"unknown fact '{node.right.text}'", node.right.column, hint)
        left, right = compile_condition(node.left, scope), compile_condition(node.right, scope)
        run = _joined(left.run, right.run, node.operator == "or")
        return replace(merged("boolean", run, [left, right]), parts=(left, right), word=node.operator)
    if node.operator in ("+", "-", "*", "/"):
        return _arithmetic(node, scope)
    if node.operator == "one of":
        return _one_of(node, scope)
    if node.operator in ("contains", "overlaps"):
        return _sets(node, scope)
    left, right = _sides(node.left, node.right, scope)
    ordering = node.operator not in ("=", "!=")
    _comparable(node, left, right, ordering)
    compared = merged("boolean", _comparison(node.operator, left, right), [left, right])
    return replace(compared, sides=(left, right))


def _joined(left: Run, right: Run, decisive: bool) -> Run:
    """Two conditions of which one that is `decisive` settles both: false for "and", true for "or"."""

    def run(frame: list[Any]) -> Any:
        a = left(frame)
        if a is decisive:
            return decisive
        b = right(frame)
        if b is decisive:
            return decisive
        return None if a is None or b is None else not decisive

    return run


def _sides(left: Node, right: Node, scope: Scope) -> tuple[Compiled, Compiled]:
    """Both sides of a comparison; a bare word on one side is a term of the other side's kind."""
    for one, other, swapped in ((left, right, False), (right, left, True)):
        if isinstance(other, Name) and not _is_fact(other, scope):
            typed = compile_expression(one, scope)
            term = _term(other, typed.type, scope)
            return (term, typed) if swapped else (typed, term)
    return compile_expression(left, scope), compile_expression(right, scope)


def _is_fact(node: Name, scope: Scope) -> bool:
    head = node.text.partition(".")[0]
    return (
        node.text in scope.facts
        or node.text in scope.conclusions
        or node.text in scope.defined
        or head in scope.subjects
        or (scope.member_of is not None and node.text in scope.members[scope.member_of])
    )


def _term(node: Name, kind: str, scope: Scope) -> Compiled:
    """A bare word as a constant of a type: a term, a country, a language."""
    base = kind.removeprefix("set:")
    if "." in node.text:
        raise _unknown(node, scope)
    if base.startswith("term:"):
        known = scope.terms.get(base.removeprefix("term:"), frozenset())
        if node.text not in known:
            hint = did_you_mean(node.text, known) or f"one of {', '.join(sorted(known))}"
            raise ExpressionError(f"'{node.text}' is not {_a(base)}", node.column, hint)
        return constant(base, node.text)
    if base == "country":
        if len(node.text) != 2 or not node.text.isupper():
            raise ExpressionError(f"'{node.text}' is no country code", node.column, "two capitals, such as SI")
        if node.text in _COUNTRIES:
            hint = f"write {_COUNTRIES[node.text]}"
            raise ExpressionError(f"'{node.text}' is no country code", node.column, hint)
        return constant("country", node.text)
    if base == "language":
        if not _LANGUAGE.fullmatch(node.text):
            raise ExpressionError(f"'{node.text}' is no language code", node.column, "small letters, such as sl")
        return constant("language", node.text)
    if base == "text":
        hint = did_you_mean(node.text, scope.known_names()) or "put a text between quotes"
        raise ExpressionError(f"unknown fact '{node.text}'", node.column, hint)
    if base == "boolean":
        raise ExpressionError(f"unknown fact '{node.text}'", node.column, "write true or false")
    raise _unknown(node, scope)


def _number(node: Binary, otherwise: int) -> str:
    """The whole number that a side of a comparison is, so that a hint can repeat it."""
    for side in (node.right, node.left):
        if isinstance(side, Literal) and isinstance(side.value, Fraction | int) and side.type == "number":
            whole = Fraction(side.value)
            if whole.denominator == 1 and whole > 0:
                return str(whole)
    return str(otherwise)


def _comparable(node: Binary, left: Compiled, right: Compiled, ordering: bool) -> None:
    kinds = {left.type, right.type}
    hint = ""
    if "level" in kinds and (ordering or len(kinds) > 1):
        raise ExpressionError(
            "levels of different frameworks have no common order", node.column, "compare award.level.eqf with EQF …"
        )
    if "eqf" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an EQF level is no number", node.column, f"write EQF {_number(node, 6)}")
    if "credits" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an amount of credits needs its unit", node.column, f"write {_number(node, 5)} ECTS")
    if "hours" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an amount of hours needs its unit", node.column, f"write {_number(node, 150)} hours")
    if kinds == {"percentage", "integer"} or kinds == {"percentage", "number"}:
        raise ExpressionError("a percentage needs its sign", node.column, "write 80 %")
    if kinds <= {"integer", "number"} or kinds <= {"eqf", "eqf step"}:
        kinds = {left.type}
    if "langtext" in kinds or "collection" in kinds:
        hint = "ask whether it is known" if "langtext" in kinds else "ask any(…), all(…), none(…) or count(…)"
        raise ExpressionError(f"{_a(left.type)} cannot be compared with {_a(right.type)}", node.column, hint)
    if left.type.startswith("set:") or right.type.startswith("set:"):
        raise ExpressionError(
            "a set is compared by 'contains' or 'overlaps'", node.column, "contains one, or overlaps [one, other]"
        )
    if len(kinds) > 1:
        if "text" in kinds and any(kind in ("country", "language") or kind.startswith("term:") for kind in kinds):
            hint = "write the term without quotes"
        elif "date" in kinds and kinds & {"integer", "number"}:
            hint = "write 2026-09-01"
        raise ExpressionError(f"{_a(left.type)} cannot be compared with {_a(right.type)}", node.column, hint)
    if ordering and left.type not in _ORDERED:
        raise ExpressionError(f"{_a(left.type)} has no order", node.column, "use = or !=")


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operators.eq, "!=": operators.ne, "<": operators.lt, "<=": operators.le, ">": operators.gt, ">=": operators.ge,
}  # fmt: skip


def _comparison(operator: str, left: Compiled, right: Compiled) -> Run:
    a_run, b_run = left.run, right.run
    may_range = left.type in _AMOUNTS
    compare = _COMPARE[operator]
    if right.constant and not may_range:
        value, slot = b_run([]), left.slot
        if slot is not None:
            return lambda frame: None if (a := frame[slot]) is None else compare(a, value)
        return lambda frame: None if (a := a_run(frame)) is None else compare(a, value)

    def run(frame: list[Any]) -> Any:
        a = a_run(frame)
        if a is None:
            return None
        b = b_run(frame)
        if b is None:
            return None
        if may_range and (type(a) is Range or type(b) is Range):
            return compare_ranges(operator, a, b)
        return compare(a, b)

    return run


def _arithmetic(node: Binary, scope: Scope) -> Compiled:
    left, right = compile_expression(node.left, scope), compile_expression(node.right, scope)
    a_run, b_run = left.run, right.run
    kind = _arithmetic_type(node, left.type, right.type)
    operator = node.operator

    def run(frame: list[Any]) -> Any:
        a = a_run(frame)
        b = b_run(frame) if a is not None else None
        if a is None or b is None:
            return None
        if kind == "date":
            sign = 1 if operator == "+" else -1
            return shift(a, sign * b[0], sign * b[1], sign * b[2])
        if operator == "+":
            return plus(a, b)
        if operator == "-":
            negative = times(b, Fraction(-1))
            return None if negative is None else plus(a, negative)
        if operator == "*":
            return times(a, b)
        if type(b) is Range or b == 0:
            return None
        return times(a, 1 / Fraction(b))

    return merged(kind, run, [left, right])


def _arithmetic_type(node: Binary, left: str, right: str) -> str:
    numbers = ("integer", "number", "percentage")
    operator = node.operator
    if operator in "+-":
        if left == "date" and right == "duration":
            return "date"
        if left == "eqf" and right == "integer":
            return "eqf step"
        if left == right and left in ("credits", "hours", "integer", "number", "percentage"):
            return left
        if {left, right} <= {"integer", "number"}:
            return "number"
    elif operator == "*":
        for one, other in ((left, right), (right, left)):
            if one in ("credits", "hours") and other in numbers:
                return one
        if left in numbers and right in numbers:
            return "integer" if left == right == "integer" else "number"
    elif operator == "/":
        if left in ("credits", "hours") and right in numbers:
            return left
        if (left == right and left in ("credits", "hours")) or (left in numbers and right in numbers):
            return "percentage"
    verbs = {"+": "added to", "-": "taken from", "*": "multiplied with", "/": "divided by"}
    one, other = (right, left) if operator == "-" else (left, right)
    hint = "write 5 ECTS, 150 hours or EQF 6" if {left, right} & {"integer", "number"} else ""
    if "date" in (left, right):
        hint = "write 5 years, 5 months or 5 days after the sign"
    raise ExpressionError(f"{_a(one)} cannot be {verbs[operator]} {_a(other)}", node.column, hint)


def _one_of(node: Binary, scope: Scope) -> Compiled:
    left = compile_expression(node.left, scope)
    assert isinstance(node.right, ListOf)
    chosen = _constants(node.right, left, node, scope)
    run = left.run
    if left.type in _AMOUNTS:
        equals = [_comparison("=", left, constant(left.type, value)) for value in chosen]

        def run_amounts(frame: list[Any]) -> Any:
            truths = [equal(frame) for equal in equals]
            return True if True in truths else None if None in truths else False

        return replace(merged("boolean", run_amounts, [left]), sides=(left, constant(left.type, chosen)))
    one_of = merged("boolean", lambda frame: None if (v := run(frame)) is None else v in chosen, [left])
    return replace(one_of, sides=(left, constant(left.type, chosen)))


def _constants(listed: ListOf, left: Compiled, node: Binary, scope: Scope) -> tuple[Any, ...]:
    """The values of a list, each of a type that can be compared with what stands left."""
    values = []
    for item in listed.items:
        if isinstance(item, Name) and not _is_fact(item, scope):
            value = _term(item, left.type, scope)
        else:
            value = compile_expression(item, scope)
        if not value.constant:
            raise ExpressionError("a list holds constants only", item.column, "join comparisons with 'or'")
        _comparable(Binary("=", node.left, item, item.column), left, value, False)
        values.append(value.run([]))
    return tuple(values)


def _sets(node: Binary, scope: Scope) -> Compiled:
    left = compile_expression(node.left, scope)
    if not left.type.startswith("set:"):
        raise ExpressionError(f"'{node.operator}' asks a set, this is {_a(left.type)}", node.column)
    member = left.type.removeprefix("set:")
    if node.operator == "contains":
        if isinstance(node.right, Name) and not _is_fact(node.right, scope):
            right = _term(node.right, left.type, scope)
        else:
            right = compile_expression(node.right, scope)
        if right.type != member:
            hint = "write the word without quotes" if right.type == "text" else ""
            raise ExpressionError(f"{_a(left.type)} cannot contain {_a(right.type)}", node.column, hint)
    elif isinstance(node.right, ListOf):
        right = constant(left.type, _constants(node.right, Compiled(member, left.run), node, scope))
    else:
        right = compile_expression(node.right, scope)
        if right.type != left.type:
            raise ExpressionError(f"{_a(left.type)} cannot overlap {_a(right.type)}", node.column)
    a_run, b_run = left.run, right.run
    contains = node.operator == "contains"

    def run(frame: list[Any]) -> Any:
        a = a_run(frame)
        b = b_run(frame) if a is not None else None
        if a is None or b is None:
            return None
        return b in a if contains else not set(a).isdisjoint(b)

    return replace(merged("boolean", run, [left, right]), sides=(left, right))


def _quantifier(node: Quantifier, scope: Scope) -> Compiled:
    name = node.collection.text
    if scope.facts.get(name) != "collection":
        known = [n for n, kind in scope.facts.items() if kind == "collection"]
        hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
        raise ExpressionError(f"'{name}' is no collection", node.collection.column, hint)
    inner = scope.inside(name)
    where = compile_condition(node.where, inner) if node.where else None
    have = compile_condition(node.have, inner) if node.have else None
    slot = scope.slot(name)
    parts = [part for part in (where, have) if part]
    truths = member_truths(slot, where, have, node.kind)
    base = merged("boolean", ANSWERS[node.kind](truths), parts)
    kind = "integer" if node.kind == "count" else "boolean"
    return Compiled(kind, base.run, base.facts | {name}, base.conclusions, base.defined, base.subjects)


def _call(node: Call, scope: Scope) -> Compiled:
    parts = [compile_expression(argument, scope) for argument in node.arguments]
    kinds = {part.type for part in parts}
    if len(kinds) > 1 or not kinds <= _ORDERED:
        raise ExpressionError(f"'{node.function}' compares amounts of one kind", node.column)
    runs = [part.run for part in parts]
    least = node.function == "least"

    def run(frame: list[Any]) -> Any:
        values = [each(frame) for each in runs]
        if any(value is None for value in values):
            return None
        if any(type(value) is Range for value in values):
            lows = [bounds(value)[0] for value in values]
            highs = [bounds(value)[1] for value in values]
            finite = [high for high in highs if high is not None]
            if least:
                return Range(min(lows), min(finite) if finite else None)
            return Range(max(lows), max(finite) if len(finite) == len(highs) else None)
        return min(values) if least else max(values)

    return merged(parts[0].type, run, parts)
