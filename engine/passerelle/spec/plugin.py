"""A pytest plugin: `.feature` files enter, pytest items leave, their steps made from the sentences files.

`features/conftest.py` imports the hooks below, so that `pytest features/` works with no Python beside the features;
`passerelle.spec.run` registers this module itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import pytest_bdd
from pytest_bdd import parsers
from pytest_bdd.feature import features as read_before
from pytest_bdd.parser import Step as BddStep

from passerelle.desk import Desk
from passerelle.errors import PasserelleError
from passerelle.spec.checking import check_feature, language_of
from passerelle.spec.expect import Unmet
from passerelle.spec.gherkin import Step, read_feature
from passerelle.spec.reading import read_step
from passerelle.spec.scene import Scene
from passerelle.spec.sentences import Language, Pattern

_STEP = pytest.StashKey[BddStep]()

#: The desk that decides. In the stash of the run; those that PASSERELLE_RULES names, or the project's own, where
#: nothing else is put there.
DESK = pytest.StashKey[Desk]()

#: What a step that did not hold expected and what it found. In the stash of the item.
UNMET = pytest.StashKey[tuple[str, str]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect feature files as modules of scenarios."""
    if file_path.suffix != ".feature":
        return None
    return FeatureFile.from_parent(parent, path=file_path)


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: BddStep) -> None:
    """Remember which step runs: it names the line that a failure is reported with."""
    request.node.stash[_STEP] = step


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """A tag becomes a mark of its own name; `source:EAR-ch-13` the mark `source` with an argument."""
    name, _, argument = tag.partition(":")
    mark = getattr(pytest.mark, _mark(name))
    (mark(argument) if argument else mark)(function)
    return True


def _mark(tag: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in tag.partition(":")[0])


class _Said(parsers.StepParser):
    """Matches one way of saying a sentence; the words themselves are read again when the step runs."""

    def __init__(self, pattern: Pattern) -> None:
        super().__init__(pattern.text)
        self.pattern = pattern

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        return {"text": name}

    def is_matching(self, name: str) -> bool:
        return bool(self.pattern.strict.fullmatch(name))


class FeatureFile(pytest.Module):
    """One feature file as a module whose functions are its scenarios."""

    def _getobj(self) -> ModuleType:
        language = language_of(self.path.parent)
        feature = read_feature(self.path)
        wrong = [*language.diagnostics, *check_feature(feature, language)]
        if wrong:
            raise self.CollectError("\n".join(map(str, wrong)))
        for mark in sorted({_mark(tag) for tag in feature.tags}):
            self.config.addinivalue_line("markers", f"{mark}: a tag of scenarios")
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        for name, step in _steps(language, feature.language).items():
            setattr(module, name, step)
        vars(module)["scene"] = _scene_fixture(language, feature.language, self.path.parent)
        read_before.pop(str(self.path), None)  # pytest-bdd keeps what it read, even when the file has changed since
        for number, title in enumerate(dict.fromkeys(scenario.title for scenario in feature.scenarios), 1):
            test = pytest_bdd.scenario(str(self.path), title, features_base_dir=str(self.path.parent))(_nothing)
            name = f"test_{number:02}_" + "_".join("".join(c if c.isalnum() else " " for c in title).split())
            test.__name__ = name
            setattr(module, name, test)
        return module


def _nothing() -> None:
    """What a scenario does beside its steps."""


def _steps(language: Language, tag: str) -> dict[str, Any]:
    class Steps:
        # pytest-bdd puts a step into the namespace that calls it: here this class body, whatever Python's locals() is
        for step_type in ("given", "when", "then"):
            for _, pattern in language.of(step_type, tag):
                pytest_bdd.step(_Said(pattern), step_type)(_perform)

    return {name: value for name, value in vars(Steps).items() if name.startswith("pytestbdd_")}


def _scene_fixture(language: Language, tag: str, folder: Path) -> Any:
    def scene(request: pytest.FixtureRequest) -> Scene:
        return Scene(_desk(request.config), language, tag, folder)

    return pytest.fixture(scene)


def _desk(config: pytest.Config) -> Desk:
    """The desk of this run, opened when the first scenario needs it."""
    if DESK not in config.stash:
        config.stash[DESK] = Desk.open(Path(named) if (named := os.environ.get("PASSERELLE_RULES")) else None)
    return config.stash[DESK]


def _perform(
    text: str,
    request: pytest.FixtureRequest,
    scene: Scene,
    datatable: list[list[str]] | None = None,
    docstring: str | None = None,
) -> None:
    __tracebackhide__ = True
    at = request.node.stash[_STEP]
    table = tuple(tuple(row) for row in datatable) if datatable is not None else None
    step = Step(at.type, text, at.line_number, at.indent + 1, table, at.line_number + 1, docstring)
    act = read_step(step, scene.language, scene.tag).act
    assert act is not None, "the feature was checked when it was collected"
    try:
        scene.perform(act)
    except Unmet as unmet:
        expected, found = unmet.expected, unmet.found
    except PasserelleError as error:
        expected, found = scene.say("answer"), str(error)
    else:
        return
    request.node.stash[UNMET] = expected, found
    message = f"{request.path}:{at.line_number} {at.keyword} {text}\n"
    for key, what in (("expected", expected), ("found", found)):
        message += f"  {scene.say(key)}: {what}\n"
    pytest.fail(message, pytrace=False)
