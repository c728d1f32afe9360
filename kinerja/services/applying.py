"""What became of a course: asked at once and after sixty days, answered by who did it, confirmed by the rater."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Learning,
    LearningUse,
    Person,
)
from kinerja.models.development import UseMoment
from kinerja.rules.access import Action, Actor
from kinerja.rules.development import asked_on, asks_at_once, check_use_open, check_words
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.responsible import raters_of
from kinerja.services.telling import Notice, tell


def lay_questions(session: Session, entry: Learning, today: date) -> None:
    """Lay the questions of an entry; a changed end moves what was not answered yet."""
    known = {row.moment: row for row in _of(session, number_of(entry))}
    if UseMoment.NOW not in known and asks_at_once(entry.ends_on, today):
        session.add(LearningUse(learning_id=number_of(entry), moment=UseMoment.NOW, asked_on=today))
    later = known.get(UseMoment.LATER) or LearningUse(
        learning_id=number_of(entry), moment=UseMoment.LATER, asked_on=today
    )
    if later.answered_at is None:
        later.asked_on, later.told_at = asked_on(entry.ends_on, today), None
    session.add(later)
    session.flush()


def answer_use(
    session: Session, actor: Actor, use_id: int, text: str, *, now: datetime, today: date
) -> int:
    """Say what is or was applied; return the entry's id. It may be said anew until the rater has confirmed it."""
    use, entry = _open(session, use_id)
    authorise(session, actor, Action.WRITE_LEARNING, entry.person_id, today)
    check_use_open(entry.state, confirmed=use.confirmed_at is not None)
    is_new = use.answered_at is None
    use.text, use.answered_at = check_words(text), now
    record(session, actor, "answer", "learning_use", use_id, person_id=entry.person_id, now=now)
    if is_new and use.moment is UseMoment.LATER:
        _tell_raters(session, use, entry, now, today)
    return number_of(entry)


def confirm_first_use(session: Session, actor: Actor, entry: Learning, now: datetime) -> None:
    """Confirm together with an entry what its owner said at once."""
    for use in _of(session, number_of(entry)):
        is_first = use.moment is UseMoment.NOW and use.answered_at is not None
        if is_first and use.confirmed_at is None:
            use.confirmed_at, use.confirmed_by_id = now, actor.person_id


def confirm_use(session: Session, actor: Actor, use_id: int, *, now: datetime, today: date) -> int:
    """Confirm as the rater what somebody says they apply; return the entry's id. Twice changes nothing."""
    use, entry = _open(session, use_id)
    authorise(session, actor, Action.CONFIRM_LEARNING, entry.person_id, today)
    if use.answered_at is None:
        raise Unknown
    if use.confirmed_at is None:
        use.confirmed_at, use.confirmed_by_id = now, actor.person_id
        of = entry.person_id
        record(session, actor, "confirm", "learning_use", use_id, person_id=of, now=now)
        key = f"use-confirmed:{use_id}"
        tell(session, of, Notice.USE_CONFIRMED, key=key, now=now, learning_id=entry.id)
    return number_of(entry)


def _open(session: Session, use_id: int) -> tuple[LearningUse, Learning]:
    found = session.exec(
        select(LearningUse, Learning)
        .join(Learning, col(Learning.id) == col(LearningUse.learning_id))
        .where(col(LearningUse.id) == use_id, col(Learning.deleted_at).is_(None))
        .with_for_update(of=LearningUse)
    ).first()
    if found is None:
        raise Unknown
    return found


def _of(session: Session, learning_id: int) -> list[LearningUse]:
    query = select(LearningUse).where(col(LearningUse.learning_id) == learning_id)
    return list(session.exec(query.order_by(col(LearningUse.id))))


def _tell_raters(
    session: Session, use: LearningUse, entry: Learning, now: datetime, today: date
) -> None:
    name = session.get_one(Person, entry.person_id).name
    for rater_id in raters_of(session, entry.person_id, today):
        tell(
            session,
            rater_id,
            Notice.USE_ANSWERED,
            key=f"use-answered:{use.id}:{rater_id}",
            now=now,
            learning_id=entry.id,
            name=name,
        )
