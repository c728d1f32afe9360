"""The end of a person's service: posts and plans close on that day, and after a death nothing is sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Account,
    EndKind,
    EndOfService,
    PerformancePlan,
    Person,
    PlanStatus,
    Position,
    RoleGrant,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.consent import silence
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign


def end_service(
    session: Session,
    actor: Actor,
    person_id: int,
    kind: EndKind,
    last_day: date,
    *,
    now: datetime,
    today: date,
) -> EndOfService:
    """Say on which day somebody's service ends, and why; a second time corrects the first.

    What the person rates stays with them until somebody else is named: a rater is never guessed.
    """
    authorise(session, actor, Action.END_SERVICE, person_id, today)
    if session.get(Person, person_id, with_for_update=True) is None:
        raise Unknown
    row = session.get(EndOfService, person_id)
    before = row.last_day if row is not None else last_day
    if row is None:
        row = EndOfService(person_id=person_id, kind=kind, last_day=last_day, entered_at=now)
    row.kind, row.last_day = kind, last_day
    row.entered_at, row.entered_by_id = now, actor.person_id
    session.add(row)
    shortened = _close(session, person_id, last_day, before)
    if kind is EndKind.DEATH:
        _say_nothing_more(session, person_id, now)
    session.flush()
    record(
        session,
        actor,
        "service.ended",
        "person",
        person_id,
        person_id=person_id,
        now=now,
        kind=kind.value,
        last_day=last_day,
    )
    _sign_plans(session, actor, shortened, now)
    return row


def _sign_plans(
    session: Session, actor: Actor, shortened: list[PerformancePlan], now: datetime
) -> None:
    for plan in shortened:
        if plan.status is PlanStatus.APPROVED:
            plan_id, of = number_of(plan), plan.person_id
            sign(session, actor, "plan.ends", "plan", plan_id, person_id=of, now=now)


def _close(session: Session, person_id: int, last_day: date, before: date) -> list[PerformancePlan]:
    """Let posts, roles and plans that reach beyond the last day end there; return the plans among them.

    What ended on the day that was named ``before`` follows the correction. The raters of the posts stay:
    the last months are reported and accepted after the end.
    """
    shortened: list[PerformancePlan] = []
    open_spans: tuple[Any, ...] = (
        select(Position).where(col(Position.person_id) == person_id),
        select(RoleGrant).where(col(RoleGrant.person_id) == person_id),
        select(PerformancePlan).where(
            col(PerformancePlan.person_id) == person_id,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
            col(PerformancePlan.starts_on) <= last_day,
        ),
    )
    for spans in open_spans:
        for one in session.exec(spans).all():
            if one.ends_on is None or one.ends_on > last_day or one.ends_on == before:
                one.ends_on = last_day
                shortened += [one] if isinstance(one, PerformancePlan) else []
    return shortened


def _say_nothing_more(session: Session, person_id: int, now: datetime) -> None:
    linked = select(Account).where(
        col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None)
    )
    for account in session.exec(linked):
        account.unlinked_at = now
        silence(session, account.chat_id)
