"""The README's blocks are what the project does: commands are run and their output compared, the policy is compiled,
the scenario is played. `PASSERELLE_WRITE=1 pytest tests/test_readme.py` writes the output of the commands anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle import spec
from passerelle.cli.app import app
from passerelle.desk import Desk
from passerelle.rulepacks import read_folder, read_library

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def blocks(language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return [str(each) for each in found]


def block(language: str) -> str:
    (found,) = blocks(language)
    return found


def test_the_commands_print_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that ends with an ellipsis shows how the output begins."""
    monkeypatch.chdir(ROOT)
    for shown in blocks("console"):
        command = re.match(r"\$ passerelle ((?:.*\\\n)*.*)\n", shown)
        assert command is not None
        arguments = shlex.split(command.group(1).replace("\\\n", " "))
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, result.output
        printed = f"{command.group(0)}{result.stdout.rstrip()}\n"
        if shown.endswith("\n…\n"):
            begins = printed.splitlines(keepends=True)[: len(shown.splitlines()) - 1]
            printed = "".join([*begins, "…\n"])
        if os.environ.get("PASSERELLE_WRITE"):
            README.write_text(README.read_text(encoding="utf-8").replace(shown, printed), encoding="utf-8")
        assert printed in blocks("console")


def test_the_policy_has_thirteen_lines_and_no_mistake() -> None:
    text = block("yaml")
    assert len(text.splitlines()) == 13
    files = read_folder(ROOT / "rules")
    path = "rules/hosts/harbour-college/recognition/2026-09-01.yaml"
    library = read_library({**files, path: text.encode()}, Desk.open().library.terms)
    assert library.broken == ()
    assert any(pack.path == path for pack in library.packs)


def test_the_scenario_has_six_lines_and_holds(tmp_path: Path) -> None:
    text = block("gherkin")
    assert len(text.splitlines()) == 6
    feature = "Feature: The scenario of the README\n\n" + "".join(f"  {line}\n" for line in text.splitlines())
    (tmp_path / "readme.feature").write_text(feature, encoding="utf-8")
    assert spec.run([tmp_path]) == 0


def test_every_page_that_it_names_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
