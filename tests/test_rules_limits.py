"""Packs at the limits of what an institution may write: long chains, many rules, long texts."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

import pytest

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import Outcome
from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.rulepacks import Diagnostic, Library, read_folder, read_library

POLICY = """\
pack: hosts/example-university/recognition
kind: policy
host: {id: example-university, en: Example University, sl: Univerza Zgled}
in_force: {from: 2026-01-01}
policy:
  purposes: [exemption, credit_elective]
  level_tolerance: 0
  outcome_coverage: 80 %
  partial_coverage: 40 %
  quality_evidence: external
  elective_level: EQF 6
  elective_credits_most: 10 ECTS
  appeal: {en: "The dean, within 15 days.", sl: "Dekan, v 15 dneh."}
"""
PLACE = "rules/hosts/example-university/recognition/2026-01-01.yaml"


@functools.cache
def house() -> Desk:
    return Desk.open()


def library(rules: str) -> Library:
    """The library of the house in which the host has these rules of its own."""
    folder = house().folder
    assert folder is not None
    content = (POLICY + "rules:\n" + rules).encode()
    return read_library({**read_folder(folder), PLACE: content}, house().library.terms)


def mistakes(rules: str) -> tuple[Diagnostic, ...]:
    return library(rules).broken


def rule(name: str, when: str, then: str, *, step: str = "S1") -> str:
    lines = [f"  - id: {name}", f"    when: {when}", f"    then: {then}", "    basis: Study rules, section 1"]
    if "outcome" in then:
        lines += [f"    step: {step}", "    reason: {en: A reason., sl: Razlog.}"]
    if "PENDING" in then:
        lines.append("    pending: {by: host, en: What follows?, sl: Kaj sledi?}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("told", ["", "    reason: {en: A step., sl: Korak.}\n"], ids=["silent", "told"])
def test_what_a_long_chain_waits_for_is_told_without_walking_every_way_through_it(told: str) -> None:
    """Two rules a step and forty steps: there are 2^40 ways through the chain, and one fact that it waits for."""
    chain = ""
    for number in range(40):
        before = f"c{number - 1}" if number else "award.offer = 'A'"
        for twin in ("a", "b"):
            asked = "question.purpose = exemption" if twin == "b" else "target.given"
            chain += rule(f"c{number}-{twin}", f"[{before}, {asked}]", f"{{establish: c{number}}}") + told
    broken = mistakes(chain + rule("end", "c39", "{outcome: PENDING}"))
    assert broken == ()
    desk = Desk(house().vocabulary, library(chain + rule("end", "c39", "{outcome: PENDING}")), None)
    decision = desk.recognise(
        COMPLETE, host="example-university", purpose="exemption", target="data-ethics", as_of=AS_OF,
        confirmations=CONFIRMED,
    )  # fmt: skip
    assert decision.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert decision.remedies[0].fact == "award.offer"
    assert decision.reasons[0].missing == ("award.offer",)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_that_is_too_long_is_a_mistake_and_no_crash(backwards: bool) -> None:
    chain = [rule(f"r{n}", f"e{n - 1}" if n else "award.assessed", f"{{establish: e{n}}}") for n in range(1500)]
    (found,) = mistakes("".join(reversed(chain) if backwards else chain))
    assert (found.code, found.path) == ("E403", PLACE)


def test_names_that_build_on_one_another_too_often_are_a_mistake_and_no_crash() -> None:
    names = "".join(f"  d{n}: d{n + 1}\n" for n in range(1500)) + "  d1500: award.assessed\n"
    found = mistakes(rule("end", "d0", "{establish: end}") + "define:\n" + names)
    assert [mistake.code for mistake in found] == ["E403"]


def test_five_hundred_rules_compile() -> None:
    assert mistakes("".join(rule(f"r{n}", f"award.issued + {n} days >= question.as_of", f"{{establish: e{n}}}")
                            for n in range(500))) == ()  # fmt: skip


def test_a_version_that_ended_is_not_fallen_back_on_and_the_next_takes_over() -> None:
    folder = house().folder
    assert folder is not None
    old = POLICY.replace("{from: 2026-01-01}", "{from: 2026-01-01, until: 2026-03-31}")
    new = POLICY.replace("from: 2026-01-01", "from: 2026-05-01").replace("10 ECTS", "12 ECTS")
    files = {**read_folder(folder), PLACE: old.encode(), PLACE.replace("01-01", "05-01"): new.encode()}
    found = read_library(files, house().library.terms)
    assert found.broken == ()
    assert found.policy("example-university", date(2026, 3, 31)).version == date(2026, 1, 1)
    assert found.policy("example-university", date(2026, 5, 1)).version == date(2026, 5, 1)
    with pytest.raises(QuestionError, match="in force on 2026-04-01"):
        found.policy("example-university", date(2026, 4, 1))


def test_a_policy_is_held_against_every_version_of_the_procedure_in_its_time() -> None:
    """The procedure drops a step from 2027 on; a policy without an end that uses the step has a mistake then."""
    folder = house().folder
    assert folder is not None
    files = read_folder(folder)
    base = files["rules/lisbon/recognition/2010-06-23.yaml"].decode()
    own = "rules:\n" + rule("own", "award.assessed", "{outcome: PENDING}", step="S0")
    later = base.replace("from: 2010-06-23", "from: 2027-01-01").replace("id: S0,", "id: S0a,")
    later = later.replace("step: S0\n", "step: S0a\n")
    files |= {"rules/lisbon/recognition/2027-01-01.yaml": later.encode(), PLACE: (POLICY + own).encode()}
    (found,) = read_library(files, house().library.terms).broken
    assert (found.path, found.code) == (PLACE, "E307")
    files[PLACE] = (POLICY.replace("2026-01-01}", "2026-01-01, until: 2026-12-31}") + own).encode()
    assert read_library(files, house().library.terms).broken == ()


def test_no_pack_is_left_out_without_a_word() -> None:
    """A policy that only fails because the procedure does is told too."""
    folder = house().folder
    assert folder is not None
    place = "rules/lisbon/recognition/2010-06-23.yaml"
    files = read_folder(folder) | {
        PLACE: (POLICY + "rules:\n" + rule("own", "award.assessed", "{establish: own}")).encode()
    }
    for broken in (files[place].replace(b"award.status = revoked", b"award.statu = revoked"), b"pack: ["):
        found = read_library({**files, place: broken}, house().library.terms)
        told = {mistake.path for mistake in (*found.broken, *found.shelf.broken)}
        kept = {pack.path for pack in found.packs} | {policy.pack.path for policy in found.stacking}
        assert {path for path in files if "/vocabulary/" not in path and "/components/" not in path} == told | kept
        assert not told & kept


def test_a_file_that_ends_in_yml_is_told_how_to_be_named(tmp_path: Path) -> None:
    folder = tmp_path / "hosts" / "example-university" / "recognition"
    folder.mkdir(parents=True)
    (folder / "2026-01-01.yml").write_text(POLICY, "utf-8")
    (path,) = read_folder(tmp_path)
    source = house().folder
    assert source is not None
    files = read_folder(source)
    del files[PLACE]
    (found,) = read_library({**files, path: POLICY.encode()}, house().library.terms).broken
    assert (found.code, found.hint) == ("E106", "name it 2026-01-01.yaml")


def test_a_component_is_known_as_one_also_in_the_wrong_place_and_as_a_draft() -> None:
    folder = house().folder
    assert folder is not None
    content = b"# ours\n\ncomponent: statistics\nhost: example-university\ntitle: {en: Statistics}\n"
    for path in ("drafts/statistics.yaml", "rules/hosts/example-university/statistics.yaml"):
        found = read_library({**read_folder(folder), path: content}, house().library.terms)
        assert found.broken == ()
        assert path in found.components


def test_a_draft_of_a_version_that_is_there_already_does_not_overlap_it() -> None:
    folder = house().folder
    assert folder is not None
    content = POLICY.replace("2026-01-01}", "2026-01-01, until: 2026-12-31}").encode()
    files = {**read_folder(folder), PLACE: content, "drafts/mine.yaml": content}
    assert read_library(files, house().library.terms).broken == ()
