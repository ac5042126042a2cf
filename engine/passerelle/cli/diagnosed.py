"""Diagnostics of rule packs and feature files enter; lines with the place marked, or JSON, leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passerelle.cli.failing import Exit
from passerelle.cli.printing import print_json, print_text

if TYPE_CHECKING:
    from passerelle.rulepacks import Diagnostic

_WIDEST = 160


def show_diagnostics(
    diagnostics: Sequence[Diagnostic], good: str, *, as_json: bool, strict: bool = False, **more: Any
) -> Exit:
    """Each diagnostic with the line that it is about and a caret below the column; `good` where none is an error (with
    `strict`, where there is none)."""
    wrong = [found for found in diagnostics if strict or found.severity == "error"]
    if as_json:
        print_json({**more, "diagnostics": as_members(diagnostics)})
        return Exit.BAD_INPUT if wrong else Exit.DECIDED
    for found in diagnostics:
        print_text("\n".join([str(found), *_marked(found)]))
    if good and not wrong:
        print_text(good)
    return Exit.BAD_INPUT if wrong else Exit.DECIDED


def as_members(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as JSON shows them; the clauses that one goes against where it names any."""
    names = ("path", "line", "column", "code", "severity", "message", "hint")
    return [
        {**{name: getattr(found, name) for name in names}, **({"clauses": found.clauses} if found.clauses else {})}
        for found in diagnostics
    ]


def _marked(found: Diagnostic) -> list[str]:
    try:
        line = Path(found.path).read_text(encoding="utf-8").splitlines()[found.line - 1]
    except (OSError, ValueError, IndexError):
        return []
    # The tabs of the line are kept in front of the caret, so that it stands where an editor shows the column.
    before = "".join("\t" if character == "\t" else " " for character in line[: found.column - 1])
    return [f"    {line}", f"    {before}^"] if line.strip() and len(line) <= _WIDEST else []
