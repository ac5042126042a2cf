"""The desk: hosts, components, policies of one's own, what is kept for a replay, and packs that change on disk."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import Outcome, canonical_json
from passerelle.desk import Desk
from passerelle.errors import QuestionError

RULES = Path(__file__).parent.parent / "rules"

INTERVIEW = """
pack: hosts/harbour-college/recognition
kind: policy
host: {id: harbour-college, en: Harbour College, sl: Pristaniška šola}
in_force: {from: 2026-01-01}
policy:
  purposes: [credit_elective]
  level_tolerance: 0
  outcome_coverage: 80 %
  partial_coverage: 40 %
  quality_evidence: external
  elective_level: EQF 6
  elective_credits_most: 10 ECTS
  appeal: {en: "The dean, within 15 days.", sl: "Dekan, v 15 dneh."}
rules:
  - id: interview
    step: S13
    when: award.achieved < 2026-01-01
    then: {outcome: RECOGNISED_CONDITIONAL}
    reason: {en: It was learned before this year., sl: Doseženo je bilo pred letošnjim letom.}
    proviso:
      act: {en: Come to an interview., sl: Pridite na pogovor.}
      deadline: {en: Within a month., sl: V enem mesecu.}
      success: {en: The credits count., sl: Kreditne točke se upoštevajo.}
      failure: {en: The credits do not count., sl: Kreditne točke se ne upoštevajo.}
    remedy: {by: learner, en: Come to an interview., sl: Pridite na pogovor.}
    basis: Statutes of the college, section 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(RULES, copy)
    return copy


def put(folder: Path, text: str) -> Path:
    path = folder / "hosts/harbour-college/recognition/2026-01-01.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_host_s_own_rule_goes_before_the_general_one_of_the_same_step(folder: Path) -> None:
    put(folder, INTERVIEW)
    desk = Desk.open(folder)
    assert desk.broken == ()
    question = {"host": "harbour-college", "purpose": "credit_elective", "as_of": AS_OF, "confirmations": CONFIRMED}
    decision = desk.recognise(COMPLETE, **question)  # type: ignore[arg-type]
    assert decision.outcome is Outcome.RECOGNISED_CONDITIONAL
    assert decision.reasons[0].rule == "hosts/harbour-college/recognition@2026-01-01#interview"
    assert decision.proviso is not None
    assert decision.proviso.deadline["sl"] == "V enem mesecu."
    later = replace(COMPLETE, achieved=None)
    assert desk.recognise(later, **question).outcome is Outcome.FURTHER_INFORMATION_NEEDED  # type: ignore[arg-type]


def test_packs_are_read_again_when_they_change_and_a_broken_one_is_left_out(folder: Path) -> None:
    desk = Desk.open(folder)
    assert desk.refreshed() is desk
    path = put(folder, INTERVIEW)
    newer = desk.refreshed()
    assert newer is not desk
    assert "harbour-college" in {host.id for host in newer.hosts()}
    path.write_text(INTERVIEW.replace("level_tolerance: 0", "level_tolernce: 0"), encoding="utf-8")
    broken = newer.refreshed()
    assert "harbour-college" not in {host.id for host in broken.hosts()}
    assert any("did you mean 'level_tolerance'?" in str(diagnostic) for diagnostic in broken.broken)
    with pytest.raises(QuestionError, match="level_tolernce"):
        broken.recognise(COMPLETE, host="harbour-college", purpose="credit_elective", as_of=AS_OF)
    assert "example-university" in {host.id for host in broken.hosts()}


def test_a_version_answers_for_the_days_on_which_it_is_in_force(folder: Path) -> None:
    put(folder, INTERVIEW.replace("{from: 2026-01-01}", "{from: 2026-01-01, until: 2026-03-31}"))
    desk = Desk.open(folder)
    for day, hint in ((date(2025, 12, 31), "begins on 2026-01-01"), (date(2026, 4, 1), "ended on 2026-03-31")):
        with pytest.raises(QuestionError) as caught:
            desk.recognise(COMPLETE, host="harbour-college", purpose="credit_elective", as_of=day)
        assert hint in caught.value.hint


def test_a_decision_is_recomputed_from_what_is_kept_with_it() -> None:
    desk = Desk.open()
    target = desk.target("example-university", "data-ethics")
    decision = desk.recognise(
        COMPLETE, host="example-university", purpose="exemption", target=target, as_of=AS_OF, confirmations=CONFIRMED
    )
    again = Desk.from_sources(decision, desk.sources(decision)).again(decision, COMPLETE, target)
    assert canonical_json(again) == canonical_json(decision)
    with pytest.raises(QuestionError, match="missing"):
        Desk.from_sources(decision, {})


def test_a_shadowed_desk_gives_the_same_bytes() -> None:
    plain, shadowed = Desk.open(), Desk.open(shadow=True)
    for desk in (plain, shadowed):
        assert desk.shadow is (desk is shadowed)
    assert canonical_json(plain.check(COMPLETE, as_of=AS_OF)) == canonical_json(shadowed.check(COMPLETE, as_of=AS_OF))


def test_a_policy_is_tried_out_without_being_written(folder: Path) -> None:
    put(folder, INTERVIEW)
    desk = Desk.open(folder)
    tried = desk.with_policy("harbour-college", {"elective_credits_most": "4 ECTS", "purposes": "credit_elective"})
    decision = tried.recognise(
        COMPLETE, host="harbour-college", purpose="credit_elective", as_of=AS_OF, confirmations=CONFIRMED
    )
    assert decision.outcome is Outcome.RECOGNISED_CONDITIONAL  # its own rule is still there
    assert "new-host" in {host.id for host in desk.with_policy("new-host", {"level_tolerance": "1"}).hosts()}
    with pytest.raises(QuestionError, match="elective_credit_most"):
        desk.with_policy("harbour-college", {"elective_credit_most": "4 ECTS"})
    with pytest.raises(QuestionError, match="apples"):
        desk.with_policy("harbour-college", {"elective_credits_most": "4 apples"})


def test_a_folder_that_holds_no_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="is no rules folder"):
        Desk.open(tmp_path)
