"""How fast messages leave: evenly spaced over all chats, with a small burst in each."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.telegram.window import Window

CATCH_UP, CATCH_UP_ALONE = 0.015, 0.25
"""Seconds a late timer may make up for; more for whoever sees all that is sent."""
STRICT = 30 / 29
"""What Telegram counts as too many a second, where the pace is one."""
BURST = 3
"""New messages a chat may get at once."""
_SLOWEST = 0.3
_LOWER, _RAISE = 0.95, 0.1
_ONE_REFUSAL = 5.0
"""Seconds within which refusals count as one: calls under way are refused together."""
_QUIET = 60.0
_FORGET_ABOVE = 10_000


class Pace:
    """Gives every message its moment. A refusal lowers the pace, quiet minutes raise it again."""

    def __init__(
        self,
        per_second: float,
        per_chat_second: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._full = 1 / per_second
        self.window = Window(max(1, int(per_second * STRICT + 1e-6)), clock)
        self.catch_up = CATCH_UP
        self._chat_interval = 1 / per_chat_second
        self._clock = clock
        self._next = 0.0
        self._chats: dict[int, float] = {}
        self._share = 1.0
        self._changed_at = float("-inf")

    @property
    def interval(self) -> float:
        """The seconds between two messages."""
        return self._full / self._share

    def delay(self) -> float:
        """Take the next slot; return the seconds until it."""
        now = self._clock()
        self._recover(now)
        moment = max(self._next, now - self.catch_up)
        self._next = moment + self.interval
        return max(0.0, moment - now)

    def not_before(self, seconds: float) -> None:
        """Move the next slot so many seconds away, unless it is further already: others took those before."""
        self._next = max(self._next, self._clock() + seconds)

    def take(self, chat_id: int) -> None:
        """Count a new message in a chat."""
        now = self._clock()
        if len(self._chats) > _FORGET_ABOVE:
            self._chats = {chat: full for chat, full in self._chats.items() if full > now}
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + self._chat_interval

    def cooling(self) -> dict[int, float]:
        """Return the chats that may not get a new message now, and the seconds until they may."""
        limit = self._clock() + (BURST - 1) * self._chat_interval
        # A tick of tolerance, or a timer that rings on time finds the chat still cooling.
        return {
            chat: full - limit for chat, full in self._chats.items() if full > limit + CATCH_UP / 20
        }

    def slow_down(self) -> None:
        """Lower the pace after a refusal; those that come together lower it once."""
        now = self._clock()
        if now - self._changed_at > _ONE_REFUSAL:
            self._share = max(_SLOWEST, self._share * _LOWER)
            self._changed_at = now

    def _recover(self, now: float) -> None:
        if self._share < 1 and now - self._changed_at > _QUIET:
            self._share = min(1.0, self._share + _RAISE)
            self._changed_at = now
