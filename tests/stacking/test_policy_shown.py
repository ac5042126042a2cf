"""Every stacking policy of the project in words: nothing is left unsaid, and each line is where the file has it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from passerelle.desk import Desk
from passerelle.explain import languages
from passerelle.explain.language import language
from passerelle.explain.stacking_policy import PolicyRuleText, policy_page, policy_text
from passerelle.policybook import kind_of, policy_in_force
from passerelle.rulepacks.stacks.policy import StackingPolicy

ROOT = Path(__file__).parents[2]
EXAMPLE = "hosts/example-university/pgcert-data-practice"


@lru_cache(maxsize=1)
def policies() -> tuple[StackingPolicy, ...]:
    return Desk.open(ROOT / "rules").library.stacking


def example() -> StackingPolicy:
    return next(policy for policy in policies() if policy.id == EXAMPLE)


def flat(rules: tuple[PolicyRuleText, ...]) -> list[PolicyRuleText]:
    return [each for rule in rules for each in (rule, *flat(rule.parts))]


@pytest.mark.parametrize("tag", languages())
def test_every_rule_of_every_policy_says_what_it_asks(tag: str) -> None:
    assert len(policies()) > 20
    for policy in policies():
        page = policy_page(policy_in_force(policy), tag)
        rules = {rule.rule: rule for _, group in page.groups for rule in flat(group)}
        assert set(rules) == {rule.id for rule in policy.rules()}, policy.id
        noted = {rule.id for rule in policy.notes}
        for id, rule in rules.items():
            assert rule.title, (policy.id, id)
            assert rule.sentences or id in noted, (policy.id, id)
            assert not any("{" in sentence or " – " in sentence for sentence in rule.sentences), (policy.id, id)


@pytest.mark.parametrize("tag", languages())
def test_every_choice_of_every_policy_has_a_name(tag: str) -> None:
    spoken = language(tag)
    used = {choice.parameter for policy in policies() for choice in policy.semantics}
    assert len(used) > 15
    assert sorted(each for each in used if not spoken.has(f"stacking.parameter.{each}")) == []
    named = {key.removeprefix("stacking.parameter.") for key in spoken.words if key.startswith("stacking.parameter.")}
    assert {choice.parameter for choice in example().semantics} <= named


def test_the_lines_of_a_rule_are_those_of_the_file() -> None:
    for policy in policies():
        lines = policy.pack.content.decode().splitlines()
        page = policy_page(policy_in_force(policy), "en")
        for rule in (each for _, group in page.groups for each in flat(group)):
            assert rule.source, (policy.id, rule.rule)
            assert all(text.strip() in lines[number - 1] for number, text in rule.source), (policy.id, rule.rule)


def test_the_example_in_words() -> None:
    text = policy_text(policy_page(policy_in_force(example()), "en"))
    for said in (
        "The counted credits come to exactly 30 ECTS.",
        "Of every unit this holds: “EQF level” is at least EQF 6.",
        "No unit is older than 5 years, counted from day of achievement to day of the award.",
        "No unit is in use for another award.",
        "Such units come to at most 50% of the total of the award.",
        "Two units share at most 40% of their outcomes.",
        "From other providers: what is above the limit: no unit may go above it\n",
        "From other providers: units that cannot be chosen: use nothing up (default)",
        "      54    at_most: 50 % of total",
    ):
        assert said in text


def test_the_same_in_slovenian() -> None:
    text = policy_text(policy_page(policy_in_force(example()), "sl"))
    assert "Upoštevanih kreditnih točk je natanko 30 ECTS." in text
    assert "Nobena enota ni starejša od: 5 let; šteto od: dan pridobitve, do: dan podelitve." in text


def test_kinds_are_called_as_answers_call_them() -> None:
    assert {kind_of(rule) for rule in example().rules()} == {
        "total", "only", "currency", "used_for", "at_least", "choose", "at_most", "overlap",
    }  # fmt: skip
