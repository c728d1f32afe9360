"""Dialogues without a network: people say and press, and see what the outbox would deliver.

The real dispatcher, conversations, services and database run; only the Bot API is left out. Each
turn is one unit of work, as in the worker, and what it queued is delivered before the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.conversations import BOOK
from bot.dispatch import Dispatcher, Handled
from bot.talk.conversation import Book
from bot.talk.options import Options
from bot.talk.saying import CLOSE, COMMANDS, FORGET, Words, put_into_words
from bot.talk.speaker import speaker
from bot.talk.turn import Attachment, Incoming, IncomingKind
from bot.telegram.reminding import Reminding
from kinerja.clock import FixedClock
from kinerja.database import Database, read
from kinerja.errors import Refused
from kinerja.models import Account, OutboxMessage, OutboxStatus
from kinerja.services.sent_reminders import note_sent
from kinerja.services.telling import Notice
from tests import screens

MORNING = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)


@dataclass
class Message:
    """A message in a chat, as the person sees it."""

    number: int
    words: Words
    buttons: list[tuple[str, str]]

    @property
    def text(self) -> str:
        return self.words.html


_WAITING = (
    select(OutboxMessage)
    .where(col(OutboxMessage.status) == OutboxStatus.PENDING)
    .order_by(col(OutboxMessage.id))
)
_LANGUAGE = select(Account.language).where(
    col(Account.chat_id) == bindparam("chat_id"), col(Account.unlinked_at).is_(None)
)
_SHOWN = select(OutboxMessage.message_id).where(col(OutboxMessage.key) == bindparam("key"))


def _shown(session: Any, row: OutboxMessage) -> int | None:
    """Return the message in the chat that a row changes, if it changes one."""
    found = read(session, _SHOWN, key=row.edits_key) if row.edits_key else []
    return found[0].message_id if found else None


@dataclass
class Stage:
    """A database, a dispatcher and a clock, with people who talk to it."""

    database: Database
    book: Book = BOOK
    clock: FixedClock = field(default_factory=lambda: FixedClock(MORNING))
    options: Options = field(default_factory=lambda: Options(agency="Pemerintah Kota Contoh"))
    updates: int = 1000
    messages: int = 0
    people: dict[int, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(self.book, self.options)
        self.reminding = Reminding(self.clock)

    def person(self, chat_id: int, language_code: str = "id") -> Person:
        """Let somebody take part."""
        return self.people.setdefault(chat_id, Person(self, chat_id, language_code))

    def handle(self, incoming: Incoming) -> Handled:
        """Handle one incoming value, then deliver what was queued."""
        handled = self.in_units_of_work(incoming)
        self.deliver()
        return handled

    def in_units_of_work(self, incoming: Incoming) -> Handled:
        """Handle one incoming value as the worker does: what is refused is said in a second unit."""
        try:
            with self.database.unit_of_work() as session:
                return self.dispatcher.handle(session, incoming, self.clock.now())
        except Refused as error:
            refused = error
        with self.database.unit_of_work() as session:
            return self.dispatcher.refuse(session, incoming, refused, self.clock.now())

    def deliver(self) -> None:
        """Bring what is in the outbox to the chats, in order."""
        with self.database.unit_of_work() as session:
            rows = session.exec(_WAITING).all()
            said = self._reminders(session, rows)
            for row in rows:
                if row.kind == Notice.REMINDER and row.id not in said:
                    row.status = OutboxStatus.CANCELLED
                    continue
                row.content = said.get(row.id, row.content)
                self._deliver(session, row)
                row.status = OutboxStatus.SENT
                if row.kind == Notice.REMINDER:
                    note_sent(session, row.key, self.clock.now())

    def _reminders(self, session: Any, rows: Sequence[OutboxMessage]) -> dict[int, Any]:
        """Return what reminders still say, as the sender asks when it claims their rows."""
        reminders = [row for row in rows if row.kind == Notice.REMINDER]
        return self.reminding.contents(session, reminders) if reminders else {}

    def _deliver(self, session: Any, row: OutboxMessage) -> None:
        person = self.person(row.chat_id)
        if row.kind == COMMANDS:
            person.commands = [name for name, _description in row.content["commands"]]
            return
        if row.kind == FORGET:
            person.forgotten.append(row.edits_message_id)
            return
        if row.kind == CLOSE:
            person.close(row.edits_message_id or _shown(session, row))
            return
        linked = read(session, _LANGUAGE, chat_id=row.chat_id)
        known = linked[0].language if linked else None
        language = row.content.get("language") or known
        if self.book is BOOK:
            screens.check(row.kind, row.content, self.book.notices, is_linked=known is not None)
        words = put_into_words(row.kind, row.content, speaker(language), self.book.notices)
        buttons = [(b.text, b.data or b.url or b.copies) for line in words.rows for b in line]
        row.message_id = row.edits_message_id or _shown(session, row) or self.next_message()
        person.receives(Message(row.message_id, words, buttons))

    def next_message(self) -> int:
        self.messages += 1
        return self.messages

    def next_update(self) -> int:
        self.updates += 1
        return self.updates


@dataclass
class Person:
    """Somebody with a phone."""

    stage: Stage
    chat_id: int
    language_code: str = "id"
    chat: list[Message] = field(default_factory=list)
    forgotten: list[int | None] = field(default_factory=list)
    protected: set[int] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)
    shown: Message | None = None
    handled: Handled | None = None
    actions: int = 0

    def says(self, text: str, **changes: Any) -> Person:
        """Write a text, or a command with its slash."""
        kind, command, argument = IncomingKind.TEXT, "", ""
        if text.startswith("/"):
            kind = IncomingKind.COMMAND
            command, _, argument = text[1:].partition(" ")
        return self._does(kind=kind, text=text, command=command, argument=argument, **changes)

    def sends(self, attachment: Attachment, caption: str = "", **changes: Any) -> Person:
        """Send a file."""
        return self._does(kind=IncomingKind.FILE, attachment=attachment, text=caption, **changes)

    def presses(self, label: str) -> Person:
        """Press the newest button whose label contains the words."""
        for message in self.newest_first():
            for text, data in message.buttons:
                if label in text:
                    return self.presses_data(data, message.number)
        raise AssertionError(f"no button {label!r}; there are {self.labels()}")

    def presses_data(self, data: str, message_id: int | None = None) -> Person:
        """Press a button by its data, also one that was never offered."""
        return self._does(kind=IncomingKind.BUTTON, data=data, message_id=message_id)

    def edits(self, text: str) -> Person:
        """Edit an old message."""
        return self._does(kind=IncomingKind.EDITED, text=text)

    def repeats(self, incoming: Incoming) -> Person:
        """Do the same thing again, as a new update."""
        return self._does(**{**_fields(incoming), "update_id": None})

    def sees(self, *texts: str) -> Person:
        """Check that the newest message contains the texts."""
        for text in texts:
            assert text in self.screen, f"expected {text!r} in:\n{self.screen}\n{self.labels()}"
        return self

    def sees_not(self, *texts: str) -> Person:
        """Check that the newest message contains none of the texts."""
        for text in texts:
            assert text not in self.screen, f"did not expect {text!r} in:\n{self.screen}"
        return self

    @property
    def screen(self) -> str:
        """What was said last, as a new message or in the place of an old one."""
        return self.shown.text if self.shown else ""

    def newest_first(self) -> list[Message]:
        """The messages, the one that was shown last first."""
        return [self.shown, *(m for m in reversed(self.chat) if m is not self.shown)]

    def labels(self) -> list[str]:
        """The labels of the newest message's buttons."""
        return [text for text, _data in self.shown.buttons] if self.shown else []

    def data(self, label: str) -> str:
        """The data of a button by its label."""
        return next(
            data
            for message in reversed(self.chat)
            for text, data in message.buttons
            if label in text
        )

    def receives(self, message: Message) -> None:
        self.shown = message
        for index, known in enumerate(self.chat):
            if known.number == message.number:
                # Telegram protects a message when it is sent; no edit can.
                assert message.number in self.protected or not message.words.protected
                self.chat[index] = message
                return
        if message.words.protected:
            self.protected.add(message.number)
        self.chat.append(message)

    def close(self, number: int | None) -> None:
        for message in self.chat:
            if message.number == number:
                message.buttons = []

    def _does(self, **given: Any) -> Person:
        self.actions += 1
        incoming = Incoming(
            chat_id=self.chat_id,
            update_id=self.stage.next_update(),
            at=self.stage.clock.now(),
            language_code=self.language_code,
            **{
                k: v
                for k, v in given.items()
                if k not in ("update_id", "chat_id", "at", "language_code")
            },
        )
        if incoming.kind is not IncomingKind.BUTTON and incoming.message_id is None:
            incoming = replace(incoming, message_id=self.stage.next_message())
        self.latest = incoming
        self.handled = self.stage.handle(incoming)
        self.stage.clock.advance(timedelta(seconds=1))
        return self


def _fields(incoming: Incoming) -> dict[str, Any]:
    return {name: getattr(incoming, name) for name in incoming.__slots__}
