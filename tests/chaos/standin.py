"""A small, quick stand-in for the Bot API that keeps a ledger of what reached people, and fails on order.

It serves one bot from a thread of its own. Unlike `bot/demo`, which is faithful, it is light: in a
measurement it must not be what is measured.
"""

import asyncio
import json
import random
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

SENDING = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
ME = {"id": 77, "is_bot": True, "first_name": "Kinerja", "username": "kinerja_bot"}
ANSWERS = {"getMe": ME, "getWebhookInfo": {"url": ""}, "getMyCommands": []}


@dataclass(frozen=True)
class Faults:
    """Chances of what goes wrong with a call that sends."""

    too_many: float = 0.0
    dropped: float = 0.0
    server_error: float = 0.0
    duplicates: float = 0.0
    """Updates that are delivered twice, at once or after they were acknowledged."""


@dataclass
class Ledger:
    """What happened, as Telegram sees it."""

    calls: Counter = field(default_factory=Counter)
    reached: list = field(default_factory=list)
    """Every message and edit that took effect: (chat, message, text)."""
    answers_lost: list = field(default_factory=list)
    """Texts of those whose answer was dropped or became a server error."""
    refused: int = 0
    without_effect: int = 0
    duplicates: int = 0
    first_poll: float | None = None


class StandIn:
    """The server; a context manager."""

    def __init__(self, *, faults: Faults = Faults(), delay: float = 0.0, seed: int = 1) -> None:
        self.faults = faults
        self.delay = delay
        self.ledger = Ledger()
        self.url = ""
        self._random = random.Random(seed)
        self._waiting: deque = deque()
        self._again: list = []
        self._messages = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, *_error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        self._news = asyncio.Event()
        self._runner = web.ServerRunner(web.Server(self._serve), shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        await self._runner.cleanup()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def feed(self, updates: list) -> None:
        """Let updates wait for the bot."""
        self._loop.call_soon_threadsafe(self._feed, updates)

    def _feed(self, updates: list) -> None:
        self._waiting.extend(updates)
        self._announce()

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        if request.content_type == "application/json":
            given = json.loads(await request.read())
        else:
            given = dict(await request.post())
        self.ledger.calls[method] += 1
        if method == "getUpdates":
            return _result(await self._updates(given))
        if method not in SENDING:
            return _result(ANSWERS.get(method, True))
        if self.delay:
            await asyncio.sleep(self.delay)
        return self._send(request, method, given)

    def _send(self, request: web.BaseRequest, method: str, given: dict) -> web.StreamResponse:
        fate = self._random.random()
        faults = self.faults
        if fate < faults.too_many:
            self.ledger.refused += 1
            return _error(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        fate -= faults.too_many
        if fate < faults.dropped:
            self._take_effect(method, given)
            self.ledger.answers_lost.append(given.get("text", ""))
            request.transport.abort()
            return web.Response()
        fate -= faults.dropped
        if fate < faults.server_error:
            # Telegram's own trouble may come before or after the effect.
            if fate < faults.server_error / 2:
                self._take_effect(method, given)
                self.ledger.answers_lost.append(given.get("text", ""))
            else:
                self.ledger.without_effect += 1
            return _error(502, "Bad Gateway")
        return _result(self._take_effect(method, given))

    def _take_effect(self, method: str, given: dict) -> dict:
        if method == "sendMessage":
            self._messages += 1
            number = self._messages
        else:
            number = int(given["message_id"])
        chat = int(given["chat_id"])
        text = given.get("text", "")
        if method != "editMessageReplyMarkup":
            self.ledger.reached.append((chat, number, text))
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Budi"},
            "from": ME,
            "text": text,
        }

    async def _updates(self, given: dict) -> list:
        if self.ledger.first_poll is None:
            self.ledger.first_poll = time.monotonic()
        offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._may_come_again(self._waiting.popleft())
        until = time.monotonic() + float(given.get("timeout", 0))
        while not self._waiting and not self._again and time.monotonic() < until:
            try:
                await asyncio.wait_for(self._news.wait(), until - time.monotonic())
            except TimeoutError:
                break
        again, self._again = self._again, []
        return [*again, *(self._waiting[index] for index in range(min(limit, len(self._waiting))))]

    def _may_come_again(self, update: dict) -> None:
        if self._random.random() < self.faults.duplicates:
            self.ledger.duplicates += 1
            # Twice at once is half of them; the others come when the first was handled long ago.
            self._again += [update, update] if self._random.random() < 0.5 else [update]


def _result(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(status: int, description: str, parameters: dict | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(
        body | ({"parameters": parameters} if parameters else {}), status=status
    )
