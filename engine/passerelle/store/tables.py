"""The tables of the store. A change here needs a migration in `migrations/versions/`; a test compares the two."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

#: The revision of `migrations/versions/` that makes these tables.
REVISION = "0006"

METADATA = SQLModel.metadata


class DecisionRow(SQLModel, table=True):
    """A decision: its canonical JSON, and beside it what it can be found by. `kept_at` is UTC."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_host_purpose", "host", "purpose"),)

    id: str = Field(primary_key=True)
    schema_name: str
    kind: str
    host: str | None
    purpose: str | None
    target: str | None
    outcome: str
    as_of: str
    award: str
    document: str
    award_title: str
    specification: str | None = None
    issuer: str | None = None
    canonical: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kept_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False, index=True))


class InputsRow(SQLModel, table=True):
    """The award, the target and what was consulted for a decision, as canonical JSON. They stand apart from
    it because they hold what is personal, and may have to be deleted before it."""

    __tablename__ = "inputs"

    decision_id: str = Field(sa_column=Column(String, ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True))
    award: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    target: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    consulted: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class SourceRow(SQLModel, table=True):
    """The bytes of a pack or of the vocabulary, once, however many decisions rest on them."""

    __tablename__ = "source"

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SourceUsedRow(SQLModel, table=True):
    """Which decision rests on which source."""

    __tablename__ = "decision_source"

    decision_id: str = Field(sa_column=Column(String, ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True))
    sha256: str = Field(sa_column=Column(String, ForeignKey("source.sha256"), primary_key=True, index=True))


class RegisterRow(SQLModel, table=True):
    """A register of providers: the newest day on which it was as it was imported, and when that was (UTC)."""

    __tablename__ = "provider_register"

    name: str = Field(primary_key=True)
    as_of: str | None
    imported_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class ProviderRow(SQLModel, table=True):
    """A provider as a register lists it. `names` is a JSON list."""

    __tablename__ = "provider"
    __table_args__ = (UniqueConstraint("register_name", "record"),)

    id: int | None = Field(default=None, primary_key=True)
    register_name: str = Field(
        sa_column=Column(String, ForeignKey("provider_register.name", ondelete="CASCADE"), nullable=False)
    )
    record: str
    legal_name: str
    names: str
    formal_status: str | None
    sector: str | None
    country: str | None
    retrieved: str | None


class ProviderIdentifierRow(SQLModel, table=True):
    """An identifier of a provider as its register writes it, and what it is found by: `exact` its key ("" where it has
    no scheme), `bare` the value alone. One with two keys has two rows of the same `number`."""

    __tablename__ = "provider_identifier"

    provider_id: int = Field(sa_column=Column(Integer, ForeignKey("provider.id", ondelete="CASCADE"), primary_key=True))
    number: int = Field(primary_key=True)
    exact: str = Field(primary_key=True, index=True)
    bare: str = Field(index=True)
    scheme: str
    value: str


class ProviderReviewRow(SQLModel, table=True):
    """A review that a register lists for a provider. `scope_key` is its scope as it is compared with titles."""

    __tablename__ = "provider_review"

    provider_id: int = Field(sa_column=Column(Integer, ForeignKey("provider.id", ondelete="CASCADE"), primary_key=True))
    number: int = Field(primary_key=True)
    agency: str
    report: str | None
    standard: str | None
    level: str | None
    scope: str | None
    scope_key: str
    outcome: str | None
    valid_from: str | None
    valid_until: str | None


class ClassificationRow(SQLModel, table=True):
    """A version of a classification of skills in one language. `imported_at` is UTC."""

    __tablename__ = "classification"
    __table_args__ = (UniqueConstraint("name", "version", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    version: str
    language: str
    sha256: str
    imported_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class SkillRow(SQLModel, table=True):
    """A concept of a classification. `placed` says whether the concepts above it are known."""

    __tablename__ = "skill"
    __table_args__ = (UniqueConstraint("classification_id", "uri"),)

    id: int | None = Field(default=None, primary_key=True)
    classification_id: int = Field(
        sa_column=Column(Integer, ForeignKey("classification.id", ondelete="CASCADE"), nullable=False)
    )
    uri: str
    label: str
    placed: bool


class BroaderRow(SQLModel, table=True):
    """One step from a concept to a broader one of the same classification."""

    __tablename__ = "skill_broader"

    narrower: int = Field(sa_column=Column(Integer, ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True))
    broader: int = Field(
        sa_column=Column(Integer, ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True, index=True)
    )


class StackRow(SQLModel, table=True):
    """An answer about stacking: its canonical JSON, and beside it what it can be found by. `kept_at` is UTC."""

    __tablename__ = "stack"

    id: str = Field(primary_key=True)
    host: str
    policy: str
    award: str
    outcome: str
    as_of: str
    canonical: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kept_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False, index=True))


class StackInputsRow(SQLModel, table=True):
    """The portfolio and what else an answer about stacking rests on, as canonical JSON: what is personal of it."""

    __tablename__ = "stack_inputs"

    stack_id: str = Field(sa_column=Column(String, ForeignKey("stack.id", ondelete="CASCADE"), primary_key=True))
    inputs: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class StackSourceRow(SQLModel, table=True):
    """Which answer about stacking rests on which source."""

    __tablename__ = "stack_source"

    stack_id: str = Field(sa_column=Column(String, ForeignKey("stack.id", ondelete="CASCADE"), primary_key=True))
    sha256: str = Field(sa_column=Column(String, ForeignKey("source.sha256"), primary_key=True, index=True))


class StackPersonRow(SQLModel, table=True):
    """By which key a person is found whose portfolio an answer is about."""

    __tablename__ = "stack_person"

    stack_id: str = Field(sa_column=Column(String, ForeignKey("stack.id", ondelete="CASCADE"), primary_key=True))
    key: str = Field(primary_key=True, index=True)


class LedgerRow(SQLModel, table=True):
    """One use of one unit for one award of one host. `unit` is the unit's id (`decision.unit_identity`), `called` that
    in the answer; `specification` is a key, "" where there is none. `credits` is exact text, `consume`
    as the policy says. `changed` and `reason` are the day and the reason of the latest change of `state`."""

    __tablename__ = "ledger_entry"
    __table_args__ = (Index("ix_ledger_entry_host_state", "host", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    stack_id: str = Field(
        sa_column=Column(String, ForeignKey("stack.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    unit: str = Field(index=True)
    called: str
    specification: str
    host: str
    award: str
    award_title: str
    award_kind: str
    award_level: int | None
    use: str
    consume: str
    conferred: bool | None
    credits: str
    credit_unit: str
    since: str
    state: str
    changed: str | None
    reason: str
    booked_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class LedgerKeyRow(SQLModel, table=True):
    """A key by which the unit of an entry is met again; `kind` "unit", or "credential" for a key that all units of one
    credential share."""

    __tablename__ = "ledger_key"

    entry_id: int = Field(
        sa_column=Column(Integer, ForeignKey("ledger_entry.id", ondelete="CASCADE"), primary_key=True)
    )
    key: str = Field(primary_key=True, index=True)
    kind: str
