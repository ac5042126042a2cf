"""Registers of providers on the command line: imported whole or not at all, asked in every decision, told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, EXAMPLES, ROOT, TARGET

from listed import VALUES, table

EXAMPLE = str(EXAMPLES / "providers.csv")
REGISTER = ["--register", "Register of the ministry", "--as-of", "2026-01-10"]
#: An entry of who awarded the example credential.
ISSUER = {"legal_name": "Example University", "national": "FI-0000001-9", "country": "FI", "formal_status": "formal"}


@pytest.fixture
def issuer(tmp_path: Path) -> str:
    path = tmp_path / "issuer.csv"
    path.write_bytes(table([ISSUER]))
    return str(path)


class TestImport:
    def test_the_example_of_the_documentation(self, run: Any) -> None:
        imported = run("providers", "import", EXAMPLE, *REGISTER)
        assert (imported.code, imported.err) == (0, "")
        assert imported.out == (
            "Register of the ministry: 3 new, 0 updated, 0 removed; it now lists 3.\nKept in passerelle.db.\n"
        )
        listed = run("providers", "list")
        assert listed.out == "Register of the ministry: 3 providers; reviews listed: 3; as of 10 January 2026\n"
        names = run("providers", "list", "--register", "Register of the ministry").out
        assert names.count("\n") == 3
        assert "University of Examples  FI  formal" in names

    def test_the_examples_on_the_page(self, run: Any, tmp_path: Path) -> None:
        page = (ROOT / "docs" / "providers.md").read_text(encoding="utf-8")
        (tmp_path / "page.csv").write_text(page.split("```csv\n")[1].split("```")[0], encoding="utf-8")
        assert run("providers", "import", "page.csv", "--register", "x").out.startswith("x: 2 new")

    def test_it_may_be_told_as_json(self, run: Any) -> None:
        imported = run("providers", "import", EXAMPLE, *REGISTER, "--json").json
        assert imported["imported"] == [
            {
                "register": "Register of the ministry",
                "shape": "plain-csv",
                "added": 3,
                "updated": 0,
                "removed": 0,
                "providers": 3,
            }
        ]
        assert run("providers", "list", "--json").json["registers"][0]["as_of"] == "2026-01-10"

    def test_half_of_it_is_broken_and_nothing_is_imported(self, run: Any, tmp_path: Path) -> None:
        rows = [{**ISSUER, "national": VALUES["NATIONAL"](number)} for number in range(4)]
        rows[1]["country"] = "Atlantis"
        rows[3]["formal_status"] = "very"
        (tmp_path / "bad.csv").write_bytes(table(rows))
        refused = run("providers", "import", "bad.csv", *REGISTER)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.splitlines() == [
            "passerelle: bad.csv: line 3, column country: “Atlantis” is no country; write its two letters, such as FI",
            "passerelle: bad.csv: line 3, column national: a number of a country says nothing without it; fill in the "
            "column country",
            "passerelle: bad.csv: line 5, column formal_status: “very” is not known; write one of formal, non_formal, "
            "unrecognised, mill",
            "passerelle: nothing was imported; correct the 3 mistakes and import again",
        ]
        assert not (tmp_path / "passerelle.db").exists()
        told = run("providers", "import", "bad.csv", *REGISTER, "--json").json["error"]
        assert [mistake["place"] for mistake in told["mistakes"]] == [
            "line 3, column country",
            "line 3, column national",
            "line 5, column formal_status",
        ]

    def test_of_several_files_a_bad_one_stops_all(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "bad.csv").write_text("legal_name;rorr\na;b\n", encoding="utf-8")
        refused = run("providers", "import", EXAMPLE, "bad.csv", "nowhere.csv", *REGISTER)
        assert refused.code == 2
        assert "bad.csv: line 1: there is no column “rorr”" in refused.err
        assert "nowhere.csv: there is no such file" in refused.err
        assert not (tmp_path / "passerelle.db").exists()

    def test_a_register_is_named(self, run: Any) -> None:
        refused = run("providers", "import", EXAMPLE)
        assert (refused.code, "say --register NAME" in refused.err) == (2, True)

    def test_importing_again_updates_and_replaces(self, run: Any, issuer: str) -> None:
        run("providers", "import", EXAMPLE, *REGISTER)
        assert "0 new, 3 updated, 0 removed" in run("providers", "import", EXAMPLE, *REGISTER).out
        assert (
            "1 new, 0 updated, 3 removed; it now lists 1"
            in run("providers", "import", issuer, *REGISTER, "--replace").out
        )

    def test_from_standard_input(self, run: Any) -> None:
        page = json.dumps({"results": [{"id": 9001, "name_primary": "University of Example", "eter_id": "XX0001"}]})
        assert run("providers", "import", "-", stdin=page.encode()).out.startswith("DEQAR: 1 new")

    def test_a_register_may_be_forgotten(self, run: Any) -> None:
        run("providers", "import", EXAMPLE, *REGISTER)
        refused = run("providers", "forget", "Ministry")
        assert (refused.code, "there are: Register of the ministry" in refused.err) == (2, True)
        forgotten = run("providers", "forget", "Register of the ministry")
        assert forgotten.out == "The register Register of the ministry is removed; it listed providers: 3.\n"
        assert run("providers", "list").out == "No register of providers has been imported yet.\n"


class TestShow:
    @pytest.mark.parametrize("written", ["https://ror.org/040af2s02", "040AF2S02", "fi 12345671", "FI12345671"])
    def test_somebody_is_shown_by_any_writing(self, run: Any, written: str) -> None:
        run("providers", "import", EXAMPLE, *REGISTER)
        shown = run("providers", "show", written)
        assert shown.code == 0
        assert shown.out.startswith("University of Examples (Register of the ministry ROR:040af2s02)\n")
        assert "1 January 2021 – 31 December 2027 · Example Evaluation Agency · ESG" in shown.out

    def test_in_slovenian_and_as_json(self, run: Any) -> None:
        run("providers", "import", EXAMPLE, *REGISTER)
        assert "ponudnik neformalnega izobraževanja" in run("providers", "show", "7654321-0", "--lang", "sl").out
        shown = run("providers", "show", "0000002-7", "--json").json["providers"]
        assert [each["legal_name"] for each in shown] == ["Academy of the North"]

    def test_nobody_is_found(self, run: Any) -> None:
        run("providers", "import", EXAMPLE, *REGISTER)
        shown = run("providers", "show", "03yrm5c26", "--scheme", "ROR")
        assert (shown.code, shown.out) == (1, "No register lists “03yrm5c26”. That says nothing against anybody.\n")

    def test_there_is_nothing_to_look_into(self, run: Any, tmp_path: Path) -> None:
        for command in (["list"], ["show", "x"], ["forget", "x"]):
            assert run("providers", *command).code == 2
        assert not (tmp_path / "passerelle.db").exists()


class TestDecisions:
    def test_a_decision_asks_the_registers_and_says_so(self, run: Any, issuer: str) -> None:
        run("providers", "import", issuer, *REGISTER)
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET)
        told = " ".join(decided.out.split())
        assert (
            "Registers of providers asked: Register of the ministry as of 10 January 2026. They list the awarding "
            "body: Example University (Register of the ministry NATIONAL:FI:00000019), found by registration "
            "FI-0000001-9."
        ) in told
        identifier = decided.out.split("Kept as ")[1].split(".")[0]
        shown = run("show", identifier)
        assert decided.out.startswith(shown.out)
        assert "Registers of providers asked" in shown.out
        run("providers", "forget", "Register of the ministry")
        assert run("replay", identifier).out == "The recomputed decision is the same, byte for byte.\n"

    def test_what_a_register_knows_is_not_asked_for(self, run: Any, issuer: str) -> None:
        question = ["recognise", CREDENTIAL, *ASKED, *TARGET, "--confirm", "authentic", "--confirm", "holder_matches"]
        without = run(*question, "--no-keep", "--json").json["decisions"][0]
        assert "registers" not in without
        run("providers", "import", issuer, *REGISTER)
        found = run(*question, "--no-keep", "--json").json["decisions"][0]
        assert found["registers"] == [{"name": "Register of the ministry", "as_of": "2026-01-10"}]
        assert found["listed"][0]["legal_name"] == "Example University"
        asked = [{remedy["fact"] for remedy in each["decision"]["remedies"]} for each in (without, found)]
        assert "award.issuer.formal_status" in asked[0]
        assert "award.issuer.formal_status" not in asked[1]

    def test_nobody_s_absence_changes_a_decision(self, run: Any) -> None:
        before = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--json").json["decisions"][0]["decision"]
        run("providers", "import", EXAMPLE, *REGISTER)
        asked = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep")
        assert "None of them lists the awarding body, which says nothing against it." in " ".join(asked.out.split())
        after = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--json").json["decisions"][0]["decision"]
        for decision in (before, after):
            del decision["receipt"]
        assert before == after

    @pytest.mark.parametrize(
        "command",
        [["check", CREDENTIAL, "--as-of", "2026-09-01"], ["recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep"]],
    )
    def test_registers_may_be_left_out_and_none_is_made_to_look_into(
        self, run: Any, tmp_path: Path, issuer: str, command: list[str]
    ) -> None:
        before = run(*command).out
        assert not (tmp_path / "passerelle.db").exists()
        run("providers", "import", issuer, *REGISTER)
        assert run(*command).out != before
        assert run(*command, "--no-registers").out == before

    def test_a_store_that_cannot_be_asked_is_an_error(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "passerelle.db").write_text("no database", encoding="utf-8")
        refused = run("check", CREDENTIAL)
        assert (refused.code, "cannot be used" in refused.err) == (2, True)
        assert run("check", CREDENTIAL, "--no-registers").code in (0, 1)
