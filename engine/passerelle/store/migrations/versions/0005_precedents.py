"""What a kept decision was about, so that decisions on the same learning can be found."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("decision", sa.Column("specification", sa.String(), nullable=True))
    op.add_column("decision", sa.Column("issuer", sa.String(), nullable=True))
    op.create_index("ix_decision_host_purpose", "decision", ["host", "purpose"])


def downgrade() -> None:
    op.drop_index("ix_decision_host_purpose", "decision")
    op.drop_column("decision", "issuer")
    op.drop_column("decision", "specification")
