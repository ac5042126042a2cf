"""A database URL enters, a `Database` leaves whose tables are up to date and whose errors are one line each.

SQLite is set up so that threads and processes can share a file: write-ahead log, foreign keys checked, a writer waits
its turn, and a transaction that will write says so when it begins (one that turns into a writer halfway could not
wait). Other databases are opened as SQLAlchemy opens them.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import Session

from passerelle.errors import StoreError
from passerelle.store.tables import REVISION

#: How long a writer waits for another one, in seconds.
PATIENCE = 30.0

_ADVICE = {
    "unable to open database file": "check that its folder exists, and that it is a file that may be read and written",
    "file is not a database": "give another file; this one was not made by Passerelle or is damaged",
    "malformed": "the file is damaged; restore a copy of it",
    "readonly database": "allow writing to the file and its folder, or give another file",
    "disk is full": "make room",
    "disk I/O error": "check the disk, and that the file may be read and written",
    "locked": "another program holds it; try again",
}


class Database:
    """An open database. `name` is its path or its URL without a password, `where` names it in messages."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        """Open the database, made where it is not there and may be, and bring its tables up to date.

        Raises:
            StoreError: it cannot be opened, or a newer version has changed its tables.
        """
        parsed = _parsed(url)
        self.name = _name(parsed)
        self.where = f"the database {self.name}"
        if not create and parsed.get_backend_name() == "sqlite" and not _is_there(parsed):
            raise StoreError(f"{self.where} does not exist; nothing has been kept there yet")
        self.engine = _engine(parsed, self.where)
        in_memory = self.engine.pool.__class__ is StaticPool
        self._alone: AbstractContextManager[Any] = Lock() if in_memory else nullcontext()
        self._writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        try:
            with self._one_line_errors():
                if self.engine.dialect.name == "sqlite" and not in_memory:
                    _write_ahead(self.engine)
                self._bring_up_to_date()
        except BaseException:
            self.engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database from its first question to its end."""
        with self._alone, self._one_line_errors(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Session]:
        """A session whose changes are all there after it, or, after an exception, none. `alone` where what it reads
        must still hold when it writes; SQLite has one writer at a time anyway."""
        writer = self._writer
        if alone and self.engine.dialect.name != "sqlite":
            writer = writer.execution_options(isolation_level="SERIALIZABLE")
        with self._alone, self._one_line_errors(), Session(writer) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _bring_up_to_date(self) -> None:
        with self.engine.connect() as connection:
            if _revision(connection) == REVISION:
                return
        # Alembic takes a moment to import, and most databases are up to date.
        from passerelle.store.migrations import known_revisions, migrate

        with self._writer.begin() as connection:
            # Asked again: another process may have been first while this one waited for its turn.
            revision = _revision(connection)
            if revision is not None and revision not in known_revisions():
                raise StoreError(
                    f"{self.where} was last used by a newer version of Passerelle (tables {revision[:40]!r}, this "
                    f"version knows {REVISION!r}); update Passerelle or give another database"
                )
            migrate(connection, REVISION)

    @contextmanager
    def _one_line_errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            said = " ".join(str(cause).split())[:200]
            advice = next((advice for sign, advice in _ADVICE.items() if sign in said), "check the database")
            raise StoreError(f"{self.where} cannot be used: {said} ({advice})") from error


def is_there(url: str) -> bool:
    """Whether a database can be looked into without being made: whether its file exists, where it is one.

    Raises:
        StoreError: this is no database URL.
    """
    parsed = _parsed(url)
    return parsed.get_backend_name() != "sqlite" or _is_there(parsed)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # What cannot be parsed could hold a password anywhere.
        shown = "this" if "@" in url else repr(url[:200])
        raise StoreError(f"{shown} is not a database URL; one looks like sqlite:///passerelle.db") from None


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def _is_there(url: URL) -> bool:
    path = url.database or ""
    # A file: URI has rules of its own; SQLite will say.
    return path.startswith("file:") or os.path.lexists(path)


def _engine(url: URL, where: str) -> Engine:
    is_sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {}
    if is_sqlite:
        options["connect_args"] = {"timeout": PATIENCE, "check_same_thread": False}
        if url.database in (None, "", ":memory:"):
            # One connection for all threads: each connection would be a database of its own.
            options["poolclass"] = StaticPool
    try:
        engine = create_engine(url, **options)
    except NoSuchModuleError:
        raise StoreError(f"{where} is of a kind that is not known; one looks like sqlite:///passerelle.db") from None
    except ModuleNotFoundError as error:
        raise StoreError(f"{where} needs the Python package {error.name!r}; install it") from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise StoreError(f"{where} cannot be opened: {' '.join(str(error).split())[:200]}") from None
    if is_sqlite:
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, late, and not for changes of tables.
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()
        raise


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _write_ahead(engine: Engine) -> None:
    """Set the write-ahead log, which stays set in the file. SQLite does not wait for others here, so we do."""
    give_up = time.monotonic() + PATIENCE
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        while True:
            try:
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    cursor.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.02)
    finally:
        connection.close()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
