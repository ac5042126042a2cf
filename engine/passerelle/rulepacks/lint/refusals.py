"""P502: a refusal that rests on something that no refusal may rest on alone.

Nobody is refused for where an award comes from, for the route or the form in which something was learned, for its size,
for not being in a register, or because something is not known. Passerelle promises that for every host, so that a pack
with such a rule is not used. A substantial difference is where refusals come from, so it is asked the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack

_CLAUSES = {
    Ground.ORIGIN: ("5.2", "6.4"),
    Ground.ROUTE: ("5.7", "6.4"),
    Ground.MODE: ("5.7", "6.4"),
    Ground.REGISTER: ("2.9", "6.4"),
}
_NEVER = (Ground.ORIGIN, Ground.ROUTE, Ground.MODE, Ground.SIZE, Ground.REGISTER, Ground.UNKNOWN)


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The refusals of a pack that rest on nothing else."""
    for case in cases:
        if not case.refuses:
            continue
        for way, seen in case.ways.items():
            grounds = [ground for ground in _NEVER if ground in way]
            if not grounds:
                continue
            clauses = tuple(dict.fromkeys(c for ground in grounds for c in _CLAUSES.get(ground, ("6.4",))))
            message = f"{case.what()} rests on nothing but {' and '.join(grounds)}: {named(seen)}"
            hint = "add what the award lacks: a condition on its level, outcomes, quality or assessment"
            yield case.told("P502", seen, message, hint, clauses, "error")
            break
