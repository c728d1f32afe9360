"""Flood control: Telegram's limits on how fast a bot may send."""

import math
from collections import deque
from dataclasses import asdict, dataclass

from bot.demo.errors import too_many_requests
from bot.demo.shapes import Json

SENDING = {
    "sendmessage",
    "sendphoto",
    "senddocument",
    "sendvoice",
    "sendvideo",
    "sendmediagroup",
    "forwardmessage",
    "copymessage",
}


@dataclass(slots=True)
class FloodLimits:
    """The limits; zero means that there is none."""

    enabled: bool = False
    overall: int = 30
    overall_seconds: float = 1.0
    chat_rate: float = 1.0
    chat_burst: int = 3
    group: int = 20
    group_seconds: float = 60.0
    penalty: int = 0

    @classmethod
    def telegram(cls) -> "FloodLimits":
        """Give the limits that Telegram names: 1 a second a chat, 30 overall, 20 a minute a group."""
        return cls(enabled=True)


class Window:
    """At most so many events in any stretch of so many seconds."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._events: deque[float] = deque()

    def wait(self, now: float, events: int) -> float:
        """Give the seconds until so many more events fit."""
        while self._events and self._events[0] <= now - self._seconds:
            self._events.popleft()
        over = len(self._events) + min(events, self._limit) - self._limit
        return self._events[over - 1] + self._seconds - now if over > 0 else 0.0

    def take(self, now: float, events: int) -> None:
        """Count events."""
        self._events.extend([now] * events)


class Bucket:
    """A token bucket: a steady rate with a short burst."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._tokens = float(burst)
        self._at = -math.inf

    def wait(self, now: float, events: int) -> float:
        """Give the seconds until so many events are allowed."""
        if self._at > -math.inf:
            self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        missing = min(float(events), self._burst) - self._tokens
        return missing / self._rate if missing > 1e-9 else 0.0

    def take(self, now: float, events: int) -> None:
        """Take tokens; a large album may leave a debt."""
        self._at = now
        self._tokens -= events


class Flood:
    """Counts what a bot sends and refuses what comes too fast."""

    def __init__(self, limits: FloodLimits | None = None) -> None:
        self.limits = limits or FloodLimits()
        self.configure({})

    def configure(self, changes: Json) -> None:
        """Change limits and start counting anew."""
        for name, value in changes.items():
            if name not in FloodLimits.__slots__:
                raise KeyError(name)
            setattr(self.limits, name, value)
        self._overall = Window(self.limits.overall, self.limits.overall_seconds)
        self._chats: dict[int | str, Window | Bucket] = {}
        self.refused = 0

    def as_json(self) -> Json:
        """Describe limits and refusals."""
        return {**asdict(self.limits), "refused": self.refused}

    def check(self, chat_id: int | str, now: float, events: int = 1, *, is_group: bool) -> None:
        """Count a sending, or refuse it with the seconds to wait."""
        if not self.limits.enabled:
            return
        lanes: list[Window | Bucket] = []
        if self.limits.overall:
            lanes.append(self._overall)
        if (self.limits.group if is_group else self.limits.chat_rate) > 0:
            lanes.append(self._lane(chat_id, is_group=is_group))
        wait = max((lane.wait(now, events) for lane in lanes), default=0.0)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(wait)) + self.limits.penalty)
        for lane in lanes:
            lane.take(now, events)

    def _lane(self, chat_id: int | str, *, is_group: bool) -> Window | Bucket:
        if chat_id not in self._chats:
            self._chats[chat_id] = (
                Window(self.limits.group, self.limits.group_seconds)
                if is_group
                else Bucket(self.limits.chat_rate, self.limits.chat_burst)
            )
        return self._chats[chat_id]
