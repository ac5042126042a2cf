"""What an officer types, what comes back, and with which exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import ASKED, CREDENTIAL, EXAMPLES, POSITIVE, ROOT, TARGET

from passerelle.cli import given
from passerelle.decision import Decision
from passerelle.replay import Replay
from passerelle.store import Kept
from passerelle.store.codec import decision_schema, decode_decision


class TestRecognise:
    def test_a_decision_is_shown_kept_found_and_replayed(self, run: Any, tmp_path: Path) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET)
        assert decided.code == 1
        assert "Outcome: Further information needed" in decided.out
        assert decided.err == ""
        found = re.search(r"Kept as (d\w{24})\..*--store passerelle\.db", decided.out)
        assert found
        shown = run("show", found[1])
        assert shown.code == 0
        assert decided.out.startswith(shown.out)
        replayed = run("replay", found[1])
        assert (replayed.code, replayed.out) == (0, "The recomputed decision is the same, byte for byte.\n")

    def test_what_only_the_host_can_check_comes_with_the_options_to_add(self, run: Any) -> None:
        waiting = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--lang", "sl").out
        assert waiting.endswith(
            "Ko to sami preverite, odločite znova z: --confirm award.authentic --confirm award.holder_matches\n"
        )
        told = re.findall(r"--confirm \S+", waiting)
        again = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", *" ".join(told).split()).out
        assert "Once you have checked" not in again
        assert "status of the issuer in its education system" in again

    def test_the_json_is_canonical_and_fits_the_published_schema(self, run: Any) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json")
        (one,) = decided.json["decisions"]
        assert one["file"] == CREDENTIAL
        jsonschema.Draft202012Validator(decision_schema()).validate(one["decision"])
        canonical = decided.out.encode().partition(b'"decision":')[2].removesuffix(b"}]}\n")
        assert isinstance(decode_decision(canonical), Decision)
        shown = run("show", one["id"], "--json").json["decisions"][0]
        assert shown["decision"] == one["decision"]
        replayed = run("replay", one["id"], "--json")
        assert replayed.json == {"id": one["id"], "same": True, "identical": True, "differences": []}

    def test_the_same_question_is_answered_in_the_same_bytes(self, run: Any) -> None:
        first, second = (run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json") for _ in range(2))
        assert first.out == second.out

    @pytest.mark.parametrize(
        ("same", "code", "said"), [(True, 0, "only the receipt names another"), (False, 1, "is different")]
    )
    def test_a_replay_names_what_differs(
        self, run: Any, monkeypatch: pytest.MonkeyPatch, same: bool, code: int, said: str
    ) -> None:
        def differently(kept: Kept) -> Replay:
            return Replay(same, kept.decision, b"", ("/receipt/kernel: was 1, is now 2",))

        id = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json").json["decisions"][0]["id"]
        monkeypatch.setattr("passerelle.replay.replay", differently)
        replayed = run("replay", id)
        assert replayed.code == code
        assert "/receipt/kernel: was 1, is now 2" in replayed.out
        assert said in replayed.out

    def test_confirmations_can_make_it_positive(self, run: Any) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, *POSITIVE, "--json")
        assert decided.code == 0
        (one,) = decided.json["decisions"]
        assert one["decision"]["question"]["confirmations"][0] == {
            "fact": "award.authentic", "value": "true", "note": ""
        }  # fmt: skip

    def test_a_confirmation_can_carry_a_note(self, run: Any) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, "--confirm", "award.authentic=false:the issuer: no", "--json")
        (confirmed,) = decided.json["decisions"][0]["decision"]["question"]["confirmations"]
        assert confirmed == {"fact": "award.authentic", "value": "false", "note": "the issuer: no"}

    def test_the_target_can_be_a_file(self, run: Any) -> None:
        component = ROOT / "rules" / "hosts" / "example-university" / "components" / "data-ethics.yaml"
        by_file = run("recognise", CREDENTIAL, *ASKED, "--target", str(component), "--json")
        by_id = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json")
        assert by_file.out == by_id.out
        assert run("replay", by_file.json["decisions"][0]["id"]).code == 0

    def test_a_credential_can_come_from_standard_input(self, run: Any) -> None:
        decided = run("recognise", "-", *ASKED, *TARGET, "--json", stdin=Path(CREDENTIAL).read_bytes())
        assert decided.json["decisions"][0]["file"] == "standard input"

    def test_no_keep_keeps_nothing(self, run: Any, tmp_path: Path) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep")
        assert "Kept as" not in decided.out
        assert list(tmp_path.iterdir()) == []

    def test_another_store_can_be_named(self, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PASSERELLE_STORE", f"sqlite:///{tmp_path}/other.db")
        id = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json").json["decisions"][0]["id"]
        monkeypatch.delenv("PASSERELLE_STORE")
        assert run("replay", id).code == 2
        assert run("replay", id, "--store", "other.db").code == 0

    def test_every_award_of_a_file_is_decided(self, run: Any) -> None:
        decided = run("recognise", str(EXAMPLES / "portfolio.yaml"), *ASKED, *TARGET)
        assert "portfolio.yaml: award 1 of 2" in decided.out
        assert decided.out.count("Kept as") == 2

    def test_a_bad_file_does_not_stop_the_others(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "bad.json").write_text("{", encoding="utf-8")
        decided = run("recognise", "bad.json", CREDENTIAL, "missing.json", *ASKED, *TARGET, *POSITIVE)
        assert decided.code == 2
        assert "Kept as" in decided.out
        first, second = decided.err.splitlines()
        assert first.startswith("passerelle: bad.json: ")
        assert second == "passerelle: missing.json: there is no such file; check the path"
        as_json = run("recognise", "bad.json", CREDENTIAL, "missing.json", *ASKED, *TARGET, "--json").json
        assert len(as_json["decisions"]) == 1
        assert [error["file"] for error in as_json["errors"]] == ["bad.json", "missing.json"]

    @pytest.mark.parametrize("options", [["--trace"], ["--tree"], ["--lang", "sl"], ["--lang", "sl-SI", "--trace"]])
    def test_it_can_be_shown_otherwise(self, run: Any, options: list[str]) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, *options)
        assert decided.code == 1
        assert "lisbon/recognition" in decided.out
        assert ("Odločitev" in decided.out) == ("--lang" in options)

    def test_the_language_can_come_from_the_environment(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PASSERELLE_LANG", "sl")
        assert "Shranjeno kot d" in run("recognise", CREDENTIAL, *ASKED, *TARGET).out


class TestCheck:
    @pytest.mark.parametrize("file", ["credential.json", "open-badge.json", "portfolio.yaml", "portfolio.csv"])
    def test_conformance_is_decided_and_not_kept(self, run: Any, tmp_path: Path, file: str) -> None:
        checked = run("check", str(EXAMPLES / file), "--as-of", "2026-09-01", "--json")
        assert checked.code in (0, 1)
        for one in checked.json["decisions"]:
            assert one["decision"]["question"]["kind"] == "conformance"
            jsonschema.Draft202012Validator(decision_schema()).validate(one["decision"])
        assert list(tmp_path.iterdir()) == []

    def test_what_the_officer_confirms_and_the_host_asks_is_part_of_it(self, run: Any) -> None:
        bare = run("check", CREDENTIAL, "--as-of", "2026-01-15", "--json")
        sure = run(
            "check",
            CREDENTIAL,
            "--as-of",
            "2026-01-15",
            "--confirm",
            "authentic",
            "--host",
            "example-university",
            "--json",
        )
        assert (bare.code, sure.code) == (1, 0)
        asked = sure.json["decisions"][0]["decision"]["question"]
        assert (asked["host"], asked["confirmations"][0]["fact"]) == ("example-university", "award.authentic")
        assert run("check", CREDENTIAL, "--host", "nowhere").code == 2

    def test_what_only_the_host_can_check_comes_with_the_options_to_add(self, run: Any) -> None:
        waiting = run("check", CREDENTIAL, "--as-of", "2026-01-15").out
        assert waiting.endswith("Once you have checked it yourself, decide again with: --confirm award.authentic\n")
        told = re.findall(r"--confirm \S+", waiting)
        again = run("check", CREDENTIAL, "--as-of", "2026-01-15", *" ".join(told).split()).out
        assert "Once you have checked" not in again

    def test_today_is_taken_where_no_day_is_given(self, run: Any) -> None:
        checked = run("check", CREDENTIAL, "--json")
        assert checked.json["decisions"][0]["decision"]["question"]["as_of"] == given.day(None).isoformat()
