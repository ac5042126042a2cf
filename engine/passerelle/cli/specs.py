"""`spec run` and `spec check`: feature files enter; which scenarios hold, or what is wrong with them, leaves."""

from __future__ import annotations

from typing import Annotated

import typer

from passerelle.cli.diagnosed import show_diagnostics
from passerelle.cli.options import AsJson, Rules
from passerelle.cli.printing import print_json, print_text

spec = typer.Typer(help="Scenarios: cases and their expected outcomes, written by experts.", rich_markup_mode=None)

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Feature files, or folders of them.")]


@spec.command()
def run(
    paths: Paths,
    only: Annotated[str | None, typer.Option("--only", metavar="TAGS", help='As in "B01 or B02".')] = None,
    as_json: AsJson = False,
    rules: Rules = None,
) -> int:
    """Run scenarios and say which hold; ends with 1 where one does not."""
    from passerelle.spec import run as run_features

    lines: list[str] = []
    code = run_features(paths, rules=rules, only=only, write=lines.append if as_json else print_text)
    if as_json:
        print_json({"exit": code, "report": lines})
    return code


@spec.command()
def check(paths: Paths, as_json: AsJson = False) -> int:
    """Name every mistake in feature files, with the nearest known sentences."""
    from passerelle.spec import check as check_features

    return show_diagnostics(check_features(paths), "No mistakes.", as_json=as_json)
