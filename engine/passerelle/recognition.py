"""One award, a question and the packs that answer it in; a decision on recognition out.

The rules say which outcome each step calls for; here they are only read in the order of the procedure. The first
rule that fires decides. A rule that cannot be decided before it stops the procedure: further information is needed,
and the facts that are missing are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from passerelle.booking import booking
from passerelle.decision import (
    NOTHING,
    SCHEMA,
    Award,
    Consulted,
    Decision,
    Finding,
    Outcome,
    Pending,
    Question,
    Remedy,
    Step,
    Target,
)
from passerelle.facts import award_facts, confirm, consulted_facts, grade_facts, question_facts, timing
from passerelle.findings import Findings, all_remedies, receipt, trace
from passerelle.judgement import Judgement, judge
from passerelle.rulepacks import Library, Pack, RuleCompiled, Ruleset
from passerelle.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the procedure came to: the outcome, the rule that decided (fired) or the rules that are open."""

    outcome: Outcome
    decided: RuleCompiled | None
    open: tuple[RuleCompiled, ...]
    step: str | None


def recognise(
    question: Question, award: Award, target: Target | None, ruleset: Ruleset, policy: Pack, library: Library,
    vocabulary: Vocabulary, *, consulted: Consulted = NOTHING, shadow: bool = False,
) -> Decision:  # fmt: skip
    """The decision. `consulted` is what registers and the host's statements say of the case.

    Raises `QuestionError` for confirmations that do not fit.
    """
    ratios = _ratios(policy)
    gathered = award_facts(award, vocabulary, question.as_of, ratios)
    question_facts(question, target, policy, gathered, ruleset.packs)
    consulted_facts(consulted, award, question, target, gathered)
    confirm(question.confirmations, library.schema, library.terms, gathered)
    grade_facts(consulted, vocabulary, gathered)
    judgement = judge(ruleset, gathered, shadow=shadow)
    by = library.schema.suppliers
    findings = Findings(judgement, by)
    answer = _answer(judgement)
    reasons = _reasons(judgement, findings, answer)
    others = _other_findings(judgement, findings, reasons)
    remedies = all_remedies(reasons)
    if answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED:
        remedies = _also_unknown(judgement, remedies, by)
    text = answer.decided.text if answer.decided else None
    packs = list(ruleset.packs)
    if policy not in packs:
        packs.append(policy)
    appeal = next((p.value for p in policy.parameters if p.name == "appeal"), None)
    return Decision(
        schema=SCHEMA,
        question=question,
        award_title=dict(award.title.value) if award.title else {},
        host_name=dict(policy.host.name) if policy.host else {},
        outcome=answer.outcome,
        steps=_steps(judgement, answer),
        booking=booking(judgement, answer.decided, answer.outcome, question, target),
        reasons=reasons,
        findings=others,
        remedies=remedies,
        notices=award.notices,
        appeal=dict(appeal) if appeal else None,
        trace=trace(judgement),
        receipt=receipt(judgement, packs, vocabulary.sha256, award, target, question.as_of.isoformat(), consulted),
        rights=text.rights if text else None,
        pending=text.pending if text else _by_hand(answer),
        proviso=text.proviso if text else None,
        timing=timing(question, gathered),
    )


def _by_hand(answer: _Answer) -> Pending | None:
    """No rule has decided, and nothing is missing: a person does."""
    if answer.outcome is not Outcome.PENDING:
        return None
    return Pending(
        "host", {"en": "Is the award recognised for this purpose?", "sl": "Ali se listina za ta namen prizna?"}
    )


def _ratios(policy: Pack) -> Mapping[str, Fraction]:
    """What the host says a credit of a system is worth where that is the host's to say."""
    values = {parameter.name: parameter.value for parameter in policy.parameters}
    return {"US-SCH": values["us_semester_credit"]} if "us_semester_credit" in values else {}


def _answer(judgement: Judgement) -> _Answer:
    rules = judgement.ruleset.outcome_rules
    for rule in rules:
        tried = judgement.tried[rule.name]
        if tried.fired:
            assert rule.text.then is not None
            return _Answer(Outcome(rule.text.then.outcome or ""), rule, (), rule.text.step)
        if tried.open and rule.text.ask_when_unknown:
            same = tuple(
                other
                for other in rules
                if other.text.step == rule.text.step
                and judgement.tried[other.name].open
                and other.text.ask_when_unknown
            )
            return _Answer(Outcome.FURTHER_INFORMATION_NEEDED, None, same, rule.text.step)
    return _Answer(Outcome.PENDING, None, (), None)


def _reasons(judgement: Judgement, findings: Findings, answer: _Answer) -> tuple[Finding, ...]:
    if answer.decided is None:
        return _open_reasons(judgement, findings, answer)
    reasons: list[Finding] = []
    for rule in judgement.ruleset.outcome_rules:
        assert rule.text.then is not None
        same = rule.text.step == answer.step and rule.text.then.outcome == answer.outcome.value
        if judgement.tried[rule.name].fired and same:
            reasons.append(findings.of(rule, "outcome", rule.text.message("fired"), result=answer.outcome.value))
    if answer.outcome is not Outcome.RECOGNISED_FULL and answer.step in _judging_steps(judgement):
        reasons += _differences(judgement, findings, substantial=True)
    return tuple(reasons)


def _open_reasons(judgement: Judgement, findings: Findings, answer: _Answer) -> tuple[Finding, ...]:
    """One finding for each set of missing facts, under the title of its step: the rule's own says what would be wrong,
    and nothing is yet known to be."""
    titles = {step.id: step.title for step, _ in judgement.ruleset.steps}
    reasons: list[Finding] = []
    for rule, subjects in _sources(judgement, answer.open):
        missing = judgement.missing(rule, subjects)
        if any(reason.missing == missing for reason in reasons):
            continue
        found = findings.of(rule, "unknown", {}, subjects, missing=missing)
        asked = tuple(remedy for remedy in found.remedies if remedy.fact)
        reasons.append(replace(found, title=titles.get(rule.text.step or "", {}), remedies=asked))
    return tuple(reasons)


def _judging_steps(judgement: Judgement) -> set[str]:
    """The steps whose outcome rules read the differences that other rules found."""
    return {
        rule.text.step or ""
        for rule in judgement.ruleset.rules
        if rule.text.then
        and rule.text.then.outcome
        and any(
            name.startswith(("substantial.", "difference."))
            for written in rule.groups["when"]
            for name in judgement.ruleset.stages[rule.stage].conditions[written.index].conclusions
        )
    }


def _differences(judgement: Judgement, findings: Findings, *, substantial: bool) -> list[Finding]:
    """Differences of the elements that differ substantially, with the minor ones that explain them; or the others."""
    weighty = {
        rule.text.then.difference
        for rule in judgement.ruleset.rules
        if rule.text.then and rule.text.then.weight == "substantial" and judgement.tried[rule.name].fired
    }
    found = []
    for rule in judgement.ruleset.rules:
        then = rule.text.then
        if then is None or not then.difference or (then.difference in weighty) != substantial:
            continue
        for subjects in sorted(judgement.tried[rule.name].fired):
            found.append(findings.of(rule, "difference", rule.text.message("fired"), subjects))
    return found


def _sources(judgement: Judgement, rules: tuple[RuleCompiled, ...]) -> list[tuple[RuleCompiled, tuple[int, ...]]]:
    """The open rules from which the open outcome rules wait: those that themselves read the unknown facts."""
    sources: list[tuple[RuleCompiled, tuple[int, ...]]] = []
    visited: set[tuple[str, tuple[int, ...]]] = set()

    def visit(rule: RuleCompiled, subjects: tuple[int, ...]) -> None:
        if (rule.name, subjects) in visited:
            return
        visited.add((rule.name, subjects))
        truths = judgement.tried[rule.name].truths.get(subjects)
        deeper = False
        for written in rule.groups.get("when", ()):
            held = judgement.ruleset.stages[rule.stage].conditions[written.index]
            if truths is not None and truths[written.index] is not None:
                continue
            for name in held.conclusions:
                for maker in judgement.ruleset.concluded_by.get(name, ()):
                    if maker.text.messages:
                        for open_subjects in judgement.tried[maker.name].open[:1]:
                            visit(maker, open_subjects)
                            deeper = True
        if not deeper:
            sources.append((rule, subjects))

    for rule in rules:
        visit(rule, ())
    return sources


def _other_findings(judgement: Judgement, findings: Findings, reasons: tuple[Finding, ...]) -> tuple[Finding, ...]:
    told = {(finding.rule, finding.subject) for finding in reasons}
    ratings = [
        findings.of(rule, "criterion", rule.text.message("fired"), result=rule.text.then.rating)
        for rule in judgement.ruleset.rules
        if rule.text.then and rule.text.then.criterion and judgement.tried[rule.name].fired
    ]
    every = (
        ratings
        + _differences(judgement, findings, substantial=True)
        + _differences(judgement, findings, substantial=False)
    )
    return tuple(finding for finding in every if (finding.rule, finding.subject) not in told)


def _also_unknown(judgement: Judgement, remedies: tuple[Remedy, ...], by: Mapping[str, str]) -> tuple[Remedy, ...]:
    """What later steps will need as well, so that everything is asked for at once."""
    asked = {remedy.fact for remedy in remedies}
    more = list(remedies)
    for rule in judgement.ruleset.outcome_rules:
        if judgement.tried[rule.name].open and rule.text.ask_when_unknown:
            for name in judgement.missing(rule):
                if name not in asked:
                    asked.add(name)
                    more.append(Remedy(by.get(name, "host"), None, name))
    return tuple(more)


def _steps(judgement: Judgement, answer: _Answer) -> tuple[Step, ...]:
    steps = []
    reached = True
    for step, rules in judgement.ruleset.steps:
        fired = tuple(rule.name for rule in rules if judgement.tried[rule.name].fired)
        if not rules:
            steps.append(Step(step.id, step.title, "passed"))
            continue
        if not reached:
            steps.append(Step(step.id, step.title, "not reached"))
            continue
        if step.id == answer.step:
            result = "decided" if answer.decided else "open"
            fired = (answer.decided.name,) if answer.decided else tuple(rule.name for rule in answer.open)
            reached = False
        elif any(judgement.tried[rule.name].open and rule.text.ask_when_unknown for rule in rules):
            result = "open"
        else:
            result = "difference" if fired else "passed"
        steps.append(Step(step.id, step.title, result, fired))
    return tuple(steps)
