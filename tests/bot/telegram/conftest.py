"""The engine inside the test: both boxes, the real dispatcher, and the local Telegram."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.conversations import BOOK
from bot.demo import people
from bot.demo.server import LocalTelegram
from bot.dispatch import Dispatcher
from bot.talk.options import Options
from bot.talk.saying import REPLY
from bot.talk.turn import Reply, encode_reply
from bot.telegram.api import Api
from bot.telegram.figures import Figures
from bot.telegram.files import Fetcher
from bot.telegram.handling import Handler
from bot.telegram.messenger import Messenger
from bot.telegram.pace import Pace
from bot.telegram.poller import Poller
from bot.telegram.request import AiohttpRequest
from bot.telegram.sender import Sender
from bot.telegram.stopping import Stopping
from bot.telegram.turns import PollingTurn
from bot.telegram.upkeep import Upkeep
from bot.telegram.worker import Worker
from kinerja.clock import FixedClock
from kinerja.database import Database
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import words
from kinerja.models import Account, OutboxMessage, OutboxStatus, Person, Priority

NOW = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
BUDI, ANI = 11, 12


@dataclass
class Engine:
    """The parts of a running assistant, each of which a test may start."""

    telegram: LocalTelegram
    database: Database
    api: Api
    folder: Any
    dispatcher: Any
    notices: Any = field(default_factory=lambda: {"news": lambda _values: Reply(words("News"))})
    per_second: float = 1000
    per_chat_second: float = 30
    owner: str = "test"

    def __post_init__(self):
        self.clock = FixedClock(NOW)
        self.figures = Figures()
        self.stopping = Stopping()
        self.store = EvidenceStore(self.folder / "evidence")
        self.pace = Pace(self.per_second, self.per_chat_second)
        messenger = Messenger(self.api, self.notices, self.store)
        self.sender = Sender(
            self.database,
            messenger,
            self.pace,
            self.clock,
            self.owner,
            self.figures,
            self.stopping,
        )
        self.handler = Handler(self.database, self.dispatcher, self.clock, self.api.bot_id)
        self.worker = Worker(
            self.api,
            self.database,
            self.handler,
            Fetcher(self.api, self.store),
            self.clock,
            self.figures,
            self.stopping,
            self.sender.wake,
        )
        self.turn = PollingTurn(self.database)
        self.poller = Poller(
            self.api, self.database, self.figures, self.turn, self.worker.wake, self.stopping
        )
        self.upkeep = Upkeep(self.database, self.clock, self.owner, self.sender.wake, self.store)

    @contextlib.asynccontextmanager
    async def running(self, *parts):
        tasks = [asyncio.create_task(part.run()) for part in parts]
        try:
            yield
        finally:
            self.stopping.set()
            await asyncio.gather(*tasks)
            self.turn.give_up()

    def queues(self, key, text="Hello", *, chat_id=BUDI, kind=REPLY, content=None, **values):
        """Put a row into the outbox."""
        if content is None:
            content = encode_reply(Reply(words(text)), "id") if kind == REPLY else {}
        with self.database.unit_of_work() as session:
            session.add(
                OutboxMessage(
                    key=key, chat_id=chat_id, kind=kind, content=content, created_at=NOW, **values
                )
            )

    def notifies(self, key, **values):
        """Put a notice into the outbox."""
        self.queues(key, kind="news", priority=int(Priority.DECISION), **values)

    def links(self, chat_id=BUDI):
        """Link a chat to a new person."""
        with self.database.unit_of_work() as session:
            person = Person(
                nip=f"1980010120050{chat_id:05d}", name="Budi", joined_on=date(2026, 1, 1)
            )
            session.add(person)
            session.flush()
            session.add(Account(person_id=person.id, chat_id=chat_id, linked_at=NOW))

    def row(self, key):
        with self.database.reading() as session:
            return session.exec(select(OutboxMessage).where(col(OutboxMessage.key) == key)).one()

    def status(self, key):
        return self.row(key).status

    async def until(self, condition, seconds=10.0):
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - the condition asks the database
                await asyncio.sleep(0.02)

    async def settled(self, *keys, seconds=10.0):
        """Wait until rows are neither pending nor being sent."""
        waiting = (OutboxStatus.PENDING, OutboxStatus.SENDING)
        await self.until(lambda: all(self.status(k) not in waiting for k in keys), seconds)

    def chat(self, chat_id=BUDI):
        """Return the texts of the bot in a chat, as they are now."""
        messages = self.telegram.world.chats[chat_id].messages.values()
        return [m.data.get("text") or m.data.get("caption") for m in messages if m.by_bot]

    def calls(self, method):
        return [call for call in self.telegram.world.log if call["method"] == method]

    def fault(self, kind, method="*", **details):
        return self.telegram.world.faults.add({"kind": kind, "method": method, **details})


@pytest.fixture
async def telegram():
    async with LocalTelegram() as telegram:
        for number, name in ((BUDI, "Budi"), (ANI, "Ani")):
            people.create_user(
                telegram.world, {"id": number, "first_name": name, "language_code": "en"}
            )
        yield telegram


@pytest.fixture
def budi(telegram):
    return Writer(telegram.world, BUDI)


@pytest.fixture
def ani(telegram):
    return Writer(telegram.world, ANI)


@dataclass
class Writer:
    """Somebody who writes to the bot."""

    world: Any
    number: int

    def says(self, text):
        user, chat = self.world.users[self.number], self.world.chats[self.number]
        return people.say(self.world, user, chat, people.text(text))


@pytest.fixture
async def api(telegram):
    async with AiohttpRequest(telegram.url) as request:
        yield Api(request, telegram.token, telegram.url)


@pytest.fixture
def engine(telegram, database, api, tmp_path, budi, ani):
    budi.says("/start")
    ani.says("/start")
    telegram.world.updates.confirm(2**62)
    engine = Engine(telegram, database, api, tmp_path, Dispatcher(BOOK, Options(agency="Contoh")))
    yield engine
    engine.turn.give_up()
