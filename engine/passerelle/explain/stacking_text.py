"""A stacking decision enters; plain text of at most 88 columns leaves, with a bar for each requirement that counts.

The most important comes first: the outcome and how sure it is, what it hangs on or what stands against it, what would
help; then requirement by requirement, the units, how the policy counts, its sources, the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable

from passerelle.decision.stacking import StackDecision
from passerelle.explain.report import Line
from passerelle.explain.sheet import WIDTH, Sheet
from passerelle.explain.stacking import stack_report
from passerelle.explain.stacking_report import RequirementText, StackReport, UnitText

#: The sign beside the word for how a requirement stands, for terminals that can show it and for those that cannot.
SIGNS = {"met": "✓", "not_met": "✗", "open": "?", "not_applicable": "–"}
ASCII_SIGNS = {"met": "+", "not_met": "x", "open": "?", "not_applicable": "-"}


def stack_text(decision: StackDecision, lang: str, *, blocks: bool = True) -> str:
    """The decision as text, ending in a line break; without `blocks` its bars and signs are plain ASCII. Raises
    `LanguageError`."""
    return stack_text_of(stack_report(decision, lang), blocks=blocks)


def stack_text_of(told: StackReport, *, blocks: bool = True) -> str:
    """The text of a report."""
    page = _StackPage(told, blocks)
    page.head()
    page.listed(told.headings["errors"], told.errors)
    page.conditions()
    if told.conflicting:
        page.listed(told.headings["conflict"], told.conflicting, told.conflict)
    page.ways()
    page.listed(told.headings["unknown"], told.unknown)
    page.requirements(told.headings["requirements"], told.requirements, told.notice)
    page.requirements(told.headings["unit_rules"], told.unit_rules)
    page.counted()
    page.left_out()
    page.listed(told.headings["ties"], told.tied, told.ties)
    page.listed(told.headings["exits"], map(str, told.exits))
    page.listed(told.headings["notes"], told.notes)
    page.listed(told.headings["semantics"], map(str, told.semantics))
    page.listed(told.headings["sources"], told.sources)
    page.heading(told.headings["receipt"])
    page.write(told.receipt_line, "  ")
    return page.text()


class _StackPage(Sheet):
    def __init__(self, told: StackReport, blocks: bool) -> None:
        super().__init__()
        self.told, self.blocks = told, blocks

    def head(self) -> None:
        told = self.told
        self.write(told.title)
        self.write(told.award, "  ")
        self.table(told.question)
        self.lines.append("")
        title = f"{told.headings['outcome']}: {told.outcome}"
        self.write(title)
        self.lines.append("=" * min(len(title), WIDTH))
        self.write(told.why)
        if told.total is not None:
            self.lines.append("")
            self.requirement(told.total)
        self.lines.append("")
        for sentence in told.certificate:
            self.write(sentence)

    def listed(self, heading: str, texts: Iterable[str], before: str = "") -> None:
        """A heading, a sentence under it, and texts; nothing where there are no texts."""
        texts = tuple(texts)
        if not texts:
            return
        self.heading(heading)
        if before:
            self.write(before, "  ")
        for text in texts:
            self.write(text, "  - ")

    def conditions(self) -> None:
        if self.told.conditions:
            self.heading(self.told.headings["conditions"])
        for number, condition in enumerate(self.told.conditions, 1):
            mark = f"  {number}. "
            self.write(str(condition), mark)
            words = self.told.headings
            rows = [
                Line(words["until"], condition.until),
                *(Line(words["unit"], unit) for unit in condition.units),
                Line(words["rule"], condition.rule),
            ]
            self.table([row for row in rows if row.value], " " * len(mark))

    def ways(self) -> None:
        if self.told.ways:
            self.heading(self.told.headings["ways"])
        for number, way in enumerate(self.told.ways, 1):
            mark = f"  {number}. "
            if len(way.steps) == 1:
                self.write(f"{way.steps[0]}; {way.then}", mark)
                continue
            for index, step in enumerate(way.steps):
                self.write(step, f"{mark if not index else ' ' * len(mark)}- ")
            self.write(way.then, " " * len(mark))

    def requirements(self, heading: str, requirements: tuple[RequirementText, ...], before: str = "") -> None:
        if not requirements:
            return
        self.heading(heading)
        if before:
            self.write(before, "  ")
        for requirement in requirements:
            self.requirement(requirement)

    def requirement(self, asked: RequirementText, indent: str = "  ") -> None:
        """Its sign, word and title; its bar with amounts; its units; what else there is to say."""
        sign = (SIGNS if self.blocks else ASCII_SIGNS)[asked.state]
        state = ", ".join(filter(None, (asked.state_label, asked.severity)))
        self.write(f"{asked.title} [{state}]", f"{indent}{sign} ")
        inner = f"{indent}  "
        told = ", ".join(filter(None, (asked.amount, asked.left)))
        if asked.bar is not None:
            self.write(told, f"{inner}{asked.bar.drawn(blocks=self.blocks)}  ")
        elif told:
            self.write(told, inner)
        words = self.told.headings
        rows = [Line(asked.by_label, unit) for unit in asked.by]
        if asked.state in ("not_met", "open"):
            rows += [Line(words["written"], asked.written)] if asked.written else []
            rows += [Line(words["place"], f"{asked.rule}, {asked.place}")] if asked.place else []
            rows += [Line(words["basis"], basis) for basis in asked.basis]
            rows += [Line(words["remedy"], str(remedy)) for remedy in asked.remedies]
        self.table(rows, inner)
        for note in asked.notes:
            self.write(note, inner)
        for part in asked.parts:
            self.requirement(part, inner)

    def counted(self) -> None:
        if self.told.counted:
            self.heading(self.told.headings["counted"])
        for unit in self.told.counted:
            self.unit(unit)

    def left_out(self) -> None:
        if self.told.left_out:
            self.heading(self.told.headings["left_out"])
        for unit in self.told.left_out:
            self.unit(unit)

    def unit(self, unit: UnitText) -> None:
        """A unit: what it is and what counts of it, then what it rests on or what stands against it."""
        words, counted = self.told.headings, unit in self.told.counted
        credits = unit.counted if counted else unit.offered
        issuer = f", {unit.issuer}" if unit.issuer else ""
        self.write(f"{unit.title}{issuer}: {credits}", "  - ")
        rows = [
            Line(words["conversion"], unit.conversion),
            Line(words["booked"], unit.booked),
            Line(words["grade"], unit.grade),
            *(Line(words["hangs_on"], rule) for rule in unit.hangs_on),
            *(Line(words["used"], use) for use in unit.used),
        ]
        self.table([row for row in rows if row.value], "    ")
        for reason in unit.against:
            self.write(reason.sentence, "    ")
            self.table([*reason.behind, *(Line(words["remedy"], str(each)) for each in reason.remedies)], "      ")
