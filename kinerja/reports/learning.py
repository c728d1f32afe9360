"""The ledger of lesson hours: what somebody has learnt in a year, and how far the hours are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evidence,
    Learning,
    LearningKind,
    LearningState,
    Person,
    Position,
)
from kinerja.regulation import Regulation
from kinerja.rules.access import Action, Actor
from kinerja.rules.learning import counted
from kinerja.rules.lesson_hours import HourRule, HourStanding, counted_in, standing
from kinerja.services.authority import authorise, valid_on


@dataclass(frozen=True, slots=True)
class Hours:
    """How far somebody's lesson hours are in a year; without a rule (no civil servant) nothing is owed or given."""

    first: date
    last: date
    confirmed: Decimal
    waiting: Decimal
    rule: HourRule | None = None
    standing: HourStanding | None = None


@dataclass(frozen=True, slots=True)
class LearningEntry:
    """An entry of the ledger with how many certificates it has."""

    id: int
    person_id: int
    person_name: str
    kind: LearningKind
    title: str
    provider: str
    starts_on: date
    ends_on: date
    hours: Decimal
    by_employer: bool
    state: LearningState
    reason: str
    sent_at: datetime
    decided_at: datetime | None
    decided_by: str
    course_id: int | None
    certificates: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a year, the newest first, and the hours."""

    person_id: int
    name: str
    hours: Hours
    entries: tuple[LearningEntry, ...]
    by_employer_only: bool


def ledger_of(
    session: Session, actor: Actor, person_id: int, today: date, regulation: Regulation
) -> Ledger:
    """Return what somebody has learnt in the present year, for themselves and their rater."""
    authorise(session, actor, Action.READ_LEARNING, person_id, today)
    person = session.get_one(Person, person_id)
    hours = hours_of_people(session, [person_id], today, regulation)[person_id]
    entries = _entries(session, person_id, hours)
    only = hours.rule is not None and not hours.rule.is_owed
    return Ledger(person_id, person.name, hours, entries, by_employer_only=only)


def learning_entry(session: Session, actor: Actor, learning_id: int, today: date) -> LearningEntry:
    """Return one entry, for its owner and their rater."""
    row = session.get(Learning, learning_id)
    if row is None or row.deleted_at is not None:
        raise Unknown
    authorise(session, actor, Action.READ_LEARNING, row.person_id, today)
    return _entry(session, row)


def certificates_of(
    session: Session, actor: Actor, learning_id: int, today: date
) -> tuple[Evidence, ...]:
    """Return the certificates of an entry in their order."""
    entry = learning_entry(session, actor, learning_id, today)
    rows = session.exec(
        select(Evidence)
        .where(col(Evidence.learning_id) == entry.id, col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return tuple(rows)


def hours_of_people(
    session: Session, people: Sequence[int], today: date, regulation: Regulation
) -> dict[int, Hours]:
    """Return how far the hours of people are, whose right somebody has asked; each in the own year."""
    law = regulation.on(today).lesson_hours
    rows_of_kind = select(col(Person.id), col(Person.kind)).where(col(Person.id).in_(people))
    kinds = dict(session.exec(rows_of_kind).all())
    begun = _contracts(session, people, today)
    rows = session.exec(
        select(Learning)
        .where(
            col(Learning.person_id).in_(people),
            col(Learning.deleted_at).is_(None),
            col(Learning.ends_on) >= date(today.year - 1, 1, 1),
        )
        .order_by(col(Learning.id))
    ).all()
    found = {}
    for person_id in people:
        kind = kinds.get(person_id)
        own = [row for row in rows if row.person_id == person_id]
        rule = law[kind] if kind is not None else None
        found[person_id] = _hours(own, rule, today, begun.get(person_id))
    return found


def _hours(
    own: Sequence[Learning], rule: HourRule | None, today: date, begun: date | None
) -> Hours:
    if rule is None:
        year = date(today.year, 1, 1), date(today.year, 12, 31)
        return Hours(*year, Decimal(0), Decimal(0))
    year = counted_in(rule, today, begun)
    confirmed = counted(own, rule, year, LearningState.CONFIRMED)
    waiting = counted(own, rule, year, LearningState.WAITING)
    return Hours(*year, confirmed, waiting, rule, standing(rule, confirmed))


def _contracts(session: Session, people: Sequence[int], today: date) -> dict[int, date]:
    """Return since when people hold their oldest present post: where their contract years begin."""
    rows = session.exec(
        select(Position.person_id, func.min(col(Position.starts_on)))
        .where(
            col(Position.person_id).in_(people),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .group_by(col(Position.person_id))
    )
    return {person_id: first for person_id, first in rows if first is not None}


def _entries(session: Session, person_id: int, hours: Hours) -> tuple[LearningEntry, ...]:
    first = min(hours.first, date(hours.last.year, 1, 1))
    rows = session.exec(
        select(Learning)
        .where(
            col(Learning.person_id) == person_id,
            col(Learning.deleted_at).is_(None),
            col(Learning.ends_on) >= first,
        )
        .order_by(col(Learning.ends_on).desc(), col(Learning.id).desc())
    )
    return tuple(_entry(session, row) for row in rows)


def _entry(session: Session, row: Learning) -> LearningEntry:
    decider = session.get(Person, row.decided_by_id) if row.decided_by_id else None
    certificates = session.exec(
        select(func.count())
        .select_from(Evidence)
        .where(col(Evidence.learning_id) == row.id, col(Evidence.removed_at).is_(None))
    ).one()
    return LearningEntry(
        id=row.id or 0,
        person_id=row.person_id,
        person_name=session.get_one(Person, row.person_id).name,
        kind=row.kind,
        title=row.title,
        provider=row.provider,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hours=row.hours,
        by_employer=row.by_employer,
        state=row.state,
        reason=row.reason,
        sent_at=row.sent_at,
        decided_at=row.decided_at,
        decided_by=decider.name if decider else "",
        course_id=row.course_id,
        certificates=certificates,
    )
