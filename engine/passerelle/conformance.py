"""One award and the packs of Annex I and of the ten principles in; a decision on conformity out: every clause with
its result (PASS, PASS_WITH_NOTE, FAIL, WARN, UNKNOWN, DECLARED or NOT_APPLICABLE), what was found, where, and what
would change it.

Clauses about the credential and about its provider decide the outcome. Those about a host and about systems are shown
beside them: no credential is less conformant for what others do."""

from __future__ import annotations

from collections.abc import Mapping

from passerelle.decision import (
    NOTHING,
    SCHEMA,
    Award,
    Consulted,
    Decision,
    Finding,
    Outcome,
    Question,
    Result,
    Severity,
    Step,
)
from passerelle.facts import award_facts, confirm, consulted_facts, joint_facts, policy_facts, question_facts
from passerelle.findings import Findings, all_remedies, receipt, trace
from passerelle.judgement import Judgement, Subjects, judge
from passerelle.rulepacks import Library, Pack, RuleCompiled, Ruleset
from passerelle.vocabulary import Vocabulary

_RESULTS = {
    "pass": Result.PASS,
    "noted": Result.PASS_WITH_NOTE,
    "fail": Result.FAIL,
    "warn": Result.WARN,
    "declared": Result.DECLARED,
    "not applicable": Result.NOT_APPLICABLE,
}


def check_conformance(
    question: Question, award: Award, ruleset: Ruleset, policy: Pack | None, library: Library, vocabulary: Vocabulary,
    *, consulted: Consulted = NOTHING, shadow: bool = False,
) -> Decision:  # fmt: skip
    """The decision. `policy` gives what a host may set of the checks (how exact a place must be), and is itself held
    against the clauses that bind hosts; none is needed.

    Raises `QuestionError` for confirmations that do not fit.
    """
    gathered = award_facts(award, vocabulary, question.as_of, {})
    question_facts(question, None, policy, gathered)
    if policy is not None:
        policy_facts(policy, library.said_of(policy, question.as_of), gathered)
    consulted_facts(consulted, award, question, None, gathered)
    confirm(question.confirmations, library.schema, library.terms, gathered)
    joint_facts(award, {confirmation.fact for confirmation in question.confirmations}, gathered)
    judgement = judge(ruleset, gathered, shadow=shadow)
    findings = Findings(judgement, library.schema.suppliers)
    checks = _all_checks(judgement, findings)
    outcome = _outcome(checks)
    moved = {Outcome.NOT_CONFORMANT: Result.FAIL, Outcome.CONFORMITY_UNKNOWN: Result.UNKNOWN}.get(outcome)
    reasons = tuple(
        check
        for check in checks
        if moved and check.result == moved.value and check.severity is Severity.MANDATORY and _decides(check)
    )
    others = tuple(check for check in checks if check not in reasons)
    # What a policy's rules rest on is seen beside those of the procedure, so these took part as well.
    packs = [*ruleset.packs, *([*library.beside(question.as_of), policy] if policy else [])]
    return Decision(
        schema=SCHEMA,
        question=question,
        award_title=dict(award.title.value) if award.title else {},
        host_name=dict(policy.host.name) if policy and policy.host else {},
        outcome=outcome,
        steps=_packs_as_steps(ruleset, checks),
        booking=None,
        reasons=reasons,
        findings=others,
        remedies=all_remedies(reasons),
        notices=(*award.notices, *gathered.notices),
        appeal=None,
        trace=trace(judgement),
        receipt=receipt(judgement, packs, vocabulary.sha256, award, None, question.as_of.isoformat(), consulted),
    )


def host_checks(judgement: Judgement, suppliers: Mapping[str, str]) -> tuple[Finding, ...]:
    """The checks of the clauses that bind hosts. `suppliers` tells who can supply each fact."""
    return tuple(check for check in _all_checks(judgement, Findings(judgement, suppliers)) if check.subject == "host")


def _all_checks(judgement: Judgement, findings: Findings) -> list[Finding]:
    rules = (rule for rule in judgement.ruleset.rules if rule.text.then is None)
    return [check for rule in rules for check in _checks(judgement, findings, rule)]


def _checks(judgement: Judgement, findings: Findings, rule: RuleCompiled) -> list[Finding]:
    """One finding for each subject of a check; a check of a collection that is unknown is UNKNOWN as a whole."""
    entry = judgement.tried[rule.name]
    subjects: list[Subjects] = sorted({*entry.fired, *entry.open})
    if not subjects:
        subjects = [()]
    checks = []
    for each in subjects:
        variant = entry.fired[each][0] if each in entry.fired else "unknown"
        result = _RESULTS.get(variant, Result.UNKNOWN)
        missing = () if result is not Result.UNKNOWN else _missing(judgement, rule, each)
        message = rule.text.message(variant)
        helpful = result in (Result.FAIL, Result.WARN, Result.UNKNOWN)
        checks.append(
            findings.of(rule, variant, message, each, result=result.value, missing=missing, with_remedies=helpful)
        )
    return checks


def _missing(judgement: Judgement, rule: RuleCompiled, subjects: Subjects) -> tuple[str, ...]:
    missing = judgement.missing(rule, subjects)
    if missing:
        return missing
    if rule.text.subjects and not subjects:
        return (rule.text.subjects[0][1],)
    reads = (*rule.text.found, *rule.reads)
    known = judgement.gathered
    unknown = (name for name in reads if name not in known.facts and name not in known.members)
    return tuple(dict.fromkeys(name for name in unknown if not name.startswith("policy.")))


def _outcome(checks: list[Finding]) -> Outcome:
    """Mandatory clauses decide; one that only a declaration shows is never passed off as checked."""
    checks = [check for check in checks if _decides(check)]
    mandatory = {check.result for check in checks if check.severity is Severity.MANDATORY}
    if Result.FAIL.value in mandatory:
        return Outcome.NOT_CONFORMANT
    if Result.UNKNOWN.value in mandatory:
        return Outcome.CONFORMITY_UNKNOWN
    if any(check.result == Result.DECLARED.value for check in checks):
        return Outcome.CONFORMANT_WITH_DECLARATIONS
    return Outcome.CONFORMANT


def _decides(check: Finding) -> bool:
    """Whether the outcome rests on a clause: not on those about hosts and systems."""
    return check.subject not in ("host", "system")


def _packs_as_steps(ruleset: Ruleset, checks: list[Finding]) -> tuple[Step, ...]:
    steps = []
    ended: dict[str, set[str | None]] = {pack.name: set() for pack in ruleset.packs}
    for check in checks:
        if _decides(check):
            ended[check.rule.partition("#")[0]].add(check.result)
    for pack in ruleset.packs:
        results = ended[pack.name]
        if Result.FAIL.value in results:
            result = "difference"
        else:
            result = "open" if Result.UNKNOWN.value in results else "passed"
        steps.append(Step(pack.id, dict(pack.title), result))
    return tuple(steps)
