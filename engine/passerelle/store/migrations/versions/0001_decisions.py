"""Decisions, their inputs and the sources that they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("schema_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("award_title", sa.String(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_decision_kept_at", "decision", ["kept_at"])
    op.create_table(
        "inputs",
        sa.Column("decision_id", sa.String(), sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("award", sa.LargeBinary(), nullable=False),
        sa.Column("target", sa.LargeBinary(), nullable=True),
    )
    op.create_table(
        "source",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "decision_source",
        sa.Column("decision_id", sa.String(), sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sha256", sa.String(), sa.ForeignKey("source.sha256"), primary_key=True),
    )
    op.create_index("ix_decision_source_sha256", "decision_source", ["sha256"])


def downgrade() -> None:
    op.drop_table("decision_source")
    op.drop_table("source")
    op.drop_table("inputs")
    op.drop_table("decision")
