"""What the tests of this room share: where the project's files are, and the day it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "docs" / "examples"
TODAY = date(2026, 10, 1)
