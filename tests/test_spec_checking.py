"""The checker of feature files: every mistake, its place, and what was probably meant."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from passerelle.spec import check

HEAD = "Feature: F\n  Scenario: S\n"
GOOD = (
    HEAD
    + '    Given the applicant presents a fully described micro-credential "X"\n'
    + "    When recognition is requested for exemption\n"
    + "    Then the outcome is full recognition\n"
)


def checked(folder: Path, text: str) -> list[tuple[str, int, str]]:
    file = folder / "a.feature"
    file.write_text(text, encoding="utf-8")
    return [(found.code, found.line, f"{found.message} {found.hint}") for found in check([folder])]


def test_the_features_of_the_project_have_no_mistake() -> None:
    assert check(["features"]) == []


def test_a_good_feature_has_no_mistake(tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD) == []


def test_an_unknown_sentence_is_named_with_its_line_and_the_nearest_known(tmp_path: Path) -> None:
    [(code, line, text)] = checked(tmp_path, GOOD.replace("is requested for", "is wanted for the"))
    assert (code, line) == ("F301", 4)
    assert "recognition is requested for {purpose}" in text


def test_an_unknown_word_in_a_known_sentence_is_named_with_the_nearest(tmp_path: Path) -> None:
    [(code, line, text)] = checked(tmp_path, GOOD.replace("full recognition", "full recogniton"))
    assert (code, line) == ("F304", 5)
    assert "did you mean 'full recognition'?" in text


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("exemption", "exemtion") + "    And nonsense\n    And the outcome is bad\n"
    assert [line for _, line, _ in checked(tmp_path, text)] == [4, 6, 7]


def test_a_sentence_after_the_wrong_keyword_is_told(tmp_path: Path) -> None:
    [(code, line, text)] = checked(tmp_path, GOOD + "    And the day of the decision is 2026-02-01\n")
    assert (code, line) == ("F302", 6)
    assert "after Given" in text


def test_a_sentence_of_the_other_language_is_told(tmp_path: Path) -> None:
    [(code, line, text)] = checked(tmp_path, GOOD.replace("the outcome is full recognition", "je izid zavrnitev"))
    assert (code, line) == ("F301", 5)
    assert "# language: sl" in text


def test_slovenian_keywords_and_sentences_are_read(tmp_path: Path) -> None:
    text = """# language: sl
Funkcija: F
  Scenarij: S
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Etika“
    In njena raven je EOK 6
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    Toda izid ni zavrnitev
"""
    assert checked(tmp_path, text) == []
    [(code, line, said)] = checked(tmp_path, text.replace("zavrnitev", "zavrnjen"))
    assert (code, line) == ("F304", 8)
    assert "zavrnitev" in said


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        ("| issuerr | X |", "F307", "did you mean 'issuer'?"),
        ("| country | Finlnd |", "F304", "did you mean 'Finland'?"),
        ("| issued | 2026-02-30 |", "F304", "dates are written 2026-01-15"),
        ("| assessment | projekt |", "F304", "did you mean 'project'?"),
        ("| title | a | b |", "F306", "two columns"),
    ],
)
def test_a_row_of_a_table_that_cannot_be_read_is_told(tmp_path: Path, row: str, code: str, says: str) -> None:
    table = f"    And the micro-credential has these details\n      {row}\n"
    [(found, line, text)] = checked(tmp_path, GOOD.replace("    When", table + "    When"))
    assert (found, line) == (code, 5)
    assert says in text


def test_a_field_given_twice_is_told(tmp_path: Path) -> None:
    table = "    And the micro-credential has these details\n      | title | a |\n      | title | b |\n"
    assert [code for code, _, _ in checked(tmp_path, GOOD.replace("    When", table + "    When"))] == ["F308"]


def test_a_table_that_is_missing_or_not_wanted_is_told(tmp_path: Path) -> None:
    missing = GOOD.replace("    When", "    And its learning outcomes are\n    When")
    assert [code for code, _, _ in checked(tmp_path, missing)] == ["F306"]
    assert [code for code, _, _ in checked(tmp_path, GOOD + "      | a |\n")] == ["F306"]
    assert [code for code, _, _ in checked(tmp_path, GOOD + '      """\n      a\n      """\n')] == ["F305"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "F103"),
        ("# nothing\n", "F103"),
        ("Feature: F\n", "F104"),
        ("Feature: F\n  Scenario: S\n", "F107"),
        ("Feature: F\n  Background:\n    Given its level is EQF 7\n", "F104"),
        ("Scenario: S\n", "F102"),
        ("Feature: F\n  Scenrio: S\n    Givn nothing\n", "F112"),
        (GOOD.replace("Given", "Givn"), "F112"),
        (GOOD.replace("When", "Wen"), "F102"),
        ("# language: xx\nFeature: F\n", "F102"),
        ("# language: fr\nFonctionnalité: F\n  Scénario: S\n    Soit rien\n", "F301"),
        (HEAD + "    And its level is EQF 7\n", "F109"),
        (HEAD.replace("Scenario: S", "Scenario:") + GOOD.removeprefix(HEAD), "F106"),
        (GOOD + GOOD.removeprefix("Feature: F\n"), "F105"),
        (GOOD.replace("Scenario:", "Scenario Outline:") + "    Examples:\n      | a |\n", "F108"),
        (GOOD.replace("    Then the outcome is full recognition\n", ""), "F110"),
        (GOOD + "    @tag\n    Examples:\n      | a |\n      | b |\n", "F111"),
    ],
)
def test_a_file_that_would_not_run_as_written_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert code in {found for found, _, _ in checked(tmp_path, text)}


def test_an_outline_is_checked_row_by_row(tmp_path: Path) -> None:
    text = GOOD.replace("Scenario:", "Scenario Outline:").replace("exemption", "<purpose>")
    text += "    Examples:\n      | purpose |\n      | exemption |\n      | exemtion |\n"
    [(code, line, said)] = checked(tmp_path, text)
    assert (code, line) == ("F304", 4)
    assert "did you mean 'exemption'?" in said


def test_bytes_that_are_no_text_a_folder_without_features_and_no_folder_are_told(tmp_path: Path) -> None:
    assert [found.code for found in check([tmp_path])] == ["F103"]
    assert [found.code for found in check([tmp_path / "none"])] == ["F101"]
    (tmp_path / "a.feature").write_bytes(b"\xff\xfe\x00")
    assert [found.code for found in check([tmp_path])] == ["F101"]


def test_a_sentence_of_ones_own_is_known_beside_its_features(tmp_path: Path) -> None:
    (tmp_path / "sentences.yaml").write_text(
        "sentences:\n  - {id: tiny, en: it is tiny, sl: je drobna, do: {unit: {workload: 1 ECTS}}}\n", encoding="utf-8"
    )
    assert checked(tmp_path, GOOD.replace("    When", "    And it is tiny\n    When")) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("    Then the", "    Thn the", "begins with no keyword", "did you mean 'Then'?"),
        ("  Scenario: T", "  Senario: T", "begins with no keyword", "did you mean 'Scenario'?"),
        ("  Scenario: T", "  Scenario T", "begins with no keyword", "write Scenario:"),
        ("Feature: F", "Funkcija: F", "is said in the language 'sl'", "# language: sl"),
        ("Feature: F", "# language: slo\nFunkcija: F", "there is no language 'slo'", "write # language: sl"),
    ],
)
def test_a_file_that_is_not_gherkin_is_told_in_the_words_of_its_author(
    tmp_path: Path, old: str, new: str, message: str, hint: str
) -> None:
    text = GOOD + GOOD.removeprefix("Feature: F\n").replace("Scenario: S", "Scenario: T")
    [(code, _, text)] = checked(tmp_path, text.replace(old, new, 1))
    assert code == "F102"
    assert message in text
    assert hint in text
    assert "#EOF" not in text


@pytest.mark.parametrize(
    ("do", "told"),
    [
        ('{unit: {languages: "{lang}"}}', "did you mean 'language'?"),
        ("{unit: {languages: {language}}}", "put it between quotes"),
    ],
)
def test_what_no_placeholder_fills_is_told(tmp_path: Path, do: str, told: str) -> None:
    sentence = f"  - id: t\n    en: taught in {{language:text}}\n    sl: jezik {{language:text}}\n    do: {do}\n"
    (tmp_path / "sentences.yaml").write_text("sentences:\n" + sentence, "utf-8")
    [(code, line, text)] = checked(tmp_path, GOOD)
    assert (code, line) == ("F207", 5)
    assert told in text


def test_endless_sentences_are_compared_in_no_time(tmp_path: Path) -> None:
    started = time.process_time()
    found = checked(tmp_path, HEAD + ("    Given " + "the applicant „" * 500 + "\n") * 60)
    assert {code for code, _, _ in found} >= {"F301"}
    assert time.process_time() - started < 8, "comparing every character takes minutes"


def test_a_copy_of_the_built_in_sentences_adds_nothing(tmp_path: Path) -> None:
    for name in ("sentences.yaml", "recognition.feature"):
        (tmp_path / name).write_bytes((Path(__file__).parent.parent / "features" / name).read_bytes())
    assert check([tmp_path]) == []
