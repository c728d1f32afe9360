"""The small web server: health, readiness, metrics, and the route of the webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.registry import Collector

LARGEST_BODY = 1 << 20
WEBHOOK_PATH = "/telegram/updates"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

Receive = Callable[[str, bytes], Awaitable[int]]
"""Takes the secret and the body of a webhook call and returns the status of the answer."""
Troubles = Callable[[], Awaitable[Iterable[str]]]
"""Returns what keeps the assistant from working; nothing when it works."""
Figures = Callable[[], Awaitable[Iterable[Metric]]]
"""Returns the figures to publish."""


class _Collected(Collector):
    """Figures that were collected already, in the form the library asks for them."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        self._collected = figures

    def collect(self) -> Iterable[Metric]:
        return self._collected


class Site:
    """Answers who watches over the assistant; it shows nothing of what it knows of people."""

    def __init__(self, troubles: Troubles, figures: Figures, receive: Receive | None) -> None:
        self._troubles = troubles
        self._figures = figures
        self._receive = receive

    def application(self) -> web.Application:
        """Return the web application."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._ready)
        app.router.add_get("/metrics", self._metrics)
        if self._receive is not None:
            app.router.add_post(WEBHOOK_PATH, self._webhook)
        return app

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _request: web.Request) -> web.Response:
        found = list(await self._troubles())
        return web.Response(text="\n".join(found or ["ok"]) + "\n", status=503 if found else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        registry = CollectorRegistry()
        registry.register(_Collected(list(await self._figures())))
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    async def _webhook(self, request: web.Request) -> web.Response:
        if self._receive is None:
            raise web.HTTPNotFound
        body = await request.read()
        return web.Response(
            status=await self._receive(request.headers.get(SECRET_HEADER, ""), body)
        )


async def listen(site: Site, host: str, port: int) -> web.AppRunner:
    """Start to listen; the caller cleans the runner up."""
    runner = web.AppRunner(site.application(), access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
