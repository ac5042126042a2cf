"""An application beside the credentials, and earlier decisions beside an answer."""

from __future__ import annotations

from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, EXAMPLES, POSITIVE, TARGET

APPLICATION = str(EXAMPLES / "application.yaml")
RECOGNISE = ["recognise", CREDENTIAL, *ASKED, *TARGET]


def test_what_an_application_says_decides(run: Any) -> None:
    ran = run(*RECOGNISE, "--application", APPLICATION, "--confirm", "authentic", "--json")
    (decided,) = ran.json["decisions"]
    assert (ran.code, decided["decision"]["outcome"]) == (0, "RECOGNISED_FULL")
    assert decided["decision"]["reasons"][0]["rule"].endswith("#component-as-agreed")
    assert decided["decision"]["timing"]["breached"] is True
    told = run(*RECOGNISE, "--application", APPLICATION, "--confirm", "authentic", "--lang", "sl")
    assert "študijski sporazum" in told.out.casefold()


def test_a_bad_application_is_told_line_by_line_and_decides_nothing(run: Any, tmp_path: Any) -> None:
    (tmp_path / "bad.yaml").write_text("received: soon\napplicant: {gender: f}\n", "utf-8")
    ran = run(*RECOGNISE, "--application", "bad.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(": ")[1:3] for line in ran.err.splitlines()] == [
        ["bad.yaml", "line 1, column 11"],
        ["bad.yaml", "line 2, column 13"],
    ]
    as_json = run(*RECOGNISE, "--application", "bad.yaml", "--json")
    assert [each["code"] for each in as_json.json["error"]["mistakes"]] == ["impossible_date", "unknown_key"]
    assert run("show", "d0").code == 2


@pytest.mark.parametrize("file", ["missing.yaml", "."])
def test_an_application_that_is_not_there_is_told(run: Any, file: str) -> None:
    ran = run(*RECOGNISE, "--application", file)
    assert (ran.code, ran.out) == (2, "")
    assert file in ran.err


def test_an_application_may_come_from_standard_input_and_only_one_thing_may(run: Any) -> None:
    content = (EXAMPLES / "application.yaml").read_bytes()
    ran = run(*RECOGNISE, "--application", "-", "--confirm", "authentic", "--no-keep", stdin=content)
    assert (ran.code, ran.err) == (0, "")
    twice = run("recognise", "-", *ASKED, *TARGET, "--application", "-", stdin=content)
    assert (twice.code, twice.err) == (2, "passerelle: standard input (-) can be given once only\n")


def test_earlier_decisions_are_shown_and_listed(run: Any) -> None:
    first = run(*RECOGNISE, *POSITIVE, "--json").json["decisions"][0]
    assert "precedents" not in first
    again = run(*RECOGNISE, *POSITIVE, "--confirm", "status=active", "--json").json["decisions"][0]
    assert [each["id"] for each in again["precedents"]] == [first["id"]]
    assert set(again["precedents"][0]) == {"id", "outcome", "as_of", "kept_at", "target", "award_title"}
    shown = run(*RECOGNISE, *POSITIVE, "--no-keep")
    assert "Earlier decisions of this host for this purpose" in shown.out
    assert first["id"] not in run("recognise", CREDENTIAL, *ASKED[:2], "--purpose", "credit_elective", *POSITIVE).out
    listed = run("precedents", "--host", "example-university", "--purpose", "exemption", "--json").json["precedents"]
    assert {each["id"] for each in listed} == {first["id"], again["id"]}
    only = ["--target", "another"]
    assert run("precedents", "--host", "example-university", "--purpose", "exemption", *only, "--json").json == {
        "precedents": []
    }
    assert first["id"] in run("precedents", "--host", "example-university", "--purpose", "exemption").out


def test_a_list_of_nothing_says_so(run: Any) -> None:
    asked = ["precedents", "--host", "example-university", "--purpose", "exemption"]
    assert run(*asked).code == 2
    run(*RECOGNISE, *POSITIVE)
    nothing = run(*asked, "--specification", "urn:nothing")
    assert (nothing.code, nothing.out) == (0, "Nothing has been kept that was decided for this purpose by this host.\n")
    wrong = run("precedents", "--host", "example-university", "--purpose", "exemtion")
    assert (wrong.code, "exemption" in wrong.err) == (2, True)


def test_what_rests_on_a_revoked_award_is_listed_to_be_looked_at_again(run: Any) -> None:
    first = run(*RECOGNISE, *POSITIVE, "--json").json["decisions"][0]
    ran = run(*RECOGNISE, *POSITIVE, "--confirm", "status=revoked", "--json").json["decisions"][0]
    assert ran["decision"]["outcome"] == "REFUSED"
    assert ran["to_review"] == [first["id"]]
    told = run(*RECOGNISE, *POSITIVE, "--confirm", "status=revoked", "--no-keep")
    assert "Decisions that rest on this award and have to be looked at again" in told.out
    assert f"example-university: 1 September 2026: Recognised in full ({first['id']})" in told.out
    assert "to_review" not in run(*RECOGNISE, *POSITIVE, "--json").json["decisions"][0]
