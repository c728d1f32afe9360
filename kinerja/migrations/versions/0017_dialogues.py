"""Dialogues: proposed times, notes that both confirm, and points."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "performance",
                "planning",
                "evaluation",
                "coaching",
                name="dialoguekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["person.id"], name=op.f("fk_dialogue_cancelled_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dialogue_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["person.id"], name=op.f("fk_dialogue_rater_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
        sa.UniqueConstraint("uid", name=op.f("uq_dialogue_uid")),
    )
    op.create_index(op.f("ix_dialogue_person_id"), "dialogue", ["person_id"], unique=False)
    op.create_index(op.f("ix_dialogue_rater_id"), "dialogue", ["rater_id"], unique=False)

    op.create_table(
        "dialogue_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.String(length=2000), nullable=False),
        sa.Column(
            "expectation",
            sa.Enum(
                "unchanged",
                "cleared_up",
                "changed",
                name="expectation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("expectation_text", sa.String(length=1000), nullable=False),
        sa.Column("goal", sa.String(length=1000), nullable=False),
        sa.Column("reality", sa.String(length=1000), nullable=False),
        sa.Column("options", sa.String(length=1000), nullable=False),
        sa.Column("will", sa.String(length=1000), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rater_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_note_dialogue_id_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_dialogue_note_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_note")),
        sa.UniqueConstraint(
            "dialogue_id", "version", name=op.f("uq_dialogue_note_dialogue_id_version")
        ),
    )
    op.create_index(
        op.f("ix_dialogue_note_dialogue_id"), "dialogue_note", ["dialogue_id"], unique=False
    )

    op.create_table(
        "dialogue_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_time_dialogue_id_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_dialogue_time_proposed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_time")),
    )
    op.create_index(
        op.f("ix_dialogue_time_dialogue_id"), "dialogue_time", ["dialogue_id"], unique=False
    )
    op.create_index(
        op.f("ix_dialogue_time_starts_at"), "dialogue_time", ["starts_at"], unique=False
    )

    op.create_table(
        "dialogue_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["note_id"], ["dialogue_note.id"], name=op.f("fk_dialogue_point_note_id_dialogue_note")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_dialogue_point_owner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_point")),
        sa.UniqueConstraint("note_id", "number", name=op.f("uq_dialogue_point_note_id_number")),
    )
    op.create_index(op.f("ix_dialogue_point_note_id"), "dialogue_point", ["note_id"], unique=False)
    op.create_index(
        op.f("ix_dialogue_point_owner_id"), "dialogue_point", ["owner_id"], unique=False
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("dialogue_point")
    op.drop_table("dialogue_time")
    op.drop_table("dialogue_note")
    op.drop_table("dialogue")
