"""Statements of hosts: read with every mistake at once, found for the awards that they are about, and counted only in
force, for the purpose, from whom they name, and where nothing contradicts them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, stated
from passerelle.decision import BodyFound, Consulted, Identifier, Outcome, Provider, StatementOfEquivalence
from passerelle.desk import Desk
from passerelle.replay import replay
from passerelle.rulepacks import PackError
from passerelle.rulepacks.statement import apt_statements, read_statement
from passerelle.store import Store
from promises import ISSUER, SPECIFICATION, STATEMENT, ask, desk, module, rules, told

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "statement.yaml"
FULL, PENDING = Outcome.RECOGNISED_FULL, Outcome.PENDING
AWARD = replace(COMPLETE, specification=stated(SPECIFICATION), outcomes=(), workloads=())
DENIED = replace(STATEMENT, id="2025-200", accepted=False, made=date(2025, 11, 1))

PLACE = "rules/hosts/example-university/statements/2025-117.yaml"


# Reading --------------------------------------------------------------------------------------------------------------


def codes(text: str, path: str = "s.yaml") -> list[str]:
    with pytest.raises(PackError) as caught:
        read_statement(text.encode(), path)
    return [f"{d.line}:{d.column} {d.code}" for d in caught.value.diagnostics]


def test_the_example_of_the_guide_is_read() -> None:
    found = read_statement(EXAMPLE.read_bytes(), PLACE)
    assert (found.id, found.host, found.kind, found.strength) == (
        "2025-117",
        "example-university",
        "equivalence",
        "binding",
    )
    assert (found.accepted, found.component, found.purposes) == (True, "data-ethics", ("exemption",))
    assert (found.made, found.valid_from, found.valid_until) == (
        date(2025, 9, 24),
        date(2025, 10, 1),
        date(2028, 9, 30),
    )
    assert found.place == PLACE
    assert len(found.sha256) == 64


def test_every_mistake_is_told_at_once() -> None:
    bad = """\
statement: Number 7
host: example-university
kind: equivalent
strength: binding
accepted: perhaps
from: {specifications: [urn:x], issuer: [y]}
to: elective
purposes: [exemption, practice]
made: 2025-02-30
valid: {from: 2026-01-01, until: 2025-01-01}
titel: {en: X}
"""
    assert codes(bad) == [
        "1:1 E121", "1:12 E127", "3:7 E123", "5:11 E204", "6:33 E120", "8:11 E123", "8:11 E304", "9:7 E204",
        "10:8 E128", "11:1 E120",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("from: {specifications: [urn:x], issuers: [y]}", "from: {}"), "E121"),
        (("from: {specifications: [urn:x], issuers: [y]}", "from: {specifications: [urn:x]}"), "E121"),
        (("from: {specifications: [urn:x], issuers: [y]}", "from: urn:x"), "E110"),
        (("statement: s", "statement: t"), "E106"),
        (("host: h", "host: other"), "E105"),
        (("to: m", "to: elective\npurposes: [exemption]"), "E304"),
        (("to: m", "to: m\npurposes: [credit_elective]"), "E304"),
        (("to: m", "to: m\npurposes: [title_use]"), "E123"),
        (("to: m", "to: m\nvalid: {til: 2025-01-01}"), "E120"),
    ],
)
def test_a_mistake_is_told(change: tuple[str, str], code: str) -> None:
    good = """\
statement: s
host: h
kind: equivalence
strength: binding
accepted: true
from: {specifications: [urn:x], issuers: [y]}
to: m
authority: Senate
made: 2025-01-01
"""
    path = "rules/hosts/h/statements/s.yaml"
    assert read_statement(good.encode(), path).component == "m"
    assert code in {line.split()[1] for line in codes(good.replace(*change), path)}


def test_who_does_not_bind_himself_to_recognise_need_not_name_the_issuer() -> None:
    text = EXAMPLE.read_text("utf-8").replace("  issuers: [FI-0000001-9]\n", "")
    assert "E121" in codes(text)[0]
    for softer in (
        text.replace("strength: binding", "strength: lead"),
        text.replace("accepted: true", "accepted: false"),
    ):
        assert read_statement(softer.encode(), "s.yaml").issuers == ()


def test_a_broken_statement_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    place = folder / "hosts" / "example-university" / "statements"
    place.mkdir()
    (place / "2025-117.yaml").write_bytes(EXAMPLE.read_bytes())
    (place / "2025-118.yaml").write_text("statement: 2025-118\n", "utf-8")
    opened = Desk.open(folder)
    assert {Path(found.path).name for found in opened.broken} == {"2025-118.yaml"}
    assert [each.id for each in opened.statements("example-university")] == ["2025-117"]
    assert opened.statements("example-works") == ()


# Finding --------------------------------------------------------------------------------------------------------------

known = st.sets(st.sampled_from("abc"), min_size=1).map(frozenset)
made_statements = st.builds(
    lambda number, host, component, specifications, issuers: replace(
        STATEMENT, id=str(number), host=host, component=component, specifications=tuple(specifications),
        issuers=tuple(issuers),
    ),
    st.integers(0, 99), st.sampled_from("hk"), st.sampled_from(["", "m", "n"]), st.sets(st.sampled_from("xy")),
    st.sets(st.sampled_from("abc")),
)  # fmt: skip


@given(
    st.lists(made_statements, max_size=6),
    st.sampled_from(["x", "y", None]),
    st.lists(known, max_size=3),
    st.sampled_from(["m", None]),
)
def test_statements_are_found_as_they_are_meant(
    statements: list[StatementOfEquivalence],
    specification: str | None,
    bodies: list[frozenset[str]],
    target: str | None,
) -> None:
    found = apt_statements(statements, host="h", target=target, specification=specification, bodies=bodies)
    for each in statements:
        names_learning = each.specifications == () or specification in each.specifications
        every_body_named = each.issuers == () or (
            len(bodies) > 0 and not [body for body in bodies if not [one for one in body if one in each.issuers]]
        )
        about = each.component == "" or (target is not None and each.component == target)
        assert (each in found) == (each.host == "h" and about and names_learning and every_body_named)


def test_a_body_goes_by_what_a_register_calls_it() -> None:
    statement = replace(STATEMENT, issuers=("ROR-1",))
    files = replace(desk()._files, statements=(statement,))
    provider = Provider(register="DEQAR", record="1", legal_name="X", identifiers=(Identifier(value="ROR-1"),))
    found = BodyFound(body=0, providers=(provider,), by="national")
    assert files.statements_for(AWARD, "example-university", "data-ethics", ()) == ()
    assert files.statements_for(AWARD, "example-university", "data-ethics", (found,)) == (statement,)
    twice = replace(found, providers=(provider, replace(provider, record="2")))
    assert files.statements_for(AWARD, "example-university", "data-ethics", (twice,)) == ()


# Counting -------------------------------------------------------------------------------------------------------------


def test_a_binding_statement_recognises_and_is_cited() -> None:
    decision = ask(AWARD, statements=(STATEMENT,))
    assert (decision.outcome, rules(decision)) == (FULL, {"component-by-statement", "statement-accepts"})
    assert decision.booking is not None
    assert decision.booking.credits == "5"


@pytest.mark.parametrize(
    "changed",
    [
        {"strength": "precedent"},
        {"strength": "lead"},
        {"valid_until": AS_OF - timedelta(days=1)},
        {"valid_from": AS_OF + timedelta(days=1)},
        {"made": AS_OF + timedelta(days=1)},
        {"made": AS_OF + timedelta(days=1), "valid_from": date(2020, 1, 1)},
        {"purposes": ("employment_nonregulated",)},
        {"component": "data-law"},
        {"component": ""},
        {"accepted": False},
    ],
)
def test_what_is_not_binding_in_force_and_on_this_question_recognises_nothing(changed: dict[str, Any]) -> None:
    decision = ask(COMPLETE, statements=(replace(STATEMENT, **changed),))
    assert rules(decision) == {"component-replaced"}
    assert ask(AWARD, statements=(replace(STATEMENT, **changed),)).outcome is not FULL


@pytest.mark.parametrize("day", [STATEMENT.made, AS_OF])
def test_the_first_and_the_last_day_count(day: date) -> None:
    assert ask(AWARD, statements=(replace(STATEMENT, valid_from=AS_OF, valid_until=AS_OF, made=day),)).outcome is FULL


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"valid_until": date(2025, 12, 31)}, "statement-expired"),
        ({"strength": "precedent"}, "statement-of-precedent"),
        ({"strength": "lead"}, "statement-of-precedent"),
        ({"accepted": False}, "statement-denies"),
    ],
)
def test_what_does_not_count_is_shown(changed: dict[str, Any], rule: str) -> None:
    decision = ask(COMPLETE, statements=(replace(STATEMENT, **changed),))
    assert decision.outcome is FULL
    assert rule in told(decision)


def test_two_that_contradict_each_other_are_put_to_a_person_and_both_are_cited() -> None:
    decision = ask(COMPLETE, statements=(STATEMENT, replace(DENIED, authority="Faculty senate")))
    assert decision.outcome is PENDING
    assert rules(decision) == {"statements-contradict", "statement-accepts", "statement-denies"}
    assert decision.pending is not None
    assert decision.pending.by == "host"
    assert decision.appeal
    assert decision.remedies


def test_two_of_one_day_and_one_authority_contradict_each_other() -> None:
    decision = ask(COMPLETE, statements=(STATEMENT, replace(DENIED, made=STATEMENT.made)))
    assert decision.outcome is PENDING


def test_the_later_one_of_an_authority_holds_and_what_it_replaced_does_not_come_back() -> None:
    both = (STATEMENT, DENIED)
    assert rules(ask(COMPLETE, statements=both)) == {"component-replaced"}
    assert ask(AWARD, statements=both).outcome is not FULL
    ended = (STATEMENT, replace(DENIED, valid_until=date(2025, 12, 31)))
    decision = ask(COMPLETE, statements=ended)
    assert {"statement-replaced", "statement-expired"} <= told(decision)
    assert rules(decision) == {"component-replaced"}


def test_at_a_day_before_the_later_one_the_first_holds() -> None:
    later = replace(DENIED, made=date(2026, 1, 10))
    before = ask(AWARD, statements=(STATEMENT, later), as_of=date(2026, 1, 9))
    assert before.outcome is FULL


def test_a_weaker_statement_replaces_no_stronger_one() -> None:
    later = replace(DENIED, strength="precedent", made=date(2026, 1, 10))
    assert ask(AWARD, statements=(STATEMENT, later)).outcome is FULL


def test_one_on_this_learning_stands_before_one_on_all_of_an_issuer_until_it_ends() -> None:
    general = replace(DENIED, specifications=(), authority="Faculty senate", made=date(2026, 1, 10))
    assert ask(AWARD, statements=(STATEMENT, general)).outcome is FULL
    ended = replace(STATEMENT, valid_until=date(2026, 1, 11))
    decision = ask(COMPLETE, statements=(ended, general))
    assert rules(decision) == {"component-replaced"}
    assert "statement-denies" in told(decision)


def test_a_statement_does_not_make_up_for_authenticity_or_for_attendance() -> None:
    doubted = tuple(replace(each, value="false") for each in CONFIRMED)
    assert ask(AWARD, statements=(STATEMENT,), confirmed=doubted).outcome is Outcome.REFUSED
    attended = replace(AWARD, assessments=(stated("attendance_only"),))
    assert ask(attended, statements=(STATEMENT,)).outcome is Outcome.REFERRED_TO_RPL


def test_elective_credit_by_statement_goes_beyond_the_general_limit_and_books_what_the_award_has() -> None:
    elective = replace(STATEMENT, component="")
    decision = ask(COMPLETE, purpose="credit_elective", statements=(elective,))
    assert decision.booking is not None
    assert (decision.outcome, decision.booking.credits) == (FULL, "6")
    assert "elective-by-statement" in rules(decision)


def test_a_decision_with_statements_is_made_again_from_what_was_kept(tmp_path: Path) -> None:
    consulted = Consulted(statements=(STATEMENT, DENIED))
    decision = ask(COMPLETE, statements=consulted.statements)
    assert decision.receipt.consulted
    store = Store.open(f"sqlite:///{tmp_path}/kept.db")
    id = store.keep(decision, COMPLETE, module(), desk().sources(decision), consulted=consulted)
    assert replay(store.find(id)).identical
    store.close()


@settings(max_examples=60, deadline=None)
@given(st.permutations([STATEMENT, DENIED, replace(STATEMENT, id="a", authority="Senate"), replace(DENIED, id="b")]))
def test_the_order_of_statements_changes_nothing(statements: list[StatementOfEquivalence]) -> None:
    one = ask(COMPLETE, statements=tuple(statements))
    other = ask(COMPLETE, statements=tuple(sorted(statements, key=lambda each: each.id)))
    assert (one.outcome, one.reasons, one.findings, one.trace) == (
        other.outcome,
        other.reasons,
        other.findings,
        other.trace,
    )


def test_a_joint_award_is_of_an_issuer_only_where_all_bodies_are_named() -> None:
    other = replace(BODY, legal_identifiers=(stated(Identifier(value="99", scheme="national")),))
    joint = replace(AWARD, awarding_bodies=(BODY, other))
    files = replace(desk()._files, statements=(replace(STATEMENT, issuers=(ISSUER,)),))
    assert files.statements_for(joint, "example-university", "data-ethics", ()) == ()
    both = replace(desk()._files, statements=(replace(STATEMENT, issuers=(ISSUER, "99")),))
    assert len(both.statements_for(joint, "example-university", "data-ethics", ())) == 1
