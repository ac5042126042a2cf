"""A host's grading tables: read with every mistake at once, and used for awards of the issuers that they name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards import AS_OF, COMPLETE, CONFIRMED, stated
from passerelle.decision import Decision, Grade
from passerelle.desk import Desk
from passerelle.replay import replay
from passerelle.rulepacks import PackError
from passerelle.rulepacks.grading_table import read_grading_table
from passerelle.store import Store

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "grading-table.yaml"
SCALES = frozenset(["SI", "FR"])

THEIRS = """\
grading_table: turku
host: example-university
scale: FR
issuers: ["1234567-8"]
grades:
  - {grade: "20–17", share: 5 %}
  - {grade: "16", share: 10 %}
  - {grade: "15", share: 15 %}
  - {grade: "14", share: 20 %}
  - {grade: "≤ 13", share: 50 %}
"""


def codes(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        read_grading_table(text.encode(), "t.yaml", SCALES)
    return sorted(f"{d.line} {d.code}" for d in caught.value.diagnostics)


def test_the_example_of_the_guide_is_read() -> None:
    table = read_grading_table(EXAMPLE.read_bytes(), "t.yaml", SCALES)
    assert (table.scale, table.fields, len(table.grades)) == ("SI", ("06",), 5)
    assert sum(grade.share for grade in table.grades) == 1


def test_every_mistake_is_told_with_its_line() -> None:
    bad = """\
grading_table: Home!
host: example-university
scale: SL
shares: 1
grades:
  - {grade: "10", share: 120 %}
  - {grade: "10", part: 1 %}
  - nine
"""
    assert codes(bad) == ["1 E127", "3 E204", "4 E120", "6 E204", "7 E120", "7 E121", "7 E301", "8 E110"]
    assert codes("[]") == ["1 E110"]
    assert codes(THEIRS.replace("50 %", "30 %")) == ["6 E204"]  # 80 % together
    assert codes(THEIRS.replace("grades:", "marks:").replace("  - ", "  - #")) != []


@given(shares=st.lists(st.integers(1, 300), min_size=1, max_size=20))
def test_published_shares_are_rounded_and_count_in_proportion(shares: list[int]) -> None:
    whole = sum(shares)
    published = [round(Fraction(share * 100, whole), 1) for share in shares]
    lines = [f'  - {{grade: "g{n}", share: {float(share)} %}}' for n, share in enumerate(published)]
    text = "grading_table: t\nhost: h\nscale: SI\ngrades:\n" + "\n".join(lines)
    if abs(sum(published) - 100) > 2:  # so many rounded to nothing that the sum is lost
        assert codes(text) == ["5 E204"]
        return
    table = read_grading_table(text.encode(), "t.yaml", SCALES)
    assert sum(grade.share for grade in table.grades) == 1


def _desk(tmp_path: Path, grade: str) -> Desk:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    host = rules / "hosts" / "example-university"
    tables = host / "grading-tables"
    tables.mkdir()
    (tables / "data-2022-2024.yaml").write_bytes(EXAMPLE.read_bytes())
    (tables / "turku.yaml").write_text(THEIRS, encoding="utf-8")
    policy = host / "recognition" / "2026-01-01.yaml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("grade: as_issued", f"grade: {grade}\n  grade_scale: SI"),
        encoding="utf-8",
    )
    return Desk.open(rules)


def _decide(desk: Desk, **grade: str) -> Decision:
    award = replace(
        COMPLETE,
        grade=Grade(value=stated(grade["value"]), scale=stated(grade["scale"]), passed=stated(True)),
        fields=(stated("0612"),),
    )
    consulted = desk.consult(award, host="example-university")
    return desk.recognise(
        award, host="example-university", purpose="credit_elective", as_of=AS_OF, confirmations=CONFIRMED,
        consulted=consulted,
    )  # fmt: skip


def test_a_grade_is_converted_by_the_tables_of_issuer_and_host(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "distribution\n  grade_choice: max")
    assert not desk.broken
    decision = _decide(desk, value="14", scale="FR")
    assert decision.booking is not None
    amount = dict(decision.booking.amounts)["grade"]
    assert (amount.value, amount.unit, amount.original) == ("9", "SI", "14 FR")
    assert "distribution" in (amount.source or "")


def test_without_the_issuers_table_nothing_is_converted(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "distribution")
    decision = _decide(desk, value="14", scale="PT")
    assert decision.booking is not None
    assert "grade" not in dict(decision.booking.amounts)


def test_a_decision_that_rests_on_tables_is_made_again_without_them(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "distribution")
    award = replace(COMPLETE, grade=Grade(value=stated("14"), scale=stated("FR")), fields=(stated("0612"),))
    consulted = desk.consult(award, host="example-university")
    assert [table.id for table in consulted.grading] == ["data-2022-2024", "turku"]
    decision = desk.recognise(
        award, host="example-university", purpose="credit_elective", as_of=AS_OF, confirmations=CONFIRMED,
        consulted=consulted,
    )  # fmt: skip
    store = Store.open(f"sqlite:///{tmp_path}/d.db")
    kept = store.find(store.keep(decision, award, None, desk.sources(decision), consulted=consulted))
    assert kept.consulted == consulted
    assert replay(kept).identical


def test_a_broken_table_is_reported_and_the_rest_works_on(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "distribution")
    assert desk.folder is not None
    table = desk.folder / "hosts" / "example-university" / "grading-tables" / "turku.yaml"
    table.write_text(THEIRS.replace("scale: FR", "scale: XX"), encoding="utf-8")
    desk = Desk.open(desk.folder)
    assert [(d.code, d.line) for d in desk.broken] == [("E204", 3)]
    assert _decide(desk, value="14", scale="FR").outcome.positive


def test_the_guide_shows_the_example_as_it_is() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") in (ROOT / "docs" / "grades.md").read_text(encoding="utf-8")
