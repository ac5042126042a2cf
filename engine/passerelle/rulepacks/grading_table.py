"""A file with a host's grading table in; a `GradingTable` out, or every mistake of the file with line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from passerelle.decision import GradingTable, TableGrade, sha256
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.expression import ExpressionError
from passerelle.rulepacks.located import Items, Located, Map, Text, read_located
from passerelle.rulepacks.parse import ID
from passerelle.rulepacks.values import read_value

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


class _Reader:
    def __init__(self, path: str, scales: frozenset[str]) -> None:
        self.path, self.scales = path, scales
        self.mistakes: list[Diagnostic] = []

    def wrong(self, at: Located, code: str, message: str, hint: str = "") -> None:
        self.mistakes.append(Diagnostic(self.path, at.line, at.column, code, message, hint))

    def fields(self, node: Map, known: tuple[str, ...], needed: tuple[str, ...], what: str) -> None:
        for key, _ in node:
            if key.value not in known:
                hint = did_you_mean(key.value, known) or f"it has {', '.join(known)}"
                self.wrong(key, "E120", f"unknown field '{key.value}' in {what}", hint)
        for name in needed:
            if node.get(name) is None:
                self.wrong(node, "E121", f"'{name}' is missing in {what}")

    def text(self, root: Map, name: str) -> str:
        node = root.get(name)
        if node is not None and not isinstance(node, Text):
            self.wrong(node, "E110", f"'{name}' is one text")
        return node.value.strip() if isinstance(node, Text) else ""

    def texts(self, root: Map, name: str) -> tuple[str, ...]:
        node = root.get(name)
        items = node.value if isinstance(node, Items) else () if node is None else (node,)
        for item in items:
            if not isinstance(item, Text):
                self.wrong(item, "E110", f"'{name}' is a list of texts")
        return tuple(item.value.strip() for item in items if isinstance(item, Text))

    def table(self, root: Located, content: bytes) -> GradingTable | None:
        if not isinstance(root, Map):
            self.wrong(root, "E110", "a grading table is written as a mapping of keys")
            return None
        self.fields(root, _FIELDS, ("grading_table", "host", "scale", "grades"), "a grading table")
        table_id, host, scale = (self.text(root, name) for name in ("grading_table", "host", "scale"))
        for name, value in (("grading_table", table_id), ("host", host)):
            node = root.get(name)
            if node is not None and not ID.fullmatch(value):
                self.wrong(node, "E127", f"'{value}' is no id", "small letters, digits, - and .")
        scale_node = root.get("scale")
        if scale_node is not None and scale not in self.scales:
            hint = did_you_mean(scale, self.scales) or f"one of {', '.join(sorted(self.scales))}"
            self.wrong(scale_node, "E204", f"'{scale}' is no grade scale", hint)
        self.place(root, host, table_id)
        grades = self.grades(root.get("grades"))
        if self.mistakes:
            return None
        return GradingTable(
            id=table_id, host=host, scale=scale, grades=grades, issuers=self.texts(root, "issuers"),
            fields=self.texts(root, "fields"), years=self.text(root, "years") or None,
            source=self.text(root, "source") or None, sha256=sha256(content),
        )  # fmt: skip

    def place(self, root: Map, host: str, table_id: str) -> None:
        """A table stands in the folder of its host, under its own id."""
        folder, _, file = self.path.rpartition("/")
        place = f"rules/hosts/{host}/grading-tables"
        at_host, at_id = root.get("host"), root.get("grading_table")
        if folder.startswith("rules/") and at_host is not None and folder != place:
            self.wrong(at_host, "E105", f"a grading table of '{host}' stands in {folder}", f"move it to {place}/")
        if folder.startswith("rules/") and at_id is not None and file != f"{table_id}.yaml":
            self.wrong(at_id, "E106", f"the table '{table_id}' stands in {file}", f"name it {table_id}.yaml")

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
            label, share = self.text(item, "grade"), self.share(item.get("share"))
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

    def share(self, node: Located | None) -> Fraction:
        if not isinstance(node, Text):
            return Fraction(0)
        empty: Mapping[str, frozenset[str]] = {}
        try:
            value = read_value(node.value.strip(), "percentage", empty)
        except ExpressionError as error:
            self.wrong(node, "E204", f"'share': {error.message}", error.hint)
            return Fraction(0)
        return value if isinstance(value, Fraction) else Fraction(0)


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
