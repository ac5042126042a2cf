"""The language files say everything that the engine can say, and say the same things."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from passerelle import decision
from passerelle.decision import Kind, Outcome, Purpose, Result, Severity, Truth
from passerelle.errors import PasserelleError
from passerelle.explain import LanguageError, languages, phrase
from passerelle.explain.language import Language, language, read_language
from passerelle.explain.notices import VALUES, said_in_code
from passerelle.rulepacks.shape import CRITERIA

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "rules" / "vocabulary"
EXPLAIN = ROOT / "engine" / "passerelle" / "explain"
OTHERS = tuple(tag for tag in languages() if tag != "en")
CATEGORIES = {"en": {"one", "other"}, "sl": {"one", "two", "few", "other"}}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def _terms() -> Iterator[str]:
    for kind, entry in _yaml(VOCABULARY / "terms.yaml")["kinds"].items():
        for term in entry["terms"]:
            yield f"purpose.{term['id']}" if kind == "purpose" else f"term.{kind}.{term['id']}"


def _scales() -> Iterator[str]:
    return (f"term.grade_scale.{scale['id']}" for scale in _yaml(VOCABULARY / "grade-scales.yaml")["scales"])


def _term_kinds_of_facts() -> set[str]:
    types = (entry["type"] for entry in _yaml(VOCABULARY / "facts.yaml").values())
    return {kind.partition("term:")[2] for kind in types if "term:" in kind}


def _members(enum: type[StrEnum], *sections: str) -> Iterator[str]:
    return (f"{section}.{member.value}" for section in sections for member in enum)


TABLES_WITH_SOURCES = {"credit-systems", "hours-per-ects", "frameworks", "grade-scales", "cycles"}
ELEMENTS = ("level", "workload", "quality", "profile", "outcomes", "identity", "currency", "grade")
NEEDED = sorted(
    {
        *(f"fact.{name}" for file in ("facts.yaml", "unit-facts.yaml") for name in _yaml(VOCABULARY / file)),
        *_terms(),
        *_scales(),
        *_members(Outcome, "outcome", "meaning"),
        *_members(Result, "result", "result_heading", "result_sentence"),
        *_members(Severity, "severity"),
        *_members(decision.Evidence, "evidence"),
        *_members(Truth, "truth"),
        *_members(Kind, "kind"),
        *_members(Purpose, "purpose"),
        *(f"by.{who}" for who in ("learner", "issuer", "provider", "host", "authority")),
        *(f"step_result.{end}" for end in ("passed", "difference", "decided", "open", "not reached")),
        *(f"rule_result.{end}" for end in ("fired", "not fired", "undetermined")),
        *(f"notice.{code}" for code in VALUES),
        *(f"element.{e}" for e in ELEMENTS),
        *(f"criterion.{criterion}" for criterion in CRITERIA),
        *(f"weight.{weight}" for weight in ("minor", "substantial")),
        *(f"reading.{reading}" for reading in ("meets", "partly", "not_met", "unclear", "not_asked", "advice")),
        *(f"comparison.{state}" for state in ("covered", "missing", "open", "essential", "further")),
        *(f"proviso.{field.name}" for field in fields(decision.Proviso)),
        *(f"consulted.{each}" for each in ("statement", "accepted", "begun", "expired", "superseded")),
        *(f"figure.{figure}" for figure in ("credits", "level", "grade")),
        *(f"details.{detail}" for detail in ("holder", "issuer", "country", "issued")),
        *(f"statement.{line}" for line in ("officer", "function", "place", "signed")),
    }
)


def _said_in_code() -> set[str]:
    """Every key that the room's code says as a literal."""
    found = set()
    for path in EXPLAIN.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in {"say", "word"}:
                    found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("tag", languages())
def test_everything_has_words(tag: str) -> None:
    spoken = language(tag)
    assert [key for key in NEEDED if not spoken.has(key)] == []
    assert [key for key in _said_in_code() if not spoken.has(key)] == []


@pytest.mark.parametrize("tag", languages())
def test_nothing_is_labelled_that_is_not_there(tag: str) -> None:
    facts = {f"fact.{name}" for file in ("facts.yaml", "unit-facts.yaml") for name in _yaml(VOCABULARY / file)}
    assert {key for key in language(tag).words if key.startswith("fact.")} <= facts
    kinds = set(_yaml(VOCABULARY / "terms.yaml")["kinds"]) | _term_kinds_of_facts()
    assert {key.split(".")[1] for key in language(tag).words if key.startswith("term.")} <= kinds


@pytest.mark.parametrize("tag", languages())
def test_names_that_common_packs_define_have_words(tag: str) -> None:
    names = set()
    for path in (*ROOT.glob("rules/lisbon/**/*.yaml"), *ROOT.glob("rules/eu/**/*.yaml")):
        pack = _yaml(path)
        names |= set(pack.get("define") or ())
        names |= {rule["then"]["establish"] for rule in pack.get("rules") or () if "establish" in rule["then"]}
    assert sorted(name for name in names if not language(tag).has(f"defined.{name}")) == []


@pytest.mark.parametrize("tag", languages())
def test_sources_that_common_packs_cite_have_words(tag: str) -> None:
    cited = set()
    for path in (*ROOT.glob("rules/lisbon/**/*.yaml"), *ROOT.glob("rules/eu/**/*.yaml")):
        pack = _yaml(path)
        for rule in (*(pack.get("rules") or ()), *(pack.get("checks") or ())):
            basis = rule["basis"] if isinstance(rule["basis"], list) else [rule["basis"]]
            cited |= {each["cite"] if isinstance(each, Mapping) else each for each in basis}
            cited |= {rule["clause"]} if "clause" in rule else set()
    assert len(cited) > 50
    assert sorted(each for each in cited if not said_in_code(each, "citation", language(tag))) == []


@pytest.mark.parametrize("tag", languages())
def test_sources_of_the_tables_have_words(tag: str) -> None:
    """Tables say in English where a ratio, a level or a scale comes from, and facts carry it to the reader."""
    sources = {
        text
        for path in VOCABULARY.glob("*.yaml")
        if path.stem in TABLES_WITH_SOURCES
        for text in _yaml(path)["sources"].values()
    }
    assert len(sources) > 30
    assert sorted(text for text in sources if not said_in_code(text, "source_text", language(tag))) == []


def test_a_source_may_hold_another() -> None:
    spoken = language("sl")
    level = "IE-NFQ 8 = EQF 6 (Europass, Compare qualifications, unverified)"
    assert said_in_code(level, "source_text", spoken) == (
        "IE-NFQ 8 = EOK 6 (Europass, primerjava kvalifikacij; ni preverjeno)"
    )
    workload = "3 US-SCH: the host's policy"
    assert said_in_code(workload, "source_text", spoken) == (
        "3 ameriške semestrske kreditne točke: pravila gostiteljice"
    )
    assert said_in_code("elsewhere: nobody knows", "source_text", spoken) == ""


def _reasons_of_notices() -> Iterator[str]:
    """What readers of documents say of something odd or ignored; a value inside is "x"."""
    for path in (ROOT / "engine" / "passerelle" / "documents").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 3:
                why = node.args[2]
                if node.func.attr not in {"suspicious", "ignored"}:
                    continue
                if isinstance(why, ast.Constant):
                    yield str(why.value)
                if isinstance(why, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in why.values)


@pytest.mark.parametrize("tag", languages())
def test_what_readers_say_has_words(tag: str) -> None:
    reasons = sorted(set(_reasons_of_notices()))
    assert len(reasons) > 10
    assert [why for why in reasons if not said_in_code(why, "notice_text", language(tag))] == []


@pytest.mark.parametrize("tag", languages())
def test_every_mistake_of_a_file_has_words_for_a_page(tag: str) -> None:
    codes = set()
    for path in (ROOT / "engine" / "passerelle" / "documents").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                owner = node.func.value if isinstance(node.func, ast.Attribute) else node.func
                named = ast.unparse(owner).rpartition(".")[2]
                if named == "DocumentError" or (named == "mistakes" and len(node.args) == 3):
                    codes.add(str(node.args[0].value))
    assert len(codes) > 25
    assert sorted(code for code in codes if not language(tag).has(f"page.document.{code}")) == []


@pytest.mark.parametrize("tag", languages())
def test_every_kind_of_term_that_facts_use_has_words(tag: str) -> None:
    sections = {key.split(".")[1] for key in language(tag).words if key.startswith("term.")}
    assert _term_kinds_of_facts() <= sections | {"purpose"}


@pytest.mark.parametrize("tag", OTHERS)
def test_languages_say_the_same_things(tag: str) -> None:
    assert sorted(language(tag).words) == sorted(language("en").words)


@pytest.mark.parametrize("tag", OTHERS)
def test_languages_name_the_same_values(tag: str) -> None:
    def values(spoken: Language, key: str) -> list[set[str]]:
        words = spoken.words[key]
        every = [words] if isinstance(words, str) else list(words.values())
        return [set(PLACEHOLDER.findall(text)) - {"n"} for text in every]

    english = language("en")
    for key in english.words:
        assert {*map(frozenset, values(language(tag), key))} == {*map(frozenset, values(english, key))}, key


@pytest.mark.parametrize("tag", languages())
def test_no_words_are_empty_or_carry_stray_spaces(tag: str) -> None:
    for key, words in language(tag).words.items():
        for text in [words] if isinstance(words, str) else words.values():
            assert text.strip(), key
            assert text == " ".join(text.split()), key


@pytest.mark.parametrize("tag", languages())
def test_plurals_have_every_form_of_the_language(tag: str) -> None:
    plurals = {key: set(words) for key, words in language(tag).words.items() if isinstance(words, Mapping)}
    assert {key: forms for key, forms in plurals.items() if forms != CATEGORIES.get(tag, forms)} == {}


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "1 kreditna točka ECTS"),
        (2, "2 kreditni točki ECTS"),
        (3, "3 kreditne točke ECTS"),
        (5, "5 kreditnih točk ECTS"),
        (101, "101 kreditna točka ECTS"),
        (102, "102 kreditni točki ECTS"),
        (0, "0 kreditnih točk ECTS"),
    ],
)
def test_slovenian_counts_in_four_forms(n: int, text: str) -> None:
    assert phrase("value.credits", "sl", n=n) == text


def test_a_tag_with_a_region_finds_its_language() -> None:
    assert phrase("value.true", "sl-SI") == phrase("value.true", "SL") == "da"


@pytest.mark.parametrize(("tag", "hint"), [("sll", "did you mean 'sl'?"), ("ja", "there are en, sl")])
def test_an_unknown_language_is_refused_with_a_hint(tag: str, hint: str) -> None:
    with pytest.raises(LanguageError) as caught:
        phrase("value.true", tag)
    assert str(caught.value) == f"there is no language '{tag}' ({hint})"
    assert isinstance(caught.value, PasserelleError)


@pytest.mark.parametrize("text", ["", "a: [", "value: {true: [1]}", "language: {locale: nowhere}", "- a", "a: b\na: c"])
def test_a_file_that_is_no_language_file_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_language("xx", text)
    assert str(caught.value).startswith("languages/xx.yaml is no language file: ")
    assert "\n" not in str(caught.value)


def test_braces_can_be_written() -> None:
    spoken = read_language("xx", "language: {locale: en}\na: 'a {{brace}} and {n}'\n")
    assert spoken.say("a", n=3) == "a {brace} and 3"
