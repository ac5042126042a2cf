"""Joint awards: the bodies where the learner studied count, whatever the others are; and what a provider may offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards import AS_OF, BODY, COMPLETE, CONFIRMED, stated
from passerelle.decision import Award, Confirmation, Identifier, Organisation, Outcome
from passerelle.documents import DocumentError
from promises import ask, desk, missing, rules, value

STATUSES = ("formal", "non_formal", "unrecognised", "mill", None)


def body(number: int, status: str | None) -> Organisation:
    return replace(
        BODY,
        name=stated({"en": f"Body {number}"}),
        legal_name=None,
        legal_identifiers=(stated(Identifier(value=f"FI-{number}", scheme="national")),),
        formal_status=stated(status) if status else None,
    )


def joint(*statuses: str | None, studied: tuple[str, ...] = ()) -> Award:
    return replace(
        COMPLETE,
        awarding_bodies=tuple(body(number, status) for number, status in enumerate(statuses)),
        studied_at=tuple(stated(name) for name in studied),
    )


def test_a_private_partner_changes_nothing_where_the_studies_were_at_formal_ones() -> None:
    award = joint("formal", "formal", "non_formal", "mill", studied=("FI-0", "body  1"))
    decision = ask(award)
    assert (decision.outcome, rules(decision)) == (Outcome.RECOGNISED_FULL, {"component-replaced"})
    assert value(decision, "award.issuer.formal_status") == "formal"
    assert [value(decision, f"award.bodies[{n}].studied_at") for n in range(4)] == [True, True, False, False]


def test_studies_partly_at_a_body_without_recognition_are_for_a_person() -> None:
    for other in ("non_formal", "unrecognised", "mill"):
        decision = ask(joint("formal", other, studied=("FI-0", "FI-1")))
        assert (decision.outcome, rules(decision)) == (Outcome.PENDING, {"joint-partly-recognised"})
        assert decision.pending is not None
        assert decision.pending.by == "host"


def test_studies_at_bodies_that_are_not_recognised_alone_are_judged_as_those_of_one_such_body() -> None:
    assert "mill" in rules(ask(joint("formal", "mill", studied=("FI-1",))))
    assert "not-a-formal-provider" in rules(ask(joint("formal", "non_formal", studied=("FI-1",))))


def test_where_the_learner_studied_is_asked_for_only_where_it_matters() -> None:
    decision = ask(joint("formal", "non_formal"))
    assert decision.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert rules(decision) == {"joint-where-studied"}
    assert "award.studied_at" in {remedy.fact for remedy in decision.remedies}
    assert rules(ask(joint("formal", "formal"))) == {"component-replaced"}
    assert rules(ask(replace(COMPLETE, awarding_bodies=(body(0, "formal"),)))) == {"component-replaced"}


def test_an_officer_may_say_where_the_learner_studied_or_what_the_status_is() -> None:
    award = joint("formal", "non_formal")
    for fact, said in (("award.studied_at", "FI-0"), ("award.issuer.formal_status", "formal")):
        confirmed = (*CONFIRMED, Confirmation(fact=fact, value=said))
        assert rules(ask(award, confirmed=confirmed)) == {"component-replaced"}


def test_a_place_that_is_no_awarding_body_leaves_the_others_open() -> None:
    decision = ask(joint("formal", "non_formal", studied=("FI-0", "Somewhere else")))
    assert decision.outcome is Outcome.FURTHER_INFORMATION_NEEDED
    assert value(decision, "award.bodies[0].studied_at") is True
    assert value(decision, "award.bodies[1].studied_at") is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(STATUSES), min_size=2, max_size=4), st.data())
def test_the_status_that_counts_is_that_of_the_places_of_study(statuses: list[str | None], data: Any) -> None:
    places = data.draw(st.sets(st.sampled_from(range(len(statuses)))))
    decision = ask(joint(*statuses, studied=tuple(f"FI-{n}" for n in sorted(places))))
    counted = [statuses[n] for n in sorted(places)] if places else statuses
    expected = counted[0] if len(set(counted)) == 1 else None
    assert value(decision, "award.issuer.formal_status") == expected
    if decision.outcome.positive:
        assert expected in ("formal", "unrecognised")
    if decision.outcome is Outcome.REFUSED:
        assert expected == "mill"


@pytest.mark.parametrize(
    ("fact", "said", "outcome", "rule"),
    [
        ("granted_without_learning", "true", Outcome.REFUSED, "granted-without-learning"),
        ("mode_authorised", "false", Outcome.PENDING, "mode-not-authorised"),
        ("granted_without_learning", "false", Outcome.RECOGNISED_FULL, "component-replaced"),
        ("mode_authorised", "true", Outcome.RECOGNISED_FULL, "component-replaced"),
    ],
)
def test_what_is_established_of_an_award_counts_and_nobody_is_asked_for_it(
    fact: str, said: str, outcome: Outcome, rule: str
) -> None:
    confirmed = (*CONFIRMED, Confirmation(fact=f"award.{fact}", value=said))
    decision = ask(confirmed=confirmed)
    assert (decision.outcome, rules(decision)) == (outcome, {rule})
    assert f"award.{fact}" not in missing(ask(replace(COMPLETE, holder=replace(COMPLETE.holder, name=None))))


# Portfolios -----------------------------------------------------------------------------------------------------------

UNIT = """\
portfolio: 1
unit:
  title: Joint
  issuer:
    - {name: University of Turin, country: IT, formal_status: formal}
    - Example Consulting
  studied_at: [University of Turin]
"""


def test_a_portfolio_names_several_issuers_and_the_place_of_study() -> None:
    (award,) = desk().read(UNIT.encode(), on=AS_OF).awards
    assert [body.name.value for body in award.awarding_bodies if body.name] == [
        {"und": "University of Turin"},
        {"und": "Example Consulting"},
    ]
    assert [stated.value for stated in award.studied_at] == ["University of Turin"]


def test_a_country_beside_several_issuers_is_nobody_s() -> None:
    with pytest.raises(DocumentError) as caught:
        desk().read((UNIT + "  country: IT\n").encode(), on=AS_OF)
    assert caught.value.code == "wrong_shape"
