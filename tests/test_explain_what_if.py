"""What would change an outcome, in words: what has to be so, who can supply it, what follows, what was not tried."""

from __future__ import annotations

import pytest

from decisions import full, with_facts
from passerelle.decision import Change, ChangeSet, Decision, Fact, Outcome, WhatWouldChange
from passerelle.explain import languages, ways_as_text, ways_in_words

RULE = "lisbon/recognition@2010-06-23#component-replaced"
COVERED = "target.outcomes[1].covered"


def decision() -> Decision:
    statement = Fact("target.outcomes[1].statement", "langtext", {"en": "Reads data.", "sl": "Bere podatke."})
    return with_facts(full(), [statement])


def found(*changes: Change, stopped: str | None = None) -> WhatWouldChange:
    ways = (ChangeSet(changes, Outcome.RECOGNISED_FULL, RULE),) if changes else ()
    return WhatWouldChange(Outcome.REFUSED, ways, facts=3, runs=40, budget=80, stopped_short=stopped)


@pytest.mark.parametrize(
    ("change", "english", "slovenian"),
    [
        (
            Change("award.level.eqf", "eqf", "EQF 7", "5", "issuer"),
            "The issuer: EQF level: EQF 7 (now: EQF 5)",
            "Izdajatelj: Raven EOK: EOK 7 (zdaj: EOK 5)",
        ),
        (
            Change("award.workload.credits", "credits", "7.5 ECTS", None, "issuer", example=True),
            "The issuer: Workload in ECTS credits: stated, for example 7.5 ECTS credits (not known now)",
            "Izdajatelj: Delovna obremenitev v kreditnih točkah ECTS: podatek je naveden, na primer 7,5 kreditne točke "
            "ECTS (zdaj ni znano)",
        ),
        (
            Change("award.authentic", "boolean", "true", None, "host"),
            "The host: Confirmation that the award is authentic: yes (not known now)",
            "Organizacija gostiteljica: Potrditev, da je mikrokvalifikacija pristna: da (zdaj ni znano)",
        ),
        (
            Change("award.title", "langtext", None, None, "issuer"),
            "The issuer: Title of the award: stated, whatever it says (not known now)",
            "Izdajatelj: Naziv mikrokvalifikacije: podatek je naveden, ne glede na vsebino (zdaj ni znano)",
        ),
        (
            Change(COVERED, "boolean", "true", None, "learner"),
            "The learner: a further achievement covers the learning outcome “Reads data.”",
            "Učeči se: dodatni dosežek pokriva učni izid »Bere podatke.«",
        ),
        (
            Change(COVERED, "boolean", "true", None, "issuer"),
            "The issuer: the award states that it covers the learning outcome “Reads data.”",
            "Izdajatelj: v listini je naveden učni izid »Bere podatke.«",
        ),
    ],
)
def test_a_change_is_told_with_its_supplier_and_what_is_known_now(change: Change, english: str, slovenian: str) -> None:
    for lang, expected in (("en", english), ("sl", slovenian)):
        (way,) = ways_in_words(found(change), decision(), lang).ways
        (told,) = way.changes
        assert str(told) == expected
        assert (told.fact, told.value, told.by, way.rule) == (change.fact, change.value, change.by, RULE)


def test_sets_percentages_and_hours_are_told_as_a_decision_tells_them() -> None:
    changes = (
        Change("award.assessment.types", "set:term:assessment", "project, oral_exam", ("project",), "issuer"),
        Change("award.contradictions", "set:text", "", ("issued",), "issuer"),
        Change("policy.outcome_coverage", "percentage", "60 %", "80", "host"),
        Change("award.workload.hours", "hours", "150 hours", None, "issuer"),
    )
    texts = [change.text for change in ways_in_words(found(*changes), decision(), "en").ways[0].changes]
    assert texts[0].endswith(": project; oral examination (now: project)")
    assert ": none (now: " in texts[1]
    assert ": 60 % (now: 80 %)" in texts[2].replace("\u00a0", " ") or ": 60% (now: 80%)" in texts[2]
    assert ": 150 hours (not known now)" in texts[3]


@pytest.mark.parametrize("lang", languages())
def test_what_was_not_tried_is_said_and_that_nothing_helps_only_where_everything_was(lang: str) -> None:
    nothing = ways_in_words(found(), decision(), lang)
    assert (len(nothing.ways), len(nothing.notes)) == (0, 1)
    for stopped in ("runs", "ways"):
        (note,) = ways_in_words(found(stopped=stopped), decision(), lang).notes
        assert note != nothing.notes[0]
        assert ("40" in note) is (stopped == "runs")
    some = ways_in_words(found(Change("award.authentic", "boolean", "true", None, "host")), decision(), lang)
    assert some.notes == ()


@pytest.mark.parametrize("lang", languages())
def test_the_text_is_narrow_and_numbered(lang: str) -> None:
    change = Change("award.issuer.formal_status", "term:formal_status", "formal", None, "authority")
    text = ways_as_text(ways_in_words(found(*[change] * 3, stopped="runs"), decision(), lang))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 88
    assert set(lines[1]) == {"-"}
    assert lines[2].startswith("  1. ")
    assert sum(line.startswith("     - ") for line in lines) == 3
