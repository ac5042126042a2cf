"""ESCO's packages are read whole or refused with all that is wrong with them."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esco_zips import FILES, NAME, PAIRS, complete, groups, package, relations, skills, table, uri, zipped
from passerelle.errors import DocumentError
from passerelle.skills import classified, normal, read_esco
from passerelle.skills.closure import circle

ROOT = Path(__file__).parent.parent
#: The published package is optional and lies beside the repository; nothing of it is in this project.
REAL = ROOT.parent / "shared" / "reference" / "esco" / "esco-v1.1.1-classification-en-csv.zip"


SLOVENE = {"skills_en.csv": FILES["skills_en.csv"], "skillGroups_sl.csv": FILES["skillGroups_en.csv"]}


def refused(files: Mapping[str, bytes], version: str | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_esco(files, version=version)
    return caught.value


class TestWhole:
    def test_two_zips_give_concepts_labels_and_every_relation(self) -> None:
        found = read_esco(complete())
        assert (found.name, found.version, found.language) == ("ESCO", "1.1.1", "en")
        assert {concept.uri: concept.label for concept in found.concepts} == {
            uri(name): f"label of {name}"
            for name in ("haskell", "python", "programming", "drawing", "lost", "top", "group")
        }
        assert found.links == tuple(sorted((uri(below), uri(above)) for below, above in PAIRS))
        assert found.unplaced == frozenset()

    def test_without_the_table_of_relations_what_is_not_known_is_said(self) -> None:
        found = read_esco(package())
        assert (uri("haskell"), uri("programming")) in found.links
        assert (uri("group"), uri("top")) in found.links
        assert found.unplaced == {uri("drawing"), uri("lost")}

    def test_one_zip_may_have_all_as_newer_versions_do(self) -> None:
        files = {"v1.2.0.zip": zipped({**FILES, "broaderRelationsSkillPillar_en.csv": relations(PAIRS)})}
        found = read_esco(files)
        assert (found.version, found.links) == ("1.2.0", read_esco(complete()).links)

    def test_tables_may_stand_in_a_folder_and_have_no_language(self) -> None:
        plain = {f"csv/{name.replace('_en', '')}": content for name, content in FILES.items()}
        plain["__MACOSX/csv/skills.csv"] = b"\0"
        found = read_esco({"esco.zip": zipped(plain)}, version="1.0.8")
        assert (found.version, found.language, len(found.concepts)) == ("1.0.8", "und", 7)

    def test_the_order_of_files_and_rows_makes_no_difference(self) -> None:
        turned = dict(reversed(list(complete(reversed(PAIRS)).items())))
        assert read_esco(turned).links == read_esco(complete()).links
        assert read_esco(dict(reversed(list(complete().items())))) == read_esco(complete())

    def test_other_bytes_have_another_sha256(self) -> None:
        assert len({read_esco(files).sha256 for files in (complete(), package(), complete(PAIRS[:-1]))}) == 3


class TestRefused:
    @pytest.mark.parametrize(
        ("files", "code", "says"),
        [
            ({NAME: b"no zip"}, "no_zip", "no zip that can be read"),
            ({NAME: zipped(FILES)[:-40]}, "no_zip", "no zip that can be read"),
            ({NAME: zipped({"occupations_en.csv": b"x"})}, "missing_file", "no table of ESCO's skills"),
            (
                {NAME: zipped({"skills_en.csv": FILES["skills_en.csv"]})},
                "missing_file",
                "skillGroups_en.csv is missing",
            ),
            ({NAME: zipped({**FILES, "a/skills_en.csv": b"x"})}, "twice", "two files skills_en.csv"),
            (
                {NAME: zipped({**FILES, "skills_sl.csv": b"x"})},
                "twice",
                "skills_en.csv and skills_sl.csv are one table",
            ),
            (package(skillGroups_sl=groups(["top"])), "twice", "are one table"),
            ({NAME: zipped(SLOVENE)}, "several_languages", "(en, sl)"),
            ({"esco.zip": zipped(FILES)}, "version", "say it (--version 1.1.1)"),
            (
                {NAME: zipped(FILES), "v1.2.0.zip": zipped({"broaderRelationsSkillPillar.csv": relations([])})},
                "version",
                "1.1.1, 1.2.0",
            ),
            (package(skills_en=b"\xff\xfe"), "encoding", "no UTF-8"),
            (package(skills_en=b'conceptUri,preferredLabel\n"a'), "no_csv", "cannot be read"),
            (package(skills_en=b"conceptUri\n"), "columns", "the column preferredLabel is missing"),
            (package(skills_en=b""), "columns", "the column conceptUri, preferredLabel is missing"),
            (package(skills_en=FILES["skills_en.csv"] + b"x,y\r\n"), "columns", "the row has 2 values"),
            (package(skills_en=skills(["a", "a"])), "twice", "stands twice"),
            (package(skills_en=table(("conceptUri", "preferredLabel"), [[uri("a"), ""]])), "no_label", "no label"),
            (
                package(skills_en=table(("conceptUri", "preferredLabel"), [["x", "y"]])),
                "no_concept",
                "'x' is no concept",
            ),
            (complete([("python", "elsewhere")]), "unknown_concept", "of one version?"),
            (complete([("python", "python")]), "circle", "broader than itself"),
            (complete([("python", "top"), ("top", "group"), ("group", "python")]), "circle", "go round in a circle"),
        ],
    )
    def test_it_says_what_and_where(self, files: Mapping[str, bytes], code: str, says: str) -> None:
        error = refused(files)
        assert (error.code, says in str(error)) == (code, True), str(error)
        assert "\n" not in str(error)

    def test_every_row_that_is_broken_is_told_with_its_line(self) -> None:
        rows = [[uri("good"), "good"], ["bad", "one"], [uri("good"), "again"], [uri("third"), ""]]
        error = refused(package(skills_en=table(("conceptUri", "preferredLabel"), rows)))
        told = [(mistake.code, mistake.place) for mistake in error.mistakes]
        assert told[:3] == [
            ("no_concept", "skills_en.csv, line 3"), ("twice", "skills_en.csv, line 4"),
            ("no_label", "skills_en.csv, line 5"),
        ]  # fmt: skip

    def test_of_very_many_the_rest_is_counted(self) -> None:
        error = refused(package(skills_en=table(("conceptUri", "preferredLabel"), [["bad", "x"]] * 1_000)))
        assert len(error.mistakes) == 31
        assert error.mistakes[-1].message.endswith("more rows have mistakes")

    def test_a_zip_that_unpacks_without_end_is_not_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("passerelle.skills.archives.LARGEST_FILE", 1_000_000)
        bomb = zipped({**FILES, "skills_en.csv": b"0" * 5_000_000})
        assert len(bomb) < 20_000
        error = refused({NAME: bomb})
        assert (error.code, "more than 1,000,000 bytes" in error.message) == ("too_large", True)

    def test_many_tables_together_have_a_limit_too(self) -> None:
        from passerelle.skills.archives import unpack

        with pytest.raises(DocumentError, match="more than 60 bytes"):
            unpack(zipped({"a": b"x" * 60, "b": b"x" * 61}), lambda _: True, largest=120)

    def test_a_zip_with_a_password_is_refused(self) -> None:
        content = bytearray(zipped(FILES))
        for at in range(len(content) - 4):
            # The flag of encryption, in the header of each file and in the directory at the end.
            if content[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
                content[at + (6 if content[at + 2] == 3 else 8)] |= 1
        assert "locked with a password" in refused({NAME: bytes(content)}).message

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_mangled_package_is_refused_or_read_and_never_a_traceback(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(FILES)))
        content = bytearray(FILES[name])
        for _ in range(data.draw(st.integers(1, 5))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] = data.draw(st.sampled_from([0, 10, 34, 44, 195, ord("/"), ord("x")]))
        whole = bytearray(zipped({**FILES, name: bytes(content)}))
        if data.draw(st.booleans()):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        try:
            read_esco({NAME: bytes(whole)})
        except DocumentError as error:
            told = str(error)
        else:
            return
        assert told
        assert "\n" not in told


class TestNames:
    @pytest.mark.parametrize(
        "written",
        [
            "http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab",
            "https://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab/",
            " HTTP://DATA.EUROPA.EU/esco/skill/0005C151-5B5A-4A66-8AAC-60E734BEB1AB ",
            "esco:skill/0005c151-5b5a-4a66-8aac-60e734beb1ab",
            "https://esco.ec.europa.eu/en/classification/skill?"
            "uri=http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab",
            "http://ec.europa.eu/esco/portal/skill?conceptLanguage=en&"
            "uri=http%3A%2F%2Fdata.europa.eu%2Fesco%2Fskill%2F0005c151-5b5a-4a66-8aac-60e734beb1ab",
        ],
    )
    def test_one_concept_however_it_is_written(self, written: str) -> None:
        assert normal(written) == "http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab"
        assert classified(normal(written))

    @pytest.mark.parametrize(
        "written",
        [
            "https://example.org/skill/1/",
            "https://example.org/?uri=http://data.europa.eu/esco/skill/S1",
            "https://esco.ec.europa.eu/en/classification/skill_main",
            "http://data.europa.eu/esco/skill/S1?x=1",
            "http://data.europa.eu/esco/skill/S1#part",
            "http://data.europa.eu.example.org/esco/skill/S1",
            "http://data.europa.eu/snb/skill/S1",
            "esco:model/S1",
            "0005c151-5b5a-4a66-8aac-60e734beb1ab",
            "",
        ],
    )
    def test_what_may_be_something_else_stays_as_it_is(self, written: str) -> None:
        assert normal(written) == written
        assert not classified(written)

    @given(st.text(max_size=40) | st.sampled_from(["http://data.europa.eu/esco/", "esco:skill/", "http://["]))
    def test_a_normal_form_is_its_own_normal_form(self, written: str) -> None:
        assert normal(normal(written)) == normal(written)

    def test_an_occupation_is_no_skill(self) -> None:
        assert not classified("http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34")
        assert classified("http://data.europa.eu/esco/isced-f/0613")


pairs = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=14)


@given(pairs)
def test_a_circle_is_found_where_somebody_can_come_back_to_where_they_were(steps: list[tuple[str, str]]) -> None:
    reached = {(a, b) for a, b in steps}
    for _ in steps:
        reached |= {(a, d) for a, b in reached for c, d in steps if b == c}
    found = circle(steps)
    assert bool(found) == any(a == b for a, b in reached)
    if found:
        assert found[0] == found[-1]
        assert all(step in steps for step in itertools.pairwise(found))


@pytest.mark.skipif(not REAL.is_file(), reason=f"ESCO 1.1.1 was not read: it is not at {REAL}")
def test_the_published_package_is_read() -> None:
    found = read_esco({REAL.name: REAL.read_bytes()})
    assert (found.version, found.language) == ("1.1.1", "en")
    assert (len(found.concepts), len(found.links), len(found.unplaced)) == (14_543, 3_851, 11_678)
    labels = {concept.uri: concept.label for concept in found.concepts}
    haskell = "http://data.europa.eu/esco/skill/000f1d3d-220f-4789-9c0a-cc742521fb02"
    assert labels[haskell] == "Haskell"
    assert {labels[above] for below, above in found.links if below == haskell} == {
        "computer programming", "software and applications development and analysis",
    }  # fmt: skip
    with zipfile.ZipFile(REAL) as archive:
        assert len(archive.namelist()) == 13
