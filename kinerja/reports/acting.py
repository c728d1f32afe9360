"""Who acts for whom as people look at it: one's own, what an administrator has to confirm, what one does for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Acting,
    ActingKind,
    ActingReason,
    Person,
    Position,
)
from kinerja.reports.administered import in_scope
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.laying_out import posts_of


@dataclass(frozen=True, slots=True)
class ActingView:
    """Who acts for whom; ``posts`` are how many, ``about`` the holder where it is one post alone.

    ``others`` come to ``above``: the post that whoever acts holds themselves.
    """

    id: int
    rater_id: int
    rater: str
    acting_id: int
    acting: str
    kind: ActingKind
    reason: ActingReason
    first_day: date
    last_day: date | None
    limited: bool
    confirmed: bool
    ended: bool
    about: str
    above: str
    posts: int
    is_mine: bool

    def is_over(self, today: date) -> bool:
        """Whether nothing of it is still to come."""
        return self.ended or (self.last_day is not None and self.last_day < today)


def acting_card(session: Session, actor: Actor, acting_id: int, today: date) -> ActingView:
    """Return who acts, to the rater, to whoever acts, and to administrators."""
    row = session.get(Acting, acting_id)
    if row is None:
        raise Unknown
    if actor.person_id is None or actor.person_id != row.acting_id:
        post = session.get(Position, row.position_id) if row.position_id is not None else None
        subject = (
            row.rater_id if post is None or actor.person_id == row.rater_id else post.person_id
        )
        authorise(session, actor, Action.READ_ACTING, subject, today)
    (view,) = _views(session, actor, today, col(Acting.id) == acting_id)
    return view


def own_acting(session: Session, actor: Actor, today: date) -> list[ActingView]:
    """Return what is asked for or in force for the actor as rater, or that the actor does, the next first."""
    mine = or_(col(Acting.rater_id) == actor.person_id, col(Acting.acting_id) == actor.person_id)
    found = _views(
        session,
        actor,
        today,
        mine,
        col(Acting.ended_at).is_(None),
        or_(col(Acting.last_day).is_(None), col(Acting.last_day) >= today),
    )
    return [one for one in found if one.is_mine or one.confirmed]


def acting_to_confirm(session: Session, actor: Actor, today: date) -> list[ActingView]:
    """Return what waits for the actor as an administrator, the oldest first."""
    people = select(Position.person_id).where(in_scope(actor, today))
    return _views(
        session,
        actor,
        today,
        col(Acting.rater_id).in_(people),
        col(Acting.rater_id) != actor.person_id,
        col(Acting.confirmed_at).is_(None),
        col(Acting.ended_at).is_(None),
        or_(col(Acting.last_day).is_(None), col(Acting.last_day) >= today),
    )


def acting_of(session: Session, actor: Actor, person_id: int, today: date) -> list[ActingView]:
    """Return what is asked for or in force for somebody as rater, or for their posts, to administrators."""
    authorise(session, actor, Action.TRANSFER, person_id, today)
    posts = select(Position.id).where(col(Position.person_id) == person_id)
    return _views(
        session,
        actor,
        today,
        or_(col(Acting.rater_id) == person_id, col(Acting.position_id).in_(posts)),
        col(Acting.ended_at).is_(None),
        or_(col(Acting.last_day).is_(None), col(Acting.last_day) >= today),
    )


def _views(session: Session, actor: Actor, today: date, *conditions: Any) -> list[ActingView]:
    rater, acting, above, holder = (aliased(Person) for _ in range(4))
    rows: Any = session.exec(
        select(  # type: ignore[call-overload]  # typed for four columns at most
            Acting, col(rater.name), col(acting.name), col(holder.name), col(above.name)
        )
        .join(rater, col(rater.id) == col(Acting.rater_id))
        .join(acting, col(acting.id) == col(Acting.acting_id))
        .join(above, col(above.id) == col(Acting.above_id), isouter=True)
        .join(Position, col(Position.id) == col(Acting.position_id), isouter=True)
        .join(holder, col(holder.id) == col(Position.person_id), isouter=True)
        .where(*conditions)
        .order_by(col(Acting.first_day), col(Acting.id))
    )
    return [
        ActingView(
            id=row.id or 0,
            rater_id=row.rater_id,
            rater=of,
            acting_id=row.acting_id,
            acting=by,
            kind=row.kind,
            reason=row.reason,
            first_day=row.first_day,
            last_day=row.last_day,
            limited=row.limited,
            confirmed=row.confirmed_at is not None,
            ended=row.ended_at is not None,
            about=about or "",
            above=over or "",
            posts=1 if row.position_id else len(posts_of(session, row.rater_id, today)),
            is_mine=row.rater_id == actor.person_id,
        )
        for row, of, by, about, over in rows
    ]
