"""One award, a question and the packs that answer it in; a decision on recognition out.

`recognise` gives the whole decision, `answer` the outcome alone. Both judge the same facts by the same rules and read
the answer in the same place (`answering`); they differ in what they tell of it.
"""

from __future__ import annotations

from passerelle.booking import booking
from passerelle.decision import SCHEMA, Decision, Outcome, Pending, Step
from passerelle.facts import answer_by, timing
from passerelle.findings import Findings, all_remedies, receipt, trace
from passerelle.judgement import Judgement, judge
from passerelle.recognition.answering import Answer, Answered, read_answer, told
from passerelle.recognition.gathering import Case, complete, gather, given
from passerelle.recognition.reasons import also_unknown, other_findings, reasons_of

__all__ = ["Answer", "Answered", "Case", "answer", "complete", "gather", "given", "read_answer", "recognise"]


def answer(case: Case) -> Answered:
    """The outcome without findings, trace and receipt. Raises `QuestionError` for confirmations that do not fit."""
    judgement = judge(case.ruleset, gather(case), shadow=case.shadow)
    return told(judgement, read_answer(judgement))


def recognise(case: Case) -> Decision:
    """The decision. Raises `QuestionError` for confirmations that do not fit."""
    question, award, policy = case.question, case.award, case.policy
    gathered = gather(case)
    judgement = judge(case.ruleset, gathered, shadow=case.shadow)
    by = case.library.schema.suppliers
    findings = Findings(judgement, by)
    answer = read_answer(judgement)
    reasons = reasons_of(judgement, findings, answer)
    others = other_findings(judgement, findings, reasons)
    remedies = all_remedies(reasons)
    if answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED:
        remedies = also_unknown(judgement, remedies, by)
    text = answer.decided.text if answer.decided else None
    packs = list(case.ruleset.packs)
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
        booking=booking(judgement, answer.decided, answer.outcome, question, case.target),
        reasons=reasons,
        findings=others,
        remedies=remedies,
        notices=(*award.notices, *gathered.notices),
        appeal=dict(appeal) if appeal else None,
        trace=trace(judgement),
        receipt=receipt(
            judgement, packs, case.vocabulary.sha256, award, case.target, question.as_of.isoformat(), case.consulted
        ),
        rights=text.rights if text else None,
        pending=text.pending if text else _by_hand(answer),
        proviso=text.proviso if text else None,
        timing=timing(question, gathered),
        answer_by=answer_by(gathered) if answer.outcome is Outcome.FURTHER_INFORMATION_NEEDED else None,
    )


def _by_hand(answer: Answer) -> Pending | None:
    """No rule has decided, and nothing is missing: a person does."""
    if answer.outcome is not Outcome.PENDING:
        return None
    return Pending(
        "host", {"en": "Is the award recognised for this purpose?", "sl": "Ali se listina za ta namen prizna?"}
    )


def _steps(judgement: Judgement, answer: Answer) -> tuple[Step, ...]:
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
