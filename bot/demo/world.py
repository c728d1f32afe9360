"""The whole of one stand-in: everything it knows and the few things that change it."""

import asyncio
import itertools
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.demo.call import Call
from bot.demo.clock import DemoClock
from bot.demo.errors import bad_request, forbidden
from bot.demo.faults import Faults
from bot.demo.files import FileStore
from bot.demo.flood import Flood, FloodLimits
from bot.demo.live import Hub
from bot.demo.shapes import Json
from bot.demo.state import Callback, Chat, Message, User
from bot.demo.updates import UpdateQueue
from bot.demo.webhook import Webhook

LOG_LENGTH = 20000
_BOT_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


class World:
    """Users, chats, files, updates and the bot they talk to."""

    def __init__(
        self,
        token: str,
        *,
        username: str = "kinerja_demo_bot",
        name: str = "Kinerja",
        offset_file: Path | None = None,
        limits: FloodLimits | None = None,
        strict_webhook: bool = False,
    ) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": name,
            "username": username,
        }
        self.clock = DemoClock(offset_file)
        self.flood = Flood(limits)
        self.faults = Faults()
        self.hub = Hub()
        self.closed = asyncio.Event()
        self.execute: Callable[[Call], Awaitable[object]] | None = None
        self.next_deadline: Callable[[], Awaitable[str]] | None = None
        self.updates = UpdateQueue()
        self.webhook = Webhook(self.updates, self._execute, strict=strict_webhook)
        self.forget()

    def forget(self) -> None:
        """Empty people, chats, files and records; the update ids go on."""
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.callbacks: dict[str, Callback] = {}
        self.commands: dict[str, list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.profile: dict[str, str] = {}
        self.log: deque[Json] = deque(maxlen=LOG_LENGTH)
        self.log_numbers = itertools.count(1)
        self.problems: list[Json] = []
        self._message_ids = itertools.count(1)

    def me(self) -> Json:
        """Answer getMe."""
        return {**self.bot, **_BOT_ABILITIES}

    def today(self) -> int:
        """Give the demonstration's time as Telegram writes dates."""
        return int(self.clock.now())

    def real_seconds(self) -> float:
        """Give a clock that nobody moves, for waits and limits."""
        return time.monotonic()

    def problem(self, kind: str, **values: object) -> None:
        """Note something that no test should overlook."""
        self.problems.append({"kind": kind, **values})

    def chat(self, chat_id: int | str) -> Chat:
        """Find a chat that the bot knows."""
        chat = self.chats.get(int(chat_id)) if str(chat_id).lstrip("-").isdigit() else None
        if chat is None or not (chat.known or chat.started):
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int | str) -> Chat:
        """Find a chat into which the bot may send now."""
        chat = self.chat(chat_id)
        if chat.user is not None and chat.user.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            kicked = f"bot was kicked from the {chat.type} chat"
            raise forbidden(kicked if chat.is_group else "bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def message(self, chat: Chat, message_id: int, what: str) -> Message:
        """Find a message, or refuse with Telegram's sentence."""
        found = chat.messages.get(message_id)
        if found is None:
            raise bad_request(f"message to {what} not found")
        return found

    def post(self, chat: Chat, sender: Json, content: Json, *, silent: bool = False) -> Message:
        """Put a new message into a chat."""
        data: Json = {
            "message_id": next(self._message_ids),
            "from": sender,
            "chat": chat.as_json(),
            "date": self.today(),
            **content,
        }
        message = Message(data, by_bot=bool(sender["is_bot"]), silent=silent)
        chat.messages[message.message_id] = message
        if message.by_bot:
            chat.action = ""
        self.touch(chat, message)
        return message

    def touch(self, chat: Chat, message: Message | None = None) -> None:
        """Note that a chat changed and tell who looks at it."""
        chat.version += 1
        if message is not None:
            message.version = chat.version
        self.hub.publish("chat", chat_id=chat.id, version=chat.version)

    def erase(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        if chat.messages.pop(message_id, None) is not None:
            chat.deleted.add(message_id)
            self.touch(chat)

    def tap(self, user: User, chat: Chat, message_id: int, data: str) -> Callback:
        """Queue a tap on an inline button."""
        message = chat.messages.get(message_id)
        shown = message.data if message else {"chat": chat.as_json(), "message_id": message_id}
        callback = Callback(
            str(random.getrandbits(62)), user.id, chat.id, message_id, data, time.monotonic()
        )
        self.callbacks[callback.id] = callback
        content = {
            "id": callback.id,
            "from": user.as_json(),
            "message": shown if message else {**shown, "date": 0},
            "chat_instance": chat.instance,
            "data": data,
        }
        self.updates.add("callback_query", content)
        return callback

    async def _execute(self, call: Call) -> object:
        return await self.execute(call) if self.execute is not None else None
