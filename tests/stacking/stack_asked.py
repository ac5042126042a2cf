"""A policy's rules and rows of units as texts in; the desk that has the policy, the portfolio and the answer out."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from passerelle.decision.stacking import StackDecision, StackQuestion, Use
from passerelle.desk import Desk
from passerelle.documents import Document
from passerelle.rulepacks.stacks.shelf import Shelf

AS_OF = date(2026, 1, 15)
_HEAD = """\
pack: hosts/harbour/{award}
kind: stacking
host: {{id: harbour, en: Harbour College, sl: Pristaniška šola}}
award: {{title: {{en: Award, sl: Priznanje}}, level: EQF 7, {award_keys}}}
in_force: {{from: {starts}}}
source: Made up
"""


@cache
def plain_desk() -> Desk:
    return Desk.open()


def desk_with(*policies: tuple[str, str, str, str]) -> Desk:
    """A desk with policies, each the id of its award, the day from which it holds, further keys of the award, and the
    rest of the file."""
    desk = plain_desk()
    files = {
        f"rules/hosts/harbour/{award}/{starts}.yaml": (
            _HEAD.format(award=award, starts=starts, award_keys=keys) + textwrap.dedent(text)
        ).encode()
        for award, starts, keys, text in policies
    }
    library = replace(desk.library, shelf=Shelf(files, desk.library.unit_schema, desk.library.terms))
    assert not library.shelf.broken, library.shelf.broken
    return replace(desk, library=library, folder=None, shadow=True)


def desk_of(text: str, award: str = "award", starts: str = "2018-01-01", keys: str = "") -> Desk:
    """A desk with one policy."""
    return desk_with((award, starts, keys, text))


def held(desk: Desk, *rows: str) -> list[Document]:
    """Units as rows of flow YAML: "a, workload: 5 ECTS, own: yes"; the first word is id and title."""
    if not rows:
        return []
    lines = ["portfolio: 1", "units:"]
    for row in rows:
        name, _, rest = row.partition(",")
        # What nobody doubts of these units is said for all of them.
        lines.append(f"  - {{id: {name.strip()}, title: {name.strip()},{rest}}}")
    return [desk.read("\n".join(lines).encode(), on=AS_OF)]


def ask(
    text: str | Desk, *rows: str, policy: str = "award", uses: tuple[Use, ...] = (), ways: int = 0, **question: Any
) -> StackDecision:
    """The answer about units by a policy."""
    desk = desk_of(text) if isinstance(text, str) else text
    asked = StackQuestion(policy=policy, **{"as_of": AS_OF, **question})
    return desk.stack(held(desk, *rows), asked, uses=uses, ways=ways)


def chosen(decision: StackDecision) -> set[str]:
    return {unit.id for unit in decision.units if unit.chosen}


def against(decision: StackDecision, unit_id: str) -> list[tuple[str, str]]:
    """Why a unit is not counted: kind and rule."""
    return [(each.kind, each.rule) for unit in decision.units if unit.id == unit_id for each in unit.against]
