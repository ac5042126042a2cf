"""More evidence never worsens an outcome, and less of it never gives one: invariants (ii) and (iv), constitution 2
and 4."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from defects import OF_THE_DISPLACED, OPEN_WAYS, REVEALED, SILENT
from passerelle.decision import ORDER, Evidence, Outcome, Stated, better
from passerelle.facts import Gathered, confirm
from passerelle.judgement import judge
from passerelle.recognition import complete, gather, read_answer
from passerelle.recognition import given as given_facts
from questions import OF_THE_CASE, Asked, changed, desk, drawing, names_of, questions

#: What follows from all that is known, and is no piece of evidence by itself.
FOLLOWS = frozenset({"agreement.given", "award.contradictions", "award.workload.exact", "award.outcomes_form"})


@drawing()
@given(questions(5), st.lists(names_of(*OF_THE_CASE), min_size=6, max_size=6, unique=True))
def test_more_evidence_never_worsens_an_outcome_but_by_a_named_exception(asked: Asked, more: list[str]) -> None:
    """One piece of evidence at a time where nothing was known, and `better` says which of two outcomes is worse."""
    before = asked.answer()
    if before.outcome not in ORDER:
        return
    known = gather(asked.case())
    for name in more:
        wider = changed(asked, [name])
        added = evidence_added(known, gather(wider.case()))
        if not added:
            continue
        event("evidence added")
        after = wider.answer()
        if not better(before.outcome, after.outcome):
            continue
        told = (asked, name, before, after, added)
        if after.rule is None:
            assert after.outcome is Outcome.FURTHER_INFORMATION_NEEDED, told
            assert any(fact.startswith(tuple(OPEN_WAYS)) for fact in added), told
            continue
        rule = after.rule.partition("#")[2]
        assert rule in REVEALED, told
        assert any(fact.startswith(REVEALED[rule].facts) for fact in added), told


def evidence_added(before: Gathered, after: Gathered) -> set[str]:
    """The facts that are known in addition; none where something that was known is no longer so, or is otherwise."""
    for name, known in before.facts.items():
        if name not in FOLLOWS and (name not in after.facts or after.facts[name].value != known.value):
            return set()
    for collection, members in before.members.items():
        theirs = [{short: known.value for short, known in one.items()} for one in after.members.get(collection, ())]
        for number, member in enumerate(members):
            if not any(all(one.get(s) == known.value for s, known in member.items()) for one in theirs[number:]):
                return set()
    added = {name for name in after.facts if name not in before.facts}
    for collection, members in after.members.items():
        was = before.members.get(collection, [])
        if len(members) > len(was) or any(set(a) - set(b) for a, b in zip(members, was, strict=False)):
            added.add(collection)
    return added


@drawing(4)
@given(questions())
def test_stronger_evidence_for_the_same_facts_changes_nothing(asked: Asked) -> None:
    for evidence in (Evidence.SIGNED, Evidence.REGISTER):
        award = on_the_word_of(asked.award, evidence)
        assert replace(asked, award=award).answer() == asked.answer()


def on_the_word_of(value: Any, evidence: Evidence) -> Any:
    """A value whose parts are all stated with other evidence."""
    if isinstance(value, tuple):
        return tuple(on_the_word_of(each, evidence) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    made = replace(value, **{each.name: on_the_word_of(getattr(value, each.name), evidence) for each in fields(value)})
    return replace(made, evidence=evidence) if isinstance(made, Stated) else made


@drawing(2)
@given(questions(), st.randoms(use_true_random=False))
def test_a_fact_that_is_taken_away_turns_no_no_into_a_yes_and_no_yes_into_a_refusal(asked: Asked, dice: Any) -> None:
    case = asked.case()
    before = read_answer(judge(case.ruleset, gather(case)))
    held = given_facts(case)
    names = [name for name in (*held.facts, *held.members) if not belongs(name)]
    if all(name in held.facts for name in ("applicant.situation", "applicant.documentation")):
        names = [name for name in names if name not in OF_THE_DISPLACED]
    for name in sorted(dice.sample(names, min(4, len(names)))):
        less = Gathered(dict(held.facts), dict(held.members))
        less.facts.pop(name, None)
        less.members.pop(name, None)
        confirm((), case.library.schema, case.library.terms, less)
        after = read_answer(judge(case.ruleset, complete(case, less, ())))
        if before.outcome.positive:
            assert after.outcome not in (Outcome.REFUSED, Outcome.REFERRED_TO_RPL), (asked, name, after)
        else:
            assert not after.outcome.positive, (asked, name, before, after)


def belongs(name: str) -> bool:
    """Whether a fact is part of what is asked, or one of those that speak of a defect only where they are known."""
    fact = desk().library.schema.facts[name]
    return name.startswith(("question.", "host.", "target.")) or fact.optional or name in SILENT
