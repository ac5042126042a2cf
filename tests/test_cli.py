"""What an officer types, what comes back, and with which exit code; whatever is given, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer

from passerelle.cli import given, main
from passerelle.cli.app import EXIT_CODES, app
from passerelle.decision import Decision
from passerelle.desk import Desk
from passerelle.errors import KernelError
from passerelle.store.codec import decision_schema, decode_decision

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
CREDENTIAL = str(EXAMPLES / "credential.json")
PORTFOLIO = (EXAMPLES / "portfolio.yaml").read_text(encoding="utf-8")
ASKED = ["--host", "example-university", "--purpose", "exemption", "--as-of", "2026-09-01"]
TARGET = ["--target", "data-ethics"]
POSITIVE = ["--confirm", "authentic", "--confirm", "holder_matches", "--confirm", "issuer.formal_status=formal"]


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(ROOT / "rules")


@pytest.fixture
def run(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run a command line in a folder of its own; the rules of the project are read once for all."""
    monkeypatch.chdir(tmp_path)
    for name in ("PASSERELLE_STORE", "PASSERELLE_RULES", "PASSERELLE_LANG", "PASSERELLE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    opened = given.desk
    monkeypatch.setattr(given, "desk", lambda rules: desk if rules is None else opened(rules))

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        captured = capfdbinary.readouterr()
        ran = Ran(code, captured.out.decode(), captured.err.decode())
        assert "Traceback" not in ran.out + ran.err
        return ran

    return run


def kept_rows(folder: Path) -> int:
    path = folder / "passerelle.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        tables = ("decision", "inputs", "source", "decision_source")
        return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
    finally:
        connection.close()


def changed(old: str, new: str) -> bytes:
    assert old in PORTFOLIO
    return PORTFOLIO.replace(old, new).encode()


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
        assert "portfolio.yaml: Award 1 of 2" in decided.out
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

    def test_today_is_taken_where_no_day_is_given(self, run: Any) -> None:
        checked = run("check", CREDENTIAL, "--json")
        assert checked.json["decisions"][0]["decision"]["question"]["as_of"] == given.day(None).isoformat()


BAD_FILES = {
    "not JSON": b"{nonsense}",
    "truncated": Path(CREDENTIAL).read_bytes()[:1000],
    "50 MB": b'{"a": "' + b"x" * 50_000_000 + b'"}',
    "nested 10,000 deep": b"[" * 10_000 + b"]" * 10_000,
    "nested 10,000 deep in YAML": b"portfolio: " + b"[" * 10_000,
    "duplicate keys": b'{"type": "VerifiableCredential", "type": "VerifiableCredential"}',
    "wrong encoding": Path(CREDENTIAL).read_text(encoding="utf-8").encode("utf-16"),
    "half a character": PORTFOLIO.replace("Uvod", "Čas").encode("iso-8859-2"),
    "empty": b"",
    "unknown format": b'{"type": "Diploma"}',
    "a level that does not exist": changed("EQF 6", "EQF 9"),
    "workload -3": changed("5 ECTS", "-3 ECTS"),
    "workload NaN": changed("5 ECTS", "NaN ECTS"),
    "binary": bytes(range(256)) * 8,
}  # fmt: skip


class TestBadFiles:
    @pytest.mark.parametrize("what", BAD_FILES)
    def test_it_is_refused_in_lines_that_say_what_and_where(self, run: Any, tmp_path: Path, what: str) -> None:
        (tmp_path / "award").write_bytes(BAD_FILES[what])
        refused = run("recognise", "award", *ASKED, *TARGET)
        assert (refused.code, refused.out) == (2, "")
        assert all(re.fullmatch(r"passerelle: award: .{10,400}", line) for line in refused.err.splitlines())
        assert "internal" not in refused.err
        assert kept_rows(tmp_path) == 0
        as_json = run("check", "award", "--json", "--as-of", "2026-09-01")
        assert (as_json.code, as_json.err) == (2, "")
        assert as_json.json["error"]["file"] == "award"
        assert as_json.json["error"]["code"]

    @pytest.mark.parametrize("what", BAD_FILES)
    def test_so_it_is_from_standard_input(self, run: Any, tmp_path: Path, what: str) -> None:
        refused = run("recognise", "-", *ASKED, *TARGET, stdin=BAD_FILES[what])
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("passerelle: standard input: ")

    def test_a_folder(self, run: Any, tmp_path: Path) -> None:
        refused = run("recognise", str(tmp_path), *ASKED)
        assert (refused.code, refused.err) == (2, f"passerelle: {tmp_path}: this is a folder; give the files in it\n")

    def test_a_name_with_a_line_break_stays_one_line(self, run: Any) -> None:
        assert run("check", "a\nb\x1b[31m").err.count("\n") == 1

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_a_file_that_may_not_be_read(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "award").touch(mode=0)
        assert "may not be read" in run("check", "award").err

    def test_an_endless_file(self, run: Any) -> None:
        if not Path("/dev/zero").exists():
            pytest.skip("this system has no endless file")
        assert run("check", "/dev/zero").code == 2

    @pytest.mark.parametrize(
        ("old", "new"),
        [("2025-03-15", "2999-03-15"), ("workload: 5 ECTS", "workload: [5 ECTS, 9 ECTS]")],
        ids=["a date in 2999", "two workloads that contradict each other"],
    )
    def test_what_is_odd_is_refused_or_reported(self, run: Any, tmp_path: Path, old: str, new: str) -> None:
        (tmp_path / "award").write_bytes(changed(old, new))
        ran = run("recognise", "award", *ASKED, *TARGET, "--json")
        first = ran.json["decisions"][0]["decision"] if "decisions" in ran.json else {}
        assert ran.code == 2 or first["notices"] or first["outcome"] == "FURTHER_INFORMATION_NEEDED"
        assert ran.code == 2 or new.split()[-1].strip("]") in ran.out


class TestBadQuestions:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--host", "example-universty", "--purpose", "exemption"], "did you mean 'example-university'?"),
            (["--host", "nobody", "--purpose", "exemption"], "known: example-university"),
            (["--host", "example-university", "--purpose", "exemptoin"], "did you mean 'exemption'?"),
            ([*ASKED, "--target", "data-ethic"], "did you mean 'data-ethics'?"),
            ([*ASKED, "--target", "no/such/file.yaml"], "no/such/file.yaml: there is no such file"),
            ([*ASKED, "--target", CREDENTIAL], "E1"),
            ([*ASKED[:4], "--as-of", "2026-02-30"], "'2026-02-30' is no day; write it as 2026-09-01"),
            ([*ASKED[:4], "--as-of", "yesterday"], "is no day"),
            ([*ASKED[:4], "--as-of", "1066-10-14"], "in force on 1066-10-14"),
            ([*ASKED, "--lang", "sll"], "did you mean 'sl'?"),
            ([*ASKED, "--confirm", "=true"], "must read FACT=VALUE"),
            ([*ASKED, "--confirm", "authentc=true"], "did you mean 'award.authentic'?"),
            ([*ASKED, "--confirm", "authentic=perhaps"], "perhaps"),
            ([*ASKED, "--confirm", "authentic", "--confirm", "award.authentic=false"], "given twice"),
            ([*ASKED, "--rules", "nowhere"], "no such folder of rules"),
            ([*ASKED, "--rules", "."], "no rules folder"),
            ([*ASKED, "--store", "nosuch://x"], "is of a kind that is not known"),
            ([*ASKED, "--store", "no/such/folder.db"], "check that its folder exists"),
            ([*ASKED, "--store", "."], "unable to open database file"),
            (["--host", "example-university"], "missing option '--purpose'"),
            ([*ASKED, "--hots", "x"], "no such option"),
            ([*ASKED, "-"], "there is no such file"),
        ],
    )
    def test_it_is_refused_in_one_line(self, run: Any, tmp_path: Path, arguments: list[str], said: str) -> None:
        file = "missing" if arguments[-1] == "-" else CREDENTIAL
        refused = run("recognise", file, *arguments)
        assert refused.code == 2
        assert said in refused.err
        assert refused.err.startswith("passerelle: ")
        assert refused.out == ""
        assert kept_rows(tmp_path) == 0
        as_json = run("recognise", file, *arguments, "--json")
        assert (as_json.code, as_json.err) == (2, "")
        assert as_json.json.keys() <= {"error", "errors"}

    @pytest.mark.parametrize("arguments", [["nonsense"], ["rules"], ["show"], ["recognise"], ["serve", "--port", "x"]])
    def test_a_command_line_that_is_none(self, run: Any, arguments: list[str]) -> None:
        refused = run(*arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert "--help)" in refused.err

    @pytest.mark.parametrize("command", ["show", "replay"])
    def test_a_decision_that_is_not_there(self, run: Any, tmp_path: Path, command: str) -> None:
        assert "nothing has been kept there yet" in run(command, "d0").err
        assert list(tmp_path.iterdir()) == []
        run("recognise", CREDENTIAL, *ASKED, *TARGET)
        refused = run(command, "d0", "--json")
        assert (refused.code, refused.json["error"]["code"]) == (2, "decision_not_found")

    def test_an_address_that_is_taken(self, run: Any) -> None:
        import socket

        with socket.create_server(("127.0.0.1", 0)) as taken:
            refused = run("serve", "--port", str(taken.getsockname()[1]))
        assert refused.code == 2
        assert "give another --host or --port" in refused.err


class TestInside:
    @pytest.mark.parametrize("error", [RuntimeError("a\nb"), RecursionError(), MemoryError(), KernelError("no answer")])
    def test_a_mistake_of_the_program_is_one_line(
        self, run: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(Desk, "recognise", broken)
        failed = run("recognise", CREDENTIAL, *ASKED, *TARGET)
        assert (failed.code, failed.out) == (3, "")
        assert re.fullmatch(r"passerelle: .*internal error \(.*\); please report it.*\n", failed.err)
        assert kept_rows(tmp_path) == 0
        assert run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json").json["error"]["code"] == "internal"

    def test_the_traceback_is_there_for_who_asks(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PASSERELLE_DEBUG", "1")
        monkeypatch.setattr(given, "desk", lambda _: 1 / 0)
        assert main(["check", CREDENTIAL]) == 3
        assert "ZeroDivisionError" in capsys.readouterr().err.splitlines()[-2]


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
        assert re.fullmatch(r"\d+ rule packs are in order\.\n", checked.out)
        assert run("rules", "check", "--json").json["diagnostics"] == []

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


class TestDocumentation:
    def test_every_command_and_option_is_described(self) -> None:
        described = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

        def walk(command: Any, name: str) -> None:
            for parameter in command.params:
                for option in parameter.opts:
                    assert not option.startswith("--") or f"`{option}" in described, (name, option)
            for inner in getattr(command, "commands", {}).values():
                if not hasattr(inner, "commands"):
                    assert f"`passerelle {name} {inner.name}".replace("  ", " ") in described
                walk(inner, f"{name} {inner.name}".strip())

        walk(typer.main.get_command(app), "")

    def test_the_exit_codes_are_those_of_the_help(self) -> None:
        described = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
        for code, meaning in re.findall(r"^(\d)  (.*)$", EXIT_CODES, re.MULTILINE):
            assert f"| {code} | {meaning} |" in described


class TestProcess:
    """What only a process of its own can show."""

    @staticmethod
    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-c", "import sys; from passerelle.cli import main; sys.exit(main())", *arguments]

    @staticmethod
    def environment(**more: str) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | more

    def test_a_decision_in_a_process_without_a_fitting_terminal(self, tmp_path: Path) -> None:
        command = self.command("recognise", CREDENTIAL, *ASKED, *TARGET, "--lang", "sl")
        ran = subprocess.run(
            command, cwd=tmp_path, env=self.environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (1, b"")
        assert rb"Odlo\u010ditev" in ran.stdout

    def test_help_says_the_exit_codes_and_waits_for_nothing(self) -> None:
        ran = subprocess.run(
            [*self.command("--help")],
            env=self.environment(PYTHONPROFILEIMPORTTIME="1"),
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0
        assert b"2  bad input" in ran.stdout
        imported = {line.rpartition(b"|")[2].strip().decode() for line in ran.stderr.splitlines()}
        heavy = {"sqlmodel", "sqlalchemy", "pydantic", "orjson", "rich", "babel", "durable_rules_engine", "uvicorn"}
        assert imported & heavy == set()

    @pytest.mark.parametrize("command", [["rules", "schema"], ["packs"], ["show", "--help"]])
    def test_a_reader_that_has_seen_enough(self, command: list[str]) -> None:
        process = subprocess.Popen(
            self.command(*command), env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 141

    def test_the_server_answers_and_stops(self, tmp_path: Path) -> None:
        pytest.importorskip("passerelle_api.app")
        process = subprocess.Popen(
            self.command("serve", "--port", "0", "--json"),
            cwd=tmp_path, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["serving"]
            deadline = time.monotonic() + 20
            while True:
                try:
                    with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                        assert answer.status == 200
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
        finally:
            process.terminate()
            process.communicate(timeout=20)
