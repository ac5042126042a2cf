"""The seven purposes and the nine outcomes: what each asks for, and what a decision must always contain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, COMPLETE, CONFIRMED, awards, confirmations, stated
from passerelle.decision import (
    Confirmation,
    Decision,
    Outcome,
    Purpose,
    Target,
    TargetKind,
)
from passerelle.decision.values import Eqf
from passerelle.desk import Desk
from passerelle.rulepacks import PackError
from passerelle.rulepacks.component import read_component
from promises import AGREEMENT, APPLICATION, STATEMENT, agreed, ask, desk, module, rules

EVERY = "[" + ", ".join(purpose.value for purpose in Purpose) + "]"
PROGRAMME = Target(
    id="msc", host="example-university", title={"en": "Master", "sl": "Magisterij"}, sha256="0" * 64,
    kind=TargetKind.PROGRAMME, level=Eqf(6),
)  # fmt: skip
POST = replace(PROGRAMME, id="post", kind=TargetKind.POST, level=None, title={"en": "Analyst", "sl": "Analitik"})


def bench() -> Desk:
    return desk().with_policy("example-university", {"purposes": EVERY})


def target_for(purpose: str) -> Target | None:
    return {"exemption": module(), "admission": PROGRAMME, "stacking": module()}.get(purpose)


@pytest.mark.parametrize(
    ("purpose", "outcome", "rule"),
    [
        ("admission", Outcome.RECOGNISED_FULL, "admission-considered"),
        ("exemption", Outcome.RECOGNISED_FULL, "component-replaced"),
        ("credit_elective", Outcome.RECOGNISED_FULL, "elective-credit"),
        ("stacking", Outcome.PENDING, "stacking-by-hand"),
        ("employment_nonregulated", Outcome.RECOGNISED_FULL, "comparability-statement"),
        ("employment_regulated", Outcome.NOT_IN_SCOPE, "regulated-profession"),
        ("title_use", Outcome.NOT_IN_SCOPE, "use-of-title"),
    ],
)
def test_each_purpose_has_its_own_answer(purpose: str, outcome: Outcome, rule: str) -> None:
    decision = ask(purpose=purpose, target=target_for(purpose), bench=bench())
    assert decision.outcome is outcome
    assert rule in rules(decision)
    contains_what_it_must(decision)


@pytest.mark.parametrize("purpose", ["employment_regulated", "title_use"])
def test_what_is_for_an_authority_is_sent_there_whatever_the_host_says(purpose: str) -> None:
    decision = ask(purpose=purpose)
    assert decision.outcome is Outcome.NOT_IN_SCOPE
    assert "authority" in {remedy.by for remedy in decision.remedies}


@pytest.mark.parametrize(
    ("purpose", "target", "rule"),
    [
        ("admission", None, "programme-not-named"),
        ("admission", "module", "target-of-another-kind"),
        ("exemption", PROGRAMME, "target-of-another-kind"),
        ("exemption", POST, "target-of-another-kind"),
        ("exemption", replace(PROGRAMME, host="other", kind=TargetKind.COMPONENT), "component-of-another-host"),
    ],
)
def test_a_target_that_does_not_fit_the_purpose_is_no_question(purpose: str, target: Any, rule: str) -> None:
    decision = ask(purpose=purpose, target=module() if target == "module" else target)
    assert decision.outcome is Outcome.NOT_IN_SCOPE
    assert rule in rules(decision)
    contains_what_it_must(decision)


def test_admission_books_nothing_and_says_that_the_host_still_decides() -> None:
    decision = ask(purpose="admission", target=PROGRAMME)
    assert decision.booking is None
    assert decision.rights is not None
    assert "stays with the host" in decision.rights["en"]
    assert set(decision.rights) >= {"en", "sl"}


@pytest.mark.parametrize(
    ("country", "policy", "access", "rule"),
    [
        ("FI", {}, "true", "access-within-the-union"),
        ("GR", {}, "true", "access-within-the-union"),
        ("NO", {}, "true", "admission-considered"),
        ("FI", {"automatic_access": "false"}, "true", "admission-considered"),
        ("FI", {}, "false", "admission-considered"),
        ("FI", {}, None, "admission-considered"),
    ],
)
def test_access_is_automatic_within_the_union_for_what_gives_access(
    country: str, policy: dict[str, str], access: str | None, rule: str
) -> None:
    award = replace(COMPLETE, awarding_bodies=(replace(COMPLETE.awarding_bodies[0], country=stated(country)),))
    more = () if access is None else (Confirmation(fact="award.gives_access", value=access),)
    level = (Confirmation(fact="award.level.eqf", value="EQF 7"),)
    decision = ask(
        award, purpose="admission", target=PROGRAMME, confirmed=(*CONFIRMED, *more, *level),
        bench=desk().with_policy("example-university", policy) if policy else None,
    )  # fmt: skip
    assert rules(decision) == {rule}
    assert decision.outcome is Outcome.RECOGNISED_FULL


def test_a_post_may_have_a_statement_of_its_own() -> None:
    statement = replace(
        STATEMENT, host="example-works", component="post", purposes=("employment_nonregulated",), specifications=()
    )
    post = replace(POST, host="example-works")
    decision = ask(
        purpose="employment_nonregulated", host="example-works", target=post, statements=(statement,)
    )  # fmt: skip
    assert rules(decision) == {"recognised-by-statement", "statement-accepts"}


def contains_what_it_must(decision: Decision) -> None:
    """What every outcome must contain, and the invariants that a single decision can show."""
    outcome = decision.outcome
    assert decision.question.purpose is not None
    assert decision.reasons
    assert all(reason.basis for reason in decision.reasons)
    if outcome is not Outcome.RECOGNISED_FULL:
        assert decision.remedies
        assert decision.appeal
    if outcome.positive:
        assert decision.rights
    if outcome is Outcome.PENDING:
        assert decision.pending is not None
        assert decision.pending.question["en"]
        assert decision.pending.question["sl"]
    else:
        assert decision.pending is None
    assert (outcome is Outcome.RECOGNISED_CONDITIONAL) == (decision.proviso is not None)
    if outcome is Outcome.FURTHER_INFORMATION_NEEDED:
        assert any(remedy.fact for remedy in decision.remedies) or any(remedy.text for remedy in decision.remedies)
    if outcome is Outcome.NOT_IN_SCOPE:
        assert decision.remedies[0].text
    if outcome is Outcome.REFUSED:
        assert all(reason.message.get("en") for reason in decision.reasons)
    booked = outcome in (Outcome.RECOGNISED_FULL, Outcome.RECOGNISED_PARTIAL, Outcome.RECOGNISED_ALTERNATIVE)
    if booked and decision.question.purpose in (Purpose.EXEMPTION, Purpose.CREDIT_ELECTIVE):
        assert decision.booking is not None
        assert decision.booking.credits is not None
        assert decision.booking.grade is not None


applications = st.sampled_from(
    [None, None, APPLICATION, agreed(learner="Somebody Else"), agreed(signed=None), replace(APPLICATION, complete=None)]
)
statements = st.sampled_from(
    [(), (), (STATEMENT,), (replace(STATEMENT, specifications=()),),
     (replace(STATEMENT, specifications=()), replace(STATEMENT, id="n", accepted=False, authority="Senate"))]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(awards(), confirmations(), st.sampled_from(list(Purpose)), applications, statements)
def test_every_decision_contains_what_it_must(
    award: Any, confirmed: Any, purpose: Purpose, application: Any, said: Any
) -> None:
    decision = ask(
        award, purpose=purpose.value, target=target_for(purpose.value), application=application, statements=said,
        confirmed=confirmed, bench=bench(),
    )  # fmt: skip
    contains_what_it_must(decision)
    if decision.outcome.positive:
        known = {fact.name: fact.value for fact in decision.trace.facts}
        assert known["award.authentic"] is True
        assert known["award.holder_matches"] is True
        assert known["award.status"] == "active"
        assert known["award.assessed"] is True


# Targets ----------------------------------------------------------------------------------------------------------


def test_a_component_says_what_it_is_and_is_a_component_where_it_does_not() -> None:
    text = "component: x\nhost: h\ntitle: {en: X}\n"
    assert read_component(text.encode(), "x.yaml").kind is TargetKind.COMPONENT
    for kind in TargetKind:
        assert read_component(f"{text}kind: {kind}\n".encode(), "x.yaml").kind is kind
    with pytest.raises(PackError) as caught:
        read_component(f"{text}kind: module\n".encode(), "x.yaml")
    assert [(d.line, d.code) for d in caught.value.diagnostics] == [(4, "E123")]


def test_the_example_university_has_a_programme() -> None:
    (found,) = (each for each in desk().targets("example-university") if each.kind is TargetKind.PROGRAMME)
    decision = ask(purpose="admission", target=found, as_of=AS_OF)
    assert decision.outcome is Outcome.RECOGNISED_FULL
    assert AGREEMENT.host == found.host
