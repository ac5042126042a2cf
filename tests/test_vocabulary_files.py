"""A mistake in a table is one clear error with file, line and column."""

import shutil
import time
from pathlib import Path

import pytest

from passerelle.errors import PasserelleError, VocabularyError
from passerelle.vocabulary import FILES, load, parse
from vocabulary_tables import FOLDER, VOCABULARY

FRAMEWORKS = """\
iri_prefix: http://example.org/
sources: {K: general}
national:
- id: XX-QF
  areas: [XX]
  name: Test framework
  valid: unknown
  levels:
  - {map: "1>1, 2>2", evidence: K, source: K}
  source: K
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*FILES, "facts.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / "frameworks.yaml").write_text(FRAMEWORKS)
    return tmp_path


def test_the_folder_as_it_stands_is_right(folder: Path) -> None:
    assert [framework.id for framework in load(folder).frameworks] == ["XX-QF"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2>2", "2>9", "9:19 '9' is neither EQF levels 1 to 8 such as 7 or 7|8, nor none, nor ?"),
        ("2>2", "1>2", "9:17 level '1' stands twice"),
        ("2>2", "two", "9:17 'two' is not a level, '>' and its EQF level"),
        ("2>2", "2>8|7", "9:19 '8|7' is neither EQF levels 1 to 8 such as 7 or 7|8, nor none, nor ?"),
        ("evidence: K", "evidence: Z", "9:33 'Z' is not one of S, K, K?"),
        (", source: K}", "}", "9:5 'source' is missing"),
        (", source: K}", ", source: L}", "9:44 no source is called 'L'; name it under sources"),
        ("  source: K\n", "", "4:3 'source' is missing"),
        ("  name:", "  nome:", "4:3 'name' is missing"),
        ("  valid:", "  colour: red\n  valid:", "7:11 nothing reads 'colour'"),
        ("  valid:", "  name: Again\n  valid:", "7:3 'name' stands twice, first in line 6"),
        ("valid: unknown", "valid: {from: null}", "7:10 a date is unknown, so 'unverified: true' is missing"),
        ("valid: unknown", "valid: {from: 2020, until: null}", "7:17 '2020' is no date like 2019-01-31"),
        ("valid: unknown", "valid: {from: 2020-01-02, until: 2020-01-01}", "7:10 the table ends before it begins"),
        ("areas: [XX]", "areas: XX", "5:10 'areas' is a list"),
        ("areas: [XX]", "areas: [XX", "6:7 is no YAML: "),
        ("areas: [XX]", "areas: *XX", "5:10 is no YAML: "),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(folder: Path, old: str, new: str, expected: str) -> None:
    assert FRAMEWORKS.count(old) >= 1
    (folder / "frameworks.yaml").write_text(FRAMEWORKS.replace(old, new, 1))
    with pytest.raises(VocabularyError) as caught:
        load(folder)
    assert str(caught.value).startswith(f"frameworks.yaml:{expected}")
    assert isinstance(caught.value, PasserelleError)
    assert caught.value.path == "frameworks.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("credit-systems.yaml", 'to_ects: "1/2"', 'to_ects: "1/0"', "'1/0' is no exact number such as 1/2 or 26.5"),
        ("credit-systems.yaml", 'to_ects: "1/2"', 'to_ects: "-1/2"', "'-1/2' has to be above 0"),
        ("credit-systems.yaml", "- {id: CATS,", "- {id: ECTS,", "'ECTS' already names ECTS"),
        ("credit-systems.yaml", "via: US-SCH", "via: US-XXX", "no credit system is called 'US-XXX'"),
        ("hours-per-ects.yaml", "[AT, IT,", "[AT, AT,", "'AT' stands twice"),
        ("hours-per-ects.yaml", '"25-30"', '"30-25"', "'30-25' runs backwards"),
        ("terms.yaml", "[quality label,", "[ESG,", "'ESG' already means ESG; list it under ambiguous"),
        ("cycles.yaml", "eqf: 6", "eqf: 5", "EQF 5 stands twice"),
    ],
)
def test_other_tables_are_checked_too(folder: Path, name: str, old: str, new: str, message: str) -> None:
    text = (FOLDER / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
    with pytest.raises(VocabularyError) as caught:
        load(folder)
    assert caught.value.message == message
    assert caught.value.path == name
    assert caught.value.line > 1


def test_a_missing_or_empty_file_is_named(folder: Path) -> None:
    (folder / "terms.yaml").write_bytes(b"")
    with pytest.raises(VocabularyError, match=r"terms.yaml:1:1 is empty"):
        load(folder)
    (folder / "terms.yaml").write_bytes(b"a\n\xff")
    with pytest.raises(VocabularyError, match=r"terms.yaml:2:1 is not UTF-8"):
        load(folder)
    (folder / "terms.yaml").unlink()
    with pytest.raises(VocabularyError, match=r"terms.yaml:1:1 is missing"):
        load(folder)


def test_the_digest_follows_the_contents(folder: Path) -> None:
    first = load(folder)
    assert load(folder) is first
    (folder / "frameworks.yaml").write_text(FRAMEWORKS + "# a remark\n")
    assert load(folder).sha256 != first.sha256
    assert len(VOCABULARY.sha256) == 64


def test_a_vocabulary_is_made_again_from_its_source() -> None:
    again = parse(VOCABULARY.source)
    assert again == VOCABULARY
    assert again.frameworks == VOCABULARY.frameworks


def test_loading_is_fast(tmp_path: Path) -> None:
    taken = []
    for turn in range(3):
        copy = shutil.copytree(FOLDER, tmp_path / str(turn))
        with (copy / "cycles.yaml").open("a") as file:
            file.write(f"# {turn}\n")
        started = time.process_time()
        load(copy)
        taken.append(time.process_time() - started)
    assert min(taken) < 1, "loading takes about 0.15 s of processor time"
