"""The team (*pegawai yang saya nilai*) and what lies below it: who has reported, who waits, what needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from kinerja.errors import Unknown
from kinerja.models import Obstacle, Position, ProgressReport, ReportStatus, Unit
from kinerja.reports.leave import on_leave_all_through
from kinerja.reports.team_figures import STANDING, Member, ReportState, members_of
from kinerja.rules.access import Action, Actor, Relation
from kinerja.rules.periods import last_of_month
from kinerja.services.authority import (
    authorise,
    posts_below,
    posts_overseen,
    posts_rated_by,
    relations_to,
    valid_on,
)
from kinerja.services.report_windows import month_of_unit
from kinerja.services.standing_in import posts_read_by


@dataclass(frozen=True, slots=True)
class Team:
    """Some people and how they stand in a month, by name."""

    period: date
    members: tuple[Member, ...]
    unit: str = ""

    def count(self, *states: ReportState) -> int:
        """Count the members whose report is in one of these states."""
        return sum(member.state in states for member in self.members)

    @property
    def exceptions(self) -> tuple[Member, ...]:
        """Those who need attention."""
        return tuple(member for member in self.members if member.concerns)

    @property
    def obstacles(self) -> int:
        """How many obstacles are open."""
        return sum(member.obstacles for member in self.members)


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """How a unit stands in a month, without names: posts, and reports by what became of them."""

    unit_id: int
    name: str
    posts: int
    accepted: int
    waiting: int
    returned: int
    obstacles: int

    @property
    def missing(self) -> int:
        """Posts without a report."""
        return self.posts - self.accepted - self.waiting - self.returned


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One of a team as somebody above sees them; ``rated`` says that the reader acts as their rater.

    ``reads`` says that the reader is, while somebody else acts.
    """

    member: Member
    period: date
    rated: bool
    reads: bool = False


def rated_team(session: Session, actor: Actor, today: date, closes_day: int) -> Team:
    """Return the people the actor rates, whoever acts meanwhile, in the month that is reported now."""
    period = month_of_unit(session, actor, today, closes_day)
    me = actor.person_id
    which = or_(
        col(Position.id).in_(posts_rated_by(me, today)),
        col(Position.id).in_(posts_read_by(me, today)),
    )
    posts = _present(today, which)
    own = col(Position.person_id) != actor.person_id
    return Team(period, members_of(session, posts.where(own), period, today))


def units_below(
    session: Session, actor: Actor, today: date, closes_day: int
) -> tuple[UnitTotals, ...]:
    """Return in totals the units the actor may look into: below those they rate, or overseen by a role."""
    period = month_of_unit(session, actor, today, closes_day)
    posts = _in_scope(actor, today)
    reports = {
        status: _per_unit(
            session,
            posts,
            select(ProgressReport.position_id).where(
                col(ProgressReport.period) == period, col(ProgressReport.status) == status
            ),
        )
        for status in STANDING
    }
    obstacles = dict(
        session.exec(
            select(col(Position.unit_id), func.count())
            .join(Obstacle, col(Obstacle.position_id) == col(Position.id))
            .where(col(Position.id).in_(posts), col(Obstacle.closed_at).is_(None))
            .group_by(col(Position.unit_id))
        ).all()
    )
    people = _per_unit(session, posts, _asked(session, posts, period))
    units = session.exec(
        select(Unit).where(col(Unit.id).in_(people)).order_by(col(Unit.name), col(Unit.id))
    )
    return tuple(
        UnitTotals(
            unit_id=unit.id or 0,
            name=unit.name,
            posts=people[unit.id or 0],
            accepted=reports[ReportStatus.ACCEPTED].get(unit.id or 0, 0),
            waiting=reports[ReportStatus.SUBMITTED].get(unit.id or 0, 0),
            returned=reports[ReportStatus.RETURNED].get(unit.id or 0, 0),
            obstacles=obstacles.get(unit.id or 0, 0),
        )
        for unit in units
    )


def unit_team(session: Session, actor: Actor, unit_id: int, today: date, closes_day: int) -> Team:
    """Return the people of one unit whom the actor may look at."""
    period = month_of_unit(session, actor, today, closes_day)
    unit = session.get(Unit, unit_id)
    posts = _present(
        today, col(Position.id).in_(_in_scope(actor, today)), col(Position.unit_id) == unit_id
    )
    members = members_of(session, posts, period, today)
    if unit is None or not members:
        raise Unknown
    return Team(period, members, unit.name)


def member_card(
    session: Session, actor: Actor, position_id: int, today: date, closes_day: int
) -> MemberCard:
    """Return how the holder of a post stands, for themselves and whoever is above them or oversees them."""
    post = session.get(Position, position_id)
    if post is None:
        raise Unknown
    authorise(session, actor, Action.SEE_STANDING, post.person_id, today, position_id=position_id)
    period = month_of_unit(session, actor, today, closes_day)
    only = select(Position.id).where(col(Position.id) == position_id)
    (member,) = members_of(session, only, period, today)
    relations = relations_to(session, actor, post.person_id, today, position_id=position_id)
    return MemberCard(
        member,
        period,
        rated=bool({Relation.RATER, Relation.DEPUTY} & relations),
        reads=bool({Relation.READER, Relation.KEEPER} & relations),
    )


def _in_scope(actor: Actor, today: date) -> Any:
    return _present(
        today,
        or_(
            col(Position.id).in_(posts_below(actor.person_id, today)),
            col(Position.id).in_(posts_overseen(actor.person_id, today)),
        ),
    )


def _present(today: date, *which: ColumnElement[bool]) -> Any:
    return select(col(Position.id)).where(
        *which, valid_on(Position.starts_on, Position.ends_on, today)
    )


def _asked(session: Session, posts: Any, period: date) -> Any:
    """Return the query of those of the posts that count in a month: not who is on leave all through, unless they reported."""
    holders = session.exec(select(Position.person_id).where(col(Position.id).in_(posts)).distinct())
    away = on_leave_all_through(session, holders, period, last_of_month(period))
    if not away:
        return posts
    reported = select(ProgressReport.position_id).where(
        col(ProgressReport.period) == period, col(ProgressReport.status).in_(STANDING)
    )
    return posts.where(or_(col(Position.person_id).not_in(away), col(Position.id).in_(reported)))


def _per_unit(session: Session, posts: Any, among: Any) -> dict[int, int]:
    rows = session.exec(
        select(col(Position.unit_id), func.count())
        .where(col(Position.id).in_(posts), col(Position.id).in_(among))
        .group_by(col(Position.unit_id))
    )
    return dict(rows.all())
