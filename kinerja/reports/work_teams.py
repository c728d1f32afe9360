"""Work teams: those somebody leads or may set up, and one of them with its results and members."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Person,
    Position,
    ResultShare,
    Role,
    RoleGrant,
    ShareState,
    TeamResult,
    Unit,
    WorkTeam,
)
from kinerja.rules.access import Actor
from kinerja.rules.work_teams import is_over
from kinerja.services.authority import posts_rated_by, valid_on
from kinerja.services.work_teams import authorise_team, managed_team


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in a list."""

    id: int
    name: str
    unit: str
    leader_id: int
    leader: str
    starts_on: date
    ends_on: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody with a part of a team's result."""

    share_id: int
    name: str
    unit: str
    state: ShareState
    answer: str


@dataclass(frozen=True, slots=True)
class TeamPart:
    """A result of a team with those who have a part of it."""

    id: int
    number: int
    text: str
    above: str
    members: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team with its results; ``may_end`` says that the reader may set up teams in its unit."""

    team: TeamLine
    results: tuple[TeamPart, ...]
    may_end: bool

    def result(self, team_result_id: int) -> TeamPart:
        """Return one of the results."""
        for one in self.results:
            if one.id == team_result_id:
                return one
        raise Unknown


@dataclass(frozen=True, slots=True)
class TeamUnit:
    """A unit in which the reader may set up teams."""

    id: int
    name: str


def units_for_teams(session: Session, actor: Actor, today: date) -> tuple[TeamUnit, ...]:
    """Return the units in which the actor may set up teams: their own as a leader, and those they administer."""
    if actor.person_id is None:
        return ()
    rates = session.exec(posts_rated_by(actor.person_id, today).limit(1)).first() is not None
    own = select(Position.unit_id).where(
        col(Position.person_id) == actor.person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    granted = select(RoleGrant.unit_id).where(
        col(RoleGrant.person_id) == actor.person_id,
        col(RoleGrant.role) == Role.ADMIN,
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )
    conditions = [col(Unit.id).in_(granted), *([col(Unit.id).in_(own)] if rates else [])]
    rows = session.exec(select(Unit).where(or_(*conditions)).order_by(col(Unit.name), col(Unit.id)))
    return tuple(TeamUnit(one.id or 0, one.name) for one in rows)


def teams_of(session: Session, actor: Actor, today: date) -> tuple[TeamLine, ...]:
    """Return the teams the actor leads, or may set up in their units, the running ones first."""
    units = [one.id for one in units_for_teams(session, actor, today)]
    mine = or_(col(WorkTeam.leader_id) == actor.person_id, col(WorkTeam.unit_id).in_(units))
    found = _lines(session, mine, today)
    return tuple(sorted(found, key=lambda one: one.is_over))


def team_card(session: Session, actor: Actor, team_id: int, today: date) -> TeamCard:
    """Return a team, to its leader and to who may set up teams in its unit."""
    team = managed_team(session, actor, team_id, today)
    (line,) = _lines(session, col(WorkTeam.id) == team_id, today)
    rows = session.exec(
        select(TeamResult)
        .where(col(TeamResult.team_id) == team_id)
        .order_by(col(TeamResult.ordinal), col(TeamResult.id))
    ).all()
    members = _members(session, [row.id for row in rows])
    return TeamCard(
        team=line,
        results=tuple(
            TeamPart(row.id or 0, number, row.text, row.above, tuple(members[row.id or 0]))
            for number, row in enumerate(rows, start=1)
        ),
        may_end=_may_set_up(session, actor, team.unit_id, today),
    )


def card_of_team_result(
    session: Session, actor: Actor, team_result_id: int, today: date
) -> TeamCard:
    """Return the team that a result belongs to."""
    row = session.get(TeamResult, team_result_id)
    if row is None:
        raise Unknown
    return team_card(session, actor, row.team_id, today)


def _may_set_up(session: Session, actor: Actor, unit_id: int, today: date) -> bool:
    try:
        authorise_team(session, actor, unit_id, today)
    except Unknown:
        return False
    return True


def _lines(session: Session, which: Any, today: date) -> list[TeamLine]:
    rows = session.exec(
        select(WorkTeam, Unit.name, Person.name)
        .join(Unit, col(Unit.id) == col(WorkTeam.unit_id))
        .join(Person, col(Person.id) == col(WorkTeam.leader_id))
        .where(which)
        .order_by(col(WorkTeam.ends_on), col(WorkTeam.name), col(WorkTeam.id))
    )
    return [
        TeamLine(
            id=team.id or 0,
            name=team.name,
            unit=unit,
            leader_id=team.leader_id,
            leader=leader,
            starts_on=team.starts_on,
            ends_on=team.ends_on,
            is_over=is_over(team.ends_on, today),
        )
        for team, unit, leader in rows
    ]


def _members(session: Session, results: list[int | None]) -> dict[int, list[TeamMember]]:
    rows = session.exec(
        select(ResultShare, Person.name, Unit.name)
        .join(Person, col(Person.id) == col(ResultShare.person_id))
        .join(Position, col(Position.id) == col(ResultShare.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(ResultShare.team_result_id).in_(results),
            col(ResultShare.state) != ShareState.WITHDRAWN,
        )
        .order_by(col(Person.name), col(ResultShare.id))
    )
    found: dict[int, list[TeamMember]] = defaultdict(list)
    for share, name, unit in rows:
        member = TeamMember(share.id or 0, name, unit, share.state, share.answer)
        found[share.team_result_id or 0].append(member)
    return found
