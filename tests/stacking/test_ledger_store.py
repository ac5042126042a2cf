"""What was used for which award is known, whoever asks and in whatever format the unit comes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from passerelle.decision import Award, Holder, canonical_json
from passerelle.decision.canonical import stack_id
from passerelle.decision.stacking import ExitReached, StackDecision, StackOutcome, Use, UseKind
from passerelle.decision.unit_identity import holder_keys, identity_of, unit_id
from passerelle.store import (
    Booking,
    Consume,
    DecisionNotFound,
    EntryState,
    LedgerEntry,
    LedgerRefused,
    StackInputs,
    Store,
    StoreError,
)
from passerelle.store.database import Database
from passerelle.store.migrations import migrate
from stacked import JAN, MILA, SOURCES, TODAY, answer, copies, noted, portfolio, unit

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
TABLES = ("stack", "stack_inputs", "stack_source", "stack_person", "ledger_entry", "ledger_key")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables: making them takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kept.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(tmp_path: Path, empty: Path) -> str:
    shutil.copy(empty, tmp_path)
    return f"sqlite:///{tmp_path}/kept.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


def execute(url: str, *statements: str) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rows(url: str) -> dict[str, int]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    finally:
        connection.close()


def kept(store: Store, awards: Mapping[str, Award], award: str = "pgcert-data", **more: Any) -> StackDecision:
    """An answer that is kept."""
    decision = answer(awards, award, **more)
    store.keep_stack(decision, StackInputs(noted(awards), decision.uses), SOURCES)
    return decision


def booked(
    store: Store,
    awards: Mapping[str, Award],
    award: str = "pgcert-data",
    *,
    knowing: bool = False,
    consume: Consume = Consume.REVOCABLE,
    **how: Any,
) -> tuple[LedgerEntry, ...]:
    """What is booked from an answer, which rests on what the ledger knows or not."""
    uses = store.uses_of(awards) if knowing else ()
    return store.book_stack(
        kept(store, awards, award, uses=uses, consume=consume.value), Booking(awards=copies(awards), on=TODAY, **how)
    )


class TestKeeping:
    def test_what_is_kept_is_found_as_it_was(self, store: Store) -> None:
        awards = portfolio("Ethics", "Law")
        use = Use(unit="ethics", award="x", credits=Fraction(1, 3), since=TODAY, review="why")
        decision = answer(awards, uses=(use,))
        inputs = StackInputs(noted(awards), (use,))
        id = store.keep_stack(decision, inputs, SOURCES, kept_at=NOON)
        found = store.stack_decision(id)
        assert (found.id, found.decision, found.inputs, found.sources) == (decision.id, decision, inputs, SOURCES)
        assert (found.canonical, found.kept_at) == (canonical_json(decision), NOON)
        assert [entry.id for entry in store.recent_stacks()] == [id]

    def test_keeping_twice_is_keeping_once(self, store: Store, url: str) -> None:
        awards = portfolio("Ethics")
        kept(store, awards)
        before = rows(url)
        kept(store, awards)
        assert rows(url) == before

    def test_what_is_not_there_is_not_found(self, store: Store) -> None:
        for id in ("s0", "", "s\udcff", "s" * 100_000):
            with pytest.raises(DecisionNotFound):
                store.stack_decision(id)

    def test_a_wrong_id_or_source_is_refused(self, store: Store, url: str) -> None:
        decision = answer(portfolio("Ethics"))
        with pytest.raises(StoreError, match="not what its id says"):
            store.keep_stack(replace(decision, id="s1"), StackInputs(()), SOURCES)
        with pytest.raises(StoreError, match="another sha256"):
            store.keep_stack(decision, StackInputs(()), {"0" * 64: b"x"})
        assert set(rows(url).values()) == {0}

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE stack SET canonical = CAST(replace(CAST(canonical AS TEXT), 'ELIGIBLE', 'NOT_ELIGIBLE') AS BLOB)",
            "UPDATE stack SET canonical = CAST('nothing' AS BLOB)",
            "UPDATE source SET content = CAST('another' AS BLOB)",
            "UPDATE stack_inputs SET inputs = CAST('{}' AS BLOB)",
            "DELETE FROM stack_inputs",
        ],
    )
    def test_an_answer_that_was_changed_is_not_believed(self, store: Store, url: str, change: str) -> None:
        decision = kept(store, portfolio("Ethics"))
        execute(url, change)
        with pytest.raises(StoreError):
            store.stack_decision(decision.id)

    @pytest.mark.parametrize("table", [*TABLES[:4], "source"])
    def test_nothing_is_half_kept(self, store: Store, url: str, table: str) -> None:
        execute(url, f"CREATE TRIGGER no BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END")
        with pytest.raises(StoreError, match="pulled the plug"):
            kept(store, portfolio("Ethics"))
        assert set(rows(url).values()) == {0}


class TestBooking:
    def test_a_use_says_what_for_and_since_when(self, store: Store) -> None:
        awards = portfolio("Ethics")
        entry = booked(store, awards, conferred=True)[0]
        decision = answer(awards)
        assert store.uses_of(awards) == (
            Use(
                unit="ethics", award="pgcert-data", host="harbour-college", award_title=decision.title,
                award_kind="certificate", award_level=7, conferred=True, credits=Fraction(10, 3), since=TODAY,
                decision=decision.id,
            ),
        )  # fmt: skip
        assert (entry.state, entry.use.unit) == (EntryState.ACTIVE, unit_id(awards["ethics"]))

    def test_what_is_not_chosen_is_not_used(self, store: Store) -> None:
        awards = portfolio("Ethics", "Law")
        units = answer(awards).units
        decision = kept(store, awards, units=(replace(units[0], chosen=False), units[1]))
        store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))
        assert [use.unit for use in store.uses_of(awards)] == ["law"]

    def test_the_unit_is_met_again_in_another_format(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        other = unit("Ethics", format="open-badge-3")
        written = unit("ethics", format="portfolio", identifier=False)
        uses = store.uses_of({"badge": other, "line": written, "law": unit("Law"), "jans": unit("Ethics", holder=JAN)})
        assert [use.unit for use in uses] == ["badge", "line"]
        assert store.uses_of([other])[0].unit == unit_id(other)

    def test_every_copy_of_the_unit_is_met_again(self, store: Store) -> None:
        awards, badge = portfolio("Ethics"), unit("Ethics", format="open-badge-3", holder=Holder())
        store.book_stack(kept(store, awards), Booking(awards={"ethics": (awards["ethics"], badge)}, on=TODAY))
        assert len(store.uses_of([badge])) == 1
        other = unit("Ethics", format="portfolio", identifier=False, holder=Holder())
        assert store.uses_of({"other": other}) == ()
        assert [use.unit for use in store.uses_of({"both": (other, badge)})] == ["both"]
        assert len(store.revoked("urn:credential:Ethics.open-badge-3", on=TODAY, reason="fraud")) == 1

    def test_booking_again_is_booking_once_and_may_say_that_it_is_conferred(self, store: Store, url: str) -> None:
        awards = portfolio("Ethics", "Law")
        first = booked(store, awards)
        before = rows(url)
        assert booked(store, awards) == first
        assert {entry.use.conferred for entry in booked(store, awards, conferred=True)} == {True}
        assert {entry.use.conferred for entry in booked(store, awards)} == {True}
        assert rows(url) == before

    def test_a_unit_in_use_is_refused_where_the_answer_does_not_know_it(self, store: Store, url: str) -> None:
        """Two officers have decided; the second one to book has decided on what is no longer so."""
        booked(store, portfolio("Ethics"))
        before = rows(url)["ledger_entry"]
        with pytest.raises(LedgerRefused, match=r"'ethics'.*in use for 'pgcert-data'.*decide again with the ledger"):
            booked(store, portfolio("Ethics", "Law"), "degree")
        assert rows(url)["ledger_entry"] == before

    def test_a_unit_in_use_is_booked_where_the_policy_was_held_against_that(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        booked(store, portfolio("Ethics", "Law"), "degree", knowing=True)
        assert [use.award for use in store.uses_of(portfolio("Ethics"))] == ["degree", "pgcert-data"]

    def test_a_unit_that_was_used_up_is_refused_whatever_the_answer_knows(self, store: Store) -> None:
        booked(store, portfolio("Ethics"), consume=Consume.IRREVOCABLE)
        assert store.uses_of(portfolio("Ethics"))[0].irrevocable
        with pytest.raises(LedgerRefused, match="used up for good"):
            booked(store, portfolio("Ethics"), "degree", knowing=True)

    def test_a_policy_that_uses_nothing_up_leaves_units_free_and_is_still_flagged(self, store: Store) -> None:
        booked(store, portfolio("Ethics"), consume=Consume.NO)
        assert store.uses_of(portfolio("Ethics")) == ()
        booked(store, portfolio("Ethics"), "degree")
        flagged = store.revoked(unit_id(unit("Ethics")), on=TODAY, reason="fraud")
        assert [review.award for review in flagged] == ["degree", "pgcert-data"]

    def test_for_one_award_a_unit_is_booked_once(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        with pytest.raises(LedgerRefused, match=r"booked already.*give that back first"):
            booked(store, portfolio("Ethics", "Law"), knowing=True)

    def test_an_exit_award_is_booked_with_its_own_units(self, store: Store) -> None:
        awards = portfolio("Ethics", "Law")
        exit_award = ExitReached(
            award="pgcert", title={"en": "Exit"}, outcome=StackOutcome.ELIGIBLE, chosen=("law",), level=6
        )
        decision = kept(
            store, awards, "masters", outcome=StackOutcome.NOT_ELIGIBLE, exits=(exit_award,), reached="pgcert"
        )
        entries = store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))
        assert [(entry.called, entry.use.award, entry.use.award_level) for entry in entries] == [("law", "pgcert", 6)]

    @pytest.mark.parametrize(
        "outcome", [StackOutcome.NOT_ELIGIBLE, StackOutcome.UNDETERMINED, StackOutcome.POLICY_ERROR]
    )
    def test_where_there_is_no_award_nothing_is_booked(self, store: Store, outcome: StackOutcome) -> None:
        awards = portfolio("Ethics")
        decision = kept(store, awards, outcome=outcome)
        with pytest.raises(LedgerRefused, match=f"{outcome.value}: there is no award"):
            store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))

    def test_a_conditional_answer_is_booked_once_a_person_has_seen_the_conditions_met(self, store: Store) -> None:
        awards = portfolio("Ethics")
        decision = kept(store, awards, outcome=StackOutcome.ELIGIBLE_CONDITIONAL)
        with pytest.raises(LedgerRefused, match="hangs on conditions"):
            store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))
        assert len(store.book_stack(decision, Booking(awards=copies(awards), on=TODAY, conditions_met=True))) == 1

    def test_what_is_not_kept_or_not_in_the_portfolio_is_not_booked(self, store: Store, url: str) -> None:
        awards = portfolio("Ethics", "Law")
        with pytest.raises(DecisionNotFound):
            store.book_stack(answer(awards), Booking(awards=copies(awards), on=TODAY))
        with pytest.raises(LedgerRefused, match="'law' is not in the portfolio"):
            store.book_stack(kept(store, awards), Booking(awards=copies(portfolio("Ethics")), on=TODAY))
        assert rows(url)["ledger_entry"] == 0

    def test_admission_is_told_from_credit(self, store: Store) -> None:
        booked(store, portfolio("Ethics"), use=UseKind.ADMISSION)
        assert store.uses_of(portfolio("Ethics"))[0].use is UseKind.ADMISSION

    @pytest.mark.parametrize("table", ["ledger_entry", "ledger_key"])
    def test_nothing_is_half_booked(self, store: Store, url: str, table: str) -> None:
        awards = portfolio("Ethics", "Law")
        decision = kept(store, awards)
        law = f"WHEN NEW.key = '{max(identity_of(awards['law']).keys)}'" if table == "ledger_key" else (
            "WHEN NEW.called = 'law'"
        )  # fmt: skip
        execute(
            url, f"CREATE TRIGGER no BEFORE INSERT ON {table} {law} BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END"
        )
        with pytest.raises(StoreError, match="pulled the plug"):
            store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))
        assert (rows(url)["ledger_entry"], rows(url)["ledger_key"]) == (0, 0)

    def test_a_huge_portfolio_is_booked_and_met(self, store: Store) -> None:
        awards = portfolio(*(f"Unit {number}" for number in range(2000)))
        assert len(booked(store, awards)) == 2000
        assert len(store.uses_of(awards)) == 2000


class TestAtOnce:
    def test_of_two_connections_one_wins(self, url: str) -> None:
        stores = [Store.open(url) for _ in range(2)]
        for number in range(5):
            awards = portfolio(f"Unit {number}")
            decisions = [kept(stores[0], awards, award) for award in ("one", "other")]

            def book(each: tuple[Store, StackDecision], awards: Mapping[str, Award] = awards) -> bool:
                try:
                    return bool(each[0].book_stack(each[1], Booking(awards=copies(awards), on=TODAY)))
                except LedgerRefused:
                    return False

            with ThreadPoolExecutor(2) as pool:
                assert sorted(pool.map(book, zip(stores, decisions, strict=True))) == [False, True]
            assert len(stores[1].uses_of(awards)) == 1
        for store in stores:
            store.close()

    def test_the_check_and_the_write_are_one(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another writer waits from before the check, so that what was checked is still so."""
        store, awards = Store.open(url), portfolio("Ethics")
        decision = kept(store, awards)
        seen: list[str] = []

        def looked(*_: object) -> None:
            other = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
            try:
                other.execute("BEGIN IMMEDIATE")
                seen.append("free")
            except sqlite3.OperationalError:
                seen.append("held")
            finally:
                other.close()

        booked(store, awards, "degree")
        monkeypatch.setattr("passerelle.store.ledger._must_allow", looked)
        store.book_stack(decision, Booking(awards=copies(awards), on=TODAY))
        assert seen == ["held"]
        store.close()

    def test_processes_share_the_ledger(self, url: str) -> None:
        program = """
import sys
from passerelle.store import Booking, LedgerRefused, StackInputs, Store
from stacked import SOURCES, TODAY, answer, copies, noted, portfolio
store, won = Store.open(sys.argv[1]), 0
for number in range(10):
    awards = portfolio(f"Unit {number}")
    decision = answer(awards, sys.argv[2])
    store.keep_stack(decision, StackInputs(noted(awards)), SOURCES)
    try:
        won += len(store.book_stack(decision, Booking(awards=copies(awards), on=TODAY)))
    except LedgerRefused:
        pass
print(won)
"""
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", program, url, award], env=environment, stdout=subprocess.PIPE, text=True
            )
            for award in ("one", "other", "third")
        ]
        assert sum(int(process.communicate()[0]) for process in processes) == 10
        assert rows(url)["ledger_entry"] == 10


class TestGivingBack:
    def test_a_unit_that_is_given_back_is_free(self, store: Store) -> None:
        awards = portfolio("Ethics", "Law")
        first = booked(store, awards)
        back = store.give_back(answer(awards).id, on=date(2026, 10, 1), reason="withdrew")
        assert {(each.state, each.changed, each.reason) for each in back} == {
            (EntryState.GIVEN_BACK, date(2026, 10, 1), "withdrew")
        }
        assert store.uses_of(awards) == ()
        again = booked(store, awards)
        assert [each.called for each in again] == [each.called for each in first]
        assert len(store.ledger_entries()) == 4

    def test_what_is_used_up_cannot_be_given_back(self, store: Store) -> None:
        awards = portfolio("Ethics")
        id = booked(store, awards, consume=Consume.IRREVOCABLE)[0].use.decision
        assert id is not None
        with pytest.raises(LedgerRefused, match="used up for good"):
            store.give_back(id, on=TODAY)
        assert len(store.uses_of(awards)) == 1

    @pytest.mark.parametrize("id", ["", "s0", "s\u0161", "s\udcff", "s" * 100_000])
    def test_what_was_not_booked_cannot_be_given_back(self, store: Store, id: str) -> None:
        with pytest.raises(LedgerRefused, match="nothing that is in use"):
            store.give_back(id, on=TODAY)


class TestRevocation:
    def test_every_award_that_rests_on_the_unit_is_flagged_and_stands(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        booked(store, portfolio("Ethics", "Law"), "degree", knowing=True)
        booked(store, portfolio("History"), "other")
        found = store.revoked(unit_id(unit("Ethics")), on=date(2026, 12, 1), reason="fraud")
        assert [(each.host, each.award) for each in found] == [
            ("harbour-college", "degree"), ("harbour-college", "pgcert-data"),
        ]  # fmt: skip
        assert [[line.called for line in each.units] for each in found] == [["ethics"], ["ethics"]]
        assert store.reviews() == store.reviews("harbour-college") == found
        assert store.reviews("another") == ()
        assert {(each.state, each.changed, each.reason) for each in store.ledger_entries(review=True)} == {
            (EntryState.REVIEW, date(2026, 12, 1), "fraud")
        }
        uses = store.uses_of(portfolio("Ethics", "Law"))
        assert {use.unit: use.review for use in uses} == {"ethics": "fraud", "law": ""}
        assert len(store.ledger_entries()) == 4

    def test_it_is_found_by_the_identifier_of_the_credential_also_where_another_format_was_booked(
        self, store: Store
    ) -> None:
        booked(store, portfolio("Ethics"))
        badge = {"badge": unit("Ethics", format="open-badge-3")}
        booked(store, badge, "degree", knowing=True)
        found = store.revoked("urn:credential:Ethics.open-badge-3", on=TODAY, reason="fraud")
        assert [each.award for each in found] == ["degree", "pgcert-data"]

    def test_telling_it_again_changes_nothing(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        first = store.revoked(unit_id(unit("Ethics")), on=TODAY, reason="fraud")
        assert store.revoked(unit_id(unit("Ethics")), on=date(2027, 1, 1), reason="again") == first

    def test_a_revoked_unit_is_not_booked_again(self, store: Store) -> None:
        booked(store, portfolio("Ethics"))
        store.revoked(unit_id(unit("Ethics")), on=TODAY, reason="fraud")
        with pytest.raises(LedgerRefused, match="was revoked: fraud; decide again without it"):
            booked(store, portfolio("Ethics"), "degree", knowing=True)

    @pytest.mark.parametrize("id", ["", "u0", "urn:x", "\u0161", "\udcff", "u" * 100_000])
    def test_of_a_unit_that_nobody_used_nothing_rests(self, store: Store, id: str) -> None:
        booked(store, {"bare": unit("Bare", identifier=False)})
        assert store.revoked(id, on=TODAY, reason="fraud") == ()

    def test_an_award_that_was_given_back_is_not_flagged(self, store: Store) -> None:
        awards = portfolio("Ethics")
        booked(store, awards)
        store.give_back(answer(awards).id, on=TODAY)
        assert store.revoked(unit_id(awards["ethics"]), on=TODAY, reason="fraud") == ()

    def test_a_flag_is_taken_away_by_a_person(self, store: Store) -> None:
        awards = portfolio("Ethics")
        id = answer(awards).id
        booked(store, awards)
        with pytest.raises(LedgerRefused, match="to be looked at again"):
            store.reviewed(id, on=TODAY, reason="stands without it")
        store.revoked(unit_id(awards["ethics"]), on=TODAY, reason="fraud")
        assert store.reviewed(id, on=TODAY, reason="stands without it")[0].state is EntryState.ACTIVE
        assert (store.reviews(), store.uses_of(awards)[0].review) == ((), "")

    def test_a_flagged_award_may_be_given_back(self, store: Store) -> None:
        awards = portfolio("Ethics")
        booked(store, awards)
        store.revoked(unit_id(awards["ethics"]), on=TODAY, reason="fraud")
        store.give_back(answer(awards).id, on=TODAY, reason="withdrawn")
        assert (store.reviews(), store.uses_of(awards)) == ((), ())


class TestForgetting:
    def test_nothing_of_a_person_is_left_and_all_of_others(self, store: Store, url: str) -> None:
        jans = portfolio("Ethics", holder=JAN)
        booked(store, jans)
        before = rows(url)
        booked(store, portfolio("Ethics", "Law"))
        kept(store, portfolio("Music"))
        forgotten = store.forget(holder_keys(MILA))
        assert (forgotten.decisions, forgotten.entries) == (2, 2)
        assert rows(url) == before
        assert len(store.uses_of(jans)) == 1
        assert store.uses_of(portfolio("Ethics")) == ()

    def test_whom_nobody_knows_is_not_forgotten(self, store: Store, url: str) -> None:
        booked(store, portfolio("Ethics"))
        before = rows(url)
        for persons in ([], ["0" * 64], ["x" * 100_000]):
            assert store.forget(persons).decisions == 0
        assert rows(url) == before

    def test_no_name_stands_in_the_ledger(self, store: Store, url: str) -> None:
        booked(store, portfolio("Ethics"))
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        cells = [
            str(cell)
            for table in ("ledger_entry", "ledger_key", "stack_person", "stack")
            for row in connection.execute(f"SELECT * FROM {table}")
            for cell in row
        ]
        connection.close()
        assert cells
        assert not [cell for cell in cells if "Novak" in cell or "1999" in cell]


class TestListing:
    def test_lines_are_found_by_host_unit_credential_and_answer(self, store: Store) -> None:
        awards = portfolio("Ethics", "Law")
        booked(store, awards)
        ethics = awards["ethics"]
        assert ethics.identifier is not None
        for unit_named in (unit_id(ethics), ethics.identifier.value):
            assert [each.called for each in store.ledger_entries(unit=unit_named)] == ["ethics"]
        assert len(store.ledger_entries(unit=stack_id(answer(awards)))) == 2
        assert (store.ledger_entries(host="another"), store.ledger_entries(unit="")) == ((), ())
        assert len(store.ledger_entries(host="harbour-college", limit=1)) == 1


def test_a_database_of_an_older_version_gets_a_ledger(url: str) -> None:
    Store.open(url).close()
    database = Database(url)
    with database.engine.begin() as connection:
        migrate(connection, "0005")
    database.close()
    store = Store.open(url)
    assert len(booked(store, portfolio("Ethics"))) == 1
    store.close()
