"""P518: a host that decides on academic purposes only, or on employment only (principle 6.3). A note.

Micro-credentials are recognised for academic and for employment purposes. One host need not do both: a university is no
employer. The purpose is part of every question here, and no answer for one counts for the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case
from passerelle.rulepacks.pack import Pack

_EMPLOYMENT = frozenset(["employment_nonregulated", "employment_regulated"])


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The purposes of a policy, where they are of one kind."""
    chosen = next((parameter for parameter in pack.parameters if parameter.name == "purposes"), None)
    if chosen is None:
        return
    kinds = {purpose in _EMPLOYMENT for purpose in chosen.value}
    if len(kinds) == 1:
        kind = "employment" if True in kinds else "academic purposes"
        message = f"the host decides on {kind} only"
        hint = "6.3 names both; other hosts answer for the other"
        yield Diagnostic(pack.path, chosen.line, chosen.column, "P518", message, hint, "note", ("6.3",))
