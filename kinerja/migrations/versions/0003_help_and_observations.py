"""When help was asked for, and when the author of an observation was warned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE obstacle SET asked_at = opened_at WHERE help_needed <> ''")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_column("warned_at")
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.drop_column("asked_at")
