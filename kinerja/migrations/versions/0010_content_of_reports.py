"""Since when a sent report says what it says: what was copied into e-Kinerja before that has changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("content_digest", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("content_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE progress_report SET content_since = submitted_at")
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.alter_column("content_digest", server_default=None)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.drop_column("content_since")
        batch_op.drop_column("content_digest")
