"""Answers about stacking with what they rest on, and the ledger of what has been used for which award."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _stack(*, primary_key: bool = False) -> sa.Column[str]:
    foreign = sa.ForeignKey("stack.id", ondelete="CASCADE")
    return sa.Column("stack_id", sa.String(), foreign, primary_key=primary_key, nullable=False)


def upgrade() -> None:
    op.create_table(
        "stack",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_stack_kept_at", "stack", ["kept_at"])
    op.create_table(
        "stack_inputs",
        _stack(primary_key=True),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "stack_source",
        _stack(primary_key=True),
        sa.Column("sha256", sa.String(), sa.ForeignKey("source.sha256"), primary_key=True),
    )
    op.create_index("ix_stack_source_sha256", "stack_source", ["sha256"])
    op.create_table(
        "stack_person",
        _stack(primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
    )
    op.create_index("ix_stack_person_key", "stack_person", ["key"])
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        _stack(),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("specification", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("award_title", sa.String(), nullable=False),
        sa.Column("award_kind", sa.String(), nullable=False),
        sa.Column("award_level", sa.Integer(), nullable=True),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("consume", sa.String(), nullable=False),
        sa.Column("conferred", sa.Boolean(), nullable=True),
        sa.Column("credits", sa.String(), nullable=False),
        sa.Column("credit_unit", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_ledger_entry_stack_id", "ledger_entry", ["stack_id"])
    op.create_index("ix_ledger_entry_unit", "ledger_entry", ["unit"])
    op.create_index("ix_ledger_entry_host_state", "ledger_entry", ["host", "state"])
    op.create_table(
        "ledger_key",
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("ledger_entry.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
    )
    op.create_index("ix_ledger_key_key", "ledger_key", ["key"])


def downgrade() -> None:
    for table in ("ledger_key", "ledger_entry", "stack_person", "stack_source", "stack_inputs", "stack"):
        op.drop_table(table)
