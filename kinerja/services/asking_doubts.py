"""Noting what a rater was asked about, so that each question is asked once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import AskedDoubt, Doubt, Evaluation
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
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
    authorise(session, actor, Action.RATE, row.person_id, today, position_id=row.position_id)
    for doubt in doubts:
        insert_once(session, AskedDoubt(evaluation_id=evaluation_id, doubt=doubt, asked_at=now))
