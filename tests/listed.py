"""Providers, identifiers in every writing, and awards whose bodies have them, for the tests of registers."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from passerelle.decision import Award, Identifier, Organisation, Provider, Review, Stated
from passerelle.vocabulary import Vocabulary, load

ROOT = Path(__file__).parent.parent
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
DAY = date(2026, 1, 10)


@functools.cache
def vocabulary() -> Vocabulary:
    return load(ROOT / "rules" / "vocabulary")


def ror(number: int) -> str:
    """A ROR id with its checksum: ISO/IEC 7064, MOD 97-10."""
    written = "0" + "".join(_CROCKFORD[(number >> (5 * place)) & 31] for place in range(5, -1, -1))
    value = functools.reduce(lambda total, character: total * 32 + _CROCKFORD.index(character), written, 0)
    return f"{written}{98 - value * 100 % 97:02d}"


#: The values of each scheme, by a small number: the same number is the same organisation.
VALUES = {
    "DEQAR": lambda n: f"DEQARINST{n:04d}",
    "ETER": lambda n: f"FI{n:04d}",
    "ROR": lambda n: ror(0x2ABCDE + n),
    "ERASMUS": lambda n: f"SF EXAMPLE{n:02d}",
    "PIC": lambda n: f"99{n:07d}",
    "SCHAC": lambda n: f"university{n}.example.fi",
    "VAT": lambda n: f"FI{10_000_000 + n}",
    "EUID": lambda n: f"FIFPRO.{1_000_000 + n}-8",
    "NATIONAL": lambda n: f"{2_000_000 + n}-7",
}
SCHEMES = tuple(VALUES)


def writings(scheme: str, v: str) -> list[tuple[str, str]]:
    """Ways of writing a value, with the scheme that stands beside each: "" for none, where its form says it."""
    page = f"https://data.deqar.eu/institution/{v.removeprefix('DEQARINST').lstrip('0')}"
    return {
        "DEQAR": [("DEQAR", v), ("deqar_id", v[9:].lstrip("0")), ("", v), ("iri", page)],
        "ETER": [("ETER", v), ("eter id", v.lower()), ("OrgReg", f" {v} ")],
        "ROR": [
            ("ROR", v), ("", f"https://ror.org/{v}"), ("ROR", v.upper()), ("iri", f"http://www.ror.org/{v}/"),
            ("ROR", f"ror.org/{v}"),
        ],
        "ERASMUS": [("Erasmus", v), ("erasmus-code", v.replace(" ", "")), ("Erasmus", v.replace(" ", "  ").lower())],
        "PIC": [("PIC", v), ("EU-PIC", f"{v[:3]} {v[3:6]} {v[6:]}")],
        "SCHAC": [
            ("SCHAC", v), ("schacHomeOrganization", v.upper()), ("", f"urn:schac:homeOrganization:{v}"),
            ("SCHAC", f"{v}."),
        ],
        "VAT": [("VAT", v), ("EU-VAT", f"{v[:2]} {v[2:5]} {v[5:]}"), ("", f"VATFI-{v[2:]}"), ("VAT", v[2:])],
        "EUID": [("EUID", v), ("", v), ("euid", v.lower())],
        "NATIONAL": [
            ("national", v), ("FI-national", v.replace("-", "")), ("registration", f"FI-{v}"), ("", f"NTRFI-{v}"),
            ("FI-ETER.BAS.NATID", v),
        ],
    }[scheme]  # fmt: skip


@st.composite
def written(draw: st.DrawFn, numbers: st.SearchStrategy[int]) -> tuple[str, int, Identifier]:
    """A scheme, the number of an organisation, and one of the writings of its identifier."""
    scheme, number = draw(st.sampled_from(SCHEMES)), draw(numbers)
    named, value = draw(st.sampled_from(writings(scheme, VALUES[scheme](number))))
    return scheme, number, Identifier(value=value, scheme=named)


def provider(number: int, schemes: Iterable[str] = ("ROR", "VAT"), register: str = "DEQAR", **more: object) -> Provider:
    """A Finnish provider by its number, with an identifier of each scheme."""
    fields: Mapping[str, object] = {
        "register": register,
        "record": f"R{number}",
        "legal_name": f"University {number}",
        "identifiers": tuple(Identifier(value=VALUES[scheme](number), scheme=scheme) for scheme in schemes),
        "country": "FI",
        "retrieved": DAY,
        **more,
    }
    return Provider(**fields)  # type: ignore[arg-type]


def review(since: int = 2021, until: int | None = 2027, **more: object) -> Review:
    """A positive review of the institution by the ESG, from the first day of a year to the last of another."""
    fields: Mapping[str, object] = {
        "agency": "Example Evaluation Agency",
        "standard": "ESG",
        "level": "institution",
        "outcome": "positive",
        "valid_from": date(since, 1, 1),
        "valid_until": None if until is None else date(until, 12, 31),
        **more,
    }
    return Review(**fields)  # type: ignore[arg-type]


def body(*identifiers: Identifier, legal: Iterable[Identifier] = (), country: str | None = "FI") -> Organisation:
    """An awarding body with these identifiers."""
    return Organisation(
        name=Stated({"en": "University"}, "/name"),
        legal_identifiers=tuple(Stated(one, "/legal") for one in legal),
        other_identifiers=tuple(Stated(one, "/other") for one in identifiers),
        country=Stated(country, "/country") if country else None,
    )


def award(*bodies: Organisation, title: str = "Data Ethics") -> Award:
    """An award of these bodies."""
    return Award(
        document="0" * 64, format="portfolio", part="", title=Stated({"en": title}, "/title"), awarding_bodies=bodies,
        issued=Stated(date(2025, 9, 30), "/issued"),
    )  # fmt: skip


def table(rows: Iterable[Mapping[str, str]], separator: str = ";") -> bytes:
    """A CSV table with the columns of these rows."""
    listed = list(rows)
    columns = list(dict.fromkeys(name for row in listed for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, delimiter=separator)
    writer.writeheader()
    writer.writerows(listed)
    return stream.getvalue().encode()
