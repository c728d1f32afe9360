"""Delivery of updates to a webhook: in order per chat, repeated until it is taken."""

import asyncio
import contextlib
import ipaddress
import json
import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from bot.demo.call import Call
from bot.demo.errors import bad_request, too_many_requests
from bot.demo.shapes import Json
from bot.demo.updates import UpdateQueue

PORTS = {443, 80, 88, 8443}
FIRST_DELAY = 1.0
LAST_DELAY = 60.0
GONE_SECONDS = 23 * 3600
TIMEOUT = aiohttp.ClientTimeout(total=60)

Executor = Callable[[Call], Awaitable[object]]


class Webhook:
    """The webhook of the bot, if it has set one, and the tasks that deliver to it."""

    def __init__(self, queue: UpdateQueue, execute: Executor, *, strict: bool) -> None:
        self._queue = queue
        self._execute = execute
        self._strict = strict
        self._task: asyncio.Task[None] | None = None
        self._set_at = -1.0
        self._gone_since: float | None = None
        self.first_delay = FIRST_DELAY
        self.url = ""
        self.secret = ""
        self.connections = 40
        self.last_error: tuple[float, str] | None = None

    async def set(self, call: Call) -> bool:
        """Answer setWebhook."""
        now = time.monotonic()
        if now < self._set_at + 1.0:
            raise too_many_requests(1)
        self._set_at = now
        url = call.string("url")
        if url:
            self._check(url)
        secret = call.string("secret_token")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        allowed = call.structure("allowed_updates", "allowed updates")
        if allowed is not None:
            self._queue.allowed = [str(kind) for kind in allowed]
        await self.stop()
        if call.flag("drop_pending_updates"):
            self._queue.clear()
        self.url, self.secret, self.last_error = url, secret, None
        self.connections = min(max(call.integer("max_connections", 40), 1), 100)
        self._gone_since = None
        if url:
            self._queue.end_poll("terminated by setWebhook request")
            self._task = asyncio.create_task(self._deliver())
        return True

    async def delete(self, call: Call) -> bool:
        """Answer deleteWebhook."""
        await self.delete_now()
        if call.flag("drop_pending_updates"):
            self._queue.clear()
        return True

    async def delete_now(self) -> None:
        """Forget the webhook."""
        await self.stop()
        self.url = self.secret = ""

    def info(self) -> Json:
        """Answer getWebhookInfo."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending()),
        }
        if self.url:
            info["max_connections"] = self.connections
        if self.last_error:
            info["last_error_date"] = int(self.last_error[0])
            info["last_error_message"] = self.last_error[1]
        if self._queue.allowed:
            info["allowed_updates"] = self._queue.allowed
        return info

    async def stop(self) -> None:
        """End all deliveries."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if not self._strict:
            return
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in PORTS:
            reason = "Webhook can be set up only on ports 80, 88, 443 or 8443"
            raise bad_request(f"bad webhook: {reason}")
        with contextlib.suppress(ValueError):
            if not ipaddress.ip_address(parts.hostname or "").is_global:
                raise bad_request(f"bad webhook: IP address {parts.hostname} is reserved")

    async def _deliver(self) -> None:
        under_way: dict[int, asyncio.Task[None]] = {}
        busy: dict[int, int] = {}
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            try:
                while self.url:
                    self._queue.changed.clear()
                    under_way = {n: t for n, t in under_way.items() if not t.done()}
                    busy = {n: chat for n, chat in busy.items() if n in under_way}
                    self._start_some(session, under_way, busy)
                    waiting = asyncio.ensure_future(self._queue.changed.wait())
                    await asyncio.wait(
                        {waiting, *under_way.values()}, return_when="FIRST_COMPLETED"
                    )
                    waiting.cancel()
            finally:
                for task in under_way.values():
                    task.cancel()

    def _start_some(
        self,
        session: aiohttp.ClientSession,
        under_way: dict[int, asyncio.Task[None]],
        busy: dict[int, int],
    ) -> None:
        taken = set(busy.values())
        for update in self._queue.pending():
            number, chat = update["update_id"], _chat_of(update)
            if len(under_way) >= self.connections:
                return
            if number in under_way or chat in taken:
                continue
            taken.add(chat)
            busy[number] = chat
            under_way[number] = asyncio.create_task(self._deliver_one(session, update))

    async def _deliver_one(self, session: aiohttp.ClientSession, update: Json) -> None:
        delay = self.first_delay
        while self.url:
            pause = await self._try(session, update)
            if pause is None:
                self._queue.delivered += 1
                self._queue.forget(update["update_id"])
                return
            await asyncio.sleep(max(delay, pause))
            delay = min(delay * 2, LAST_DELAY)

    async def _try(self, session: aiohttp.ClientSession, update: Json) -> float | None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                body = await answer.read()
                if 200 <= answer.status < 300:
                    await self._execute_body(body)
                    return None
                self._note_gone(answer.status)
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                self.last_error = (time.time(), reason)
                after = answer.headers.get("Retry-After", "0")
                return float(after) if after.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.last_error = (time.time(), f"Connection failed: {type(error).__name__}")
            return 0.0

    def _note_gone(self, status: int) -> None:
        if status != 410:
            self._gone_since = None
            return
        self._gone_since = self._gone_since or time.monotonic()
        if time.monotonic() - self._gone_since > GONE_SECONDS:
            self.url = ""

    async def _execute_body(self, body: bytes) -> None:
        with contextlib.suppress(ValueError):
            call = json.loads(body)
            if isinstance(call, dict) and "method" in call:
                await self._execute(Call(str(call.pop("method")), call))


def _chat_of(update: Json) -> int:
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    if "callback_query" in update:
        return int(update["callback_query"]["from"]["id"])
    return 0
