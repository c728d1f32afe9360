"""The end of a run: asked for by a signal, or forced by a token that Telegram refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Stopping:
    """An event that everybody who waits looks at."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.token_refused = False

    def set(self) -> None:
        """Ask everybody to stop."""
        self._event.set()

    def refuse_token(self) -> None:
        """Stop everything, because Telegram does not know the token."""
        self.token_refused = True
        self._event.set()

    def is_set(self) -> bool:
        """Tell whether it is time to stop."""
        return self._event.is_set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait so many seconds, or less when it is time to stop."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return

    async def unless_stopped(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Await something that may be given up; None when it was."""
        task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self._event.wait())
        try:
            await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            for pending in (task, stop):
                if not pending.done():
                    pending.cancel()
