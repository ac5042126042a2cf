"""Packs that are used together: a procedure in several packs, day by day, with defaults and a host's own rules."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards import AS_OF, COMPLETE, CONFIRMED
from passerelle.decision import Decision, Outcome, canonical_json
from passerelle.desk import Desk
from passerelle.errors import QuestionError
from passerelle.rulepacks import Pack, read_library
from passerelle.rulepacks.pack import Included
from passerelle.rulepacks.versions import Procedure, last_day, procedures, used_in, version_on

HEAD = "pack: {id}\nkind: {kind}\ntitle: {{en: An example}}\nin_force: {{from: {begins}{ends}}}\n"
BASE = """\
include: lisbon/level
policy:
  level_tolerance: 0
steps:
  - {id: S7, title: {en: Level}}
  - {id: S13, title: {en: Differences}}
rules:
  - id: no-difference
    step: S13
    when: not substantial.any
    then: {outcome: RECOGNISED_FULL}
    basis: Study rules
    reason: {en: There is no substantial difference.}
    rights: {en: You may choose another course.}
"""
LEVEL = """\
rules:
  - id: level-too-low
    step: S7
    when: award.level.eqf < policy.elective_level - policy.level_tolerance
    then: {difference: level, weight: substantial}
    basis: Study rules
    reason: {en: The level is too low.}
  - id: refused
    step: S7
    when: substantial.level
    then: {outcome: REFUSED}
    basis: Study rules
    reason: {en: The level is too low.}
    remedy: {by: learner, en: Take a course at the level.}
"""
HOST = """\
host: {id: college, en: College}
policy:
  purposes: [credit_elective]
  appeal: {en: "The dean, within 15 days."}
  elective_level: EQF 8
"""
OWN = """\
rules:
  - id: pending-first
    step: S7
    when: award.level.eqf < EQF 8
    then: {outcome: PENDING}
    basis: Statutes
    reason: {en: The dean decides.}
    pending: {by: host, en: Is the level high enough?, sl: Ali je raven dovolj visoka?}
"""


def file(pack_id: str, rest: str, *, kind: str = "recognition", begins: str = "2020-01-01", until: str = "") -> bytes:
    ends = f", until: {until}" if until else ""
    return (HEAD.format(id=pack_id, kind=kind, begins=begins, ends=ends) + rest).encode()


def at(pack_id: str, begins: str = "2020-01-01") -> str:
    return f"rules/{pack_id}/{begins}.yaml"


POLICY = at("hosts/college/recognition")
FILES = {
    at("lisbon/recognition"): file("lisbon/recognition", BASE),
    at("lisbon/level"): file("lisbon/level", LEVEL),
    POLICY: file("hosts/college/recognition", HOST, kind="policy"),
}


@functools.cache
def house() -> Desk:
    return Desk.open()


def desk(changes: Mapping[str, bytes] | None = None) -> Desk:
    facts = {"rules/vocabulary/facts.yaml": house().library.schema_content}
    return Desk(house().vocabulary, read_library({**facts, **FILES, **(changes or {})}, house().library.terms), None)


def decide(here: Desk, on: date = AS_OF) -> Decision:
    return here.recognise(COMPLETE, host="college", purpose="credit_elective", as_of=on, confirmations=CONFIRMED)


def codes(here: Desk) -> list[tuple[str, str]]:
    return [(mistake.path, mistake.code) for mistake in here.broken]


def policy_fact(decision: Decision, name: str) -> tuple[object, str | None, str | None]:
    (fact,) = [fact for fact in decision.trace.facts if fact.name == f"policy.{name}"]
    return fact.value, fact.place, fact.source


# Defaults ---------------------------------------------------------------------------------------------------------


def test_a_default_holds_where_the_policy_is_silent_and_says_which_pack_it_comes_from() -> None:
    decision = decide(desk())
    assert decision.outcome is Outcome.REFUSED
    assert policy_fact(decision, "level_tolerance") == (0, "line 7", "lisbon/recognition@2020-01-01")
    assert policy_fact(decision, "elective_level") == ("8", "line 9", "hosts/college/recognition@2020-01-01")


def test_a_host_s_own_value_goes_before_the_default() -> None:
    own = file("hosts/college/recognition", HOST + "  level_tolerance: 1\n", kind="policy")
    decision = decide(desk({POLICY: own}))
    assert decision.outcome is Outcome.RECOGNISED_FULL
    assert decision.rights == {"en": "You may choose another course."}
    assert policy_fact(decision, "level_tolerance") == (1, "line 10", "hosts/college/recognition@2020-01-01")


def test_a_policy_need_not_say_what_a_part_of_the_procedure_says() -> None:
    silent = {at("lisbon/recognition"): file("lisbon/recognition", BASE.replace("policy:\n  level_tolerance: 0\n", ""))}
    (found,) = desk(silent).broken
    assert (found.path, found.code) == (POLICY, "E308")
    assert found.message == "the policy does not set level_tolerance"
    said = file("lisbon/level", "policy: {level_tolerance: 0}\n" + LEVEL)
    assert desk({**silent, at("lisbon/level"): said}).broken == ()


def test_a_default_of_one_version_does_not_serve_another() -> None:
    """The next version of the procedure gives no default: a policy that goes on then has to say it."""
    silent = BASE.replace("policy:\n  level_tolerance: 0\n", "")
    later = file("lisbon/recognition", silent, begins="2027-01-01")
    assert codes(desk({at("lisbon/recognition", "2027-01-01"): later})) == [(POLICY, "E308")]
    ended = file("hosts/college/recognition", HOST, kind="policy", until="2026-12-31")
    assert desk({at("lisbon/recognition", "2027-01-01"): later, POLICY: ended}).broken == ()


# Parts and days ---------------------------------------------------------------------------------------------------


def test_each_day_has_the_version_of_a_part_that_is_in_force_on_it() -> None:
    lenient = file("lisbon/level", LEVEL.replace("- policy.level_tolerance", "- 2"), begins="2026-01-15")
    here = desk({at("lisbon/level", "2026-01-15"): lenient})
    assert here.broken == ()
    before, after = decide(here, AS_OF - timedelta(days=1)), decide(here, AS_OF)
    assert (before.outcome, after.outcome) == (Outcome.REFUSED, Outcome.RECOGNISED_FULL)
    assert [pack.version for pack in before.receipt.packs if pack.id == "lisbon/level"] == ["2020-01-01"]
    assert [pack.version for pack in after.receipt.packs if pack.id == "lisbon/level"] == ["2026-01-15"]


def test_where_a_part_has_ended_there_is_no_procedure() -> None:
    here = desk({at("lisbon/level"): file("lisbon/level", LEVEL, until="2026-01-14")})
    assert here.broken == ()
    assert decide(here, AS_OF - timedelta(days=1)).outcome is Outcome.REFUSED
    with pytest.raises(QuestionError, match=r"no version of 'lisbon/level' is in force on 2026-01-15"):
        decide(here)


def test_a_new_version_with_mistakes_is_not_passed_over_for_the_old_one() -> None:
    for pack_id, broken in (
        ("lisbon/level", file("lisbon/level", LEVEL.replace("award.level", "award.levl"), begins="2026-01-15")),
        ("lisbon/recognition", file("lisbon/recognition", "steps: no\n" + BASE, begins="2026-01-15")),
        ("hosts/college/recognition", file("hosts/college/recognition", HOST + "  x: 1\n", begins="2026-01-15")),
    ):
        here = desk({at(pack_id, "2026-01-15"): broken})
        assert here.broken
        assert {mistake.path for mistake in here.broken} == {at(pack_id, "2026-01-15")}
        assert decide(here, AS_OF - timedelta(days=1)).outcome is Outcome.REFUSED
        with pytest.raises(QuestionError, match=f"the version of '{pack_id}' from 2026-01-15 has mistakes"):
            decide(here)


@pytest.mark.parametrize("broken", [b"pack: [", LEVEL.replace("award.level", "award.levl").encode()])
def test_a_mistake_in_a_part_stops_the_procedure_and_is_told_of_both(broken: bytes) -> None:
    content = broken if broken.startswith(b"pack") else file("lisbon/level", broken.decode())
    own = file("hosts/college/recognition", HOST + OWN, kind="policy")
    here = desk({at("lisbon/level"): content, POLICY: own})
    assert {path for path, _ in codes(here)} == set(FILES)
    assert (POLICY, "E404") in codes(here)
    assert "lisbon/level" in next(str(each) for each in here.broken if each.path == at("lisbon/recognition"))
    with pytest.raises(QuestionError, match=r"'college' \(its policy has mistakes.*mend it first: rules/lisbon/"):
        decide(here)
    silent = desk({at("lisbon/level"): content})
    with pytest.raises(QuestionError, match=r"there is no pack 'lisbon/recognition' .*lisbon/level"):
        decide(silent)


def test_a_mistake_in_the_pack_with_the_steps_makes_no_others() -> None:
    """The part reads names and steps of a pack that cannot be read, in whole or in part: that is not its mistake."""
    for broken in (b"pack: [", file("lisbon/recognition", BASE.replace("step: S13", "stpe: S13"))):
        told = codes(desk({at("lisbon/recognition"): broken}))
        assert {path for path, code in told if code != "E404"} == {at("lisbon/recognition")}


def test_names_and_steps_belong_to_the_whole_procedure() -> None:
    """The part defines a name that the pack with the steps reads, and the other way round."""
    base = BASE.replace("when: not substantial.any", "when: high or not substantial.any")
    base += "define:\n  lenient: policy.level_tolerance > 0\n"
    part = "define:\n  high: award.level.eqf = EQF 8\n" + LEVEL.replace(
        "substantial.level", "[substantial.level, not lenient]"
    )
    here = desk(
        {at("lisbon/recognition"): file("lisbon/recognition", base), at("lisbon/level"): file("lisbon/level", part)}
    )
    assert here.broken == ()
    assert decide(here).outcome is Outcome.REFUSED


def test_a_host_s_own_rules_come_first_in_a_step_whose_rules_stand_in_a_part() -> None:
    own = file("hosts/college/recognition", HOST + OWN, kind="policy")
    decision = decide(desk({POLICY: own}))
    assert decision.outcome is Outcome.PENDING
    assert decision.reasons[0].rule == "hosts/college/recognition@2020-01-01#pending-first"
    assert decision.pending is not None
    assert (decision.pending.by, decision.pending.question["sl"]) == ("host", "Ali je raven dovolj visoka?")


def test_a_decision_by_several_packs_is_made_again_from_what_is_kept() -> None:
    decision = decide(desk())
    again = Desk.from_sources(decision, desk().sources(decision)).again(decision, COMPLETE, None)
    assert canonical_json(again) == canonical_json(decision)


# Criteria ---------------------------------------------------------------------------------------------------------

RATED = """\
rules:
  - id: examined
    when: award.assessment.types contains written_exam
    then: {criterion: testing, rating: strong}
    basis: Study rules
    reason: {en: A written examination.}
  - id: grade-known
    when: award.languages contains sl
    then: {criterion: level, rating: weak}
    basis: Study rules
    reason: {en: It was taught in Slovenian.}
  - id: never-assessed
    when: criterion.testing.strong and not criterion.level.weak
    then: {difference: quality, weight: minor}
    basis: Study rules
    reason: {en: The rating was read.}
"""


def test_a_rating_is_a_finding_and_a_name_for_other_rules() -> None:
    decision = decide(desk({at("lisbon/level"): file("lisbon/level", RATED)}))
    assert decision.outcome is Outcome.RECOGNISED_FULL
    found = {finding.rule.partition("#")[2]: finding for finding in decision.findings}
    assert set(found) == {"examined", "never-assessed"}
    assert (found["examined"].kind, found["examined"].element, found["examined"].result) == (
        "criterion",
        "testing",
        "strong",
    )


# The days themselves, against a slow oracle -----------------------------------------------------------------------

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(40)]


@st.composite
def versions(draw: st.DrawFn, pack_id: str, includes: tuple[Included, ...] = ()) -> list[Pack]:
    begins = draw(st.lists(st.sampled_from(DAYS), min_size=0, max_size=3, unique=True))
    found = []
    for day in sorted(begins):
        later = [other for other in begins if other > day]
        last = min(later) - timedelta(days=1) if later else DAYS[-1]
        until = draw(st.none() | st.dates(day, last))
        found.append(
            Pack(
                id=pack_id, kind="recognition", version=day, until=until, title={}, authority="", sha256="",
                content=b"", path=at(pack_id, day.isoformat()), includes=includes,
            )
        )  # fmt: skip
    return found


PARTS = tuple(Included(name, 1, 1) for name in ("a", "b"))


def on(day: date, pack_id: str, packs: list[Pack]) -> Pack | None:
    """Day by day: the last version that has begun, unless it is over."""
    begun = sorted(
        (pack for pack in packs if pack.id == pack_id and pack.version <= day), key=lambda pack: pack.version
    )
    return begun[-1] if begun and (begun[-1].until is None or day <= begun[-1].until) else None


@given(versions("whole", PARTS), versions("a"), versions("b"), versions("alone"))
def test_every_day_has_the_procedure_of_its_versions(
    whole: list[Pack], a: list[Pack], b: list[Pack], alone: list[Pack]
) -> None:
    packs = [*whole, *a, *b, *alone]
    known = procedures(packs)
    for day in DAYS:
        wanted = [on(day, name, packs) for name in ("whole", "a", "b")]
        found = [one.packs for one in known if one.base.id == "whole" and one.first <= day <= one.last]
        assert found == ([tuple(wanted)] if all(wanted) else [])
        alone = [one.packs for one in known if one.base.id == "alone" and one.first <= day <= one.last]
        assert alone == ([(on(day, "alone", packs),)] if on(day, "alone", packs) else [])
        assert [version_on(name, day, packs) for name in ("whole", "a", "b")] == wanted
    for pack in packs:
        days = [day for day in DAYS if on(day, pack.id, packs) is pack]
        assert (days[0], min(last_day(pack, packs), DAYS[-1])) == (pack.version, days[-1])


@given(versions("whole", PARTS), versions("a"), versions("b"))
def test_a_part_is_held_against_every_procedure_that_it_is_in_and_else_against_one(
    whole: list[Pack], a: list[Pack], b: list[Pack]
) -> None:
    packs = [*whole, *a, *b]
    known = procedures(packs)
    for pack in packs:
        used = used_in(pack, known, packs)
        assert used
        assert all(any(pack is other for other in one.packs) for one in used)
        if any(pack in one.packs for one in known):
            assert set(map(id, used)) == {id(one) for one in known if pack in one.packs}
        elif any(other.id == pack.id for one in known for other in one.packs):
            assert isinstance(used[0], Procedure)
            assert len(used[0].packs) == 3
