"""What a rater who leaves writes for the successor: one note a post (*catatan serah terima*)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import HandoverNote, Position
from kinerja.rules.access import Action, Actor
from kinerja.rules.acting import CLOSING_DAYS
from kinerja.services.audit import record
from kinerja.services.authority import authorise_part

LONGEST_NOTE = 1000


def write_note(
    session: Session, actor: Actor, position_id: int, text: str, *, now: datetime, today: date
) -> int:
    """Keep the note about a post; writing again replaces it. Its holder finds it in their own data."""
    post = session.get(Position, position_id, with_for_update=True)
    if post is None:
        raise Unknown
    authorise_part(session, actor, Action.HAND_OVER, post, today, during=closing(today))
    checked = check_note(text)
    row = session.exec(
        select(HandoverNote).where(
            col(HandoverNote.position_id) == position_id,
            col(HandoverNote.author_id) == actor.person_id,
        )
    ).first() or HandoverNote(
        position_id=position_id, author_id=actor.person_id or 0, text="", written_at=now
    )
    row.text, row.written_at = checked, now
    session.add(row)
    session.flush()
    record(session, actor, "hand_over", "position", position_id, person_id=post.person_id, now=now)
    return row.id or 0


def closing(today: date) -> tuple[date, date]:
    """Return the days on one of which somebody must have rated a post to hand it over."""
    return today - timedelta(days=CLOSING_DAYS), today


def check_note(text: str) -> str:
    """Return the note without its margins, or refuse it."""
    said = text.strip()
    if not said:
        raise Refused(N_("Please write a sentence or two."))
    if len(said) > LONGEST_NOTE:
        raise Refused(N_("Please write at most {n} characters."), n=LONGEST_NOTE)
    return said
