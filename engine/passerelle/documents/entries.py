"""What a hand-written file says, before it means anything: texts, lists and mappings, each with its line and column;
and the mistakes that are collected while it is read."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from passerelle.documents.json_text import shown
from passerelle.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Mark:
    """A position, both counted from 1; `column` is 0 in a table, whose lines are addressed as a whole."""

    line: int
    column: int = 0

    @property
    def value_place(self) -> str:
        """The place of a value: "line 12"."""
        return f"line {self.line}"

    @property
    def place(self) -> str:
        """The place of a mistake: "line 12, column 5"."""
        return f"line {self.line}, column {self.column}" if self.column else self.value_place


@dataclass(frozen=True, slots=True)
class Text:
    """A text exactly as written ("3.0" stays "3.0")."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Entry, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; `keys` holds the key of every member as written, with its mark."""

    members: Mapping[str, Entry]
    keys: Mapping[str, Text]
    mark: Mark


Entry = Text | Items | Fields

_MOST = 100


class Mistakes:
    """Collects the mistakes of one file, so that its author sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[tuple[Mark, DocumentError]] = []

    def add(self, code: str, message: str, mark: Mark) -> None:
        """Keep a mistake; after the first hundred the rest is not worth reading."""
        if len(self._found) < _MOST:
            self._found.append((mark, DocumentError(code, message, mark.place)))

    @property
    def enough(self) -> bool:
        """Whether there are so many that another one is not kept."""
        return len(self._found) >= _MOST

    def raise_if_any(self) -> None:
        """Raise all mistakes together, in the order of the file.

        Raises:
            DocumentError: with the code and place of the first mistake, and all of them in `mistakes`.
        """
        if not self._found:
            return
        found = tuple(error for _, error in sorted(self._found, key=lambda at: (at[0].line, at[0].column)))
        first = found[0]
        if len(found) == 1:
            raise first
        more = f"{first.message} (and {len(found) - 1} more mistake{'s' if len(found) > 2 else ''})"
        raise DocumentError(first.code, more, first.place, mistakes=found)


def key_of(written: str) -> str:
    """A key as it is looked up: "Valid until", "valid-until" and "valid_until" are one."""
    return "_".join(written.strip().lower().replace("-", " ").replace("_", " ").split())


def check_keys(fields: Fields, known: Collection[str], what: str, mistakes: Mistakes) -> None:
    """Report every key of a mapping that is not known, with the nearest one that is."""
    for key, written in fields.keys.items():
        if mistakes.enough:
            return
        if key in known:
            continue
        near = difflib.get_close_matches(key[:40], known, n=1, cutoff=0.6)
        hint = f"did you mean {shown(near[0])}?" if near else f"known are {', '.join(sorted(known))}"
        mistakes.add("unknown_key", f"{what} has no {shown(written.text)}; {hint}", written.mark)
