"""The stacking policies that come with the rules: enough hosts, every rule form, titles in both languages, a source for
each figure, and at least three scenarios each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from passerelle.desk import Desk
from passerelle.rulepacks.stacks.policy import Currency, Rule, StackingPolicy
from passerelle.spec.gherkin import read_feature

ROOT = Path(__file__).parents[2]
FORMS = tuple(f"R{number:02}" for number in range(1, 38))
#: Invented hosts; all others are institutions.
INVENTED = {"example-university", "example-works", "scenario"}
POLICIES = {f"{policy.id}@{policy.pack.version}": policy for policy in Desk.open().library.stacking}


def _forms(policy: StackingPolicy) -> set[str]:
    """The rule forms that a policy uses; some stand in no rule but in what a policy says as a whole."""
    found = {rule.form for rule in policy.rules()}
    for rule in policy.rules():
        if isinstance(rule, Currency):
            found |= {"R09"} if rule.revalidation else set()
        if (amount := getattr(rule, "amount", None)) is not None and amount.rounding.mode != "none":
            found.add("R26")
    whole: Mapping[str, object] = {
        "R12": policy.grades is not None and policy.grades.in_classification is not None,
        "R14": policy.award.consume == "irrevocable",
        "R32": policy.exits,
        "R33": policy.applies_by != "as_of" and sum(each.id == policy.id for each in POLICIES.values()) > 1,
        "R35": any(each.rule == "policy" and each.parameter == "may_decline" and not each.default
                   for each in policy.semantics),
        "R36": policy.award.protected,
    }  # fmt: skip
    return found | {form for form, uses in whole.items() if uses}


def _scenarios() -> Counter[str]:
    """How many scenarios ask each policy."""
    found: Counter[str] = Counter()
    for path in sorted((ROOT / "features").glob("*.feature")):
        for scenario in read_feature(path).scenarios:
            found.update({name for step in scenario.steps for name in re.findall(r"\bhosts/[\w./-]*\w", step.text)})
    return found


SCENARIOS = _scenarios()


def test_there_are_two_dozen_institutions() -> None:
    assert len({policy.host for policy in POLICIES.values()} - INVENTED) >= 24


@pytest.mark.parametrize("form", FORMS)
def test_every_rule_form_is_in_a_policy(form: str) -> None:
    assert any(form in _forms(policy) for policy in POLICIES.values())


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_called_in_both_languages_and_has_a_source(name: str) -> None:
    policy = POLICIES[name]
    assert policy.pack.host is not None
    for text in (policy.pack.title, policy.award.title, policy.pack.host.name):
        assert {"en", "sl"} <= set(text)
    assert policy.pack.sources


@pytest.mark.parametrize("name", POLICIES)
def test_every_rule_of_a_real_policy_names_its_basis(name: str) -> None:
    policy = POLICIES[name]
    if policy.host in INVENTED:
        return

    def silent(rules: tuple[Rule, ...]) -> list[str]:
        return [rule.id for rule in rules if not rule.basis]

    assert silent((*policy.units, *policy.requires, *policy.limits, *policy.sharing)) == []


@pytest.mark.parametrize("name", sorted({policy.id for policy in POLICIES.values()}))
def test_a_policy_has_three_scenarios(name: str) -> None:
    assert SCENARIOS[name] >= 3


def test_every_policy_that_a_scenario_asks_is_there() -> None:
    asked = {name for name in SCENARIOS if not name.endswith("/recognition")}
    assert asked <= {policy.id for policy in POLICIES.values()}
