"""What each of the nine answers must say, read off decisions of the engine itself, in both languages."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from awards import AS_OF, COMPLETE, CONFIRMED, outcome, stated
from passerelle.decision import (
    AgreedComponent,
    Applicant,
    Application,
    Award,
    Confirmation,
    Decision,
    LearningAgreement,
    Level,
    Outcome,
    Workload,
)
from passerelle.desk import Desk
from passerelle.explain import as_text, languages, report, statement

RULES = Path(__file__).parent.parent / "rules"
#: A host that recognises on a condition; what it is silent on holds by default.
POLICY = """
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
    book: {credits: award.workload.credits, level: award.level.eqf}
    reason: {en: "It was learned on {award.achieved}.", sl: "Pridobljeno je bilo {award.achieved}."}
    rights: {en: The credits count in every programme., sl: Kreditne točke se upoštevajo v vsakem programu.}
    proviso:
      act: {en: "Come to an interview about {award.title}.", sl: "Pridite na pogovor; predmet: {award.title}."}
      deadline: {en: Within a month., sl: V enem mesecu.}
      success: {en: The credits count., sl: Kreditne točke se upoštevajo.}
      failure: {en: You may be assessed instead., sl: Namesto tega lahko opravljate izpit.}
    remedy: {by: learner, en: Come to an interview., sl: Pridite na pogovor.}
    basis: EAR 10
"""
APPLICATION = Application(
    id="2026/7",
    received=date(2026, 1, 2),
    complete=date(2026, 1, 10),
    applicant=Applicant(name="Mila Novak", date_of_birth=date(1999, 5, 4)),
    agreement=LearningAgreement(
        learner="Mila Novak",
        host="example-university",
        signed=True,
        signed_on=date(2025, 9, 1),
        components=(AgreedComponent(component="data-ethics", title="Data Ethics in Practice", passed=True),),
    ),
)
AGREED = tuple(
    Confirmation(fact=f"agreement.{name}", value="true") for name in ("names_applicant", "lists_award", "passed")
)
#: Words of the documents and of the tables that the awards bring along, whatever the language of the reader.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|not|this|that|with|from|which|award|host|learner|issuer|stated|unknown|known|must"
    r"|has|have|been|were|will|would|they|what|who|where|when|there|these|could|should|may|its)\b",
    re.IGNORECASE,
)
#: Names of rules and packs, hashes, places in files, and what the awards of the tests say themselves.
_CITED = re.compile(
    r"\S+@\d{4}-\d\d-\d\d\S*|\S*/\S*recognition\S*|\b[0-9a-f]{12,}\b|\(/[^\s,)]*|Example University of Data|"
    r"Data Ethics in Practice|--confirm \S+"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("nine") / "rules"
    shutil.copytree(RULES, folder)
    path = folder / "hosts/harbour-college/recognition/2026-01-01.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(POLICY, encoding="utf-8")
    opened = Desk.open(folder)
    assert opened.broken == ()
    return opened


def _ask(desk: Desk, name: str) -> Decision:
    """A decision with the outcome of a name."""
    asked: dict[str, Any] = {
        "host": "example-university", "purpose": "exemption", "target": "data-ethics", "as_of": AS_OF,
        "confirmations": CONFIRMED,
    }  # fmt: skip
    award = COMPLETE
    match name:
        case "RECOGNISED_PARTIAL":
            award = replace(
                COMPLETE, outcomes=tuple(map(outcome, ("map-stakeholders", "assess-fairness", "apply-gdpr")))
            )
        case "RECOGNISED_CONDITIONAL":
            asked |= {"host": "harbour-college", "purpose": "credit_elective", "target": None}
        case "RECOGNISED_ALTERNATIVE":
            award = replace(COMPLETE, levels=(stated(Level("EQF", "6")),))
        case "FURTHER_INFORMATION_NEEDED":
            asked |= {"confirmations": (), "application": APPLICATION}
        case "REFERRED_TO_RPL":
            award = replace(COMPLETE, assessments=(stated("attendance_only"),))
        case "REFUSED":
            award = replace(COMPLETE, levels=(stated(Level("EQF", "5")),))
        case "NOT_IN_SCOPE":
            asked |= {"purpose": "employment_regulated", "target": None}
        case "PENDING":
            suspended = Confirmation(fact="award.status", value="suspended")
            asked |= {"confirmations": (*CONFIRMED, suspended), "application": APPLICATION}
        case "as agreed":
            asked |= {"confirmations": (*CONFIRMED, *AGREED), "application": APPLICATION}
        case "displaced":
            applicant = Applicant(situation="refugee_like", documentation="unavailable_for_cause")
            asked |= {"confirmations": (), "application": Application(received=AS_OF, applicant=applicant)}
        case "employment":
            asked |= {"host": "example-works", "purpose": "employment_nonregulated", "target": None}
        case "in semester credits":
            award = replace(COMPLETE, workloads=(stated(Workload(Fraction(3), "US-SCH")),), quality=())
            asked |= {"purpose": "credit_elective", "target": None}
        case "mapped level":
            award = replace(COMPLETE, levels=(stated(Level("IE-NFQ", "9")),), validation_stage=stated("documented"))
        case "admission" | "stacking" | "title_use":
            asked |= {"purpose": name, "target": None}
        case "check":
            return desk.check(COMPLETE, as_of=AS_OF, confirmations=CONFIRMED)
        case "bare check":
            bare = Award(document="0" * 64, format="portfolio", part="/units/0")
            return desk.check(bare, as_of=AS_OF)
    return desk.recognise(award, **asked)


#: Further decisions that people read.
OTHERS = (
    "as agreed", "displaced", "employment", "in semester credits", "mapped level", "admission", "stacking", "title_use",
    "check", "bare check",
)  # fmt: skip
NINE = [each.value for each in Outcome][:9]


@pytest.fixture(scope="module")
def decided(desk: Desk) -> dict[str, Decision]:
    return {name: _ask(desk, name) for name in (*NINE, *OTHERS)}


class _Text(HTMLParser):
    """The text of a document, but for its style."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "code"):
            self.said.append(data)


def _shown(made: Decision, tag: str) -> dict[str, str]:
    """What people read of a decision: sentence by sentence, without names of rules, places and what the award says."""
    texts = {"text": as_text(made, tag), "statement": "\n".join(_Text(statement(made, tag)).said)}
    return {kind: _CITED.sub("", " ".join(text.split())) for kind, text in texts.items()}


def test_there_is_a_decision_for_each_of_the_nine_answers(decided: dict[str, Decision]) -> None:
    assert {name: decided[name].outcome.value for name in NINE} == {name: name for name in NINE}


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", NINE)
def test_an_answer_that_is_not_full_gives_reason_source_basis_remedy_and_appeal(
    decided: dict[str, Decision], name: str, tag: str
) -> None:
    told = report(decided[name], tag, strict=True)
    if name == "RECOGNISED_FULL":
        return
    assert all(reason.rule.count("#") == 1 and reason.basis and reason.required for reason in told.reasons)
    assert any(reason.found or reason.missing for reason in told.reasons)
    unsourced = [fact.name for reason in told.reasons for fact in reason.found if not (fact.evidence or fact.source)]
    assert unsourced == []
    assert told.remedies
    assert all(remedy.who and remedy.text for remedy in told.remedies)
    assert told.appeal


@pytest.mark.parametrize("tag", languages())
def test_what_is_recognised_is_said_with_its_purpose_and_where_its_figures_come_from(
    decided: dict[str, Decision], tag: str
) -> None:
    for name in NINE:
        made = decided[name]
        told = report(made, tag)
        assert len(told.question) >= 4
        if made.outcome.positive:
            assert told.booking
            assert told.figures
            labels = [line.label for line in told.booking]
            assert len(labels) == len(set(labels))
        else:
            assert not told.booking
            assert not told.figures
            assert not told.rights
            assert name != "RECOGNISED_FULL"


@pytest.mark.parametrize("tag", languages())
def test_full_recognition_names_component_credits_level_and_grade(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["RECOGNISED_FULL"], tag)
    values = " | ".join(line.value for line in told.booking)
    assert "(data-ethics)" in values
    assert "5 " in values
    assert "7" in values
    assert len(told.booking) == 5
    assert {line.state for line in told.comparison if line.weight == "essential"} == {"covered"}
    assert all(line.how for line in told.comparison if line.state == "covered")


@pytest.mark.parametrize("tag", languages())
def test_partial_recognition_lists_what_is_covered_and_what_is_missing(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["RECOGNISED_PARTIAL"], tag)
    states = [line.state for line in told.comparison if line.weight == "essential"]
    assert states.count("covered") == 3
    assert states.count("missing") == 2
    assert all(line.statement for line in told.comparison)
    assert "3" in told.compared
    assert "5" in told.compared
    text = as_text(decided["RECOGNISED_PARTIAL"], tag)
    assert told.compared in text


@pytest.mark.parametrize("tag", languages())
def test_conditional_recognition_says_act_deadline_and_what_follows(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["RECOGNISED_CONDITIONAL"], tag, strict=True)
    assert len(told.proviso) == 4
    assert "Data Ethics in Practice" in told.proviso[0].value or "Podatkovna etika v praksi" in told.proviso[0].value
    assert told.rights
    assert all(line.value in " ".join(as_text(decided["RECOGNISED_CONDITIONAL"], tag).split()) for line in told.proviso)


@pytest.mark.parametrize("tag", languages())
def test_an_alternative_is_named_with_what_it_books(decided: dict[str, Decision], tag: str) -> None:
    made = decided["RECOGNISED_ALTERNATIVE"]
    assert made.booking is not None
    assert made.booking.component is None
    assert len(report(made, tag).booking) >= 2


@pytest.mark.parametrize("tag", languages())
def test_a_request_names_each_missing_fact_and_who_can_supply_it(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["FURTHER_INFORMATION_NEEDED"], tag)
    assert any(reason.missing for reason in told.reasons)
    assert any(remedy.fact for remedy in told.remedies)
    assert told.timing, "the request says since when the time limit runs"


@pytest.mark.parametrize("tag", languages())
def test_a_referral_says_what_the_learner_can_do(decided: dict[str, Decision], tag: str) -> None:
    assert any(remedy.by == "learner" for remedy in report(decided["REFERRED_TO_RPL"], tag).remedies)


@pytest.mark.parametrize("tag", languages())
def test_a_refusal_names_the_element_the_facts_and_the_law(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["REFUSED"], tag)
    difference = next(reason for reason in told.reasons if reason.kind == "difference")
    assert difference.sentence
    assert {"award.level.eqf", "target.level"} <= {fact.name for fact in difference.found}
    assert difference.basis
    assert any(remedy.by == "learner" for remedy in told.remedies)


@pytest.mark.parametrize("tag", languages())
def test_who_is_competent_is_named_where_the_host_is_not(decided: dict[str, Decision], tag: str) -> None:
    assert any(remedy.by == "authority" for remedy in report(decided["NOT_IN_SCOPE"], tag).remedies)


@pytest.mark.parametrize("tag", languages())
def test_what_waits_says_the_question_and_who_decides_it(decided: dict[str, Decision], tag: str) -> None:
    told = report(decided["PENDING"], tag, strict=True)
    assert len(told.pending) == 2
    assert told.pending[0].value.endswith("?")


def test_what_the_host_has_not_set_is_marked_with_the_pack_that_sets_it(decided: dict[str, Decision]) -> None:
    told = report(decided["RECOGNISED_CONDITIONAL"], "en")
    assert told.defaults
    assert all(re.search(r"by default, lisbon/[a-z-]+@\d{4}-\d{2}-\d{2}$", fact.evidence) for fact in told.defaults)
    own = {fact.name: fact.evidence for fact in told.facts if fact.name.startswith("policy.")}
    assert own["policy.elective_level"] == "from the host"


def test_an_application_is_told_with_its_dates(decided: dict[str, Decision]) -> None:
    told = report(decided["PENDING"], "en")
    assert [line.value for line in told.application][:2] == ["2026/7", "Mila Novak"]
    assert ("Application received", "2 January 2026") in [(line.label, line.value) for line in told.timing]
    assert told.timing[-1].value == "stopped while the award is suspended"


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", [*NINE, *OTHERS])
def test_no_placeholder_and_no_code_is_left_in_what_people_read(
    decided: dict[str, Decision], name: str, tag: str
) -> None:
    for text in _shown(decided[name], tag).values():
        assert re.findall(r"\S*[{}]\S*|\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b", text) == []


@pytest.mark.parametrize("name", [*NINE, *OTHERS])
def test_a_slovenian_report_speaks_slovenian(decided: dict[str, Decision], name: str) -> None:
    for text in _shown(decided[name], "sl").values():
        assert [text[max(0, found.start() - 60) : found.end() + 40] for found in ENGLISH.finditer(text)] == []


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("name", [*NINE, *OTHERS])
def test_each_answer_becomes_a_statement(decided: dict[str, Decision], name: str, tag: str) -> None:
    made = decided[name]
    told = report(made, tag)
    assert told.outcome_sentence in statement(made, tag)
