"""Goals of development with their actions, what was done with a course, and offers to teach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "development_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column(
            "source",
            _enum("gapsource", "feedback", "competence", "evaluation", "own"),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=500), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_development_goal_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_goal")),
    )
    with op.batch_alter_table("development_goal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_development_goal_person_id"), ["person_id"], unique=False
        )
    op.create_table(
        "development_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("way", _enum("actionway", "work", "others", "course"), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["development_goal.id"],
            name=op.f("fk_development_action_goal_id_development_goal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_action")),
    )
    with op.batch_alter_table("development_action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_development_action_goal_id"), ["goal_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_development_action_due_on"), ["due_on"], unique=False)
    op.create_table(
        "learning_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learning_id", sa.Integer(), nullable=False),
        sa.Column("moment", _enum("usemoment", "now", "later"), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learning_id"], ["learning.id"], name=op.f("fk_learning_use_learning_id_learning")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_learning_use_confirmed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_use")),
        sa.UniqueConstraint(
            "learning_id", "moment", name=op.f("uq_learning_use_learning_id_moment")
        ),
    )
    with op.batch_alter_table("learning_use", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_use_learning_id"), ["learning_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_learning_use_asked_on"), ["asked_on"], unique=False)
    op.create_table(
        "teaching_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_teaching_offer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teaching_offer")),
        sa.UniqueConstraint("person_id", "area", name=op.f("uq_teaching_offer_person_id_area")),
    )
    with op.batch_alter_table("teaching_offer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_teaching_offer_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_teaching_offer_area"), ["area"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("teaching_offer")
    op.drop_table("learning_use")
    op.drop_table("development_action")
    op.drop_table("development_goal")
