"""Objections as their authors, the raters and who decides see them; nobody else does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evaluation,
    Evidence,
    Objection,
    ObjectionState,
    Period,
    PeriodKind,
    Person,
    Position,
)
from kinerja.regulation import Regulation
from kinerja.reports.deliveries import clock_from
from kinerja.rules.access import Action, Actor
from kinerja.rules.legal_clocks import ClockKind, ClockRun
from kinerja.services.authority import authorise
from kinerja.services.deciders import decider_of
from kinerja.services.objecting import parties_of


@dataclass(frozen=True, slots=True)
class ObjectionItem:
    """A line of the objections that concern somebody; ``waits`` says that it is their turn."""

    objection_id: int
    name: str
    kind: PeriodKind
    starts_on: date
    state: ObjectionState
    waits: bool


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    """The file of an objection; ``decider`` is who decides today, empty where nobody can be reached.

    The clock runs from the day it was sent; a draft has none.
    """

    objection: Objection
    evaluation: Evaluation
    name: str
    rater: str
    decider: str
    kind: PeriodKind
    starts_on: date
    pieces: tuple[Evidence, ...]
    deciding: ClockRun | None
    may_answer: bool
    may_decide: bool


def objections_of(session: Session, actor: Actor, today: date) -> tuple[ObjectionItem, ...]:
    """Return the objections the actor is a party of, or decides; those that wait for them come first."""
    mine = or_(
        col(Objection.person_id) == actor.person_id,
        col(Objection.decided_by_id) == actor.person_id,
        col(Evaluation.rater_id) == actor.person_id,
        col(Objection.state).in_((ObjectionState.SENT, ObjectionState.ANSWERED)),
    )
    rows = session.exec(
        select(Objection, Evaluation, Period, col(Person.name))
        .join(Evaluation, col(Evaluation.id) == col(Objection.evaluation_id))
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .join(Person, col(Person.id) == col(Objection.person_id))
        .where(mine)
        .order_by(col(Objection.id).desc())
    ).all()
    found = []
    for row, evaluation, period, name in rows:
        own = row.person_id == actor.person_id
        if not own and actor.person_id not in parties_of(session, evaluation, row, today):
            continue
        waits = _waits(session, actor, row, evaluation, today)
        item = (row.id or 0, name, period.kind, period.starts_on, row.state, waits)
        found.append(ObjectionItem(*item))
    return tuple(sorted(found, key=lambda one: not one.waits))


def objection_card(
    session: Session, actor: Actor, objection_id: int, regulation: Regulation, today: date
) -> ObjectionCard:
    """Return the file of an objection to its author, and once it was sent to the rater and the decider."""
    row = session.get(Objection, objection_id)
    if row is None:
        raise Unknown
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    parties = parties_of(session, evaluation, row, today)
    authorise(session, actor, Action.READ_OBJECTION, row.person_id, today, helpers=parties)
    period = session.get_one(Period, evaluation.period_id)
    post = session.get_one(Position, evaluation.position_id)
    decider = row.decided_by_id or decider_of(session, evaluation, today)
    pieces = select(Evidence).where(
        col(Evidence.objection_id) == objection_id, col(Evidence.removed_at).is_(None)
    )
    clock = None
    if row.sent_on is not None:
        kind = ClockKind.DECISION
        clock = clock_from(session, kind, post.unit_id, row.sent_on, regulation)
    return ObjectionCard(
        row,
        evaluation,
        session.get_one(Person, row.person_id).name,
        session.get_one(Person, evaluation.rater_id).name,
        session.get_one(Person, decider).name if decider else "",
        period.kind,
        period.starts_on,
        tuple(session.exec(pieces.order_by(col(Evidence.id)))),
        clock,
        may_answer=actor.person_id == evaluation.rater_id and row.state is ObjectionState.SENT,
        may_decide=actor.person_id == decider
        and row.state in (ObjectionState.SENT, ObjectionState.ANSWERED),
    )


def _waits(
    session: Session, actor: Actor, row: Objection, evaluation: Evaluation, today: date
) -> bool:
    if row.state is ObjectionState.DRAFT:
        return True
    if row.state is ObjectionState.SENT and actor.person_id == evaluation.rater_id:
        return True
    if row.state is ObjectionState.DECIDED:
        return False
    return actor.person_id == decider_of(session, evaluation, today)
