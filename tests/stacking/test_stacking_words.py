"""The language files say everything that an answer about stacking can hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from passerelle.decision.stacking import Objective, StackOutcome, UseKind
from passerelle.explain import languages
from passerelle.explain.language import language
from passerelle.explain.stacking_context import UNIT_RULES
from passerelle.rulepacks.stacks import policy as contract

ROOT = Path(__file__).parents[2]
_FACTS = (ROOT / "rules/vocabulary/unit-facts.yaml").read_text(encoding="utf-8")
FACTS: dict[str, Any] = YAML(typ="safe", pure=True).load(_FACTS)
_GROUPS = {"all_of", "any_of", "n_of", "not"}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


#: The kinds of rules, from the classes of the contract.
KINDS = {
    _snake(each.__name__)
    for each in vars(contract).values()
    if isinstance(each, type) and issubclass(each, contract.Rule) and each not in (contract.Rule, contract.Group)
} | _GROUPS
AGAINST = ("excluded", "unknown", "unknown_bare", "limit", "clipped", "used_up", "duplicate", "kept_free", "not_needed")
CERTIFICATES = ("optimal", "impossible", "best_found", "unknown_decides", "policy")
NEEDED = sorted(
    {
        *(f"fact.{name}" for name in FACTS),
        *(f"stacking.outcome.{outcome}" for outcome in StackOutcome),
        *(f"stacking.objective.{objective}" for objective in Objective),
        *(f"stacking.use.{kind}" for kind in UseKind),
        *(f"stacking.against.{kind}" for kind in AGAINST),
        *(f"stacking.kind.{kind}" for kind in KINDS),
        *(f"stacking.condition.{kind}" for kind in ("evidence", "revalidation", "act", "overlap", "person")),
        *(f"stacking.state.{state}" for state in ("met", "not_met", "open", "not_applicable")),
        *(f"stacking.severity.{severity}" for severity in ("should", "note")),
        *(f"stacking.measured.{way}" for way in ("at_least", "at_most", "exactly", "between")),
        *(
            f"stacking.certificate.{kind}"
            for kind in ("optimal", "impossible", "best_found", "unknown_decides", "policy")
        ),
        *(f"stacking.asked.{day}" for day in ("enrolled", "applied", "programme_start", "award_on")),
    }
)


@pytest.mark.parametrize("tag", languages())
def test_everything_has_words(tag: str) -> None:
    assert [key for key in NEEDED if not language(tag).has(key)] == []


def test_the_kinds_of_rules_are_those_of_the_contract() -> None:
    assert len(KINDS) > 25
    assert UNIT_RULES < KINDS


@pytest.mark.parametrize("tag", languages())
def test_no_kind_has_words_that_is_none(tag: str) -> None:
    said = {key.removeprefix("stacking.kind.") for key in language(tag).words if key.startswith("stacking.kind.")}
    assert said == KINDS
