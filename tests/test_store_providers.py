"""Registers of providers in the store: all of a file or nothing, the same answer as from memory, quickly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from listed import DAY, SCHEMES, VALUES, award, body, provider, review, written
from passerelle.decision import Identifier, Provider, RegisterAsked
from passerelle.errors import StoreError
from passerelle.providers import Listing, Read, Said
from passerelle.store import Store
from passerelle.store.migrations import migrate

NOON = datetime(2026, 1, 11, 12, tzinfo=UTC)
UNIVERSITY = provider(7, ("ROR", "VAT"), reviews=(review(2015, 2020), review()))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def read(*listed: Provider | Said, register: str = "DEQAR") -> Read:
    said = [one if isinstance(one, Said) else Said(one) for one in listed]
    return Read(register, "plain-csv", tuple(sorted(said, key=lambda one: one.provider.record)))


def rows(url: str) -> dict[str, int]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    tables = ("provider_register", "provider", "provider_identifier", "provider_review")
    counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    connection.close()
    return counts


def everything(store: Store) -> list[Provider]:
    found = [each for one in store.registers_kept() for each in store.providers_of(one.name, 10_000)]
    return [store.providers_called(each.record)[0] for each in found]


def test_what_was_imported_is_found(store: Store) -> None:
    (done,) = store.import_providers([read(UNIVERSITY, provider(8))], imported_at=NOON)
    assert (done.register, done.added, done.updated, done.removed, done.providers) == ("DEQAR", 2, 0, 0, 2)
    (found,) = store.bodies(award(body(Identifier(value=f"https://ror.org/{VALUES['ROR'](7)}"))))
    assert found.providers == (UNIVERSITY,)
    assert store.registers() == (RegisterAsked(name="DEQAR", as_of=DAY),)
    (kept,) = store.registers_kept()
    assert (kept.name, kept.providers, kept.reviews, kept.imported_at) == ("DEQAR", 2, 2, NOON)
    assert store.providers_of("DEQAR", 1) == (replace(UNIVERSITY, reviews=()),)


def test_nothing_is_found_in_an_empty_store(store: Store) -> None:
    assert store.bodies(award(body(Identifier(value=VALUES["ROR"](7), scheme="ROR")))) == ()
    assert (store.registers(), store.registers_kept(), store.providers_called("R7")) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("R7", ""),
        (VALUES["ROR"](7), "ROR"),
        (f"https://ror.org/{VALUES['ROR'](7)}", ""),
        (VALUES["VAT"](7).lower(), ""),
    ],
)
def test_somebody_is_looked_up_by_any_writing(store: Store, text: str, scheme: str) -> None:
    store.import_providers([read(UNIVERSITY, provider(8))])
    assert store.providers_called(text, scheme) == (UNIVERSITY,)


class TestAgain:
    def test_importing_again_changes_nothing(self, store: Store, url: str) -> None:
        store.import_providers([read(UNIVERSITY, provider(8))])
        before = (rows(url), everything(store))
        (done,) = store.import_providers([read(UNIVERSITY, provider(8))])
        assert (done.added, done.updated) == (0, 2)
        assert (rows(url), everything(store)) == before

    def test_what_a_register_says_now_replaces_what_it_said_of_the_same(self, store: Store) -> None:
        store.import_providers([read(UNIVERSITY, provider(8))])
        later = provider(
            7, ("PIC",), legal_name="University Seven", formal_status="formal", reviews=(review(2028, 2033),)
        )
        store.import_providers([read(later)])
        assert everything(store) == [later, provider(8)]

    def test_other_registers_stay(self, store: Store) -> None:
        ministry = provider(7, register="Ministry")
        store.import_providers([read(UNIVERSITY), read(ministry, register="Ministry")])
        store.import_providers([read(provider(8))], replace=True)
        assert [each.register for each in everything(store)] == ["DEQAR", "Ministry"]

    def test_replacing_takes_away_what_is_no_longer_listed(self, store: Store, url: str) -> None:
        store.import_providers([read(UNIVERSITY, provider(8))])
        (done,) = store.import_providers([read(provider(8), provider(9))], replace=True)
        assert (done.added, done.updated, done.removed, done.providers) == (1, 1, 1, 2)
        assert [each.record for each in everything(store)] == ["R8", "R9"]
        assert rows(url)["provider_review"] == 0

    def test_the_day_of_a_register_is_the_newest(self, store: Store) -> None:
        store.import_providers([read(UNIVERSITY)])
        store.import_providers([read(provider(8, retrieved=date(2025, 1, 1)))])
        store.import_providers([read(provider(9, retrieved=None))])
        assert store.registers() == (RegisterAsked(name="DEQAR", as_of=DAY),)


class TestParts:
    """DEQAR publishes institutions and reports in files of their own."""

    PARTICULARS = Said(replace(UNIVERSITY, reviews=()), reviews=False)
    REVIEWS = Said(replace(UNIVERSITY, legal_name="Seven", identifiers=(), country=None), particulars=False)

    @pytest.mark.parametrize("order", [(PARTICULARS, REVIEWS), (REVIEWS, PARTICULARS)])
    def test_either_comes_first(self, store: Store, order: tuple[Said, Said]) -> None:
        for one in order:
            store.import_providers([read(one)])
        assert everything(store) == [UNIVERSITY]

    def test_both_in_one_go(self, store: Store) -> None:
        store.import_providers([read(self.PARTICULARS), read(self.REVIEWS)])
        assert everything(store) == [UNIVERSITY]

    def test_new_reviews_leave_the_rest_as_it_was(self, store: Store) -> None:
        store.import_providers([read(UNIVERSITY)])
        store.import_providers(
            [read(replace(self.REVIEWS, provider=replace(self.REVIEWS.provider, reviews=(review(),))))]
        )
        assert everything(store) == [replace(UNIVERSITY, reviews=(review(),))]

    def test_replacing_the_reviews_leaves_everybody_there(self, store: Store) -> None:
        other = provider(8, reviews=(review(),))
        store.import_providers([read(UNIVERSITY, other)])
        (done,) = store.import_providers([read(self.REVIEWS)], replace=True)
        assert done.removed == 0
        assert everything(store) == [UNIVERSITY, replace(other, reviews=())]

    def test_replacing_the_institutions_keeps_the_reviews_of_those_that_stay(self, store: Store) -> None:
        store.import_providers([read(UNIVERSITY, provider(8, reviews=(review(),)))])
        store.import_providers([read(self.PARTICULARS)], replace=True)
        assert everything(store) == [UNIVERSITY]


class TestAllOrNothing:
    @pytest.mark.parametrize("table", ["provider_register", "provider", "provider_identifier", "provider_review"])
    def test_an_import_that_fails_leaves_nothing(self, store: Store, url: str, table: str) -> None:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute(
            f"CREATE TRIGGER no BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END"
        )
        connection.close()
        with pytest.raises(StoreError, match="pulled the plug"):
            store.import_providers([read(UNIVERSITY)])
        assert set(rows(url).values()) == {0}

    def test_an_import_that_is_stopped_leaves_what_was_there(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.import_providers([read(UNIVERSITY)])

        def stopped(done: int, count: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.import_providers([read(provider(7, ("PIC",)), provider(8))], replace=True, progress=stopped)
        assert everything(store) == [UNIVERSITY]

    def test_of_several_files_all_are_imported_or_none(self, store: Store, url: str) -> None:
        told: list[int] = []

        def stop_at_the_second(done: int, count: int) -> None:
            told.append(done)
            if len(told) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.import_providers(
                [read(UNIVERSITY), read(provider(8, register="B"), register="B")], progress=stop_at_the_second
            )
        assert set(rows(url).values()) == {0}

    def test_how_far_it_has_come_is_told(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("passerelle.store.providers._AT_ONCE", 2)
        told: list[tuple[int, int]] = []
        store.import_providers([read(*map(provider, range(5)))], progress=lambda *how_far: told.append(how_far))
        assert told == [(2, 5), (4, 5), (5, 5)]


# As from memory ----------------------------------------------------------------------------------------------------

SMALL = st.integers(min_value=1, max_value=4)
REVIEWED = (review(2015, 2020), review(), review(level="programme", scope="Data Ethics"), review(level="course"))
LISTED = st.builds(
    lambda number, schemes, register, reviews: provider(number, sorted(schemes), register, reviews=tuple(reviews)),
    SMALL,
    st.sets(st.sampled_from(SCHEMES)),
    st.sampled_from(["DEQAR", "Ministry"]),
    st.lists(st.sampled_from(REVIEWED), max_size=3, unique=True),
)
LISTINGS = st.lists(LISTED, max_size=8, unique_by=lambda each: (each.register, each.record))
BODIES = st.lists(st.lists(written(SMALL), max_size=3), max_size=3)


@given(LISTINGS, BODIES, st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_the_store_answers_as_memory_does(
    store: Store, listing: list[Provider], bodies: list[list[tuple[str, int, Identifier]]], random: object
) -> None:
    random.shuffle(listing)  # type: ignore[attr-defined]
    files = [
        read(*(each for each in listing if each.register == register), register=register)
        for register in ("DEQAR", "Ministry")
    ]
    store.import_providers(files, replace=True)
    # Replacing by an empty file forgets nothing: there is nothing in it to say so.
    empty = [file.register for file in files if not file.said]
    if empty:
        return
    asked = award(*(body(*(one for _, _, one in each)) for each in bodies))
    assert store.bodies(asked) == Listing(listing).bodies(asked)
    assert store.registers() == Listing(listing).registers()


def test_registers_are_added_to_a_store_that_has_decisions_already(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate(connection, "0002")
    engine.dispose()
    store = Store.open(url)
    store.import_providers([read(UNIVERSITY)])
    assert everything(store) == [UNIVERSITY]
    store.close()


@pytest.mark.parametrize(
    ("text", "there"), [("sqlite://", False), ("sqlite:///{}", True), ("sqlite:///{}.other", False)]
)
def test_a_store_is_looked_for_without_being_made(tmp_path: Path, text: str, there: bool) -> None:
    path = tmp_path / "kept.db"
    Store.open(f"sqlite:///{path}").close()
    assert Store.is_there(text.format(path)) is there
    assert sorted(each.name for each in tmp_path.glob("*.db*") if each.suffix == ".db") == ["kept.db"]
    with pytest.raises(StoreError, match="is not a database URL"):
        Store.is_there("no url")
