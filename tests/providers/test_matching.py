"""Who an awarding body is: by its identifiers in any writing, never by its name, and not at all where they disagree."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from listed import SCHEMES, VALUES, award, body, provider, review, writings, written
from passerelle.decision import Award, BodyFound, Identifier, Organisation, Provider, Stated
from passerelle.providers import Listing, contradict, keys

UNIVERSITY = provider(7, ("ROR", "VAT", "ETER", "PIC"))


def found(listing: list[Provider], *bodies: Organisation, title: str = "Data Ethics") -> tuple[BodyFound, ...]:
    return Listing(listing).bodies(award(*bodies, title=title))


def records(listing: list[Provider], *identifiers: Identifier, country: str | None = "FI") -> list[str]:
    answer = found(listing, body(*identifiers, country=country))
    return [each.record for one in answer for each in one.providers]


def ident(scheme: str, number: int = 7) -> Identifier:
    return Identifier(value=VALUES[scheme](number), scheme=scheme)


def test_any_of_its_identifiers_leads_to_a_provider() -> None:
    for scheme in ("ROR", "VAT", "ETER", "PIC"):
        for named, value in writings(scheme, VALUES[scheme](7)):
            assert records([provider(8), UNIVERSITY], Identifier(value=value, scheme=named)) == ["R7"]


def test_what_led_there_is_told() -> None:
    (one,) = found([UNIVERSITY], body(ident("ROR"), ident("SCHAC")))
    assert (one.body, one.by) == (0, f"ROR {VALUES['ROR'](7)}")


def test_a_name_is_no_match() -> None:
    named = replace(body(), name=Stated({"en": "University 7"}, "/name"))
    assert found([UNIVERSITY], named) == ()


def test_nobody_is_found_where_nobody_is_listed() -> None:
    assert found([], body(ident("ROR"))) == ()
    assert found([UNIVERSITY]) == ()
    assert records([UNIVERSITY], ident("ROR", 8)) == []


class TestWithoutAScheme:
    def test_a_value_that_one_provider_has_and_no_other(self) -> None:
        assert records([UNIVERSITY, provider(8, ("PIC",))], Identifier(value=VALUES["PIC"](7))) == ["R7"]

    def test_a_legal_identifier_may_be_of_any_scheme(self) -> None:
        for scheme in ("PIC", "ERASMUS", "NATIONAL"):
            asked = body(legal=[Identifier(value=VALUES[scheme](7))])
            (one,) = found([provider(7, (scheme,)), provider(8, (scheme,))], asked)
            assert [each.record for each in one.providers] == ["R7"]

    def test_a_value_that_two_have_leads_to_neither(self) -> None:
        twins = [provider(7, ("PIC",)), replace(provider(8, ()), identifiers=(ident("PIC"),))]
        assert records(twins, Identifier(value=VALUES["PIC"](7))) == []

    def test_the_same_digits_under_another_scheme_are_something_else(self) -> None:
        assert records([UNIVERSITY], Identifier(value=VALUES["PIC"](7), scheme="ISNI")) == []
        assert records([UNIVERSITY], Identifier(value=VALUES["PIC"](7), scheme="WHED")) == []

    def test_a_register_may_leave_out_the_scheme(self) -> None:
        bare = replace(provider(7, ()), identifiers=(Identifier(value=VALUES["PIC"](7)),))
        assert records([bare], ident("PIC")) == ["R7"]

    def test_a_provider_of_another_country_is_another(self) -> None:
        assert records([UNIVERSITY], Identifier(value=VALUES["PIC"](7)), country="SI") == []
        assert records([UNIVERSITY], Identifier(value=VALUES["PIC"](7)), country=None) == ["R7"]


class TestSeveral:
    def test_a_faculty_with_its_university_s_number_is_told_apart_by_its_own(self) -> None:
        faculty = replace(provider(9, ("ROR",)), identifiers=(ident("ROR", 9), ident("VAT", 7)))
        assert records([UNIVERSITY, faculty], ident("VAT"), ident("ROR", 9)) == ["R9"]
        assert records([UNIVERSITY, faculty], ident("VAT"), ident("ROR")) == ["R7"]

    def test_a_number_that_two_have_says_nothing_by_itself(self) -> None:
        faculty = replace(provider(9, ("ROR",)), identifiers=(ident("ROR", 9), ident("VAT", 7)))
        (one,) = found([UNIVERSITY, faculty], body(ident("VAT")))
        assert contradict(one.providers)

    def test_identifiers_of_two_providers_are_a_contradiction(self) -> None:
        (one,) = found([UNIVERSITY, provider(8)], body(ident("ROR"), ident("VAT", 8)))
        assert [each.record for each in one.providers] == ["R7", "R8"]
        assert contradict(one.providers)

    def test_each_body_is_found_by_itself(self) -> None:
        answer = found([UNIVERSITY, provider(8)], body(ident("ROR", 8)), body(), body(ident("ETER")))
        assert [(one.body, one.providers[0].record) for one in answer] == [(0, "R8"), (2, "R7")]


class TestSeveralRegisters:
    def test_one_register_leads_to_another_by_what_it_lists(self) -> None:
        ministry = provider(7, ("ETER",), register="Ministry")
        (one,) = found([UNIVERSITY, ministry, provider(8, ("ETER",), register="Ministry")], body(ident("ROR")))
        assert [each.register for each in one.providers] == ["DEQAR", "Ministry"]
        assert not contradict(one.providers)

    def test_a_third_is_reached_by_way_of_the_second(self) -> None:
        second, third = (
            provider(7, ("ETER", "SCHAC"), register="B"),
            provider(7, ("SCHAC",), register="C"),
        )
        (one,) = found([UNIVERSITY, second, third], body(ident("ROR")))
        assert [each.register for each in one.providers] == ["B", "C", "DEQAR"]

    def test_what_would_contradict_is_not_added(self) -> None:
        ministry = replace(provider(7, ("PIC",), register="Ministry"), identifiers=(ident("PIC"), ident("ROR", 8)))
        (one,) = found([UNIVERSITY, ministry], body(ident("ETER")))
        assert [each.register for each in one.providers] == ["DEQAR"]

    def test_two_registers_with_different_ids_are_a_contradiction_where_the_document_names_both(self) -> None:
        ministry = provider(8, ("ROR", "VAT"), register="Ministry")
        (one,) = found([UNIVERSITY, ministry], body(ident("ROR"), ident("VAT", 8)))
        assert contradict(one.providers)


class TestReviews:
    def test_only_those_that_concern_the_award_come_along(self) -> None:
        reviews = (
            review(),
            review(level=None),
            review(level="programme", scope="Data  ethics"),
            review(level="programme", scope="History"),
            review(level="course", scope=None),
        )
        (one,) = found([replace(UNIVERSITY, reviews=reviews)], body(ident("ROR")), title="Data Ethics")
        assert one.providers[0].reviews == reviews[:3]


# Against a slow and obvious way ---------------------------------------------------------------------------------------


def _slow(listing: list[Provider], asked: Award) -> list[tuple[int, frozenset[str]]]:
    """Who is named, one register and no values without a scheme: every pair of identifiers is compared."""
    answer = []
    for number, one in enumerate(asked.awarding_bodies):
        sets = []
        for stated in one.other_identifiers:
            mine = set(keys(stated.value, "FI").exact)
            holders = {
                each.record
                for each in listing
                for identifier in each.identifiers
                if mine & set(keys(identifier, each.country).exact)
            }
            if holders:
                sets.append(holders)
        if sets:
            answer.append((number, frozenset(set.intersection(*sets) or set.union(*sets))))
    return answer


SMALL = st.integers(min_value=1, max_value=5)
LISTINGS = st.lists(
    st.tuples(SMALL, st.sets(st.sampled_from(SCHEMES), min_size=1)), max_size=5, unique_by=lambda x: x[0]
)
BODIES = st.lists(st.lists(written(SMALL), max_size=4), max_size=3)


@given(LISTINGS, BODIES)
def test_the_index_finds_what_comparing_everything_finds(
    listing: list[tuple[int, set[str]]], bodies: list[list[tuple[str, int, Identifier]]]
) -> None:
    listed = [provider(number, sorted(schemes)) for number, schemes in listing]
    # Values without a scheme may lead to somebody by themselves, which the slow way does not try.
    asked = award(*(body(*(one for scheme, _, one in each if keys(one, "FI").exact)) for each in bodies))
    answer = [(one.body, frozenset(each.record for each in one.providers)) for one in Listing(listed).bodies(asked)]
    assert answer == _slow(listed, asked)


@given(LISTINGS, BODIES, st.randoms())
def test_the_order_of_anything_changes_nothing(
    listing: list[tuple[int, set[str]]], bodies: list[list[tuple[str, int, Identifier]]], random: object
) -> None:
    listed = [provider(number, sorted(schemes)) for number, schemes in listing]
    first = Listing(listed).bodies(award(*(body(*(one for _, _, one in each)) for each in bodies)))
    random.shuffle(listed)  # type: ignore[attr-defined]
    mixed = [random.sample(each, len(each)) for each in bodies]  # type: ignore[attr-defined]
    second = Listing(listed).bodies(award(*(body(*(one for _, _, one in each)) for each in mixed)))
    assert [(one.body, one.providers) for one in first] == [(one.body, one.providers) for one in second]


@given(written(SMALL), written(SMALL))
def test_two_writings_lead_to_the_same(one: tuple[str, int, Identifier], other: tuple[str, int, Identifier]) -> None:
    listed = [provider(number, SCHEMES) for number in range(1, 6)]
    same = records(listed, one[2]) == records(listed, other[2])
    assert same == (one[1] == other[1])
