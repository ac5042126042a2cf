"""P514: less than was asked for because of size, duration or a register alone (principles 2.9 and 6.4).

Fewer hours or credits are no difference where the outcomes are met, and taking part in a register such as DEQAR is
voluntary: that somebody is not in it tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack

_HINTS = {
    Ground.SIZE: ("against 6.4: ask which outcomes are missing; size alone is no difference", ("6.4",)),
    Ground.REGISTER: ("against 2.9 and 6.4: ask for evidence of quality, wherever it is listed", ("2.9", "6.4")),
}


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy that give less for size or a register alone. How much a host takes is its to say, so that a
    rule on competence is left alone."""
    for case in cases:
        for ground, (hint, clauses) in _HINTS.items():
            seen = case.resting_on(ground)
            competence = ground is Ground.SIZE and case.rule.then and case.rule.then.outcome == "NOT_IN_SCOPE"
            if seen and case.gives_less and not case.refuses and not competence:
                message = f"{case.what()} rests on nothing but {ground}: {named(seen)}"
                yield case.told("P514", seen, message, hint, clauses)
