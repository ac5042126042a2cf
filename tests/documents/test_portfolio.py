"""Portfolios: what a person may write, in YAML and in CSV, and how all mistakes are reported."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from conftest import EXAMPLES, ROOT
from noticing import noticed

from passerelle.decision.values import Evidence, Level, Stated, Workload


def _unit(**members: str) -> str:
    lines = ["portfolio: 1", "unit:", "  title: A unit", *(f"  {key}: {value}" for key, value in members.items())]
    return "\n".join(lines)


def test_the_example_in_yaml(reader) -> None:
    first, second = reader.awards((EXAMPLES / "portfolio.yaml").read_bytes())
    assert first.format == "portfolio"
    assert (first.part, second.part) == ("/units/0", "/units/1")
    assert first.title == Stated({"en": "Introduction to Open Data", "sl": "Uvod v odprte podatke"}, "line 9",
                                 Evidence.LEARNER)  # fmt: skip
    assert first.holder.name == Stated("Ana Zgled", "line 4", Evidence.LEARNER)
    assert first.holder.date_of_birth.value == date(1994, 4, 12)
    assert first.workloads == (Stated(Workload(Fraction(5), "ECTS"), "line 18", Evidence.LEARNER),)
    assert first.levels[0].value == Level("EQF", "6")
    assert [one.value for one in first.assessments] == ["written_exam", "project"]
    assert first.awarding_bodies[0].legal_identifiers[0].value.value == "FI-0000002-7"
    assert first.awarding_bodies[0].locality.value == "Oulu"
    assert first.quality[0].standard.value == "ESG"
    assert first.quality[0].valid_until.value == date(2028, 2, 29)
    assert first.route.value == "course"
    assert first.outcomes[0].identifiers[0].value == "https://data.example.fi/outcomes/open-licences"
    assert first.notices == ()
    assert second.workloads[0].value == Workload(Fraction(30), "hours", Fraction(48))
    assert second.awarding_bodies[0].country.value == "IE"
    assert second.proof is None


def test_the_example_in_csv_says_the_same(reader) -> None:
    for table, tree in zip(
        reader.awards((EXAMPLES / "portfolio.csv").read_bytes()),
        reader.awards((EXAMPLES / "portfolio.yaml").read_bytes()),
        strict=True,
    ):
        assert [one.value for one in table.workloads] == [one.value for one in tree.workloads]
        assert [one.value for one in table.levels] == [one.value for one in tree.levels]
        assert [one.value for one in table.assessments] == [one.value for one in tree.assessments]
        assert table.issued.value == tree.issued.value
        assert table.awarding_bodies[0].country.value == tree.awarding_bodies[0].country.value
        assert table.issued.evidence is Evidence.LEARNER


@pytest.mark.parametrize("language", ["yaml", "csv"])
def test_the_examples_of_the_documentation_are_read(reader, language) -> None:
    page = (ROOT / "docs" / "portfolio.md").read_text(encoding="utf-8")
    block = page.split(f"```{language}\n")[1].split("```")[0]
    assert [award.title.value for award in reader.awards(block)][1] == {"und": "Statistics for Everybody"}


def test_the_documentation_names_every_key_and_column() -> None:
    from passerelle.documents import portfolio, portfolio_csv

    page = (ROOT / "docs" / "portfolio.md").read_text(encoding="utf-8")
    for name in (*portfolio._UNIT, *portfolio._ISSUER, *portfolio._QUALITY, *portfolio_csv.COLUMNS):
        assert f"`{name}`" in page, name


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5 ECTS", Workload(Fraction(5), "ECTS")),
        ("2.5 ECTS", Workload(Fraction(5, 2), "ECTS")),
        ('"2,5 ECTS"', Workload(Fraction(5, 2), "ECTS")),
        ("150 hours", Workload(Fraction(150), "hours")),
        ("40 contact hours", Workload(Fraction(40), "hours", hours_kind="contact")),
        ("150 study hours", Workload(Fraction(150), "hours", hours_kind="learner")),
        ("90 minutes", Workload(Fraction(3, 2), "hours")),
        ("6 weeks", Workload(Fraction(6), "weeks")),
        ("6 weeks, 5-8 h/week", Workload(Fraction(30), "hours", Fraction(48))),
        ("4 weeks at 3 hours per week", Workload(Fraction(12), "hours")),
        ("20-25 hours", Workload(Fraction(20), "hours", Fraction(25))),
        ("5", Workload(Fraction(5), "unspecified")),
        ("3.0", Workload(Fraction(3), "unspecified")),
    ],
)
def test_a_workload_is_read_exactly(reader, written, read) -> None:
    assert reader.award(_unit(workload=written)).workloads[0].value == read


def test_a_continuing_education_unit_is_a_credit_system(reader) -> None:
    assert reader.award(_unit(workload="1.5 CEU")).workloads[0].value == Workload(Fraction(3, 2), "CEU")


def test_credits_of_an_unknown_system_have_no_unit(reader) -> None:
    award = reader.award(_unit(workload="5 stardust credits"))
    assert award.workloads[0].value.unit == "unspecified"
    assert noticed(award, "unmapped")[0].place == "line 4"


def test_months_are_no_workload(reader) -> None:
    award = reader.award(_unit(workload="3 months"))
    assert award.workloads == ()
    assert noticed(award, "suspicious")


@pytest.mark.parametrize(
    "written", ["-3 ECTS", "0 hours", "NaN ECTS", "inf hours", "some hours", "8-5 hours", "1e3 ECTS"]
)
def test_an_impossible_workload_is_a_mistake_with_its_line(reader, written) -> None:
    error = reader.refusal(_unit(workload=written))
    assert (error.code, error.place) == ("impossible_workload", "line 4, column 13")


def test_two_workloads_that_differ_are_both_kept(reader) -> None:
    award = reader.award(_unit(workload="[5 ECTS, 6 ECTS]"))
    assert len(award.workloads) == 2
    assert noticed(award, "contradiction")[0].values == ("workload", "5 ECTS", "line 4", "6 ECTS", "line 4")


@pytest.mark.parametrize("written", ["EQF 9", "RQF 12", "EQF seven", "EQF 0"])
def test_a_level_that_does_not_exist_is_a_mistake(reader, written) -> None:
    error = reader.refusal(_unit(country="GB", level=written))
    assert (error.code, error.place) == ("impossible_level", "line 5, column 10")


def test_a_level_without_framework_is_a_mistake(reader) -> None:
    assert reader.refusal(_unit(level="7")).code == "missing"
    assert reader.refusal(_unit(level="Level 7")).code == "missing"


def test_a_level_of_an_unknown_framework_is_kept_as_written(reader) -> None:
    award = reader.award(_unit(level="Starfleet 7"))
    assert award.levels[0].value == Level("Starfleet", "7")
    assert noticed(award, "unmapped")


def test_dates(reader) -> None:
    assert reader.award(_unit(issued="2999-01-01")).issued.value == date(2999, 1, 1)
    for wrong in ("2026-02-30", "30.3.2025", "2025", "March"):
        assert reader.refusal(_unit(issued=wrong)).code == "impossible_date"


def test_the_target_group_is_a_text(reader) -> None:
    (award,) = reader.awards(_unit(target_group="Nurses who return to work").encode())
    assert award.target_group == Stated("Nurses who return to work", "line 4", Evidence.LEARNER)
    (award,) = reader.awards(b"title;issuer;target_group\nA unit;Somebody;Nurses\n")
    assert award.target_group.value == "Nurses"


def test_norway_stays_norway(reader) -> None:
    assert reader.award(_unit(country="NO")).awarding_bodies[0].country.value == "NO"


def test_all_mistakes_are_reported_at_once_in_order(reader) -> None:
    error = reader.refusal(
        "portfolio: 1\nholdr: Ana\nunits:\n  - title: A\n    workload: 0 ECTS\n    levl: EQF 7\n"
        "    title: B\n    issued: 2026-02-30\n    country: Atlantis\n  - issuer: X\n"
    )
    assert [(one.code, one.place) for one in error.mistakes] == [
        ("unknown_key", "line 2, column 1"),
        ("impossible_workload", "line 5, column 15"),
        ("unknown_key", "line 6, column 5"),
        ("duplicate_key", "line 7, column 5"),
        ("impossible_date", "line 8, column 13"),
        ("wrong_value", "line 9, column 14"),
        ("missing", "line 10, column 5"),
    ]
    assert "did you mean “holder”?" in error.mistakes[0].message
    assert "did you mean “level”?" in error.mistakes[2].message
    assert "6 more mistakes" in error.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("portfolio: 1\nunits: &a\n  - *a\n", "yaml_alias"),
        ("portfolio: 1\nunits:\n  - title: [unclosed\n", "yaml_syntax"),
        ("portfolio: 1\nunits:\n\t- title: A\n", "yaml_syntax"),
        ("portfolio: 1\nunits: []\n", "no_award"),
        ("portfolio: 2\nunit: {title: A}\n", "portfolio_version"),
        ("portfolio: 1\nunits: 5\n", "wrong_shape"),
        ("portfolio: 1\nunit: {title: [A, B]}\n", "wrong_shape"),
        ("portfolio: 1\nunits: " + "[" * 10_000, "yaml_too_deep"),
        ("units: " + "[" * 50 + "]" * 50, "yaml_too_deep"),
        ("unit: {title: A}\n---\nunit: {title: B}\n", "yaml_syntax"),
        ("portfolio: 1\n" + "#" * 400_000, "too_large"),
    ],
)
def test_yaml_that_is_no_portfolio_is_refused(reader, text, code) -> None:
    assert reader.refusal(text).code == code


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_table_may_have_any_usual_separator_and_mark(reader, separator, mark) -> None:
    rows = (("Title", "Issuer", "Workload"), ("A", "X", '"6 weeks, 5-8 h/week"'), ("B", "Y", "5 ECTS"))
    text = "\r\n".join(separator.join(row) for row in rows)
    first, second = reader.awards(mark + text.encode())
    assert first.workloads[0].value.up_to == 48
    assert second.title == Stated({"und": "B"}, "line 3", Evidence.LEARNER)


def test_mistakes_of_a_table_have_their_line(reader) -> None:
    error = reader.refusal(
        "title;issuer;workload;levle;title\nA;X;0 ECTS;EQF 7;\nB;X;5 ECTS;;;;one too many\n;Y;1 ECTS;;\n"
    )
    assert [(one.code, one.place) for one in error.mistakes] == [
        ("unknown_key", "line 1"),
        ("duplicate_key", "line 1"),
        ("missing", "line 2"),
        ("impossible_workload", "line 2"),
        ("csv_syntax", "line 3"),
        ("missing", "line 4"),
    ]


def test_a_table_belongs_to_one_person(reader) -> None:
    assert reader.refusal("holder;title;issuer\nAna;A;X\nBine;B;X\n").code == "two_holders"


def test_a_table_without_rows_has_no_units(reader) -> None:
    assert reader.refusal("title;issuer\n").code == "no_award"
    assert reader.refusal('title;issuer\n"A;X\n').code == "csv_syntax"
