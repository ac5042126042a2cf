"""What if, on the command line: what is told, in which form, and that nothing is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, POSITIVE, TARGET

from passerelle.decision import better
from passerelle.decision.decision import Outcome


def test_a_decision_that_could_be_better_says_how(run: Any) -> None:
    decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep")
    assert (
        "Ways to a better outcome\n------------------------\n  1. Recognised in full, if all of this is so:\n"
        in decided.out
    )
    assert "- The host: Confirmation that the award is authentic: yes (not known now)" in decided.out
    slovenian = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--lang", "sl").out
    assert "Poti do ugodnejšega izida\n-------------------------\n  1. " in slovenian
    assert (
        "Ways to a better outcome" not in run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--no-what-if").out
    )


def test_nothing_is_told_of_what_cannot_be_better(run: Any) -> None:
    full = run("recognise", CREDENTIAL, *ASKED, *TARGET, *POSITIVE, "--no-keep")
    assert full.code == 0
    assert "Ways to a better outcome" not in full.out
    elsewhere = run("recognise", CREDENTIAL, "--host", "example-university", "--purpose", "title_use", "--no-keep").out
    assert "Ways to a better outcome" not in elsewhere


def test_every_way_that_is_told_as_json_is_one_that_what_if_confirms(run: Any) -> None:
    (decided,) = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--json").json["decisions"]
    told = decided["what_would_change"]
    assert (told["stopped_short"], told["runs"] <= told["budget"], len(told["ways"]) > 0) == (None, True, True)
    for way in told["ways"]:
        supposed = [part for each in way["changes"] for part in ("--set", f"{each['fact']}={each['value']}")]
        answered = run("what-if", CREDENTIAL, *ASKED, *TARGET, *supposed, "--json")
        assert answered.json["supposed"] is True
        (one,) = answered.json["decisions"]
        assert one["decision"]["outcome"] == way["outcome"]
        assert better(Outcome(way["outcome"]), Outcome(decided["decision"]["outcome"]))
        assert way["rule"] in [reason["rule"] for reason in one["decision"]["reasons"]]
    assert "what_would_change" not in run("check", CREDENTIAL, "--json").json["decisions"][0]


@pytest.mark.parametrize(
    ("lang", "first", "title"),
    [
        ("en", "This is no decision. It says what would follow", "What if: recognition decision"),
        ("sl", "To ni odločitev. Pove le, kaj bi sledilo", "Kaj če: odločitev o priznavanju"),
    ],
)
def test_what_if_says_that_it_decides_nothing_and_keeps_nothing(
    run: Any, tmp_path: Path, lang: str, first: str, title: str
) -> None:
    store = tmp_path / "none.db"
    answered = run(
        "what-if",
        CREDENTIAL,
        *ASKED,
        *TARGET,
        *POSITIVE,
        "--set",
        "level.eqf=EQF 5",
        "--lang",
        lang,
        "--store",
        str(store),
    )
    assert answered.code == 1
    assert answered.out.startswith(first)
    assert f"\n\n{title}\n" in answered.out
    assert "EQF 5" in answered.out or "EOK 5" in answered.out
    assert "replay" not in answered.out
    assert not store.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--set", "level.eqf=7"], "award.level.eqf: '7' does not fit (write EQF 7)"),
        (
            ["--set", "levle.eqf=EQF 7"],
            "no fact 'award.levle.eqf' that can be supposed (did you mean",
        ),
        (["--set", "Level"], "--set 'Level' cannot be read: a supposition must read FACT=VALUE"),
        (["--set", "authentic", "--set", "award.authentic=false"], "--set award.authentic is given twice"),
    ],
)
def test_what_cannot_be_supposed_is_one_clear_line(run: Any, given: list[str], words: str) -> None:
    refused = run("what-if", CREDENTIAL, *ASKED, *TARGET, *given)
    assert refused.code == 2
    assert words in refused.err
    assert refused.err.count("\n") == 1


def test_without_anything_supposed_there_is_nothing_to_ask(run: Any) -> None:
    assert run("what-if", CREDENTIAL, *ASKED, *TARGET).code == 2
