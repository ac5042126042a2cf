"""Statements as files and on standard output: what is written, what is never written over, what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, EXAMPLES, TARGET

from passerelle.explain import statement
from passerelle.store import Store


@pytest.fixture
def kept(run: Any) -> str:
    """The id of a decision that is kept in the folder."""
    return str(run("recognise", CREDENTIAL, *ASKED, *TARGET, "--json").json["decisions"][0]["id"])


class TestStatement:
    @pytest.mark.parametrize("lang", ["en", "sl"])
    def test_a_kept_decision_is_written_as_a_document(self, run: Any, kept: str, tmp_path: Path, lang: str) -> None:
        expected = statement(Store.open("sqlite:///passerelle.db").find(kept).decision, lang)
        shown = run("statement", kept, "--lang", lang)
        assert (shown.code, shown.err) == (0, "")
        assert shown.out == f"{expected}\n"
        written = run("statement", kept, "--lang", lang, "--out", "odločitev.html")
        assert written.code == 0
        assert "odločitev.html" in written.out
        assert (tmp_path / "odločitev.html").read_bytes() == expected.encode()

    def test_as_json_it_says_where_it_is_or_what_it_says(self, run: Any, kept: str) -> None:
        inside = run("statement", kept, "--json").json
        assert inside["id"] == kept
        assert inside["statement"].startswith("<!doctype html>")
        assert run("statement", kept, "--lang", "sl-SI", "--out", "s.html", "--json").json == {
            "id": kept, "lang": "sl", "file": "s.html"
        }  # fmt: skip

    def test_a_file_that_is_there_is_not_written_over(self, run: Any, kept: str, tmp_path: Path) -> None:
        (tmp_path / "signed.html").write_text("signed", encoding="utf-8")
        refused = run("statement", kept, "--out", "signed.html")
        assert refused.code == 2
        assert refused.err == "passerelle: signed.html: there is such a file already; name another or remove it\n"
        assert (tmp_path / "signed.html").read_text(encoding="utf-8") == "signed"
        assert run("statement", kept, "--out", "signed.html", "--json").json["error"]["code"] == "file_exists"

    @pytest.mark.parametrize("place", ["nowhere/s.html", ".", "x" * 300, "a\x00b"])
    def test_what_cannot_be_written_is_one_error(self, run: Any, kept: str, place: str) -> None:
        refused = run("statement", kept, "--out", place)
        assert refused.code == 2
        assert refused.out == ""
        assert len(refused.err.splitlines()) == 1

    def test_an_unknown_decision_or_language_is_refused(self, run: Any, kept: str, tmp_path: Path) -> None:
        assert run("statement", "d123", "--out", "s.html").code == 2
        assert run("statement", kept, "--lang", "xx", "--out", "s.html").code == 2
        assert not (tmp_path / "s.html").exists()


class TestRecognise:
    def test_it_writes_what_it_decides(self, run: Any, tmp_path: Path) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--no-keep", "--lang", "sl", "--statement", "s.html")
        assert "s.html" in decided.out
        document = (tmp_path / "s.html").read_text(encoding="utf-8")
        assert '<html lang="sl">' in document
        assert [path.name for path in tmp_path.iterdir()] == ["s.html"]

    def test_several_awards_get_a_file_each(self, run: Any, tmp_path: Path) -> None:
        portfolio = str(EXAMPLES / "portfolio.yaml")
        decided = run("recognise", portfolio, *ASKED, *TARGET, "--statement", "s.html", "--json").json["decisions"]
        assert [each["statement"] for each in decided] == ["s-1.html", "s-2.html"]
        for each in decided:
            assert each["id"] in (tmp_path / each["statement"]).read_text(encoding="utf-8")

    def test_nothing_is_kept_where_the_file_is_there(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "s.html").write_text("signed", encoding="utf-8")
        refused = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--statement", "s.html")
        assert refused.code == 2
        assert refused.out == ""
        assert [path.name for path in tmp_path.iterdir()] == ["s.html"]

    def test_nothing_is_kept_where_the_folder_is_not(self, run: Any, tmp_path: Path) -> None:
        refused = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--statement", "nowhere/s.html")
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == "passerelle: nowhere: there is no such folder; check the path\n"
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_is_no_file(self, run: Any, tmp_path: Path) -> None:
        portfolio = str(EXAMPLES / "portfolio.yaml")
        refused = run("recognise", portfolio, *ASKED, *TARGET, "--statement", ".")
        assert (refused.code, refused.err) == (2, "passerelle: .: this is a folder; name a file in it\n")
        assert list(tmp_path.iterdir()) == []

    def test_a_decision_that_is_kept_is_shown_even_where_its_statement_cannot_be_written(self, run: Any) -> None:
        decided = run("recognise", CREDENTIAL, *ASKED, *TARGET, "--statement", f"{'x' * 300}.html")
        assert decided.code == 2
        assert "Kept as d" in decided.out
        assert "the statement cannot be written" in decided.err
