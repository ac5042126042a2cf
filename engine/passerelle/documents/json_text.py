"""JSON text enters, plain Python values leave: whole numbers as `int`, others as exact `Decimal`, no key lost.

Stricter than RFC 8259 where a decision could go wrong: a key that stands twice is an error (readers disagree about
which one counts), as are NaN, Infinity, numbers of absurd size, half of a surrogate pair, and deep nesting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from passerelle.errors import DocumentError

DEEPEST = 64
#: Objects and lists. The largest real credential has about 3,000.
MOST = 200_000
#: Members of objects, counted by their colons.
_MOST_MEMBERS = 400_000
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 40
#: A text without its end is a token too: looked for from each quote in it, it would cost the square of its length.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{}:,]', re.DOTALL)


def parse_json(text: str) -> object:
    """Parse one JSON text.

    Raises:
        DocumentError: `json_syntax`, `json_duplicate_key`, `json_too_deep`, `json_number`, `json_text`,
            `too_large`, each with the line and column, or the pointer, of what is wrong.
    """
    _refuse_size(text)
    try:
        value: object = _DECODER.decode(text.lstrip(" \t\r\n"))
    except _DuplicateKeyError as error:
        raise _duplicate(text, error.key) from None
    except _NumberError as error:
        raise DocumentError(
            "json_number",
            f"the number {error.literal} cannot be read; write a plain decimal number",
            _position(text, text.find(error.literal)),
        ) from None
    except json.JSONDecodeError as error:
        skipped = len(text) - len(text.lstrip(" \t\r\n"))
        raise _syntax(text, error, skipped) from None
    if _HALF_SURROGATE.search(text):
        _refuse_surrogates(value)
    return value


def pointer(parent: str, token: str | int) -> str:
    """The RFC 6901 pointer of a member of `parent`."""
    if isinstance(token, str) and ("~" in token or "/" in token):
        token = token.replace("~", "~0").replace("/", "~1")
    return f"{parent}/{token}"


class _DuplicateKeyError(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


class _NumberError(Exception):
    def __init__(self, literal: str) -> None:
        self.literal = literal[:_LONGEST_NUMBER]


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKeyError(key)
            seen.add(key)
    return members


def _decimal(literal: str) -> Decimal:
    if len(literal) > _LONGEST_NUMBER:
        raise _NumberError(literal)
    try:
        number = Decimal(literal)
    except InvalidOperation:
        raise _NumberError(literal) from None
    if number and abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise _NumberError(literal)
    return number


def _integer(literal: str) -> int:
    if len(literal) > _LONGEST_NUMBER:
        raise _NumberError(literal)
    return int(literal)


def _constant(literal: str) -> NoReturn:
    raise _NumberError(literal)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_decimal, parse_int=_integer, parse_constant=_constant, strict=True
)
_HALF_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _refuse_size(text: str) -> None:
    containers = text.count("[") + text.count("{")
    if containers > MOST:
        raise DocumentError("too_large", f"the JSON has {containers:,} objects and lists, which no credential has")
    if text.count(":") > _MOST_MEMBERS:
        raise DocumentError("too_large", f"the JSON has more than {_MOST_MEMBERS:,} members, which no credential has")
    if containers <= DEEPEST:
        return
    depth = 0
    for token in _TOKENS.finditer(text):
        first = text[token.start()]
        if first in "[{":
            depth += 1
            if depth > DEEPEST:
                raise DocumentError(
                    "json_too_deep",
                    f"the JSON is nested more than {DEEPEST} deep, which no credential is; check the file",
                    _position(text, token.start()),
                )
        elif first in "]}":
            depth -= 1


def _syntax(text: str, error: json.JSONDecodeError, skipped: int) -> DocumentError:
    at = error.pos + skipped
    place = _position(text, at)
    if at >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return DocumentError(
            "json_truncated", "the JSON stops before its end; get the whole file from where it was issued", place
        )
    return DocumentError("json_syntax", f"this is not valid JSON ({_plain(error.msg)}); the file is damaged", place)


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(": ")


def _position(text: str, at: int) -> str:
    at = max(at, 0)
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - (text.rfind(chr(10), 0, at) + 1) + 1}"


def _duplicate(text: str, key: str) -> DocumentError:
    for place, found, at in _keys_twice(text):
        if found == key:
            return DocumentError(
                "json_duplicate_key",
                f"the key {shown(key)} stands twice in one object ({_position(text, at)}), so the file says two things "
                "at once; ask the issuer for a correct one",
                place,
            )
    return DocumentError("json_duplicate_key", f"the key {shown(key)} stands twice in one object", "")


def _keys_twice(text: str) -> Iterator[tuple[str, str, int]]:
    """Pointer, key and offset of every key that its object already has. Reads tokens only, so it cannot recurse."""
    containers: list[set[str] | int] = []
    path: list[str | int] = []
    previous: tuple[str, int] | None = None
    for token in _TOKENS.finditer(text):
        lexeme = token.group()
        if lexeme == "{":
            containers.append(set())
            path.append("")
        elif lexeme == "[":
            containers.append(0)
            path.append(0)
        elif lexeme in "]}":
            if containers:
                containers.pop()
                path.pop()
        elif lexeme == "," and containers:
            count = containers[-1]
            if isinstance(count, int):
                containers[-1] = path[-1] = count + 1
        elif lexeme == ":" and previous and containers:
            keys = containers[-1]
            if isinstance(keys, set):
                lexeme = previous[0]
                key = json.loads(lexeme, strict=False) if "\\" in lexeme else lexeme[1:-1]
                path[-1] = key
                if key in keys:
                    place = ""
                    for part in path:
                        place = pointer(place, part)
                    yield place, key, previous[1]
                keys.add(key)
        previous = (lexeme, token.start()) if lexeme[0] == '"' else None


def _refuse_surrogates(value: object) -> None:
    waiting: list[tuple[object, str]] = [(value, "")]
    while waiting:
        current, place = waiting.pop()
        if isinstance(current, str):
            texts = [current]
        elif isinstance(current, dict):
            texts = list(current)
            waiting.extend((member, pointer(place, key)) for key, member in current.items())
        elif isinstance(current, list):
            texts = []
            waiting.extend((member, pointer(place, index)) for index, member in enumerate(current))
        else:
            continue
        for text in texts:
            if any("\ud800" <= character <= "\udfff" for character in text):
                raise DocumentError(
                    "json_text",
                    "a text holds half of a surrogate pair, which is no character; the file is damaged",
                    place if place.isprintable() and place.isascii() else "",
                )


def shown(text: str, longest: int = 60) -> str:
    """A text of the file as it may stand in a one-line message: quoted, short, without control characters."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text[: longest + 1])
    return f"“{clean[:longest]}{'…' if len(text) > longest else ''}”"
