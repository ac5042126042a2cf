"""Whatever a credential says, an explained decision is printable text, and it never fails."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import decisions
from passerelle.decision import Decision, Evidence, Fact, Outcome, Trace
from passerelle.explain import as_text, as_tree, languages, report
from passerelle.explain.safe_text import safe
from passerelle.explain.text import WIDTH

TYPES = (
    "boolean", "text", "langtext", "integer", "credits", "hours", "percentage", "date", "eqf", "level", "country",
    "language", "term:status", "collection", "set:text", "set:country", "set:language", "set:term:assessment", "new",
)  # fmt: skip
HOSTILE = st.sampled_from(
    ["\x1b[31m", "\x1b]8;;x\x07", "\u202e", "[red]", "{award.title}", "{{", "}", "\x00", "5..", "1/0"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.one_of(HOSTILE, st.text(max_size=9)), max_size=6).map("".join))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3),
    st.lists(TEXTS, max_size=3).map(tuple),
)  # fmt: skip
NAMES = st.sampled_from([fact.name for fact in decisions.FACTS]) | TEXTS
FACTS = st.builds(
    Fact, NAMES, st.sampled_from(TYPES), VALUES, st.none() | st.sampled_from(Evidence), st.none() | TEXTS,
    st.none() | TEXTS,
)  # fmt: skip


def _printable(text: str) -> bool:
    return all(character.isprintable() or character in "\n\u200c\u200d" for character in text)


@settings(max_examples=120, deadline=None)
@given(facts=st.lists(FACTS, max_size=6), name=st.sampled_from(sorted(decisions.EXAMPLES)), title=TEXTS, note=TEXTS)
def test_any_value_reads_as_printable_text(facts: list[Fact], name: str, title: str, note: str) -> None:
    made = decisions.EXAMPLES[name]()
    trace = Trace(tuple({fact.name: fact for fact in (*made.trace.facts, *facts)}.values()), made.trace.rules)
    reasons = tuple(
        replace(each, facts=tuple(fact.name for fact in trace.facts), note=note, subject=title, title={"en": title})
        for each in made.reasons
    )
    made = replace(made, trace=trace, reasons=reasons, award_title={"en": title})
    for tag in languages():
        text = as_text(made, tag, trace=True)
        assert _printable(text)
        assert max(map(len, text.splitlines())) <= WIDTH
        told = report(made, tag)
        assert told.award
        assert all(fact.value and fact.label for fact in told.facts if fact.name)
        assert all(reason.title and reason.sentence for reason in told.reasons)
    _tree(made)


def _tree(made: Decision) -> None:
    console = Console(width=100, no_color=True)
    with console.capture() as capture:
        console.print(as_tree(made, "sl"))
    assert _printable(capture.get())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_safe_text_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.sampled_from(Outcome))
def test_every_outcome_is_explained(outcome: Outcome) -> None:
    for tag in languages():
        told = report(decisions.decision(outcome), tag, strict=True)
        assert told.outcome
        assert told.outcome_sentence.endswith(".")
