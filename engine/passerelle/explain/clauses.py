"""Findings of checks enter; clauses in words leave, grouped by whom they are about and by how they ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from passerelle.decision import Finding, Result, Severity
from passerelle.explain.report import BRIEF, CheckGroup, CheckText, Line
from passerelle.explain.values import value_of

if TYPE_CHECKING:
    from passerelle.explain.writing import Writer

#: The order of those whom clauses are about.
WHOM = ("credential", "provider", "host", "system")
_WEIGHTS = {Severity.MANDATORY: 0, Severity.CONDITIONAL: 1, Severity.ADVISORY: 2}
#: The order of results, the worst first.
_GROUPS = (
    Result.FAIL,
    Result.WARN,
    Result.UNKNOWN,
    Result.DECLARED,
    Result.PASS_WITH_NOTE,
    Result.PASS,
    Result.NOT_APPLICABLE,
)


def checks(writer: Writer, findings: Iterable[Finding]) -> tuple[CheckGroup, ...]:
    """Checks by subject and result, what is met last, the worst first; within a group in the order of their clauses,
    but what is mandatory before the rest where a result asks for something to be done."""
    say = writer.language.say
    by_group: dict[tuple[str, str], list[CheckText]] = {}
    for finding in findings:
        if finding.kind != "check":
            continue
        result = finding.result or Result.UNKNOWN.value
        severity = say(f"severity.{finding.severity}") if finding.severity else ""
        words = writer.language.word(f"result.{result}", result)
        check = CheckText(
            writer.cited(finding.clause or ""), result, words, severity, finding.severity, writer.reason(finding)
        )
        whom = finding.subject if finding.subject in WHOM else WHOM[0]
        by_group.setdefault((whom, result), []).append(check)
    several = len({whom for whom, _ in by_group}) > 1
    groups = []
    for whom, ended in (
        (whom, each) for brief in (False, True) for whom in WHOM for each in _GROUPS if (each in BRIEF) is brief
    ):
        found = sorted(by_group.get((whom, ended), ()), key=_by_clause if ended in BRIEF else _by_weight)
        if found:
            counted = heading = say(f"result_heading.{ended}", n=len(found))
            if several:
                heading = say("sentence.checks_about", about=say(f"about.{whom}"), counted=counted)
            groups.append(CheckGroup(whom, ended.value, heading, counted, tuple(found)))
    return tuple(groups)


def counts(writer: Writer, groups: tuple[CheckGroup, ...]) -> tuple[Line, ...]:
    """How many clauses about whom ended how; and whether quality assurance held on the day of issue, which counts, and
    holds today."""
    counted: dict[str, list[str]] = {}
    for group in sorted(groups, key=lambda group: (WHOM.index(group.subject), _GROUPS.index(Result(group.result)))):
        counted.setdefault(group.subject, []).append(group.counted)
    say = writer.language.say
    lines = [Line(say(f"about.{whom}"), " · ".join(parts)) for whom, parts in counted.items()]
    return (*lines, *_both_days(writer)) if counted else ()


def _both_days(writer: Writer) -> Iterable[Line]:
    """What documents and registers say of external quality assurance on both days, where anything is known."""
    for kind in ("external", "registered"):
        facts = [writer.facts.get(f"award.quality.{kind}_{day}") for day in ("at_issue", "today")]
        if any(fact is not None and fact.value is not None for fact in facts):
            issue, today = (
                value_of(fact, writer.language) if fact else writer.language.say("value.unknown") for fact in facts
            )
            days = writer.language.say("sentence.both_days", issue=issue, today=today)
            yield Line(writer.language.say(f"about.{kind}"), days)


def _by_weight(check: CheckText) -> tuple[tuple[int, str], ...]:
    """Mandatory clauses first, advisory ones last."""
    return (_WEIGHTS[check.severity_code] if check.severity_code else 0, ""), *_by_clause(check)


def _by_clause(check: CheckText) -> tuple[tuple[int, str], ...]:
    """Clauses in the order of their numbers: 1.2 before 1.10, M9 before M11."""
    parts = re.findall(r"\d+|[^\d.]+", check.clause)
    key = tuple((int(part), "") if part.isdigit() else (0, part) for part in parts[:8])
    return (*key, (0, check.reason.rule), (0, check.reason.about))
