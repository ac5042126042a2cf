"""One unit is met again in whatever format it comes, and two units are never taken for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from passerelle.decision import Award, Holder, Identifier, Organisation, Stated
from passerelle.decision.unit_identity import (
    credential_key,
    holder_keys,
    identity_of,
    identity_of_copies,
    person_key,
    same_in_portfolio,
    unit_id,
)

MILA = Holder(name=Stated("Mila Novak", "/name"), date_of_birth=Stated(date(1999, 5, 4), "/born"))
HARBOUR = Organisation(
    name=Stated({"en": "Harbour College"}, "/issuer"),
    legal_identifiers=(Stated(Identifier(value="FI-0000002-7", scheme="national-id"), "/issuer/id"),),
)
SIGNED = Award(
    document="a" * 64,
    format="elm-3",
    part="/credentialSubject/hasClaim/0",
    identifier=Stated("urn:credential:0001", "/id"),
    title=Stated({"en": "Data Ethics", "sl": "Etika podatkov"}, "/title"),
    holder=MILA,
    awarding_bodies=(HARBOUR,),
    achieved=Stated(date(2026, 1, 20), "/awarded"),
    issued=Stated(date(2026, 2, 1), "/issued"),
)
#: The same as a learner writes it down from the certificate.
WRITTEN = Award(
    document="b" * 64,
    format="portfolio",
    part="/units/0",
    title=Stated({"und": "data  ethics"}, "line 3"),
    holder=replace(MILA, name=Stated("MILA NOVAK", "line 1")),
    awarding_bodies=(Organisation(name=Stated({"und": "Harbour college"}, "line 4")),),
    achieved=Stated(date(2026, 1, 20), "line 5"),
)


def test_one_award_in_two_formats_is_one_unit() -> None:
    assert identity_of(SIGNED).same(identity_of(WRITTEN))
    assert same_in_portfolio(SIGNED, WRITTEN)


def test_a_unit_with_its_copies_is_known_by_any_of_them() -> None:
    badge = replace(SIGNED, document="f" * 64, identifier=Stated("urn:badge:1", ""), holder=Holder())
    both = identity_of_copies([SIGNED, badge])
    assert both.id == unit_id(SIGNED)
    assert not identity_of(SIGNED).same(identity_of(badge))
    assert both.same(identity_of(badge))
    assert set(both.credentials) == {credential_key("urn:credential:0001"), credential_key("urn:badge:1")}


def test_a_credential_is_the_same_one_in_another_wrapping() -> None:
    wrapped = replace(SIGNED, document="c" * 64, part="/vc/credentialSubject/hasClaim", holder=Holder())
    assert identity_of(SIGNED).same(identity_of(wrapped))
    assert unit_id(SIGNED) == unit_id(wrapped)


@pytest.mark.parametrize(
    "change",
    [
        {"title": Stated({"en": "Data Law"}, "")},
        {"achieved": Stated(date(2025, 1, 20), "")},
        {"awarding_bodies": (Organisation(name=Stated({"en": "Hill College"}, "")),)},
        {"holder": replace(MILA, date_of_birth=Stated(date(1999, 5, 5), ""))},
        {"holder": replace(MILA, name=Stated("Mila Kos", ""))},
    ],
)
def test_what_differs_in_what_was_learned_when_where_or_by_whom_is_another_unit(change: dict[str, object]) -> None:
    assert not identity_of(SIGNED).same(identity_of(replace(WRITTEN, **change)))  # type: ignore[arg-type]


def test_units_of_one_credential_are_several() -> None:
    other = replace(SIGNED, part="/credentialSubject/hasClaim/1", title=Stated({"en": "Data Law"}, "/title"))
    assert not identity_of(SIGNED).same(identity_of(other))
    assert unit_id(SIGNED) != unit_id(other)
    assert identity_of(SIGNED).credentials == identity_of(other).credentials == (credential_key("urn:credential:0001"),)


def test_two_units_of_one_document_are_two_even_if_they_are_called_alike() -> None:
    assert not same_in_portfolio(SIGNED, replace(SIGNED, part="/credentialSubject/hasClaim/1"))


def test_two_specifications_are_two_units_whatever_their_titles() -> None:
    one = replace(SIGNED, specification=Stated("urn:course:ethics:1", ""))
    other = replace(WRITTEN, specification=Stated("urn:course:ethics:2", ""))
    assert not identity_of(one).same(identity_of(other))
    assert not same_in_portfolio(one, other)
    assert identity_of(one).same(identity_of(WRITTEN))


def test_classmates_hold_units_of_their_own() -> None:
    """Nobody is found by what a whole class has in common."""
    nobodys = replace(WRITTEN, holder=Holder(name=Stated("Mila Novak", "line 1")))
    assert not identity_of(nobodys).same(identity_of(SIGNED))
    assert same_in_portfolio(nobodys, SIGNED)
    assert identity_of(nobodys, MILA).same(identity_of(SIGNED))


def test_a_number_of_an_issuer_is_told_by_the_issuer() -> None:
    numbered = replace(WRITTEN, identifier=Stated("17", "line 9"), holder=Holder())
    elsewhere = replace(numbered, document="d" * 64, awarding_bodies=(Organisation(name=Stated({"en": "Hill"}, "")),))
    assert not identity_of(numbered).same(identity_of(elsewhere))
    assert identity_of(numbered).same(identity_of(replace(numbered, document="d" * 64)))


def test_of_what_nothing_is_known_the_document_is_the_identity() -> None:
    bare = Award(document="e" * 64, format="portfolio", part="/units/0")
    assert identity_of(bare).same(identity_of(bare))
    assert not identity_of(bare).same(identity_of(replace(bare, part="/units/1")))


def test_a_person_is_known_by_an_identifier_or_by_name_and_birth_never_by_a_name() -> None:
    assert holder_keys(MILA) == (person_key("mila novak", "1999-05-04"),)
    assert holder_keys(Holder(name=MILA.name)) == ()
    eduid = Holder(identifiers=(Stated(Identifier(value="FI 123-456", scheme="eduID"), ""),))
    assert holder_keys(eduid) == holder_keys(
        Holder(identifiers=(Stated(Identifier(value="fi123456", scheme="student"), ""),))
    )


def test_keys_say_nothing_of_whose_they_are() -> None:
    known = identity_of(SIGNED)
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in (*known.keys, *known.holders))
    assert list(known.keys) == sorted(set(known.keys))
