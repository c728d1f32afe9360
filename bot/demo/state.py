"""What the stand-in remembers: people, chats, messages and taps that wait for an answer."""

from dataclasses import dataclass, field

from bot.demo.shapes import Json


@dataclass(slots=True)
class User:
    """A person with a Telegram account; `note` is shown on the page only."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    phone: str = ""
    note: str = ""
    deactivated: bool = False

    def as_json(self) -> Json:
        """Describe the person as the Bot API does."""
        person: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                person[name] = getattr(self, name)
        return person


@dataclass(slots=True)
class Message:
    """A message as the Bot API shows it, with what only the page needs."""

    data: Json
    by_bot: bool
    silent: bool = False
    version: int = 0
    keyboard: Json | None = None

    @property
    def message_id(self) -> int:
        """Give the number of the message in its chat."""
        return int(self.data["message_id"])

    def for_page(self) -> Json:
        """Describe the message for the control side."""
        extra = {"by_bot": self.by_bot, "silent": self.silent, "version": self.version}
        return {**self.data, "extra": extra}


@dataclass(slots=True)
class Chat:
    """A private chat or a group as it is now."""

    id: int
    type: str = "private"
    title: str = ""
    user: User | None = None
    members: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    keyboard: Json | None = None
    known: bool = False
    started: bool = False
    blocked: bool = False
    version: int = 0
    action: str = ""
    action_until: float = 0.0
    instance: str = ""

    @property
    def is_group(self) -> bool:
        """Tell groups from private chats."""
        return self.type != "private"

    def as_json(self) -> Json:
        """Describe the chat as the Bot API does."""
        if self.user is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        person = self.user.as_json()
        named: Json = {k: person[k] for k in ("first_name", "last_name", "username") if k in person}
        return {"id": self.id, "type": self.type, **named}


@dataclass(slots=True)
class Callback:
    """A tap on an inline button and what the bot answered."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    asked_at: float
    answer: Json | None = None
    answered_after: float | None = None

    def as_json(self) -> Json:
        """Describe the tap for the control side."""
        return {
            "id": self.id,
            "user_id": self.user_id,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "data": self.data,
            "answer": self.answer,
            "answered_after": self.answered_after,
        }
