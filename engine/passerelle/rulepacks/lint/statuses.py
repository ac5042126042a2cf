"""P515: awards of providers outside formal education are refused (principle 6.5).

The status of a provider decides by which procedure recognition goes. Awards of others go to validation; they are not
refused for it. A diploma mill is another matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The refusals of a policy that rest on the provider's status."""
    for case in cases:
        seen = case.resting_on(Ground.STATUS)
        if seen and case.refuses:
            message = f"{case.what()} rests on nothing but {Ground.STATUS}: {named(seen)}"
            hint = "against 6.5: refer the learner to validation (REFERRED_TO_RPL)"
            yield case.told("P515", seen, message, hint, ("6.5",))
