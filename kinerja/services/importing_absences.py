"""Absences and ends of service from a file, whole or not at all; what the agency enters is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import EndKind, EndOfService, Person
from kinerja.rules.absences import check_days
from kinerja.rules.absences_file import AbsenceRow, read_absences
from kinerja.rules.access import Action, Actor
from kinerja.rules.tables import Problems, Sheet
from kinerja.services.absences import absences_within, report_absence
from kinerja.services.authority import authorise_operator
from kinerja.services.ending_service import end_service
from kinerja.services.importing import Imported, one_at_a_time, people_by_key
from kinerja.services.numbers import number_of


def import_absences(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in a file of absences and ends of service; raise ``FileRefused`` with all wrong places."""
    authorise_operator(actor, Action.IMPORT)
    one_at_a_time(session)
    problems = Problems()
    rows = read_absences(sheets, problems)
    people = people_by_key(session, [row.key for row in rows])
    for row in rows:
        _check(session, row, people.get(row.key), today, problems)
    problems.refuse_if_any()
    new = sum(_enter(session, actor, row, people[row.key], now, today) for row in rows)
    return Imported(new, 0, len(rows) - new)


def _check(
    session: Session, row: AbsenceRow, person: Person | None, today: date, problems: Problems
) -> None:
    if person is None and row.key:
        problems.add(row.row, "nip", N_("nobody has this number"))
    if person is None or isinstance(row.kind, EndKind):
        return
    try:
        check_days(row.first, row.last, today)
    except Refused as refused:
        problems.add(row.row, "mulai", refused.message.id, **refused.message.values)
    for known in absences_within(session, number_of(person), row.first, row.last):
        if (known.kind, known.first_day, known.last_day) != (row.kind, row.first, row.last):
            problems.add(row.row, "mulai", N_("another absence is entered for these days"))


def _enter(
    session: Session, actor: Actor, row: AbsenceRow, person: Person, now: datetime, today: date
) -> bool:
    """Enter a row; say whether it is new."""
    person_id = number_of(person)
    if isinstance(row.kind, EndKind):
        known = session.get(EndOfService, person_id)
        if known is not None and (known.kind, known.last_day) == (row.kind, row.first):
            return False
        end_service(session, actor, person_id, row.kind, row.first, now=now, today=today)
        return True
    if absences_within(session, person_id, row.first, row.last):
        return False
    report_absence(session, actor, person_id, row.kind, row.first, row.last, now=now, today=today)
    return True
