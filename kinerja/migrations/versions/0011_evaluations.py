"""Organisations' performance, and evaluations with their ratings, items and questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "proposed",
                "released",
                name="evaluationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "results",
            sa.Enum(
                "above",
                "meets",
                "below",
                name="rating",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("results_reason", sa.String(length=2000), nullable=False),
        sa.Column(
            "behaviour",
            sa.Enum(
                "above",
                "meets",
                "below",
                name="rating_of_behaviour",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("behaviour_reason", sa.String(length=2000), nullable=False),
        sa.Column(
            "predicate",
            sa.Enum(
                "very_good",
                "good",
                "needs_improvement",
                "poor",
                "very_poor",
                name="predicate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "organisation",
            sa.Enum(
                "outstanding",
                "good",
                "needs_improvement",
                "poor",
                "very_poor",
                name="organisationpredicate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_evaluation_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_evaluation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["position.id"], name=op.f("fk_evaluation_position_id_position")
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["person.id"], name=op.f("fk_evaluation_rater_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint(
            "position_id",
            "period_id",
            "rater_id",
            name=op.f("uq_evaluation_position_id_period_id_rater_id"),
        ),
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_evaluation_position_id"), ["position_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_evaluation_rater_id"), ["rater_id"], unique=False)
        batch_op.create_index(
            "uq_evaluation_released",
            ["position_id", "period_id"],
            unique=True,
            sqlite_where=sa.text("state = 'released'"),
            postgresql_where=sa.text("state = 'released'"),
        )

    op.create_table(
        "organisation_performance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column(
            "predicate",
            sa.Enum(
                "outstanding",
                "good",
                "needs_improvement",
                "poor",
                "very_poor",
                name="organisationpredicate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("advice", sa.String(length=2000), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_performance_decided_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_performance_entered_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_organisation_performance_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_organisation_performance_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_performance")),
        sa.UniqueConstraint(
            "unit_id", "period_id", name=op.f("uq_organisation_performance_unit_id_period_id")
        ),
    )
    with op.batch_alter_table("organisation_performance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_performance_decided_by_id"), ["decided_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_performance_period_id"), ["period_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_performance_unit_id"), ["unit_id"], unique=False
        )

    op.create_table(
        "evaluation_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_evaluation_question_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_evaluation_question_evaluation_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_question")),
    )
    with op.batch_alter_table("evaluation_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_question_asked_by_id"), ["asked_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_question_evaluation_id"), ["evaluation_id"], unique=False
        )

    op.create_table(
        "item_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column(
            "value",
            sa.Enum(
                "service",
                "accountable",
                "competent",
                "harmonious",
                "loyal",
                "adaptive",
                "collaborative",
                name="behaviour",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "rating",
            sa.Enum(
                "above",
                "meets",
                "below",
                name="rating",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_item_rating_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["result_id"],
            ["planned_result.id"],
            name=op.f("fk_item_rating_result_id_planned_result"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_rating")),
        sa.UniqueConstraint(
            "evaluation_id", "result_id", name=op.f("uq_item_rating_evaluation_id_result_id")
        ),
        sa.UniqueConstraint(
            "evaluation_id", "value", name=op.f("uq_item_rating_evaluation_id_value")
        ),
    )
    with op.batch_alter_table("item_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_rating_evaluation_id"), ["evaluation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_item_rating_result_id"), ["result_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("item_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_rating_result_id"))
        batch_op.drop_index(batch_op.f("ix_item_rating_evaluation_id"))

    op.drop_table("item_rating")
    with op.batch_alter_table("evaluation_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_question_evaluation_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_question_asked_by_id"))

    op.drop_table("evaluation_question")
    with op.batch_alter_table("organisation_performance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_performance_unit_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_performance_period_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_performance_decided_by_id"))

    op.drop_table("organisation_performance")
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evaluation_released",
            sqlite_where=sa.text("state = 'released'"),
            postgresql_where=sa.text("state = 'released'"),
        )
        batch_op.drop_index(batch_op.f("ix_evaluation_rater_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_position_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_person_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_period_id"))

    op.drop_table("evaluation")
