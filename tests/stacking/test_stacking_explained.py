"""Answers about stacking in words: golden texts, bars that do not flatter, amounts, and what hostile titles cannot do.

`PASSERELLE_GOLDEN=write pytest tests/stacking/test_stacking_explained.py` writes the golden files anew.
"""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import stack_examples as examples
from hypothesis import given
from hypothesis import strategies as st

from passerelle.decision import Truth
from passerelle.decision.stacking import Against, UnknownFact
from passerelle.explain import languages
from passerelle.explain.language import language
from passerelle.explain.sheet import WIDTH
from passerelle.explain.stacking import stack_report
from passerelle.explain.stacking_bars import Bar, bar
from passerelle.explain.stacking_text import stack_text
from passerelle.explain.stacking_values import amount_text, unit_fact_value

GOLDEN = Path(__file__).parents[1] / "golden"
TAGS = languages()


def texts(value: Any) -> list[str]:
    """Every text of a report."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    return (
        [text for field in fields(value) for text in texts(getattr(value, field.name))] if is_dataclass(value) else []
    )


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_an_answer_reads_as_it_did(name: str, tag: str) -> None:
    text = stack_text(examples.EXAMPLES[name](), tag)
    file = GOLDEN / f"stack-{name}.{tag}.txt"
    if os.environ.get("PASSERELLE_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_no_line_is_longer_than_a_page_is_wide(name: str, tag: str) -> None:
    for blocks in (True, False):
        assert max(map(len, stack_text(examples.EXAMPLES[name](), tag, blocks=blocks).splitlines())) <= WIDTH


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_without_blocks_the_frame_is_ascii(name: str) -> None:
    shown = stack_text(examples.EXAMPLES[name](), "en", blocks=False)
    assert [c for c in shown if not c.isascii() and c not in "“”×’"] == []


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_every_sentence_is_in_the_readers_language(name: str) -> None:
    """What is not said by the policy or the documents differs between languages, down to the single line."""
    english, slovenian = (stack_report(examples.EXAMPLES[name](), tag) for tag in ("en", "sl"))
    assert english.why != slovenian.why
    assert not set(english.certificate) & set(slovenian.certificate)
    assert not set(map(str, english.semantics)) & set(map(str, slovenian.semantics))
    assert len(texts(english)) == len(texts(slovenian))


def test_the_outcome_is_said_before_anything_else_and_the_receipt_last() -> None:
    told = stack_report(examples.not_eligible(), "en")
    text = " ".join(stack_text(examples.not_eligible(), "en").split())
    parts = [told.outcome, told.why, told.certificate[0], told.conflict, told.ways[0].steps[0]]
    parts += [told.headings[key] for key in ("requirements", "counted", "left_out", "semantics", "sources", "receipt")]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_an_addition_says_what_the_unit_has_to_be() -> None:
    told = stack_report(examples.not_eligible(), "en").ways[0]
    assert told.steps == ("1 more unit of 5 ECTS, at EQF 7, from the host, of the kind: capstone",)
    assert told.then == "then: the award is reached"


def test_what_was_not_proved_is_never_called_final() -> None:
    told = stack_report(examples.best_found(), "en")
    assert "Not proved" in told.certificate[0]
    assert "30 ECTS could still be possible" in told.certificate[1]
    assert "roved:" not in "".join(told.certificate[1:])


def test_a_default_is_marked() -> None:
    told = [str(line) for line in stack_report(examples.eligible(), "en").semantics]
    assert [line.endswith("(default)") for line in told] == [choice.default for choice in examples.SEMANTICS]


def test_a_citation_that_nobody_checked_is_marked() -> None:
    told = stack_report(examples.eligible(), "sl").sources
    assert "Academic regulations 2026, 14.4 (navedba vira ni preverjena)" in told
    assert "Academic regulations 2026, 14.2" in told


@pytest.mark.parametrize(
    ("amount", "measure", "unit", "english", "slovenian"),
    [
        (Fraction(15, 2), "credits", "ECTS", "7.5 ECTS", "7,5 ECTS"),
        (Fraction(100, 3), "credits", "CATS", "100/3 CATS", "100/3 CATS"),
        (Fraction(12), "credits", "subject credits", "12 subject credits", "12 subject credits"),
        (Fraction(1), "units", "ECTS", "1 unit", "1 enota"),
        (Fraction(2), "units", "ECTS", "2 units", "2 enoti"),
        (Fraction(5), "units", "ECTS", "5 units", "5 enot"),
        (Fraction(3, 8), "share", "ECTS", "37.5%", "37,5 %"),
        (Fraction(2, 3), "share", "ECTS", "2/3", "2/3"),
        (Fraction(16, 5), "points", "ECTS", "3.2", "3,2"),
    ],
)
def test_amounts_are_exact(amount: Fraction, measure: str, unit: str, english: str, slovenian: str) -> None:
    told = [amount_text(amount, measure, unit, language(tag)) for tag in ("en", "sl")]
    assert told == [english, slovenian]


@pytest.mark.parametrize(
    ("fact", "text", "english", "slovenian"),
    [
        ("units.level", "EQF 7", "EQF 7", "EOK 7"),
        ("level", "6", "EQF 6", "EOK 6"),
        ("credits", "7.5", "7.5 ECTS", "7,5 ECTS"),
        ("achieved", "2024-05-01", "1 May 2024", "1. 5. 2024"),
        ("achieved", "2024-02-31", "2024-02-31", "2024-02-31"),
        ("assessed", "true", "yes", "da"),
        ("kind", "capstone", "capstone", "sklepni projekt"),
        ("assessment", "project, oral_exam", "project, oral examination", "projektno delo, ustni izpit"),
        ("level", "", "not known", "ni znano"),
        ("themes", "law", "law", "law"),
    ],
)
def test_facts_of_units_in_words(fact: str, text: str, english: str, slovenian: str) -> None:
    assert [unit_fact_value(fact, text, language(tag)) for tag in ("en", "sl")] == [english, slovenian]


amounts = st.fractions(0, 200, max_denominator=12)


@given(amounts, amounts, amounts, st.integers(3, 1000))
def test_a_bar_never_flatters(have: Fraction, more: Fraction, needed: Fraction, cells: int) -> None:
    drawn = bar(have, have + more, needed, None, "")
    if not needed:
        return
    assert drawn is not None
    certain, may, mark = drawn.lengths(cells)
    end = cells if mark is None else mark
    assert 0 <= certain <= certain + may <= cells
    assert (certain >= end) is (have >= needed)
    assert (certain + may >= end) is (have + more >= needed)
    assert (certain == 0) is (have == 0)


def test_a_bar_in_both_ways_of_drawing() -> None:
    drawn = Bar(Fraction(1, 2), Fraction(3, 4), Fraction(1), "")
    assert drawn.drawn(cells=8) == "████▒▒░░"
    assert drawn.drawn(cells=8, blocks=False) == "[####??..]"
    assert Bar(Fraction(1), Fraction(1), Fraction(1, 2), "").drawn(cells=4) == "██│██"


def test_there_is_no_bar_where_nothing_is_measured() -> None:
    assert bar(Fraction(0), None, None, None, "") is None
    assert bar(Fraction(0), None, None, Fraction(0), "") is None


def test_a_bar_says_in_words_what_it_shows() -> None:
    told = stack_report(examples.not_eligible(), "en")
    assert told.total is not None
    assert told.total.bar is not None
    assert told.total.bar.text == "25 of exactly 30 ECTS, 5 ECTS missing"


HOSTILE = "\x1b[2J\u202egnp.exe\u0000<script>alert(1)</script>" + "x" * 5_000


@pytest.mark.parametrize("tag", TAGS)
def test_hostile_titles_stay_on_their_line(tag: str) -> None:
    named = {"en": HOSTILE, "sl": HOSTILE}
    units = tuple(
        replace(
            unit, title=named, issuer=named, conversion=HOSTILE, grade=HOSTILE, id=HOSTILE + unit.id, booked=HOSTILE
        )
        for unit in examples.eligible().units
    )
    rules = tuple(
        replace(rule, title=named, rule=HOSTILE, written=HOSTILE, computed=HOSTILE, note=HOSTILE, met=Truth.FALSE)
        for rule in examples.REQUIREMENTS
    )
    hostile = examples.decision(
        units=units, requirements=rules, host_name=named, title=named, policy=HOSTILE, errors=(HOSTILE,),
        notes=((HOSTILE, HOSTILE),), sources=(HOSTILE,), credit_unit=HOSTILE,
    )  # fmt: skip
    for text in (*texts(stack_report(hostile, tag)), *stack_text(hostile, tag).splitlines()):
        assert text.isprintable(), text[:80]


def test_units_of_one_title_are_told_apart() -> None:
    told = stack_report(examples.eligible(), "en")
    assert [unit.title for unit in (*told.counted, *told.left_out) if unit.title.startswith("Data Ethics")] == [
        "Data Ethics (u1)", "Data Ethics (u7)",
    ]  # fmt: skip
    assert told.left_out[-1].against[0].sentence == (
        "It is Data Ethics (u1) once more, in another document, and counts once."
    )


def test_what_a_later_version_adds_is_shown_as_it_is() -> None:
    odd = replace(examples.SPARE, against=(Against(kind="brand_new", rule="nobody-knows"),))
    shown = stack_text(examples.decision(units=(odd,), certificate=replace(
        examples.decision().certificate, kind="by_magic")), "sl")  # fmt: skip
    assert "Brand new" in shown
    assert "By magic" in shown


def test_five_thousand_units_are_explained_in_seconds() -> None:
    many = tuple(replace(examples.SPARE, id=f"u{number:05}") for number in range(5_000))
    assert stack_text(examples.decision(units=many), "en").count("Cloud Computing (u") == 5_000


def test_what_has_no_upper_bound_is_given_no_figure() -> None:
    open_unit = replace(examples.STATISTICS, offered=(Fraction(10), None))
    short = replace(examples.AT_LEVEL, met=Truth.UNKNOWN, have=Fraction(20), may_have=None, left=Fraction(5))
    told = stack_report(examples.decision(units=(open_unit,), requirements=(short,)), "en").requirements[0]
    assert told.amount == "20 or more of at least 25 ECTS"
    assert told.bar is not None
    assert told.bar.lengths(25) == (20, 5, None)


def test_an_act_is_called_as_its_rule_is() -> None:
    act = examples.rule("approved-stack", "act", "An approved stack", "Odobrena skupina", met=Truth.UNKNOWN)
    unknown = UnknownFact(unit="", fact="approved-stack", by="host", rules=("approved-stack",))
    told = stack_report(examples.decision(requirements=(act,), unknown=(unknown,)), "sl").unknown[0]
    assert told.startswith("Odobrena skupina (podatek more predložiti")


@pytest.mark.parametrize("tag", TAGS)
def test_credits_that_nobody_knows_are_no_nought(tag: str) -> None:
    """A unit in hours where the policy has no rate for them has a lower bound of 0, which is not what it is worth."""
    known = examples.undetermined()
    units = tuple(
        replace(each, offered=(Fraction(0), None), counted=Fraction(0), chosen=True) if number == 0 else each
        for number, each in enumerate(known.units)
    )
    rules = tuple(replace(rule, units=(units[0].id,)) for rule in known.requirements)
    shown = stack_text(replace(known, units=units, requirements=rules), tag)
    assert f"{language(tag).say('stacking.unmeasured', unit=known.credit_unit)}\n" in shown
    assert f"({language(tag).say('value.unknown')})" in shown
    assert f"(0 {known.credit_unit})" not in shown


def test_what_was_not_tried_is_not_said_to_be_no_better() -> None:
    stopped = examples.best_found()
    left_out = tuple(
        replace(each, chosen=False, against=(Against(kind="not_needed"),), offered=(Fraction(5), Fraction(5)))
        for each in stopped.units
    )
    told = stack_report(replace(stopped, units=left_out), "en")
    assert {each.sentence for unit in told.left_out for each in unit.against} == {
        "It is not in the choice that was found in the time given."
    }
    assert told.notice.startswith("No choice was found in the time given.")
    proved = replace(stopped, units=left_out, certificate=examples.eligible().certificate)
    assert "as good or better" in stack_report(proved, "en").left_out[0].against[0].sentence


def test_awards_at_once_do_not_add_up_credits_of_two_units() -> None:
    found = examples.eligible()
    both = (("reached other", Fraction(1), Fraction(1)), ("most_credit", Fraction(138), Fraction(138)))
    told = stack_report(replace(found, certificate=replace(found.certificate, objectives=both)), "en")
    assert len(told.certificate) == 2
    assert "other awards" in told.certificate[1]
    assert not any("138" in each or "reached other" in each for each in told.certificate)


def test_a_unit_to_add_has_exactly_so_many_credits_where_the_total_is_exact() -> None:
    exact = examples.not_eligible()
    assert "1 more unit of 5 ECTS" in stack_report(exact, "en").ways[0].sentence
    open_end = tuple(
        replace(rule, most=None) if rule.kind == "total" else rule for rule in exact.requirements
    )  # fmt: skip
    told = stack_report(replace(exact, requirements=open_end), "en")
    assert "1 more unit of at least 5 ECTS" in told.ways[0].sentence


def test_a_limit_that_may_be_used_up_is_not_said_to_be() -> None:
    known = examples.eligible()
    rules = tuple(
        replace(rule, binding=True, met=Truth.UNKNOWN) if rule.kind == "at_most" else rule
        for rule in known.requirements
    )
    told = stack_report(replace(known, requirements=rules), "en")
    assert [rule.kind for rule in told.requirements].count("at_most") == 1
    assert not any("Nothing more can be had" in note for rule in told.requirements for note in rule.notes)
