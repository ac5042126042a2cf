"""A decision enters; a rich tree for the terminal leaves. Every mark has a word beside it: never colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from rich.tree import Tree

from passerelle.decision import Decision, Result
from passerelle.explain.report import BRIEF, Line, ReasonText, Report
from passerelle.explain.text import rated
from passerelle.explain.values import capital
from passerelle.explain.writing import report

_COLOURS = {
    "PASS": "green", "PASS_WITH_NOTE": "green", "FAIL": "red", "WARN": "yellow", "UNKNOWN": "yellow",
    "DECLARED": "cyan", "NOT_APPLICABLE": "dim",
}  # fmt: skip


def as_tree(decision: Decision, lang: str) -> Tree:
    """The decision as a tree. Raises `LanguageError`."""
    told = report(decision, lang, trace=False)
    words = told.headings
    colour = "green" if told.positive else "yellow"
    tree = Tree(_label(words["outcome"], told.outcome, f"bold {colour}"))
    tree.add(Text(told.outcome_sentence))
    for line in told.question:
        tree.add(_label(line.label, line.value))
    _lines(tree, words["pending"], told.pending)
    _lines(tree, words["booked"], (*told.booking, *told.figures))
    if told.rights:
        tree.add(_label(words["rights"], told.rights))
    _lines(tree, words["proviso"], told.proviso)
    if told.comparison:
        branch = tree.add(_label(words["comparison"], told.compared))
        for outcome in told.comparison:
            branch.add(_label(outcome.state_label, outcome.statement))
    if told.checks:
        _checks(tree, told)
    else:
        _reasons(tree, words["why"], told.reasons, words)
    if told.remedies:
        remedies = tree.add(Text(words["remedies"], style="bold"))
        for remedy in told.remedies:
            remedies.add(Text(str(remedy)))
    _reasons(tree, words["others"], told.others, words)
    _reasons(tree, words["differences"], told.differences, words)
    if told.steps:
        steps = tree.add(Text(words["steps"], style="bold"))
        for step in told.steps:
            steps.add(_label(f"{step.id} {step.title}", step.ending))
    criteria = (*told.criteria, *((told.advice,) if told.advice is not None else ()))
    _lines(tree, words["criteria"], (Line(capital(each.label), rated(each)) for each in criteria))
    _lines(tree, words["timing"], told.timing)
    _lines(tree, words["application"], (*told.application, *told.circumstances))
    if told.notices:
        notices = tree.add(Text(words["notices"], style="bold"))
        for notice in told.notices:
            notices.add(Text(notice))
    if told.appeal:
        tree.add(_label(words["appeal"], told.appeal))
    tree.add(Text(told.receipt_line, style="dim"))
    return tree


def _lines(tree: Tree, heading: str, lines: Iterable[Line]) -> None:
    lines = tuple(lines)
    if lines:
        branch = tree.add(Text(heading, style="bold"))
        for line in lines:
            branch.add(_label(line.label, line.value))


def _checks(tree: Tree, told: Report) -> None:
    for group in told.checks:
        branch = tree.add(Text(group.heading, style=f"bold {_COLOURS.get(group.result, '')}"))
        for check in group.checks:
            title = f"{check.clause} {check.reason.title}".strip()
            if check.severity and group.result not in BRIEF:
                title += f" [{check.severity}]"
            if group.result == Result.FAIL:
                _reason(branch, check.reason, told.headings, title)
                continue
            about = f" ({check.reason.about})" if check.reason.about else ""
            leaf = branch.add(Text(f"{title}{about}"))
            if group.result not in BRIEF and check.reason.sentence != check.reason.title:
                leaf.add(Text(check.reason.sentence))


def _reasons(tree: Tree, heading: str, reasons: tuple[ReasonText, ...], words: dict[str, str]) -> None:
    if reasons:
        branch = tree.add(Text(heading, style="bold"))
        for reason in reasons:
            _reason(branch, reason, words, reason.title)


def _reason(branch: Tree, reason: ReasonText, words: dict[str, str], title: str) -> None:
    about = f" ({reason.about})" if reason.about else ""
    leaf = branch.add(Text(f"{title}{about}"))
    if reason.sentence != reason.title:
        leaf.add(Text(reason.sentence))
    for fact in reason.found:
        leaf.add(_label(words["found"], f"{fact.label}: {fact.short} ({fact.evidence or fact.place or '-'})"))
    for required in reason.required if reason.kind != "unknown" else ():
        leaf.add(_label(words["condition" if reason.kind == "check" else "required"], required.plain))
    if reason.basis:
        leaf.add(_label(words["basis"], "; ".join(reason.basis)))
    leaf.add(_label(words["rule"], reason.rule, "dim"))


def _label(label: str, value: str, style: str = "") -> Text:
    return Text.assemble((f"{label}: ", "bold"), (value, style))
