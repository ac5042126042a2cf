"""A plain CSV of providers enters; what it says of each leaves.

One row is one provider with one review; further rows of it add reviews and identifiers. docs/providers.md describes the
columns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from passerelle.decision import Identifier, Review
from passerelle.providers.identifiers import bare, keys, scheme_of
from passerelle.providers.mistakes import Mistakes, cell, shown
from passerelle.providers.said import Said, Statement, provider, rank
from passerelle.providers.table import Progress, Row, check_header, header, rows
from passerelle.vocabulary import Vocabulary

#: Columns that hold identifiers, several with a vertical bar between them, and the scheme of each.
_SCHEMES = {
    "deqar": "DEQAR", "eter": "ETER", "ror": "ROR", "erasmus": "ERASMUS", "eche": "ECHE", "pic": "PIC",
    "schac": "SCHAC", "vat": "VAT", "euid": "EUID", "lei": "LEI", "whed": "WHED", "isni": "ISNI", "did": "DID",
    "national": "national",
}  # fmt: skip
_REVIEW = ("agency", "report", "standard", "level", "scope", "outcome", "valid_from", "valid_until")
#: Columns whose values are terms, and the kind of term.
_TERMS = {
    "formal_status": "formal_status", "sector": "sector", "standard": "quality_standard", "level": "quality_level",
    "outcome": "quality_outcome",
}  # fmt: skip
COLUMNS = ("record", "legal_name", "names", *_SCHEMES, "identifiers", "formal_status", "sector", "country", *_REVIEW)
#: Other ways of naming a column.
_ALSO = {
    "name": "legal_name", "legalname": "legal_name", "other_names": "names", "id": "record", "register_id": "record",
    "deqar_id": "deqar", "eter_id": "eter", "ror_id": "ror", "erasmus_code": "erasmus", "vat_number": "vat",
    "national_id": "national", "registration": "national", "identifier": "identifiers", "status": "formal_status",
    "report_url": "report", "valid_to": "valid_until", "decision": "outcome",
}  # fmt: skip
KNOWN: Mapping[str, str] = {**{name: name for name in COLUMNS}, **_ALSO}
#: A scheme in front of a value: "ROR: 04d4wjw61". What begins an address, a DID or a URN is none.
_NAMED = re.compile(r"(?!https?://|did:[a-z0-9]+:|urn:)([A-Za-z][\w .-]{0,40}?)\s*:\s*(\S.*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Schemes of which two providers never share an identifier.
_EXCLUSIVE = frozenset({"DEQAR", "ETER", "ROR", "PIC", "EUID", "LEI"})


def read_plain(
    text: str, register: str, vocabulary: Vocabulary, retrieved: date | None, mistakes: Mistakes,
    progress: Progress | None = None,
) -> Iterator[Said]:  # fmt: skip
    """What the table says of each provider. Mistakes are noted; what is yielded beside them is not to be used."""
    check_header(text, KNOWN, ("legal_name",), mistakes)
    mistakes.refuse()
    columns = {KNOWN[name] for name in header(text) if name in KNOWN}
    statements: list[tuple[str, Statement]] = []
    for row in rows(text, KNOWN, mistakes, progress):
        record = row.cells.get("record", "")
        if "record" in columns and not record:
            said = "every row needs the id that the register has for the provider; fill it in, or leave the column out"
            mistakes.add(cell(row.line, "record"), said, "missing")
        statements.append((record, _Reader(row, vocabulary, mistakes).statement()))
    grouped = _by_record(statements) if "record" in columns else _by_identifiers(statements)
    owners: dict[str, tuple[str, str]] = {}
    for record, group in grouped.items():
        listed = provider(
            register, record, group, retrieved, mistakes, lambda place, column: f"{place}, column {column}"
        )
        first = group[0].place
        if not any(s.legal_name for s in group):
            mistakes.add(
                f"{first}, column legal_name", "the provider has no legal name; write it in one of its rows", "missing"
            )
        if not listed.identifiers:
            said = "the provider has no identifier, so no award could ever be found to be its; give one at least"
            mistakes.add(first, said, "missing")
        for identifier in listed.identifiers:
            _check_owner(identifier, record, first, owners, mistakes)
        yield Said(listed, reviews=not columns.isdisjoint(_REVIEW))


def _by_record(statements: list[tuple[str, Statement]]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for record, statement in statements:
        grouped[record].append(statement)
    return grouped


def _by_identifiers(statements: list[tuple[str, Statement]]) -> dict[str, list[Statement]]:
    """Rows that share an identifier are of one provider; it is called by its best identifier."""
    leader = list(range(len(statements)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    holder: dict[str, int] = {}
    for number, (_, statement) in enumerate(statements):
        for identifier in statement.identifiers:
            for key in filter(None, _keys(identifier, statement.country)):
                leader[find(number)] = find(holder.setdefault(key, number))
    together: dict[int, list[Statement]] = defaultdict(list)
    for number, (_, statement) in enumerate(statements):
        together[find(number)].append(statement)
    grouped: dict[str, list[Statement]] = {}
    for group in together.values():
        called = [
            (rank(identifier), key)
            for s in group
            for identifier in s.identifiers
            for key in _keys(identifier, s.country)
        ]
        # A provider without an identifier is a mistake; its place keeps it apart from the others until that is told.
        grouped[min(called)[1] if called else group[0].place] = group
    return grouped


def _keys(identifier: Identifier, country: str | None) -> tuple[str, ...]:
    return keys(identifier, country).exact or (bare(identifier.value),)


def _check_owner(
    identifier: Identifier, record: str, place: str, owners: dict[str, tuple[str, str]], mistakes: Mistakes
) -> None:
    if scheme_of(identifier.scheme) not in _EXCLUSIVE:
        return
    for key in keys(identifier, None).exact:
        known, where = owners.setdefault(key, (record, place))
        if known != record:
            said = f"{shown(identifier.value)} is also the {identifier.scheme} identifier of {shown(known)} ({where})"
            mistakes.add(place, f"{said}; leave it with the one that it belongs to", "duplicate_identifier")


class _Reader:
    """Reads the cells of one row."""

    def __init__(self, row: Row, vocabulary: Vocabulary, mistakes: Mistakes) -> None:
        self.row, self.vocabulary, self.mistakes = row, vocabulary, mistakes

    def statement(self) -> Statement:
        cells = self.row.cells
        country = self._country()
        return Statement(
            place=f"line {self.row.line}",
            legal_name=cells.get("legal_name"),
            names=tuple(_parts(cells.get("names", ""))),
            identifiers=tuple(self._identifiers(country)),
            formal_status=self._term("formal_status"),
            sector=self._term("sector"),
            country=country,
            review=self._review(),
        )

    def _wrong(self, column: str, message: str) -> None:
        self.mistakes.add(cell(self.row.line, column), message)

    def _country(self) -> str | None:
        text = self.row.cells.get("country")
        if text is None:
            return None
        code = self.vocabulary.country(text)
        if code is None:
            self._wrong("country", f"{shown(text)} is no country; write its two letters, such as FI")
        return code

    def _term(self, column: str) -> str | None:
        text = self.row.cells.get(column)
        if text is None:
            return None
        kind = _TERMS[column]
        found = self.vocabulary.term(kind, text)
        if found is None:
            self._wrong(column, f"{shown(text)} is not known; write one of {', '.join(self.vocabulary.terms(kind))}")
        return found

    def _identifiers(self, country: str | None) -> Iterator[Identifier]:
        for column, text in self.row.cells.items():
            for value in _parts(text) if column in _SCHEMES else ():
                yield self._checked(Identifier(value=value, scheme=_SCHEMES[column]), column, country)
        for part in _parts(self.row.cells.get("identifiers", "")):
            named = _NAMED.fullmatch(part)
            scheme, value = named.groups() if named else ("", part)
            yield self._checked(Identifier(value=value, scheme=scheme), "identifiers", country)

    def _checked(self, identifier: Identifier, column: str, country: str | None) -> Identifier:
        scheme = scheme_of(identifier.scheme)
        found = keys(identifier, country)
        if scheme == "NATIONAL" and country is None and not found.exact:
            self._wrong(column, "a number of a country says nothing without it; fill in the column country")
        elif (scheme and not found.exact) or not found.usable:
            self._wrong(
                column, f"{shown(identifier.value)} is no {scheme or 'identifier'}: {_FORM.get(scheme, _TOO_SHORT)}"
            )
        return identifier

    def _review(self) -> Review | None:
        cells = self.row.cells
        given = [column for column in _REVIEW if column in cells]
        if not given:
            return None
        agency = cells.get("agency")
        if agency is None:
            self._wrong(
                "agency", f"who reviewed is missing, though the {given[0].replace('_', ' ')} is given; name the agency"
            )
        starts, ends = self._day("valid_from"), self._day("valid_until")
        if starts and ends and ends < starts:
            self._wrong("valid_until", f"{ends} is before {starts}, from when it is valid; correct one of them")
        return Review(
            agency=agency or "",
            report=cells.get("report"),
            standard=self._term("standard"),
            level=self._term("level"),
            scope=cells.get("scope"),
            outcome=self._term("outcome"),
            valid_from=starts,
            valid_until=ends,
        )

    def _day(self, column: str) -> date | None:
        text = self.row.cells.get(column)
        if text is None:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self._wrong(column, f"{shown(text)} is no day; write it as 2026-09-01")
        return None


_TOO_SHORT = "it is too short to be told from others; give the whole of it"
_FORM = {
    "DEQAR": "it reads DEQARINST0382",
    "ETER": "it reads FI0001",
    "ROR": "it reads 040af2s02, and the last two digits are a checksum of the others",
    "ERASMUS": "it reads SF HELSINK01",
    "PIC": "it has nine digits",
    "SCHAC": "it is a domain such as helsinki.fi",
    "VAT": "it begins with the country, as in FI01234567",
    "EUID": "it reads FIFPRO.1234567-8",
    "LEI": "it has 20 letters and digits, the last two a checksum",
    "ISNI": "it has 16 digits",
    "DID": "it reads did:web:university.example",
}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]
