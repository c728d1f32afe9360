"""Starts a stand-in: inside the running loop, or in a thread of its own."""

import asyncio
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.demo.api import BotApi
from bot.demo.control import Control, plain_refusals
from bot.demo.control_people import PeopleControl
from bot.demo.flood import FloodLimits
from bot.demo.world import World

DEFAULT_TOKEN = "100000001:local-stand-in-for-the-demonstration"  # noqa: S105 - made up
HOST = "127.0.0.1"
MAX_BODY = 64 << 20
PAGE = Path(__file__).parent / "page"
_PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self'",
    "X-Content-Type-Options": "nosniff",
}


def application(world: World) -> web.Application:
    """Make the web application: Bot API, control side and chat page."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[plain_refusals])
    app.add_routes(BotApi(world).routes())
    app.add_routes(Control(world).routes())
    app.add_routes(PeopleControl(world).routes())
    app.add_routes([web.get("/", _page), web.get("/page/{name}", _page)])
    return app


async def _page(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name", "index.html")
    path = PAGE / name
    if path.parent != PAGE or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=_PAGE_HEADERS)


class LocalTelegram:
    """A stand-in for the time of a block.

    `async with` runs it in the present loop; a plain `with` runs it in a thread, for callers that
    block, such as `bot.demo.player`.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        port: int = 0,
        offset_file: Path | None = None,
        limits: FloodLimits | None = None,
        strict_webhook: bool = False,
    ) -> None:
        self.world = World(
            token, offset_file=offset_file, limits=limits, strict_webhook=strict_webhook
        )
        self._port = port
        self._runner: web.AppRunner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self.url = ""

    @property
    def token(self) -> str:
        """Give the token of the one bot."""
        return self.world.token

    @property
    def base_url(self) -> str:
        """Give the address that python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Give the address that python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    async def start(self) -> None:
        """Listen on this machine only."""
        self._runner = web.AppRunner(application(self.world), access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port, backlog=1024)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{HOST}:{port}"

    async def stop(self) -> None:
        """Let go of everybody who waits, and stop listening."""
        self.world.closed.set()
        self.world.updates.end_poll("terminated by other getUpdates request")
        self.world.hub.publish("closing")
        await self.world.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.start(), self._loop).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self.stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
