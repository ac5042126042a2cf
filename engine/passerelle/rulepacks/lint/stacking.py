"""P513: what an issuer says of stacking decides (principle 5.4).

Whether awards are combined is for the host to say. "Stackable" in an award is evidence of what its issuer had in mind
and gives, or takes, nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy in which the issuer's word on stacking decides, for or against."""
    for case in cases:
        seen = case.resting_on(Ground.STACKING)
        if seen and (case.gives or case.gives_less):
            message = f"the answer of '{case.rule.id}' rests on nothing but {Ground.STACKING}: {named(seen)}"
            hint = "against 5.4: the host decides; ask for the outcomes, level and volume that fit your own award"
            yield case.told("P513", seen, message, hint, ("5.4",))
