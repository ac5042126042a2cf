"""A server of its own for each test: its store in the test's folder, its day fixed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from api.in_process import client_of
from api.world import PROJECT, TODAY
from passerelle.decision import Kind
from passerelle_api import Settings, create_app
from passerelle_api.current import Current
from passerelle_api.examples import example_question


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        store=f"sqlite:///{tmp_path}/kept.db",
        rules=PROJECT / "rules",
        largest_body=300_000,
        today=lambda: TODAY,
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[httpx.Client]:
    with client_of(create_app(settings)) as client:
        yield client


@pytest.fixture
def question(settings: Settings) -> dict[str, object]:
    """A JSON body for /v1/recognition that the rules of the project answer."""
    return example_question(Current(settings).desk(), settings, Kind.RECOGNITION)


@pytest.fixture
def form(question: dict[str, object]) -> dict[str, str]:
    """The same question as fields of a form."""
    return {name: str(question[name]) for name in ("host", "purpose", "target", "as_of") if name in question}


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], int]:
    """How many rows the store holds, in all its tables but that of the migrations."""

    def count() -> int:
        path = tmp_path / "kept.db"
        if not path.exists():
            return 0
        with sqlite3.connect(path) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            counted = (
                connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
                for table in tables
                if table != "alembic_version"
            )
            rows = sum(counted)
        connection.close()
        return rows

    return count
