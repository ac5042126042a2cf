"""`vocabulary` and `outcomes`: a classification is imported whole or not at all, and what reads alike is pointed out
beside a decision, not in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from command_line import ROOT

from esco_zips import NAME, RELATIONS_NAME, complete, package, skills, uri

PORTFOLIO = """\
portfolio: 1
holder: {{name: Ada Example}}
units:
  - title: {{en: Data}}
    issuer: {{name: University of Examples, country: FI, formal_status: formal}}
    issued: 2025-09-30
    workload: 5 ECTS
    level: FiNQF 7
    assessment: [project]
    participation: [online]
    supervision: supervised_online_with_id
    quality:
      - {{kind: external, standard: ESG, level: institution, body: Agency, outcome: positive,
         valid_from: 2021-01-01, valid_until: 2027-12-31}}
    outcomes:
      - {{text: {{en: Applies the law of data protection in projects}}, identifiers: [{identifier}]}}
"""
QUESTION = (
    "--host", "example-university", "--purpose", "exemption", "--as-of", "2026-01-15", "--confirm", "authentic",
    "--confirm", "holder_matches", "--confirm", "original_seen",
)  # fmt: skip


def packages(folder: Path, files: dict[str, bytes]) -> list[str]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


def portfolio(folder: Path, identifier: str = "urn:example:1") -> str:
    (folder / "portfolio.yaml").write_text(PORTFOLIO.format(identifier=identifier), encoding="utf-8")
    return "portfolio.yaml"


class TestVocabulary:
    def test_what_was_imported_is_said_and_listed(self, run: Any, tmp_path: Path) -> None:
        imported = run("vocabulary", "import", "esco", *packages(tmp_path, complete()), "--store", "s.db")
        assert (imported.code, imported.err) == (0, "")
        assert "ESCO 1.1.1 (en), " in imported.out
        assert "7 concepts, 7 relations" in imported.out
        assert "Imported into s.db." in imported.out
        listed = run("vocabulary", "list", "--store", "s.db", "--lang", "sl")
        assert "7 pojmov, število povezav: 7" in listed.out
        (kept,) = run("vocabulary", "list", "--store", "s.db", "--json").json["classifications"]
        assert (kept["version"], kept["language"], kept["unplaced"]) == ("1.1.1", "en", 0)

    def test_what_a_package_leaves_open_is_said(self, run: Any, tmp_path: Path) -> None:
        names = packages(tmp_path, package())
        assert "Of 2 concepts the broader ones are not known" in run("vocabulary", "import", "esco", *names).out
        assert run("vocabulary", "import", "esco", *names, "--json").json["imported"]["unplaced"] == 2

    def test_every_mistake_is_told_and_nothing_is_kept(self, run: Any, tmp_path: Path) -> None:
        packages(tmp_path, complete())
        run("vocabulary", "import", "esco", NAME, RELATIONS_NAME, "--store", "s.db")
        (name,) = packages(tmp_path, package(skills_en=skills(["a", "a b", "a"])))
        refused = run("vocabulary", "import", "esco", name, "--store", "s.db")
        assert refused.code == 2
        assert "skills_en.csv, line 4: " in refused.err
        assert "stands twice" in refused.err
        assert run("vocabulary", "list", "--store", "s.db", "--json").json["classifications"][0]["concepts"] == 7

    def test_a_version_that_no_name_says_is_given(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "esco.zip").write_bytes(package()[NAME])
        assert "--version 1.1.1" in run("vocabulary", "import", "esco", "esco.zip").err
        assert run("vocabulary", "import", "esco", "esco.zip", "--version", "1.1.1").code == 0
        assert run("vocabulary", "import", "esco", "esco.zip", "--version", "newest").code == 2

    def test_nothing_is_there_before_something_is_imported(self, run: Any, tmp_path: Path) -> None:
        assert run("vocabulary", "list", "--store", "s.db").code == 2
        run("recognise", portfolio(tmp_path), *QUESTION, "--target", "data-ethics", "--store", "s.db")
        assert run("vocabulary", "list", "--store", "s.db").out == "No classification of skills is kept here.\n"


class TestRecognise:
    def test_a_decision_asks_the_classification_and_is_replayed_without_it(self, run: Any, tmp_path: Path) -> None:
        component = (ROOT / "rules/hosts/example-university/components/data-ethics.yaml").read_text(encoding="utf-8")
        same = "same_as: [https://data.example.fi/outcomes/apply-gdpr]"
        (tmp_path / "component.yaml").write_text(component.replace(same, f"same_as: {uri('group')}"), encoding="utf-8")
        run("vocabulary", "import", "esco", *packages(tmp_path, complete()), "--store", "s.db")
        file = portfolio(tmp_path, uri("haskell"))
        asked = run("recognise", file, *QUESTION, "--target", "component.yaml", "--store", "s.db", "--json")
        (made,) = asked.json["decisions"]
        facts = {fact["name"]: fact for fact in made["decision"]["trace"]["facts"]}
        assert facts["award.outcomes[0].broader"]["value"] == [uri("group")]
        assert facts["award.outcomes[0].broader"]["source"].startswith("ESCO 1.1.1 (en ")
        run("vocabulary", "import", "esco", *packages(tmp_path, package()), "--store", "s.db")
        assert run("replay", made["id"], "--store", "s.db").code == 0

    def test_outcomes_that_read_alike_stand_below_a_decision_that_leaves_them_open(
        self, run: Any, tmp_path: Path
    ) -> None:
        told = run("recognise", portfolio(tmp_path), *QUESTION, "--target", "data-ethics", "--no-keep")
        heading = "Suggestions for whoever compares the outcomes (not counted)"
        assert told.out.index("Receipt") < told.out.index(heading)
        assert "de-2: Applies data protection law in a project." in told.out
        decided = run("recognise", portfolio(tmp_path), *QUESTION, "--target", "data-ethics", "--no-keep", "--json")
        assert "uggest" not in decided.out

    def test_a_decision_that_does_not_rest_on_outcomes_suggests_nothing(self, run: Any, tmp_path: Path) -> None:
        question = [part.replace("exemption", "credit_elective") for part in QUESTION]
        assert "Suggestions" not in run("recognise", portfolio(tmp_path), *question, "--no-keep").out


class TestSuggest:
    def test_it_says_what_to_compare_and_that_it_counts_for_nothing(self, run: Any, tmp_path: Path) -> None:
        ask = ("outcomes", "suggest", portfolio(tmp_path), "--host", "example-university", "--target", "data-ethics")
        told = run(*ask)
        assert told.code == 0
        assert "(not counted)" in told.out
        assert "Applies the law of data protection in projects" in told.out
        (made,) = run(*ask, "--json", "--limit", "1", "--threshold", "80").json["suggestions"]
        assert [(each["wanted"], each["rank"]) for each in made["found"]] == [("de-2", 1)]
        assert (made["award"], made["target"], made["threshold"]) == (1, "data-ethics", 80)
        assert "ne štejejo" in run(*ask, "--lang", "sl").out

    def test_an_unknown_component_is_a_mistake_of_the_question(self, run: Any, tmp_path: Path) -> None:
        asked = run(
            "outcomes", "suggest", portfolio(tmp_path), "--host", "example-university", "--target", "data-ethic"
        )
        assert (asked.code, "did you mean 'data-ethics'?" in asked.err) == (2, True)
