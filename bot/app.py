"""The composition root: puts the assistant together from its settings and runs it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import secrets
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.conversations import BOOK
from bot.dispatch import Dispatcher
from bot.logs import set_up_logs
from bot.scheduler import Job, schedule
from bot.settings import Settings, WrongSettings, load_settings
from bot.talk.speaker import DEFAULT_LANGUAGE, speaker
from bot.talk.turn import Options
from bot.telegram.api import Api
from bot.telegram.figures import Figures
from bot.telegram.files import Fetcher
from bot.telegram.handling import Handler
from bot.telegram.introduction import bot_for, greet, note_name, publish_commands
from bot.telegram.messenger import Messenger
from bot.telegram.pace import Pace
from bot.telegram.poller import Poller
from bot.telegram.request import AiohttpRequest
from bot.telegram.sender import Sender
from bot.telegram.stopping import Stopping
from bot.telegram.turns import PollingTurn
from bot.telegram.upkeep import Upkeep
from bot.telegram.worker import Worker
from kinerja.clock import Clock, ShiftedClock, SystemClock
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import N_
from kinerja.migrations import HEAD, current_revision

STOP_WITHIN = 9.0
"""Seconds until a run that does not end by itself is ended."""
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")

log = structlog.get_logger(__name__)


def start() -> int:
    """Read the settings and run; what stands in the way is said in one line. Returns the exit status."""
    try:
        run(load_settings())
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    except Refused as refused:
        language = "en" if os.environ.get("LANG", "").lower().startswith("en") else ""
        words = speaker(language or DEFAULT_LANGUAGE)
        sys.stderr.write(f"{words.plain(refused.message)}\n")
        return 1
    return 0


def run(settings: Settings) -> None:
    """Run until a signal says to stop; raise ``Refused`` where it cannot."""
    token = settings.telegram.token.get_secret_value() if settings.telegram.token else ""
    if not _TOKEN.fullmatch(token):
        raise Refused(N_("The bot's token is missing or malformed. Please set telegram.token."))
    url = make_url(settings.database.url)
    set_up_logs(settings.log.level, settings.log.format, (token, str(url.password or "")))
    with _database(settings) as database:
        app = App(settings, database, token)
        asyncio.run(app.serve())
        if app.stopping.token_refused:
            raise Refused(N_("Telegram refuses the bot's token. Please check telegram.token."))


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """Open the database, at its newest state and, on SQLite, for this run alone."""
    out_of_reach = N_("The database cannot be reached. Please check the setting database.url.")
    try:
        database = Database(settings.database.url)
    except OSError:
        raise Refused(out_of_reach) from None
    try:
        with database.reading() as session:
            session.connection()
        if current_revision(database) != HEAD:
            raise Refused(N_("The database is not up to date. Please run: kinerja db upgrade"))
        with _alone(database):
            yield database
    except DBAPIError:
        raise Refused(out_of_reach) from None
    finally:
        database.close()


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Refuse a second run on the same SQLite file."""
    if not database.is_sqlite:
        yield
        return
    path = Path(f"{database.engine.url.database}.run")
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(N_("The assistant already runs on this database.")) from None
        yield


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
        api_url = self.settings.telegram.api_url
        async with AiohttpRequest(api_url) as request:
            bot = bot_for(request, self.token, api_url)
            name = await greet(bot, self.stopping)
            if name is None:
                return
            await asyncio.to_thread(self._begin, name)
            self._assemble(Api(request, self.token, api_url))
            publishing = asyncio.create_task(publish_commands(bot, BOOK))
            try:
                await self._work(name)
            finally:
                publishing.cancel()

    def _begin(self, name: str) -> None:
        with self.database.unit_of_work() as session:
            note_name(session, name, self.clock.now())

    def _assemble(self, api: Api) -> None:
        settings, database, clock = self.settings, self.database, self.clock
        stopping, figures = self.stopping, self.figures
        store = EvidenceStore(settings.files.path)
        options = Options(
            agency=settings.agency.name,
            window_closes_day=settings.report.window_closes_day,
            invitation_days=settings.invitations.days,
        )
        dispatcher = Dispatcher(BOOK, options)
        pace = Pace(settings.sender.per_second, settings.sender.per_chat_second)
        messenger = Messenger(api, BOOK.notices, store)
        self.sender = Sender(database, messenger, pace, clock, self.owner, figures, stopping)
        self.worker = Worker(
            api,
            database,
            Handler(database, dispatcher, clock, api.bot_id),
            Fetcher(api, store),
            clock,
            figures,
            stopping,
            self.sender.wake,
        )
        self.turn = PollingTurn(database)
        self.poller = Poller(api, database, figures, self.turn, self.worker.wake, stopping)

    async def _work(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        upkeep = Upkeep(
            self.database,
            self.clock,
            self.owner,
            lambda: loop.call_soon_threadsafe(self.sender.wake),
        )
        await asyncio.to_thread(upkeep.begin)
        scheduler = schedule(
            (
                Job("keep_leases", 5, upkeep.keep),
                Job("tick", 30, upkeep.tick),
                Job("clean", 3600, upkeep.clean),
            )
        )
        log.info("running", bot=name, database=self.database.engine.dialect.name)
        parts = [
            asyncio.create_task(part.run()) for part in (self.poller, self.worker, self.sender)
        ]
        try:
            await self._until_stopped(parts)
        finally:
            scheduler.shutdown(wait=False)
            self.turn.give_up()
        log.info("stopped", bot=name)

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
