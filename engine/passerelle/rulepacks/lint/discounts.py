"""P517: less is booked because of the route or the origin (principles 5.7, 5.2 and 6.4).

Credit for validated learning is the same number of credits as the corresponding part of the programme.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.expression import Binary, Literal, Node
from passerelle.rulepacks.lint.case import Case, named
from passerelle.rulepacks.lint.grounds import Ground
from passerelle.rulepacks.pack import Pack

_CLAUSES = {Ground.ROUTE: ("5.7",), Ground.MODE: ("5.7",), Ground.ORIGIN: ("5.2", "6.4")}


def lint(pack: Pack, cases: tuple[Case, ...]) -> Iterator[Diagnostic]:
    """The rules of a policy that recognise and book less than the amount for it."""
    for case in cases:
        credits = dict(case.rule.book).get("credits")
        if credits is None or not case.gives or not _less(credits.node):
            continue
        for ground, clauses in _CLAUSES.items():
            if seen := case.resting_on(ground):
                message = f"'{case.rule.id}' books fewer credits because of {ground}: {named(seen)}"
                hint = f"against {' and '.join(clauses)}: book what the outcomes are worth in the component"
                line, column = credits.line, credits.column
                yield Diagnostic(pack.path, line, column, "P517", message, hint, "warning", clauses)
                break


def _less(node: Node) -> bool:
    """Whether an amount is made smaller: a share below the whole, a division, or something taken away."""
    if not isinstance(node, Binary):
        return False
    numbers = [side.value for side in (node.left, node.right) if isinstance(side, Literal)]
    amounts = [number for number in numbers if isinstance(number, Fraction)]
    if node.operator == "*" and any(amount < 1 for amount in amounts):
        return True
    if node.operator == "/" and any(amount > 1 for amount in amounts):
        return True
    if node.operator == "-" and any(amount > 0 for amount in amounts):
        return True
    return _less(node.left) or _less(node.right)
