"""The queue of updates and long polling as Telegram does it."""

import asyncio
import time
from collections import OrderedDict
from datetime import UTC, datetime

from bot.demo.call import Call
from bot.demo.errors import ApiError, conflict
from bot.demo.shapes import Json

KEPT_SECONDS = 24 * 3600
CONFLICT_PAUSE = 3.0
REPEAT_PAUSE = 3.0
DEFAULT_ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
_IDS_PER_SECOND = 1000


class UpdateQueue:
    """Updates in order, kept until they are confirmed; at most one long poll waits for them."""

    def __init__(self) -> None:
        self._updates: OrderedDict[int, tuple[float, Json]] = OrderedDict()
        # From the clock, faster than any bot can answer: a second run must not look like a repetition of the first.
        self.next_id = int((time.time() - _EPOCH) * _IDS_PER_SECOND) % (2**31 - 2**24) + 1
        self.allowed: list[str] = []
        self.changed = asyncio.Event()
        self._poll: asyncio.Future[ApiError] | None = None
        self._last_poll = (0, -REPEAT_PAUSE)
        self._last_conflict = -CONFLICT_PAUSE
        self.delivered = 0

    def __len__(self) -> int:
        return len(self._updates)

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update; gives its id, or None where the bot does not want this kind."""
        if kind not in (self.allowed or DEFAULT_ALLOWED):
            return None
        number = self.next_id
        self.next_id += 1
        self.put({"update_id": number, kind: content})
        return number

    def put(self, update: Json) -> None:
        """Queue an update as it is, also a repeated or a broken one."""
        self._updates[int(update["update_id"])] = (time.monotonic(), update)
        self._wake()

    def pending(self) -> list[Json]:
        """List what waits for the bot."""
        limit = time.monotonic() - KEPT_SECONDS
        while self._updates and next(iter(self._updates.values()))[0] < limit:
            self._updates.popitem(last=False)
        return [update for _, update in self._updates.values()]

    def confirm(self, below: int) -> None:
        """Forget the updates below an id."""
        for number in [number for number in self._updates if number < below]:
            del self._updates[number]

    def forget(self, number: int) -> None:
        """Forget one update."""
        self._updates.pop(number, None)

    def clear(self) -> None:
        """Forget everything that waits."""
        self._updates.clear()

    async def get(self, call: Call) -> list[Json]:
        """Answer getUpdates."""
        offset = call.integer("offset")
        limit = min(max(call.integer("limit", 100), 1), 100)
        wait = float(min(max(call.integer("timeout"), 0), 50))
        allowed = call.structure("allowed_updates", "allowed updates")
        if allowed is not None:
            self.allowed = [str(kind) for kind in allowed]
        now = time.monotonic()
        last_offset, last_at = self._last_poll
        if offset == last_offset and wait < REPEAT_PAUSE and now < last_at + REPEAT_PAUSE:
            wait = REPEAT_PAUSE
        self._last_poll = (offset, now)
        self.end_poll(
            "terminated by other getUpdates request; make sure that only one bot "
            "instance is running"
        )
        return await self._wait(offset, limit, wait)

    async def _wait(self, offset: int, limit: int, wait: float) -> list[Json]:
        self._poll = mine = asyncio.get_running_loop().create_future()
        deadline = time.monotonic() + wait
        try:
            while not (found := self._read(offset, limit)):
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self.changed.clear()
                waiting = asyncio.ensure_future(self.changed.wait())
                await asyncio.wait({waiting, mine}, timeout=left, return_when="FIRST_COMPLETED")
                waiting.cancel()
                if mine.done():
                    await self._pause_after_conflict()
                    raise mine.result()
            self.delivered += len(found)
            return found
        finally:
            if self._poll is mine:
                self._poll = None

    def _read(self, offset: int, limit: int) -> list[Json]:
        updates = self.pending()
        if offset < 0:
            updates = updates[offset:]
            if updates:
                self.confirm(updates[0]["update_id"])
        elif offset:
            self.confirm(offset)
            updates = self.pending()
        return updates[:limit]

    def end_poll(self, reason: str) -> None:
        """End a long poll that waits, with a conflict."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(conflict(reason))
        self._poll = None

    async def refuse(self, reason: str) -> None:
        """Refuse a poll with a conflict; repeated ones are answered late."""
        await self._pause_after_conflict()
        raise conflict(reason)

    async def _pause_after_conflict(self) -> None:
        now = time.monotonic()
        if now < self._last_conflict + CONFLICT_PAUSE:
            await asyncio.sleep(CONFLICT_PAUSE)
        else:
            self._last_conflict = now

    def _wake(self) -> None:
        self.changed.set()
