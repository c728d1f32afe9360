"""Absences: entered by the person, the rater or an administrator; in force at once, confirmed by the unit's."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Absence, AbsenceKind, Person
from kinerja.rules.absences import check_days
from kinerja.rules.access import Action, Actor, may
from kinerja.services.audit import record
from kinerja.services.authority import authorise, relations_to
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_person
from kinerja.services.responsible import administrators_of
from kinerja.services.telling import Notice, tell


def report_absence(
    session: Session,
    actor: Actor,
    person_id: int,
    kind: AbsenceKind,
    first: date,
    last: date,
    *,
    now: datetime,
    today: date,
) -> Absence:
    """Enter that somebody is away; what an administrator enters is confirmed with it.

    Entering what is there already returns it. Of two that overlap the second is refused.
    """
    authorise(session, actor, Action.REPORT_ABSENCE, person_id, today)
    check_days(first, last, today)
    session.get_one(Person, person_id, with_for_update=True)
    for known in absences_within(session, person_id, first, last):
        if known.kind is kind and known.first_day <= first and last <= known.last_day:
            return known
        raise Refused(
            N_(
                "From {first} to {last} an absence is entered already. Please choose other days, or "
                "change that one."
            ),
            first=known.first_day,
            last=known.last_day,
        )
    row = Absence(
        person_id=person_id,
        kind=kind,
        first_day=first,
        last_day=last,
        entered_at=now,
        entered_by_id=actor.person_id,
    )
    _confirm_if_entitled(session, actor, row, now, today)
    session.add(row)
    session.flush()
    _note(session, actor, "absence.entered", row, now)
    _ask_administrators(session, row, now, today)
    return row


def change_last_day(
    session: Session, actor: Actor, absence_id: int, last: date, *, now: datetime, today: date
) -> Absence:
    """Let an absence end on another day; it is to be confirmed again."""
    row = _absence(session, actor, absence_id, Action.REPORT_ABSENCE, today)
    if row.ended_at is not None:
        raise Unknown
    check_days(row.first_day, last, today)
    for other in absences_within(session, row.person_id, row.first_day, last):
        if other.id != row.id:
            raise Refused(
                N_("From {first} on another absence is entered. Please choose an earlier day."),
                first=other.first_day,
            )
    if row.last_day == last:
        return row
    row.last_day, row.confirmed_at, row.confirmed_by_id = last, None, None
    _confirm_if_entitled(session, actor, row, now, today)
    session.flush()
    _note(session, actor, "absence.changed", row, now)
    _ask_administrators(session, row, now, today)
    return row


def take_back_absence(
    session: Session, actor: Actor, absence_id: int, *, now: datetime, today: date
) -> Absence:
    """Take an absence back, as if it had never been; twice changes nothing."""
    row = _absence(session, actor, absence_id, Action.REPORT_ABSENCE, today)
    if row.ended_at is None:
        row.ended_at = now
        session.flush()
        _note(session, actor, "absence.taken_back", row, now)
    return row


def decide_absence(
    session: Session,
    actor: Actor,
    absence_id: int,
    *,
    confirmed: bool,
    now: datetime,
    today: date,
) -> Absence:
    """Confirm an absence, or refuse it so that it never was; the person is told of a refusal."""
    row = _absence(session, actor, absence_id, Action.CONFIRM_ABSENCE, today)
    if row.ended_at is not None or (confirmed and row.confirmed_at is not None):
        return row
    row.confirmed_at, row.confirmed_by_id = now, actor.person_id
    if not confirmed:
        row.ended_at = now
    session.flush()
    _note(session, actor, "absence.confirmed" if confirmed else "absence.refused", row, now)
    if not confirmed:
        tell(
            session,
            row.person_id,
            Notice.ABSENCE_REFUSED,
            key=f"absence-refused:{row.id}",
            now=now,
            first=row.first_day,
            last=row.last_day,
        )
    return row


def absences_within(session: Session, person_id: int, first: date, last: date) -> list[Absence]:
    """Return the absences in force that touch some days, in their order."""
    return list(
        session.exec(
            select(Absence)
            .where(
                col(Absence.person_id) == person_id,
                col(Absence.ended_at).is_(None),
                col(Absence.first_day) <= last,
                col(Absence.last_day) >= first,
            )
            .order_by(col(Absence.first_day), col(Absence.id))
        )
    )


def _absence(
    session: Session, actor: Actor, absence_id: int, action: Action, today: date
) -> Absence:
    row = session.get(Absence, absence_id, with_for_update=True)
    if row is None:
        raise Unknown
    authorise(session, actor, action, row.person_id, today)
    return row


def _confirm_if_entitled(
    session: Session, actor: Actor, row: Absence, now: datetime, today: date
) -> None:
    if may(Action.CONFIRM_ABSENCE, relations_to(session, actor, row.person_id, today)):
        row.confirmed_at, row.confirmed_by_id = now, actor.person_id


def _ask_administrators(session: Session, row: Absence, now: datetime, today: date) -> None:
    if row.confirmed_at is not None:
        return
    for administrator in administrators_of(session, row.person_id, today):
        tell(
            session,
            administrator,
            Notice.ABSENCE_ENTERED,
            key=f"absence:{row.id}:{row.last_day}:{now.timestamp():.0f}:{administrator}",
            now=now,
            absence_id=number_of(row),
        )


def _note(session: Session, actor: Actor, action: str, row: Absence, now: datetime) -> None:
    replan_person(session, row.person_id)
    record(
        session,
        actor,
        action,
        "absence",
        row.id,
        person_id=row.person_id,
        now=now,
        kind=row.kind.value,
        first=row.first_day,
        last=row.last_day,
    )
