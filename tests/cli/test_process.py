"""The command line as a process, and as its documentation describes it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import typer
from command_line import ASKED, CREDENTIAL, ROOT, TARGET

from passerelle.cli.app import EXIT_CODES, app


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
        told = re.findall(r"^(\d)  (.*(?:\n   .*)*)$", EXIT_CODES, re.MULTILINE)
        assert len(told) == 4
        for code, meaning in told:
            assert f"| {code} | {' '.join(meaning.split())} |" in described


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
