"""Decisions are kept whole or not at all, and found again as they were."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import Session

from kept import AWARD, DECISION, SOURCES, TARGET, decided
from passerelle.decision import (
    NOTHING,
    Application,
    Consulted,
    GradingTable,
    Outcome,
    StatementOfEquivalence,
    TableGrade,
    canonical_json,
    decision_id,
)
from passerelle.store import DecisionNotFound, Store, StoreError, ToKeep
from passerelle.store.database import Database
from passerelle.store.migrations import known_revisions, migrate
from passerelle.store.tables import METADATA, REVISION

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/kept.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


def rows(url: str) -> dict[str, int]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        tables = ("decision", "inputs", "source", "decision_source")
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    finally:
        connection.close()


def test_what_is_kept_is_found_as_it_was(store: Store) -> None:
    id = store.keep(DECISION, AWARD, TARGET, SOURCES, kept_at=NOON)
    kept = store.find(id)
    assert id == decision_id(DECISION)
    assert (kept.id, kept.decision, kept.canonical) == (id, DECISION, canonical_json(DECISION))
    assert (kept.award, kept.target, kept.sources, kept.kept_at) == (AWARD, TARGET, SOURCES, NOON)


def test_a_decision_without_a_target_has_none_when_found(store: Store) -> None:
    assert store.find(store.keep(DECISION, AWARD, None, SOURCES)).target is None


def test_what_was_consulted_and_what_came_with_the_award_are_found_as_they_were(store: Store) -> None:
    application = Application(id="2026/7", received=NOON.date(), facts=(("evidence.recent_practice", "2026-01-01"),))
    statement = StatementOfEquivalence(
        id="s", host="example", authority="Dean", kind="agreement", strength="binding", accepted=True,
        component="ethics-101", title={"en": "Agreement"}, valid_until=NOON.date(),
    )  # fmt: skip
    grading = GradingTable(id="g", host="example", scale="SI", grades=(TableGrade(label="10", share=Fraction(1)),))
    consulted = Consulted(statements=(statement,), grading=(grading,))
    decision = decided(question=replace(DECISION.question, application=application))
    kept = store.find(store.keep(decision, AWARD, TARGET, SOURCES, consulted=consulted))
    assert (kept.decision.question.application, kept.consulted) == (application, consulted)
    assert store.find(store.keep(DECISION, AWARD, TARGET, SOURCES)).consulted == NOTHING


def test_keeping_twice_is_keeping_once(store: Store, url: str) -> None:
    first = store.keep(DECISION, AWARD, TARGET, SOURCES, kept_at=NOON)
    before = rows(url)
    assert store.keep(DECISION, AWARD, TARGET, SOURCES, kept_at=NOON + timedelta(days=1)) == first
    assert rows(url) == before
    assert store.find(first).kept_at == NOON


def test_a_source_is_kept_once_for_all_decisions(store: Store, url: str) -> None:
    store.keep(DECISION, AWARD, TARGET, SOURCES)
    store.keep(decided(outcome=Outcome.PENDING), AWARD, TARGET, SOURCES)
    assert rows(url) == {"decision": 2, "inputs": 2, "source": 2, "decision_source": 4}


def test_the_clock_gives_the_time_where_the_caller_does_not(store: Store) -> None:
    kept_at = store.find(store.keep(DECISION, AWARD, None, SOURCES)).kept_at
    assert abs(datetime.now(UTC) - kept_at) < timedelta(minutes=1)


def test_recent_names_the_newest_first(store: Store) -> None:
    older = store.keep(DECISION, AWARD, TARGET, SOURCES, kept_at=NOON)
    newer = store.keep(decided(outcome=Outcome.PENDING), AWARD, TARGET, SOURCES, kept_at=NOON + timedelta(hours=1))
    assert [entry.id for entry in store.recent()] == [newer, older]
    assert [entry.id for entry in store.recent(1)] == [newer]
    entry = store.recent()[1]
    assert (entry.outcome, entry.award_title, entry.as_of) == (Outcome.REFUSED, DECISION.award_title, NOON.date())


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(DecisionNotFound, match="no decision 'd0'"):
        store.find("d0")
    with pytest.raises(DecisionNotFound):
        store.find("d\udcff")


@pytest.mark.parametrize("table", ["decision", "inputs", "source", "decision_source"])
def test_nothing_is_half_kept(store: Store, url: str, table: str) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute(f"CREATE TRIGGER no BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END")
    connection.close()
    with pytest.raises(StoreError, match="pulled the plug"):
        store.keep(DECISION, AWARD, TARGET, SOURCES)
    assert set(rows(url).values()) == {0}


def test_an_exception_in_the_middle_leaves_nothing(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("passerelle.store.decisions.SourceUsedRow", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.keep(DECISION, AWARD, TARGET, SOURCES)
    assert set(rows(url).values()) == {0}
    monkeypatch.undo()
    store.find(store.keep(DECISION, AWARD, TARGET, SOURCES))


def test_one_request_is_kept_whole_or_not_at_all(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [ToKeep(decided(award_title={"en": str(number)}), AWARD, TARGET, SOURCES) for number in range(3)]
    flushed = 0
    plugged = Session.flush

    def pulled(session: Session, *given: object) -> None:
        nonlocal flushed
        flushed += 1
        if flushed == 5:
            raise StoreError("the disk is full")
        plugged(session)

    monkeypatch.setattr(Session, "flush", pulled)
    with pytest.raises(StoreError, match="full"):
        store.keep_all(several)
    assert set(rows(url).values()) == {0}
    monkeypatch.undo()
    ids = store.keep_all([*several, several[0]])
    assert ids == (*(decision_id(each.decision) for each in several), ids[0])
    assert rows(url)["decision"] == 3
    assert store.keep_all([]) == ()


def test_a_source_under_a_wrong_digest_is_refused(store: Store, url: str) -> None:
    with pytest.raises(StoreError, match="another sha256"):
        store.keep(DECISION, AWARD, TARGET, {"0" * 64: b"something"})
    assert set(rows(url).values()) == {0}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decision SET canonical = replace(canonical, 'REFUSED', 'PENDING')",
        "UPDATE decision SET canonical = 'nothing'",
        "UPDATE source SET content = 'another'",
        "UPDATE inputs SET award = '{}'",
        "DELETE FROM inputs",
    ],
)
def test_a_decision_that_was_changed_is_not_believed(store: Store, url: str, change: str) -> None:
    id = store.keep(DECISION, AWARD, TARGET, SOURCES)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute(change)
    connection.execute("UPDATE decision SET canonical = CAST(canonical AS BLOB)")
    connection.execute("UPDATE source SET content = CAST(content AS BLOB)")
    connection.execute("UPDATE inputs SET award = CAST(award AS BLOB)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError):
        store.find(id)


def test_threads_share_a_store(store: Store, url: str) -> None:
    decisions = [decided(award_title={"en": str(number % 20)}) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda decision: store.keep(decision, AWARD, TARGET, SOURCES), decisions))
    assert rows(url) == {"decision": 20, "inputs": 20, "source": 2, "decision_source": 40}
    assert all(store.find(id).id == id for id in set(ids))


def test_threads_share_a_store_in_memory() -> None:
    store = Store.open("sqlite://")
    decisions = [decided(award_title={"en": str(number % 20)}) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda decision: store.keep(decision, AWARD, TARGET, SOURCES), decisions))
    assert {entry.id for entry in store.recent(100)} == ids
    store.close()


PROCESS = """
import sys
from kept import AWARD, SOURCES, TARGET, decided
from passerelle.store import Store
store = Store.open(sys.argv[1])
for number in range(10):
    store.keep(decided(award_title={"en": str(number)}), AWARD, TARGET, SOURCES)
"""


def test_processes_share_a_database_from_its_first_moment(url: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS, url], env=environment, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [process.communicate()[1] for process in processes] == [b""] * 3
    assert rows(url) == {"decision": 10, "inputs": 10, "source": 2, "decision_source": 20}


class TestMigrations:
    def test_they_make_the_tables_and_take_them_away(self, url: str) -> None:
        database = Database(url)
        with database.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        with database.engine.begin() as connection:
            migrate(connection, "base")
            assert inspect(connection).get_table_names() == ["alembic_version"]
            migrate(connection, "head")
        with database.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        database.close()

    def test_the_tables_are_those_of_the_newest(self) -> None:
        assert known_revisions()[0] == REVISION

    def test_a_database_of_an_older_version_keeps_what_is_in_it(self, url: str) -> None:
        """Nothing had been consulted for a decision that was kept before there was anything to consult."""
        store = Store.open(url)
        id = store.keep(DECISION, AWARD, TARGET, SOURCES)
        store.close()
        database = Database(url)
        for revision in ("0001", "head"):
            with database.engine.begin() as connection:
                migrate(connection, revision)
        database.close()
        kept = Store.open(url).find(id)
        assert (kept.decision, kept.award, kept.target, kept.consulted) == (DECISION, AWARD, TARGET, NOTHING)

    def test_a_failed_migration_leaves_no_table(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Store.open(url)
        monkeypatch.undo()
        store = Store.open(url)
        assert store.recent() == ()
        store.close()

    def test_a_database_of_a_newer_version_is_left_alone(self, url: str) -> None:
        Store.open(url).close()
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.close()
        with pytest.raises(StoreError, match="newer version of Passerelle"):
            Store.open(url)


class TestWhatCannotBeOpened:
    @pytest.mark.parametrize(
        "url",
        ["", "passerelle.db", "sqlite:/x", "nosuch:///x.db", "sqlite:////no/such/folder/x.db", "postgresql://h:x/d"],
    )
    def test_a_url_that_leads_nowhere(self, url: str) -> None:
        with pytest.raises(StoreError) as raised:
            Store.open(url)
        assert "\n" not in str(raised.value)

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match=r"check that its folder exists, and that it is a file"):
            Store.open(f"sqlite:///{tmp_path}")

    def test_another_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.db").write_text("Dear diary, " * 1000)
        with pytest.raises(StoreError, match="not made by Passerelle or is damaged"):
            Store.open(f"sqlite:///{tmp_path}/a.db")

    def test_a_damaged_file(self, store: Store, url: str) -> None:
        id = store.keep(DECISION, AWARD, TARGET, SOURCES)
        store.close()
        path = Path(url.removeprefix("sqlite:///"))
        content = path.read_bytes()
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        with pytest.raises(StoreError) as raised:
            Store.open(url).find(id)
        assert "\n" not in str(raised.value)

    def test_a_file_that_may_only_be_read_can_be_read(self, store: Store, url: str) -> None:
        id = store.keep(DECISION, AWARD, TARGET, SOURCES)
        read_only = Store.open(f"sqlite:///file:{url.removeprefix('sqlite:///')}?mode=ro&uri=true")
        assert read_only.find(id).decision == DECISION
        with pytest.raises(StoreError, match="allow writing to the file"):
            read_only.keep(decided(outcome=Outcome.PENDING), AWARD, TARGET, SOURCES)
        read_only.close()

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_a_file_that_is_not_ours(self, store: Store, url: str) -> None:
        store.close()
        Path(url.removeprefix("sqlite:///")).chmod(0)
        with pytest.raises(StoreError, match="cannot be used"):
            Store.open(url)

    def test_a_password_is_not_shown(self) -> None:
        with pytest.raises(StoreError) as raised:
            Store.open("postgresql://me:secret@localhost/x")
        assert "secret" not in str(raised.value)
