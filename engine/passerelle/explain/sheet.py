"""Paragraphs, headings and tables enter; lines of plain text of at most 88 columns leave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import TextWrapper

from passerelle.explain.report import Line

WIDTH = 88

#: A number and what belongs to it stay on one line.
_BOUND = re.compile(r"(?<=\d) (?=%|ECTS\b)|(?<=\d\.) (?=\d)")
_GLUE = "\x00"


class Sheet:
    """Text that is written from top to bottom."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def text(self) -> str:
        return "\n".join(self.lines).strip("\n") + "\n"

    def write(self, text: str, first: str = "", other: str | None = None) -> None:
        """One paragraph, wrapped; `first` stands before its first line, `other` before the rest."""
        other = " " * len(first) if other is None else other
        if len(first) + len(text) <= WIDTH:
            self.lines.append(f"{first}{text}")
            return
        wrapper = TextWrapper(WIDTH, first, other, break_on_hyphens=False)
        self.lines.extend(line.replace(_GLUE, " ") for line in wrapper.wrap(_BOUND.sub(_GLUE, text)))

    def heading(self, text: str) -> None:
        self.lines += ["", text, "-" * len(text)]

    def table(self, lines: Iterable[Line], indent: str = "  ") -> None:
        """Labels in one column, values in the next. Of lines with one label only the first shows it."""
        lines = tuple(lines)
        width = max((len(line.label) for line in lines), default=0) + 2
        before = ""
        for line in lines:
            label = "" if line.label == before else f"{line.label}:"
            self.write(line.value, f"{indent}{label:{width}}", " " * (len(indent) + width + 2))
            before = line.label

    def listed(self, heading: str, texts: Iterable[str]) -> None:
        texts = tuple(texts)
        if texts:
            self.heading(heading)
        for text in texts:
            self.write(text, "  - ")
