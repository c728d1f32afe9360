"""A transfer (*mutasi*): the post ends, a new one begins with its unit and rater; or a second post is added.

The post that ended keeps its rater, who closes what is left of it: both raters get their part of the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import PerformancePlan, Person, PlanStatus, Position, RaterAssignment
from kinerja.rules.access import Action, Actor
from kinerja.rules.acting import check_transfer_day
from kinerja.services.audit import record
from kinerja.services.authority import authorise, authorise_unit
from kinerja.services.laying_out import arrangements, lay_out
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_all
from kinerja.services.responsible import raters_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


@dataclass(frozen=True, slots=True)
class NewPost:
    """The post somebody takes up: where, as what, rated by whom, from which day on.

    ``beside`` leaves the posts held so far as they are: then somebody holds two.
    """

    unit_id: int
    title: str
    rater_id: int
    first: date
    beside: bool = False


def transfer(
    session: Session, actor: Actor, person_id: int, post: NewPost, *, now: datetime, today: date
) -> int:
    """Give somebody a post from a day on, and end what they held, with its plan, the day before.

    Asked of the person's unit and of the new one. Somebody who holds the same post already keeps it. Who
    rates the posts, old and new, is told. Returns the new post's id.
    """
    if session.get(Person, person_id, with_for_update=True) is None:
        raise Unknown
    authorise(session, actor, Action.TRANSFER, person_id, today)
    authorise_unit(session, actor, Action.TRANSFER, post.unit_id, today)
    check_transfer_day(post.first, today)
    if session.get(Person, post.rater_id) is None:
        raise Unknown
    if post.rater_id == person_id:
        raise Refused(N_("Nobody rates themselves. Please choose somebody else."))
    held = _held(session, person_id, post.first)
    for one in held:
        if (one.unit_id, one.title.casefold()) == (post.unit_id, post.title.casefold()):
            raise Refused(N_("This post is held already. Please choose another unit or title."))
    outgoing = raters_of(session, person_id, today)
    if not post.beside:
        _end(session, actor, held, post.first - timedelta(days=1), now)
    row = Position(
        person_id=person_id, unit_id=post.unit_id, title=post.title, starts_on=post.first
    )
    session.add(row)
    session.flush()
    post_id = number_of(row)
    session.add(RaterAssignment(position_id=post_id, rater_id=post.rater_id, starts_on=post.first))
    session.flush()
    if arrangements(session):
        lay_out(session, [post_id])
    replan_all(session)
    kind = "position.added" if post.beside else "position.transferred"
    record(
        session, actor, kind, "position", post_id, person_id=person_id, now=now, first=post.first
    )
    _tell(session, person_id, {post.rater_id, *outgoing}, post_id, post.first, now)
    return post_id


def _held(session: Session, person_id: int, first: date) -> list[Position]:
    """Return the posts somebody holds on a day or later."""
    rows = session.exec(
        select(Position)
        .where(
            col(Position.person_id) == person_id,
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= first),
        )
        .order_by(col(Position.id))
        .with_for_update()
    )
    return list(rows)


def _end(session: Session, actor: Actor, posts: list[Position], last: date, now: datetime) -> None:
    """End posts and the plans in them; one that would only begin later is not ended backwards."""
    for post in posts:
        if post.starts_on is not None and post.starts_on > last:
            raise Refused(
                N_("From {first} on another post is entered already. Please choose a later day."),
                first=post.starts_on,
            )
        post.ends_on = last
        plans = select(PerformancePlan).where(
            col(PerformancePlan.position_id) == post.id,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
            col(PerformancePlan.starts_on) <= last,
            col(PerformancePlan.ends_on) > last,
        )
        for plan in session.exec(plans):
            plan.ends_on = last
            if plan.status is PlanStatus.APPROVED:
                plan_id, of = number_of(plan), plan.person_id
                sign(session, actor, "plan.ends", "plan", plan_id, person_id=of, now=now)
    session.flush()


def _tell(
    session: Session,
    person_id: int,
    raters: set[int],
    post_id: int,
    first: date,
    now: datetime,
) -> None:
    name = session.get_one(Person, person_id).name
    for reader in sorted({person_id, *raters}):
        key = f"transferred:{post_id}:{reader}"
        tell(
            session,
            reader,
            Notice.TRANSFERRED,
            key=key,
            now=now,
            name=name,
            own=reader == person_id,
            first=first,
        )
