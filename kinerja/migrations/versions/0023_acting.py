"""Who acts for a rater, from when to when; handover notes, prepared words, and the days somebody leads a result."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_KINDS = ("plh", "plt", "stand_in", "helper", "duty")
_REASONS = ("leave", "trip", "training", "moved", "seconded")


def _word(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "acting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("acting_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=True),
        sa.Column("above_id", sa.Integer(), nullable=True),
        sa.Column("kind", _word("actingkind", *_KINDS), nullable=False),
        sa.Column("reason", _word("actingreason", *_REASONS), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_acting_{name}_{table}"))
            for name, table in (
                ("rater_id", "person"),
                ("acting_id", "person"),
                ("position_id", "position"),
                ("above_id", "person"),
                ("asked_by_id", "person"),
                ("confirmed_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acting")),
    )
    with op.batch_alter_table("acting", schema=None) as batch_op:
        for name in ("rater_id", "acting_id", "position_id"):
            batch_op.create_index(batch_op.f(f"ix_acting_{name}"), [name], unique=False)
    _written("handover_note", "position_id", "position")
    _written("prepared_words", "report_id", "progress_report")
    with op.batch_alter_table("raterassignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_for_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("limited", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index(
            batch_op.f("ix_raterassignment_stands_for_id"), ["stands_for_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_raterassignment_stands_for_id_person"),
            "person",
            ["stands_for_id"],
            ["id"],
        )
    with op.batch_alter_table("planned_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leads_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("leads_until", sa.Date(), nullable=True))


def _written(table: str, about: str, of: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(about, sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint([about], [f"{of}.id"], name=op.f(f"fk_{table}_{about}_{of}")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f(f"fk_{table}_author_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(about, "author_id", name=op.f(f"uq_{table}_{about}_author_id")),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name in (about, "author_id"):
            batch_op.create_index(batch_op.f(f"ix_{table}_{name}"), [name], unique=False)


def downgrade() -> None:
    """Take the change back: who stood in acts no more, and the raters are as they were."""
    with op.batch_alter_table("planned_result", schema=None) as batch_op:
        batch_op.drop_column("leads_until")
        batch_op.drop_column("leads_from")
    op.execute(
        "UPDATE raterassignment SET rater_id = stands_for_id WHERE stands_for_id IS NOT NULL"
    )
    with op.batch_alter_table("raterassignment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_raterassignment_stands_for_id_person"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_raterassignment_stands_for_id"))
        batch_op.drop_column("limited")
        batch_op.drop_column("stands_for_id")
    for table, about in (("prepared_words", "report_id"), ("handover_note", "position_id")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in ("author_id", about):
                batch_op.drop_index(batch_op.f(f"ix_{table}_{name}"))
        op.drop_table(table)
    with op.batch_alter_table("acting", schema=None) as batch_op:
        for name in ("position_id", "acting_id", "rater_id"):
            batch_op.drop_index(batch_op.f(f"ix_acting_{name}"))
    op.drop_table("acting")
