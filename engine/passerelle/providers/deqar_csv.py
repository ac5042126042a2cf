"""The CSV files that DEQAR publishes every night enter, of institutions or of reports; what they say leaves.

A row of institutions is one location of an institution, a row of reports one institution (and programme) of a report.
Columns that are not read here are passed over, whatever they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from passerelle.decision import Identifier
from passerelle.providers import deqar
from passerelle.providers.mistakes import Mistakes, cell, shown
from passerelle.providers.said import Said, Statement, provider
from passerelle.providers.table import Progress, Row, header, rows
from passerelle.vocabulary import Vocabulary

_INSTITUTIONS = (
    "deqar_id", "eter_id", "identifiers_all", "country", "name_primary", "name_official", "name_versions",
    "is_other_provider",
)  # fmt: skip
_REPORTS = (
    "hei_deqar_id", "hei_name", "report_id", "report_url", "report_agency", "report_type", "report_esg_activity_short",
    "report_decision", "report_valid_from", "report_valid_to", "programme_name",
)  # fmt: skip
#: "ROR: https://ror.org/…, EU-PIC: 999880560": a scheme, a colon, a value; the separator is a guess.
_SCHEME = re.compile(r"(?:^|[,;|]\s*)([A-Za-z][A-Za-z0-9 ._-]{1,40}?):\s*(?!//)")


def is_institutions(text: str) -> bool:
    """Whether the first line is that of the file of institutions."""
    return {"deqar_id", "name_primary"} <= {*header(text)}


def is_reports(text: str) -> bool:
    """Whether the first line is that of the file of reports."""
    return {"hei_deqar_id", "report_id"} <= {*header(text)}


def read_institutions(
    text: str, register: str, vocabulary: Vocabulary, retrieved: date | None, mistakes: Mistakes,
    progress: Progress | None = None,
) -> Iterator[Said]:  # fmt: skip
    """The particulars of each institution. Raises and notes as `read_plain` does."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for row in rows(text, {name: name for name in _INSTITUTIONS}, mistakes, progress):
        record = _record(row, "deqar_id", mistakes)
        name = row.cells.get("name_official") or row.cells.get("name_primary")
        if name is None:
            mistakes.add(cell(row.line, "name_primary"), "the institution has no name; get the file again", "missing")
        if record is None or name is None:
            continue
        eter = deqar.eter_id(row.cells.get("eter_id", ""))
        formal_status, sector = deqar.status(_flag(row.cells.get("is_other_provider", "")), eter)
        grouped[record].append(
            Statement(
                place=f"line {row.line}",
                legal_name=name,
                names=tuple(filter(None, (row.cells.get("name_primary"), row.cells.get("name_versions")))),
                identifiers=tuple(_identifiers(record, eter, row.cells.get("identifiers_all", ""))),
                formal_status=formal_status,
                sector=sector,
                country=deqar.country(vocabulary, row.cells["country"]) if "country" in row.cells else None,
            )
        )
    for record, group in grouped.items():
        yield Said(provider(register, record, group, retrieved, mistakes, None), reviews=False)


def read_reports(
    text: str, register: str, retrieved: date | None, mistakes: Mistakes, progress: Progress | None = None
) -> Iterator[Said]:
    """The reviews of each institution. Raises and notes as `read_plain` does."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for row in rows(text, {name: name for name in _REPORTS}, mistakes, progress):
        record = _record(row, "hei_deqar_id", mistakes)
        days = [_day(row, column, mistakes) for column in ("report_valid_from", "report_valid_to")]
        agency = row.cells.get("report_agency")
        if agency is None:
            mistakes.add(cell(row.line, "report_agency"), "the report names no agency; get the file again", "missing")
        if record is None or agency is None:
            continue
        number = row.cells.get("report_id", "")
        review = deqar.review(
            agency=agency,
            report=row.cells.get("report_url") or deqar.report_page(number) or number or None,
            types=(row.cells.get("report_type", "").lower(),),
            activity=row.cells.get("report_esg_activity_short"),
            programme=row.cells.get("programme_name"),
            decision=row.cells.get("report_decision"),
            valid_from=days[0],
            valid_to=days[1],
        )
        known = Identifier(value=record, scheme="DEQAR")
        name = row.cells.get("hei_name")
        grouped[record].append(
            Statement(place=f"line {row.line}", legal_name=name, identifiers=(known,), review=review)
        )
    for record, group in grouped.items():
        yield Said(provider(register, record, group, retrieved, mistakes, None), particulars=False)


def _record(row: Row, column: str, mistakes: Mistakes) -> str | None:
    text = row.cells.get(column, "")
    record = deqar.record_of(text) if text else None
    if record is None:
        wrong = f"{shown(text)} is no DEQARINST ID" if text else "the DEQARINST ID is missing"
        mistakes.add(cell(row.line, column), f"{wrong}; it reads DEQARINST0382: get the file again", "missing")
    return record


def _day(row: Row, column: str, mistakes: Mistakes) -> date | None:
    text = row.cells.get(column, "")
    try:
        return deqar.day(text)
    except ValueError:
        mistakes.add(cell(row.line, column), f"{shown(text)} is no day; DEQAR writes 2026-09-01: get the file again")
        return None


def _flag(text: str) -> bool | None:
    return {"true": True, "t": True, "1": True, "yes": True, "false": False, "f": False, "0": False, "no": False}.get(
        text.lower()
    )


def _identifiers(record: str, eter: str | None, written: str) -> Iterator[Identifier]:
    yield Identifier(value=record, scheme="DEQAR")
    if eter:
        yield Identifier(value=eter, scheme="ETER")
    found = list(_SCHEME.finditer(written))
    for one, following in zip(found, [*found[1:], None], strict=True):
        value = written[one.end() : following.start() if following else len(written)]
        identifier = deqar.identifier(one[1], value.strip(" ,;|"))
        if identifier is not None:
            yield identifier
