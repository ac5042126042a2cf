"""A mistake in a rule pack, a component or a feature file: what, where, and what to do.

Codes: E1xx the file and its shape · E2xx names and types in conditions · E3xx what a rule says · E4xx how rules hang
together · P5xx what the principles do not allow a policy to say · S6xx stacking policies · F1xx to F3xx feature files
and their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from passerelle.rulepacks.pack import Pack

_NEGATION = re.compile(r"not?[_ -]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One mistake, with line and column counted from 1. Its text is `path:line:column CODE message (hint)`.

    An "error" keeps a pack from being used; a "warning" and a "note" do not. `clauses` are those of Annex II that what
    is said goes against.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: str = "error"
    clauses: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        severity = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.path}:{self.line}:{self.column} {self.code} {severity}{self.message}{hint}"


class PackError(PasserelleError):
    """A pack cannot be used. `diagnostics` holds every mistake that was found, `rest` what could be read of it."""

    def __init__(self, diagnostics: Iterable[Diagnostic], rest: Pack | None = None) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        self.rest = rest
        super().__init__("\n".join(map(str, self.diagnostics)))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or "" when none is near; never one that says the opposite."""
    negated = _NEGATION.match(name) is not None
    same = [each for each in known if (_NEGATION.match(each) is not None) is negated]
    near = get_close_matches(name, same, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""
