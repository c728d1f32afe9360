"""Offering to take a part of a leader's result, and placing in one's plan what was proposed."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    OpenResult,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    ResultShare,
    ShareState,
    TeamResult,
    WorkTeam,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.plan_states import IN_FORCE
from kinerja.rules.sharing import check_part, check_waits, check_word
from kinerja.services.audit import record
from kinerja.services.authority import authorise, posts_rated_by, valid_on
from kinerja.services.numbers import number_of
from kinerja.services.plan_drafts import Source, begin_plan, begin_version
from kinerja.services.plan_writing import ResultWords, add_result
from kinerja.services.sharing import locked_share, tell_of
from kinerja.services.telling import Notice


def offer_part(
    session: Session, actor: Actor, result_id: int, text: str, *, now: datetime, today: date
) -> bool:
    """Offer to take a part of an open result of one's leader; False where the leader cannot be reached here.

    While an offer waits there is no second one to the same result.
    """
    result = session.get(PlannedResult, result_id)
    if result is None or actor.person_id is None:
        raise Unknown
    plan = session.get_one(PerformancePlan, result.plan_id)
    post = _rated_post(session, actor.person_id, plan.person_id, today)
    is_open = select(OpenResult.id).where(col(OpenResult.lineage) == result.lineage)
    if post is None or session.exec(is_open).first() is None:
        raise Unknown
    session.get(Person, actor.person_id, with_for_update=True)
    waiting = select(ResultShare.id).where(
        col(ResultShare.lineage) == result.lineage,
        col(ResultShare.person_id) == actor.person_id,
        col(ResultShare.state) == ShareState.OFFERED,
    )
    if session.exec(waiting).first() is not None:
        raise Refused(N_("You have offered to take a part of this result; your leader answers it."))
    share = ResultShare(
        lineage=result.lineage,
        above=result.text,
        year=plan.year,
        leader_id=plan.person_id,
        person_id=actor.person_id,
        position_id=number_of(post),
        text=check_part(text),
        is_offer=True,
        state=ShareState.OFFERED,
        made_at=now,
    )
    session.add(share)
    session.flush()
    record(session, actor, "offer", "share", share.id, person_id=share.person_id, now=now)
    return tell_of(session, share, Notice.PART_OFFERED, share.leader_id, now)


def place_share(
    session: Session, actor: Actor, share_id: int, reason: str, *, now: datetime, today: date
) -> int:
    """Place what was proposed in the draft of the plan, and return the id of the result there.

    Where there is no draft the plan is begun, or its next version; ``reason`` says why an approved one is
    revised. A result that has these words already is linked instead.
    """
    share = locked_share(session, share_id)
    authorise(session, actor, Action.WRITE_PLAN, share.person_id, today)
    check_waits(share.state, ShareState.PROPOSED)
    plan_id = _draft_for(session, actor, share, reason, now=now, today=today)
    result = _with_these_words(session, plan_id, share.text)
    if result is None:
        words = ResultWords(share.text, supports=share.above, support=share.support)
        result_id = add_result(session, actor, plan_id, words, now=now, today=today)
        result = session.get_one(PlannedResult, result_id)
    result.supports_id = _in_force(session, share)
    result.supports_text, result.support = share.above, share.support or result.support
    _lead(session, share, result)
    share.state, share.placed_lineage = ShareState.PLACED, result.lineage
    share.answered_at = now
    record(session, actor, "place", "share", share_id, person_id=share.person_id, now=now)
    session.flush()
    return number_of(result)


def decline_share(
    session: Session, actor: Actor, share_id: int, word: str, *, now: datetime, today: date
) -> None:
    """Decline what was proposed, with a word; the leader is told."""
    share = locked_share(session, share_id)
    authorise(session, actor, Action.WRITE_PLAN, share.person_id, today)
    check_waits(share.state, ShareState.PROPOSED)
    share.answer, share.state = check_word(word), ShareState.DECLINED
    share.answered_at = now
    tell_of(session, share, Notice.PROPOSAL_DECLINED, share.leader_id, now)
    record(session, actor, "decline", "share", share_id, person_id=share.person_id, now=now)


def _rated_post(session: Session, person_id: int, rater_id: int, today: date) -> Position | None:
    return session.exec(
        select(Position)
        .where(
            col(Position.person_id) == person_id,
            col(Position.id).in_(posts_rated_by(rater_id, today)),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
        .limit(1)
    ).first()


def _draft_for(
    session: Session,
    actor: Actor,
    share: ResultShare,
    reason: str,
    *,
    now: datetime,
    today: date,
) -> int:
    newest = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == share.position_id,
            col(PerformancePlan.year) == share.year,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
        .order_by(col(PerformancePlan.starts_on).desc(), col(PerformancePlan.version).desc())
        .limit(1)
    ).first()
    if newest is None:
        where = (share.position_id, share.year, Source.EMPTY)
        return begin_plan(session, actor, *where, now=now, today=today)
    return begin_version(session, actor, number_of(newest), now=now, today=today, reason=reason)


def _lead(session: Session, share: ResultShare, result: PlannedResult) -> None:
    """Let the leader of the team that a part belongs to lead its result, for the days of the team."""
    team = session.exec(
        select(WorkTeam)
        .join(TeamResult, col(TeamResult.team_id) == col(WorkTeam.id))
        .where(col(TeamResult.id) == share.team_result_id)
    ).first()
    if team is not None:
        result.leader_id = team.leader_id
        result.leads_from, result.leads_until = team.starts_on, team.ends_on


def _with_these_words(session: Session, plan_id: int, text: str) -> PlannedResult | None:
    rows = session.exec(
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == plan_id)
        .order_by(col(PlannedResult.ordinal))
    )
    return next((row for row in rows if same(row.text) == same(text)), None)


def _in_force(session: Session, share: ResultShare) -> int | None:
    """Return the leader's result as it stands now; None where it is gone, then its words stay."""
    found = session.exec(
        select(PlannedResult.id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.lineage) == share.lineage,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
        .order_by(
            col(PerformancePlan.status) != PlanStatus.APPROVED, col(PerformancePlan.version).desc()
        )
        .limit(1)
    )
    return found.first()
