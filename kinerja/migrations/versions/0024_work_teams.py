"""Work teams across units with their results; a part of a result may belong to a team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "work_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("set_up_by_id", sa.Integer(), nullable=True),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_work_team_leader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["set_up_by_id"], ["person.id"], name=op.f("fk_work_team_set_up_by_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_work_team_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_team")),
    )
    for column in ("unit_id", "leader_id"):
        op.create_index(op.f(f"ix_work_team_{column}"), "work_team", [column])
    op.create_table(
        "team_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("above", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["work_team.id"], name=op.f("fk_team_result_team_id_work_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_result")),
    )
    op.create_index(op.f("ix_team_result_team_id"), "team_result", ["team_id"])
    with op.batch_alter_table("result_share") as batch_op:
        batch_op.add_column(sa.Column("team_result_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_result_share_team_result_id_team_result"),
            "team_result",
            ["team_result_id"],
            ["id"],
        )
        batch_op.create_index(batch_op.f("ix_result_share_team_result_id"), ["team_result_id"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("result_share") as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_share_team_result_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_result_share_team_result_id_team_result"), type_="foreignkey"
        )
        batch_op.drop_column("team_result_id")
    op.drop_table("team_result")
    op.drop_table("work_team")
