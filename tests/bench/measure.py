"""Processes to measure: what they cost, and how long they take."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.chaos.run import TOKEN
from tests.chaos.standin import StandIn

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a number of updates took."""

    updates: int
    cpu: float
    wall: float
    calls: int

    @property
    def cpu_each(self) -> float:
        return self.cpu / self.updates

    @property
    def each_second(self) -> float:
        return self.updates / self.wall


class Subject:
    """A bot as a process against a stand-in."""

    def __init__(self, telegram: StandIn, arguments: list[str], **settings: str) -> None:
        self.telegram = telegram
        self._arguments = arguments
        kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("KINERJA_")}
        self._environment = {**kept, "PYTHONPATH": str(ROOT), **settings}

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="kinerja-bench-")
        self.telegram.ledger.first_poll = None
        began = time.monotonic()
        with Path(self._folder.name, "log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._arguments],
                cwd=self._folder.name,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        while self.telegram.ledger.first_poll is None:
            self._is_alive()
            time.sleep(0.002)
        self.started_in = self.telegram.ledger.first_poll - began
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _is_alive(self) -> None:
        if self._process.poll() is not None:
            raise RuntimeError(Path(self._folder.name, "log").read_text()[-3000:])

    def cost_of(self, updates: list[dict]) -> Cost:
        """Feed updates and wait until every one is answered and all is quiet."""
        ledger = self.telegram.ledger
        before, calls, cpu = len(ledger.reached), ledger.calls.total(), self.cpu()
        began = time.monotonic()
        self.telegram.feed(updates)
        while len(ledger.reached) - before < len(updates):
            self._is_alive()
            if time.monotonic() - began > 300:
                raise RuntimeError(Path(self._folder.name, "log").read_text()[-3000:])
            time.sleep(0.005)
        wall = time.monotonic() - began
        time.sleep(0.5)
        made = ledger.calls.total() - calls
        return Cost(len(updates), self.cpu() - cpu, wall, made)

    def cpu(self) -> float:
        """Return the processor seconds used so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Return the resident memory in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def stock(telegram: StandIn) -> Subject:
    settings = {"BENCH_API_URL": telegram.url, "BENCH_TOKEN": TOKEN}
    return Subject(telegram, ["-m", "tests.bench.stock"], **settings)


def ours(telegram: StandIn, database_url: str) -> Subject:
    settings = {
        "KINERJA_TELEGRAM__TOKEN": TOKEN,
        "KINERJA_TELEGRAM__API_URL": telegram.url,
        "KINERJA_DATABASE__URL": database_url,
        # So fast that Telegram's limits are not what is measured.
        "KINERJA_TELEGRAM__MESSAGES_PER_SECOND": "1000",
        "KINERJA_REMINDERS__SWITCHED_ON": "",
        "KINERJA_SENDER__PER_CHAT_SECOND": "30",
    }

    return Subject(telegram, ["-m", "bot", "run"], **settings)
