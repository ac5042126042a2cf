"""A policy and a table written down in a few lines: `policy(total=10, requires=[rule(p.AtLeast, "own", amount=5)])` and
`table(unit("a", 10, "own"))`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from passerelle.decision import Truth
from passerelle.rulepacks.expression import parse_expression
from passerelle.rulepacks.located import Text
from passerelle.rulepacks.pack import ConditionText, HostText, Pack
from passerelle.rulepacks.stacks import policy as p
from passerelle.stacking.table import Table, UnitRow

WRITTEN = ConditionText("own", parse_expression("own"), Text("own", 1, 1))
PACK = Pack(
    id="hosts/example/award",
    kind="stacking",
    version=date(2026, 1, 1),
    until=None,
    title={"en": "Award"},
    authority="Example",
    path="2026-01-01.yaml",
    sha256="",
    content=b"",
    host=HostText("example", {"en": "Example"}),
)
#: The selectors that units of these tests may fit.
NAMES = ("own", "external", "l7", "capstone", "core", "recent", "first", "second")


def selector(name: str) -> p.Selector:
    """The selector of a name."""
    return p.Selector(name=name, conditions=(WRITTEN,))


def amount(value: Any, base: str | None = None, **more: Any) -> p.Amount:
    """Credits; units as "2 units"; with a base a share of it."""
    if isinstance(value, p.Amount):
        return value
    if isinstance(value, str) and value.endswith(" units"):
        return p.Amount(units=int(value.split()[0]))
    return p.Amount(share=Fraction(value), base=base, **more) if base else p.Amount(credits=Fraction(value))


def rule(form: type, id: str, **given: Any) -> Any:
    """A rule of a form; selectors by name, amounts as `amount` takes them."""
    for key in ("among", "of", "needs", "fits", "fresh", "waived"):
        if isinstance(given.get(key), str):
            given[key] = selector(given[key])
    for key in ("steps", "sets"):
        if key in given:
            given[key] = tuple(selector(name) for name in given[key])
    if "amount" in given:
        given["amount"] = amount(given["amount"])
    return form(id=id, form="R00", line=1, column=1, title={"en": id}, **given)


def policy(
    *, total: Any = 0, most: Any = None, requires: Any = (), limits: Any = (), units: Any = (), **more: Any
) -> p.StackingPolicy:
    """A policy; `total` is an amount at least, `most` at most."""
    return p.StackingPolicy(
        pack=PACK,
        award=more.pop("award", p.AwardText(id="award", title={"en": "Award"})),
        unit=p.CreditUnit(),
        applies_by=p.Clock.AS_OF,
        total=rule(p.Total, "total", least=Fraction(total), most=None if most is None else Fraction(most)),
        units=tuple(units),
        requires=tuple(requires),
        limits=tuple(limits),
        **more,
    )


def unit(id: str, credits: Any, *fits: str, maybe: tuple[str, ...] = (), **more: Any) -> UnitRow:
    """A unit that fits these selectors, may fit those, and no others. `credits` None: unknown."""
    truths = {name: Truth.TRUE if name in fits else Truth.FALSE for name in NAMES}
    truths |= dict.fromkeys(maybe, Truth.UNKNOWN)
    least = Fraction(0) if credits is None else Fraction(credits)
    row = UnitRow(
        id=id,
        least=least,
        most=None if credits is None else least,
        fits=truths,
        graded=False,
        achieved=date(2025, 1, 1),
        source="here",
    )
    return replace(row, **more)


def table(*units: UnitRow, **more: Any) -> Table:
    """A table of units."""
    return Table(units=tuple(units), **more)
