"""The rhythms of scheduled feedback between somebody and their raters or the people they rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Feedback,
    FeedbackKind,
    FeedbackRhythm,
)
from kinerja.reports.pairs import pairs_of
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.quarters import begins_at
from kinerja.rules.rhythm import next_due
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of a pair: ``held`` is the one agreed on, ``proposed`` one that waits for the other side.

    ``due_on`` is the day until which the next scheduled feedback is due; without an agreement there is none.
    """

    rater_id: int
    rater: str
    person_id: int
    person: str
    held: FeedbackRhythm | None
    proposed: FeedbackRhythm | None
    last: datetime | None

    @property
    def due_on(self) -> date | None:
        """Until when the next scheduled feedback is due."""
        if self.held is None or self.held.agreed_at is None:
            return None
        last = local_date(self.last, DEFAULT_ZONE) if self.last else None
        return next_due(local_date(self.held.agreed_at, DEFAULT_ZONE), last, self.held.months)

    def is_due(self, today: date) -> bool:
        """Say whether a scheduled feedback is due."""
        return self.due_on is not None and self.due_on <= today

    @property
    def due_since(self) -> datetime | None:
        """The moment from which the next scheduled feedback is due."""
        return begins_at(self.due_on, DEFAULT_ZONE) if self.due_on is not None else None

    def other(self, me: int) -> tuple[int, str]:
        """Return the other side: id and name."""
        if me == self.rater_id:
            return self.person_id, self.person
        return self.rater_id, self.rater


def rhythms_of(session: Session, actor: Actor, today: date) -> tuple[Rhythm, ...]:
    """Return the actor's own rhythms: with those who rate them today, and with those they rate."""
    if actor.person_id is None:
        return ()
    return _rhythms(session, actor.person_id, _said(session, actor.person_id), today)


def rhythms_under_way(session: Session, actor: Actor, today: date) -> tuple[Rhythm, ...]:
    """Return those of the actor's own rhythms that are agreed on or proposed; one statement where none is."""
    rows = _said(session, actor.person_id) if actor.person_id is not None else ()
    if not rows:
        return ()
    found = _rhythms(session, actor.person_id or 0, rows, today)
    return tuple(one for one in found if one.held or one.proposed)


def _said(session: Session, me: int) -> Sequence[FeedbackRhythm]:
    return session.exec(
        select(FeedbackRhythm)
        .where(or_(col(FeedbackRhythm.rater_id) == me, col(FeedbackRhythm.person_id) == me))
        .order_by(col(FeedbackRhythm.id))
    ).all()


def _rhythms(
    session: Session, me: int, rows: Sequence[FeedbackRhythm], today: date
) -> tuple[Rhythm, ...]:
    pairs = pairs_of(session, Actor(me), today)
    last = _last_given(session, me)
    return tuple(
        Rhythm(
            one.rater_id,
            one.rater,
            one.person_id,
            one.person,
            *_state(
                [r for r in rows if (r.rater_id, r.person_id) == (one.rater_id, one.person_id)]
            ),
            last.get((one.rater_id, one.person_id)),
        )
        for one in pairs
    )


def rhythm_between(
    session: Session, actor: Actor, rater_id: int, person_id: int, today: date
) -> Rhythm:
    """Return the rhythm of a pair, for the two of them."""
    authorise(session, actor, Action.AGREE_RHYTHM, person_id, today)
    for rhythm in rhythms_of(session, actor, today):
        if (rhythm.rater_id, rhythm.person_id) == (rater_id, person_id):
            return rhythm
    raise Unknown


def _state(
    rows: Sequence[FeedbackRhythm],
) -> tuple[FeedbackRhythm | None, FeedbackRhythm | None]:
    """Return the newest agreed rhythm, and the proposal after it, of one pair's rows (oldest first)."""
    agreed = [row for row in rows if row.agreed_at is not None]
    held = max(agreed, key=lambda row: (row.agreed_at, row.id), default=None)
    newest = rows[-1] if rows else None
    return held, newest if newest is not None and newest.agreed_at is None else None


def _last_given(session: Session, me: int) -> dict[tuple[int, int], datetime]:
    rows = session.exec(
        select(Feedback.giver_id, Feedback.receiver_id, func.max(Feedback.given_at))
        .where(
            or_(col(Feedback.giver_id) == me, col(Feedback.receiver_id) == me),
            col(Feedback.kind) == FeedbackKind.SCHEDULED,
        )
        .group_by(col(Feedback.giver_id), col(Feedback.receiver_id))
    )
    return {(giver, receiver): at for giver, receiver, at in rows}
