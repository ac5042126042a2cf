"""A file with a host's grading table in; a `GradingTable` out, or every mistake of the file with line and column."""

from __future__ import annotations

import re
from fractions import Fraction

from passerelle.decision import GradingTable, TableGrade, sha256
from passerelle.rulepacks.diagnostics import PackError, did_you_mean
from passerelle.rulepacks.host_file import HostFile
from passerelle.rulepacks.located import Items, Located, Map, read_located

_FIELDS = ("grading_table", "host", "scale", "issuers", "fields", "years", "grades", "source", "note")
_GRADE_FIELDS = ("grade", "share")
_NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_SPAN = re.compile(rf"(?P<first>{_NUMBER})\s*[–-]\s*(?P<last>{_NUMBER})|(?P<sign>[≤≥])\s*(?P<bound>{_NUMBER})")
#: A scale has no more grades, and one and the same table no more lines.
MOST_GRADES = 200
#: Published shares are rounded: their sum may miss the whole by this much. They count in proportion to it.
_SLACK = Fraction(2, 100)


def read_grading_table(content: bytes, path: str, scales: frozenset[str]) -> GradingTable:
    """The table that a file describes; `scales` are the ids of grade scales. Raises `PackError` with every mistake."""
    root = read_located(content, path)
    reader = _Reader(path, scales)
    table = reader.table(root, content)
    if reader.mistakes or table is None:
        raise PackError(reader.mistakes)
    return table


class _Reader(HostFile):
    what = "grading table"
    folder = "grading-tables"

    def __init__(self, path: str, scales: frozenset[str]) -> None:
        super().__init__(path)
        self.scales = scales

    def table(self, root: Located, content: bytes) -> GradingTable | None:
        if not isinstance(root, Map):
            self.wrong(root, "E110", "a grading table is written as a mapping of keys")
            return None
        self.fields(root, _FIELDS, ("grading_table", "host", "scale", "grades"), "a grading table")
        table_id, host = self.named(root, "grading_table")
        scale = self.text(root, "scale")
        scale_node = root.get("scale")
        if scale_node is not None and scale not in self.scales:
            hint = did_you_mean(scale, self.scales) or f"one of {', '.join(sorted(self.scales))}"
            self.wrong(scale_node, "E204", f"'{scale}' is no grade scale", hint)
        grades = self.grades(root.get("grades"))
        if self.mistakes:
            return None
        return GradingTable(
            id=table_id, host=host, scale=scale, grades=grades, issuers=self.texts(root, "issuers"),
            fields=self.texts(root, "fields"), years=self.text(root, "years") or None,
            source=self.text(root, "source") or None, sha256=sha256(content),
        )  # fmt: skip

    def grades(self, node: Located | None) -> tuple[TableGrade, ...]:
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.wrong(node, "E110", "the grades are a list, the best first")
            return ()
        if len(node.value) > MOST_GRADES:
            self.wrong(node, "E101", f"a table has {len(node.value):,} grades, more than {MOST_GRADES}", "split it")
            return ()
        found: list[tuple[str, Fraction]] = []
        for item in node.value:
            if not isinstance(item, Map):
                self.wrong(item, "E110", "a grade is written {grade: …, share: 12.5 %}")
                continue
            self.fields(item, _GRADE_FIELDS, _GRADE_FIELDS, "a grade")
            label, share = self.text(item, "grade"), self.value(item, "share", "percentage") or Fraction(0)
            if any(label == other for other, _ in found):
                self.wrong(item, "E301", f"the grade '{label}' stands twice")
            found.append((label, share))
        whole = sum((share for _, share in found), Fraction(0))
        if not self.mistakes and abs(whole - 1) > _SLACK:
            percent = round(whole * 100)
            hint = "passing grades only, from the best down"
            self.wrong(node, "E204", f"the shares are about {percent} % together and not 100 %", hint)
            return ()
        return tuple(_grade(label, share / whole) for label, share in found) if whole else ()


def _grade(label: str, share: Fraction) -> TableGrade:
    """A line; a label such as "18–23" or "≤ 13" lists the numbers within it as well."""
    span = _SPAN.fullmatch(label)
    if span is None:
        return TableGrade(label=label, share=share)
    if span["sign"]:
        bound = _number(span["bound"])
        low, high = (Fraction(0), bound) if span["sign"] == "≤" else (bound, Fraction(9999))
    else:
        low, high = sorted((_number(span["first"]), _number(span["last"])))
    return TableGrade(label=label, share=share, low=low, high=high)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))
