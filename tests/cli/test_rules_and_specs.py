"""Packs and scenarios are checked, listed and run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import ROOT

from passerelle.desk import Desk

POLICY = """\
pack: hosts/new-college/recognition
kind: policy
title: {en: Recognition at New College}
host: {id: new-college, en: New College}
in_force: {from: 2026-01-01}
policy:
  purposes: [exemption]
  level_tolerance: 0
  outcome_coverage: 80 %
"""


class TestRules:
    def test_the_rules_of_the_project_have_no_mistakes(self, run: Any) -> None:
        checked = run("rules", "check")
        assert (checked.code, checked.err) == (0, "")
        assert re.fullmatch(r"\d+ rule packs are in order\.", checked.out.splitlines()[-1])
        found = run("rules", "check", "--json").json["diagnostics"]
        assert [each for each in found if each["severity"] == "error"] == []

    def test_a_mistake_is_shown_in_its_line(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "2026-01-01.yaml").write_text(POLICY.replace("level_tolerance", "levl_tolerance"), encoding="utf-8")
        checked = run("rules", "check", "2026-01-01.yaml")
        assert checked.code == 2
        mistake, line, caret = checked.out.splitlines()[:3]
        assert re.fullmatch(r"2026-01-01\.yaml:8:3 E\d{3} .*did you mean 'level_tolerance'\?\)", mistake)
        assert line.index("levl_tolerance") == caret.index("^")
        found = run("rules", "check", "2026-01-01.yaml", "--json").json["diagnostics"][0]
        assert (found["path"], found["line"], found["column"]) == ("2026-01-01.yaml", 8, 3)

    @pytest.mark.parametrize(
        "content",
        [b"", b"\xff\xfe", b"[" * 10_000, b"pack: a\npack: b\n", b"a: &a [*a]", b"- - -", bytes(range(256)), b"\t"],
    )
    def test_a_file_that_is_no_pack(self, run: Any, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "pack.yaml").write_bytes(content)
        checked = run("rules", "check", "pack.yaml")
        assert checked.code == 2
        assert re.match(r"pack\.yaml:\d+:\d+ E\d{3} ", checked.out)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("  - id: use-of-title\n", "  - id: regulated-profession\n"),
            (
                "define:\n",
                "define:\n  hen: egg\n  egg: hen\n",
            ),
        ],
        ids=["two rules of one id", "a cycle"],
    )
    def test_rules_that_cannot_stand_together(self, run: Any, tmp_path: Path, old: str, new: str) -> None:
        pack = (ROOT / "rules" / "lisbon" / "recognition" / "2010-06-23.yaml").read_text(encoding="utf-8")
        assert old in pack
        (tmp_path / "pack.yaml").write_text(pack.replace(old, new, 1), encoding="utf-8")
        checked = run("rules", "check", "pack.yaml")
        assert checked.code == 2
        assert re.match(r"pack\.yaml:\d+:\d+ E\d{3} ", checked.out)

    @pytest.mark.parametrize("path", ["missing.yaml", "."])
    def test_a_path_that_leads_nowhere(self, run: Any, path: str) -> None:
        refused = run("rules", "check", path)
        assert refused.code == 2
        assert refused.err.startswith(f"passerelle: {path}: ")

    def test_a_rules_folder_is_named_as_it_is_found(self, run: Any, tmp_path: Path) -> None:
        """Whatever it is called, and whatever stands in a folder "rules" beside it."""
        shutil.copytree(ROOT / "rules", tmp_path / "ours")
        broken = tmp_path / "ours/hosts/example-works/recognition/2026-01-01.yaml"
        broken.write_text(broken.read_text("utf-8").replace("level_tolerance", "levl_tolerance"), encoding="utf-8")
        beside = tmp_path / "rules/hosts/example-works/recognition/2026-01-01.yaml"
        beside.parent.mkdir(parents=True)
        beside.write_text("# another file\n" * 20, encoding="utf-8")
        for arguments in (["--rules", "ours"], ["ours"], ["ours/hosts/example-works", "--rules", "ours"]):
            checked = run("rules", "check", *arguments)
            assert checked.code == 2
            mistake, line = checked.out.splitlines()[:2]
            assert mistake.startswith("ours/hosts/example-works/recognition/2026-01-01.yaml:8:3 E203 ")
            assert line.strip() == "levl_tolerance: 1"
            found = run("rules", "check", *arguments, "--json").json
            assert [each["path"] for each in found["diagnostics"] if each["severity"] == "error"] == [
                "ours/hosts/example-works/recognition/2026-01-01.yaml"
            ]

    def test_the_files_that_a_mistake_names_are_those_that_are_found(self, run: Any, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "rules", tmp_path / "ours")
        (tmp_path / "ours/lisbon/criteria/2010-06-23.yaml").write_text("pack: [", encoding="utf-8")
        checked = run("rules", "check", "--rules", "ours")
        of = "ours/lisbon/recognition/2010-06-23.yaml:"
        base = next(line for line in checked.out.splitlines() if line.startswith(of))
        assert " E407 " in base
        assert "mend it first: ours/lisbon/criteria/2010-06-23.yaml:1:" in base

    def test_a_draft_in_a_folder_called_rules_is_not_taken_for_one_of_the_project(
        self, run: Any, tmp_path: Path
    ) -> None:
        draft = tmp_path / "rules/hosts/new-college/recognition/2026-01-01.yaml"
        draft.parent.mkdir(parents=True)
        draft.write_text(POLICY.replace("level_tolerance", "levl_tolerance"), encoding="utf-8")
        checked = run("rules", "check", "rules")
        assert checked.out.startswith("rules/hosts/new-college/recognition/2026-01-01.yaml:8:3 E203 ")

    @pytest.mark.parametrize("path", ["rules", "rules/hosts", "rules/hosts/example-university"])
    def test_a_whole_folder_is_checked_without_taking_other_files_for_packs(
        self, run: Any, tmp_path: Path, path: str
    ) -> None:
        """The vocabulary and what a host keeps beside its policy are no packs."""
        checked = run("rules", "check", str(ROOT / path), "--json")
        every = run("rules", "check", "--json").json["diagnostics"]
        within = [found for found in every if found["path"].startswith(f"{ROOT / path}/")]
        assert (checked.code, checked.json["diagnostics"]) == (0, within)
        shutil.copytree(ROOT / "rules", tmp_path / "copy")
        copied = run("rules", "check", "copy", "--json")
        assert copied.code == 0
        assert copied.json["packs"] == run("rules", "check", "--json").json["packs"]

    @pytest.mark.parametrize("folder", ["components", "grading-tables", "statements", "vocabulary"])
    def test_what_is_no_pack_is_not_counted_as_one(self, run: Any, tmp_path: Path, folder: str) -> None:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.yaml").write_text("pack: [\n", encoding="utf-8")
        checked = run("rules", "check", folder, "--json")
        assert checked.json["packs"] == 0
        assert all(found["code"] != "E121" for found in checked.json["diagnostics"])

    def test_the_schema_is_one(self, run: Any) -> None:
        jsonschema.Draft202012Validator.check_schema(run("rules", "schema").json)

    def test_packs_are_listed(self, run: Any, desk: Desk) -> None:
        assert "lisbon/recognition" in run("packs").out
        assert "Priznavanje" in run("packs", "--lang", "sl").out
        assert {pack["id"] for pack in run("packs", "--json").json["packs"]} == {pack.id for pack in desk.packs}


class TestSpec:
    def test_a_scenario_that_holds(self, run: Any, tmp_path: Path) -> None:
        checked = run("spec", "check", str(ROOT / "features"))
        assert (checked.code, checked.out) == (0, "No mistakes.\n")

    def test_a_sentence_that_is_not_known(self, run: Any, tmp_path: Path) -> None:
        text = "Feature: F\n  Scenario: S\n    Given the moon is made of cheese\n"
        (tmp_path / "a.feature").write_text(text, encoding="utf-8")
        checked = run("spec", "check", ".")
        assert checked.code == 2
        assert re.search(r"^a\.feature:3:\d+ F\d{3} ", checked.out, re.MULTILINE)
        assert run("spec", "run", "a.feature", "--json").json["exit"] == 2
