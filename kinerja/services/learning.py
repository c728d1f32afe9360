"""What people have learnt: entered, changed and deleted by themselves, confirmed or returned by the rater."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import Course, Learning, LearningState, Person
from kinerja.rules.access import Action, Actor
from kinerja.rules.learning import LearningContent, check_changeable, check_learning, check_waits
from kinerja.rules.reporting import check_reason
from kinerja.services.applying import confirm_first_use, lay_questions
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.responsible import raters_of
from kinerja.services.telling import Notice, tell


def add_learning(
    session: Session, actor: Actor, content: LearningContent, *, now: datetime, today: date
) -> int:
    """Enter what the actor has learnt and tell the present raters; return the entry's id."""
    if actor.person_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LEARNING, actor.person_id, today)
    checked = _checked(session, content, today)
    row = Learning(person_id=actor.person_id, sent_at=now, **asdict(checked))
    session.add(row)
    session.flush()
    lay_questions(session, row, today)
    record(session, actor, "add", "learning", row.id, person_id=row.person_id, now=now)
    _tell_raters(session, row, now, today)
    return number_of(row)


def change_learning(
    session: Session,
    actor: Actor,
    learning_id: int,
    content: LearningContent,
    *,
    now: datetime,
    today: date,
) -> None:
    """Replace what an entry says until it is confirmed; one that was returned waits again."""
    row = changeable(session, actor, learning_id, today)
    checked = _checked(session, content, today)
    was_returned = row.state is LearningState.RETURNED
    for name, value in asdict(checked).items():
        setattr(row, name, value)
    row.state = LearningState.WAITING
    if was_returned:
        row.sent_at = now
        _tell_raters(session, row, now, today)
    lay_questions(session, row, today)
    record(session, actor, "edit", "learning", learning_id, person_id=row.person_id, now=now)


def send_learning_again(
    session: Session, actor: Actor, learning_id: int, *, now: datetime, today: date
) -> None:
    """Hand over an entry that was returned, as it is now; one that waits already stays as it is."""
    row = changeable(session, actor, learning_id, today)
    if row.state is LearningState.WAITING:
        return
    row.state, row.sent_at = LearningState.WAITING, now
    record(session, actor, "send", "learning", learning_id, person_id=row.person_id, now=now)
    _tell_raters(session, row, now, today)


def delete_learning(
    session: Session, actor: Actor, learning_id: int, *, now: datetime, today: date
) -> None:
    """Delete an entry until it is confirmed."""
    row = changeable(session, actor, learning_id, today)
    row.deleted_at = now
    record(session, actor, "delete", "learning", learning_id, person_id=row.person_id, now=now)


def confirm_learning(
    session: Session, actor: Actor, learning_id: int, *, now: datetime, today: date
) -> None:
    """Confirm an entry as the rater of the person; from then on it stays as it is."""
    row = _to_decide(session, actor, learning_id, today)
    _decide(row, actor, LearningState.CONFIRMED, "", now)
    confirm_first_use(session, actor, row, now)
    record(session, actor, "confirm", "learning", learning_id, person_id=row.person_id, now=now)
    _tell_owner(session, row, Notice.LEARNING_CONFIRMED, now)


def return_learning(
    session: Session, actor: Actor, learning_id: int, reason: str, *, now: datetime, today: date
) -> None:
    """Return an entry with what is to be completed."""
    row = _to_decide(session, actor, learning_id, today)
    _decide(row, actor, LearningState.RETURNED, check_reason(reason), now)
    record(session, actor, "return", "learning", learning_id, person_id=row.person_id, now=now)
    _tell_owner(session, row, Notice.LEARNING_RETURNED, now)


def changeable(session: Session, actor: Actor, learning_id: int, today: date) -> Learning:
    """Return an entry that the actor may change, locked."""
    row = _present(session, learning_id)
    authorise(session, actor, Action.WRITE_LEARNING, row.person_id, today)
    check_changeable(row.state)
    return row


def _to_decide(session: Session, actor: Actor, learning_id: int, today: date) -> Learning:
    row = _present(session, learning_id)
    authorise(session, actor, Action.CONFIRM_LEARNING, row.person_id, today)
    check_waits(row.state)
    return row


def _present(session: Session, learning_id: int) -> Learning:
    row = session.get(Learning, learning_id, with_for_update=True)
    if row is None or row.deleted_at is not None:
        raise Unknown
    return row


def _checked(session: Session, content: LearningContent, today: date) -> LearningContent:
    if content.course_id is not None and session.get(Course, content.course_id) is None:
        raise Unknown
    return check_learning(content, today)


def _decide(row: Learning, actor: Actor, state: LearningState, reason: str, now: datetime) -> None:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by_id = now, actor.person_id


def _tell_raters(session: Session, row: Learning, now: datetime, today: date) -> None:
    name = session.get_one(Person, row.person_id).name
    for rater_id in raters_of(session, row.person_id, today):
        tell(
            session,
            rater_id,
            Notice.LEARNING_SENT,
            key=f"learning-sent:{row.id}:{now.isoformat()}:{rater_id}",
            now=now,
            learning_id=row.id,
            name=name,
        )


def _tell_owner(session: Session, row: Learning, notice: Notice, now: datetime) -> None:
    key = f"{notice.value}:{row.id}:{now.isoformat()}"
    tell(session, row.person_id, notice, key=key, now=now, learning_id=row.id)
