"""Registers of providers: who is in them, under which identifiers, and the reviews that they list."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "provider_register",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "register_name", sa.String(), sa.ForeignKey("provider_register.name", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("legal_name", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("formal_status", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("retrieved", sa.String(), nullable=True),
        sa.UniqueConstraint("register_name", "record"),
    )
    op.create_table(
        "provider_identifier",
        sa.Column("provider_id", sa.Integer(), sa.ForeignKey("provider.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("exact", sa.String(), primary_key=True),
        sa.Column("bare", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
    )
    op.create_index("ix_provider_identifier_exact", "provider_identifier", ["exact"])
    op.create_index("ix_provider_identifier_bare", "provider_identifier", ["bare"])
    op.create_table(
        "provider_review",
        sa.Column("provider_id", sa.Integer(), sa.ForeignKey("provider.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("standard", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("scope_key", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_until", sa.String(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("provider_review")
    op.drop_table("provider_identifier")
    op.drop_table("provider")
    op.drop_table("provider_register")
