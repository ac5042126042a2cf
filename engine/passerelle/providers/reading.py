"""The bytes of a file of providers enter; what it says of each provider leaves, or one error with all mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelle.errors import DocumentError
from passerelle.providers import deqar
from passerelle.providers.deqar_csv import is_institutions, is_reports, read_institutions, read_reports
from passerelle.providers.deqar_json import read_json
from passerelle.providers.mistakes import Mistakes
from passerelle.providers.plain import KNOWN, read_plain
from passerelle.providers.said import Said
from passerelle.providers.table import Progress, header
from passerelle.vocabulary import Vocabulary

#: Bytes. DEQAR's file of all reports is below 100 MB.
LARGEST = 300_000_000
#: Characters of the name of a register.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read: of which register, in which shape ("deqar-json", "deqar-institutions", "deqar-reports" or
    "plain-csv"), and what it says of each provider, by record."""

    register: str
    shape: str
    said: tuple[Said, ...]


def read_providers(
    content: bytes, vocabulary: Vocabulary, *, register: str | None = None, retrieved: date | None = None,
    progress: Progress | None = None,
) -> Read:  # fmt: skip
    """Read a file of providers: DEQAR's JSON or CSV, or a plain CSV. `retrieved` is the day on which the register said
    so; `progress` is told now and then how many rows have been read.

    Raises:
        DocumentError: `too_large`, `empty`, `not_utf8`, `csv_syntax`, `json_syntax`, `not_providers`, `no_register`, or
            one whose `mistakes` are all that is wrong with the rows. Nothing of a file with a mistake is given back.
    """
    if len(content) > LARGEST:
        raise DocumentError("too_large", f"the file has more than {LARGEST:,} bytes, and no more are read; split it")
    text = _text(content)
    if not text.strip():
        raise DocumentError("empty", "the file is empty; get it again")
    if register is not None and not (register.strip() and len(register) <= _LONGEST_NAME and register.isprintable()):
        raise DocumentError("no_register", f"a register has a name of at most {_LONGEST_NAME} characters; give another")
    mistakes = Mistakes()
    name = register.strip() if register is not None else deqar.REGISTER
    if text.lstrip()[0] in "[{":
        shape, found = "deqar-json", read_json(text.encode(), name, vocabulary, retrieved, mistakes, progress)
    elif is_institutions(text):
        shape, found = "deqar-institutions", read_institutions(text, name, vocabulary, retrieved, mistakes, progress)
    elif is_reports(text):
        shape, found = "deqar-reports", read_reports(text, name, retrieved, mistakes, progress)
    elif KNOWN.keys().isdisjoint(header(text)):
        raise DocumentError(
            "not_providers",
            "this is no table of providers: the first line has to name the columns, such as legal_name, ror, country",
            "line 1",
        )
    elif register is None:
        raise DocumentError("no_register", "which register the table is from does not stand in it; say --register NAME")
    else:
        shape, found = "plain-csv", read_plain(text, name, vocabulary, retrieved, mistakes, progress)
    said = tuple(sorted(found, key=lambda one: one.provider.record))
    mistakes.refuse()
    if not said:
        raise DocumentError("empty", "there is no provider in the file; check that it is the right one")
    return Read(name, shape, said)


def _text(content: bytes) -> str:
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if content.startswith(mark):
            raise DocumentError("not_utf8", "the file is in UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError("not_utf8", "the file is not in UTF-8; save it as UTF-8", f"line {line}") from None
