"""What is signed of a plan, a report or a feedback: all its rows, as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, select
from sqlmodel import Session, SQLModel

from kinerja.models import (
    ActionStep,
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    Evidence,
    Feedback,
    FeedbackOutcome,
    FeedbackSubject,
    FeedbackTag,
    FeedbackVersion,
    Indicator,
    IndicatorValue,
    ItemRating,
    Objection,
    ObjectionState,
    OrganisationPerformance,
    PerformancePlan,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
    PlanStatus,
    ProgressReport,
    ReportLine,
    ReportStatus,
)
from kinerja.rules.audit_chain import canonical

Content = dict[str, Any]

_PORTION = 500


def _table(model: type[SQLModel]) -> Table:
    return model.__table__  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True)
class Part:
    """Rows below others: which column names the row above, what is left out, what is below them."""

    model: type[SQLModel]
    above: str
    leaves_out: frozenset[str] = frozenset()
    only: Callable[[Table], ColumnElement[bool]] | None = None
    below: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of record that is signed: when it is, what of its row is not, and the rows below it."""

    model: type[SQLModel]
    is_signed: Callable[[Table], ColumnElement[bool]]
    leaves_out: frozenset[str]
    below: tuple[Part, ...]


KINDS: Mapping[str, Kind] = {
    "plan": Kind(
        PerformancePlan,
        lambda t: t.c.status.in_([PlanStatus.APPROVED, PlanStatus.SUPERSEDED]),
        frozenset(),
        (
            Part(
                PlannedResult,
                "plan_id",
                frozenset({"supports_id"}),  # found anew whenever the superior's plan changes
                below=(Part(Indicator, "result_id"), Part(ActionStep, "result_id")),
            ),
            Part(PlanExpectation, "plan_id"),
            Part(PlanAnnex, "plan_id"),
        ),
    ),
    "report": Kind(
        ProgressReport,
        lambda t: t.c.status != ReportStatus.DRAFT,
        frozenset(),
        (
            Part(
                ReportLine,
                "report_id",
                below=(
                    Part(IndicatorValue, "line_id"),
                    Part(
                        Evidence,
                        "line_id",
                        # What others find in it, and how Telegram knows it.
                        frozenset(
                            {
                                "log_id",
                                "learning_id",
                                "file_id",
                                "mark",
                                "mark_reason",
                                "marked_by_id",
                                "marked_at",
                            }
                        ),
                        lambda t: t.c.removed_at.is_(None),
                    ),
                ),
            ),
        ),
    ),
    "organisation": Kind(
        OrganisationPerformance,
        lambda t: t.c.id.is_not(None),
        frozenset(),
        (),
    ),
    "evaluation": Kind(
        Evaluation,
        lambda t: t.c.state == EvaluationState.RELEASED,
        frozenset(),
        (Part(ItemRating, "evaluation_id"), Part(EvaluationQuestion, "evaluation_id")),
    ),
    "objection": Kind(
        Objection,
        lambda t: t.c.state != ObjectionState.DRAFT,
        frozenset(),
        (
            Part(
                Evidence,
                "objection_id",
                frozenset(
                    {"log_id", "file_id", "mark", "mark_reason", "marked_by_id", "marked_at"}
                ),
                lambda t: t.c.removed_at.is_(None),
            ),
        ),
    ),
    "delivery": Kind(
        EvaluationDelivery,
        lambda t: t.c.id.is_not(None),
        frozenset({"opened_at"}),
        (),
    ),
    "feedback": Kind(
        Feedback,
        lambda t: t.c.id.is_not(None),
        frozenset({"opened_at"}),
        (
            Part(FeedbackSubject, "feedback_id"),
            Part(FeedbackOutcome, "feedback_id"),
            Part(FeedbackTag, "feedback_id"),
            Part(FeedbackVersion, "feedback_id"),
        ),
    ),
}
"""The kinds that enter the chain with what was signed, by the subject of their entries."""


def contents(session: Session, subject: str, ids: Collection[int]) -> dict[int, Content]:
    """Return what is signed of records by their ids; those that do not exist are left out."""
    kind = KINDS[subject]
    table = _table(kind.model)
    found: dict[int, Content] = {}
    for portion in _portions(ids):
        rows = _rows(session, table, table.c.id.in_(portion))
        below = _below(session, kind.below, [row["id"] for row in rows])
        for row in rows:
            found[row["id"]] = _spare(table, row, kind.leaves_out) | below[row["id"]]
    return found


def signed_ids(session: Session, subject: str) -> Sequence[int]:
    """Return the ids of all records of a kind that are signed."""
    kind = KINDS[subject]
    table = _table(kind.model)
    query = select(table.c.id).where(kind.is_signed(table)).order_by(table.c.id)
    return session.connection().execute(query).scalars().all()


def person_of(subject: str, content: Content) -> int:
    """Return whose record it is."""
    named = {"feedback": "receiver_id", "organisation": "decided_by_id"}
    return int(content[named.get(subject, "person_id")])


def _below(session: Session, parts: Iterable[Part], ids: Sequence[int]) -> dict[int, Content]:
    """Return, for each row above, its rows in each part, in an order of their own content."""
    found: dict[int, Content] = {one: {} for one in ids}
    for part in parts:
        table = _table(part.model)
        children: dict[int, list[Content]] = {}
        for portion in _portions(ids):
            condition: ColumnElement[bool] = table.c[part.above].in_(portion)
            if part.only is not None:
                condition = and_(condition, part.only(table))
            rows = _rows(session, table, condition)
            further = _below(session, part.below, [row["id"] for row in rows])
            for row in rows:
                leaves_out = part.leaves_out | {"id", part.above}
                content = _spare(table, row, leaves_out) | further[row["id"]]
                children.setdefault(row[part.above], []).append(content)
        for above, those in children.items():
            found[above][table.name] = sorted(those, key=canonical)
    return found


def _rows(session: Session, table: Table, condition: ColumnElement[bool]) -> list[Content]:
    rows = session.connection().execute(select(table).where(condition)).mappings()
    return [dict(row) for row in rows]


def _spare(table: Table, row: Content, leaves_out: Collection[str]) -> Content:
    """Return a row without what is empty, so that a column added later changes no signature."""
    return {
        column.name: row[column.name]
        for column in table.columns
        if column.name not in leaves_out and not _is_empty(column, row[column.name])
    }


def _is_empty(column: Column[Any], value: Any) -> bool:
    return value is None or (not column.nullable and not value)


def _portions(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    rest = iter(ids)
    while portion := tuple(islice(rest, _PORTION)):
        yield portion
