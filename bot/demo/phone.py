"""A person's phone in the play: waits until a button is offered, presses it, writes, sends files."""

import time
from dataclasses import dataclass

from bot.demo.player import NotSeen, Player, buttons, spoken

PATIENCE = 20.0
_ROUND = 5.0


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot that offers what was waited for."""

    message_id: int
    text: str
    offered: str
    """What it was found by."""
    button: str
    """The whole label of the button."""


class Phone:
    """Acts on what the bot said since the person last did something, and on nothing older."""

    def __init__(self, base_url: str, user_id: int) -> None:
        self._player = Player(base_url, user_id)

    def writes(self, text: str) -> None:
        """Write a message."""
        self._player.says(text)

    def sends(self, name: str, kind: str, content: bytes) -> None:
        """Send a file: an image as photo, anything else as document."""
        self._player.sends((name, kind, content), kind="photo" if "image" in kind else "document")

    def sees(self, *labels: str, patience: float = PATIENCE) -> Screen:
        """Wait for a screen with a button that has, or begins with, one of some labels."""
        until, chat = time.monotonic() + patience, self._player.chat()
        while True:
            for message in reversed(chat["messages"]):
                if message["extra"]["by_bot"] and message["extra"]["version"] > self._player.mark:
                    found = _offered(labels, buttons(message))
                    if found:
                        return Screen(message["message_id"], spoken(message), *found)
            if time.monotonic() > until:
                break
            chat = self._player.chat(newer_than=chat["version"], wait=_ROUND)
        end = "\n---\n".join(f"{spoken(m)} {buttons(m)}" for m in chat["messages"][-3:])
        raise NotSeen(f"{labels} not offered within {patience:.0f} s; the chat ends:\n{end}")

    def presses(self, *labels: str, patience: float = PATIENCE) -> str:
        """Press the first button that has, or begins with, one of some labels; gives that label."""
        screen = self.sees(*labels, patience=patience)
        self.press_on(screen)
        return screen.offered

    def press_on(self, screen: Screen) -> None:
        """Press the button that a screen was found by."""
        self._player.presses(screen.button, screen.message_id)


def _offered(labels: tuple[str, ...], offers: list[str]) -> tuple[str, str] | None:
    for label in labels:
        if label in offers:
            return label, label
        for offer in offers:
            if offer.startswith(label):
                return label, offer
    return None
