"""Whatever is given, a line says what is wrong, nothing is kept, and there is never a traceback."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, PORTFOLIO, ROOT, TARGET, kept_rows

from passerelle.cli import given, main
from passerelle.desk import Desk
from passerelle.errors import KernelError


def changed(old: str, new: str) -> bytes:
    assert old in PORTFOLIO
    return PORTFOLIO.replace(old, new).encode()


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

    @pytest.mark.parametrize("what", ["not JSON", "50 MB", "wrong encoding", "empty", "workload -3"])
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
            ([*ASKED, "--confirm", "=true"], "must read FACT, FACT=VALUE or FACT=VALUE:note"),
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

    @pytest.mark.parametrize(
        "command",
        [
            ["check", CREDENTIAL],
            ["recognise", CREDENTIAL, "--purpose", "exemption"],
            ["what-if", CREDENTIAL, "--purpose", "exemption", "--set", "authentic"],
            ["precedents", "--purpose", "exemption"],
        ],
        ids=lambda command: command[0],
    )
    def test_an_empty_host_is_none_that_was_left_out(self, run: Any, command: list[str]) -> None:
        for empty in ("", "  "):
            refused = run(*command, "--host", empty)
            assert (refused.code, refused.out) == (2, "")
            assert refused.err == (
                f"passerelle: invalid value for '--host': it is empty; give the id of a host "
                f"(see: passerelle {command[0]} --help)\n"
            )

    @pytest.mark.parametrize("word", ["maybe", "2", "ja", "truee"])
    def test_a_safeguard_is_not_left_off_for_a_word_that_nobody_knows(
        self, run: Any, monkeypatch: pytest.MonkeyPatch, word: str
    ) -> None:
        monkeypatch.setenv("PASSERELLE_SHADOW", word)
        refused = run("packs", "--rules", str(ROOT / "rules"))
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == (
            f"passerelle: PASSERELLE_SHADOW is '{word}'; write 1, true, yes or on, or 0, false, no or off\n"
        )

    @pytest.mark.parametrize(
        ("word", "on"),
        [(word, True) for word in ("1", "true", "YES", " on ")]
        + [(word, False) for word in ("0", "False", "no", "off", "")],
    )
    def test_a_safeguard_is_switched_on_and_off(self, monkeypatch: pytest.MonkeyPatch, word: str, on: bool) -> None:
        monkeypatch.setenv("PASSERELLE_SHADOW", word)
        assert given.desk(None).shadow is on

    @pytest.mark.parametrize("command", ["show", "replay"])
    def test_a_decision_that_is_not_there(self, run: Any, tmp_path: Path, command: str) -> None:
        assert "nothing has been kept there yet" in run(command, "d0").err
        assert list(tmp_path.iterdir()) == []
        run("recognise", CREDENTIAL, *ASKED, *TARGET)
        refused = run(command, "d0", "--json")
        assert (refused.code, refused.json["error"]["code"]) == (2, "decision_not_found")

    def test_an_address_that_is_taken(self, run: Any) -> None:

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
