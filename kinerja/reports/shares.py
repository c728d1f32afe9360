"""Parts of results that are proposed, offered or open: for the leader, and for whoever takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    OpenResult,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    RaterAssignment,
    ResultShare,
    ShareState,
    Support,
    TeamResult,
    Unit,
    WorkTeam,
)
from kinerja.reports.cascade import Scope, cascade_of
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_states import IN_FORCE
from kinerja.services.authority import authorise, posts_rated_by, valid_on
from kinerja.services.sharing import own_result

_LEADER = aliased(Person)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a leader's result, with both sides."""

    id: int
    state: ShareState
    is_offer: bool
    text: str
    above: str
    support: Support | None
    leader_id: int
    leader: str
    person_id: int
    person: str
    position: str
    year: int
    made_at: datetime
    answered_at: datetime | None
    answer: str
    zone: str
    team: str
    team_days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A result of a leader that is open to whoever is willing."""

    result_id: int
    text: str
    leader: str


@dataclass(frozen=True, slots=True)
class SharesOfMine:
    """What is proposed to somebody, what they offered, and what is open to them."""

    proposed: tuple[Share, ...] = ()
    offered: tuple[Share, ...] = ()
    open: tuple[OpenPart, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of it."""
        return not (self.proposed or self.offered or self.open)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to whom a part can be proposed: a post the leader rates."""

    position_id: int
    name: str
    title: str
    supports_none: bool


def shares_of_mine(session: Session, actor: Actor, today: date) -> SharesOfMine:
    """Return what waits for the actor, what they wait for, and what they could offer to take."""
    if actor.person_id is None:
        return SharesOfMine()
    mine = _shares(
        session,
        col(ResultShare.person_id) == actor.person_id,
        col(ResultShare.state).in_((ShareState.PROPOSED, ShareState.OFFERED)),
    )
    return SharesOfMine(
        proposed=tuple(one for one in mine if one.state is ShareState.PROPOSED),
        offered=tuple(one for one in mine if one.state is ShareState.OFFERED),
        open=_open_to(session, actor.person_id, today),
    )


def count_shares(session: Session, actor: Actor) -> int:
    """Count what is proposed to the actor and waits to be placed."""
    return session.exec(
        select(func.count())
        .select_from(ResultShare)
        .where(
            col(ResultShare.person_id) == actor.person_id,
            col(ResultShare.state) == ShareState.PROPOSED,
        )
    ).one()


def shares_of_result(session: Session, actor: Actor, result_id: int) -> tuple[Share, ...]:
    """Return the parts of the actor's own result, what waits first."""
    result, plan = own_result(session, actor, result_id)
    found = _shares(
        session,
        col(ResultShare.lineage) == result.lineage,
        col(ResultShare.leader_id) == plan.person_id,
        col(ResultShare.state) != ShareState.WITHDRAWN,
    )
    order = tuple(ShareState)
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


def offers_to_answer(session: Session, actor: Actor, today: date) -> tuple[Share, ...]:
    """Return the offers that wait for the actor's answer, oldest first."""
    rated = posts_rated_by(actor.person_id, today)
    return _shares(
        session,
        col(ResultShare.leader_id) == actor.person_id,
        col(ResultShare.state) == ShareState.OFFERED,
        col(ResultShare.position_id).in_(rated),
    )


def proposals_of_mine(session: Session, actor: Actor) -> tuple[Share, ...]:
    """Return what the actor proposed and nobody has placed or declined yet, oldest first."""
    return _shares(
        session,
        col(ResultShare.leader_id) == actor.person_id,
        col(ResultShare.state) == ShareState.PROPOSED,
    )


def share_card(session: Session, actor: Actor, share_id: int, today: date) -> Share:
    """Return a part, to the leader who proposes or answers it and to whoever takes it."""
    found = _shares(session, col(ResultShare.id) == share_id)
    if not found:
        raise Unknown
    if actor.person_id != found[0].leader_id:
        authorise(session, actor, Action.WRITE_PLAN, found[0].person_id, today)
    return found[0]


def is_open(session: Session, actor: Actor, result_id: int) -> bool:
    """Say whether the actor's own result is open to whoever is willing."""
    result, _plan = own_result(session, actor, result_id)
    found = select(OpenResult.id).where(col(OpenResult.lineage) == result.lineage)
    return session.exec(found).first() is not None


def candidates(
    session: Session, actor: Actor, result_id: int, today: date
) -> tuple[Candidate, ...]:
    """Return the people to whom a part of the actor's own result can be proposed, who supports none first."""
    _result, plan = own_result(session, actor, result_id)
    cascade = cascade_of(session, actor, plan.person_id, plan.year, Scope.RATED, today)
    found = [
        Candidate(one.position_id, one.name, one.title, one.supports_none)
        for one in cascade.people
        if not one.is_elsewhere
    ]
    return tuple(sorted(found, key=lambda one: not one.supports_none))


def _shares(session: Session, *conditions: Any) -> tuple[Share, ...]:
    columns: Any = (ResultShare, _LEADER.name, Person.name, Position.title, Unit.zone, WorkTeam)
    rows = session.exec(
        select(*columns)
        .join(_LEADER, col(_LEADER.id) == col(ResultShare.leader_id))
        .join(Person, col(Person.id) == col(ResultShare.person_id))
        .join(Position, col(Position.id) == col(ResultShare.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .outerjoin(TeamResult, col(TeamResult.id) == col(ResultShare.team_result_id))
        .outerjoin(WorkTeam, col(WorkTeam.id) == col(TeamResult.team_id))
        .where(*conditions)
        .order_by(col(ResultShare.made_at), col(ResultShare.id))
    ).all()
    return tuple(_share(*row) for row in rows)


def _share(
    row: ResultShare, leader: str, person: str, position: str, zone: str, team: WorkTeam | None
) -> Share:
    return Share(
        id=row.id or 0,
        state=row.state,
        is_offer=row.is_offer,
        text=row.text,
        above=row.above,
        support=row.support,
        leader_id=row.leader_id,
        leader=leader,
        person_id=row.person_id,
        person=person,
        position=position,
        year=row.year,
        made_at=row.made_at,
        answered_at=row.answered_at,
        answer=row.answer,
        zone=zone,
        team=team.name if team else "",
        team_days=(team.starts_on, team.ends_on) if team else None,
    )


def _open_to(session: Session, person_id: int, today: date) -> tuple[OpenPart, ...]:
    raters = (
        select(RaterAssignment.rater_id)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    rows = session.exec(
        select(PlannedResult, PerformancePlan.status, Person.name)
        .join(OpenResult, col(OpenResult.lineage) == col(PlannedResult.lineage))
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .where(
            col(OpenResult.leader_id).in_(raters),
            col(PerformancePlan.person_id) == col(OpenResult.leader_id),
            col(PerformancePlan.person_id) != person_id,
            col(PerformancePlan.status).in_(IN_FORCE),
            col(PerformancePlan.ends_on) >= today,
        )
        .order_by(col(OpenResult.opened_at), col(OpenResult.id), col(PerformancePlan.version))
    ).all()
    return _one_version_each(rows)


def _one_version_each(
    rows: Sequence[tuple[PlannedResult, str, str]],
) -> tuple[OpenPart, ...]:
    """Return each result once: in the approved version, else in the one that was handed over."""
    chosen: dict[str, tuple[PlannedResult, str, str]] = {}
    for row in rows:
        known = chosen.get(row[0].lineage)
        if known is None or known[1] != PlanStatus.APPROVED:
            chosen[row[0].lineage] = row
    return tuple(
        OpenPart(result.id or 0, result.text, name) for result, _status, name in chosen.values()
    )
