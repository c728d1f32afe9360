"""One turn of a conversation: what came in, what is said back, and what a handler may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from sqlmodel import Session

from bot.talk.options import Options
from kinerja.messages import N_, Message, decode, encode, say
from kinerja.models import EvidenceKind
from kinerja.regulation import Law
from kinerja.rules.access import Actor

if TYPE_CHECKING:
    from bot.talk.conversation import Book
    from bot.talk.guidance import Present

WIRE_VERSION = "1"
"""Leads every button's data, so that buttons of earlier releases can still be told apart."""


TICK = "✓ "
"""Leads the label of an answer that is chosen."""


class IncomingKind(StrEnum):
    """What somebody did in the chat."""

    TEXT = "text"
    COMMAND = "command"
    BUTTON = "button"
    FILE = "file"
    EDITED = "edited"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, already fetched and stored, unless ``problem`` says why not."""

    kind: EvidenceKind
    file_id: str
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str | None = None
    stripped: bool = False
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing somebody did, as the conversations see it.

    ``message_id`` is the person's own message, for a button the message it sits on. ``text`` is what was
    written (also a caption); ``command`` has neither slash nor bot name, ``argument`` is the rest of
    its line; ``data`` is a button's.
    """

    kind: IncomingKind
    chat_id: int
    update_id: int
    at: datetime
    message_id: int | None = None
    text: str = ""
    command: str = ""
    argument: str = ""
    data: str = ""
    language_code: str = ""
    attachment: Attachment | None = None
    album: str | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``label`` is a marked sentence with values, ``data`` an action or an answer.

    Instead of ``data`` a button may open ``url`` or copy ``copies`` (at most 256 characters).
    """

    label: Message
    data: str = ""
    url: str = ""
    copies: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: by Telegram's id, from the evidence store (``sha256``), or ``content`` itself.

    ``packed`` is the content of a file that is no text, in base64.
    """

    kind: EvidenceKind
    file_id: str | None = None
    sha256: str | None = None
    file_name: str = ""
    content: str = ""
    packed: str = ""


CARD = File(EvidenceKind.PHOTO, file_name="card.png")
"""A neutral picture, for what has none of its own."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: it takes the place of the tapped message, unless ``fresh`` or typed to.

    ``renews`` takes the place of the newest reply, whatever came in: the pieces of an album, which arrive
    one by one, are one message. ``protected`` forbids forwarding (records of other people).
    ``toast`` is the short line that answers a tap. With ``file`` the text is its caption; a file comes as a
    new message unless it is ``in_place``. A ``secret`` is not kept after it was sent.
    """

    text: Message
    buttons: Rows = ()
    fresh: bool = False
    protected: bool = False
    file: File | None = None
    toast: Message | None = None
    in_place: bool = False
    renews: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a form: its name, what it is about (``context``), and answers known already."""

    form: str
    context: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


Said = Reply | tuple[Reply, ...]
"""What is said back: the first reply is the screen, the others follow as messages."""

Answer = Said | Start
"""What a handler returns."""


class Underway(Protocol):
    """The forms of a chat that are not finished."""

    def present(self) -> Present | None:
        """Return the question somebody is at, if there is one."""
        ...

    def unfinished(self) -> tuple[Button, ...]:
        """Return a button for each form that can be gone on with."""
        ...

    def cancel(self) -> Reply | None:
        """Leave the active form, if there is one."""
        ...


@dataclass(slots=True)
class Turn:
    """What a handler works with: the session, who speaks, and what moment it is there.

    ``person_id`` is None for somebody unknown. ``today`` is the local date of the person's unit.
    ``forget`` asks that the person's own message be deleted,
    ``renews_commands`` that the chat's command menu be made anew.
    """

    session: Session
    incoming: Incoming
    now: datetime
    today: date
    zone: str
    language: str
    book: Book
    options: Options
    underway: Underway
    person_id: int | None = None
    name: str = ""
    forget: bool = False
    renews_commands: bool = False

    @property
    def actor(self) -> Actor:
        """The person as the domain knows them; only for linked people."""
        if self.person_id is None:
            raise LookupError("an unknown chat has no actor")
        return Actor(self.person_id)

    @property
    def law(self) -> Law:
        """The law of today, with what the agency has settled."""
        return self.options.regulation.on(self.today)

    @property
    def chat_id(self) -> int:
        """The chat of the turn."""
        return self.incoming.chat_id


def action(name: str, *arguments: object) -> str:
    """Return the data of a button that does an action with arguments; at most 64 bytes."""
    data = "|".join([WIRE_VERSION, "a", name, *map(str, arguments)])
    if len(data.encode()) > 64:
        raise ValueError(f"the data of a button is too long: {data}")
    return data


def button(label: str, data: str, **values: Any) -> Button:
    """Return a button with a marked sentence as label."""
    return Button(say(label, **values), data)


def home() -> Button:
    """Return the button that leads to the menu."""
    return button(N_("Menu"), action("menu"))


def encode_reply(reply: Reply, language: str) -> dict[str, Any]:
    """Return the JSON form of a reply for the outbox."""
    return {
        "text": encode(reply.text),
        "buttons": [
            [[encode(b.label), b.data, b.url, b.copies] for b in row] for row in reply.buttons
        ],
        "protected": reply.protected,
        **({"secret": True} if reply.secret else {}),
        "file": None
        if reply.file is None
        else [
            reply.file.kind.value,
            reply.file.file_id,
            reply.file.sha256,
            reply.file.file_name,
            reply.file.content,
            reply.file.packed,
        ],
        "language": language,
    }


def decode_reply(content: Mapping[str, Any]) -> Reply:
    """Return the reply a JSON form stands for."""
    file = content["file"]
    return Reply(
        text=decode(content["text"]),
        buttons=tuple(
            tuple(Button(decode(label), data, url, copies) for label, data, url, copies in row)
            for row in content["buttons"]
        ),
        protected=content["protected"],
        file=None if file is None else File(EvidenceKind(file[0]), *file[1:]),
    )
