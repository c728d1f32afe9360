"""A year lived through: the real tick and the real claims of the sender, moment after moment, on one or more replicas."""

import random
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from bot.due import Due
from bot.telegram.claiming import Claims, Room
from bot.telegram.outbox import Mark
from bot.telegram.pace import Pace
from bot.telegram.reminding import Reminding
from kinerja.clock import FixedClock
from kinerja.database import Database
from kinerja.models import OutboxStatus, Person, PlannedReminder, ReminderState
from kinerja.rules.reminders import USUAL, ReminderPlan
from kinerja.services.telling import Notice
from tests.year.generated import WIB, Made
from tests.year.oracle import ALL, Oracle, Sending, is_away, is_quiet, is_worked, where
from tests.year.played import Played
from tests.year.world import happens

TICKED = frozenset(ALL) & {one.code for one in USUAL.sent}
PLAN = ReminderPlan(switched_on=frozenset(one.name for one in USUAL.sent if one.code in TICKED))
"""What is lived through here; nobody is rated in these years, so that nothing is delivered or answered."""
HOURS = (*range(4, 10), 11, 12, 13, 16, 17, 22)
"""Full hours in WIB at which there is a tick: somebody's hour in one of the zones, the afternoon, and the night."""


def two(url: str) -> list[Database]:
    """Return the database of two replicas; on SQLite, which one process owns, it is that of two ticks at once."""
    first = Database(url)
    return [first, first] if first.is_sqlite else [first, Database(url)]


class Replica:
    """A process: its tick, and its part of the sending."""

    def __init__(self, database: Database, clock: FixedClock, owner: str) -> None:
        self.clock = clock
        self.due = Due(database, clock, list, PLAN)
        pace = Pace(1_000_000, 1_000_000)
        self.claims = Claims(database, pace, clock, owner, Reminding(clock, PLAN))

    def turn(self) -> list[str]:
        """Tick once, then send what is there; return the keys of the messages of reminders that were sent."""
        self.due.tick()
        return self.send()

    def send(self) -> list[str]:
        sent: list[str] = []
        marks: list[Mark] = []
        while True:
            chosen = self.claims.exchange(marks, set(), Room(64, 64, 0))
            rows = [row for row, _target in chosen.rows]
            if not rows:
                return sent
            now = self.clock.now()
            marks = [
                Mark(row.id, OutboxStatus.SENT, row.attempts + 1, row.id, at=now) for row in rows
            ]
            sent += [row.key for row in rows if row.kind == Notice.REMINDER]


@dataclass
class Lived:
    """A world and its database, side by side; ``wrong`` lists where they differ."""

    made: Made
    databases: list[Database]
    seed: int = 0
    stages: Collection[str] = TICKED
    wrong: list[str] = field(default_factory=list)
    sent: Counter[Sending] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.world = self.made.world
        self.to_come = list(reversed(self.made.happenings))
        self.oracle = Oracle(self.world, self.stages)
        self.played = Played(self.databases[0], self.world)
        self.clock = FixedClock(datetime(2026, 1, 1, 0, 1, tzinfo=WIB).astimezone(UTC))
        self.played.begin(self.clock.now().astimezone(WIB))
        self.replicas = [
            Replica(database, self.clock, f"replica-{number}")
            for number, database in enumerate(self.databases)
        ]
        self.pool = ThreadPoolExecutor(len(self.replicas))
        self.found: list[Sending] = []
        self.names: dict[int, str] = {}

    def close(self) -> None:
        self.pool.shutdown()
        for database in self.databases:
            database.close()

    def days(self, first: date, last: date) -> Iterator[datetime]:
        """Yield the moments of ticks: a few seconds after the hour, as ticks come."""
        chance = random.Random(self.seed)
        for number in range((last - first).days + 1):
            for hour in HOURS:
                late = timedelta(seconds=chance.randint(0, 29))
                moment = datetime.combine(first + timedelta(number), time(hour), WIB)
                yield (moment + late).astimezone(UTC)

    def comes_to(self, moment: datetime) -> None:
        """Let the clock stand at a moment, and happen what happened until then."""
        self.clock.moment = moment
        if not self.to_come or self.to_come[-1].at > moment:
            return
        with self.databases[0].unit_of_work() as session:
            while self.to_come and self.to_come[-1].at <= moment:
                one = self.to_come.pop()
                happens(self.world, one)
                self.played.happens(session, one)

    def tick(self) -> set[Sending]:
        """Let all replicas tick and send at once; return what left."""
        turns = [self.pool.submit(one.turn) for one in self.replicas]
        keys = [key for turn in turns for key in turn.result()]
        self.found = self._reminders(keys)
        self.sent.update(self.found)
        self._check(self.found)
        return set(self.found)

    def queued(self) -> int:
        """Count the reminders that stand in the outbox."""
        with self.databases[0].reading() as session:
            waiting = col(PlannedReminder.state) == ReminderState.QUEUED
            return len(session.exec(select(PlannedReminder.id).where(waiting)).all())

    def agrees(self, moment: datetime) -> None:
        """Tick at a moment, and compare what left with what the oracle says."""
        self.comes_to(moment)
        found, expected = self.tick(), self.oracle.at(moment)
        local = moment.astimezone(WIB)
        self.wrong += [f"{local}: missing {one}" for one in sorted(expected - found)]
        self.wrong += [f"{local}: too much {one}" for one in sorted(found - expected)]

    def _reminders(self, keys: list[str]) -> list[Sending]:
        if not keys:
            return []
        with self.databases[0].reading() as session:
            if len(self.names) < len(self.world.people):
                self.names = dict(session.exec(select(Person.id, Person.nip)).all())
            rows = session.exec(
                select(PlannedReminder).where(
                    col(PlannedReminder.outbox_key).in_(keys),
                    col(PlannedReminder.state) == ReminderState.SENT,
                )
            ).all()
        return [
            Sending(row.code, row.starts_on, row.step, row.due, self.names[row.person_id])
            for row in rows
            if row.code != "exceptions"
        ]

    def _check(self, found: list[Sending]) -> None:
        """Note what must never be, whatever the clock says: twice, at rest, in the quiet, away, or done."""
        now = self.clock.now()
        for one in found:
            if self.sent[one] > 1:
                self.wrong.append(f"{now}: {one} for the {self.sent[one]}th time")
            human = self.world.people[one.person]
            held = where(self.world, human, now)
            if held is None or human.dead or not human.linked:
                self.wrong.append(f"{now}: {one} to somebody who is gone")
                continue
            post, local = held
            if not is_worked(self.world, human, post.unit, local.date()):
                self.wrong.append(f"{now}: {one} on a day of rest")
            if is_away(human, local.date()):
                self.wrong.append(f"{now}: {one} in an absence")
            if is_quiet(human.quiet or self.world.quiet, local.time()):
                self.wrong.append(f"{now}: {one} in quiet hours")
            open_now = self.oracle.open_windows(post.unit, local.date())
            windows = [window for stage, period, window in open_now if (stage, period) == one[:2]]
            if [one.due] != [window.due for window in windows]:
                self.wrong.append(f"{now}: {one} of a window that is closed or was moved")
            elif not self.oracle.is_to_be_done(human, *one[:2], windows[0], local.date()):
                self.wrong.append(f"{now}: {one} after it was done")
