"""What is wrong with a file of providers is gathered here, row by row; one error with all of it leaves."""

from __future__ import annotations

from passerelle.errors import DocumentError

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
        first = self._found[0]
        raise DocumentError(first.code, first.message, first.place, mistakes=tuple(self._found))


def cell(line: int, column: str) -> str:
    """The place of a cell."""
    return f"line {line}, column {column}"


def shown(text: str) -> str:
    """A text of the file as a message may show it: quoted, short, without control characters."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text[: _LONGEST_SHOWN + 1])
    return f"“{clean[:_LONGEST_SHOWN]}{'…' if len(text) > _LONGEST_SHOWN else ''}”"
