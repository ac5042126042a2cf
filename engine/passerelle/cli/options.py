"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from passerelle.cli.given import STORE


def named(text: str | None) -> str | None:
    """The id of a host, as given: an empty one is not taken for one that is left out.

    Raises:
        typer.BadParameter: the id is empty.
    """
    if text is not None and not text.strip():
        raise typer.BadParameter("it is empty; give the id of a host")
    return text


Files: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Credential or portfolio files; - is standard input.")
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Decide as of this day, as in 2026-09-01; today if not given."),
]
Lang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="LANG", envvar="PASSERELLE_LANG", help="Language of the answer: en, sl.")
]
Confirm: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--confirm",
        metavar="FACT[=VALUE[:NOTE]]",
        help="A fact that you have checked: authentic, holder_matches, status=active:asked the issuer.",
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]
Trace: TypeAlias = Annotated[
    bool, typer.Option("--trace", help="Add every fact used, every rule tried and what each check rests on.")
]
Tree: TypeAlias = Annotated[bool, typer.Option("--tree", help="Show the decision as a tree.")]
StoreUrl: TypeAlias = Annotated[
    str,
    typer.Option("--store", metavar="URL", envvar="PASSERELLE_STORE", help="Database URL, or path of an SQLite file."),
]
Rules: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        envvar="PASSERELLE_RULES",
        help="Folder of rule packs; those of Passerelle if not given.",
    ),
]
NoRegisters: TypeAlias = Annotated[
    bool, typer.Option("--no-registers", help="Ask no register of providers that the store has.")
]
ApplicationFile: TypeAlias = Annotated[
    str | None,
    typer.Option("--application", metavar="FILE", help="What came with the credentials: the application."),
]
DecisionId: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The id that a decision was kept under.")]

__all__ = [
    "STORE",
    "ApplicationFile",
    "AsJson",
    "AsOf",
    "Confirm",
    "DecisionId",
    "Files",
    "Lang",
    "NoRegisters",
    "Rules",
    "StoreUrl",
    "Trace",
    "Tree",
    "named",
]
