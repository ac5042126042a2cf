"""The sentences of scenarios: said in every language alike, and never taken for one another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.decision import Outcome, Purpose, Result
from passerelle.desk import Desk
from passerelle.spec.checking import ambiguities, example
from passerelle.spec.gherkin import Step
from passerelle.spec.handbook import inserted
from passerelle.spec.loading import built_in, load
from passerelle.spec.reading import read_step
from passerelle.spec.sentences import LANGUAGES, Language
from passerelle.spec.values import Misread, read_value
from passerelle.spec.verbs import VERBS

LANGUAGE = load([built_in()])


def extended(folder: Path, text: str) -> Language:
    own = folder / "sentences.yaml"
    own.write_text(text, encoding="utf-8")
    return load([built_in(), own])


def codes(language: Language) -> list[str]:
    return [diagnostic.code for diagnostic in language.diagnostics]


def test_the_built_in_sentences_have_no_mistake() -> None:
    assert LANGUAGE.diagnostics == []
    assert list(ambiguities(LANGUAGE)) == []


@pytest.mark.parametrize("sentence", LANGUAGE.sentences, ids=lambda sentence: sentence.id)
def test_a_sentence_is_said_in_every_language_with_the_same_placeholders(sentence) -> None:  # type: ignore[no-untyped-def]
    assert set(sentence.patterns) == set(LANGUAGES)
    said = [dict(pattern.placeholders) for patterns in sentence.patterns.values() for pattern in patterns]
    assert all(placeholders == said[0] for placeholders in said)
    used = str(sentence.actions)
    assert all(f"{{{name}}}" in used for name in said[0]), "a placeholder that nothing uses"


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("sentence", LANGUAGE.sentences, ids=lambda sentence: sentence.id)
def test_an_example_of_a_sentence_is_that_sentence_and_no_other(sentence, tag) -> None:  # type: ignore[no-untyped-def]
    for pattern in sentence.patterns[tag]:
        text = example(pattern, LANGUAGE, tag)
        fits = {other.id for other, said in LANGUAGE.of(sentence.step, tag) if said.strict.fullmatch(text)}
        assert fits == {sentence.id}


@given(st.sampled_from(sorted(LANGUAGE.words)), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_every_word_is_read_back_as_itself(kind: str, tag: str) -> None:
    for word, forms in LANGUAGE.words[kind].items():
        for form in forms[tag]:
            assert read_value(form, kind, tag, LANGUAGE.words) == word


def test_every_verb_is_used_by_a_sentence() -> None:
    assert {verb for sentence in LANGUAGE.sentences for verb, _ in sentence.actions} == set(VERBS)


def test_words_and_fields_are_those_of_the_rules() -> None:
    desk = Desk.open()
    for kind in set(LANGUAGE.words) & set(desk.library.terms):
        assert set(LANGUAGE.words[kind]) <= desk.library.terms[kind], kind
    facts = desk.library.schema.facts
    assert all(any(name == word or name.startswith(word + ".") for name in facts) for word in LANGUAGE.words["fact"])
    assert set(LANGUAGE.fields["policy"]) <= set(desk.library.schema.parameters())
    assert set(LANGUAGE.words["outcome"]) == {outcome.value for outcome in Outcome}
    assert set(LANGUAGE.words["purpose"]) == {purpose.value for purpose in Purpose}
    assert set(LANGUAGE.words["result"]) == {result.value for result in Result}


def test_every_phrase_and_field_is_said_in_every_language() -> None:
    for phrases in LANGUAGE.report.values():
        assert set(phrases) == set(LANGUAGES)
    for fields in LANGUAGE.fields.values():
        for tag in LANGUAGES:
            names = [name for one in fields.values() for name in one.names[tag]]
            assert len(names) == len(set(names))


def test_the_page_for_experts_lists_the_sentences_of_today() -> None:
    page = Path("docs/scenarios.md").read_text(encoding="utf-8")
    assert page == inserted(page, LANGUAGE), "run: python -m passerelle.spec.handbook docs/scenarios.md"


@pytest.mark.parametrize(
    ("text", "type_", "tag", "value"),
    [
        ("EOK 7", "level", "sl", "EQF 7"),
        ("Finland", "country", "en", "FI"),
        ("Finska", "country", "sl", "FI"),
        ("7,5", "amount", "sl", "7.5"),
        ("6 tednov", "workload", "sl", "6 weeks"),
        ("100 ur učenja", "workload", "sl", "100 hours of learning"),
        ("„Etika“", "text", "sl", "Etika"),
        ("obvezni", "compulsory", "sl", "true"),
    ],
)
def test_a_value_is_read_in_its_language(text: str, type_: str, tag: str, value: str) -> None:
    assert read_value(text, type_, tag, LANGUAGE.words) == value


@pytest.mark.parametrize(
    ("text", "type_", "says"),
    [
        ("2026-02-30", "date", "is not a date"),
        ("Finlnd", "country", "did you mean 'Finland'?"),
        ("7", "level", "a level names its framework"),
        ("full recogniton", "outcome", "did you mean 'full recognition'?"),
    ],
)
def test_a_value_that_cannot_be_read_says_why(text: str, type_: str, says: str) -> None:
    with pytest.raises(Misread, match=says.replace("?", r"\?")):
        read_value(text, type_, "en", LANGUAGE.words)


def test_a_sentence_of_ones_own_adds_to_the_built_in_ones(tmp_path: Path) -> None:
    language = extended(
        tmp_path,
        """
sentences:
  - id: short-course
    en: the applicant presents a short course {title:text} of {workload}
    sl: kandidat predloži kratek tečaj {title:text}, obseg {workload}
    do: {unit: {title: "{title}", workload: "{workload}"}}
""",
    )
    assert language.diagnostics == []
    step = Step("given", 'the applicant presents a short course "Logic" of 2 ECTS', 1, 1)
    reading = read_step(step, language, "en")
    assert reading.act is not None
    assert reading.act.actions == (("unit", {"title": "Logic", "workload": "2 ECTS"}),)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{id: x, en: it is small, do: {unit: {workload: 1 ECTS}}}", "F203"),
        ("{id: outcome, en: a, sl: b, do: {check: true}}", "F204"),
        ("{id: x, en: a, sl: b, do: {units: {}}}", "F205"),
        ("{id: x, en: a, sl: b, do: {check: true, unit: {}}}", "F205"),
        ("{id: x, en: 'a {size:amuont}', sl: b, do: {check: true}}", "F206"),
        ("{id: x, en: 'a {size:amount}', sl: b, do: {check: true}}", "F207"),
    ],
)
def test_a_mistake_in_a_sentences_file_is_named_with_its_place(tmp_path: Path, entry: str, code: str) -> None:
    language = extended(tmp_path, f"sentences:\n  - {entry}\n")
    assert code in codes(language)
    assert all(
        diagnostic.path.endswith("sentences.yaml") and diagnostic.line == 2 for diagnostic in language.diagnostics
    )


@pytest.mark.parametrize("text", ["sentences: [", "- a\n", "sentence: []\n", "words: {}\nwords: {}\n"])
def test_a_file_that_is_no_sentences_file_is_reported(tmp_path: Path, text: str) -> None:
    assert set(codes(extended(tmp_path, text))) <= {"F201", "F202"}
    assert codes(extended(tmp_path, text))


def test_two_sentences_that_fit_one_line_are_reported(tmp_path: Path) -> None:
    entry = "{id: any, en: 'its workload is {text:workload}', sl: 'njena obremenitev je {text:workload}', "
    language = extended(tmp_path, f"sentences:\n  - {entry}do: {{unit: {{workload: '{{text}}'}}}}}}\n")
    assert language.diagnostics == []
    assert [diagnostic.code for diagnostic in ambiguities(language)] == ["F208"]


@pytest.mark.parametrize(
    "text",
    [
        "sentences: 5\n",
        "sentences: [5, {id: a}]\n",
        "sentences:\n  - {id: a, en: x, sl: y, do: 7}\n",
        "sentences:\n  - {id: a, en: x, sl: y, do: {unit: 5}}\n",
        "words: 5\n",
        "words: {kind: 5}\n",
        "words: {kind: {word: 5}}\n",
        "fields: {unit: {x: 5}}\n",
        "fields: {unit: {x: {en: a, sl: b}}}\n",
        "fields: {unit: {x: {en: a, sl: b, type: nonsense}}}\n",
        "fields: {nowhere: {x: {en: a, sl: b, type: text}}}\n",
        "report: {holds: 5}\n",
        "report: 5\n",
    ],
)
def test_a_sentences_file_of_the_wrong_shape_is_reported_and_not_raised(tmp_path: Path, text: str) -> None:
    assert codes(extended(tmp_path, text))
