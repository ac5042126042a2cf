"""`vocabulary import` and `list`: packages of a classification of skills enter the store; which are kept leaves."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit
from passerelle.cli.options import STORE, AsJson, Lang, StoreUrl
from passerelle.cli.printing import print_json, print_text
from passerelle.cli.showing import View

vocabulary = typer.Typer(help="Classifications of skills: import them, list them.", rich_markup_mode=None)
import_ = typer.Typer(help="Import a classification, whole or not at all.", rich_markup_mode=None)
vocabulary.add_typer(import_, name="import")


@import_.command("esco")
def import_esco(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="ESCO's classification as CSV in a zip, and its relations in another."),
    ],
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="The version; as the file names say if not given."),
    ] = None,
    lang: Lang = "en",
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Import the skills of ESCO in one language, in the place of the same version in that language."""
    from passerelle.skills import read_esco
    from passerelle.skills.archives import LARGEST

    view = View(given.language(lang))
    contents = {path: given.read_file(path, largest=LARGEST) for path in files}
    classification = read_esco(contents, version=version)
    kept = given.open_store(store, create=True)
    kept.keep_classification(classification)
    if as_json:
        said = {name: getattr(classification, name) for name in ("name", "version", "language", "sha256")}
        print_json(
            {
                "imported": {
                    **said, "concepts": len(classification.concepts), "links": len(classification.links),
                    "unplaced": len(classification.unplaced),
                },
                "store": kept.name,
            }
        )  # fmt: skip
        return Exit.DECIDED
    print_text(
        _line(
            view, classification.name, classification.version, classification.language, classification.sha256,
            len(classification.concepts), len(classification.links),
        )
    )  # fmt: skip
    if classification.unplaced:
        print_text(view.say("skills_unplaced", n=len(classification.unplaced)))
    print_text(view.say("skills_into", name=kept.name))
    return Exit.DECIDED


@vocabulary.command("list")
def list_(lang: Lang = "en", as_json: AsJson = False, store: StoreUrl = STORE) -> int:
    """List the classifications that are kept; the first version is the one that decisions ask."""
    view = View(given.language(lang))
    found = given.open_store(store, create=False).classifications()
    if as_json:
        print_json({"classifications": [asdict(each) for each in found]})
    elif not found:
        print_text(view.say("no_skills"))
    for each in () if as_json else found:
        print_text(_line(view, each.name, each.version, each.language, each.sha256, each.concepts, each.links))
        if each.unplaced:
            print_text(view.say("skills_unplaced", n=each.unplaced))
    return Exit.DECIDED


def _line(view: View, name: str, version: str, language: str, sha256: str, concepts: int, links: int) -> str:
    return view.say(
        "skills_kept", name=f"{name} {version}", language=language, sha256=sha256[:12], n=concepts, links=links
    )
