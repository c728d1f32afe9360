"""The real process over HTTP against the local Telegram."""

import signal
import sqlite3
import time
from pathlib import Path

import pytest

from bot.demo.player import Player
from bot.demo.server import LocalTelegram
from tests.e2e.process import READY, Process, until

BUDI, ANI = 11, 12


@pytest.fixture
def telegram():
    with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def process(telegram, database_url, tmp_path):
    process = Process(telegram, database_url, tmp_path)
    yield process
    if process.process is not None and process.process.poll() is None:
        process.kill()


@pytest.fixture
def budi(telegram):
    return Player.new(telegram.url, BUDI, "Budi", language_code="en")


sqlite_only = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_a_stranger_is_answered_and_the_bot_is_introduced(process, telegram, budi):
    process.start()
    budi.says("/start")

    budi.waits_for("personal invitation", READY)
    status, seconds = process.stop()

    assert 0 == status, process.said()
    assert seconds < 10
    methods = {call["method"] for call in budi.control.calls()}
    assert {"getMe", "setMyCommands", "deleteWebhook"} <= methods
    assert [] == budi.control.problems()


def test_what_was_written_while_it_was_killed_is_answered_once(process, budi):
    process.start()
    budi.says("/start").waits_for("personal invitation", READY)
    time.sleep(0.5)  # the answer is also written down
    process.kill()
    budi.says("/help").says("/help")
    before = len(budi.control.calls("sendMessage"))
    process.start()

    until(lambda: len(budi.control.calls("sendMessage")) == before + 2, READY)
    budi.says("/menu").waits_for("personal invitation")

    assert 3 == len(budi.control.calls("sendMessage")) - before
    assert 0 == process.stop(signal.SIGINT)[0]


def test_every_tap_is_answered(process, budi):
    process.start()
    budi.says("/start").waits_for("personal invitation", READY)

    tap = budi.forges("1|a|nonsense", budi.last()["message_id"])

    budi.waits_for_answer(tap["callback"]["id"])


@sqlite_only
def test_a_second_run_on_the_same_file_is_refused_in_one_line(process, budi):
    process.start()
    budi.says("/start").waits_for("personal invitation", READY)

    second = process.once()

    assert (1, "The assistant already runs on this database.\n") == (
        second.returncode,
        second.stderr,
    )


def test_an_empty_database_is_named_in_one_line(telegram, empty_url, tmp_path):
    refused = Process(telegram, empty_url, tmp_path).once()

    assert 1 == refused.returncode
    assert 1 == len(refused.stderr.splitlines())
    assert "kinerja db upgrade" in refused.stderr


@sqlite_only
def test_a_wrong_token_is_named_in_one_line(telegram, database_url, tmp_path):
    wrong = Process(
        telegram, database_url, tmp_path, KINERJA_TELEGRAM__TOKEN="999999:" + "x" * 35
    ).once()

    assert 1 == wrong.returncode
    assert "telegram.token" in wrong.stderr
    assert "x" * 35 not in wrong.stderr


@sqlite_only
def test_neither_token_nor_numbers_of_people_get_into_the_log(
    telegram, database_url, tmp_path, budi
):
    process = Process(telegram, database_url, tmp_path, KINERJA_LOG__LEVEL="DEBUG").start()
    nip = "198001012005011001"
    try:
        budi.says("/start").waits_for("personal invitation", READY)
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
            connection.execute("DROP TABLE draft")
        connection.close()
        budi.says(f"/start {nip}")
        until(lambda: "no such table" in process.said())
    finally:
        process.kill()

    assert "no such table" in process.said()
    assert nip not in process.said()
    assert telegram.token not in process.said()
    assert telegram.token.partition(":")[2] not in process.said()


@sqlite_only
def test_what_it_writes_is_private(process, budi, database_url, tmp_path):
    process.start()
    budi.says("/start").waits_for("personal invitation", READY)
    process.stop()

    file = Path(database_url.removeprefix("sqlite:///"))
    written = [*file.parent.glob(f"{file.name}*"), tmp_path / "audit.key"]
    modes = {path.name: path.stat().st_mode & 0o777 for path in written}
    # The template was copied by the test, not made by the process.
    modes.pop(file.name)
    assert {0o600} == set(modes.values()), modes
