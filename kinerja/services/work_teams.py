"""Setting up work teams across units, giving them results and members, and ending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    Position,
    ResultShare,
    ShareState,
    Support,
    TeamResult,
    WorkTeam,
)
from kinerja.reports.colleagues import is_present
from kinerja.rules.access import Action, Actor
from kinerja.rules.sharing import WAITING, check_part
from kinerja.rules.work_teams import check_days, check_goes_on, check_name
from kinerja.services.audit import record
from kinerja.services.authority import authorise_unit, posts_rated_by, valid_on
from kinerja.services.numbers import number_of
from kinerja.services.sharing import own_result, tell_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell

MOST_RESULTS = 10


@dataclass(frozen=True, slots=True)
class TeamWords:
    """What a team is set up with."""

    name: str
    leader_id: int
    starts_on: date
    ends_on: date


def set_up_team(
    session: Session,
    actor: Actor,
    unit_id: int,
    words: TeamWords,
    *,
    now: datetime,
    today: date,
) -> int:
    """Set up a team of a unit: as its administrator, or as one of its leaders; the team's leader is told."""
    authorise_team(session, actor, unit_id, today)
    check_days(words.starts_on, words.ends_on, today)
    if not is_present(session, words.leader_id, today):
        raise Unknown
    team = WorkTeam(
        name=check_name(words.name),
        unit_id=unit_id,
        leader_id=words.leader_id,
        starts_on=words.starts_on,
        ends_on=words.ends_on,
        set_up_by_id=actor.person_id,
        set_up_at=now,
    )
    session.add(team)
    session.flush()
    if words.leader_id != actor.person_id:
        key = f"{Notice.TEAM_ENTRUSTED.value}:{team.id}"
        tell(session, team.leader_id, Notice.TEAM_ENTRUSTED, key=key, now=now, team_id=team.id)
    _record(session, actor, "set up", team, now)
    return number_of(team)


def add_team_result(
    session: Session,
    actor: Actor,
    team_id: int,
    text: str,
    serves_id: int | None,
    *,
    now: datetime,
    today: date,
) -> int:
    """Give a team a result; ``serves_id`` is one of the actor's own results that it serves."""
    team = managed_team(session, actor, team_id, today)
    check_goes_on(team.ends_on, today)
    last, count = session.exec(
        select(func.max(TeamResult.ordinal), func.count()).where(col(TeamResult.team_id) == team_id)
    ).one()
    if count >= MOST_RESULTS:
        raise Refused(N_("A team has at most {most} results."), most=MOST_RESULTS)
    row = TeamResult(team_id=team_id, ordinal=(last or 0) + 1, text=check_part(text))
    if serves_id is not None:
        above, _plan = own_result(session, actor, serves_id)
        row.lineage, row.above = above.lineage, above.text
    session.add(row)
    session.flush()
    _record(session, actor, "add result", team, now)
    return number_of(row)


def remove_team_result(
    session: Session, actor: Actor, team_result_id: int, *, now: datetime, today: date
) -> int:
    """Take a result out that nobody has a part of yet; return the id of its team."""
    row, team = _result_of(session, actor, team_result_id, today)
    taken = select(ResultShare.id).where(col(ResultShare.team_result_id) == team_result_id)
    if session.exec(taken.limit(1)).first() is not None:
        raise Refused(N_("Parts of this result were proposed already; it stays."))
    session.delete(row)
    session.flush()
    _record(session, actor, "remove result", team, now)
    return number_of(team)


def propose_in_team(
    session: Session,
    actor: Actor,
    team_result_id: int,
    person_id: int,
    *,
    now: datetime,
    today: date,
) -> bool:
    """Propose a team's result to somebody of any unit; False where they cannot be reached here.

    Placed in their plan and approved by whoever rates them, it is led by the team's leader for the days of
    the team; until then the leader sees nothing of them.
    """
    row, team = _result_of(session, actor, team_result_id, today)
    check_goes_on(team.ends_on, today)
    if person_id == team.leader_id:
        raise Refused(N_("A result is led by somebody else than its owner."))
    post = session.exec(
        select(Position)
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
        .with_for_update()
    ).first()
    if post is None:
        raise Unknown
    known = select(ResultShare.id).where(
        col(ResultShare.team_result_id) == team_result_id,
        col(ResultShare.person_id) == person_id,
        col(ResultShare.state).in_((*WAITING, ShareState.PLACED)),
    )
    if session.exec(known).first() is not None:
        raise Refused(N_("This result was proposed to them already."))
    share = ResultShare(
        lineage=row.lineage,
        above=row.above or row.text,
        year=max(today, team.starts_on).year,
        leader_id=team.leader_id,
        person_id=person_id,
        position_id=number_of(post),
        text=row.text,
        support=Support.DIRECT,
        state=ShareState.PROPOSED,
        made_at=now,
        team_result_id=team_result_id,
    )
    session.add(share)
    session.flush()
    record(session, actor, "propose", "share", share.id, person_id=person_id, now=now)
    return tell_of(session, share, Notice.RESULT_PROPOSED, person_id, now)


def end_team(session: Session, actor: Actor, team_id: int, *, now: datetime, today: date) -> None:
    """End a team today: its leader leads its results no longer from tomorrow, and proposals are taken back."""
    team = session.get(WorkTeam, team_id, with_for_update=True)
    if team is None:
        raise Unknown
    authorise_team(session, actor, team.unit_id, today)
    check_goes_on(team.ends_on, today)
    team.ends_on, team.ended_at = max(today, team.starts_on), now
    shares = session.exec(
        select(ResultShare)
        .join(TeamResult, col(TeamResult.id) == col(ResultShare.team_result_id))
        .where(col(TeamResult.team_id) == team_id)
        .order_by(col(ResultShare.id))
    ).all()
    for share in shares:
        if share.state in WAITING:
            share.state, share.answered_at = ShareState.WITHDRAWN, now
    placed = [share.placed_lineage for share in shares if share.state is ShareState.PLACED]
    _lead_until(session, actor, team, placed, now)
    _record(session, actor, "end", team, now)


def authorise_team(session: Session, actor: Actor, unit_id: int, today: date) -> None:
    """Raise ``Unknown`` unless the actor administers the unit, or holds a post in it and rates somebody."""
    if actor.person_id is None or not _is_leader_in(session, actor.person_id, unit_id, today):
        authorise_unit(session, actor, Action.SET_UP_TEAM, unit_id, today)


def _is_leader_in(session: Session, person_id: int, unit_id: int, today: date) -> bool:
    post = select(Position.id).where(
        col(Position.unit_id) == unit_id,
        col(Position.person_id) == person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    rated = posts_rated_by(person_id, today).limit(1)
    return session.exec(post).first() is not None and session.exec(rated).first() is not None


def managed_team(session: Session, actor: Actor, team_id: int, today: date) -> WorkTeam:
    """Return a team the actor leads, or may set up in its unit."""
    team = session.get(WorkTeam, team_id)
    if team is None:
        raise Unknown
    if actor.person_id is None or team.leader_id != actor.person_id:
        authorise_team(session, actor, team.unit_id, today)
    return team


def _result_of(
    session: Session, actor: Actor, team_result_id: int, today: date
) -> tuple[TeamResult, WorkTeam]:
    row = session.get(TeamResult, team_result_id, with_for_update=True)
    if row is None:
        raise Unknown
    return row, managed_team(session, actor, row.team_id, today)


def _lead_until(
    session: Session, actor: Actor, team: WorkTeam, lineages: list[str], now: datetime
) -> None:
    """Let the team's leader lead these results until its last day; a plan that is signed is signed anew."""
    rows = session.exec(
        select(PlannedResult, PerformancePlan)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.lineage).in_(lineages),
            col(PlannedResult.leader_id) == team.leader_id,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
        .order_by(col(PerformancePlan.id))
    ).all()
    for result, _plan in rows:
        result.leads_until = team.ends_on
    session.flush()
    for plan in dict.fromkeys(
        plan.id for _result, plan in rows if plan.status is PlanStatus.APPROVED
    ):
        of = next(one.person_id for _result, one in rows if one.id == plan)
        sign(session, actor, "team.ends", "plan", plan or 0, person_id=of, now=now)


def _record(session: Session, actor: Actor, deed: str, team: WorkTeam, now: datetime) -> None:
    record(session, actor, deed, "team", team.id, person_id=team.leader_id, now=now)
