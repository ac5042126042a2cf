"""What the tests of the command line share: the example files, a question, what a command line came to."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
CREDENTIAL = str(EXAMPLES / "credential.json")
PORTFOLIO = (EXAMPLES / "portfolio.yaml").read_text(encoding="utf-8")
ASKED = ["--host", "example-university", "--purpose", "exemption", "--as-of", "2026-09-01"]
TARGET = ["--target", "data-ethics"]
POSITIVE = ["--confirm", "authentic", "--confirm", "holder_matches", "--confirm", "issuer.formal_status=formal"]


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def kept_rows(folder: Path) -> int:
    path = folder / "passerelle.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        tables = ("decision", "inputs", "source", "decision_source")
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
    finally:
        connection.close()
