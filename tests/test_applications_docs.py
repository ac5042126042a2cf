"""The guide to applications: its examples are read, and it tells every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from passerelle.documents import application_file
from passerelle.rulepacks import statement
from passerelle.rulepacks.statement import read_statement
from promises import desk

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "applications.md").read_text("utf-8")


def fenced(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_application_of_the_guide_is_read() -> None:
    found = desk().read_application(fenced("yaml").encode())
    assert found.agreement is not None
    assert found.agreement.components[0].component == "data-ethics"
    assert found.facts == (("evidence.recent_practice", "2025-06-30"),)


def test_the_statement_of_the_guide_is_the_example() -> None:
    found = read_statement(fenced("statement").encode(), "rules/hosts/example-university/statements/2025-117.yaml")
    example = read_statement((ROOT / "docs" / "examples" / "statement.yaml").read_bytes(), found.place)
    assert (found.id, found.specifications, found.valid_until) == (
        example.id,
        example.specifications,
        example.valid_until,
    )


@pytest.mark.parametrize("keys", ["_TOP", "_APPLICANT", "_AGREEMENT", "_COMPONENT", "_APPEAL"])
def test_every_key_of_an_application_is_told(keys: str) -> None:
    assert [key for key in getattr(application_file, keys) if f"`{key}`" not in GUIDE] == []


def test_every_key_and_word_of_a_statement_is_told() -> None:
    words = (*statement._FIELDS, *statement._FROM, *statement._VALID, *statement.KINDS, *statement.STRENGTHS)
    assert [word for word in words if f"`{word}`" not in GUIDE] == []
