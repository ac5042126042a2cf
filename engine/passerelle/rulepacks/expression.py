"""The text of a condition in, a tree with positions out.

    condition  := either ("and" | "or" | "not" …)
    award.level.eqf < target.level - policy.level_tolerance
    award.issuer.formal_status is one of [non_formal, mill]
    award.issued + 5 years >= question.as_of
    count(target.outcomes where essential and covered) >= 80 % * count(target.outcomes where essential)

The grammar stands in `docs/rules.md`. Nothing is evaluated here and nothing is known here of facts or types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias


class ExpressionError(ValueError):
    """The text is no condition; `column` counts from 0 in the text."""

    def __init__(self, message: str, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.column, self.hint = message, column, hint


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a term or a defined name, as written."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: `type` "number", "percentage", "credits", "hours", "duration", "date", "eqf", "text" or "boolean".

    A duration is (years, months, days).
    """

    type: str
    value: Fraction | date | str | bool | int | tuple[int, int, int]
    column: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of constants, as written after "is one of"."""

    items: tuple[Node, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Unary:
    """`operator` "not", "-", "is known" or "is unknown"."""

    operator: str
    operand: Node
    column: int


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "one of", "contains",
    "overlaps"."""

    operator: str
    left: Node
    right: Node
    column: int


@dataclass(frozen=True, slots=True)
class Quantifier:
    """`kind` "any", "all", "none" or "count" of the members of `collection` for which `where` holds (and, for
    "all", that each have `have`)."""

    kind: str
    collection: Name
    where: Node | None
    have: Node | None
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """`function` "least" or "greatest" of its arguments."""

    function: str
    arguments: tuple[Node, ...]
    column: int


Node: TypeAlias = Name | Literal | ListOf | Unary | Binary | Quantifier | Call

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<date>\d{4}-\d{2}-\d{2})
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<operator><=|>=|!=|==|[<>=+\-*/%(),\[\]])
      | (?P<word>[^\W\d]\w*(?:[-.][^\W\d]\w*|[-.]\d+)*)""",
    re.VERBOSE,
)
_UNITS = {"year": 0, "years": 0, "month": 1, "months": 1, "day": 2, "days": 2}
_RESERVED = frozenset(
    [
        "and",
        "or",
        "not",
        "is",
        "known",
        "unknown",
        "one",
        "of",
        "contains",
        "overlaps",
        "where",
        "have",
        "any",
        "all",
        "none",
        "count",
        "least",
        "greatest",
        "true",
        "false",
    ]
)
_UNIT_NAMES = ("%", "ECTS", "hour", "hours", "year", "years", "month", "months", "day", "days")
_TIMES = "count a time in days, months or years"
_UNIT_WORDS = {
    "ects": "write ECTS", "points": "write ECTS", "credit": "write ECTS", "credits": "write ECTS", "h": "write hours",
    "percent": "write %", "week": _TIMES, "weeks": _TIMES,
}  # fmt: skip
#: Words by which people compare, after the name of a fact.
_COMPARED = {
    "at": "write >= for 'at least', <= for 'at most'", "less": "write <", "below": "write <", "under": "write <",
    "lower": "write <", "more": "write >", "above": "write >", "over": "write >", "higher": "write >",
    "greater": "write >", "equals": "write =", "equal": "write =", "in": "write is one of [a, b]",
}  # fmt: skip
_DEEPEST = 40
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            sign = text[position]
            if sign in "'\"":
                raise ExpressionError("a quote is not closed", position)
            words = {"&": "write and", "|": "write or", "!": "write not"}
            raise ExpressionError(f"'{sign}' has no meaning here", position, words.get(sign, ""))
        kind = match.lastgroup or ""
        if kind != "space":
            word = match.group()
            if kind == "word" and word in _RESERVED:
                kind = "keyword"
            tokens.append(_Token(kind, word, position))
        position = match.end()
    return tokens


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def peek(self, *texts: str) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.kind in ("keyword", "operator") and token.text in texts

    def take(self, *texts: str) -> _Token | None:
        if self.peek(*texts):
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def expect(self, text: str, why: str) -> _Token:
        token = self.take(text)
        if token is None:
            raise ExpressionError(f"'{text}' is missing {why}", self.column)
        return token

    @property
    def column(self) -> int:
        return self.tokens[self.at].column if self.at < len(self.tokens) else len(self.text)

    def whole(self) -> Node:
        if not self.tokens:
            raise ExpressionError("the condition is empty", 0)
        node = self.either()
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            hint = "write 'and' or 'or' between two conditions" if token.kind in ("word", "number") else ""
            before = self.tokens[self.at - 1] if self.at else token
            if before.kind == "number" and token.kind == "word" and "." not in token.text:
                hint = f"an amount has one of the units {', '.join(_UNIT_NAMES)}"
                hint = _UNIT_WORDS.get(token.text.lower(), hint)
            elif before.kind == "number" and token.text == ",":
                hint = "write 7.5, with a point"
            elif before.kind == "word" and token.text.lower() in _COMPARED:
                hint = _COMPARED[token.text.lower()]
            elif token.kind == "word" and token.text.lower() in _RESERVED:
                hint = f"write {token.text.lower()}, in small letters"
            if token.kind == "number" and self.tokens[self.at - 1].kind == "word":
                hint = "a level is written EQF 6; levels of other frameworks are mapped to the EQF first"
            raise ExpressionError(f"'{token.text}' does not belong here", token.column, hint)
        return node

    def either(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError(f"nested more than {_DEEPEST} deep", self.column, "use 'define' to name a part")
        node = self.both()
        while token := self.take("or"):
            node = Binary("or", node, self.both(), token.column)
        self.depth -= 1
        return node

    def both(self) -> Node:
        node = self.negation()
        while token := self.take("and"):
            node = Binary("and", node, self.negation(), token.column)
        return node

    def negation(self) -> Node:
        marks = []
        while token := self.take("not"):
            marks.append(token)
        node = self.comparison()
        for token in reversed(marks):
            node = Unary("not", node, token.column)
        return node

    def comparison(self) -> Node:
        left = self.sum()
        if token := self.take("<", "<=", ">", ">=", "=", "==", "!="):
            node: Node = Binary("=" if token.text == "==" else token.text, left, self.sum(), token.column)
        elif token := self.take("contains", "overlaps"):
            listed = token.text == "overlaps" and self.peek("[")
            node = Binary(token.text, left, self.list_of() if listed else self.sum(), token.column)
        elif token := self.take("is"):
            node = self.is_what(left, token)
        else:
            return left
        if self.peek("<", "<=", ">", ">=", "=", "==", "!=", "is", "contains", "overlaps"):
            raise ExpressionError("a comparison has two sides", self.column, "join two comparisons with 'and'")
        return node

    def is_what(self, left: Node, token: _Token) -> Node:
        negated = self.take("not")
        node: Node
        if self.take("known"):
            node = Unary("is known", left, token.column)
        elif self.take("unknown"):
            node = Unary("is unknown", left, token.column)
        elif self.take("one"):
            self.expect("of", "after 'one'")
            node = Binary("one of", left, self.list_of(), token.column)
        else:
            node = Binary("=", left, self.sum(), token.column)
        return Unary("not", node, negated.column) if negated else node

    def list_of(self) -> Node:
        opening = self.expect("[", "before the list")
        items = [self.sum()]
        while self.take(","):
            items.append(self.sum())
        self.expect("]", "after the list")
        return ListOf(tuple(items), opening.column)

    def sum(self) -> Node:
        node = self.product()
        while token := self.take("+", "-"):
            node = Binary(token.text, node, self.product(), token.column)
        return node

    def product(self) -> Node:
        node = self.signed()
        while token := self.take("*", "/"):
            node = Binary(token.text, node, self.signed(), token.column)
        return node

    def signed(self) -> Node:
        if token := self.take("-"):
            return Unary("-", self.primary(), token.column)
        return self.primary()

    def primary(self) -> Node:
        if self.at >= len(self.tokens):
            raise ExpressionError("something is missing at the end", len(self.text))
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            return self.quantity(token)
        if token.kind == "date":
            try:
                return Literal("date", date.fromisoformat(token.text), token.column)
            except ValueError:
                raise ExpressionError(f"{token.text} is not a day", token.column) from None
        if token.kind == "text":
            return Literal("text", token.text[1:-1], token.column)
        if token.kind == "keyword":
            return self.keyword(token)
        if token.kind == "word":
            if token.text == "EQF" and self.at < len(self.tokens) and self.tokens[self.at].kind == "number":
                number = self.tokens[self.at]
                self.at += 1
                if number.text not in tuple("12345678"):
                    raise ExpressionError(f"EQF has levels 1 to 8, not {number.text}", number.column)
                return Literal("eqf", int(number.text), token.column)
            return Name(token.text, token.column)
        if token.text == "(":
            node = self.either()
            self.expect(")", "after the parenthesis")
            return node
        before = self.tokens[self.at - 2].text if self.at > 1 else ""
        hint = "write !=" if (before, token.text) == ("<", ">") else ""
        raise ExpressionError(f"'{token.text}' does not belong here", token.column, hint)

    def quantity(self, token: _Token) -> Node:
        amount = Fraction(token.text)
        if self.take("%"):
            return Literal("percentage", amount / 100, token.column)
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "word":
            unit = self.tokens[self.at].text
            if unit == "ECTS":
                self.at += 1
                return Literal("credits", amount, token.column)
            if unit in ("hour", "hours"):
                self.at += 1
                return Literal("hours", amount, token.column)
            if unit in _UNITS:
                self.at += 1
                if amount.denominator != 1:
                    raise ExpressionError("a time is counted in whole years, months or days", token.column)
                parts = [0, 0, 0]
                parts[_UNITS[unit]] = int(amount)
                return Literal("duration", (parts[0], parts[1], parts[2]), token.column)
        return Literal("number", amount, token.column)

    def keyword(self, token: _Token) -> Node:
        if token.text in ("true", "false"):
            return Literal("boolean", token.text == "true", token.column)
        if token.text in ("any", "all", "none", "count"):
            return self.quantifier(token)
        if token.text in ("least", "greatest"):
            self.expect("(", f"after '{token.text}'")
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.expect(")", f"to close '{token.text}('")
            return Call(token.text, tuple(arguments), token.column)
        raise ExpressionError(f"'{token.text}' does not belong here", token.column)

    def quantifier(self, token: _Token) -> Node:
        self.expect("(", f"after '{token.text}'")
        if self.at >= len(self.tokens) or self.tokens[self.at].kind != "word":
            raise ExpressionError(f"'{token.text}(' needs a collection, such as target.outcomes", self.column)
        word = self.tokens[self.at]
        self.at += 1
        where = self.either() if self.take("where") else None
        have = self.either() if self.take("have") else None
        self.expect(")", f"to close '{token.text}('")
        if (have is None) == (token.text == "all"):
            shape = "all(… have …)" if token.text == "all" else f"{token.text}(… where …)"
            raise ExpressionError(f"'{token.text}' is written {shape}", token.column)
        return Quantifier(token.text, Name(word.text, word.column), where, have, token.column)


def parse_expression(text: str) -> Node:
    """The tree of a condition. Raises `ExpressionError` with the column of the first mistake."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"longer than {_LONGEST} characters", _LONGEST, "use 'define' to name a part")
    return _Parser(text).whole()
