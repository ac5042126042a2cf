"""P516: less than was asked for though nothing speaks against the award (principles 6.3 and 6.4).

The standard procedure presumes recognition and asks for a difference that matters. A rule that looks at the purpose or
the component alone, or only at what speaks for an award, gives less to everybody, whatever they bring. Which purposes
and components a host decides on at all is its to say: that is NOT_IN_SCOPE.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.lint.case import Case
from passerelle.rulepacks.pack import Pack


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy that give less and show no difference."""
    for case in cases:
        then = case.rule.then
        if not (case.on_nothing and case.gives_less) or (then and then.outcome == "NOT_IN_SCOPE"):
            continue
        by_purpose = "question.purpose" in case.names
        clauses = ("6.3", "6.4") if by_purpose else ("6.4",)
        message = f"{case.what()} rests on nothing that an award lacks"
        hint = f"against {' and '.join(clauses)}: say what the award must lack"
        hint += ", or leave the purpose out of 'purposes'" if by_purpose else ""
        yield case.told("P516", (), message, hint, clauses)
