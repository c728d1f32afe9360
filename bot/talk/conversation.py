"""What a conversation offers: commands, actions, forms, notices and its line in the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from inspect import signature
from typing import TypeVar, get_type_hints

from bot.talk.form import Form
from bot.talk.saying import NoticeText
from bot.talk.turn import Answer, Button, Reply, Turn
from kinerja.services.telling import Notice

T = TypeVar("T")

Handler = Callable[..., Answer]
"""Takes the turn and the button's arguments, typed ``int``, ``str`` or ``date`` by their annotations."""

BoundHandler = Callable[[Turn, Sequence[str]], Answer]
"""Takes the turn and the button's arguments as they travelled; raises ``WrongArguments``."""


class WrongArguments(Exception):
    """A button's data that its action cannot have made: forged, or of an earlier release."""


class Audience(StrEnum):
    """For whom a command or menu line is; overseers rate, lead, administer or audit.

    The owner of the installation announces beside the administrators, and administers no unit by that.
    """

    ANYONE = "anyone"
    EMPLOYEE = "employee"
    RATER = "rater"
    ADMIN = "admin"
    ANNOUNCER = "announcer"
    OVERSEER = "overseer"


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its names (the first is shown in the command menu) and what it does.

    ``shows_only`` leaves a form that is under way untouched. ``public`` is for people who are not
    linked yet, too.
    """

    names: tuple[str, ...]
    description: str
    handler: Callable[[Turn], Answer]
    audience: Audience = Audience.EMPLOYEE
    shows_only: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A button of the menu; ``badge`` counts what waits there."""

    label: str
    action: str
    audience: Audience = Audience.EMPLOYEE
    badge: Callable[[Turn], int] | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to be settled before anything else is done: ``ask`` returns the question, or None.

    ``lets_through`` names the commands and actions that are answered all the same.
    """

    ask: Callable[[Turn], Reply | None]
    lets_through: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One thing people come for; ``public`` actions also answer people who are not linked.

    ``picks_up`` is given what was written or sent outside any question, and returns None where it can
    make nothing of it. ``mends`` are buttons to where records are changed, for somebody who edited an
    old message instead.
    """

    name: str
    commands: tuple[Command, ...] = ()
    actions: dict[str, Handler] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    notices: dict[Notice, NoticeText] = field(default_factory=dict)
    menu: tuple[MenuLine, ...] = ()
    public: bool = False
    gate: Gate | None = None
    picks_up: Callable[[Turn], Answer | None] | None = None
    mends: tuple[Button, ...] = ()


class Book:
    """All conversations, indexed; two that claim the same name are refused at start."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self.conversations = tuple(conversations)
        self.commands: dict[str, Command] = {}
        self.actions: dict[str, BoundHandler] = {}
        self.forms: dict[str, Form] = {}
        self.notices: dict[str, NoticeText] = {}
        self.public: set[str] = set()
        self.mends = tuple(b for one in self.conversations for b in one.mends)
        self.gates = tuple(one.gate for one in self.conversations if one.gate is not None)
        for conversation in self.conversations:
            for command in conversation.commands:
                for name in command.names:
                    _add(self.commands, name, command)
            for name, handler in conversation.actions.items():
                _add(self.actions, name, _bind(handler))
            for form in conversation.forms:
                _add(self.forms, form.name, form)
            for notice, text in conversation.notices.items():
                _add(self.notices, notice.value, text)
            if conversation.public:
                self.public |= {*conversation.actions, *(form.name for form in conversation.forms)}

    def pick_up(self, turn: Turn) -> Answer | None:
        """Return what a conversation makes of words or a file that nobody asked for."""
        found = (one.picks_up(turn) for one in self.conversations if one.picks_up is not None)
        return next((answer for answer in found if answer is not None), None)


def _add(index: dict[str, T], name: str, value: T) -> None:
    if name in index:
        raise ValueError(f"two conversations claim {name!r}")
    index[name] = value


_LARGEST = 2**31 - 1
"""PostgreSQL refuses a number that cannot be the id of a row."""


def _read_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > _LARGEST:
        raise ValueError(text)
    return int(text)


_READ: dict[type, Callable[[str], object]] = {
    int: _read_number,
    str: str,
    date: date.fromisoformat,
}


def _bind(handler: Handler) -> BoundHandler:
    hints = get_type_hints(handler)
    parameters = list(signature(handler).parameters.values())[1:]
    readers = [_READ[hints[parameter.name]] for parameter in parameters]
    required = sum(parameter.default is parameter.empty for parameter in parameters)

    def call(turn: Turn, texts: Sequence[str]) -> Answer:
        if not required <= len(texts) <= len(readers):
            raise WrongArguments
        try:
            arguments = [read(text) for read, text in zip(readers, texts, strict=False)]
        except ValueError:
            raise WrongArguments from None
        return handler(turn, *arguments)

    return call
