"""Diagnostics that name a file below the rules folder enter; the same with the path by which it is found from here
leave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.rulepacks import Diagnostic

#: What a path below the rules folder begins with, whatever the folder is called, and one of a file outside of it.
BELOW, OUTSIDE = "rules/", "./"
_NAMED = re.compile(rf"(?<![\w./-]){re.escape(BELOW)}(?=[\w.-])")


def place(file: Path, folder: Path | None) -> str:
    """How a file is called among those of a rules folder, which may be another one than the folder it stands in."""
    if folder is not None and file.resolve().is_relative_to(folder.resolve()):
        return BELOW + file.resolve().relative_to(folder.resolve()).as_posix()
    return file.as_posix() if file.is_absolute() else OUTSIDE + file.as_posix()


def as_found(diagnostics: Iterable[Diagnostic], folder: Path | None) -> list[Diagnostic]:
    """Diagnostics with the paths of files, also those that their texts name, as they are opened from here."""
    start = BELOW if folder is None else f"{_from_here(folder)}/"

    def found(text: str) -> str:
        return _NAMED.sub(lambda _: start, text)

    return [
        replace(
            each,
            path=found(each.path) if each.path.startswith(BELOW) else each.path.removeprefix(OUTSIDE),
            message=found(each.message),
            hint=found(each.hint),
        )
        for each in diagnostics
    ]


def _from_here(folder: Path) -> str:
    """A folder relative to the one in which the command was started, where it is below it."""
    here = Path.cwd()
    return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else folder.as_posix()
