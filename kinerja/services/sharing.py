"""Sharing a leader's result: proposing parts of it to people, opening it, and answering offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    OpenResult,
    PerformancePlan,
    Person,
    PlannedResult,
    Position,
    ResultShare,
    ShareState,
    Support,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.plan_states import IN_FORCE
from kinerja.rules.sharing import WAITING, check_part, check_waits, check_word
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


@dataclass(frozen=True, slots=True)
class Distributed:
    """To how many a part was proposed anew, and who of them does not use the assistant."""

    proposed: int
    unreached: tuple[str, ...]


def distribute(
    session: Session,
    actor: Actor,
    result_id: int,
    posts: Collection[int],
    text: str | None,
    support: Support | None,
    *,
    now: datetime,
    today: date,
) -> Distributed:
    """Propose a part of one's own result to people whom one rates, a post each.

    Without a ``text`` it is the whole result. Nothing is written into their plans: each finds the proposal
    beside the draft and places it there. The same words that still wait are not proposed twice.
    """
    result, plan = own_result(session, actor, result_id)
    words = result.text if text is None else check_part(text)
    unreached, proposed = [], 0
    for position_id in dict.fromkeys(posts):
        post = session.get(Position, position_id, with_for_update=True)
        if post is None:
            raise Unknown
        authorise(
            session, actor, Action.DECIDE_PLAN, post.person_id, today, position_id=position_id
        )
        if _waits(session, result.lineage, position_id, words):
            continue
        share = ResultShare(
            lineage=result.lineage,
            above=result.text,
            year=plan.year,
            leader_id=plan.person_id,
            person_id=post.person_id,
            position_id=position_id,
            text=words,
            support=support,
            state=ShareState.PROPOSED,
            made_at=now,
        )
        session.add(share)
        session.flush()
        proposed += 1
        if not tell_of(session, share, Notice.RESULT_PROPOSED, share.person_id, now):
            unreached.append(session.get_one(Person, share.person_id).name)
        _record(session, actor, "propose", share, now)
    return Distributed(proposed, tuple(unreached))


def turn_open(
    session: Session, actor: Actor, result_id: int, *, now: datetime, today: date
) -> bool:
    """Open one's own result to whoever is willing, or close it again; return whether it is open now."""
    result, plan = own_result(session, actor, result_id)
    authorise(session, actor, Action.WRITE_PLAN, plan.person_id, today)
    of_it = col(OpenResult.lineage) == result.lineage
    is_open = session.exec(select(OpenResult.id).where(of_it)).first() is not None
    if is_open:
        session.exec(delete(OpenResult).where(of_it))
    else:
        session.add(OpenResult(lineage=result.lineage, leader_id=plan.person_id, opened_at=now))
    session.flush()
    deed = "close" if is_open else "open"
    record(session, actor, deed, "result", result_id, person_id=plan.person_id, now=now)
    return not is_open


def answer_offer(
    session: Session,
    actor: Actor,
    share_id: int,
    word: str,
    *,
    taken: bool,
    now: datetime,
    today: date,
) -> None:
    """Take up an offer, which its owner then places in the plan, or decline it with a word."""
    share = locked_share(session, share_id)
    if share.leader_id != actor.person_id:
        raise Unknown
    authorise(
        session,
        actor,
        Action.DECIDE_PLAN,
        share.person_id,
        today,
        position_id=share.position_id,
    )
    check_waits(share.state, ShareState.OFFERED)
    share.answer = "" if taken else check_word(word)
    share.state = ShareState.PROPOSED if taken else ShareState.DECLINED
    share.answered_at = now
    tell_of(session, share, Notice.OFFER_ANSWERED, share.person_id, now)
    _record(session, actor, "take up" if taken else "decline", share, now)


def withdraw_share(
    session: Session, actor: Actor, share_id: int, *, now: datetime, today: date
) -> None:
    """Take back a proposal, as its leader, or an offer, as whoever made it, while it waits."""
    share = locked_share(session, share_id)
    if share.leader_id == actor.person_id:
        authorise(session, actor, Action.WRITE_PLAN, share.leader_id, today)
        check_waits(share.state, ShareState.PROPOSED)
    else:
        authorise(session, actor, Action.WRITE_PLAN, share.person_id, today)
        check_waits(share.state, ShareState.OFFERED)
    share.state, share.answered_at = ShareState.WITHDRAWN, now
    _record(session, actor, "withdraw", share, now)


def own_result(
    session: Session, actor: Actor, result_id: int
) -> tuple[PlannedResult, PerformancePlan]:
    """Return a result of the actor's own plan in force, with the plan."""
    result = session.get(PlannedResult, result_id)
    if result is None:
        raise Unknown
    plan = session.get_one(PerformancePlan, result.plan_id)
    if plan.person_id != actor.person_id:
        raise Unknown
    if plan.status not in IN_FORCE:
        raise Refused(N_("There is a newer version of this plan. Please open /skp again."))
    return result, plan


def locked_share(session: Session, share_id: int) -> ResultShare:
    """Return a part of a result, locked; the caller asks for the right."""
    share = session.get(ResultShare, share_id, with_for_update=True)
    if share is None:
        raise Unknown
    return share


def tell_of(
    session: Session, share: ResultShare, notice: Notice, reader_id: int, now: datetime
) -> bool:
    """Tell somebody that something became of a part, without its words; False where they cannot be reached."""
    other = share.person_id if reader_id == share.leader_id else share.leader_id
    return tell(
        session,
        reader_id,
        notice,
        key=f"{notice.value}:{share.id}:{reader_id}",
        now=now,
        share_id=number_of(share),
        name=session.get_one(Person, other).name,
    )


def _waits(session: Session, lineage: str, position_id: int, words: str) -> bool:
    known = session.exec(
        select(ResultShare.text).where(
            col(ResultShare.lineage) == lineage,
            col(ResultShare.position_id) == position_id,
            col(ResultShare.state).in_(WAITING),
        )
    )
    return same(words) in map(same, known)


def _record(session: Session, actor: Actor, deed: str, share: ResultShare, now: datetime) -> None:
    record(session, actor, deed, "share", share.id, person_id=share.person_id, now=now)
