"""P512: less than was asked for because learning was validated, or took place online (principle 5.7).

A micro-credential that was issued after non-formal or informal learning was assessed is worth what one after a course
is, and the form of participation is no difference by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy that give less for the route or the mode alone."""
    for case in cases:
        seen = case.resting_on(Ground.ROUTE, Ground.MODE)
        if seen and case.gives_less and not case.refuses:
            message = f"{case.what()} rests on nothing but {_ground(case)}: {named(seen)}"
            hint = "against 5.7: ask how the outcomes were assessed, whichever way they were learned"
            yield case.told("P512", seen, message, hint, ("5.7",))


def _ground(case: Case) -> Ground:
    return next(ground for way in case.ways for ground in (Ground.ROUTE, Ground.MODE) if ground in way)
