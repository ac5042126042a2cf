"""Command lines run in a folder of their own, on the rules of the project."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT, Ran

from passerelle.cli import given, main
from passerelle.desk import Desk


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk.open(ROOT / "rules")


@pytest.fixture
def run(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run a command line in a folder of its own; the rules of the project are read once for all."""
    monkeypatch.chdir(tmp_path)
    for name in ("PASSERELLE_STORE", "PASSERELLE_RULES", "PASSERELLE_LANG", "PASSERELLE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    opened = given.desk
    monkeypatch.setattr(given, "desk", lambda rules: desk if rules is None else opened(rules))

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        captured = capfdbinary.readouterr()
        ran = Ran(code, captured.out.decode(), captured.err.decode())
        assert "Traceback" not in ran.out + ran.err
        return ran

    return run
