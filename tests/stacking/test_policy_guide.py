"""What the guide tells an author of a first stacking policy to do works as it is told: the policy and its scenarios."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from passerelle.cli.packs import rules as packs
from passerelle.cli.specs import spec

ROOT = Path(__file__).parent.parent.parent
SECTION = (ROOT / "docs" / "rules.md").read_text("utf-8").partition("### A first policy\n")[2]


def block(language: str) -> str:
    """The first block of the section in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rules folder with nothing in it but the vocabulary and the policy."""
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(ROOT / "rules" / "vocabulary", folder / "vocabulary")
    place = folder / "hosts" / "harbour-college" / "pgcert-data"
    place.mkdir(parents=True)
    (place / "2026-09-01.yaml").write_text(block("yaml"), "utf-8")
    return folder


def ran(scenarios: str, rules: Path, folder: Path) -> str:
    """The last line of what a run of scenarios says."""
    file = folder / "pgcert-data.feature"
    file.write_text(scenarios, "utf-8")
    return CliRunner().invoke(spec, ["run", str(file), "--rules", str(rules)]).stdout.splitlines()[-1]


def test_the_scenarios_of_the_first_policy_hold(rules: Path, tmp_path: Path) -> None:
    assert ran(block("gherkin"), rules, tmp_path) == "Scenarios that hold: 2. Scenarios that fail: 0."


def test_scenarios_that_say_the_opposite_fail(rules: Path, tmp_path: Path) -> None:
    turned = block("gherkin").replace("is eligible", "is not eligible")
    assert ran(turned, rules, tmp_path) == "Scenarios that hold: 1. Scenarios that fail: 1."


def test_the_check_tells_the_mistakes_of_a_policy(rules: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(packs, ["check", "--rules", str(rules)]).stdout.strip() == "1 rule pack is in order."
    draft = tmp_path / "draft.yaml"
    draft.write_text(block("yaml").replace("level >= EQF 6", "levl >= EQF 6"), "utf-8")
    shown = CliRunner().invoke(packs, ["check", str(draft), "--rules", str(rules)])
    assert "13:5 E202 unknown fact 'levl' (did you mean 'level'?)" in shown.stdout
