"""Service counters, what is said there, and the marks of a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _counters() -> None:
    op.create_table(
        "service_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("lineage", sa.String(length=40), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_service_counter_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_service_counter_opened_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_counter")),
        sa.UniqueConstraint("code", name=op.f("uq_service_counter_code")),
    )
    _index("service_counter", "unit_id", "lineage", "opened_by_id")
    op.create_table(
        "counter_answer",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["service_counter.id"],
            name=op.f("fk_counter_answer_counter_id_service_counter"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_answer")),
    )
    _index("counter_answer", "counter_id")


def _batches() -> None:
    op.create_table(
        "counter_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["service_counter.id"],
            name=op.f("fk_counter_batch_counter_id_service_counter"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_batch")),
    )
    _index("counter_batch", "counter_id")
    op.create_table(
        "counter_text",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["counter_batch.id"], name=op.f("fk_counter_text_batch_id_counter_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_text")),
    )
    _index("counter_text", "batch_id")


def upgrade() -> None:
    """Apply the change."""
    _counters()
    _batches()
    op.create_table(
        "counter_visit",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_counter_visit")),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "counter_visit",
        "counter_text",
        "counter_batch",
        "counter_answer",
        "service_counter",
    ):
        op.drop_table(table)
