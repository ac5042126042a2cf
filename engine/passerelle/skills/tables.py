"""The bytes of a CSV file in; its rows out, each with its line, and every row that is broken as a mistake."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from passerelle.errors import DocumentError

#: Mistakes that are told one by one; of more, their number.
TOLD = 30


@dataclass(slots=True)
class Mistakes:
    """What is wrong, in the order in which it was met."""

    told: list[DocumentError] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, message: str, place: str) -> None:
        if len(self.told) < TOLD:
            self.told.append(DocumentError(code, message, place))
        else:
            self.more += 1

    def raise_any(self) -> None:
        """Raise the first mistake with all the others."""
        if not self.told:
            return
        if self.more:
            self.told.append(DocumentError("more", f"{self.more:,} more rows have mistakes"))
            self.more = 0
        first = self.told[0]
        raise DocumentError(first.code, first.message, first.place, mistakes=tuple(self.told))


def rows(
    name: str, content: bytes, needed: Sequence[str], mistakes: Mistakes, *, may_be_short: bool = False
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each row with its place ("skills_en.csv, line 7") and its values by column, without the space around them.

    Columns that are needed and missing, a row of another length (or only a longer one, where rows `may_be_short`) and
    text that is no UTF-8 become mistakes.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.add("encoding", f"this is no UTF-8 ({error.reason})", f"{name}, byte {error.start + 1:,}")
        return
    if "\0" in text:
        mistakes.add("no_csv", "this is no CSV: it has characters that no text has", name)
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [column.strip() for column in next(reader, [])]
        missing = [column for column in needed if column not in head]
        if missing:
            mistakes.add("columns", f"the column {', '.join(missing)} is missing; is it a table of ESCO?", name)
            return
        line = reader.line_num
        for values in reader:
            place, line = f"{name}, line {line + 1}", reader.line_num
            if not any(value.strip() for value in values):
                continue
            if len(values) > len(head) or (len(values) < len(head) and not may_be_short):
                mistakes.add("columns", f"the row has {len(values)} values and the table {len(head)} columns", place)
                continue
            yield place, dict(zip(head, (value.strip() for value in values), strict=False))
    except csv.Error as error:
        mistakes.add("no_csv", f"the CSV cannot be read: {error}", f"{name}, line {reader.line_num}")
