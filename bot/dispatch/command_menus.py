"""The command menu of each chat, by role and language: told to Telegram when it changes, and only then.

What a chat was last told stands as a fact of the instances, as a digest. Roles begin and end with a day
or an import, so all chats are compared every now and then; in a turn only the one that changed is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import String, cast
from sqlmodel import Session, col, delete, select, update

from bot.talk.audiences import command_menu
from bot.talk.conversation import Book, Command
from bot.talk.saying import COMMANDS
from bot.talk.speaker import speaker
from kinerja.messages import encode, say
from kinerja.models import Account, InstanceFact, OutboxMessage, Priority
from kinerja.reports.standing import ChatStanding, chat_standings
from kinerja.services.once import insert_once

_FACT = "commands:"


def renew(
    session: Session, book: Book, now: datetime, today: date, chat_id: int | None = None
) -> int:
    """Queue what has changed in the command menus of all chats, or of one; return how many."""
    told = _told(session, chat_id)
    changed = 0
    for chat in chat_standings(session, today, chat_id):
        menu = command_menu(book, chat.standing)
        digest = _digest(menu, chat.language)
        before = told.pop(_FACT + str(chat.chat_id), None)
        if before != digest:
            _queue(session, chat.chat_id, digest, menu, chat.language, now)
            _note(session, chat, digest, before, now)
            changed += 1
    for name in told:
        _take_back(session, name, now)
    return changed + len(told)


def take_back(session: Session, now: datetime) -> int:
    """Take the command menu from the chats that are linked no more; return how many.

    It is one look at what chats were told, so that it can be done often: whoever was unlinked sees soon
    that the assistant does not know them.
    """
    linked = select(_FACT + cast(Account.chat_id, String)).where(col(Account.unlinked_at).is_(None))
    gone = session.exec(
        select(InstanceFact.name).where(
            col(InstanceFact.name).startswith(_FACT), col(InstanceFact.name).not_in(linked)
        )
    ).all()
    for name in gone:
        _take_back(session, name, now)
    return len(gone)


def _take_back(session: Session, name: str, now: datetime) -> None:
    _queue(session, int(name.removeprefix(_FACT)), "none", (), "", now)
    session.exec(delete(InstanceFact).where(col(InstanceFact.name) == name))


def forget(session: Session, chat_id: int) -> None:
    """Forget what a chat was told: after it was blocked Telegram may have it no more."""
    session.exec(delete(InstanceFact).where(col(InstanceFact.name) == _FACT + str(chat_id)))


def _told(session: Session, chat_id: int | None) -> dict[str, str]:
    which = (
        col(InstanceFact.name).startswith(_FACT)
        if chat_id is None
        else col(InstanceFact.name) == _FACT + str(chat_id)
    )
    facts = session.exec(select(InstanceFact.name, InstanceFact.value).where(which))
    return dict(facts.all())


def _note(
    session: Session, chat: ChatStanding, digest: str, before: str | None, now: datetime
) -> None:
    name = _FACT + str(chat.chat_id)
    if before is None:
        insert_once(session, InstanceFact(name=name, value=digest, updated_at=now))
        return
    session.exec(
        update(InstanceFact)
        .where(col(InstanceFact.name) == name)
        .values(value=digest, updated_at=now)
    )


def _queue(
    session: Session,
    chat_id: int,
    digest: str,
    menu: Sequence[Command],
    language: str,
    now: datetime,
) -> None:
    listed = [[command.names[0], encode(say(command.description))] for command in menu]
    insert_once(
        session,
        OutboxMessage(
            key=f"{COMMANDS}:{chat_id}:{digest}:{now.isoformat()}",
            chat_id=chat_id,
            kind=COMMANDS,
            content={"language": language, "commands": listed},
            priority=int(Priority.REMINDER),
            created_at=now,
        ),
    )


@lru_cache(maxsize=256)
def _digest(menu: tuple[Command, ...], language: str) -> str:
    """Return what tells one command menu from another, in the words people see."""
    said = speaker(language)
    shown = "\n".join(f"{c.names[0]} {said.plain(say(c.description))}" for c in menu)
    return hashlib.sha256(f"{language}\n{shown}".encode()).hexdigest()[:16]
