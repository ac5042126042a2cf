"""Paths of features enter, a report an officer can read and an exit code leave: 0 all hold, 1 some do not, 2 the
features cannot be run."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_bdd.parser import Feature, Scenario, Step

from passerelle.desk import Desk
from passerelle.errors import PasserelleError
from passerelle.spec import plugin
from passerelle.spec.checking import check, feature_files, language_of
from passerelle.spec.sentences import Language


def run(
    paths: Sequence[Path | str],
    *,
    rules: Path | None = None,
    only: str | None = None,
    write: Callable[[str], None] = print,
) -> int:
    """Run the features of these files and folders and `write` the report, a line at a time.

    `rules` is the folder of rule packs, None for the project's own; `only` a pytest expression over tags
    ("B01 or B02"). Returns 0, 1 or 2.
    """
    wrong = check(paths)
    if wrong:
        for diagnostic in wrong:
            write(str(diagnostic))
        return 2
    try:
        report = _Report(write, Desk.open(rules))
    except PasserelleError as error:
        write(str(error))
        return 2
    arguments = [str(path.resolve()) for path in feature_files(Path(path) for path in paths)]
    arguments += ["-c", os.devnull, "--rootdir", str(Path.cwd()), "--noconftest", "-q", "-s", "-p", "no:cacheprovider"]
    if only:
        arguments += ["-m", only]
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        code = pytest.main(arguments, plugins=[plugin, report])
    report.close()
    if code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and report.held + report.failed:
        return 1 if report.failed else 0
    if code != pytest.ExitCode.NO_TESTS_COLLECTED:
        write(quiet.getvalue())
    return 2


class _Report:
    """Listens to pytest-bdd and writes what an officer wants to know: which scenarios hold, which step does not."""

    def __init__(self, write: Callable[[str], None], desk: Desk) -> None:
        # standard output is pytest's while it runs, so lines are kept and written at the end
        self.write = write
        self.desk = desk
        self.lines: list[str] = []
        self.languages: dict[Path, Language] = {}
        self.path = ""
        self.tag = "en"
        self.tags: set[str] = set()
        self.language: Language | None = None
        self.unmet: list[str] = []
        self.held = 0
        self.failed = 0

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.DESK] = self.desk

    def say(self, key: str, **what: object) -> str:
        if self.language is None:
            self.language = language_of(Path.cwd())
        return self.language.say(key, self.tag, **what)

    def pytest_bdd_before_scenario(self, feature: Feature, scenario: Scenario) -> None:
        self.unmet = []
        if feature.filename == self.path:
            return
        folder = Path(feature.filename).parent
        if folder not in self.languages:
            self.languages[folder] = language_of(folder)
        self.path, self.language, self.tag = feature.filename, self.languages[folder], feature.language
        self.tags.add(self.tag)
        self.lines.append(f"{feature.name} ({_short(feature.filename)})")

    def pytest_bdd_step_error(
        self, request: pytest.FixtureRequest, feature: Feature, step: Step, exception: Exception
    ) -> None:
        self.unmet.append(f"      {_short(feature.filename)}:{step.line_number}  {step.keyword} {step.name}")
        unmet = request.node.stash.get(plugin.UNMET, None)
        if unmet is None:
            self.unmet.append(f"      {type(exception).__name__}: {_indented(str(exception))}")
        else:
            for key, text in zip(("expected", "found"), unmet, strict=True):
                self.unmet.append(f"      {self.say(key)}: {_indented(text)}")

    def pytest_bdd_after_scenario(self, scenario: Scenario) -> None:
        self.held, self.failed = self.held + (not self.unmet), self.failed + bool(self.unmet)
        self.lines.append(f"  {self.say('fails' if self.unmet else 'holds')}  {scenario.name}")
        self.lines += self.unmet

    def close(self) -> None:
        """Write everything, with the sum in the language of the features, or in English where they have several."""
        self.tag = self.tag if len(self.tags) == 1 else "en"
        for line in self.lines:
            self.write(line)
        self.write(self.say("sum", held=self.held, failed=self.failed))


def _short(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _indented(text: str) -> str:
    return text.strip().replace("\n", "\n        ")
