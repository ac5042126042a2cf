"""What a scenario says of an application, of statements of the host and of earlier decisions enters act by act; the
files that an office would have written leave, and a store with what was decided before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from passerelle.decision import Application
from passerelle.desk import Desk
from passerelle.spec.papers import application, statement
from passerelle.store import Store, ToKeep

#: A statement of which a scenario says no more than it must.
_STATEMENT = {"kind": "equivalence", "strength": "binding", "authority": "Senate", "to": "module"}


@dataclass(slots=True)
class Received:
    """What came with the micro-credential, and what the host had laid down or decided before."""

    fields: dict[str, Any] = field(default_factory=dict)
    agreement: dict[str, Any] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    studied_at: list[str] = field(default_factory=list)
    kept: list[ToKeep] = field(default_factory=list)

    def application(self, desk: Desk) -> Application | None:
        """The application as the desk reads it, or None where the scenario says nothing of one."""
        if not self.fields and not self.agreement and not self.arguments:
            return None
        against = self.store().recent(1)[0].id if self.arguments else None
        return desk.read_application(application(self.fields, self.agreement, against, self.arguments))

    def with_statements(self, desk: Desk, host: str) -> Desk:
        """The desk on which the host has made the statements of the scenario."""
        files = {}
        for number, said in enumerate(self.statements, 1):
            tree = {**_STATEMENT, "statement": f"s-{number}", "host": host, **said}
            files[f"rules/hosts/{host}/statements/{tree['statement']}.yaml"] = statement(tree)
        return desk.with_statements(files) if files else desk

    def store(self) -> Store:
        """A store with what was decided before, in memory."""
        store = Store.open("sqlite://")
        store.keep_all(self.kept)
        return store
