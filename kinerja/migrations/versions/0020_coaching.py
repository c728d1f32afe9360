"""Forms after coaching, and dates of counselling."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "counselling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("arranged_by_id", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"], ["person.id"], name=op.f("fk_counselling_arranged_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["person.id"], name=op.f("fk_counselling_officer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_counselling_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling")),
    )
    op.create_index(op.f("ix_counselling_officer_id"), "counselling", ["officer_id"], unique=False)
    op.create_index(op.f("ix_counselling_person_id"), "counselling", ["person_id"], unique=False)

    op.create_table(
        "coaching_survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_coaching_survey_dialogue_id_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coaching_survey_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_survey")),
        sa.UniqueConstraint("dialogue_id", name=op.f("uq_coaching_survey_dialogue_id")),
    )
    op.create_index(
        op.f("ix_coaching_survey_person_id"), "coaching_survey", ["person_id"], unique=False
    )

    op.create_table(
        "competence_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("competence", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_competence_level_dialogue_id_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_competence_level_leader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_competence_level_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence_level")),
        sa.UniqueConstraint(
            "dialogue_id", "competence", name=op.f("uq_competence_level_dialogue_id_competence")
        ),
    )
    op.create_index(
        op.f("ix_competence_level_dialogue_id"), "competence_level", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_competence_level_person_id"), "competence_level", ["person_id"], unique=False
    )

    op.create_table(
        "coaching_answer",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["coaching_survey.id"],
            name=op.f("fk_coaching_answer_survey_id_coaching_survey"),
        ),
        sa.PrimaryKeyConstraint("survey_id", "statement", name=op.f("pk_coaching_answer")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("coaching_answer")
    op.drop_table("competence_level")
    op.drop_table("coaching_survey")
    op.drop_table("counselling")
