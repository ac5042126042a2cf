"""Running features: the report that an officer reads, the exit code, and collection by pytest itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from passerelle.spec import run

HEAD = "Feature: Data courses\n"
HOLDS = """
  @B01 @source:a-book
  Scenario: Nothing known is no ground for refusal
    Given the applicant presents a micro-credential "Logic" and nothing else is known of it
    When recognition is requested for elective credit
    Then the outcome is anything but a refusal
"""
FAILS = HOLDS.replace("Nothing known", "Little known").replace("anything but a refusal", "full recognition")
SLOVENE = """# language: sl
Funkcija: Tečaji
  Scenarij: Neznano se prizna
    Privzeto kandidat predloži mikrokvalifikacijo „Logika“ in o njej ni znano nič drugega
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid polno priznanje
"""


def ran(folder: Path, text: str, **options: str) -> tuple[int, list[str]]:
    (folder / "a.feature").write_text(text, encoding="utf-8")
    lines: list[str] = []
    return run([folder], write=lines.append, **options), lines  # type: ignore[arg-type]


def test_features_that_hold_end_with_0(tmp_path: Path) -> None:
    code, lines = ran(tmp_path, HEAD + HOLDS)
    assert code == 0
    assert lines[0].startswith("Data courses (")
    assert lines[1].split(maxsplit=1) == ["holds", "Nothing known is no ground for refusal"]
    assert lines[-1] == "Scenarios that hold: 1. Scenarios that fail: 0."


def test_a_failing_scenario_shows_line_expectation_and_finding_and_ends_with_1(tmp_path: Path) -> None:
    code, lines = ran(tmp_path, HEAD + HOLDS + FAILS)
    assert code == 1
    failing = next(at for at, line in enumerate(lines) if line.split()[:1] == ["FAILS"])
    assert lines[failing].endswith("Little known is no ground for refusal")
    assert "a.feature:13  Then the outcome is full recognition" in lines[failing + 1]
    assert lines[failing + 2].strip() == "expected: full recognition"
    assert lines[failing + 3].strip().startswith("found: a request for further information")
    assert "Traceback" not in "\n".join(lines)


def test_the_report_speaks_the_language_of_the_feature(tmp_path: Path) -> None:
    code, lines = ran(tmp_path, SLOVENE)
    assert code == 1
    assert lines[1].split(maxsplit=2) == ["NE", "DRŽI", "Neznano se prizna"]
    assert lines[3].strip() == "pričakovano: polno priznanje"
    assert lines[4].strip().startswith("ugotovljeno: zahteva po dodatnih informacijah")
    assert lines[-1] == "Scenariji, ki držijo: 0. Scenariji, ki ne držijo: 1."


def test_features_with_mistakes_are_not_run_and_end_with_2(tmp_path: Path) -> None:
    code, lines = ran(tmp_path, HEAD + HOLDS.replace("elective credit", "electiv credit"))
    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith(str(tmp_path / "a.feature") + ":6:")
    assert "did you mean 'elective credit'?" in lines[0]


def test_a_host_that_does_not_exist_fails_the_scenario_with_its_reason(tmp_path: Path) -> None:
    code, lines = ran(tmp_path, HEAD + HOLDS.replace("    When", "    And the host is nobody\n    When"))
    assert code == 1
    assert "nobody" in "\n".join(lines)


def test_a_feature_that_has_changed_is_read_again(tmp_path: Path) -> None:
    assert ran(tmp_path, HEAD + FAILS)[0] == 1
    assert ran(tmp_path, HEAD + HOLDS)[0] == 0


def test_tags_choose_scenarios(tmp_path: Path) -> None:
    text = HEAD + HOLDS + FAILS.replace("@B01", "@B02")
    assert ran(tmp_path, text, only="B01")[0] == 0
    assert ran(tmp_path, text, only="B02")[0] == 1
    assert ran(tmp_path, text, only="B03")[0] == 2


def test_an_outline_runs_once_for_every_row(tmp_path: Path) -> None:
    text = HOLDS.replace("Scenario:", "Scenario Outline:").replace("elective credit", "<purpose>")
    code, lines = ran(
        tmp_path, HEAD + text + "    Examples:\n      | purpose |\n      | exemption |\n      | employment |\n"
    )
    assert code == 0
    assert lines[-1].startswith("Scenarios that hold: 2.")


def test_pytest_collects_features_beside_one_conftest(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(Path("features/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "a.feature").write_text(HEAD + HOLDS + FAILS, encoding="utf-8")
    (tmp_path / "bad.feature").write_text(HEAD + HOLDS.replace("elective credit", "electiv credit"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--strict-markers", "-p", "no:cacheprovider", "--rootdir", "."]
    found = subprocess.run(
        [*command, "--continue-on-collection-errors", "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert "1 failed, 1 passed, 1 error" in found.stdout
    assert "a.feature:13 Then the outcome is full recognition" in found.stdout
    assert "bad.feature:6:10 F304" in found.stdout
    assert "did you mean 'elective credit'?" in found.stdout


@pytest.mark.parametrize("path", ["no-such-folder", "no-such.feature"])
def test_paths_that_are_not_there_end_with_2(path: str) -> None:
    lines: list[str] = []
    assert run([path], write=lines.append) == 2
    assert lines == [f"{path}:1:1 F101 there is no such file or folder"]


def test_the_examples_of_the_page_for_experts_run(tmp_path: Path) -> None:
    page = Path("docs/scenarios.md").read_text(encoding="utf-8")
    [gherkin] = re.findall(r"```gherkin\n(.*?)```", page, re.DOTALL)
    [sentences] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "sentences.yaml").write_text(sentences, encoding="utf-8")
    own = '    And the applicant presents a short course "Logic" of 2 ECTS\n    When'
    assert ran(tmp_path, gherkin)[0] == 0
    code, lines = ran(tmp_path, gherkin.replace("    When", own))
    assert code == 0, lines


def test_a_folder_that_holds_no_rules_is_told_in_one_line_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text(HEAD + HOLDS, encoding="utf-8")
    lines: list[str] = []
    assert run([tmp_path], rules=tmp_path / "rules", write=lines.append) == 2
    assert len(lines) == 1
    assert "is no rules folder" in lines[0]


def test_pytest_decides_by_the_rules_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(Path("features/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "a.feature").write_text(HEAD + HOLDS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ".", "."]
    environment = {**os.environ, "PASSERELLE_RULES": str(tmp_path / "nowhere")}
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert found.returncode != 0
    assert "is no rules folder" in found.stdout
