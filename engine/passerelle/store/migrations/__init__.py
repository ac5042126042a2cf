"""An open connection enters, the same connection with another revision of the tables leaves."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

# Alembic keeps the migration that runs in module-level proxies.
_one_at_a_time = Lock()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    # Alembic gives "%" in an option a meaning.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def known_revisions() -> tuple[str, ...]:
    """Every revision that this version can migrate to, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def migrate(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision ("base" for none) within the connection's transaction."""
    with _one_at_a_time:
        config = _config(connection)
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
