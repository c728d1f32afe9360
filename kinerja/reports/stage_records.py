"""The records that say how far a stage is; where the assistant keeps none yet, nobody has begun or done anything.

Improvement plans have no tables yet. Whoever adds one fills in the condition here; nothing else changes. Until
then their reminders are switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, case, exists, func, literal, or_, union
from sqlmodel import Session, col, select

from kinerja.models import (
    EndKind,
    EndOfService,
    Evaluation,
    EvaluationDelivery,
    EvaluationState,
    Learning,
    LearningState,
    Objection,
    ObjectionState,
    Period,
    PeriodKind,
    Person,
    Position,
    SelfAssessment,
    Stage,
)
from kinerja.models.columns import Amount
from kinerja.regulation import Regulation
from kinerja.rules.clocks import days_around, kind_of, legal_window, window_up_to
from kinerja.rules.deadlines import Window
from kinerja.rules.reminders import REMINDERS, Laid, Whom
from kinerja.rules.working_days import DEFAULT, IsWorkingDay

_EXPECTED = (EndKind.CONTRACT_END, EndKind.RETIREMENT)


def is_rated(post_id: Any, starts_on: date, ends_on: date) -> ColumnElement[bool]:
    """Return the condition of posts whose evaluation of a period, or of a year, is released."""
    return exists().where(
        col(Evaluation.position_id) == post_id,
        col(Evaluation.state) == EvaluationState.RELEASED,
        col(Period.id) == col(Evaluation.period_id),
        col(Period.starts_on) == starts_on,
        col(Period.ends_on) == ends_on,
    )


def has_evaluation_to_acknowledge(person_id: Any, starts_on: date) -> ColumnElement[bool]:
    """Return the condition of people to whom the evaluation of a period was delivered, and who have not answered."""
    return exists().where(
        col(EvaluationDelivery.person_id) == person_id,
        col(EvaluationDelivery.answer).is_(None),
        col(Evaluation.id) == col(EvaluationDelivery.evaluation_id),
        col(Period.id) == col(Evaluation.period_id),
        col(Period.starts_on) == starts_on,
    )


def has_assessed_themselves(person_id: Any, year: int) -> ColumnElement[bool]:
    """Return the condition of people who have written how they see a year of theirs."""
    return exists().where(
        col(SelfAssessment.person_id) == person_id,
        col(Period.id) == col(SelfAssessment.period_id),
        col(Period.kind) == PeriodKind.YEAR,
        col(Period.starts_on) == date(year, 1, 1),
    )


def has_learnt_enough(person_id: Any, year: int) -> ColumnElement[bool]:
    """Return the condition of people who have reached, or used up, the lesson hours of a year.

    What waits for the rater counts here: who has entered enough is not reminded because somebody else is slow.
    """
    law = Regulation().on(date(year, 12, 31)).lesson_hours
    wanted = case(
        *(
            (col(Person.kind) == kind, literal(Decimal(one.hours), Amount))
            for kind, one in law.items()
        )
    )
    owed = [kind for kind, one in law.items() if one.is_owed]
    people: Any = (
        select(col(Learning.person_id))
        .join(Person, col(Person.id) == col(Learning.person_id))
        .where(
            col(Learning.deleted_at).is_(None),
            col(Learning.state).in_((LearningState.WAITING, LearningState.CONFIRMED)),
            col(Learning.ends_on).between(date(year, 1, 1), date(year, 12, 31)),
            or_(col(Learning.by_employer), col(Person.kind).in_(owed)),
        )
        .group_by(col(Learning.person_id), col(Person.kind))
        .having(func.sum(col(Learning.hours)) >= wanted)
    )
    return cast("ColumnElement[bool]", person_id.in_(people))


def clock_of(stage: Stage, whom: Whom) -> FromClause | None:
    """Return the open clocks of a stage (``person_id`` of the employee, ``day``), None where nothing sets one.

    A clock that was answered, be it delivered, acknowledged or decided, is open no longer. Improvement plans
    set theirs once there are any.
    """
    if stage is Stage.CONTRACT_END:
        return _ends()
    if stage is Stage.DELIVERY:
        return _released()
    if stage is Stage.ACKNOWLEDGEMENT or (stage is Stage.OBJECTION and whom is Whom.EMPLOYEE):
        return _delivered()
    return _undecided() if stage is Stage.OBJECTION else None


def clock_windows(
    session: Session, day: date, is_working: IsWorkingDay = DEFAULT.works
) -> Iterator[tuple[Stage, date, Window]]:
    """Yield each clock that may be open around a day: its stage, the day that sets it, its window."""
    for reminder in REMINDERS:
        if reminder.laid is Laid.CLOCK:
            first, last = days_around(reminder.stage, day)
            for whom in reminder.whom:
                for set_on in _days_of(session, clock_of(reminder.stage, whom), first, last):
                    window = _window(reminder.stage, whom, set_on, is_working)
                    yield reminder.stage, set_on, window


def _days_of(session: Session, clock: FromClause | None, first: date, last: date) -> list[date]:
    if clock is None:
        return []
    found = select(clock.c.day).where(clock.c.day >= first, clock.c.day <= last)
    return sorted(session.exec(found.distinct()))


def _window(stage: Stage, whom: Whom, day: date, is_working: IsWorkingDay) -> Window:
    kind = kind_of(stage, whom)
    if kind is None:
        return window_up_to(stage, day)
    return legal_window(Regulation().on(day).clocks[kind], day, is_working)


def _released() -> FromClause:
    """Return the days on which evaluations were released that are not delivered yet."""
    delivered = exists().where(
        col(EvaluationDelivery.evaluation_id) == col(Evaluation.id),
    )
    released: Any = select(Evaluation.person_id, col(Evaluation.released_on).label("day")).where(
        col(Evaluation.released_on).is_not(None), ~delivered
    )
    return released.distinct().subquery()  # type: ignore[no-any-return]


def _delivered() -> FromClause:
    """Return the days on which evaluations were delivered that are not answered yet."""
    delivered: Any = select(
        EvaluationDelivery.person_id, col(EvaluationDelivery.delivered_on).label("day")
    ).where(col(EvaluationDelivery.answer).is_(None))
    return delivered.distinct().subquery()  # type: ignore[no-any-return]


def _undecided() -> FromClause:
    """Return the days on which objections were sent that are not decided yet."""
    sent: Any = select(Objection.person_id, col(Objection.sent_on).label("day")).where(
        col(Objection.state).in_((ObjectionState.SENT, ObjectionState.ANSWERED))
    )
    return sent.distinct().subquery()  # type: ignore[no-any-return]


def _ends() -> FromClause:
    """Return the last days of contracts, of service, and of posts; of somebody who died there are none."""
    died = exists().where(
        col(EndOfService.person_id) == col(Position.person_id),
        col(EndOfService.kind) == EndKind.DEATH,
    )
    service: Any = select(EndOfService.person_id, col(EndOfService.last_day).label("day")).where(
        col(EndOfService.kind).in_(_EXPECTED)
    )
    posts: Any = select(Position.person_id, col(Position.ends_on).label("day")).where(
        col(Position.ends_on).is_not(None), ~died
    )
    return union(service, posts).subquery()
