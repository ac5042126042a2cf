"""P519: a policy that names no way to appeal (principle 6.4).

The standard procedure for foreign qualifications has reasons and an appeal; a learner must be told where. Whatever is
not recognised in full is told with it, so a policy without one is not used.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """A policy without a way to appeal."""
    if any(parameter.name == "appeal" for parameter in pack.parameters):
        return
    lines = pack.content.decode("utf-8-sig").splitlines()
    line = next((number for number, line in enumerate(lines, 1) if line.startswith("policy:")), 1)
    hint = "against 6.4: add appeal: {en: …, sl: …} with the body and the time limit"
    yield Diagnostic(pack.path, line, 1, "P519", "the policy names no way to appeal", hint, "error", ("6.4",))
