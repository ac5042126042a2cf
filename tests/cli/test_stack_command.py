"""`passerelle stack`, `plan` and `policies`: what they print, how they end, and what is said of bad input."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import EXAMPLES, ROOT

from passerelle.cli import stacking
from passerelle.store.codec import stack_schema

PORTFOLIO = str(EXAMPLES / "portfolio-stack.yaml")
ASKED = ["--policy", "pgcert-data-practice", "--as-of", "2026-10-01", "--enrolled", "2026-09-15"]
PUBLISHED = ROOT / "docs" / "schema" / "stack-decision-1.schema.json"


def without(unit: str, folder: Path) -> str:
    """The example portfolio without one unit, as a file."""
    head, *units = (EXAMPLES / "portfolio-stack.yaml").read_text(encoding="utf-8").split("\n  - id: ")
    left = [each for each in units if not each.startswith(f"{unit}\n")]
    assert len(left) == len(units) - 1
    path = folder / f"without-{unit}.yaml"
    path.write_text("\n  - id: ".join([head, *left]), encoding="utf-8")
    return str(path)


def test_the_best_choice_is_told_with_its_proof(run: Any) -> None:
    ran = run("stack", PORTFOLIO, *ASKED)
    assert ran.code == 0
    assert "Outcome: The award is reached\n" in ran.out
    assert "Proved: of the 32 choices of units that there are, none is better." in ran.out
    assert "████████████████████████  30 of exactly 30 ECTS" in ran.out
    assert "Kept as s" in ran.out


def test_a_kept_answer_is_shown_and_replayed(run: Any) -> None:
    id = run("stack", PORTFOLIO, *ASKED, "--json").json["decisions"][0]["id"]
    assert "The award is reached" in run("show", id).out
    assert run("replay", id).code == 0


def test_of_an_answer_about_stacking_there_is_no_statement(run: Any) -> None:
    """It is kept, so that nobody is sent to look for it in another store."""
    id = run("stack", PORTFOLIO, *ASKED, "--json").json["decisions"][0]["id"]
    ran = run("statement", id)
    assert (ran.code, ran.out) == (2, "")
    assert "is an answer about stacking, which has no statement" in ran.err
    assert "no decision" in run("statement", "s0").err


def test_many_policies_are_not_all_named_in_an_error(run: Any) -> None:
    ran = run("stack", PORTFOLIO, "--policy", "zzz")
    assert ran.code == 2
    assert re.search(r"there is no stacking policy 'zzz' \(\d+ policies are known; list them\)", ran.err)


def test_what_is_not_kept_is_not_kept(run: Any, tmp_path: Path) -> None:
    ran = run("stack", PORTFOLIO, *ASKED, "--no-keep")
    assert ran.code == 0
    assert "Kept as" not in ran.out
    assert not (tmp_path / "passerelle.db").exists()


def test_no_is_proved_with_what_cannot_be_had_together(run: Any, tmp_path: Path) -> None:
    ran = run("stack", without("capstone", tmp_path), *ASKED, "--no-keep", "--lang", "sl")
    assert ran.code == 1
    assert "Dokazano: možnih je 16 izbir enot in nobena ne izpolni vseh pravil." in ran.out
    assert "Zaključno delo na univerzi (capstone, 46. vrstica)" in ran.out


def test_the_json_is_as_it_is_published(run: Any) -> None:
    document = run("stack", PORTFOLIO, *ASKED, "--no-keep", "--json").json["decisions"][0]
    assert document["files"] == [PORTFOLIO]
    assert document["id"] == document["decision"]["id"]
    assert document["decision"]["total"] == "30"
    jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(document["decision"])


def test_the_published_schema_is_generated() -> None:
    generated = json.dumps(stack_schema(), indent=2, ensure_ascii=False) + "\n"
    assert PUBLISHED.read_text(encoding="utf-8") == generated, "write stack_schema() to docs/schema again"


def test_files_of_any_format_and_order_are_one_portfolio(run: Any, tmp_path: Path) -> None:
    csv = tmp_path / "more.csv"
    csv.write_text("title;issuer;workload;level\nOpen Data;Academy of the North;5 ECTS;EQF 6\n", encoding="utf-8")
    answers = [
        run("stack", *files, *ASKED, "--no-keep", "--json").json["decisions"][0]["decision"]
        for files in ((PORTFOLIO, str(csv)), (str(csv), PORTFOLIO))
    ]
    assert answers[0] == answers[1]
    assert len(answers[0]["units"]) == 6


def test_several_awards_at_once(run: Any) -> None:
    ran = run("stack", PORTFOLIO, *ASKED, "--policy", "hosts/example-university/pgcert-30", "--no-keep", "--json")
    assert [each["decision"]["award"] for each in ran.json["decisions"]] == ["pgcert-data-practice", "pgcert-30"]


def test_a_time_of_zero_says_that_nothing_was_proved(run: Any) -> None:
    ran = run("stack", PORTFOLIO, *ASKED, "--budget", "0", "--no-keep")
    assert ran.code == 1
    assert "Not proved" in ran.out
    assert "Proved" not in ran.out


def test_the_wish_to_keep_a_unit_free_is_heard(run: Any) -> None:
    ran = run("stack", PORTFOLIO, *ASKED, "--objective", "keep_free=databases", "--no-keep", "--json")
    units = {unit["id"]: unit["chosen"] for unit in ran.json["decisions"][0]["decision"]["units"]}
    assert units["databases"] is False


def test_bars_are_ascii_where_the_terminal_cannot_show_blocks(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacking, "shows_blocks", lambda: False)
    shown = run("stack", PORTFOLIO, *ASKED, "--no-keep").out
    assert "[########################]  30 of exactly 30 ECTS" in shown
    assert "█" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--policy", "pgcert-data-practise"], "there is no stacking policy 'pgcert-data-practise' (did you mean"),
        (["--policy", "pgcert"], "several hosts have an award 'pgcert'"),
        ([*ASKED, "--policy", "pgcert-data-practice"], "is named twice"),
        ([*ASKED, "--host", "nowhere"], "there is no stacking policy 'pgcert-data-practice' of 'nowhere'"),
        ([*ASKED, "--budget", "-1"], "--budget: '-1' is no time for a search"),
        ([*ASKED, "--ties", "many"], "--ties: 'many' is no number of choices"),
        ([*ASKED, "--act", "profile=yes"], "the policy asks for no act 'profile' (it asks for none)"),
        ([*ASKED, "--act", "profile"], "--act: an act is written NAME=yes or NAME=no"),
        ([*ASKED, "--objective", "best_grade"], "did you mean best_grades?"),
        ([*ASKED, "--objective", "keep_free=u9"], "the portfolio has no unit 'u9' (known: capstone, databases"),
        ([*ASKED, "--confirm", "u9:assessed=true"], "the portfolio has no unit 'u9'"),
        ([*ASKED, "--confirm", "ethics:levle=EQF 7"], "no fact 'levle' of a unit (did you mean 'level'?)"),
        ([*ASKED, "--confirm", "ethics:level=blue"], "'blue' does not fit"),
        ([*ASKED, "--confirm", "level=EQF 7"], "--confirm: a confirmation must read UNIT:FACT=VALUE"),
        ([*ASKED, "--enrolled", "soon"], "--enrolled 'soon' is no day; write it as 2026-09-01"),
        (["--policy", "pgcert-data-practice", "--as-of", "2026-01-01"], "the first begins on 2026-09-01"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Any, arguments: list[str], said: str) -> None:
    ran = run("stack", PORTFOLIO, *arguments, "--no-keep")
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""


def test_every_file_that_cannot_be_read_is_named(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    ran = run("stack", PORTFOLIO, str(bad), "missing.yaml", *ASKED)
    assert ran.code == 2
    assert ran.err.count("\n") == 2
    assert "bad.json" in ran.err
    assert "missing.yaml: there is no such file" in ran.err
    listed = run("stack", str(bad), "missing.yaml", *ASKED, "--json").json["error"]["mistakes"]
    assert [each["code"] for each in listed] == ["json_truncated", "no_such_file"]


def test_papers_of_two_people_are_no_portfolio(run: Any) -> None:
    text = b"portfolio: 1\nholder: {name: Bor Drugi}\nunit: {title: Open Data}\n"
    ran = run("stack", PORTFOLIO, "-", *ASKED, "--no-keep", stdin=text)
    assert ran.code == 2
    assert "Bor Drugi" in ran.err


def test_a_hostile_title_turns_no_line_around(run: Any) -> None:
    text = 'portfolio: 1\nunit: {title: "\u202e<b>\\x1b[2J", workload: 5 ECTS, level: EQF 7}\n'
    ran = run("stack", "-", *ASKED, "--no-keep", stdin=text.encode())
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_too_many_units_are_refused(run: Any, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b", "c"):
        files.append(str(tmp_path / f"{name}.csv"))
        rows = "".join(f"Unit {name} {number};Academy\n" for number in range(1_800))
        Path(files[-1]).write_text(f"title;issuer\n{rows}", encoding="utf-8")
    ran = run("stack", *files, *ASKED, "--no-keep")
    assert ran.code == 2
    assert re.search(r"the portfolio has 5,400 units and at most \d,\d{3} are looked at", ran.err)


DOCUMENTED = re.findall(
    r"^\$ passerelle ((?:stack|plan|policies) .*)$",
    (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize("command", DOCUMENTED, ids=lambda command: command.split(" --")[0][-40:])
def test_a_command_of_the_documentation_works(run: Any, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = shlex.split(command)
    stored = [] if arguments[0] == "policies" else ["--store", str(Path.cwd() / "kept.db")]
    monkeypatch.chdir(ROOT)
    ran = run(*arguments, *stored)
    assert ran.code == 0, ran.err
    assert ran.out


def test_a_plan_takes_the_cheapest_that_leads_there(run: Any, tmp_path: Path) -> None:
    offers = str(EXAMPLES / "offers.yaml")
    asked = [*ASKED, "--award-on", "2027-07-01", "--offers", offers]
    ran = run("plan", without("capstone", tmp_path), *asked)
    assert ran.code == 0
    assert "take “Capstone in Data Practice” (5 ECTS)" in ran.out
    assert "then: the award is reached; cost: 250" in ran.out
    plan = run("plan", without("capstone", tmp_path), *asked, "--json").json["plan"]
    assert [way["additions"][0]["offer"] for way in plan["ways"]] == ["capstone-offer"]
    reached = run("plan", PORTFOLIO, *asked)
    assert reached.code == 0
    assert "Nothing has to be taken; the award is reached already." in reached.out
    nothing = run("plan", without("capstone", tmp_path), *asked[:-1], without("capstone", tmp_path))
    assert nothing.code in (1, 2)
    assert not (tmp_path / "passerelle.db").exists()


def test_the_policies_are_listed_and_shown(run: Any) -> None:
    listed = run("policies", "list", "--host", "example-university")
    assert listed.code == 0
    assert "hosts/example-university/pgcert-data-practice  2026-09-01  Postgraduate Certificate" in listed.out
    shown = run("policies", "show", "pgcert-data-practice", "--as-of", "2026-10-01", "--lang", "sl")
    assert "Upoštevanih kreditnih točk je natanko 30 ECTS." in shown.out
    document = run("policies", "show", "pgcert-data-practice", "--as-of", "2026-10-01", "--json").json
    assert document["groups"][0]["rules"][0]["amounts"][0] == [
        "least",
        {"credits": "30", "units": None, "share": None, "base": ""},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "pgcert-data"], "did you mean"),
        (["show", "pgcert"], "several hosts have an award"),
        (["list", "--host", "example-universty"], "did you mean 'example-university'"),
    ],
)
def test_a_policy_that_is_not_there(run: Any, arguments: list[str], said: str) -> None:
    ran = run("policies", *arguments)
    assert ran.code == 2
    assert said in ran.err
