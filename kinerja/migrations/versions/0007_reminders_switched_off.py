"""Which reminders people have switched off; office days end at half past three."""

from __future__ import annotations

from datetime import time

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BEFORE, _AFTER = time(15), time(15, 30)

_pattern = sa.table("work_pattern", sa.column("code", sa.String), sa.column("ends_at", sa.Time))


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "reminder_mute",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminder_mute_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_reminder_mute")),
    )
    _end_of_office_days(_BEFORE, _AFTER)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("reminder_mute")
    _end_of_office_days(_AFTER, _BEFORE)


def _end_of_office_days(before: time, after: time) -> None:
    op.execute(
        _pattern.update()
        .where(_pattern.c.code == "five_day", _pattern.c.ends_at == before)
        .values(ends_at=after)
    )
