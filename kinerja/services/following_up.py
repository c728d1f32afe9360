"""Open items after feedback: left by its outcome, closed by who had to act, and gently reminded of."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import Feedback, FeedbackAction, FollowUp, Nudge, Person
from kinerja.reports.waiting import open_items
from kinerja.rules.access import Action, Actor
from kinerja.rules.follow_ups import check_nudge, owners_of
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


def leave_items(session: Session, feedback: Feedback, actions: tuple[FeedbackAction, ...]) -> None:
    """Leave an open item for each outcome of a feedback and whoever has to act."""
    session.add_all(
        FollowUp(
            owner_id=owner,
            person_id=feedback.receiver_id,
            feedback_id=number_of(feedback),
            action=action,
            opened_at=feedback.given_at,
        )
        for action in actions
        for owner in owners_of(action, feedback.giver_id, feedback.receiver_id)
    )


def close_item(session: Session, actor: Actor, item_id: int, *, now: datetime, today: date) -> None:
    """Close an open item; only who has to act may, and twice changes nothing."""
    item = session.get(FollowUp, item_id, with_for_update=True)
    if item is None:
        raise Unknown
    authorise(session, actor, Action.CLOSE_ITEM, item.owner_id, today)
    if item.closed_at is None:
        item.closed_at = now
        record(session, actor, "close", "follow_up", item_id, person_id=item.person_id, now=now)


def close_owed(
    session: Session,
    actor: Actor,
    owner_id: int,
    person_id: int,
    action: FeedbackAction,
    *,
    now: datetime,
) -> None:
    """Close the open items of an outcome that somebody owed a person, since it has taken place.

    Whoever calls has asked for the right.
    """
    for item in session.exec(
        select(FollowUp)
        .where(
            col(FollowUp.owner_id) == owner_id,
            col(FollowUp.person_id) == person_id,
            col(FollowUp.action) == action,
            col(FollowUp.closed_at).is_(None),
        )
        .order_by(col(FollowUp.id))
    ).all():
        item.closed_at = now
        session.flush()
        record(session, actor, "close", "follow_up", item.id, person_id=person_id, now=now)


def nudge(session: Session, actor: Actor, key: str, *, now: datetime, today: date) -> str:
    """Remind somebody of an item the actor waits for, once a week; return the other's name."""
    waited_for = open_items(session, actor, today).theirs
    item = next((item for item in waited_for if item.key == key and item.can_nudge), None)
    if item is None or actor.person_id is None:
        raise Unknown
    sender = session.get(Person, actor.person_id, with_for_update=True)
    last = session.exec(
        select(func.max(Nudge.sent_at)).where(
            col(Nudge.from_id) == actor.person_id, col(Nudge.item) == key
        )
    ).one()
    check_nudge(last, now)
    sent = Nudge(from_id=actor.person_id, to_id=item.other_id, item=key, sent_at=now)
    session.add(sent)
    session.flush()
    name = sender.name if sender else ""
    told = f"{Notice.NUDGED.value}:{sent.id}"
    tell(session, item.other_id, Notice.NUDGED, key=told, now=now, name=name)
    record(session, actor, "nudge", "nudge", sent.id, person_id=item.other_id, now=now, item=key)
    return item.other
