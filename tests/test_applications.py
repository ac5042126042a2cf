"""Applications: read with every mistake at once, no more of a person than a decision needs, and the command that takes
them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import CONFIRMED
from passerelle.decision import AgreedComponent, Appeal, Applicant, Application, Evidence, canonical_json
from passerelle.documents.application_file import LARGEST
from passerelle.errors import DocumentError, QuestionError
from passerelle.replay import replay
from passerelle.store import Store
from promises import APPLICATION, ask, desk, module, told

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "application.yaml"


def read(text: str) -> Application:
    return desk().read_application(text.encode())


def mistakes(text: str | bytes) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        desk().read_application(text if isinstance(text, bytes) else text.encode())
    return [f"{each.place}: {each.code}" for each in caught.value.mistakes]


def test_the_example_of_the_guide_is_read() -> None:
    found = desk().read_application(EXAMPLE.read_bytes())
    assert (found.id, found.received, found.complete) == ("2026-117", date(2026, 1, 5), date(2026, 1, 12))
    assert found.applicant == Applicant(name="Ana Zgled", date_of_birth=date(1994, 4, 12))
    assert found.agreement is not None
    assert (found.agreement.signed, found.agreement.signed_on) == (True, date(2025, 8, 20))
    line = AgreedComponent(component="data-ethics", title="Data Ethics in Practice", passed=True, place="line 18")
    assert found.agreement.components == (line,)


WHOLE = """\
application: A 7
received: 2026-01-05
complete: 2026-01-12
applicant:
  name: Ana Zgled
  date_of_birth: 1994-04-12
  identifiers: [S-20417]
  situation: refugee_like
  documentation: unavailable_for_cause
agreement:
  learner: Ana Zgled
  sending: FI-1
  signed: no
  components:
    - {specification: "urn:x", replaces: elective}
    - {title: B, replaces: data-ethics, passed: no}
appeal:
  against: d123
  arguments: [One reason., Another.]
facts:
  evidence.recent_practice: 2025-06-30
"""


def test_everything_that_an_application_may_say_is_read() -> None:
    found = read(WHOLE)
    assert found.applicant.identifiers == ("S-20417",)
    assert (found.applicant.situation, found.applicant.documentation) == ("refugee_like", "unavailable_for_cause")
    assert found.agreement is not None
    assert (found.agreement.signed, found.agreement.date_of_birth, found.agreement.host) == (False, None, None)
    assert [line.component for line in found.agreement.components] == ["", "data-ethics"]
    assert [line.passed for line in found.agreement.components] == [None, False]
    assert found.appeal == Appeal(against="d123", arguments=("One reason.", "Another."))
    assert found.facts == (("evidence.recent_practice", "2025-06-30"),)


def test_json_says_the_same_as_yaml() -> None:
    tree = {
        "application": "A 7", "received": "2026-01-05", "complete": None,
        "applicant": {"name": "\U0001f600 Ana", "identifiers": "S-1"},
        "agreement": {"signed": True, "components": [{"title": "B", "replaces": "elective", "passed": False}]},
    }  # fmt: skip
    found = read(json.dumps(tree, indent="\t"))
    assert found.applicant == Applicant(name="\U0001f600 Ana", identifiers=("S-1",))
    assert found.complete is None
    assert found.agreement is not None
    assert (found.agreement.signed, found.agreement.components[0].passed) == (True, False)
    assert canonical_json(found)


def test_an_application_may_say_nothing() -> None:
    assert read("applicant: {}") == read("received:") == Application()


def test_every_mistake_is_told_at_once_with_its_place() -> None:
    bad = """\
application: [1]
received: 2026-02-30
complete: 2026-01-12
applicant: {name: x, gender: f, situation: refugee}
agreement: {signed: maybe, components: [{title: a}, b, {replaces: c}]}
appeal: {arguments: [x]}
facts: {award.level.eqf: EQF 7, evidence.recent_practise: 2025-01-01, evidence.recent_practice: lately}
recieved: 2026-01-01
"""
    assert mistakes(bad) == [
        "line 1, column 14: wrong_shape",
        "line 2, column 11: impossible_date",
        "line 4, column 22: unknown_key",
        "line 4, column 44: wrong_value",
        "line 5, column 21: wrong_value",
        "line 5, column 41: missing",
        "line 5, column 53: wrong_shape",
        "line 5, column 56: missing",
        "line 6, column 9: missing",
        "line 7, column 9: wrong_value",
        "line 7, column 33: wrong_value",
        "line 7, column 71: wrong_value",
        "line 8, column 1: unknown_key",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("received: 2026-01-05\ncomplete: 2026-01-04", "impossible_date"),
        ("received: 2026-01-05\napplicant: {date_of_birth: 2026-01-05}", "impossible_date"),
        (f"applicant: {{name: {'x' * 201}}}", "too_long"),
        ("applicant: {identifiers: [" + "x, " * 201 + "x]}", "too_large"),
        ("appeal: {against: d1, arguments: [" + "x" * 2001 + "]}", "too_long"),
        ("- a list", "wrong_shape"),
        ("just a text", "wrong_shape"),
        ("applicant: Ana", "wrong_shape"),
        ("facts: [a]", "wrong_shape"),
        ("received: 2026-01-05\nreceived: 2026-01-06", "duplicate_key"),
        ("applicant: {name: &a x}\nagreement: *a", "yaml_alias"),
        ("received: [", "yaml_syntax"),
        ('{"applicant": {"name": "\\ud83d"}}', "wrong_value"),
        ('applicant: {name: "a\\x07b"}', "wrong_value"),
        ("", "empty"),
        ("x" * (LARGEST + 1), "too_large"),
        ("%PDF-1.7", "not_text"),
        ("facts: {applicant.name: Ana, evidence.portfolio_sufficient: true}", "wrong_value"),
    ],
)
def test_what_is_no_application_is_told(text: str, code: str) -> None:
    assert code in [each.rpartition(" ")[2] for each in mistakes(text)]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300) | st.sampled_from(WHOLE.splitlines()).flatmap(
    lambda line: st.text(max_size=20).map(lambda text: WHOLE.replace(line, line[: len(line) // 2] + text))
))  # fmt: skip
def test_a_mangled_application_is_told_and_never_a_traceback(text: str) -> None:
    try:
        found = desk().read_application(text.encode("utf-8", "surrogatepass"))
    except DocumentError as error:
        told = error.mistakes
    else:
        told = ()
        assert canonical_json(found)
    assert all(each.message and "\n" not in each.message for each in told)


# What enters the facts ------------------------------------------------------------------------------------------------


def test_what_the_applicant_states_stands_on_the_applicant_s_word() -> None:
    application = replace(APPLICATION, facts=(("evidence.recent_practice", "2025-06-30"),))
    facts = {fact.name: fact for fact in ask(application=application).trace.facts}
    assert facts["evidence.recent_practice"].evidence is Evidence.LEARNER
    assert facts["application.complete"].evidence is Evidence.HOST


@pytest.mark.parametrize(
    "fact",
    [("award.authentic", "true"), ("evidence.portfolio_sufficient", "true"), ("evidence.recent_practice", "soon"),
     ("evidence.nothing", "1"), ("agreement.signed", "true")],
)  # fmt: skip
def test_an_applicant_states_nothing_that_is_for_others_to_say(fact: tuple[str, str]) -> None:
    with pytest.raises(QuestionError) as caught:
        ask(application=replace(APPLICATION, facts=(fact,)))
    assert fact[0] in str(caught.value)


def test_an_appeal_is_decided_anew_and_its_arguments_stand_in_the_decision() -> None:
    appeal = replace(APPLICATION, agreement=None, appeal=Appeal(against="d1", arguments=("It is the same.",)))
    decision = ask(application=appeal)
    assert "decided-anew" in told(decision)
    assert "arguments-to-answer" not in told(decision)
    demanding = replace(module(), level=None, outcomes=module().outcomes[:1])
    other = replace(demanding.outcomes[0], id="x", identifiers=("x",))
    refused = ask(application=appeal, target=replace(demanding, outcomes=(other,)))
    assert {"decided-anew", "arguments-to-answer"} <= told(refused)


def test_a_decision_with_an_application_is_made_again_from_what_was_kept(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/kept.db")
    application = desk().read_application(WHOLE.encode())
    decision = ask(application=application)
    from awards import COMPLETE

    kept = store.find(store.keep(decision, COMPLETE, module(), desk().sources(decision)))
    assert kept.decision.question.application == application
    assert replay(kept).identical
    store.close()


def test_without_an_application_nothing_of_it_is_said() -> None:
    decision = ask()
    assert decision.timing is None
    known: dict[str, Any] = {fact.name: fact.value for fact in decision.trace.facts if fact.value is not None}
    assert known["agreement.given"] is False
    assert not [name for name in known if name.startswith(("applicant.", "application."))]
    assert CONFIRMED[0].fact in known
