"""The demonstration as a visitor gets it: one command, one address, people who have a past."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.demo.control_client import ControlClient
from bot.demo.phone import Phone
from bot.demo.player import Player, buttons, spoken
from bot.demo.script import cast

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds after which something is not slow but stuck."""
PEOPLE = {role.key: role for role in cast()}
MENU, OPEN, READ = ("Menu",), ("Buka", "Open"), ("Sudah", "I have read it")

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc"),
]


class Demo:
    """`kinerja demo` as a process."""

    def __init__(self, folder, *options, **environment):
        self.errors = folder / "demo.err"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", *options],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "id_ID.UTF-8", **environment},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    @property
    def said(self):
        return self.errors.read_text(encoding="utf-8")

    def url(self):
        """Wait for the address on a line of its own."""
        os.set_blocking(self.process.stdout.fileno(), False)
        until = time.monotonic() + PATIENCE
        while not (line := self.process.stdout.readline()):
            assert time.monotonic() < until, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.1)
        return re.fullmatch(r"(http://127\.0\.0\.1:\d+)/\n", line)[1]

    def bot(self):
        """Give the process of the bot, which may be about to start."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        until = time.monotonic() + 20
        while not (found := children.read_text(encoding="ascii").split()):
            assert time.monotonic() < until, self.said
            time.sleep(0.02)
        return int(found[0])

    def waits_for(self, words):
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < until, self.said
            time.sleep(0.02)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def start(tmp_path):
    started = []

    def start(*options, **environment):
        started.append(Demo(tmp_path, *options, **environment))
        return started[-1]

    yield start
    for demo in started:
        demo.close()


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(") ")[1][0] != "Z"
    except OSError:
        return False


def ticks_the_inbox(url):
    """Read how much waits for the head of the health centre: three reports, and three who ask for help."""
    player = Player(url, PEOPLE["maria"].user_id).says("/tinjau")
    return re.search(r"\((\d+)\)", spoken(player.waits_for("(")))[1]


def opens_new_feedback(url):
    siti = Player(url, PEOPLE["siti"].user_id)
    assert siti.last()["extra"]["by_bot"]
    # A reminder of the hour may stand below the news.
    phone = Phone(url, PEOPLE["siti"].user_id)
    phone.presses(*OPEN)
    phone.presses(*READ)
    assert "13 menit" in spoken(siti.waits_for("13 menit", ever=True))


def gets_in(url):
    """Follow the invitation that lies in the chat of the person left to the visitor."""
    intan = Player(url, PEOPLE["intan"].user_id)
    invitation = spoken(intan.messages()[0])
    nip = re.search(r"\b\d{18}\b", invitation)[0]
    intan.opens(re.search(r"https://t\.me/\S+", invitation)[0])
    consent = intan.waits_for("UU 27/2022")
    intan.presses(buttons(consent)[0], consent["message_id"])
    intan.waits_for("NIP")
    intan.says(nip)
    name = intan.waits_for("Intan Maharani")
    intan.presses(buttons(name)[0], name["message_id"])
    assert "/lapor" in spoken(intan.waits_for("/lapor"))
    assert nip not in str(intan.messages()[1:])


def test_a_visitor_finds_people_with_a_past_and_comes_back_to_them(start, tmp_path):
    folder = tmp_path / "kept"
    demo = start("--port", "0", "--directory", str(folder))
    url = demo.url()
    # On a slow machine the page is open while the story is still being played.
    demo.waits_for("Siap")
    assert "tidak dapat bermain" not in demo.said
    state = ControlClient(url).get("/control/state")
    assert [role.user_id for role in PEOPLE.values()] == [user["id"] for user in state["users"]]
    assert 0 == state["clock"]["offset_seconds"]
    assert [] == ControlClient(url).problems()
    assert "6" == ticks_the_inbox(url)
    opens_new_feedback(url)
    gets_in(url)
    bot = demo.bot()
    assert 0 == demo.stop()
    assert not running(bot)

    again = start("--port", "0", "--directory", str(folder))
    url = again.url()
    assert "6" == ticks_the_inbox(url)
    assert [] == Player(url, PEOPLE["intan"].user_id).messages()[2:]

    os.kill(again.bot(), signal.SIGKILL)
    assert 1 == again.process.wait(20)
    assert f"{folder}/bot.log" in again.said.splitlines()[-1]


def test_it_leaves_nothing_behind_when_it_is_stopped_early(start, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    demo = start("--port", "0", TMPDIR=str(temporary))
    demo.waits_for("Menyalakan")
    bot = demo.bot()
    assert 0 == demo.stop()
    assert not running(bot)
    assert [] == list(temporary.iterdir())
    assert "" == demo.process.stdout.read()


def test_a_port_that_is_in_use_is_named(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        demo = start("--port", str(port))
        assert 1 == demo.process.wait(20)
    assert f"Porta {port} sedang dipakai.\n" == demo.said
