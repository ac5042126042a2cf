"""The clauses are listed, and policies are held against them, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT

BAD = ROOT / "tests" / "bad_packs"
GOOD = """\
pack: hosts/new-college/recognition
kind: policy
title: {en: Recognition at New College, sl: Priznavanje na Novi univerzi}
host: {id: new-college, en: New College, sl: Nova univerza}
in_force: {from: 2026-01-01}
policy:
  purposes: [exemption, employment_nonregulated]
  level_tolerance: 0
  outcome_coverage: 80 %
  partial_coverage: 40 %
  quality_evidence: external
  elective_level: EQF 6
  elective_credits_most: 10 ECTS
  appeal: {en: "The dean, within 15 days.", sl: "Dekan, v 15 dneh."}
"""


class TestClauses:
    def test_every_clause_is_listed_with_the_rule_that_checks_it(self, run: Any) -> None:
        listed = run("clauses", "--json").json["clauses"]
        assert {clause["rule"].partition("@")[0] for clause in listed} == {"eu/annex-1", "eu/principles"}
        assert len({clause["clause"] for clause in listed if clause["principle"]}) == 62 + 2
        dequar = next(clause for clause in listed if clause["clause"] == "Annex II, 2.9")
        assert (dequar["severity"], dequar["subject"], dequar["seen_on"]) == ("conditional", "provider", ["provider"])
        assert dequar["results"] == ["PASS", "PASS_WITH_NOTE", "UNKNOWN", "DECLARED"]

    @pytest.mark.parametrize(
        ("lang", "words"), [("en", "mandatory · Host · policy of the host"), ("sl", "obvezno · Gostiteljica")]
    )
    def test_those_of_one_principle_are_told_in_both_languages(self, run: Any, lang: str, words: str) -> None:
        told = run("clauses", "--principle", "6", "--lang", lang)
        assert told.code == 0
        assert words in told.out
        assert "eu/principles@2022-06-16#p6.4" in told.out
        assert "#p5." not in told.out

    def test_there_is_no_eleventh_principle(self, run: Any) -> None:
        told = run("clauses", "--principle", "11")
        assert told.code == 2
        assert "1 to 10" in told.err


class TestPolicies:
    def test_a_host_that_keeps_the_principles(self, run: Any) -> None:
        told = run("policy", "check", "example-university", "--as-of", "2026-01-15")
        assert told.code == 0
        assert "Annex II, 5.2 Stacked, validated and recognised across systems [mandatory]: met" in told.out
        assert "P518 note:" in told.out

    def test_a_file_that_goes_against_them_is_told_line_by_line(self, run: Any) -> None:
        told = run("policy", "check", str(BAD / "P511-less-for-the-origin.yaml"), "--lang", "sl")
        assert told.code == 1
        assert "[obvezno]: ni izpolnjeno" in told.out
        line = next(number for number, line in enumerate(told.out.splitlines()) if ":18:11 P511 warning:" in line)
        assert told.out.splitlines()[line + 1].strip() == "when: award.issuer.country != SI"
        found = run("policy", "check", str(BAD / "P511-less-for-the-origin.yaml"), "--json").json
        assert found["against"] == ["5.2", "6.4"]
        assert {one["clause"]: one["result"] for one in found["clauses"]}["Annex II, 5.2"] == "FAIL"
        assert found["diagnostics"][0] | {"message": "", "hint": ""} == {
            "path": found["diagnostics"][0]["path"], "line": 18, "column": 11, "code": "P511", "severity": "warning",
            "message": "", "hint": "", "clauses": ["5.2", "6.4"],
        }  # fmt: skip

    def test_a_policy_that_is_not_allowed_is_still_held_against_each_clause(self, run: Any) -> None:
        told = run("policy", "check", str(BAD / "P502-refused-for-one-ground.yaml"))
        assert told.code == 1
        assert told.out.count("]: not met") == 3
        assert "P502 the refusal 'no-foreigners' rests on nothing but where the award comes from" in told.out

    def test_a_policy_of_a_later_day_is_checked_as_of_its_first(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "draft.yaml").write_text(GOOD.replace("2026-01-01", "2099-01-01"), encoding="utf-8")
        found = run("policy", "check", "draft.yaml", "--json", "--as-of", "2026-01-15").json
        assert (found["against"], found["diagnostics"], found["as_of"]) == ([], [], "2099-01-01")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", "E101 the file is empty"),
            (GOOD.replace("level_tolerance: 0", "levl_tolerance: 0"), "did you mean 'level_tolerance'?"),
            ("pack: a/b\nkind: recognition\ntitle: {en: A}\nin_force: {from: 2026-01-01}\n", "no policy of a host"),
        ],
    )
    def test_what_is_no_policy_is_told(self, run: Any, tmp_path: Path, content: str, said: str) -> None:
        (tmp_path / "draft.yaml").write_text(content, encoding="utf-8")
        told = run("policy", "check", "draft.yaml")
        assert told.code == 2
        assert said in told.out + told.err

    def test_an_unknown_host_is_told_with_those_that_are_near(self, run: Any) -> None:
        told = run("policy", "check", "example-universty")
        assert (told.code, told.out) == (2, "")
        assert "example-university" in told.err


class TestWarnings:
    def test_a_warning_is_printed_and_ends_well_unless_it_is_taken_for_a_mistake(self, run: Any) -> None:
        path = str(BAD / "P512-less-for-the-route.yaml")
        told = run("rules", "check", path)
        assert told.code == 0
        assert "P512 warning: 'online-is-less' gives less than was asked for" in told.out
        assert told.out.endswith("1 rule pack is in order.\n")
        strict = run("rules", "check", path, "--strict")
        assert strict.code == 2
        assert "in order" not in strict.out
        assert run("rules", "check", path, "--json").json["diagnostics"][0]["severity"] == "warning"

    def test_a_note_is_none_of_it(self, run: Any) -> None:
        told = run("rules", "check", str(BAD / "P518-one-kind-of-purpose.yaml"), "--strict")
        assert (told.code, told.out) == (0, "1 rule pack is in order.\n")
