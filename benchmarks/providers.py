"""How many rows of a register are imported, and how many awarding bodies are looked up, in a second.

    python benchmarks/providers.py [PROVIDERS]

100,000 providers where no number is given, each with five identifiers and two reviews. Prints one table in Markdown.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from passerelle.decision import Award, Identifier, Organisation, Stated
from passerelle.desk import rules_folder
from passerelle.providers import read_providers
from passerelle.store import Store
from passerelle.vocabulary import load

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_COLUMNS = (
    "record", "legal_name", "ror", "eter", "pic", "schac", "vat", "country", "formal_status", "sector", "agency",
    "report", "standard", "level", "valid_from", "valid_until",
)  # fmt: skip
LOOK_UPS = 2_000


def ror(number: int) -> str:
    """A ROR id with its checksum."""
    written = "0" + "".join(_CROCKFORD[(number >> (5 * place)) & 31] for place in range(5, -1, -1))
    value = 0
    for character in written:
        value = value * 32 + _CROCKFORD.index(character)
    return f"{written}{98 - value * 100 % 97:02d}"


def table(providers: int) -> bytes:
    """A plain table with two rows for each provider."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for number in range(providers):
        for since in (2015, 2021):
            writer.writerow(
                (
                    f"R{number}", f"University {number}", ror(1_000_003 * number % 2**30),
                    f"FI{number % 10_000:04d}.{number // 10_000}", 900_000_000 + number,
                    f"university{number}.example.fi", f"FI{10_000_000 + number}", "FI", "formal",
                    "higher_education", f"Agency {number % 50}", f"https://quality.example/{number}/{since}", "ESG",
                    "institution", f"{since}-01-01", f"{since + 5}-12-31",
                )
            )  # fmt: skip
    return stream.getvalue().encode()


def award(identifier: str) -> Award:
    """An award whose awarding body has one identifier without a scheme."""
    stated = Stated(Identifier(value=identifier), "/issuer")
    body = Organisation(other_identifiers=(stated,), country=Stated("FI", "/country"))
    return Award(document="0" * 64, format="portfolio", part="", awarding_bodies=(body,))


def measure(providers: int) -> None:
    """Import, import again, find and miss."""
    content, vocabulary = table(providers), load(rules_folder() / "vocabulary")
    rows = 2 * providers
    started = time.process_time()
    read = read_providers(content, vocabulary, register="benchmark", retrieved=date(2026, 1, 1))
    reading = time.process_time() - started
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'store.db'}")
        times = []
        for _ in range(2):
            started = time.process_time()
            store.import_providers([read])
            times.append(time.process_time() - started)
        listed = [
            f"https://ror.org/{ror(1_000_003 * number % 2**30)}"
            for number in range(0, providers, max(1, providers // LOOK_UPS))
        ]
        started = time.process_time()
        for identifier in listed:
            assert store.bodies(award(identifier))[0].providers[0].reviews
        finding = time.process_time() - started
        unknown = [f"https://ror.org/{ror(2**29 + 7 * number)}" for number in range(LOOK_UPS)]
        started = time.process_time()
        for identifier in unknown:
            store.bodies(award(identifier))
        missing = time.process_time() - started
        store.close()
    print(f"| registers with {providers:,} providers, {rows:,} rows, one core | a second |")
    print("|---|---|")
    print(f"| rows read and checked | {rows / reading:,.0f} |")
    print(f"| rows kept | {rows / times[0]:,.0f} |")
    print(f"| rows kept again, in the place of what was there | {rows / times[1]:,.0f} |")
    print(f"| rows imported, all together | {rows / (reading + times[0]):,.0f} |")
    print(f"| awarding bodies found | {len(listed) / finding:,.0f} |")
    print(f"| awarding bodies that no register lists | {LOOK_UPS / missing:,.0f} |")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
