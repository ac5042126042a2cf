"""A judgement in; for the trace, every rule with its conditions as written and how each ended."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from passerelle.decision import RuleTried
from passerelle.judgement.answers import Judgement, Subjects
from passerelle.rulepacks import RuleCompiled

#: Ways in which one rule ends that are kept.
_MOST_MADE = 500


def rules_tried(judgement: Judgement) -> tuple[RuleTried, ...]:
    """Every rule with its conditions as written and how each ended, sorted by rule and subject."""
    judgement.ask_all()
    tried: list[RuleTried] = []
    for entry in judgement.tried.values():
        for subjects in entry.truths or ((),):
            not_fired = "undetermined" if subjects in entry.open else "not fired"
            result, number = entry.fired.get(subjects, (not_fired, None))
            tried.append(_told(entry.rule, subjects, result, number, entry.truths.get(subjects)))
        if entry.rule.join is not None:
            every = [True] * (1 + max(entry.rule.indexes))
            for subjects, (result, number) in sorted(entry.fired.items()):
                tried.append(_told(entry.rule, subjects, result, number, every))
    tried.sort(key=attrgetter("rule", "subject"))
    return tuple(tried)


def _told(
    rule: RuleCompiled, subjects: Subjects, result: str, number: int | None, truths: Sequence[bool | None] | None
) -> RuleTried:
    """How a rule ended. Rules about the case end in the same few ways again and again: each is put together once."""
    values = tuple([truths[index] for index in rule.indexes]) if truths else (None,) * len(rule.indexes)
    key = ("tried", result, number, values)
    found: RuleTried | None = None if subjects else rule.made.get(key)
    if found is None:
        conditions = tuple([each.told[value] for each, value in zip(rule.written, values, strict=True)])
        found = RuleTried(rule.name, subject_name(rule, subjects), result, conditions, number)
        if not subjects and len(rule.made) < _MOST_MADE:
            rule.made[key] = found
    return found


def subject_name(rule: RuleCompiled, subjects: Subjects) -> str:
    """The path of a rule's subject: "award", or its members joined by " & "; of a check whom its clause is about."""
    if not subjects:
        return "award" if rule.text.subject == "credential" else rule.text.subject
    return " & ".join(f"{rule.text.subjects[place][1]}[{number}]" for place, number in enumerate(subjects))
