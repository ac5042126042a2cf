"""A judgement in; for the trace, every rule with its conditions as written and how each ended."""

from __future__ import annotations

from operator import attrgetter

from passerelle.decision import RuleTried
from passerelle.judgement.answers import Judgement, Subjects
from passerelle.rulepacks import RuleCompiled


def rules_tried(judgement: Judgement) -> tuple[RuleTried, ...]:
    """Every rule with its conditions as written and how each ended, sorted by rule and subject."""
    judgement.ask_all()
    tried: list[RuleTried] = []
    for entry in judgement.tried.values():
        rule = entry.rule
        written = rule.written
        for subjects in entry.truths or ((),):
            truths = entry.truths.get(subjects)
            fired = entry.fired.get(subjects)
            conditions = tuple([w.told[truths[w.index] if truths else None] for w in written])
            not_fired = "undetermined" if subjects in entry.open else "not fired"
            result = fired[0] if fired else not_fired
            tried.append(
                RuleTried(rule.name, subject_name(rule, subjects), result, conditions, fired[1] if fired else None)
            )
        if rule.join is not None:
            for subjects, (result, number) in sorted(entry.fired.items()):
                conditions = tuple(w.told[True] for w in written)
                tried.append(RuleTried(rule.name, subject_name(rule, subjects), result, conditions, number))
    tried.sort(key=attrgetter("rule", "subject"))
    return tuple(tried)


def subject_name(rule: RuleCompiled, subjects: Subjects) -> str:
    """The path of a rule's subject: "award", or its members joined by " & "; of a check whom its clause is about."""
    if not subjects:
        return "award" if rule.text.subject == "credential" else rule.text.subject
    return " & ".join(f"{rule.text.subjects[place][1]}[{number}]" for place, number in enumerate(subjects))
