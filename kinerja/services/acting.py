"""Acting for a rater: asked for, confirmed by an administrator of the unit, ended early, called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Acting, ActingKind, ActingReason, Person, Position
from kinerja.reports.colleagues import is_present
from kinerja.rules.access import Action, Actor, may
from kinerja.rules.acting import check_acting
from kinerja.services.audit import record
from kinerja.services.authority import authorise, relations_to
from kinerja.services.laying_out import posts_of
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_all
from kinerja.services.responsible import administrators_of
from kinerja.services.taking_over import above, give_back, take_over
from kinerja.services.telling import Notice, tell


@dataclass(frozen=True, slots=True)
class ActingWords:
    """Who is to act, as what, why, and on which days; for one post alone where it is named."""

    acting_id: int
    kind: ActingKind
    reason: ActingReason
    first: date
    last: date | None
    position_id: int | None = None


def ask_acting(
    session: Session,
    actor: Actor,
    rater_id: int,
    words: ActingWords,
    *,
    now: datetime,
    today: date,
) -> Acting:
    """Ask that somebody acts for a rater; what an administrator enters is confirmed with it.

    Until it is confirmed nothing changes. Of two for the same posts whose days overlap the second is refused.
    """
    if session.get(Person, rater_id, with_for_update=True) is None:
        raise Unknown
    subject = _check_post(session, rater_id, words, today)
    _authorise(session, actor, Action.ASK_ACTING, words.reason, subject, today)
    if not is_present(session, words.acting_id, today):
        raise Unknown
    check_acting(words.reason, words.kind, words.first, words.last, today)
    if words.acting_id == rater_id:
        raise Refused(N_("Nobody stands in for themselves. Please choose somebody else."))
    for other in _overlapping(session, rater_id, words):
        days = (other.first_day, other.last_day)
        if (other.acting_id, other.kind, *days) == (
            words.acting_id,
            words.kind,
            words.first,
            words.last,
        ):
            return other
        raise Refused(
            N_(
                "From {first} on somebody acts already. Please choose other days, or end that first."
            ),
            first=other.first_day,
        )
    row = Acting(
        rater_id=rater_id,
        acting_id=words.acting_id,
        position_id=words.position_id,
        kind=words.kind,
        reason=words.reason,
        first_day=words.first,
        last_day=words.last,
        asked_at=now,
        asked_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    _note(session, actor, "acting.asked", row, now)
    if may(Action.CONFIRM_ACTING, relations_to(session, actor, subject, today)):
        _confirm(session, actor, row, limited=False, now=now)
    else:
        _ask_administrators(session, row, now, today)
    return row


def decide_acting(
    session: Session,
    actor: Actor,
    acting_id: int,
    *,
    confirmed: bool,
    limited: bool = False,
    now: datetime,
    today: date,
) -> Acting:
    """Confirm that somebody acts, with all powers or without plans and ratings; or refuse it. Both are told."""
    row = _acting(session, actor, acting_id, Action.CONFIRM_ACTING, today)
    if row.ended_at is not None or row.confirmed_at is not None:
        return row
    if confirmed:
        check_acting(row.reason, row.kind, row.first_day, row.last_day, today)
        _confirm(session, actor, row, limited=limited, now=now)
        return row
    row.ended_at = now
    _note(session, actor, "acting.refused", row, now)
    key = f"acting-refused:{row.id}"
    tell(session, row.rater_id, Notice.ACTING_REFUSED, key=key, now=now, acting_id=row.id)
    return row


def end_acting(
    session: Session, actor: Actor, acting_id: int, *, now: datetime, today: date
) -> Acting:
    """End it today: what has not begun never was, what is under way ended yesterday. Twice changes nothing.

    A move that has begun stays: then somebody else is named as rater.
    """
    row = _acting(session, actor, acting_id, Action.ASK_ACTING, today)
    if row.ended_at is not None or (row.last_day is not None and row.last_day < today):
        return row
    was_confirmed = row.confirmed_at is not None
    moves = was_confirmed and row.reason is ActingReason.MOVED
    if moves and row.first_day <= today:
        raise Refused(N_("The move has begun. Please have the administrator name the superior."))
    if not was_confirmed or row.first_day >= today:
        row.ended_at = now
    else:
        row.last_day = today - timedelta(days=1)
    session.flush()
    if moves:
        give_back(session, row)
    elif was_confirmed and row.kind is not ActingKind.HELPER:
        take_over(session, row)
    if was_confirmed:
        replan_all(session)
    _note(session, actor, "acting.ended", row, now)
    if was_confirmed:
        key = f"acting-ended:{row.id}:{now.isoformat()}"
        name = session.get_one(Person, row.rater_id).name
        tell(session, row.acting_id, Notice.ACTING_ENDED, key=key, now=now, name=name)
    return row


def _confirm(session: Session, actor: Actor, row: Acting, *, limited: bool, now: datetime) -> None:
    row.confirmed_at, row.confirmed_by_id = now, actor.person_id
    row.limited = limited and row.kind not in (ActingKind.HELPER, ActingKind.DUTY)
    row.above_id = above(session, row)
    if row.reason is ActingReason.MOVED:
        row.limited = False
    session.flush()
    if row.kind is not ActingKind.HELPER:
        take_over(session, row)
        replan_all(session)
    _note(session, actor, "acting.confirmed", row, now)
    for notice, reader in (
        (Notice.ACTING_CONFIRMED, row.rater_id),
        (Notice.ACTING_GIVEN, row.acting_id),
    ):
        key = f"{notice.value}:{row.id}:{reader}"
        tell(session, reader, notice, key=key, now=now, acting_id=number_of(row))


def _check_post(session: Session, rater_id: int, words: ActingWords, today: date) -> int:
    """Return whose record it is about: the rater's, or that of who works elsewhere, in a post the rater rates."""
    if (words.reason is ActingReason.SECONDED) != (words.position_id is not None):
        raise Unknown
    if words.position_id is None:
        return rater_id
    post = session.get(Position, words.position_id)
    if post is None or words.position_id not in posts_of(session, rater_id, today):
        raise Unknown
    if post.person_id == words.acting_id:
        raise Refused(N_("Nobody rates themselves. Please choose somebody else."))
    return post.person_id


def _authorise(
    session: Session,
    actor: Actor,
    action: Action,
    reason: ActingReason,
    subject: int,
    today: date,
) -> None:
    """Raise ``Unknown`` unless the actor may; who works elsewhere is the administrators' matter alone."""
    needed = Action.TRANSFER if reason is ActingReason.SECONDED else action
    authorise(session, actor, needed, subject, today)


def _overlapping(session: Session, rater_id: int, words: ActingWords) -> list[Acting]:
    is_helper = words.kind is ActingKind.HELPER
    query = (
        select(Acting)
        .where(
            col(Acting.rater_id) == rater_id,
            col(Acting.ended_at).is_(None),
            (col(Acting.kind) == ActingKind.HELPER) == is_helper,
            col(Acting.first_day) <= (words.last or date.max),
            or_(
                col(Acting.first_day) >= words.first,
                col(Acting.last_day) >= words.first,
                col(Acting.last_day).is_(None) & (col(Acting.reason) != ActingReason.MOVED),
            ),
            col(Acting.position_id).is_(None)
            if words.position_id is None
            else col(Acting.position_id) == words.position_id,
        )
        .order_by(col(Acting.first_day), col(Acting.id))
    )
    return list(session.exec(query))


def _acting(session: Session, actor: Actor, acting_id: int, action: Action, today: date) -> Acting:
    row = session.get(Acting, acting_id, with_for_update=True)
    if row is None:
        raise Unknown
    post = session.get_one(Position, row.position_id) if row.position_id is not None else None
    subject = row.rater_id if post is None else post.person_id
    _authorise(session, actor, action, row.reason, subject, today)
    return row


def _ask_administrators(session: Session, row: Acting, now: datetime, today: date) -> None:
    for administrator in administrators_of(session, row.rater_id, today):
        key = f"acting-asked:{row.id}:{administrator}"
        tell(
            session, administrator, Notice.ACTING_ASKED, key=key, now=now, acting_id=number_of(row)
        )


def _note(session: Session, actor: Actor, action: str, row: Acting, now: datetime) -> None:
    record(
        session,
        actor,
        action,
        "acting",
        row.id,
        person_id=row.rater_id,
        now=now,
        kind=row.kind.value,
        reason=row.reason.value,
        first=row.first_day,
        last=row.last_day,
    )
