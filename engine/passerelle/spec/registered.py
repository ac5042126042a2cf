"""What a scenario says of the providers in registers enters; they leave, read from tables such as a register gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from passerelle.decision import Provider
from passerelle.providers import read_providers
from passerelle.vocabulary import Vocabulary

#: The name of its register in an entry; the rest are columns of the table.
REGISTER = "register"


def providers(
    entries: Sequence[Mapping[str, Any]], unit: Mapping[str, Any], vocabulary: Vocabulary, on: date
) -> Iterator[Provider]:
    """The providers of all registers. An entry that names nobody is one of the issuer of the micro-credential (`unit`)
    and has its identifiers. Raises `DocumentError` for what no register could say."""
    for register in sorted({entry[REGISTER] for entry in entries}):
        rows = [_row(entry, unit) for entry in entries if entry[REGISTER] == register]
        content = _table(rows)
        for said in read_providers(content, vocabulary, register=register, retrieved=on).said:
            yield said.provider


def _row(entry: Mapping[str, Any], unit: Mapping[str, Any]) -> dict[str, str]:
    row = {
        name: " | ".join(value) if isinstance(value, list) else str(value)
        for name, value in entry.items()
        if name != REGISTER and value is not None
    }
    if "legal_name" not in row:
        known = unit.get("issuer.legal_identifier")
        own = {
            "legal_name": unit.get("issuer.legal_name") or unit.get("issuer.name"),
            "identifiers": known,
            "country": unit.get("issuer.country"),
        }
        row = {**{name: str(value) for name, value in own.items() if value}, **row}
    return {"record": row.get("legal_name", ""), **row}


def _table(rows: Sequence[Mapping[str, str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
