"""A confirmation is written in one way, on the command line and over HTTP."""

from __future__ import annotations

import pytest

from passerelle.decision import Confirmation, confirmed, read_confirmation


@pytest.mark.parametrize(
    ("text", "fact", "value", "note"),
    [
        ("authentic", "award.authentic", "true", ""),
        ("authentic:Seal checked: it holds", "award.authentic", "true", "Seal checked: it holds"),
        ("award.authentic=false", "award.authentic", "false", ""),
        (" status = active : asked at 10:30 ", "award.status", "active", "asked at 10:30"),
        ("award.title=a=b", "award.title", "a=b", ""),
        ("host.accepts=true", "host.accepts", "true", ""),
    ],
)
def test_what_may_be_written(text: str, fact: str, value: str, note: str) -> None:
    assert read_confirmation(text) == Confirmation(fact=fact, value=value, note=note)


def test_a_note_for_all_is_for_those_without_one() -> None:
    assert read_confirmation("authentic", "On paper").note == "On paper"
    assert read_confirmation("authentic=true:By phone", "On paper").note == "By phone"


def test_the_value_of_a_member_is_not_taken_apart() -> None:
    assert confirmed("authentic", "a:b", "c").value == "a:b"


@pytest.mark.parametrize(
    "text", ["", "=true", "authentic=", "Authentic", "a..b", "a b=true", "š=true", "a=" + "x" * 2000]
)
def test_what_may_not(text: str) -> None:
    with pytest.raises(ValueError, match="a confirmation m"):
        read_confirmation(text)
