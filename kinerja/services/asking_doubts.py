"""Noting what a rater was asked about, so that each question is asked once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import AskedDoubt, Doubt, Evaluation, Period, Position
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise_part
from kinerja.services.once import insert_once


def note_asked(
    session: Session,
    actor: Actor,
    evaluation_id: int,
    doubts: Iterable[Doubt],
    *,
    now: datetime,
    today: date,
) -> None:
    """Note that the rater was asked; it stays with the draft, and nobody else is told."""
    row = session.get(Evaluation, evaluation_id)
    if row is None or row.rater_id != actor.person_id:
        raise Unknown
    post = session.get_one(Position, row.position_id)
    period = session.get_one(Period, row.period_id)
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.RATE, post, today, during=days)
    for doubt in doubts:
        insert_once(session, AskedDoubt(evaluation_id=evaluation_id, doubt=doubt, asked_at=now))
