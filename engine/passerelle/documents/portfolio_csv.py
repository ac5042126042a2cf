"""The text of a CSV portfolio enters; the same entries leave that a YAML portfolio has, one unit for each row."""

from __future__ import annotations

import csv
import io

from passerelle.documents.entries import Entry, Fields, Items, Mark, Mistakes, Text, check_keys, key_of
from passerelle.documents.json_text import shown
from passerelle.errors import DocumentError

#: Columns that are one member of a unit each. In those marked `|`, a cell may hold several values separated by "|".
_PLAIN = ("title", "description", "workload", "level", "grade", "issued", "achieved", "valid_until", "route",
          "validation_stage", "supervision", "identifier", "specification", "assessment_criteria",
          "target_group", "stackability", "orientation", "research_training", "id", "kind", "version", "awarded",
          "part_of_conferred", "within_programme", "experience", "practice", "credit_bearing", "accredited", "own",
          "cost")  # fmt: skip
_SEVERAL = ("outcomes", "field", "assessment", "participation", "languages", "prerequisites", "notes", "used_for",
            "themes", "covers")  # fmt: skip
#: Columns that are members of a mapping inside the unit: the column, the mapping, the member.
_NESTED = {
    "issuer": ("issuer", "name"),
    "country": ("issuer", "country"),
    "region": ("issuer", "region"),
    "place": ("issuer", "place"),
    "legal_identifier": ("issuer", "legal_identifier"),
    "formal_status": ("issuer", "formal_status"),
    "sector": ("issuer", "sector"),
    "quality_kind": ("quality", "kind"),
    "quality_standard": ("quality", "standard"),
    "quality_level": ("quality", "level"),
    "quality_body": ("quality", "body"),
    "quality_report": ("quality", "report"),
    "quality_outcome": ("quality", "outcome"),
    "quality_valid_from": ("quality", "valid_from"),
    "quality_valid_until": ("quality", "valid_until"),
}
_HOLDER = {"holder": "name", "holder_date_of_birth": "date_of_birth", "holder_identifier": "identifiers"}
COLUMNS = (*_HOLDER, *_PLAIN, *_SEVERAL, *_NESTED)
_MOST_ROWS = 2_000
#: Characters: of a table, and of its first line.
_MOST_COLUMNS = 200
LARGEST = 2_000_000
_LONGEST_HEADER = 10_000


def looks_like_portfolio(text: str) -> bool:
    """Whether the first line is a header row with the columns `title` and `issuer`."""
    first = text.lstrip("\r\n \t").split("\n", 1)[0][:_LONGEST_HEADER]
    separator = _separator(first)
    names = {key_of(name.strip().strip('"')) for name in first.split(separator)}
    return {"title", "issuer"} <= names or (separator in first and "title" in names and len(names & {*COLUMNS}) > 1)


def entries(text: str, mistakes: Mistakes) -> Fields:
    """The entries of a table: `holder` (when all rows agree) and `units`.

    Raises:
        DocumentError: `csv_syntax`, `too_large`.
    """
    if len(text) > LARGEST:
        raise DocumentError(
            "too_large", f"this table has {len(text):,} characters; a portfolio may have {LARGEST:,}, so split it"
        )
    header_line = text.lstrip("\r\n \t").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(header_line), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
                if len(rows) > _MOST_ROWS:
                    raise DocumentError(
                        "too_large", f"a portfolio may have {_MOST_ROWS:,} rows; split it", f"line {line}"
                    )
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError("csv_syntax", f"this is not valid CSV: {error}", f"line {line}") from None
    start, names = rows[0]
    if len(names) > _MOST_COLUMNS:
        raise DocumentError("too_large", f"the table has {len(names):,} columns; leave out what is not read", "line 1")
    columns = [key_of(name) for name in names]
    header = Mark(start)
    check_keys(
        Fields({}, {name: Text(written.strip(), header) for name, written in zip(columns, names, strict=True) if name},
               header), COLUMNS, "the table", mistakes,
    )  # fmt: skip
    for name in sorted({name for name in columns if name and columns.count(name) > 1}):
        mistakes.add("duplicate_key", f"the column {shown(name)} stands there twice; keep one", header)
    units: list[Entry] = []
    holder: dict[str, Text] = {}
    for line, row in rows[1:]:
        mark = Mark(line)
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            mistakes.add(
                "csv_syntax", f"the row has {len(row)} cells and the header has {len(columns)}; quote the text", mark
            )
            continue
        units.append(_unit(dict(zip(columns, row, strict=False)), mark, holder, mistakes))
    members: dict[str, Entry] = {"units": Items(tuple(units), header)}
    if holder:
        members["holder"] = _fields(dict(holder), next(iter(holder.values())).mark)
    return _fields(members, header)


def _unit(cells: dict[str, str], mark: Mark, holder: dict[str, Text], mistakes: Mistakes) -> Fields:
    members: dict[str, Entry] = {}
    nested: dict[str, dict[str, Entry]] = {}
    for name, cell in cells.items():
        text = cell.strip()
        if not text:
            continue
        if name in _HOLDER:
            known = holder.setdefault(_HOLDER[name], Text(text, mark))
            if known.text != text:
                mistakes.add(
                    "two_holders",
                    f"the {name.replace('_', ' ')} {shown(text)} is not that of {known.mark.value_place}; "
                    "a portfolio belongs to one person",
                    mark,
                )
        elif name in _NESTED:
            group, member = _NESTED[name]
            nested.setdefault(group, {})[member] = Text(text, mark)
        elif name in _SEVERAL or name in {"workload", "level"}:
            members[name] = Items(tuple(Text(part.strip(), mark) for part in text.split("|") if part.strip()), mark)
        elif name in _PLAIN:
            members[name] = Text(text, mark)
    for group, inner in nested.items():
        members[group] = _fields(inner, mark)
    return _fields(members, mark)


def _fields(members: dict[str, Entry], mark: Mark) -> Fields:
    return Fields(members, {name: Text(name, mark) for name in members}, mark)


def _separator(header: str) -> str:
    return max((";", ",", "\t"), key=header.count)
