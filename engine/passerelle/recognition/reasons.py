"""A judgement and its answer in; the reasons, the other findings and the remedies of the decision out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from passerelle.decision import Finding, Outcome, Remedy
from passerelle.findings import Findings
from passerelle.judgement import Judgement
from passerelle.recognition.answering import Answer
from passerelle.rulepacks import RuleCompiled
from passerelle.rulepacks.expression import Name, Quantifier


def reasons_of(judgement: Judgement, findings: Findings, answer: Answer) -> tuple[Finding, ...]:
    """The findings that moved the outcome."""
    if answer.decided is None:
        return _open_reasons(judgement, findings, answer)
    reasons: list[Finding] = []
    for rule in judgement.ruleset.outcome_rules:
        assert rule.text.then is not None
        same = rule.text.step == answer.step and rule.text.then.outcome == answer.outcome.value
        if judgement.tried[rule.name].fired and same:
            reasons.append(findings.of(rule, "outcome", rule.text.message("fired"), result=answer.outcome.value))
            grounds = [] if answer.outcome is Outcome.RECOGNISED_FULL else _grounds(judgement, findings, rule)
            grounds += _witnesses(judgement, findings, rule)
            reasons += [found for found in grounds if found not in reasons]
    if answer.outcome is not Outcome.RECOGNISED_FULL and answer.step in _judging_steps(judgement):
        reasons += _differences(judgement, findings, substantial=True)
    return tuple(reasons)


def _grounds(judgement: Judgement, findings: Findings, rule: RuleCompiled) -> list[Finding]:
    """What other rules concluded for the case and gave a reason for, where an outcome rule reads it."""
    stage = judgement.ruleset.stages[rule.stage]
    names = {name for written in rule.groups["when"] for name in stage.conditions[written.index].conclusions}
    return [
        findings.of(maker, "conclusion", maker.text.message("fired"))
        for name in sorted(names)
        for maker in judgement.ruleset.concluded_by.get(name, ())
        if maker.text.then
        and maker.text.then.establish
        and maker.text.messages
        and not maker.text.subjects
        and judgement.tried[maker.name].fired
    ]


def _witnesses(judgement: Judgement, findings: Findings, rule: RuleCompiled) -> list[Finding]:
    """The members of which other rules established what an outcome rule asks of any: "any(statements where accepts)"
    rests on the statements that accept."""
    asked = (condition.node for condition in rule.text.group("when"))
    names = [
        f"{node.collection.text}.{node.where.text}"
        for node in asked
        if isinstance(node, Quantifier) and node.kind == "any" and isinstance(node.where, Name)
    ]
    return [
        findings.of(maker, "conclusion", maker.text.message("fired"), subjects)
        for name in names
        for maker in judgement.ruleset.concluded_by.get(name, ())
        if maker.text.messages
        for subjects in sorted(judgement.tried[maker.name].fired)
    ]


def _open_reasons(judgement: Judgement, findings: Findings, answer: Answer) -> tuple[Finding, ...]:
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
                    if maker.text.messages and not (maker.text.then and maker.text.then.establish):
                        for open_subjects in judgement.tried[maker.name].open[:1]:
                            visit(maker, open_subjects)
                            deeper = True
        if not deeper:
            sources.append((rule, subjects))

    for rule in rules:
        visit(rule, ())
    return sources


def other_findings(judgement: Judgement, findings: Findings, reasons: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Ratings and differences that are no reasons."""
    told = {(finding.rule, finding.subject) for finding in reasons}
    ratings = [
        findings.of(rule, "criterion", rule.text.message("fired"), result=rule.text.then.rating)
        for rule in judgement.ruleset.rules
        if rule.text.then and rule.text.then.criterion and judgement.tried[rule.name].fired
    ]
    every = (
        ratings
        + _conclusions(judgement, findings)
        + _differences(judgement, findings, substantial=True)
        + _differences(judgement, findings, substantial=False)
    )
    return tuple(finding for finding in every if (finding.rule, finding.subject) not in told)


def _conclusions(judgement: Judgement, findings: Findings) -> list[Finding]:
    """What rules that give a reason have established: once of each member, however many others it follows from. What no
    rule asks for is told for the record."""
    found = []
    for rule in judgement.ruleset.rules:
        then = rule.text.then
        if then is None or not then.establish or not rule.text.messages:
            continue
        kind = "conclusion" if judgement.ruleset.read.intersection(rule.concludes) else "record"
        place = next((n for n, (name, _) in enumerate(rule.text.subjects) if name == then.of), 0)
        told: set[int] = set()
        for subjects in sorted(judgement.tried[rule.name].fired):
            about = subjects[place] if subjects else -1
            if about not in told:
                told.add(about)
                found.append(findings.of(rule, kind, rule.text.message("fired"), subjects))
    return found


def also_unknown(judgement: Judgement, remedies: tuple[Remedy, ...], by: Mapping[str, str]) -> tuple[Remedy, ...]:
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
