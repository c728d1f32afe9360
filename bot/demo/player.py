"""Plays one person from a test or a play: writes, taps, sends files, and waits for answers."""

import mimetypes
from pathlib import Path
from typing import Self

from bot.demo.control_client import ControlClient
from bot.demo.shapes import Json, Value

TIMEOUT = 10.0
_ROUND = 5.0


class NotSeen(AssertionError):
    """The expected message did not come in time."""


class Player:
    """One person in a chat with the bot, by default the private one."""

    def __init__(self, base_url: str, user_id: int, chat_id: int | None = None) -> None:
        self.control = ControlClient(base_url)
        self.user_id = user_id
        self.chat_id = chat_id or user_id
        self.mark = 0

    @classmethod
    def new(cls, base_url: str, user_id: int, first_name: str, **details: object) -> Self:
        """Add a person to the stand-in and give their player."""
        ControlClient(base_url).add_user(user_id, first_name, **details)
        return cls(base_url, user_id)

    def in_chat(self, chat_id: int) -> "Player":
        """Give the same person in another chat."""
        return Player(self.control.base_url, self.user_id, chat_id)

    def says(self, text: str, reply_to: int | None = None) -> Self:
        """Write a message."""
        return self._acts("text", text=text, reply_to=reply_to)

    def opens(self, link: str) -> Self:
        """Follow a deep link to the bot."""
        return self._acts("open", link=link)

    def presses(self, label: str, message_id: int | None = None) -> Json:
        """Tap a button by its label, inline or on the reply keyboard; gives what came of it."""
        return self._does("tap", label=label, message_id=message_id)

    def forges(self, data: str, message_id: int | None = None) -> Json:
        """Send the data of a button that need not exist."""
        return self._does("tap", data=data, message_id=message_id)

    def uploads(
        self, *paths: str | Path, caption: str = "", kind: str = "document", seconds: int = 1
    ) -> Self:
        """Send files; kind is document, photo, voice or video, several make an album."""
        files = [(Path(path).name, _mime(path), Path(path).read_bytes()) for path in paths]
        return self.sends(*files, caption=caption, kind=kind, seconds=seconds)

    def sends(
        self,
        *files: tuple[str, str, bytes],
        caption: str = "",
        kind: str = "document",
        seconds: int = 1,
    ) -> Self:
        """Send files given as name, type and content."""
        fields = {"as": kind, "caption": caption, "seconds": seconds, "chat_id": self.chat_id}
        path = f"/control/users/{self.user_id}/files"
        self.mark = self.control.upload(path, files, fields)["version"]
        return self

    def shares_contact(self, **details: object) -> Self:
        """Share one's own contact, or the one described."""
        return self._acts("contact", **details)

    def shares_location(self, latitude: float, longitude: float) -> Self:
        """Share a place."""
        return self._acts("location", latitude=latitude, longitude=longitude)

    def edits(self, message_id: int, text: str) -> Self:
        """Change one's own message."""
        return self._acts("edit", message_id=message_id, text=text)

    def deletes(self, message_id: int) -> Self:
        """Delete a message on both sides; the bot is not told."""
        return self._acts("delete", message_id=message_id)

    def forwards(self, message_id: int, from_chat_id: int | None = None) -> Self:
        """Forward a message to the bot."""
        return self._acts("forward", message_id=message_id, from_chat_id=from_chat_id)

    def blocks(self) -> Self:
        """Block the bot."""
        return self._acts("block")

    def unblocks(self) -> Self:
        """Let the bot write again."""
        return self._acts("unblock")

    def chat(self, newer_than: int = -1, wait: float = 0.0) -> Json:
        """Read the chat; with `wait` not before it is newer than a version."""
        path = f"/control/chats/{self.chat_id}"
        return self.control.get(path, newer_than=newer_than, wait=wait, user_id=self.user_id)

    def messages(self) -> list[Json]:
        """List the messages of the chat, oldest first."""
        found: list[Json] = self.chat()["messages"]
        return found

    def last(self) -> Json:
        """Give the newest message of the bot."""
        found = [message for message in self.messages() if message["extra"]["by_bot"]]
        if not found:
            raise NotSeen("the bot has not written yet")
        return found[-1]

    def labels(self, message: Json | None = None) -> list[str]:
        """List the labels of the buttons of a message, by default of the bot's newest."""
        return buttons(message or self.last())

    def waits_for(self, text: str = "", timeout: float = TIMEOUT, *, ever: bool = False) -> Json:
        """Wait for a message of the bot that holds a text and gives it.

        It must be new or changed since this player last acted; with `ever` any message counts.
        """
        since = -1 if ever else self.mark
        left, version, chat = timeout, -1, self.chat()
        while True:
            for message in reversed(chat["messages"]):
                extra = message["extra"]
                if extra["by_bot"] and extra["version"] > since and text in spoken(message):
                    return dict(message)
            if left <= 0:
                break
            version, wait = chat["version"], min(left, _ROUND)
            chat = self.chat(newer_than=version, wait=wait)
            left -= wait if chat["version"] == version else 0.02
        shown = "\n---\n".join(spoken(message) for message in chat["messages"][-5:])
        raise NotSeen(f"{text!r} was not seen within {timeout} s; the chat ends with:\n{shown}")

    def waits_for_answer(self, callback_id: str, timeout: float = TIMEOUT) -> Json:
        """Wait until a tap is answered and give the answer: text, show_alert, url."""
        left = timeout
        while left > 0:
            for callback in self.control.get("/control/callbacks")["callbacks"]:
                if callback["id"] == callback_id and callback["answer"] is not None:
                    return dict(callback["answer"])
            self.chat(newer_than=10**9, wait=0.05)
            left -= 0.05
        raise NotSeen(f"the tap {callback_id} was not answered within {timeout} s")

    def downloads(self, message: Json) -> bytes:
        """Fetch the file of a message."""
        for kind in ("document", "voice", "video"):
            if kind in message:
                return self.control.fetch(message[kind]["file_id"])
        return self.control.fetch(message["photo"][-1]["file_id"])

    def _does(self, what: str, **wish: object) -> Json:
        known = {name: value for name, value in wish.items() if value is not None}
        known.setdefault("chat_id", self.chat_id)
        if what == "open":
            del known["chat_id"]
        result = self.control.post(f"/control/users/{self.user_id}/{what}", **known)
        self.mark = result["version"]
        return result

    def _acts(self, what: str, **wish: object) -> Self:
        self._does(what, **wish)
        return self


def spoken(message: Json) -> str:
    """Give the words of a message: its text, caption or the name of its file."""
    words = message.get("text") or message.get("caption") or ""
    return str(words or message.get("document", {}).get("file_name", ""))


def buttons(message: Json) -> list[str]:
    """List the labels of a message's inline buttons."""
    rows: list[list[Value]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def _mime(path: str | Path) -> str:
    return mimetypes.guess_type(str(path))[0] or "application/octet-stream"
