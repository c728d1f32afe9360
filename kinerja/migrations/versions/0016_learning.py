"""What people have learnt in lesson hours, the catalogue of courses, and certificates as evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_KINDS = (
    "technical",
    "e_learning",
    "guidance",
    "seminar",
    "workshop",
    "coaching",
    "briefing",
    "course",
    "functional",
    "leadership",
    "social",
    "community",
    "self_study",
    "workplace",
    "benchmarking",
    "exchange",
    "distance",
    "education",
)


def _kind() -> sa.Column[str]:
    return sa.Column(
        "kind",
        sa.Enum(*_KINDS, name="learningkind", native_enum=False, create_constraint=True, length=32),
        nullable=False,
    )


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        _kind(),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("competencies", sa.String(length=500), nullable=False),
        sa.Column("positions", sa.String(length=500), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("offered_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
    )
    op.create_table(
        "learning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        _kind(),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        sa.Column("by_employer", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "returned",
                "confirmed",
                name="learningstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_learning_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_learning_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_learning_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning")),
    )
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_learning_ends_on"), ["ends_on"], unique=False)
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("learning_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_evidence_learning_id"), ["learning_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_evidence_learning_id_learning"), "learning", ["learning_id"], ["id"]
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_evidence_learning_id_learning"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_evidence_learning_id"))
        batch_op.drop_column("learning_id")
    with op.batch_alter_table("learning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_ends_on"))
        batch_op.drop_index(batch_op.f("ix_learning_person_id"))
    op.drop_table("learning")
    op.drop_table("course")
