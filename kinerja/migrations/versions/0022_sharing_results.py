"""Parts of a leader's result: proposed to people, offered by them, and results open to offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "open_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_open_result_leader_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_result")),
        sa.UniqueConstraint("lineage", name=op.f("uq_open_result_lineage")),
    )
    op.create_index(op.f("ix_open_result_leader_id"), "open_result", ["leader_id"])
    op.create_table(
        "result_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("above", sa.String(length=1000), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column(
            "support",
            sa.Enum(
                "direct",
                "indirect",
                name="support",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_offer", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "proposed",
                "placed",
                "declined",
                "withdrawn",
                name="sharestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("placed_lineage", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_result_share_leader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_result_share_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["position.id"], name=op.f("fk_result_share_position_id_position")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_share")),
    )
    for column in ("lineage", "leader_id", "person_id"):
        op.create_index(op.f(f"ix_result_share_{column}"), "result_share", [column])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("result_share")
    op.drop_table("open_result")
