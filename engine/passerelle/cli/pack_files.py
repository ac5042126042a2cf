"""Paths of pack files and folders enter; how many were checked and every mistake in them leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli import given
from passerelle.cli.failing import Refused
from passerelle.cli.places import as_found, place

#: The folders of a host that hold no packs.
FOLDERS = ("components", "grading-tables", "statements")

if TYPE_CHECKING:
    from passerelle.desk import Desk
    from passerelle.rulepacks import Diagnostic, Library


def check_packs(desk: Desk, paths: Sequence[Path]) -> tuple[int, list[Diagnostic]]:
    """Check packs and files of hosts at these paths, together with the desk's own; all that it has where none is given.
    What the principles say of policies is among it, without notes.

    A file that is one of the desk's takes its place, another is checked as if it stood beside them; a folder that has a
    vocabulary is checked by itself.

    Raises:
        Refused: a path leads to no file.
    """
    if not paths:
        return _whole(desk)
    wholes = [path for path in paths if (path / "vocabulary").is_dir()]
    checked = [_whole(given.desk(path)) for path in wholes]
    drafts = dict(_drafts(desk.folder, [path for path in paths if path not in wholes]))
    if drafts:
        found = as_found(_mistakes(desk.library, {**desk_files(desk), **drafts}, drafts), desk.folder)
        checked.append((_packs(drafts), found))
    return sum(packs for packs, _ in checked), [each for _, mistakes in checked for each in mistakes]


def _whole(desk: Desk) -> tuple[int, list[Diagnostic]]:
    """A rules folder by itself."""
    found = (*desk.broken, *desk.library.shelf.broken, *_warnings(desk.library))
    return _packs(desk_files(desk)), as_found(sorted(found), desk.folder)


def _packs(paths: Iterable[str]) -> int:
    return sum(not any(f"/{folder}/" in path for folder in (*FOLDERS, "vocabulary")) for path in paths)


def desk_files(desk: Desk) -> Mapping[str, bytes]:
    """The files of the desk's folder by their path below it ("rules/…")."""
    from passerelle.rulepacks import read_folder

    return {} if desk.folder is None else read_folder(desk.folder)


def _drafts(folder: Path | None, paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if not path.exists():
            raise Refused("no_such_file", "there is no such file or folder; check the path", file=str(path))
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not files:
            raise Refused("empty", "there is no pack in this folder; the names of packs end in .yaml", file=str(path))
        for file in files:
            called, content = draft(folder, file)
            if "/vocabulary/" not in called:
                yield called, content


def draft(folder: Path | None, file: Path) -> tuple[str, bytes]:
    """A file and its path: below the rules folder ("rules/…") where it stands there, else outside of it ("./…").

    Raises:
        Refused: there is no such file.
    """
    return place(file, folder), given.read_file(str(file))


def _mistakes(library: Library, files: Mapping[str, bytes], drafts: Mapping[str, bytes]) -> list[Diagnostic]:
    from passerelle.host_files import HostFiles
    from passerelle.rulepacks import read_library

    checked = read_library(files, library.terms)
    found = (*checked.broken, *checked.shelf.broken, *HostFiles.read(checked).broken, *_warnings(checked))
    return sorted(each for each in found if each.path in drafts)


def _warnings(library: Library) -> Iterator[Diagnostic]:
    every = (*library.warnings, *library.shelf.warnings)
    return (each for each in every if each.severity == "warning")
