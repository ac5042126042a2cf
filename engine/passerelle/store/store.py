"""A decision enters with the award, the target and the sources that it rests on; the same comes out by its id."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from passerelle.decision import (
    NOTHING,
    Award,
    BodyFound,
    Consulted,
    Decision,
    Provider,
    Purpose,
    RegisterAsked,
    SkillsFound,
    Target,
    decision_id,
    sha256,
)
from passerelle.errors import DecisionNotFound, StoreError
from passerelle.providers import Read, bodies_of
from passerelle.skills import Classification
from passerelle.store.codec import decode_award, decode_consulted, decode_decision, decode_target
from passerelle.store.database import Database, is_there
from passerelle.store.decisions import Entry, Kept, Rows, ToKeep, entry_of, keep_rows, resting_on, rows_of, utc
from passerelle.store.precedents import Learning, Precedent, precedents
from passerelle.store.providers import Progress, ProvidersImported, forget_register, keep_providers
from passerelle.store.registers import (
    RegisterKept,
    RegisterSource,
    providers_called,
    providers_of,
    registers,
    registers_kept,
)
from passerelle.store.skills import Imported, classifications, keep_classification, skills_found
from passerelle.store.stacking import StackStore
from passerelle.store.tables import DecisionRow, InputsRow, SourceRow, SourceUsedRow


class Store(StackStore):
    """Keeps decisions in a database. Threads may share a store, processes a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.close = weakref.finalize(self, database.close)

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Store:
        """Open a database ("sqlite:///passerelle.db") and bring its tables up to date.

        `create` says whether an SQLite file that is not there is made.

        Raises:
            StoreError: it cannot be opened, or a newer version of Passerelle has changed its tables.
        """
        return cls(Database(url, create=create))

    @staticmethod
    def is_there(url: str) -> bool:
        """Whether there is a database to look into. Raises `StoreError` for a text that is no URL of one."""
        return is_there(url)

    @property
    def name(self) -> str:
        """The path of the database, or its URL without a password."""
        return self._database.name

    def keep(
        self,
        decision: Decision,
        award: Award,
        target: Target | None,
        sources: Mapping[str, bytes],
        *,
        kept_at: datetime | None = None,
        consulted: Consulted = NOTHING,
    ) -> str:
        """Keep a decision with all that it rests on, or nothing of it; returns its id. Raises as `keep_all` does."""
        return self.keep_all([ToKeep(decision, award, target, sources, consulted)], kept_at=kept_at)[0]

    def keep_all(self, decided: Sequence[ToKeep], *, kept_at: datetime | None = None) -> tuple[str, ...]:
        """Keep the decisions of one request with all that they rest on, or nothing of any; returns their ids.

        Keeping a decision again changes nothing, not even `kept_at` (the clock's time where none is given).

        Raises:
            StoreError: the database cannot be written, a source is not what its sha256 says, or a decision supposes
                something: then it decides nothing.
        """
        if any(each.decision.question.supposed for each in decided):
            raise StoreError("an answer that supposes something is no decision; nothing is kept")
        moment = (kept_at or datetime.now(UTC)).astimezone(UTC)
        rows = [rows_of(each, moment) for each in decided]
        sources = {digest: content for each in decided for digest, content in each.sources.items()}
        for digest, content in sources.items():
            if sha256(content) != digest:
                raise StoreError(f"the source {digest[:80]!r} has another sha256; nothing is kept")
        try:
            self._keep_rows(rows, sources)
        except StoreError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            # Where writers do not wait for each other, one may find what another has just kept.
            self._keep_rows(rows, sources)
        return tuple(row.id for row, _, _ in rows)

    def _keep_rows(self, rows: Sequence[Rows], sources: Mapping[str, bytes]) -> None:
        with self._database.writing() as session:
            for row, inputs, used in rows:
                keep_rows(session, row, inputs, {digest: sources[digest] for digest in used})

    def find(self, id: str) -> Kept:
        """The decision of this id, as it was kept.

        Raises:
            DecisionNotFound: none is kept under this id.
            StoreError: the database cannot be read, or what it holds is not what was kept.
        """
        if not id.isascii():
            # No id is, and a text that is no Unicode cannot even be asked for.
            raise DecisionNotFound(id, self._database.where)
        with self._database.reading() as session:
            row = session.get(DecisionRow, id)
            if row is None:
                raise DecisionNotFound(id, self._database.where)
            inputs = session.get(InputsRow, id)
            if inputs is None:
                raise StoreError(f"the inputs of the decision {id} are no longer in {self._database.where}")
            used = select(SourceRow).join(SourceUsedRow).where(SourceUsedRow.decision_id == id)
            sources = {source.sha256: source.content for source in session.exec(used.order_by(col(SourceRow.sha256)))}
            decision = decode_decision(row.canonical)
            altered = [digest for digest, content in sources.items() if sha256(content) != digest]
            if decision_id(decision) != id or altered:
                raise StoreError(
                    f"the decision {id} in {self._database.where} was changed after it was kept; restore a copy"
                )
            return Kept(
                id=id,
                decision=decision,
                canonical=row.canonical,
                award=decode_award(inputs.award),
                target=None if inputs.target is None else decode_target(inputs.target),
                sources=sources,
                kept_at=utc(row.kept_at),
                consulted=NOTHING if inputs.consulted is None else decode_consulted(inputs.consulted),
            )

    def recent(self, limit: int = 20) -> tuple[Entry, ...]:
        """The decisions that were kept last, newest first.

        Raises:
            StoreError: the database cannot be read.
        """
        newest = select(DecisionRow).order_by(col(DecisionRow.kept_at).desc(), col(DecisionRow.id)).limit(limit)
        with self._database.reading() as session:
            return tuple(entry_of(row) for row in session.exec(newest))

    def precedents(
        self, *, host: str, purpose: Purpose, target: str | None = None, every_target: bool = False,
        learning: Learning | None = None, but: str | None = None, limit: int = 10,
    ) -> tuple[Precedent, ...]:  # fmt: skip
        """Earlier decisions of a host for a purpose and a target (None: without one), newest first: those on some
        learning, or on any; `every_target` for a list of all. `but` is the decision beside which they are shown.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as session:
            return precedents(
                session, host=host, purpose=purpose, target=target, every_target=every_target, learning=learning,
                but=but, limit=limit,
            )  # fmt: skip

    def resting_on(self, decision: Decision) -> tuple[Entry, ...]:
        """The decisions of any host that recognised the award of a decision, newest first: those to look at again when
        the award turns out to be revoked.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as session:
            return resting_on(session, decision)

    def import_providers(
        self, files: Sequence[Read], *, replace: bool = False, imported_at: datetime | None = None,
        progress: Progress | None = None,
    ) -> tuple[ProvidersImported, ...]:  # fmt: skip
        """Keep what files say of the providers of registers, or nothing of any.

        What a file speaks of replaces what its register said before of the same records; with `replace`, of all.

        Raises:
            StoreError: the database cannot be written.
        """
        moment = (imported_at or datetime.now(UTC)).astimezone(UTC)
        with self._database.writing() as session:
            return tuple(keep_providers(session, read, moment, replace=replace, progress=progress) for read in files)

    def forget_register(self, name: str) -> int | None:
        """Take away all that a register said; returns how many providers it listed, None where there is none of this
        name. Raises as `import_providers` does."""
        with self._database.writing() as session:
            return forget_register(session, name)

    def bodies(self, award: Award) -> tuple[BodyFound, ...]:
        """The awarding bodies of an award that registers list.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as session:
            return bodies_of(award, RegisterSource(session))

    def registers(self) -> tuple[RegisterAsked, ...]:
        """The registers of providers that `bodies` asks, by name. Raises as `bodies` does."""
        with self._database.reading() as session:
            return registers(session)

    def registers_kept(self) -> tuple[RegisterKept, ...]:
        """The registers of providers with how much they hold, by name. Raises as `bodies` does."""
        with self._database.reading() as session:
            return registers_kept(session)

    def providers_of(self, register: str, limit: int = 100) -> tuple[Provider, ...]:
        """The first providers of a register, by record, without their reviews. Raises as `bodies` does."""
        with self._database.reading() as session:
            return providers_of(session, register, limit)

    def providers_called(self, text: str, scheme: str = "") -> tuple[Provider, ...]:
        """The providers that have an identifier, in whatever writing, or this id in their register, with all their
        reviews. Raises as `bodies` does."""
        with self._database.reading() as session:
            return providers_called(session, text, scheme)

    def keep_classification(self, classification: Classification, *, imported_at: datetime | None = None) -> None:
        """Keep a classification of skills, in the place of one of the same name, version and language.

        Raises:
            StoreError: the database cannot be written.
        """
        moment = (imported_at or datetime.now(UTC)).astimezone(UTC)
        with self._database.writing() as session:
            keep_classification(session, classification, moment)

    def classifications(self) -> tuple[Imported, ...]:
        """The classifications of skills that are kept, the newest version first.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as session:
            return classifications(session)

    def links(self, held: Collection[str], wanted: Collection[str]) -> SkillsFound:
        """What the newest classification says of the identifiers of an award's outcomes and of a target's.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as session:
            return skills_found(session, held, wanted)
