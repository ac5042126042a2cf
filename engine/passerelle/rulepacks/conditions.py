"""A condition's tree and a scope of typed names in, a typed function with three truth values out.

A compiled expression is run on a frame: a list of values by slot, in which None is unknown. Truth is True, False or
None; amounts are `Fraction`, or a `Range` where only bounds are known; levels of the EQF are their numbers here, after
the types have kept them from meeting anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

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

Run = Callable[[list[Any]], Any]

#: The slot of a frame that holds the member of a collection that a `where` or `have` is about.
MEMBER = 0
#: The slots for the subjects of `for_each`, in the order they are named; facts follow.
SUBJECTS = (1, 2, 3)
FIRST_FACT = 4

_AMOUNTS = frozenset(("credits", "hours", "number", "percentage", "integer"))
_ORDERED = _AMOUNTS | {"date", "eqf", "eqf step"}


@dataclass(frozen=True, slots=True)
class Range:
    """An amount of which only the bounds are known, both included; `high` None is no bound."""

    low: Fraction
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A typed expression. `facts` are the names that it reads (also through defined names), `conclusions` what it
    reads of what other rules establish, `defined` the defined names, `subjects` the `for_each` names."""

    type: str
    run: Run
    facts: frozenset[str] = frozenset()
    conclusions: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    constant: bool = False
    parts: tuple[Compiled, ...] = ()

    def blame(self, frame: list[Any]) -> tuple[frozenset[str], frozenset[str]]:
        """Facts and conclusions among which are those that make the value unknown: where "and", "or" and "not" join
        conditions, only the unknown ones count."""
        if not self.parts:
            return self.facts, self.conclusions
        blamed = [part.blame(frame) for part in self.parts if part.run(frame) is None]
        return (
            frozenset().union(*(facts for facts, _ in blamed)),
            frozenset().union(*(conclusions for _, conclusions in blamed)),
        )


@dataclass(slots=True)
class Scope:
    """The names that a condition may use. Slots are handed out on first use and shared by a whole program."""

    facts: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]
    terms: Mapping[str, frozenset[str]]
    conclusions: frozenset[str] = frozenset()
    defined: Mapping[str, Compiled] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    member_of: str | None = None
    slots: dict[str, int] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def slot(self, name: str) -> int:
        """The slot of a fact, a conclusion or a defined name."""
        return self.slots.setdefault(name, FIRST_FACT + len(self.slots))

    def column(self, collection: str, name: str) -> int:
        """The place of a member's fact in its row. The first two hold its number and its name in the trace."""
        columns = self.columns.setdefault(collection, {})
        return columns.setdefault(name, 2 + len(columns))

    def inside(self, collection: str) -> Scope:
        """The scope of a `where` or `have` over a collection."""
        return Scope(
            self.facts, self.members, self.terms, self.conclusions, self.defined, self.subjects, collection,
            self.slots, self.columns,
        )  # fmt: skip

    def known_names(self) -> list[str]:
        """Every name that may be written here, for hints."""
        names = [*self.facts, *self.conclusions, *self.defined]
        names += [f"{subject}.{name}" for subject, of in self.subjects.items() for name in self.members[of]]
        if self.member_of:
            names += self.members[self.member_of]
        return names


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
    raise ExpressionError("a list stands only after 'is one of'", node.column)


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


def _merge(kind: str, run: Run, parts: Iterable[Compiled], constant: bool = False) -> Compiled:
    parts = tuple(parts)
    return Compiled(
        kind,
        run,
        frozenset().union(*(p.facts for p in parts)),
        frozenset().union(*(p.conclusions for p in parts)),
        frozenset().union(*(p.defined for p in parts)),
        frozenset().union(*(p.subjects for p in parts)),
        constant,
    )


def _constant(kind: str, value: Any) -> Compiled:
    return Compiled(kind, lambda frame: value, constant=True)


def _literal(node: Literal) -> Compiled:
    if node.type == "number" and isinstance(node.value, Fraction) and node.value.denominator == 1:
        return _constant("integer", node.value)
    return _constant(node.type, node.value)


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
        return Compiled(of.type, lambda frame: frame[slot], of.facts, of.conclusions, of.defined | {text}, parts=parts)
    if text in scope.conclusions:
        slot = scope.slot(text)
        return Compiled("boolean", lambda frame: frame[slot], conclusions=frozenset((text,)))
    if text in scope.facts:
        slot = scope.slot(text)
        return Compiled(scope.facts[text], lambda frame: frame[slot], frozenset((text,)))
    hint = did_you_mean(text, scope.known_names())
    raise ExpressionError(f"unknown fact '{text}'", node.column, hint)


def _unary(node: Unary, scope: Scope) -> Compiled:
    if node.operator == "not":
        inner = compile_condition(node.operand, scope)
        run = inner.run

        def negate(frame: list[Any]) -> Any:
            value = run(frame)
            return None if value is None else not value

        return replace(_merge("boolean", negate, [inner]), parts=(inner,))
    inner = compile_expression(node.operand, scope)
    run = inner.run
    if node.operator == "-":
        if inner.type not in _AMOUNTS:
            raise ExpressionError(f"{_a(inner.type)} cannot be negative", node.column)
        return _merge(inner.type, lambda frame: None if (v := run(frame)) is None else _times(v, Fraction(-1)), [inner])
    if inner.constant:
        raise ExpressionError("a constant is always known", node.column)
    if node.operator == "is known":
        return _merge("boolean", lambda frame: run(frame) is not None, [inner])
    return _merge("boolean", lambda frame: run(frame) is None, [inner])


def _binary(node: Binary, scope: Scope) -> Compiled:
    if node.operator in ("and", "or"):
        left, right = compile_condition(node.left, scope), compile_condition(node.right, scope)
        run = (_and if node.operator == "and" else _or)(left.run, right.run)
        return replace(_merge("boolean", run, [left, right]), parts=(left, right))
    if node.operator in ("+", "-", "*", "/"):
        return _arithmetic(node, scope)
    if node.operator == "one of":
        return _one_of(node, scope)
    if node.operator in ("contains", "overlaps"):
        return _sets(node, scope)
    left, right = _sides(node.left, node.right, scope)
    ordering = node.operator not in ("=", "!=")
    _comparable(node, left, right, ordering)
    return _merge("boolean", _comparison(node.operator, left, right), [left, right])


def _and(left: Run, right: Run) -> Run:
    def run(frame: list[Any]) -> Any:
        a = left(frame)
        if a is False:
            return False
        b = right(frame)
        if b is False:
            return False
        return None if a is None or b is None else True

    return run


def _or(left: Run, right: Run) -> Run:
    def run(frame: list[Any]) -> Any:
        a = left(frame)
        if a is True:
            return True
        b = right(frame)
        if b is True:
            return True
        return None if a is None or b is None else False

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
    if base.startswith("term:"):
        known = scope.terms.get(base.removeprefix("term:"), frozenset())
        if node.text not in known:
            hint = did_you_mean(node.text, known) or f"one of {', '.join(sorted(known))}"
            raise ExpressionError(f"'{node.text}' is not {_a(base)}", node.column, hint)
        return _constant(base, node.text)
    if base == "country":
        if len(node.text) != 2 or not node.text.isupper():
            raise ExpressionError(f"'{node.text}' is no country code", node.column, "two capitals, such as SI")
        return _constant("country", node.text)
    if base == "language":
        return _constant("language", node.text)
    if base == "text":
        hint = did_you_mean(node.text, scope.known_names()) or "put a text between quotes"
        raise ExpressionError(f"unknown fact '{node.text}'", node.column, hint)
    hint = did_you_mean(node.text, scope.known_names())
    raise ExpressionError(f"unknown fact '{node.text}'", node.column, hint)


def _comparable(node: Binary, left: Compiled, right: Compiled, ordering: bool) -> None:
    kinds = {left.type, right.type}
    hint = ""
    if "level" in kinds and (ordering or len(kinds) > 1):
        raise ExpressionError(
            "levels of different frameworks have no common order", node.column, "compare award.level.eqf with EQF …"
        )
    if "eqf" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an EQF level is no number", node.column, "write EQF 6")
    if "credits" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an amount of credits needs its unit", node.column, "write 5 ECTS")
    if "hours" in kinds and kinds & {"integer", "number"}:
        raise ExpressionError("an amount of hours needs its unit", node.column, "write 150 hours")
    if kinds == {"percentage", "integer"} or kinds == {"percentage", "number"}:
        raise ExpressionError("a percentage needs its sign", node.column, "write 80 %")
    if kinds <= {"integer", "number"} or kinds <= {"eqf", "eqf step"}:
        kinds = {left.type}
    if "langtext" in kinds or "collection" in kinds:
        hint = "ask whether it is known" if "langtext" in kinds else "ask any(…), all(…), none(…) or count(…)"
        raise ExpressionError(f"{_a(left.type)} cannot be compared with {_a(right.type)}", node.column, hint)
    if left.type.startswith("set:") or right.type.startswith("set:"):
        raise ExpressionError("a set is compared by 'contains' or 'overlaps'", node.column)
    if len(kinds) > 1:
        raise ExpressionError(f"{_a(left.type)} cannot be compared with {_a(right.type)}", node.column, hint)
    if ordering and left.type not in _ORDERED:
        raise ExpressionError(f"{_a(left.type)} has no order", node.column, "use = or !=")


def _comparison(operator: str, left: Compiled, right: Compiled) -> Run:
    a_run, b_run = left.run, right.run
    may_range = left.type in _AMOUNTS

    def run(frame: list[Any]) -> Any:
        a = a_run(frame)
        if a is None:
            return None
        b = b_run(frame)
        if b is None:
            return None
        if may_range and (type(a) is Range or type(b) is Range):
            return _compare_ranges(operator, a, b)
        if operator == "=":
            return a == b
        if operator == "!=":
            return a != b
        if operator == "<":
            return a < b
        if operator == "<=":
            return a <= b
        if operator == ">":
            return a > b
        return a >= b

    return run


def _bounds(value: Any) -> tuple[Fraction, Fraction | None]:
    return (value.low, value.high) if type(value) is Range else (value, value)


def _compare_ranges(operator: str, a: Any, b: Any) -> bool | None:
    """True when every choice within the bounds makes it true, False when none does, else None."""
    if operator in (">", ">="):
        return _compare_ranges("<" if operator == ">" else "<=", b, a)
    a_low, a_high = _bounds(a)
    b_low, b_high = _bounds(b)
    if operator in ("=", "!="):
        apart = (a_high is not None and a_high < b_low) or (b_high is not None and b_high < a_low)
        same = a_low == a_high == b_low == b_high
        equal = True if same else False if apart else None
        return equal if operator == "=" or equal is None else not equal
    strict = operator == "<"
    if a_high is not None and (a_high < b_low if strict else a_high <= b_low):
        return True
    if b_high is not None and (a_low >= b_high if strict else a_low > b_high):
        return False
    return None


def _plus(a: Any, b: Any) -> Any:
    if type(a) is Range or type(b) is Range:
        a_low, a_high = _bounds(a)
        b_low, b_high = _bounds(b)
        return Range(a_low + b_low, None if a_high is None or b_high is None else a_high + b_high)
    return a + b


def _times(a: Any, b: Any) -> Any:
    """Product of an amount or range with an exact number. An unbounded range times a negative is not needed and is
    unknown."""
    if type(b) is Range:
        a, b = b, a
    if type(b) is Range:
        return None
    if type(a) is Range:
        if a.high is None:
            return Range(a.low * b, None) if b > 0 else None
        low, high = sorted((a.low * b, a.high * b))
        return Range(low, high)
    return a * b


def _shift(day: date, years: int, months: int, days: int) -> date | None:
    """A day plus a length of time; the last day of the month where the month is shorter. None outside the calendar."""
    month_index = day.year * 12 + (day.month - 1) + years * 12 + months
    year, month = divmod(month_index, 12)
    if not 1 <= year <= 9999:
        return None
    for last in (day.day, 30, 29, 28):
        if last > day.day:
            continue
        try:
            return date(year, month + 1, last) + timedelta(days=days)
        except ValueError:
            continue
        except OverflowError:
            return None
    return None


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
            return _shift(a, sign * b[0], sign * b[1], sign * b[2])
        if operator == "+":
            return _plus(a, b)
        if operator == "-":
            negative = _times(b, Fraction(-1))
            return None if negative is None else _plus(a, negative)
        if operator == "*":
            return _times(a, b)
        if type(b) is Range or b == 0:
            return None
        return _times(a, 1 / Fraction(b))

    return _merge(kind, run, [left, right])


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
    raise ExpressionError(f"{_a(one)} cannot be {verbs[operator]} {_a(other)}", node.column, hint)


def _one_of(node: Binary, scope: Scope) -> Compiled:
    left = compile_expression(node.left, scope)
    assert isinstance(node.right, ListOf)
    values = []
    for item in node.right.items:
        if isinstance(item, Name) and not _is_fact(item, scope):
            constant = _term(item, left.type, scope)
        else:
            constant = compile_expression(item, scope)
        if not constant.constant:
            raise ExpressionError("a list holds constants only", item.column, "join comparisons with 'or'")
        _comparable(Binary("=", node.left, item, item.column), left, constant, False)
        values.append(constant.run([]))
    chosen = tuple(values)
    run = left.run
    if left.type in _AMOUNTS:
        equals = [_comparison("=", left, _constant(left.type, value)) for value in chosen]

        def run_amounts(frame: list[Any]) -> Any:
            truths = [equal(frame) for equal in equals]
            return True if True in truths else None if None in truths else False

        return _merge("boolean", run_amounts, [left])
    return _merge("boolean", lambda frame: None if (v := run(frame)) is None else v in chosen, [left])


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
            raise ExpressionError(f"{_a(left.type)} cannot contain {_a(right.type)}", node.column)
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

    return _merge("boolean", run, [left, right])


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
    truths = _member_truths(slot, where, have, node.kind)
    base = _merge("boolean", _ANSWERS[node.kind](truths), parts)
    kind = "integer" if node.kind == "count" else "boolean"
    return Compiled(kind, base.run, base.facts | {name}, base.conclusions, base.defined, base.subjects)


def _member_truths(
    slot: int, where: Compiled | None, have: Compiled | None, kind: str
) -> Callable[[list[Any]], list[Any] | None]:
    """For each member whether it counts; for "all" whether it is no exception."""
    where_run = where.run if where else None
    have_run = have.run if have else None

    def truths(frame: list[Any]) -> list[Any] | None:
        members = frame[slot]
        if members is None:
            return None
        outer = frame[MEMBER]
        result: list[bool | None] = []
        for member in members:
            frame[MEMBER] = member
            chosen = True if where_run is None else where_run(frame)
            if have_run is not None:
                holds = have_run(frame)
                if chosen is False or holds is True:
                    result.append(True)
                elif chosen is None or holds is None:
                    result.append(None)
                else:
                    result.append(False)
            else:
                result.append(chosen)
        frame[MEMBER] = outer
        return result

    return truths


def _any(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        return None if found is None else True if True in found else None if None in found else False

    return run


def _none(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    some = _any(truths)
    return lambda frame: None if (value := some(frame)) is None else not value


def _all(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        return None if found is None else False if False in found else None if None in found else True

    return run


def _count(truths: Callable[[list[Any]], list[Any] | None]) -> Run:
    def run(frame: list[Any]) -> Any:
        found = truths(frame)
        if found is None:
            return None
        certain, possible = found.count(True), found.count(None)
        return Range(Fraction(certain), Fraction(certain + possible)) if possible else Fraction(certain)

    return run


_ANSWERS = {"any": _any, "none": _none, "all": _all, "count": _count}


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
            lows = [_bounds(value)[0] for value in values]
            highs = [_bounds(value)[1] for value in values]
            finite = [high for high in highs if high is not None]
            if least:
                return Range(min(lows), min(finite) if finite else None)
            return Range(max(lows), max(finite) if len(finite) == len(highs) else None)
        return min(values) if least else max(values)

    return _merge(parts[0].type, run, parts)
