"""Feedback from others: requests, who is asked, answers by name, and what is gathered without names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_CIRCLES = ("picked", "unit", "below")
_OUTCOMES = ("named", "gathered", "too_few", "merged", "cancelled")
_STATES = ("waiting", "answered", "declined")


def _enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _pools() -> None:
    op.create_table(
        "peer_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        _refers("peer_pool", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_pool")),
    )
    _index("peer_pool", "unit_id")
    op.create_table(
        "peer_pool_member",
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _refers("peer_pool_member", "pool_id", "peer_pool"),
        _refers("peer_pool_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("pool_id", "person_id", name=op.f("pk_peer_pool_member")),
    )


def _requests() -> None:
    op.create_table(
        "peer_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("circle", _enum(_CIRCLES, "circle"), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", _enum(_OUTCOMES, "peeroutcome"), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=True),
        _refers("peer_request", "subject_id", "person"),
        _refers("peer_request", "asker_id", "person"),
        _refers("peer_request", "pool_id", "peer_pool"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_request")),
    )
    _index("peer_request", "subject_id", "asker_id", "pool_id")
    with op.batch_alter_table("peer_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_peer_request_open",
            ["closes_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )


def _given() -> None:
    op.create_table(
        "peer_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", _enum(_STATES, "invitationstate"), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _refers("peer_invitation", "request_id", "peer_request"),
        _refers("peer_invitation", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_invitation")),
        sa.UniqueConstraint(
            "request_id", "person_id", name=op.f("uq_peer_invitation_request_id_person_id")
        ),
    )
    _index("peer_invitation", "request_id", "person_id")
    op.create_table(
        "peer_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        _refers("peer_answer", "request_id", "peer_request"),
        _refers("peer_answer", "giver_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_answer")),
        sa.UniqueConstraint(
            "request_id", "giver_id", name=op.f("uq_peer_answer_request_id_giver_id")
        ),
    )
    _index("peer_answer", "request_id", "giver_id")
    op.create_table(
        "gathered_text",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("pool_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        _refers("gathered_text", "request_id", "peer_request"),
        _refers("gathered_text", "pool_id", "peer_pool"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathered_text")),
    )
    _index("gathered_text", "request_id", "pool_id")


def upgrade() -> None:
    """Apply the change."""
    _pools()
    _requests()
    _given()


def downgrade() -> None:
    """Take the change back."""
    for table in (
        "gathered_text",
        "peer_answer",
        "peer_invitation",
        "peer_request",
        "peer_pool_member",
        "peer_pool",
    ):
        op.drop_table(table)
