"""The text of a CSV table enters; its rows leave, each with its line and its cells by the name of their column."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from passerelle.errors import DocumentError
from passerelle.providers.mistakes import Mistakes, shown, tidy

MOST_ROWS = 1_000_000
_MOST_COLUMNS = 200
_LONGEST_HEADER = 20_000
#: Characters of one cell that are read; longer ones are summaries that nobody here reads.
LONGEST_CELL = 4_000
_NOT_A_NAME = re.compile(r"[\W_]+")
#: Rows between two words on how far one has come.
STRIDE = 5_000

#: Called with the number of rows read so far.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line that it begins in, and its cells that are not empty, blanks and line breaks made one blank."""

    line: int
    cells: Mapping[str, str]


def header(text: str) -> tuple[str, ...]:
    """The names in the first line: lower case, words joined by "_"."""
    return tuple(name_of(name) for name in _names(_first_line(text)))


def name_of(written: str) -> str:
    """A column's name however it is written: "Legal name", "LEGAL-NAME" and "legal_name" are one."""
    return _NOT_A_NAME.sub("_", written.strip().casefold()).strip("_")


def rows(text: str, columns: Mapping[str, str], mistakes: Mistakes, progress: Progress | None = None) -> Iterator[Row]:
    """The rows below the header. `columns` gives for each known name of a column the one that cells are kept under;
    columns that are not in it are passed over.

    Raises:
        DocumentError: `csv_syntax`, `too_large`.
    """
    names = [columns.get(name, "") for name in header(text)]
    if len(names) > _MOST_COLUMNS:
        raise DocumentError("too_large", f"the table has {len(names):,} columns; leave out what is not read", "line 1")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(_first_line(text)), strict=True)
    line, count, begun = 1, -1, 1
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            if not any(map(str.strip, cells)):
                continue
            count += 1
            if count == 0:
                continue
            if count > MOST_ROWS:
                raise DocumentError(
                    "too_large", f"the table has more than {MOST_ROWS:,} rows; split it", f"line {begun}"
                )
            if progress is not None and count % STRIDE == 0:
                progress(count)
            if len(cells) > len(names) and any(map(str.strip, cells[len(names) :])):
                said = (
                    f"the row has {len(cells)} cells and the header {len(names)}; put texts with a separator in quotes"
                )
                mistakes.add(f"line {begun}", said, "csv_syntax")
                continue
            kept = zip(names, cells, strict=False)
            yield Row(begun, {name: tidied for name, cell in kept if name and (tidied := tidy(cell[:LONGEST_CELL]))})
    except csv.Error as error:
        raise DocumentError(
            "csv_syntax", f"this is not valid CSV: {error}; save it again as CSV in UTF-8", f"line {line}"
        ) from None


def check_header(text: str, columns: Mapping[str, str], needed: tuple[str, ...], mistakes: Mistakes) -> None:
    """Note columns that are not known, stand there twice, or are missing."""
    seen: dict[str, str] = {}
    for written in _names(_first_line(text)):
        name = name_of(written)
        if not name:
            continue
        known = columns.get(name)
        if known is None:
            near = difflib.get_close_matches(name, columns, n=1, cutoff=0.6)
            advice = f"did you mean {columns[near[0]]}?" if near else "leave it out"
            mistakes.add(
                "line 1", f"there is no column {shown(written)} in a table of providers; {advice}", "unknown_column"
            )
        elif known in seen:
            mistakes.add(
                "line 1", f"{shown(written)} and {shown(seen[known])} are one column; keep one", "duplicate_column"
            )
        else:
            seen[known] = written
    for name in needed:
        if name not in seen:
            mistakes.add("line 1", f"the column {name} is missing; the first line names the columns", "missing_column")


def _first_line(text: str) -> str:
    return text.lstrip("\r\n").split("\n", 1)[0][:_LONGEST_HEADER]


def _names(line: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=_separator(line)), [])
    except csv.Error:
        return []


def _separator(line: str) -> str:
    return max((";", ",", "\t"), key=line.count)
