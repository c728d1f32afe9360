"""One fault run: processes that are killed while updates keep coming, until everything is settled."""

import itertools
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from kinerja.database import Database
from tests import builders
from tests.chaos.standin import Faults, StandIn

ROOT = Path(__file__).parents[2]
TOKEN = "77:chaos"
CHATS = 200
AT_ONCE = 100
"""Updates that are fed before earlier ones are answered."""
LONGEST_INTERVAL = 15.0
FIRST_CHAT = 1000
STUCK_AFTER = 90.0
"""Seconds without any progress; whatever is then unsettled counts as lost."""


@dataclass(frozen=True)
class Plan:
    """How much of what is to happen."""

    updates: int
    kills: int
    processes: int = 1
    notices: bool = False
    faults: Faults = field(default_factory=lambda: Faults(duplicates=0.05))
    seed: int = 1


class Bot:
    """One process, started again after each kill under a new name."""

    _names = itertools.count(1)

    def __init__(self, settings: dict, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self.owner = ""
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.owner = f"chaos-{next(self._names)}"
        with (self._folder / "bot.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.process"],
                cwd=ROOT,
                env={**self._settings, "CHAOS_OWNER": self.owner},
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        assert self._process.poll() is None, (self._folder / "bot.log").read_text()[-3000:]
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


class Run:
    """A run against one database."""

    def __init__(self, plan: Plan, database: Database, url: str, folder: Path) -> None:
        self.plan, self.database = plan, database
        self.random = random.Random(plan.seed)
        self.in_flight = 0
        self.seconds = 0.0
        self.telegram = StandIn(faults=plan.faults, seed=plan.seed)
        kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("KINERJA_")}
        self._settings = {
            **kept,
            "KINERJA_TELEGRAM__TOKEN": TOKEN,
            "KINERJA_DATABASE__URL": url,
            "KINERJA_FILES__PATH": str(folder / "evidence"),
            "KINERJA_AUDIT__KEY_FILE": str(folder / "audit.key"),
            "KINERJA_REMINDERS__SWITCHED_ON": "",
            "KINERJA_TELEGRAM__MESSAGES_PER_SECOND": "1000",
            "KINERJA_SENDER__PER_CHAT_SECOND": "30",
            "KINERJA_LOG__LEVEL": "WARNING",
            **({"CHAOS_NOTICES": "1"} if plan.notices else {}),
        }
        self._folder = folder
        self._fed = 0

    def carry_out(self) -> None:
        """Feed, kill and start again; return when everything is settled."""
        self._fill()
        began = time.monotonic()
        with self.telegram:
            self._settings["KINERJA_TELEGRAM__API_URL"] = self.telegram.url
            bots = [Bot(self._settings, self._folder) for _ in range(self.plan.processes)]
            try:
                for bot in bots:
                    bot.start()
                self._kill_again_and_again(bots)
                self._feed(self.plan.updates)
                self._until_settled()
            finally:
                for bot in bots:
                    bot.stop()
        self.seconds = time.monotonic() - began

    def _kill_again_and_again(self, bots: list[Bot]) -> None:
        share = self.plan.updates / (self.plan.kills + 1)
        for number in range(self.plan.kills):
            self._work_until_a_moment(share, round(share * (number + 1)))
            victim = self.random.choice(bots)
            victim.kill()
            self.in_flight += self._count(
                "SELECT count(*) FROM outbox WHERE status = 'sending' AND lease_owner = :owner",
                owner=victim.owner,
            )
            victim.start()

    def _work_until_a_moment(self, share: float, most: int) -> None:
        """Let updates drip in, so that every part is at work, until some part of them is answered."""
        wanted = self._answered() + self.random.uniform(0, share)
        until = time.monotonic() + LONGEST_INTERVAL
        while self._answered() < wanted and time.monotonic() < until:
            if self._fed - self._answered() < AT_ONCE:
                self._feed(min(most, self._fed + self.random.randint(1, 20)))
            time.sleep(self.random.uniform(0.0, 0.02))

    def _answered(self) -> float:
        """Return how many updates have got all their messages, roughly."""
        return len(self.telegram.ledger.reached) / (2 if self.plan.notices else 1)

    def _feed(self, until: int) -> None:
        if until == self._fed:
            return
        updates = []
        for number in range(self._fed + 1, until + 1):
            chat = FIRST_CHAT + self.random.randrange(CHATS)
            updates.append(command(number, chat))
        self._fed = until
        self.telegram.feed(updates)

    def _until_settled(self) -> None:
        left, since = self._left(), time.monotonic()
        while any(left) and time.monotonic() - since < STUCK_AFTER:
            time.sleep(0.5)
            before, left = left, self._left()
            if left != before:
                since = time.monotonic()

    def _left(self) -> tuple[int, int]:
        """Count what is to be handled and to be sent still."""
        handled = self._count("SELECT count(*) FROM inbox WHERE status <> 'new'")
        under_way = self._count("SELECT count(*) FROM outbox WHERE status IN ('pending','sending')")
        return self.plan.updates - handled, under_way

    def _count(self, statement: str, **given: object) -> int:
        with self.database.reading() as session:
            return session.connection().execute(text(statement), given).scalar()

    def _fill(self) -> None:
        """Let every chat belong to somebody."""
        with self.database.unit_of_work() as session:
            place = builders.unit(session)
            for index in range(CHATS):
                somebody = builders.person(session, f"Pegawai {index}")
                builders.position(session, somebody, place)
                builders.account(session, somebody, FIRST_CHAT + index)


def command(number: int, chat: int, words: str = "/count") -> dict:
    """Make the update of somebody who writes."""
    return {
        "update_id": number,
        "message": {
            "message_id": 1_000_000 + number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Budi"},
            "from": {"id": chat, "is_bot": False, "first_name": "Budi", "language_code": "id"},
            "text": words,
        },
    }
