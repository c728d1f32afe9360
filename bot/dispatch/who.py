"""Who speaks in a chat, and whether messages reach them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select, update

from bot.dispatch.drafts import NOTHING
from bot.talk.conversation import Book
from bot.talk.options import Options
from bot.talk.speaker import choose_language
from bot.talk.turn import Incoming, IncomingKind, Turn
from kinerja.database import read
from kinerja.models import Account, Person, Position, Unit, WorkingTime
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.services.authority import valid_on

# Built once: building a statement costs more than running it.
_WHO = (
    select(
        Account.person_id,
        Account.language,
        Person.name,
        func.coalesce(WorkingTime.zone, Unit.zone),
    )
    .join(Person, col(Person.id) == col(Account.person_id))
    .outerjoin(
        Position,
        (col(Position.person_id) == col(Person.id))
        & valid_on(Position.starts_on, Position.ends_on, bindparam("day")),  # type: ignore[arg-type]
    )
    .outerjoin(Unit, col(Unit.id) == col(Position.unit_id))
    .outerjoin(WorkingTime, col(WorkingTime.person_id) == col(Person.id))
    .where(col(Account.chat_id) == bindparam("chat"), col(Account.unlinked_at).is_(None))
    .order_by(col(Position.id))
    .limit(1)
)


def turn_of(
    session: Session, incoming: Incoming, now: datetime, book: Book, options: Options
) -> Turn:
    """Return the turn of an incoming value: its person, their language and their local day."""
    found = read(session, _WHO, chat=incoming.chat_id, day=now.date())
    person_id, language, name, zone = found[0] if found else (None, "", "", None)
    zone = zone or DEFAULT_ZONE
    return Turn(
        session=session,
        incoming=incoming,
        now=now,
        today=now.astimezone(ZoneInfo(zone)).date(),
        zone=zone,
        language=language or choose_language(incoming.language_code),
        book=book,
        options=options,
        underway=NOTHING,
        person_id=person_id,
        name=name,
    )


def note_reachability(turn: Turn) -> None:
    """Note that somebody blocked the bot, or lets it write again."""
    reachable = turn.incoming.kind is IncomingKind.UNBLOCKED
    turn.session.exec(
        update(Account)
        .where(col(Account.chat_id) == turn.chat_id, col(Account.unlinked_at).is_(None))
        .values(unreachable_at=None if reachable else turn.now)
    )
