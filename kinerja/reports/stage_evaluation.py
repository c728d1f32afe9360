"""Evaluation, learning and clocks: whom they concern, and who has them still to do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, true
from sqlmodel import col, select

from kinerja.models import (
    PerformancePlan,
    PeriodKind,
    Person,
    PlanStatus,
    Position,
)
from kinerja.reports import stage_records as records
from kinerja.reports.stage_asked import Answer, Asked, within
from kinerja.reports.stage_ranks import evaluated_every, not_rated, raters, superiors
from kinerja.reports.stage_work import no_plan
from kinerja.rules.reminders import Whom


def _of_evaluated_kind(asked: Asked, person: Any) -> ColumnElement[bool]:
    """Return whether a person is evaluated in periods of the window's kind; everybody is once a year."""
    if asked.window.kind is PeriodKind.YEAR:
        return true()
    return evaluated_every(person, asked.window.kind, asked.window.starts_on.year)


def evaluating(asked: Asked) -> Answer:
    """Concern raters of people with an approved plan in the period, until each of these is rated."""
    start, end = asked.window.starts_on, asked.window.ends_on
    evaluated = (
        raters(asked.today, deciding=True)
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
        .where(
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            *within(asked.window),
            _of_evaluated_kind(asked, Person),
            ~not_rated(Person, start, end),
        )
    )
    left = evaluated.where(not_(records.is_rated(col(Position.id), start, end)))
    return asked.is_in(evaluated), asked.is_in(left)


def acknowledging(asked: Asked) -> Answer:
    """Concern employees whose evaluation waits for them."""
    waits = records.has_evaluation_to_acknowledge(col(asked.person.id), asked.window.starts_on)
    return and_(asked.is_employee, _of_evaluated_kind(asked, asked.person)), waits


def self_assessing(asked: Asked) -> Answer:
    """Concern employees with a plan in the year, until they have assessed themselves."""
    year = asked.window.starts_on.year
    planned = not_(no_plan(asked.person, asked.window))
    done = records.has_assessed_themselves(col(asked.person.id), year)
    return and_(asked.is_employee, planned), and_(planned, not_(done), ~asked.is_excused)


def learning(asked: Asked) -> Answer:
    """Concern employees, until the hours of learning of the year are reached."""
    done = records.has_learnt_enough(col(asked.person.id), asked.window.starts_on.year)
    return asked.is_employee, not_(done)


def clock(asked: Asked, whom: Whom) -> Answer:
    """Concern those whose clock was set on the window's day; one that is answered is no clock any more."""
    clock = records.clock_of(asked.reminder.stage, whom)
    if clock is None:
        return false(), false()
    set_now: Any = select(clock.c.person_id).where(clock.c.day == asked.window.starts_on)
    if whom is Whom.EMPLOYEE:
        found = asked.is_in(set_now)
    elif whom is Whom.RATER:
        found = asked.is_in(
            raters(asked.today, deciding=True).where(col(Position.person_id).in_(set_now))
        )
    else:
        found = asked.is_in(superiors(asked.today, col(Position.person_id).in_(set_now)))
    return found, found
