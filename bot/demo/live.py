"""Live news for pages and waiting tests: who listens hears what changed in which chat."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bot.demo.shapes import Json

_BACKLOG = 1000


class Hub:
    """Hands every event to every listener; a listener that falls behind is told to read anew."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json]] = set()

    def publish(self, kind: str, **values: object) -> None:
        """Tell all listeners."""
        for queue in self._listeners:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"kind": "reload"})
            queue.put_nowait({"kind": kind, **values})

    @contextlib.asynccontextmanager
    async def listen(self) -> AsyncIterator[asyncio.Queue[Json]]:
        """Listen for the time of a block."""
        queue: asyncio.Queue[Json] = asyncio.Queue(maxsize=_BACKLOG)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)
