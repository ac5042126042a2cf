"""The files of hosts in; their components, grading tables and statements out, and those that a case is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from passerelle.decision import Award, BodyFound, GradingTable, StatementOfEquivalence, Target
from passerelle.facts.identity import identifiers_of
from passerelle.rulepacks import Diagnostic, Library, PackError
from passerelle.rulepacks.component import read_component
from passerelle.rulepacks.grading_table import read_grading_table
from passerelle.rulepacks.statement import apt_statements, read_statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HostFiles:
    """What can be read of the files of hosts, and every mistake in the others."""

    targets: tuple[Target, ...]
    tables: tuple[GradingTable, ...]
    statements: tuple[StatementOfEquivalence, ...]
    broken: tuple[Diagnostic, ...]

    @classmethod
    def read(cls, library: Library) -> HostFiles:
        """The files of a library."""
        scales = library.terms.get("grade_scale", frozenset())
        targets, wrong = _read_all(library.components, read_component)
        tables, no_tables = _read_all(
            library.grading_tables, lambda content, path: read_grading_table(content, path, scales)
        )
        statements, no_statements = _read_all(library.statements, read_statement)
        return cls(targets, tables, statements, (*wrong, *no_tables, *no_statements))

    def tables_for(self, award: Award, host: str | None) -> tuple[GradingTable, ...]:
        """The grading tables of a host: its own, and those of the award's issuers."""
        issuers = frozenset().union(*(identifiers_of(body) for body in award.awarding_bodies))
        found = (t for t in self.tables if t.host == host and (not t.issuers or issuers & set(t.issuers)))
        return tuple(sorted(found, key=lambda table: table.id))

    def statements_for(
        self, award: Award, host: str | None, target: str | None, bodies: tuple[BodyFound, ...]
    ) -> tuple[StatementOfEquivalence, ...]:
        """The statements of a host on an award and a target, whatever their day and purpose. An awarding body goes by
        the identifiers that a register has of it as well."""
        if host is None or not self.statements:
            return ()
        known = [set(identifiers_of(body)) for body in award.awarding_bodies]
        for found in bodies:
            if len(found.providers) == 1:
                known[found.body] |= {identifier.value for identifier in found.providers[0].identifiers}
        specification = award.specification.value if award.specification else None
        return apt_statements(self.statements, host=host, target=target, specification=specification, bodies=known)


def _read_all(
    files: Mapping[str, bytes], read: Callable[[bytes, str], T]
) -> tuple[tuple[T, ...], tuple[Diagnostic, ...]]:
    found: list[T] = []
    mistakes: list[Diagnostic] = []
    for path, content in files.items():
        try:
            found.append(read(content, path))
        except PackError as error:
            mistakes.extend(error.diagnostics)
    return tuple(found), tuple(mistakes)
