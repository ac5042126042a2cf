"""What registers say becomes facts: before the issuer's word, never against anybody by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listed import VALUES, award, body, provider, review, vocabulary
from passerelle.decision import Award, BodyFound, Evidence, Identifier, Organisation, Provider, Quality, Stated
from passerelle.facts import award_facts
from passerelle.facts.gathered import Gathered
from passerelle.facts.registers import register_facts

AS_OF = date(2026, 1, 15)
ISSUER = Identifier(value=VALUES["ROR"](7), scheme="ROR")
BODY = body(ISSUER)


def stated(value: Any, place: str = "/here") -> Stated[Any]:
    return Stated(value, place)


def facts(asked: Award, *providers: Provider, found: tuple[BodyFound, ...] = ()) -> Gathered:
    """The facts of an award whose first body is found to be these providers."""
    gathered = award_facts(asked, vocabulary(), AS_OF, {})
    register_facts(found or (BodyFound(body=0, providers=providers, by="ROR"),), asked, AS_OF, gathered)
    return gathered


def value(gathered: Gathered, name: str) -> Any:
    known = gathered.facts.get(f"award.{name}")
    return None if known is None else known.value


def evidence(gathered: Gathered, name: str) -> Evidence:
    return gathered.facts[f"award.{name}"].evidence


def external(**fields: Any) -> Quality:
    """What a document states of an external review."""
    return Quality(**{"kind": stated("external"), **{name: stated(each) for name, each in fields.items()}})


class TestWhoItIs:
    def test_a_body_that_is_found_is_registered(self) -> None:
        gathered = facts(award(BODY), provider(7, formal_status="formal", sector="higher_education"))
        assert (value(gathered, "issuer.registered"), value(gathered, "issuer.register")) == (True, "DEQAR")
        assert value(gathered, "issuer.formal_status") == "formal"
        assert value(gathered, "issuer.sector") == "higher_education"
        assert value(gathered, "issuer.legal_name") == {"und": "University 7"}
        assert value(gathered, "issuer.legal_identifier") == VALUES["VAT"](7)
        assert {evidence(gathered, f"issuer.{name}") for name in ("registered", "formal_status", "sector")} == {
            Evidence.REGISTER
        }
        assert gathered.facts["award.issuer.formal_status"].source == "DEQAR R7, 2026-01-10"

    @pytest.mark.parametrize("name", ["issuer.registered", "issuer.register", "quality.registered_at_issue"])
    def test_a_body_that_is_not_found_is_neither_registered_nor_not(self, name: str) -> None:
        gathered = award_facts(award(BODY), vocabulary(), AS_OF, {})
        before = dict(gathered.facts)
        register_facts((), award(BODY), AS_OF, gathered)
        assert gathered.facts == before
        assert value(gathered, name) is None

    def test_what_the_document_says_of_its_name_and_place_stays(self) -> None:
        named = replace(
            BODY, legal_name=stated({"en": "Uni Seven"}), legal_identifiers=(stated(Identifier(value="1234567-1")),)
        )
        gathered = facts(award(named), provider(7, country="SI"))
        assert value(gathered, "issuer.legal_name") == {"en": "Uni Seven"}
        assert value(gathered, "issuer.legal_identifier") == "1234567-1"
        assert value(gathered, "issuer.country") == "FI"
        (notice,) = gathered.notices
        assert (notice.code, notice.values) == (
            "register_differs",
            ("country", "FI", "/country", "SI", "DEQAR R7, 2026-01-10"),
        )

    @pytest.mark.parametrize("status", ["non_formal", "mill", "unrecognised"])
    def test_the_register_s_status_goes_before_the_issuer_s_word(self, status: str) -> None:
        gathered = facts(award(replace(BODY, formal_status=stated("formal"))), provider(7, formal_status=status))
        assert value(gathered, "issuer.formal_status") == status
        assert evidence(gathered, "issuer.formal_status") is Evidence.REGISTER
        assert [notice.code for notice in gathered.notices] == ["register_differs"]

    def test_a_register_that_says_nothing_of_the_status_leaves_the_issuer_s_word(self) -> None:
        gathered = facts(award(replace(BODY, formal_status=stated("formal"))), provider(7))
        assert (value(gathered, "issuer.formal_status"), evidence(gathered, "issuer.formal_status")) == (
            "formal",
            Evidence.ISSUER,
        )
        assert gathered.notices == []


class TestSeveralProviders:
    def test_two_of_one_register_say_nothing_but_that(self) -> None:
        gathered = facts(award(BODY), provider(7, formal_status="formal"), provider(8, formal_status="formal"))
        assert value(gathered, "issuer.register_conflict") is True
        for name in ("issuer.registered", "issuer.formal_status", "quality.register", "issuer.legal_name"):
            assert value(gathered, name) is None
        (notice,) = gathered.notices
        assert notice.code == "register_conflict"
        assert notice.values == ("ROR", "University 7 (DEQAR R7) · University 8 (DEQAR R8)")

    def test_two_registers_add_to_each_other(self) -> None:
        ministry = provider(7, register="Ministry", formal_status="formal", sector="vocational")
        gathered = facts(award(BODY), provider(7, sector=None, reviews=(review(),)), ministry)
        assert value(gathered, "issuer.register") == "DEQAR · Ministry"
        assert (value(gathered, "issuer.formal_status"), value(gathered, "issuer.sector")) == ("formal", "vocational")
        assert value(gathered, "quality.register") == "DEQAR"

    def test_where_registers_differ_in_the_status_it_is_unknown_whatever_the_issuer_says(self) -> None:
        ministry = provider(7, register="Ministry", formal_status="mill")
        asked = award(replace(BODY, formal_status=stated("formal")))
        gathered = facts(asked, provider(7, formal_status="formal"), ministry)
        assert value(gathered, "issuer.formal_status") is None
        assert "registers_differ" in [notice.code for notice in gathered.notices]


class TestJointAwards:
    def found(self, *listed: Provider | None) -> Gathered:
        asked = award(*(body(Identifier(value=VALUES["ROR"](number))) for number in range(len(listed))))
        found = tuple(
            BodyFound(body=number, providers=(each,), by="ROR")
            for number, each in enumerate(listed)
            if each is not None
        )
        return facts(asked, found=found)

    def test_bodies_are_known_one_by_one(self) -> None:
        gathered = self.found(provider(7, formal_status="formal"), provider(8, formal_status="non_formal"), None)
        members = gathered.members["award.bodies"]
        assert [member["registered"].value if "registered" in member else None for member in members] == [
            True,
            True,
            None,
        ]
        statuses = [member["formal_status"].value if "formal_status" in member else None for member in members]
        assert statuses == ["formal", "non_formal", None]
        assert value(gathered, "issuer.formal_status") is None

    def test_the_status_of_all_is_that_of_each(self) -> None:
        gathered = self.found(provider(7, formal_status="formal"), provider(8, formal_status="formal"))
        assert value(gathered, "issuer.formal_status") == "formal"

    def test_every_body_has_to_be_reviewed(self) -> None:
        both = self.found(provider(7, reviews=(review(),)), provider(8, reviews=(review(),)))
        assert value(both, "quality.external_at_issue") is True
        one = self.found(provider(7, reviews=(review(),)), provider(8, reviews=(review(2010, 2015),)))
        assert value(one, "quality.external_at_issue") is None
        none = self.found(provider(7, reviews=(review(),)), None)
        assert value(none, "quality.external_at_issue") is None


class TestReviews:
    """The award was issued on 30 September 2025 and is judged on 15 January 2026."""

    @pytest.mark.parametrize(
        ("reviews", "at_issue", "today"),
        [
            ((review(2021, 2027),), True, True),
            ((review(2021, 2025),), True, False),
            ((review(2026, 2031),), False, True),
            ((review(2010, 2015), review(2016, 2020)), False, False),
            ((review(2010, 2015), review(2021, 2027)), True, True),
            ((review(2010, 2015), review(2021, None)), None, None),
            ((review(2027, None),), False, False),
            ((review(2021, 2027, outcome="negative"),), None, None),
            ((), None, None),
        ],
    )
    def test_the_day_of_issue_and_today(
        self, reviews: tuple[Any, ...], at_issue: bool | None, today: bool | None
    ) -> None:
        gathered = facts(award(BODY), provider(7, reviews=reviews))
        for name, expected in (("at_issue", at_issue), ("today", today)):
            assert value(gathered, f"quality.external_{name}") is expected
            assert value(gathered, f"quality.registered_{name}") is expected

    def test_who_reviewed_and_how(self) -> None:
        old = review(2010, 2015, agency="Old Agency", standard="other", level="programme")
        gathered = facts(award(BODY), provider(7, reviews=(old, review(report="https://quality.example/1"))))
        assert (value(gathered, "quality.body"), value(gathered, "quality.report")) == (
            "Example Evaluation Agency",
            "https://quality.example/1",
        )
        assert (value(gathered, "quality.standards"), value(gathered, "quality.levels")) == (("ESG",), ("institution",))
        assert value(gathered, "quality.external") is True
        assert evidence(gathered, "quality.external_at_issue") is Evidence.REGISTER

    def test_an_award_without_a_day_of_issue(self) -> None:
        gathered = facts(replace(award(BODY), issued=None), provider(7, reviews=(review(),)))
        assert value(gathered, "quality.external_at_issue") is None
        assert value(gathered, "quality.external_today") is True

    def test_of_several_registers_deqar_is_named_where_it_lists_the_review(self) -> None:
        ours = provider(7, register="A", reviews=(review(),))
        assert value(facts(award(BODY), ours, provider(7, reviews=(review(),))), "quality.register") == "DEQAR"
        assert value(facts(award(BODY), ours, provider(7, reviews=(review(2010, 2015),))), "quality.register") == "A"


class TestNegative:
    def test_a_negative_result_that_bears_on_the_day_is_told(self) -> None:
        gathered = facts(award(BODY), provider(7, reviews=(review(2021, 2027, outcome="negative"),)))
        assert value(gathered, "quality.negative") is True
        assert value(gathered, "quality.external") is None

    @pytest.mark.parametrize(
        "reviews",
        [
            (review(2010, 2015, outcome="negative"),),
            (review(2018, None, outcome="negative"), review(2021, 2027)),
            (review(2026, 2030, outcome="negative"), review(2021, 2027)),
        ],
    )
    def test_one_of_another_time_or_before_a_positive_one_is_not(self, reviews: tuple[Any, ...]) -> None:
        assert value(facts(award(BODY), provider(7, reviews=reviews)), "quality.negative") is None

    def test_one_after_a_positive_one_is(self) -> None:
        reviews = (review(2021, 2027), review(2024, None, outcome="negative"))
        assert value(facts(award(BODY), provider(7, reviews=reviews)), "quality.negative") is True


class TestBesideTheDocument:
    """The document states a review by the Example Evaluation Agency from 2021 until 2027."""

    OWN = external(
        body="Example Evaluation Agency", standard="ESG", valid_from=date(2021, 1, 1), valid_until=date(2027, 12, 31)
    )

    def gathered(self, *reviews: Any, own: Quality = OWN) -> Gathered:
        return facts(replace(award(BODY), quality=(own,)), provider(7, reviews=reviews))

    def test_the_register_s_days_go_before_the_issuer_s(self) -> None:
        gathered = self.gathered(review(2021, 2024))
        assert value(gathered, "quality.external_at_issue") is False
        assert evidence(gathered, "quality.external_at_issue") is Evidence.REGISTER

    def test_the_same_report_is_the_same_review(self) -> None:
        own = external(report="https://quality.example/1/", valid_until=date(2027, 12, 31), valid_from=date(2020, 1, 1))
        gathered = self.gathered(review(2021, 2024, agency="Another", report="http://quality.example/1"), own=own)
        assert value(gathered, "quality.external_at_issue") is False

    def test_days_that_the_document_leaves_out_are_the_register_s(self) -> None:
        own = external(body="EEA")
        gathered = self.gathered(review(2021, 2024, agency="Example Evaluation Agency (EEA)"), own=own)
        assert value(gathered, "quality.external_at_issue") is False

    def test_a_review_that_the_register_does_not_list_stays_the_issuer_s_word(self) -> None:
        for listed in (review(2010, 2015), review(2021, 2024, agency="Another Agency")):
            gathered = self.gathered(listed)
            assert value(gathered, "quality.external_at_issue") is True
            assert evidence(gathered, "quality.external_at_issue") is Evidence.ISSUER
            assert value(gathered, "quality.registered_at_issue") is False

    def test_a_review_of_which_the_document_gives_no_day_may_still_cover_it(self) -> None:
        gathered = self.gathered(review(2010, 2015), own=external(body="Another Agency"))
        assert value(gathered, "quality.external_at_issue") is None
        assert value(gathered, "quality.registered_at_issue") is False

    def test_internal_quality_assurance_stays_as_stated(self) -> None:
        internal = Quality(kind=stated("internal"), body=stated("Example Evaluation Agency"))
        gathered = self.gathered(review(2021, 2024), own=internal)
        assert value(gathered, "quality.internal") is True
        assert evidence(gathered, "quality.internal") is Evidence.ISSUER


REVIEWS = st.lists(
    st.builds(
        lambda since, length, outcome: review(since, None if length is None else since + length, outcome=outcome),
        st.integers(min_value=2000, max_value=2030),
        st.none() | st.integers(min_value=0, max_value=12),
        st.sampled_from(["positive", "negative", None]),
    ),
    max_size=4,
)


@given(REVIEWS)
def test_of_one_body_the_facts_say_what_the_reviews_say(reviews: list[Any]) -> None:
    gathered = facts(award(BODY), provider(7, reviews=tuple(reviews)))
    for name, day in (("at_issue", date(2025, 9, 30)), ("today", AS_OF)):
        positive = [each for each in reviews if each.outcome != "negative"]
        covering = [each for each in positive if each.valid_until and each.valid_from <= day <= each.valid_until]
        open_ended = [each for each in positive if each.valid_until is None and each.valid_from <= day]
        expected = True if covering else None if open_ended or not positive else False
        assert value(gathered, f"quality.external_{name}") is expected


@given(REVIEWS, st.booleans(), st.sampled_from([None, "formal", "non_formal"]))
def test_a_register_never_makes_known_that_somebody_is_not_registered(
    reviews: list[Any], stated_too: bool, status: str | None
) -> None:
    asked: Organisation = replace(BODY, formal_status=stated("formal") if stated_too else None)
    gathered = facts(award(asked), provider(7, reviews=tuple(reviews), formal_status=status))
    assert value(gathered, "issuer.registered") is True
    assert value(gathered, "issuer.formal_status") == (status or ("formal" if stated_too else None))


def test_a_body_that_was_found_twice_is_judged_by_all_that_was_found_in_any_order() -> None:
    silent, lapsed = provider(1), provider(1, register="N")
    found = (BodyFound(body=0, providers=(silent,), by="x"), BodyFound(body=0, providers=(lapsed,), by="y"))
    one, other = facts(award(BODY), found=found), facts(award(BODY), found=found[::-1])
    assert one.facts == other.facts
    assert value(one, "issuer.registered") is True
