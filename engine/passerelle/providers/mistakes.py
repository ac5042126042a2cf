"""What is wrong with a file of providers is gathered here, row by row; one error with all of it leaves."""

from __future__ import annotations

import re

from passerelle.errors import DocumentError

_LINE = re.compile(r"line (\d+)")
#: What would move a cursor or turn the direction of a text, wherever it is shown.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LONGEST_SHOWN = 60


class Mistakes:
    """The mistakes of one file. As long as there is one, nothing of the file is used."""

    def __init__(self) -> None:
        self._found: list[DocumentError] = []

    def add(self, place: str, message: str, code: str = "wrong_value") -> None:
        """Note a mistake: where it is, and what is wrong and what to do."""
        self._found.append(DocumentError(code, message, place))

    def refuse(self) -> None:
        """Raise one `DocumentError` that lists every mistake, in the order of the file; nothing without any."""
        if not self._found:
            return
        found = sorted(self._found, key=lambda one: int(line[1]) if (line := _LINE.match(one.place)) else 0)
        raise DocumentError(found[0].code, found[0].message, found[0].place, mistakes=tuple(found))


def cell(line: int, column: str) -> str:
    """The place of a cell."""
    return f"line {line}, column {column}"


def shown(text: str) -> str:
    """A text of the file as a message may show it: quoted, short, without control characters."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text[: _LONGEST_SHOWN + 1])
    return f"“{clean[:_LONGEST_SHOWN]}{'…' if len(text) > _LONGEST_SHOWN else ''}”"


def tidy(text: str) -> str:
    """A text of the file as it is kept: on one line, single blanks, no control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
