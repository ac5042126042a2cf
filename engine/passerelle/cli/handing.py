"""`statement` and `recognise --statement`: decisions enter; documents to hand over leave, as files or on standard
output. A file that is there is never written over: it may have been signed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from passerelle.cli import given
from passerelle.cli.failing import Exit, Refused
from passerelle.cli.keeping import STACK
from passerelle.cli.options import STORE, AsJson, DecisionId, Lang, StoreUrl
from passerelle.cli.printing import print_bytes, print_json, print_text
from passerelle.cli.showing import View

if TYPE_CHECKING:
    from passerelle.decision import Decision


def statement(
    id: DecisionId,
    lang: Lang = "en",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it to this new file, not to standard output.")
    ] = None,
    as_json: AsJson = False,
    store: StoreUrl = STORE,
) -> int:
    """Write a decision that was kept as a document to hand over: HTML that stands alone and prints well."""
    view = View(given.language(lang))
    opened = given.open_store(store, create=False)
    if id.startswith(STACK):
        opened.stack_decision(id)
        raise Refused("no_statement", f"{id} is an answer about stacking, which has no statement; show it instead")
    kept = opened.find(id)
    if out is not None:
        write_statement(kept.decision, out, view.lang)
        if as_json:
            print_json({"id": kept.id, "lang": view.lang, "file": str(out)})
        else:
            print_text(view.say("statement", file=str(out)))
        return Exit.DECIDED
    from passerelle.explain import statement as written

    text = written(kept.decision, view.lang)
    if as_json:
        print_json({"id": kept.id, "lang": view.lang, "statement": text})
    else:
        print_bytes(text.encode())
    return Exit.DECIDED


def places(path: Path, count: int) -> list[Path]:
    """Where the statements of so many decisions go: the file itself for one, numbered files beside it for several.

    Raises:
        Refused: one of them is there already, or their folder is not. What else may stand against writing them shows
            when they are written.
    """
    if os.path.isdir(path):
        raise Refused("not_writable", "this is a folder; name a file in it", file=str(path))
    if not os.path.isdir(path.parent):
        raise Refused("not_writable", "there is no such folder; check the path", file=str(path.parent))
    files = [path] if count == 1 else [path.with_stem(f"{path.stem}-{number}") for number in range(1, count + 1)]
    for file in files:
        if os.path.lexists(file):
            raise _there_already(file)
    return files


def write_statement(decision: Decision, file: Path, lang: str) -> None:
    """Write the statement of a decision to a file that is not there yet.

    Raises:
        Refused: it is there, or cannot be written.
    """
    from passerelle.explain import statement as written

    text = written(decision, lang)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise _there_already(file) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused("not_writable", f"the statement cannot be written: {reason}", file=str(file)) from None


def _there_already(file: Path) -> Refused:
    return Refused("file_exists", "there is such a file already; name another or remove it", file=str(file))
