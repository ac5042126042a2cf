"""The type checker refuses to compare the digits of two frameworks, before anything runs."""

from pathlib import Path

import pytest

SNIPPET = """
from passerelle.decision.values import Eqf, Level
Eqf(6) < Eqf(7)
Level("IE-NFQ", "8") > Level("UK-RQF", "6")
Eqf(6) < Level("EQF", "6")
Eqf(6) < 7
"""


def test_mypy_refuses_to_order_levels_of_frameworks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api = pytest.importorskip("mypy.api")
    file = tmp_path / "snippet.py"
    file.write_text(SNIPPET)
    monkeypatch.setenv("MYPYPATH", str(Path(__file__).parents[1] / "engine"))
    monkeypatch.chdir(tmp_path)
    out, _, _ = api.run(
        ["--config-file=", f"--cache-dir={tmp_path}/cache", "--follow-imports=silent", "--no-error-summary", str(file)]
    )
    assert sorted(line.split(":")[1] for line in out.splitlines() if "[operator]" in line) == ["4", "5", "6"]
