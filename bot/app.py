"""The composition root: puts the assistant together from its settings and runs it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import secrets
import signal
from collections.abc import AsyncIterator

import structlog

from bot.announcing import Announcer
from bot.clock_watch import ClockWatch
from bot.conversations import BOOK
from bot.dispatch import Dispatcher
from bot.due import Due
from bot.grounds import make_folder_private, opened_database, token_of
from bot.logs import set_up_logs
from bot.scheduler import Job, schedule
from bot.sealing import Sealing
from bot.settings import Settings, names_in, ways_of
from bot.talk.options import Options
from bot.telegram.api import Api
from bot.telegram.figures import Figures
from bot.telegram.files import Fetcher
from bot.telegram.handling import Handler
from bot.telegram.introduction import bot_for, greet, note_name, publish_commands
from bot.telegram.messenger import Messenger
from bot.telegram.pace import Pace
from bot.telegram.poller import Poller
from bot.telegram.reminding import Reminding
from bot.telegram.request import AiohttpRequest
from bot.telegram.sender import Sender
from bot.telegram.stopping import Stopping
from bot.telegram.turns import PollingTurn
from bot.telegram.upkeep import CommandMenus, Upkeep
from bot.telegram.webhook import Webhook
from bot.telegram.worker import Worker
from kinerja.clock import Clock, ShiftedClock, SystemClock
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import N_
from kinerja.regulation import Regulation
from kinerja.rules.filing_templates import FilingTemplates

STOP_WITHIN = 9.0
"""Seconds until a part that does not end by itself is ended."""
_EVERY, _MOVED_EVERY = 30, 3
"""Seconds between two looks at what is due; where the clock can be moved, whoever moved it waits for them."""

log = structlog.get_logger(__name__)


def run(settings: Settings) -> None:
    """Run until a signal says to stop; raise ``Refused`` where it cannot."""
    token = token_of(settings)
    with opened_database(settings.database.url) as database:
        hidden = (
            token,
            settings.telegram.webhook_secret.get_secret_value(),
            str(database.engine.url.password or ""),
        )
        set_up_logs(settings.log.level, settings.log.format, hidden)
        make_folder_private(settings.files.path)
        app = App(settings, database, token)
        asyncio.run(app.serve())
    if app.stopping.token_refused:
        raise Refused(N_("Telegram refuses the bot's token. Please check telegram.token."))


class App:
    """The parts of a running assistant."""

    def __init__(self, settings: Settings, database: Database, token: str) -> None:
        self.settings = settings
        self.database = database
        self.token = token
        shift = settings.clock.offset_file
        self.clock: Clock = SystemClock() if shift is None else ShiftedClock(shift)
        self.owner = secrets.token_hex(8)
        self.figures = Figures()

    async def serve(self) -> None:
        """Work until it is time to stop, then end everything in order."""
        self.stopping = Stopping()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        telegram = self.settings.telegram
        async with AiohttpRequest(telegram.api_url) as request:
            bot = bot_for(request, self.token, telegram.api_url)
            secret = telegram.webhook_secret.get_secret_value()
            name = await greet(bot, self.stopping, telegram.webhook_url, secret)
            if name is None:
                return
            self._assemble(Api(request, self.token, telegram.api_url))
            await asyncio.to_thread(self._begin, name)
            # What was loaded stays: a full collection would only look at it again and again.
            gc.freeze()
            publishing = asyncio.create_task(publish_commands(bot, BOOK))
            log.info("running", bot=name, database=self.database.engine.dialect.name)
            await self._work()
            publishing.cancel()
            await asyncio.to_thread(self.sealing.tick)
        log.info("stopped", bot=name)

    def _assemble(self, api: Api) -> None:
        settings, database, clock = self.settings, self.database, self.clock
        stopping, figures = self.stopping, self.figures
        store = EvidenceStore(settings.files.path)
        wanted = settings.evaluation.self_assessment
        plan = settings.reminders.plan(self_assessment=wanted)
        options = Options(
            agency=settings.agency.name,
            window_closes_day=settings.report.window_closes_day,
            invitation_days=settings.invitations.days,
            competencies=names_in(settings.feedback.competencies),
            privacy_contact=settings.agency.privacy_contact,
            bot_name=settings.telegram.bot_name,
            broadcast=ways_of(settings),
            filing=FilingTemplates(**settings.ekinerja.model_dump()),
            reminders=plan,
            files=settings.files.path,
            regulation=Regulation(settings.regulation.model_dump()),
            self_assessment=wanted,
        )
        pace = Pace(settings.telegram.messages_per_second, settings.sender.per_chat_second)
        messenger = Messenger(api, BOOK.notices, store)
        watch, closes_day = ClockWatch(), settings.report.window_closes_day
        most_a_day = settings.reminders.most_a_day
        reminding = Reminding(clock, plan, closes_day, most_a_day, watch)
        self.sender = Sender(
            database, messenger, pace, clock, self.owner, figures, stopping, reminding
        )
        self.worker = Worker(
            api,
            database,
            Handler(database, Dispatcher(BOOK, options), clock, api.bot_id),
            Fetcher(api, store),
            clock,
            figures,
            stopping,
            self.sender.wake,
        )
        self.turn = PollingTurn(database)
        self.poller = Poller(api, database, figures, self.turn, self.worker.wake, stopping)
        secret = settings.telegram.webhook_secret.get_secret_value()
        self.webhook = Webhook(database, api.bot_id, secret, figures, self.worker.wake)
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self.sender.wake)

        self.menus = CommandMenus(database, clock, BOOK, settings.agency.zone, wake)
        self.upkeep = Upkeep(database, clock, self.owner, wake, store)
        self.sealing = Sealing(database, settings.audit, clock)
        self.due = Due(database, clock, wake, plan, closes_day, watch, options.regulation)
        self.announcer = Announcer(database, clock, options.broadcast, settings.agency.zone, wake)

    def _begin(self, name: str) -> None:
        with self.database.unit_of_work() as session:
            note_name(session, name, self.clock.now())
        self.upkeep.begin()
        self.sealing.begin()
        self.menus.renew()

    async def _work(self) -> None:
        upkeep = self.upkeep
        moved = self.settings.clock.offset_file is not None
        scheduler = schedule(
            (
                Job("keep_leases", 2, upkeep.keep),
                Job("tick", 30, upkeep.tick),
                Job("announcements", 2, self.announcer.step),
                Job("clean", 3600, upkeep.clean),
                Job("seal", 30, self.sealing.tick),
                Job("due", _MOVED_EVERY if moved else _EVERY, self.due.tick),
                Job("command_menus", 600, self.menus.renew),
                Job("unlinked_menus", 10, self.menus.take_back),
            )
        )
        parts: list[Worker | Sender | Poller] = [self.worker, self.sender]
        if not self.settings.telegram.webhook_url:
            parts.append(self.poller)
        try:
            async with self._web():
                await self._until_stopped([asyncio.create_task(part.run()) for part in parts])
        finally:
            scheduler.shutdown(wait=False)
            self.turn.give_up()

    @contextlib.asynccontextmanager
    async def _web(self) -> AsyncIterator[None]:
        """Answer health checks, and Telegram where it brings the updates, for the time of a block."""
        settings = self.settings.web
        if not settings.enabled:
            yield
            return
        from bot.watch import Watch  # noqa: PLC0415 - the web server is slow to import
        from bot.web import Site, listen  # noqa: PLC0415 - as above

        polls = not self.settings.telegram.webhook_url
        watch = Watch(
            self.database, self.figures, polls=polls, is_paused=lambda: self.sender.is_paused
        )
        site = Site(watch.troubles, watch.figures, None if polls else self.webhook.receive)
        runner = await listen(site, settings.host, settings.port)
        try:
            yield
        finally:
            await runner.cleanup()

    async def _until_stopped(self, parts: list[asyncio.Task[None]]) -> None:
        for part in parts:
            part.add_done_callback(self._stop_on_failure)
        await self.stopping.wait()
        _done, late = await asyncio.wait(parts, timeout=STOP_WITHIN)
        for part in late:
            part.cancel()

    def _stop_on_failure(self, part: asyncio.Task[None]) -> None:
        if not part.cancelled() and part.exception() is not None:
            log.critical("part_ended", exc_info=part.exception())
            self.stopping.set()
