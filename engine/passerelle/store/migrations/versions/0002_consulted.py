"""What was consulted for a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("inputs", sa.Column("consulted", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("inputs", "consulted")
