"""A person decides, then books; what was used is met by rule, and a revocation is seen by everybody it concerns."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import ASKED, CREDENTIAL, POSITIVE, ROOT, TARGET

from passerelle.cli import given
from passerelle.decision.unit_notes import NO_NOTES
from passerelle.store import Booking, StackInputs, Store
from stacked import SOURCES, TODAY, answer

PORTFOLIO = """
portfolio: 1
holder: {name: Mila Novak, date_of_birth: 1999-05-04}
units:
  - {id: ethics, title: Data Ethics, issuer: Hill School, workload: 6 ECTS, level: EQF 6, achieved: 2026-01-20}
  - {id: law, title: Data Law, issuer: Hill School, workload: 6 ECTS, level: EQF 6, achieved: 2026-02-20}
"""
#: The same unit as somebody else wrote it down, with another one.
OTHER = """
portfolio: 1
holder: {name: MILA NOVAK, date_of_birth: 1999-05-04}
units:
  - {id: first, title: data ethics, issuer: Hill school, workload: 6 ECTS, level: EQF 6, achieved: 2026-01-20}
  - {id: second, title: Statistics, issuer: Hill School, workload: 6 ECTS, level: EQF 6, achieved: 2026-03-20}
"""
POLICY = """
pack: hosts/{host}/{award}
kind: stacking
host: {{id: {host}, en: {host}, sl: {host}}}
award: {{id: {award}, title: {{en: The {award}, sl: Kvalifikacija {award}}}, kind: {kind}, consume: {consume}}}
in_force: {{from: 2020-01-01}}
source: Regulations
total: {{at_least: {total} ECTS}}
{units}
"""
APART = "units: [{used_for: one award}]"
POLICIES = {
    "harbour/certificate-a": {"kind": "certificate", "units": APART},
    "harbour/certificate-b": {"kind": "certificate", "units": APART},
    "harbour/degree": {"kind": "degree", "units": ""},
    "harbour/small": {"kind": "certificate", "units": APART, "total": "6"},
    "bank/degree-x": {"kind": "degree", "units": "", "consume": "irrevocable"},
}
AS_OF = ["--as-of", "2026-09-01"]


@pytest.fixture
def at_work(run: Any, tmp_path: Path) -> Any:
    """Command lines on policies of two hosts that exist for this alone."""
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules" / "vocabulary", rules / "vocabulary")
    for name, said in POLICIES.items():
        host, award = name.split("/")
        folder = rules / "hosts" / host / award
        folder.mkdir(parents=True)
        text = POLICY.format(**{"host": host, "award": award, "consume": "revocable", "total": "12", **said})
        (folder / "2020-01-01.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "mila.yaml").write_text(PORTFOLIO, encoding="utf-8")
    (tmp_path / "law.yaml").write_text("\n".join(line for line in PORTFOLIO.split("\n") if "ethics" not in line))
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")

    def work(*arguments: str) -> Any:
        given = ["--rules", str(rules)] if arguments[0] == "stack" else []
        return run(*arguments, *given)

    return work


def decided(work: Any, award: str, portfolio: str = "mila.yaml", *more: str) -> dict[str, Any]:
    ran = work("stack", portfolio, "--policy", award, *AS_OF, *more, "--json")
    assert ran.err == ""
    return {"code": ran.code, **ran.json["decisions"][0]["decision"]}


def booked(work: Any, award: str, *how: str) -> str:
    decision = decided(work, award)
    ran = work("ledger", "book", decision["id"], "--yes", "--on", "2026-09-01", *how)
    assert (ran.code, ran.err) == (0, "")
    return str(decision["id"])


def test_an_answer_books_nothing_and_a_person_sees_what_would_be_booked(at_work: Any) -> None:
    decision = decided(at_work, "certificate-a")
    assert decision["outcome"] == "ELIGIBLE"
    assert at_work("ledger", "list").out == "The ledger has nothing of the kind.\n"
    shown = at_work("ledger", "book", decision["id"])
    assert (shown.code, "2 units would be booked" in shown.out) == (1, True)
    assert at_work("ledger", "list", "--json").json == {"entries": []}
    done = at_work("ledger", "book", decision["id"], "--yes", "--on", "2026-09-01", "--conferred")
    assert (done.code, "2 units are booked in passerelle.db" in done.out) == (0, True)
    assert "6 ECTS for The certificate-a, harbour" in done.out
    assert "credit since 1 September 2026" in done.out
    slovenian = at_work("ledger", "list", "--lang", "sl").out
    assert "6 ECTS za Kvalifikacija certificate-a, harbour" in slovenian
    assert "v uporabi; kvalifikacija podeljena" in slovenian


def test_an_answer_is_shown_and_replayed_byte_for_byte_by_its_id(at_work: Any) -> None:
    decision = decided(at_work, "certificate-a")
    assert at_work("show", decision["id"], "--json").json["decisions"][0]["decision"]["id"] == decision["id"]
    assert "The certificate-a" in at_work("show", decision["id"]).out
    assert at_work("replay", decision["id"], "--json").json["identical"] is True
    booked(at_work, "certificate-a")
    refused = decided(at_work, "certificate-b")
    assert at_work("replay", refused["id"], "--json").json["identical"] is True


def test_an_answer_that_hangs_on_the_version_is_replayed_with_every_version(at_work: Any, tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "hosts" / "harbour" / "small"
    text = (folder / "2020-01-01.yaml").read_text().replace("source:", "applies_by: enrolment\nsource:")
    (folder / "2020-01-01.yaml").write_text(text.replace("from: 2020-01-01", "from: 2020-01-01, until: 2024-12-31"))
    (folder / "2025-01-01.yaml").write_text(text.replace("2020-01-01", "2025-01-01").replace("6 ECTS", "60 ECTS"))
    decision = decided(at_work, "small")
    assert (decision["outcome"], len(decision["receipt"]["packs"])) == ("UNDETERMINED", 2)
    replayed = at_work("replay", decision["id"], "--json").json
    assert (replayed["identical"], replayed["differences"]) == (True, [])


def test_a_unit_that_counts_for_a_certificate_is_excluded_for_another_in_whatever_form(at_work: Any) -> None:
    """D13."""
    booked(at_work, "certificate-a", "--conferred")
    again = decided(at_work, "certificate-b", "other.yaml")
    assert (again["outcome"], again["code"]) == ("NOT_ELIGIBLE", 1)
    first = next(unit for unit in again["units"] if unit["id"] == "first")
    assert [against["rule"] for against in first["against"]] == ["used-for-1"]


def test_a_unit_used_for_admission_still_counts_for_credit(at_work: Any) -> None:
    """D13, as IOB has it."""
    booked(at_work, "certificate-a", "--admission")
    assert decided(at_work, "certificate-b")["outcome"] == "ELIGIBLE"


def test_a_certificate_inside_a_degree_counts_for_both_and_two_certificates_do_not_share(at_work: Any) -> None:
    """D14."""
    booked(at_work, "certificate-a")
    booked(at_work, "degree")
    assert len(at_work("ledger", "list", "--json").json["entries"]) == 4
    assert decided(at_work, "certificate-b")["outcome"] == "NOT_ELIGIBLE"


def test_what_was_redeemed_for_good_is_refused_ever_after(at_work: Any) -> None:
    """P26."""
    id = booked(at_work, "degree-x")
    assert "used up for good" in at_work("ledger", "list").out
    assert decided(at_work, "degree")["outcome"] == "NOT_ELIGIBLE"
    back = at_work("ledger", "give-back", id)
    assert (back.code, "used up for good" in back.err) == (2, True)


def test_a_revocation_flags_the_award_and_takes_nothing_away(at_work: Any) -> None:
    """D38."""
    id = booked(at_work, "certificate-a", "--conferred")
    entry = at_work("ledger", "list", "--unit", id, "--json").json["entries"][0]
    assert entry["called"] == "ethics"
    revoked = at_work("ledger", "revoke", entry["unit"], "--on", "2026-12-01", "--reason", "fraud")
    assert (revoked.code, "1 award is to be looked at again. It still stands" in revoked.out) == (0, True)
    listed = at_work("ledger", "list", "--review", "--json").json["entries"]
    assert [(each["called"], each["state"], each["reason"]) for each in listed] == [("ethics", "review", "fraud")]
    assert at_work("replay", id, "--json").json["identical"] is True
    assert decided(at_work, "certificate-a", "law.yaml")["outcome"] == "NOT_ELIGIBLE"
    stands = at_work("ledger", "reviewed", id, "--reason", "the law unit is enough", "--on", "2026-12-02")
    assert "The award stands; 1 unit of it is no longer flagged" in stands.out
    assert at_work("ledger", "list", "--review", "--json").json == {"entries": []}


def test_who_recognises_a_revoked_award_is_told_which_awards_rest_on_it(run: Any, tmp_path: Path) -> None:
    desk = given.desk(None)
    awards = desk.read(Path(CREDENTIAL).read_bytes(), on=TODAY).awards
    store = Store.open(f"sqlite:///{tmp_path}/passerelle.db")
    decision = answer({"unit": awards[0]})
    store.keep_stack(decision, StackInputs(((awards[0], NO_NOTES),)), SOURCES)
    store.book_stack(decision, Booking(awards={"unit": awards}, on=TODAY))
    store.close()
    asked = ["recognise", CREDENTIAL, *ASKED, *TARGET, *POSITIVE]
    assert "in_use" not in run(*asked, "--json").json["decisions"][0]
    told = run(*asked, "--confirm", "status=revoked")
    assert "was revoked and is in use: pgcert-data (harbour-college)" in told.out
    unit = run(*asked, "--confirm", "status=revoked", "--json").json["decisions"][0]["in_use"][0]["unit"]
    assert f"passerelle ledger revoke {unit} --reason" in told.out
    assert "1 award is to be looked at again" in run("ledger", "revoke", unit, "--reason", "fraud").out


def test_two_officers_cannot_both_book_one_unit(at_work: Any) -> None:
    first, second = decided(at_work, "certificate-a"), decided(at_work, "certificate-b")
    assert (first["outcome"], second["outcome"]) == ("ELIGIBLE", "ELIGIBLE")
    assert at_work("ledger", "book", first["id"], "--yes").code == 0
    late = at_work("ledger", "book", second["id"], "--yes")
    assert (late.code, late.out) == (2, "")
    assert "decide again with the ledger" in late.err


def test_what_is_given_back_is_free_again(at_work: Any) -> None:
    id = booked(at_work, "certificate-a")
    back = at_work("ledger", "give-back", id, "--reason", "withdrew")
    assert (back.code, "2 units are free again" in back.out) == (0, True)
    assert decided(at_work, "certificate-b")["outcome"] == "ELIGIBLE"


def test_a_person_is_forgotten_when_that_is_said_twice(at_work: Any) -> None:
    booked(at_work, "certificate-a")
    whom = ["--name", "mila novak", "--born", "1999-05-04"]
    shown = at_work("ledger", "forget", *whom)
    assert (shown.code, "entries of the ledger 2. Nothing is erased yet" in shown.out) == (1, True)
    assert at_work("ledger", "forget", *whom, "--yes", "--json").json == {
        "forgotten": True, "decisions": 1, "entries": 2,
    }  # fmt: skip
    assert at_work("ledger", "list", "--json").json == {"entries": []}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["book", "s0"], "no decision 's0'"),
        (["book", "d0"], "no decision 'd0'"),
        (["give-back", "s0"], "nothing that is in use was booked from 's0'"),
        (["give-back", "s0", "--on", "soon"], "--on 'soon' is no day"),
        (["revoke", "u0", "--reason", " "], "the reason is empty"),
        (["reviewed", "s0", "--reason", "x"], "to be looked at again"),
        (["forget", "--name", "Mila Novak"], "--name with --born, or --identifier"),
        (["forget"], "--name with --born, or --identifier"),
        (["forget", "--name", "Mila", "--born", "1999"], "--born '1999' is no day"),
    ],
)
def test_what_cannot_be_done_is_one_line(at_work: Any, arguments: list[str], said: str) -> None:
    decided(at_work, "certificate-a")
    ran = at_work("ledger", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_of_a_unit_that_nobody_used_nothing_rests(at_work: Any) -> None:
    decided(at_work, "certificate-a")
    ran = at_work("ledger", "revoke", "urn:nothing", "--reason", "fraud")
    assert ran.code == 0
    assert ran.out.startswith("No award in the ledger rests on 'urn:nothing'.")


def test_who_names_a_unit_as_a_portfolio_does_is_told_how_it_is_named(at_work: Any) -> None:
    """The unit has been booked, and nothing is flagged: that must not read as if nothing rested on it."""
    booked(at_work, "certificate-a")
    ran = at_work("ledger", "revoke", "ethics", "--reason", "fraud")
    assert "not by its id in a portfolio" in ran.out
    assert at_work("ledger", "list", "--review", "--json").json == {"entries": []}


def test_where_nothing_was_kept_there_is_no_ledger(at_work: Any) -> None:
    ran = at_work("ledger", "list")
    assert (ran.code, "nothing has been kept there yet" in ran.err) == (2, True)


def test_the_ledger_is_asked_for_every_copy_that_a_portfolio_has(at_work: Any, tmp_path: Path) -> None:
    """The copy that counts as evidence need not be the one that was booked."""
    alone = "\n".join(line for line in PORTFOLIO.split("\n") if "law" not in line and "holder" not in line)
    alone = alone.replace("level:", "identifier: urn:credential:ethics-7, level:")
    (tmp_path / "alone.yaml").write_text(alone, encoding="utf-8")
    first = decided(at_work, "small", "alone.yaml")
    assert at_work("ledger", "book", first["id"], "--yes").code == 0
    together = at_work("stack", "mila.yaml", "alone.yaml", "--policy", "certificate-b", *AS_OF, "--json").json
    assert together["decisions"][0]["decision"]["outcome"] == "NOT_ELIGIBLE"
