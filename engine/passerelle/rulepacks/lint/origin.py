"""P511: less than was asked for because of where an award comes from (principles 5.2 and 6.4).

Awards of other systems, countries and sectors can be stacked, validated and recognised, by the procedure that is used
for foreign qualifications. What a host may ask is that level, quality and outcomes fit.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy that give less for the origin alone; refusals are told as errors already."""
    for case in cases:
        seen = case.resting_on(Ground.ORIGIN)
        if seen and case.gives_less and not case.refuses:
            message = f"{case.what()} rests on nothing but {Ground.ORIGIN}: {named(seen)}"
            hint = "against 5.2 and 6.4: ask for the level, quality or outcomes that you need from any award"
            yield case.told("P511", seen, message, hint, ("5.2", "6.4"))
