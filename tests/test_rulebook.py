"""Every rule that a decision may cite can be looked up, and reads in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from passerelle.desk import Desk
from passerelle.errors import RuleNotFound
from passerelle.explain import languages
from passerelle.explain.rulebook import rule_page

ROOT = Path(__file__).parent.parent
DESK = Desk.open(ROOT / "rules")
NAMES = DESK.rules()


def test_every_rule_is_found_with_the_lines_of_its_file() -> None:
    assert len(NAMES) > 100
    for name in NAMES:
        rule = DESK.rule(name)
        lines = (ROOT / rule.path).read_text(encoding="utf-8").splitlines()
        assert rule.name == name
        assert tuple(lines[rule.line - 1 : rule.line - 1 + len(rule.source)]) == rule.source
        assert f"id: {rule.rule}" in rule.source[0]
        assert sum("id: " in line and line.lstrip().startswith("- id") for line in rule.source) == 1


@pytest.mark.parametrize("lang", languages())
def test_every_rule_reads_in_every_language(lang: str) -> None:
    for name in NAMES:
        page = rule_page(DESK.rule(name), lang)
        assert page.title
        assert page.about
        assert page.said
        for text in (*(line.value for line in (*page.about, *page.said)), *page.remedies):
            assert "{" not in text, (name, text)


def test_the_names_that_conditions_use_are_told_in_turn() -> None:
    rule = DESK.rule("lisbon/recognition@2010-06-23#too-few-outcomes")
    names = [name for name, _ in rule.defines]
    assert names[0] in "".join(condition for _, group in rule.groups for condition in group)
    assert {"essential_covered", "essential_outcomes"} <= set(names)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("revoked", "pack@version#rule"),
        ("lisbon/recognitoin@2010-06-23#revoked", "lisbon/recognition"),
        ("lisbon/recognition@2011-01-01#revoked", "2010-06-23"),
        ("lisbon/recognition@2010-06-23#revokd", "revoked"),
        ("../../etc/passwd@2010-06-23#x", "no pack"),
    ],
)
def test_an_unknown_rule_is_told_with_what_is_near(name: str, said: str) -> None:
    with pytest.raises(RuleNotFound, match=said):
        DESK.rule(name)
