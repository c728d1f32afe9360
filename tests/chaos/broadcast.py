"""An announcement to many against the strict stand-in: pace, live replies beside it, kills, cancellation.

``python -m tests.chaos.broadcast`` measures and prints; ``tests/chaos/test_broadcast.py`` runs the short form.
"""

import argparse
import contextlib
import gc
import os
import random
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, text
from sqlmodel import select

from bot.demo import people
from bot.demo.flood import FloodLimits
from bot.demo.server import LocalTelegram
from kinerja.database import Database
from kinerja.migrations import upgrade
from kinerja.models import Account, Person, Position
from kinerja.rules.access import OPERATOR
from kinerja.rules.broadcasts import Ways
from kinerja.services.broadcasting import open_broadcast, write_broadcast
from kinerja.services.releasing_broadcasts import submit_broadcast
from kinerja.services.running_broadcasts import cancel_broadcast
from tests import builders
from tests.e2e.process import Process
from tests.postgres import NoServerError, Server

LIMIT = 30
WORDS = "Apel besok pukul 09.00"
FIRST_CHAT, FIRST_LIVE = 100_000, 50_000
LIVE_PEOPLE, LIVE_EVERY = 20, 0.25
ALONE = Ways(second_approval=False, quiet_from=0, quiet_until=0)


@dataclass(frozen=True)
class Plan:
    """How much of what is to happen; ``cancel_at`` is the share sent when it is cancelled."""

    people: int
    scale: int = 10
    replicas: int = 1
    kills: int = 0
    cancel_at: float = 0.0
    live: bool = True
    seed: int = 1


@dataclass
class Found:
    """What came of a run, seen from the side of Telegram and from the database."""

    seconds: float = 0.0
    rate: float = 0.0
    refused: int = 0
    twice: int = 0
    forgotten: int = 0
    held: int = 0
    held_and_there: int = 0
    latencies: list[float] = field(default_factory=list)
    after_cancel: float = 0.0
    reached: int = 0
    ours: float = 0.0
    theirs: float = 0.0

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.latencies, n=100)[-1] if len(self.latencies) > 1 else 0.0


class Watcher:
    """Looks at what the stand-in posts: when announcements arrive, and how long answers take."""

    def __init__(self, world) -> None:
        self.arrivals: list[float] = []
        self.sent: list[float] = []
        self.chats: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.asked: dict[int, float] = {}
        self._post = world.post
        world.post = self.post

    def post(self, chat, sender, content, *, silent=False):
        now = time.monotonic()
        if sender["is_bot"]:
            self.sent.append(now)
            if WORDS in content.get("text", ""):
                self.arrivals.append(now)
                self.chats[chat.id] += 1
            elif chat.id in self.asked:
                self.latencies.append(now - self.asked.pop(chat.id))
        return self._post(chat, sender, content, silent=silent)


class Run:
    """One announcement on one database."""

    def __init__(self, plan: Plan, database: Database, url: str, folder: Path) -> None:
        self.plan, self.database, self.folder = plan, database, folder
        self._url = url
        self._random = random.Random(plan.seed)
        self._done = threading.Event()

    def carry_out(self) -> Found:
        """Announce, watch, kill or cancel as planned, and count."""
        self._fill()
        limits = FloodLimits(enabled=True, overall=LIMIT * self.plan.scale)
        with LocalTelegram(limits=limits) as telegram:
            self.telegram, self.world = telegram, telegram.world
            self._let_everybody_begin()
            # Ten thousand people in memory: a full collection would hold up the stand-in.
            gc.collect()
            gc.freeze()
            self.watcher = Watcher(self.world)
            replicas = [self._process(number) for number in range(self.plan.replicas)]
            try:
                for replica in replicas:
                    replica.start()
                return self._measured(replicas)
            finally:
                self._done.set()
                for replica in replicas:
                    replica.kill()

    def _measured(self, replicas: list[Process]) -> Found:
        self.telegram._loop.call_soon_threadsafe(self._say, FIRST_LIVE)
        self._wait_for(lambda: bool(self.watcher.latencies), 180)
        # Everybody's command menu goes out once; it is not what is measured.
        self._wait_for(lambda: self._count_waiting("commands") == 0, 180, every=1.0)
        self.watcher.latencies.clear()
        asking = threading.Thread(target=self._ask, daemon=True)
        asking.start()
        number = self._announce()
        self._wait_for(lambda: bool(self.watcher.arrivals), 30)
        ours, theirs = _used(replicas), time.process_time()
        self._kill_again_and_again(replicas)
        found = Found()
        if self.plan.cancel_at:
            found.after_cancel = self._cancel(number)
        longest = 60 + 3 * self.plan.people / (LIMIT * self.plan.scale)
        self._wait_for(lambda: self._count_waiting("broadcast") == 0, longest, every=1.0)
        found.ours, found.theirs = _used(replicas) - ours, time.process_time() - theirs
        time.sleep(1)
        self._done.set()
        asking.join()
        return self._counted(found)

    def _counted(self, found: Found) -> Found:
        watcher = self.watcher
        arrivals = watcher.arrivals
        found.seconds = arrivals[-1] - arrivals[0]
        beside = sum(arrivals[0] < moment < arrivals[-1] for moment in watcher.sent)
        found.rate = (beside + 1) / found.seconds if found.seconds else 0.0
        found.refused = self.world.flood.refused
        found.twice = sum(count > 1 for count in watcher.chats.values())
        found.reached = len(watcher.chats)
        found.latencies = watcher.latencies
        rows = self._rows()
        found.held = sum(status == "unknown" for status in rows.values())
        found.held_and_there = sum(
            status == "unknown" and watcher.chats[chat] > 0 for chat, status in rows.items()
        )
        found.forgotten = self.plan.people - len(rows)
        found.forgotten += sum(
            status == "sent" and not watcher.chats[chat] for chat, status in rows.items()
        )
        if not self.plan.cancel_at:
            found.forgotten += sum(status not in ("sent", "unknown") for status in rows.values())
        return found

    def _kill_again_and_again(self, replicas: list[Process]) -> None:
        for number in range(self.plan.kills):
            share = (number + self._random.random()) / self.plan.kills
            wanted = share * self.plan.people * 0.9
            self._wait_for(lambda wanted=wanted: len(self.watcher.chats) >= wanted, 120)
            victim = self._random.choice(replicas)
            victim.kill()
            victim.start()

    def _cancel(self, number: int) -> float:
        wanted = self.plan.people * self.plan.cancel_at
        self._wait_for(lambda: len(self.watcher.arrivals) >= wanted, 300)
        with self.database.unit_of_work() as session:
            cancel_broadcast(session, OPERATOR, number, now=datetime.now(UTC), today=_today())
        cancelled = time.monotonic()
        time.sleep(5)
        return max(0.0, self.watcher.arrivals[-1] - cancelled)

    def _announce(self) -> int:
        given = {"now": datetime.now(UTC), "today": _today()}
        with self.database.unit_of_work() as session:
            number = open_broadcast(session, OPERATOR, **given)
            write_broadcast(session, OPERATOR, number, {"id": WORDS}, **given)
            submit_broadcast(session, OPERATOR, number, ALONE, **given)
        return number

    def _ask(self) -> None:
        """Let people write all the while, and note how long an answer takes."""
        turn = 0
        while self.plan.live and not self._done.wait(LIVE_EVERY):
            chat_id = FIRST_LIVE + turn % LIVE_PEOPLE
            turn += 1
            if chat_id not in self.watcher.asked:
                self.telegram._loop.call_soon_threadsafe(self._say, chat_id)

    def _say(self, chat_id: int) -> None:
        self.watcher.asked[chat_id] = time.monotonic()
        user, chat = self.world.users[chat_id], self.world.chats[chat_id]
        people.say(self.world, user, chat, people.text("/bantuan"))

    def _process(self, number: int) -> Process:
        folder = self.folder / f"replica{number}"
        folder.mkdir()
        rate = str(29 / 30 * LIMIT * self.plan.scale)
        return Process(
            self.telegram,
            self._url,
            folder,
            KINERJA_TELEGRAM__MESSAGES_PER_SECOND=rate,
            KINERJA_BROADCAST__QUIET_FROM="0",
            KINERJA_BROADCAST__QUIET_UNTIL="0",
            KINERJA_LOG__LEVEL="WARNING",
            KINERJA_AUDIT__KEY_FILE=str(self.folder / "audit.key"),
        )

    def _let_everybody_begin(self) -> None:
        chats = [FIRST_CHAT + index for index in range(self.plan.people)]
        chats += [FIRST_LIVE + index for index in range(LIVE_PEOPLE)]
        for chat_id in chats:
            people.create_user(self.world, {"id": chat_id, "first_name": f"Pegawai {chat_id}"})
            chat = self.world.chats[chat_id]
            chat.started = chat.known = True

    def _fill(self) -> None:
        """Make the agency; who writes meanwhile is linked, and of no unit that is announced to."""
        with self.database.unit_of_work() as session:
            place = builders.unit(session)
            joined = date(2026, 1, 1)
            rows = [
                {"nip": f"{chat}", "name": f"Pegawai {chat}", "kind": "pns", "joined_on": joined}
                for chat in (
                    *(FIRST_CHAT + index for index in range(self.plan.people)),
                    *(FIRST_LIVE + index for index in range(LIVE_PEOPLE)),
                )
            ]
            connection = session.connection()
            connection.execute(insert(Person), [{**row, "grade": ""} for row in rows])
            found = connection.execute(select(Person.id, Person.nip)).all()
            now = datetime.now(UTC)
            connection.execute(
                insert(Account),
                [
                    {"person_id": i, "chat_id": int(nip), "language": "id", "linked_at": now}
                    for i, nip in found
                ],
            )
            connection.execute(
                insert(Position),
                [
                    {"person_id": i, "unit_id": place.id, "title": "Perawat"}
                    for i, nip in found
                    if int(nip) >= FIRST_CHAT
                ],
            )

    def _rows(self) -> dict[int, str]:
        statement = "SELECT chat_id, status FROM outbox WHERE batch LIKE 'b%'"
        with self.database.reading() as session:
            return dict(session.connection().execute(text(statement)).all())

    def _count_waiting(self, kind: str) -> int:
        statement = (
            "SELECT count(*) FROM outbox WHERE kind = :kind AND status IN ('pending', 'sending')"
        )
        with self.database.reading() as session:
            return session.connection().execute(text(statement), {"kind": kind}).scalar()

    def _wait_for(self, condition, seconds: float, every: float = 0.05) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                logs = [p.read_text()[-2000:] for p in self.folder.rglob("bot.log")]
                raise TimeoutError("\n".join(logs))
            time.sleep(every)


def _used(replicas: list[Process]) -> float:
    """Return the seconds of CPU the replicas have used so far."""
    fields = [Path(f"/proc/{one.process.pid}/stat").read_text().split() for one in replicas]
    return sum(int(one[13]) + int(one[14]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _today() -> date:
    return datetime.now(UTC).date()


def table(title: str, plan: Plan, found: Found) -> str:
    """Write the figures of a run."""
    limit = LIMIT * plan.scale
    lines = {
        "people": plan.people,
        "reached": found.reached,
        "messages a second, with the replies": f"{found.rate:.1f} of {limit} = {found.rate / limit:.1%}",
        "refused (429)": found.refused,
        "live replies": len(found.latencies),
        "live replies, median and p99": (
            f"{statistics.median(found.latencies):.2f} s, {found.p99:.2f} s"
            if found.latencies
            else "-"
        ),
        "got it twice": found.twice,
        "forgotten": found.forgotten,
        "held (of these arrived)": f"{found.held} ({found.held_and_there})",
    }
    if not plan.kills and found.reached:
        each = (found.ours / found.reached * 1000, found.theirs / found.reached * 1000)
        lines["CPU a message, ours and theirs"] = "{:.2f} ms, {:.2f} ms".format(*each)
    if plan.cancel_at:
        lines["last arrival after cancelling"] = f"{found.after_cancel:.2f} s"
    width = max(map(len, lines))
    head = f"{title}, {plan.replicas} replica(s), {plan.kills} kills, {found.seconds:.0f} s"
    return "\n".join([head, *(f"  {name:<{width}}  {value}" for name, value in lines.items())])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.broadcast")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--scale", type=int, default=10, help="times Telegram's 30 a second")
    parser.add_argument("--only", default="", help="part of the name of a run")
    arguments = parser.parse_args()
    size = {"people": arguments.people, "scale": arguments.scale}
    runs = {
        "SQLite": ("sqlite", Plan(**size)),
        "SQLite, killed": ("sqlite", Plan(**size, kills=5)),
        "SQLite, cancelled": ("sqlite", Plan(**size, cancel_at=0.3)),
        "PostgreSQL": ("postgresql", Plan(**size)),
        "PostgreSQL, two": ("postgresql", Plan(**size, replicas=2)),
        "PostgreSQL, two, killed": ("postgresql", Plan(**size, replicas=2, kills=5)),
        "PostgreSQL, two, cancelled": ("postgresql", Plan(**size, replicas=2, cancel_at=0.3)),
    }
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kinerja-broadcast-")))
        server: Server | None = None
        with contextlib.suppress(NoServerError):
            server = Server()
            stack.callback(server.remove)
            server.start()
        for number, (name, (engine, plan)) in enumerate(runs.items()):
            if arguments.only not in name or (engine == "postgresql" and server is None):
                continue
            place = folder / str(number)
            place.mkdir()
            url = f"sqlite:///{place / 'kinerja.db'}"
            if engine == "postgresql" and server is not None:
                server.create(f"run{number}")
                url = server.url(f"run{number}")
            database = Database(url)
            upgrade(database)
            print(table(name, plan, Run(plan, database, url, place).carry_out()), flush=True)
            database.close()


if __name__ == "__main__":
    main()
