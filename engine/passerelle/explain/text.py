"""A decision enters; plain text of at most 88 columns leaves, for a terminal, an e-mail or a printout.

The most important comes first: the outcome, what is recognised, why, what would change it; then on what it was judged,
dates, where to appeal, the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable

from passerelle.decision import Decision, Result
from passerelle.explain.report import BRIEF, CheckGroup, CriterionLine, Line, ReasonText, Report
from passerelle.explain.sheet import WIDTH, Sheet
from passerelle.explain.values import capital
from passerelle.explain.writing import report

__all__ = ["WIDTH", "as_text", "rated", "text_of"]


def as_text(decision: Decision, lang: str, *, trace: bool = False) -> str:
    """The decision as text, ending in a line break. With `trace`, the steps, every fact used and every rule tried
    follow. Raises `LanguageError`."""
    return text_of(report(decision, lang, trace=trace), trace=trace)


def text_of(told: Report, *, trace: bool = False) -> str:
    """The text of a report."""
    page = _Page(told)
    page.head()
    page.recognised()
    page.checks(trace=trace, brief=False)
    if not told.checks:
        page.reasons(told.headings["why"], told.reasons)
    page.remedies()
    page.checks(trace=trace, brief=True)
    page.reasons(told.headings["others"], told.others)
    page.reasons(told.headings["differences"], told.differences)
    page.judged()
    page.listed(told.headings["notices"], told.notices)
    page.part("timing", told.timing)
    page.part("application", (*told.application, *told.circumstances))
    page.part("consulted", told.consulted)
    if told.appeal:
        page.heading(told.headings["appeal"])
        page.write(told.appeal, "  ")
    if trace:
        page.trace()
    page.heading(told.headings["receipt"])
    page.write(told.receipt_line, "  ")
    return page.text()


def rated(line: CriterionLine) -> str:
    """One criterion: its rating, how that reads, and what it rests on."""
    rating = line.rating_label
    if line.reading not in (line.rating, "advice"):
        rating = f"{rating} ({line.reading_label})"
    if line.reason is None or line.reason.sentence == line.reason.title:
        return rating
    return f"{rating}. {line.reason.sentence}"


class _Page(Sheet):
    def __init__(self, told: Report) -> None:
        super().__init__()
        self.told = told

    def head(self) -> None:
        told = self.told
        title = f"{told.headings['outcome']}: {told.outcome}"
        self.write(told.title)
        self.table(told.question)
        self.lines.append("")
        self.write(title)
        self.lines.append("=" * min(len(title), WIDTH))
        self.write(told.outcome_sentence)
        if told.checks:
            self.table(told.about)

    def part(self, heading: str, lines: Iterable[Line]) -> None:
        """A heading and a table under it; neither where there are no lines."""
        lines = tuple(lines)
        if lines:
            self.heading(self.told.headings[heading])
            self.table(lines)

    def recognised(self) -> None:
        """What is recognised and under which condition, or what has to be decided first."""
        told = self.told
        self.part("pending", told.pending)
        self.part("booked", (*told.booking, *told.figures))
        if told.rights:
            self.heading(told.headings["rights"])
            self.write(told.rights, "  ")
        self.part("proviso", told.proviso)
        if told.comparison:
            self.heading(told.headings["comparison"])
            self.write(told.compared, "  ")
            for line in told.comparison:
                self.write(f"{line.state_label}: {line.statement}", "  - ")
                if behind := ". ".join(filter(None, (capital(line.weight_label), line.how))):
                    self.write(behind, "    ")
        self.listed(told.headings["learned"], told.learned)

    def judged(self) -> None:
        """The criteria for micro-credentials, and quality assurance then and now."""
        told = self.told
        advice = (told.advice,) if told.advice is not None else ()
        self.listed(told.headings["conclusions"], (reason.sentence for reason in told.conclusions))
        self.part("criteria", (Line(capital(each.label), rated(each)) for each in (*told.criteria, *advice)))
        self.part(
            "quality", (Line(fact.label, ", ".join(filter(None, (fact.value, fact.evidence)))) for fact in told.quality)
        )

    def reasons(self, heading: str, reasons: tuple[ReasonText, ...]) -> None:
        if reasons:
            self.heading(heading)
        for number, reason in enumerate(reasons, 1):
            if number > 1:
                self.lines.append("")
            mark = f"  {number}. "
            self.reason(reason, mark, " " * len(mark))

    def reason(self, reason: ReasonText, first: str, indent: str, title: str = "") -> None:
        """A reason: its title and sentence, then what it rests on."""
        title = title or reason.title + (f" ({reason.about})" if reason.about else "")
        if reason.sentence == reason.title:
            self.write(title, first)
        else:
            self.write(title, first)
            self.write(reason.sentence, indent)
        # Of a rule that could not be decided, its sentence says what is missing; its condition would only confuse.
        required = reason.required if reason.kind != "unknown" else ()
        rows = (
            ("found", tuple(map(str, reason.found))),
            ("condition" if reason.kind == "check" else "required", tuple(line.plain for line in required)),
            ("basis", reason.basis),
            ("rule", (reason.rule,)),
        )
        words = self.told.headings
        self.table([Line(words[key], value) for key, values in rows for value in values], indent)

    def checks(self, *, trace: bool, brief: bool) -> None:
        """The groups that ask for something to be done, or with `brief` the others."""
        for group in self.told.checks:
            if (group.result in BRIEF) is brief:
                self.heading(group.heading)
                self.group(group, trace=trace, brief=brief)

    def group(self, group: CheckGroup, *, trace: bool, brief: bool) -> None:
        """What is met or does not apply in a line each, everything else with its sentence. What a clause that is not
        met rests on follows, and with the trace also what the others rest on."""
        full = trace or group.result == Result.FAIL
        for number, check in enumerate(group.checks):
            about = f" ({check.reason.about})" if check.reason.about else ""
            title = f"{check.clause} {check.reason.title}{about}".strip()
            if check.severity:
                title += f" [{check.severity}]"
            if brief:
                self.write(title, "  - ")
                continue
            if not full:
                self.write(title, "  - ")
                if check.reason.sentence != check.reason.title:
                    self.write(check.reason.sentence, "    ")
                continue
            if number:
                self.lines.append("")
            self.reason(check.reason, "  - ", "    ", title)

    def remedies(self) -> None:
        """What would change the outcome, by who can do it, in the order of the decision."""
        if not self.told.remedies:
            return
        self.heading(self.told.headings["remedies"])
        for remedy in self.told.remedies:
            self.write(str(remedy), "  - ")

    def trace(self) -> None:
        told = self.told
        self.listed(told.headings["steps"], (f"{step.id} {step.title}: {step.ending}" for step in told.steps))
        self.part("defaults", (Line(fact.label, f"{fact.value}, {fact.evidence}") for fact in told.defaults))
        self.heading(told.headings["facts"])
        for fact in told.facts:
            behind = ", ".join(part for part in (fact.place, fact.evidence, fact.source) if part)
            self.write(f"{fact.name} = {fact.short}" + (f" ({behind})" if behind else ""), "  ", "    ")
        self.heading(told.headings["rules"])
        for rule in told.rules:
            ending = f"{rule.ending}, {rule.round}" if rule.round else rule.ending
            self.write(f"{rule.rule} [{rule.about}]: {ending}", "  ", "    ")
            for condition in rule.conditions:
                self.write(f"{condition.written}: {condition.held} ({condition.line})", "    - ")
