"""A case whose facts are set one by one, for tables over many of them: its judgement and its answer."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import Evidence, Kind, Purpose, Question
from passerelle.desk import Desk
from passerelle.facts import Gathered, Known
from passerelle.judgement import Judgement, judge
from passerelle.recognition.answering import Answer, read_answer
from passerelle.recognition.gathering import Case, gather
from passerelle.rulepacks.shape import CRITERIA

PURPOSES = ("exemption", "credit_elective", "employment_nonregulated", "admission")
RATINGS = (
    "strong", "substantial", "weak", "none", "secure", "some", "limited", "not_asked", "recognisable_as_credit",
    "recognisable_with_flexibility", "treat_via_rpl", "insufficient_information", "not_recognisable",
)  # fmt: skip


@functools.cache
def desk() -> Desk:
    return Desk.open()


@functools.cache
def _sound(purpose: str) -> tuple[Gathered, Any]:
    host = "example-works" if purpose == "employment_nonregulated" else "example-university"
    ruleset, policy = desk().library.recognition(host, AS_OF)
    target = desk().target(host, "data-ethics") if purpose in ("exemption", "admission") else None
    question = Question(
        kind=Kind.RECOGNITION, as_of=AS_OF, host=host, purpose=Purpose(purpose), confirmations=CONFIRMED
    )
    case = Case(
        question=question, award=COMPLETE, target=target, ruleset=ruleset, policy=policy, library=desk().library,
        vocabulary=desk().vocabulary,
    )  # fmt: skip
    gathered = gather(case)
    gathered.facts["policy.purposes"] = Known(PURPOSES, Evidence.HOST)
    if purpose == "admission":
        gathered.facts["target.kind"] = Known("programme", Evidence.HOST)
    return gathered, ruleset


def judged(purpose: str, facts: Mapping[str, Any], *, nothing_else: bool = False) -> Judgement:
    """The judgement of an award that is complete but for these facts; None makes one unknown. With `nothing_else` no
    other fact of the award is known."""
    sound, ruleset = _sound(purpose)
    gathered = Gathered(dict(sound.facts), dict(sound.members))
    if nothing_else:
        for name in [name for name in (*gathered.facts, *gathered.members) if name.startswith("award.")]:
            gathered.facts.pop(name, None)
            gathered.members.pop(name, None)
    for name, value in facts.items():
        gathered.facts.pop(name, None)
        if value is not None:
            gathered.facts[name] = Known(value, Evidence.HOST)
        elif name in gathered.members:
            del gathered.members[name]
    return judge(ruleset, gathered)


def answered(purpose: str, facts: Mapping[str, Any], *, nothing_else: bool = False) -> Answer:
    """What the procedure comes to."""
    return read_answer(judged(purpose, facts, nothing_else=nothing_else))


def ratings(judgement: Judgement) -> dict[str, str | None]:
    """The rating of each criterion. Two ratings of one criterion are an error."""
    found: dict[str, str | None] = {}
    for criterion in CRITERIA:
        given = [rating for rating in RATINGS if judgement.value(f"criterion.{criterion}.{rating}") is True]
        assert len(given) < 2, (criterion, given)
        found[criterion] = given[0] if given else None
    return found
