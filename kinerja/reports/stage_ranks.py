"""Who rates whom, who rates the raters, how often people are evaluated and who is out of the counts, as queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.models import (
    Absence,
    Cycle,
    EmployeeGroup,
    EndOfService,
    PerformancePlan,
    PeriodKind,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    RaterAssignment,
    Workday,
    WorkingTime,
)
from kinerja.rules.absences import NOT_RATED
from kinerja.rules.reminders import Whom
from kinerja.rules.working_days import DEFAULT, next_working_day
from kinerja.services.authority import valid_on
from kinerja.services.standing_in import DECIDER
from kinerja.services.workdays import FIVE_DAY


def raters(today: date, *, of_present_posts: bool = True, deciding: bool = False) -> Any:
    """Return the query of who acts as rater of posts (``Position``) today; nobody rates themselves.

    A post that has ended keeps its rater for what is left of it, where that is asked for. Plans and ratings
    are for the ``deciding`` ones: a stand-in may be left without them.
    """
    who: Any = DECIDER if deciding else col(RaterAssignment.rater_id)
    query: Any = (
        select(who)
        .select_from(RaterAssignment)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            who != col(Position.person_id),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    if of_present_posts:
        query = query.where(valid_on(Position.starts_on, Position.ends_on, today))
    return query


def superiors(today: date, *conditions: ColumnElement[bool]) -> Any:
    """Return the query of who rates the raters of the posts (``Position``, held by ``Person``) that fit."""
    above, held = aliased(RaterAssignment), aliased(Position)
    return (
        raters(today)
        .with_only_columns(col(above.rater_id))
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(held, col(held.person_id) == col(RaterAssignment.rater_id))
        .join(above, col(above.position_id) == col(held.id))
        .where(
            in_service(Person, today),
            col(above.rater_id).not_in([col(Position.person_id), col(held.person_id)]),
            valid_on(held.starts_on, held.ends_on, today),
            valid_on(above.starts_on, above.ends_on, today),
            *conditions,
        )
    )


def leaders(today: date) -> Any:
    """Return the query of who leads results of people (by plans that hold today) other than themselves."""
    query: Any = (
        select(PlannedResult.leader_id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.leader_id).is_not(None),
            col(PlannedResult.leader_id) != col(PerformancePlan.person_id),
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
        )
    )
    return query


def standing_as(session: Session, person: Person, today: date) -> frozenset[Whom]:
    """Return as whom reminders can ask somebody today."""
    found = {
        Whom.RATER: raters(today),
        Whom.LEADER: leaders(today),
        Whom.SUPERIOR: superiors(today),
    }
    me = select(Person.id).where(col(Person.id) == person.id)
    ranks = {
        whom
        for whom, query in found.items()
        if session.exec(me.where(col(Person.id).in_(query))).first() is not None
    }
    return frozenset(ranks | ({Whom.EMPLOYEE} if person.kind is not None else set()))


def in_service(person: Any, today: date) -> ColumnElement[bool]:
    """Return the condition of people whose service has not ended."""
    return ~exists().where(
        col(EndOfService.person_id) == col(person.id), col(EndOfService.last_day) < today
    )


def not_rated(person: Any, first: date, last: date) -> ColumnElement[bool]:
    """Return the condition of people on confirmed leave on every working day of a period.

    What ``reports.leave`` says for some people, this says for all of them, by the counted working days.
    """
    begins = next_working_day(first, DEFAULT.works)
    absence, other = aliased(Absence), aliased(Absence)
    at_work = exists().where(
        col(Workday.calendar) == FIVE_DAY,
        col(Workday.day).between(first, last),
        ~exists()
        .where(
            col(other.person_id) == col(person.id),
            *_counts(other),
            col(other.first_day) <= col(Workday.day),
            col(other.last_day) >= col(Workday.day),
        )
        .correlate(person, Workday),
    )
    return exists().where(
        col(absence.person_id) == col(person.id),
        *_counts(absence),
        col(absence.first_day) <= begins,
        col(absence.last_day) >= begins,
        ~at_work,
    )


def _counts(absence: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        col(absence.kind).in_(NOT_RATED),
        col(absence.ended_at).is_(None),
        col(absence.confirmed_at).is_not(None),
    )


def evaluated_every(person: Any, kind: PeriodKind | None, year: int) -> ColumnElement[bool]:
    """Return the condition of people who are evaluated once a period of a kind: by their group, else the cycle."""
    of_group: Any = (
        select(EmployeeGroup.period_kind)
        .join(WorkingTime, col(WorkingTime.group_id) == col(EmployeeGroup.id))
        .where(col(WorkingTime.person_id) == col(person.id))
        .scalar_subquery()
    )
    of_cycle: Any = select(Cycle.period_kind).where(col(Cycle.year) == year).scalar_subquery()
    return func.coalesce(of_group, of_cycle, PeriodKind.MONTH.value) == kind
