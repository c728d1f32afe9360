"""The assistant as a process of its own, for tests that talk to it over HTTP."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = 60.0
"""Seconds after which a process that was started is not slow but stuck."""


class Process:
    """The assistant as a process with settings from the environment only."""

    def __init__(self, telegram, database_url, folder, **settings):
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("KINERJA_")}
        self.environment = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "LANG": "en_US.UTF-8",
            "KINERJA_TELEGRAM__TOKEN": telegram.token,
            "KINERJA_TELEGRAM__API_URL": telegram.url,
            "KINERJA_DATABASE__URL": database_url,
            "KINERJA_FILES__PATH": str(folder / "evidence"),
            "KINERJA_AUDIT__KEY_FILE": str(folder / "audit.key"),
            # Whatever day it is, nobody is reminded of anything.
            "KINERJA_REMINDERS__SWITCHED_ON": "",
            **settings,
        }
        self.log = folder / "bot.log"
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self.folder,
                env=self.environment,
                stderr=log,
            )
        return self

    def once(self):
        return subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, number=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(15)
        return status, time.monotonic() - began

    def said(self):
        return self.log.read_text(encoding="utf-8")


def until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
