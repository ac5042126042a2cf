"""Classifications of skills: their concepts, and which is broader than which."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "classification",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("name", "version", "language"),
    )
    op.create_table(
        "skill",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "classification_id", sa.Integer(), sa.ForeignKey("classification.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("uri", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("classification_id", "uri"),
    )
    op.create_table(
        "skill_broader",
        sa.Column("narrower", sa.Integer(), sa.ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("broader", sa.Integer(), sa.ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_skill_broader_broader", "skill_broader", ["broader"])


def downgrade() -> None:
    op.drop_table("skill_broader")
    op.drop_table("skill")
    op.drop_table("classification")
