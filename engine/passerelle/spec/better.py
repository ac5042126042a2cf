"""What would change a decision enters, with what a scenario expects of it; nothing leaves where it is met, else
`Unmet`.

Each function below is a verb of step "then", as those of `passerelle.spec.expect`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passerelle.decision import ChangeSet, WhatWouldChange
from passerelle.facts.supposed import COVERED
from passerelle.spec.expect import Answer, Unmet


def way(
    answer: Answer, found: WhatWouldChange, *, outcome: str, fact: str | None = None, value: str | None = None,
    by: str | None = None, covers: str | None = None,
) -> None:  # fmt: skip
    """A way leads to an outcome: it needs a fact (with this value), takes nobody but one, covers so many outcomes
    more."""
    for each in found.ways:
        facts = {change.fact: change.value for change in each.changes}
        more = sum(name.endswith(f".{COVERED}") for name in facts)
        if (
            each.outcome == outcome
            and (fact is None or fact in facts)
            and (value is None or (fact is not None and facts.get(fact) == value))
            and (by is None or {change.by for change in each.changes} == {by})
            and (covers is None or more == int(covers))
        ):
            return
    asked = [answer.said(fact, "fact") if fact else "", value or "", answer.said(by, "who") if by else "", covers or ""]
    expected = ": ".join([answer.said(outcome, "outcome"), *filter(None, asked)])
    raise Unmet(expected, answer.listed(_told(answer, each) for each in found.ways))


def no_way(answer: Answer, found: WhatWouldChange) -> None:
    """Everything was tried, and nothing leads to a better outcome."""
    if found.ways or found.stopped_short is not None:
        raise Unmet(answer.say("nothing"), answer.listed(_told(answer, each) for each in found.ways))


def _told(answer: Answer, way: ChangeSet) -> str:
    changes = (f"{change.fact} = {change.value} ({answer.said(change.by, 'who')})" for change in way.changes)
    return f"{answer.said(way.outcome, 'outcome')}: {'; '.join(changes)}"


#: Verb -> what holds the ways to a better outcome against it.
WAYS: Mapping[str, Callable[..., None]] = {"way": way, "no_way": no_way}
