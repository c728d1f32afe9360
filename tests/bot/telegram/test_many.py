"""Messages to many: live ones first, few claimed ahead, one budget for all replicas, what is stopped stays stopped."""

import asyncio
import hashlib
import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.talk.turn import File, Reply, encode_reply
from bot.telegram import turns
from bot.telegram.line import Line
from bot.telegram.outbox import Outgoing
from bot.telegram.pace import Pace
from bot.telegram.window import Window
from kinerja.messages import words
from kinerja.models import Broadcast, BroadcastState, EvidenceKind, OutboxStatus, Priority
from kinerja.rules.broadcasts import STOPPED
from kinerja.services.broadcast_batches import take_out
from tests.bot.telegram.conftest import ANI, BUDI, NOW

SENT, PENDING, CANCELLED = OutboxStatus.SENT, OutboxStatus.PENDING, OutboxStatus.CANCELLED
FIRST = 5000


def row(number, priority):
    return Outgoing(number, f"k{number}", number, "x", {}, None, None, priority, *[None] * 5)


def test_the_line_lets_live_ones_go_first_and_equal_ones_in_order():
    line = Line()
    for number, priority in enumerate((30, 30, 0, 10, 20, 0)):
        line.put(row(number, priority), None)
    assert 3 == line.live
    assert [2, 5, 3, 4, 0, 1] == [line.next().row.id for _ in range(6)]
    assert line.next() is None


class Hands:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def sent_in(pace, hands, seconds):
    """Count what leaves in a stretch of time when every delay is waited for."""
    until, count = hands.now + seconds, 0
    while True:
        hands.now += pace.delay()
        if hands.now >= until:
            return count
        count += 1


def test_the_pace_is_even_and_makes_up_for_a_late_timer_only_a_little():
    hands = Hands()
    pace = Pace(29, 1, hands)
    assert 29 * 60 == pytest.approx(sent_in(pace, hands, 60), abs=1)
    hands.now += 10
    assert sent_in(pace, hands, 1) <= 30


def test_refusals_that_come_together_lower_the_pace_once_and_quiet_minutes_raise_it():
    hands = Hands()
    pace = Pace(30, 1, hands)
    full = pace.interval
    for _ in range(20):
        pace.slow_down()
    assert full / 0.95 == pytest.approx(pace.interval)
    for _ in range(100):
        hands.now += 10
        pace.slow_down()
    assert full / 0.3 == pytest.approx(pace.interval)
    for _ in range(8):
        hands.now += 61
        pace.delay()
    assert full == pytest.approx(pace.interval)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_replicas_reserve_in_one_budget(database):
    ends = []
    for count, waiting in ((10, 0), (5, 0), (10, 10)):
        with database.unit_of_work() as session:
            ends.append(turns.reserve(session, count, 0.1, waiting, 0.015))
    # Ten, then five behind them, then ten more: whoever asks is told when the last one is through.
    assert [1.0, 1.5, 2.5] == pytest.approx([last for last, _before in ends], abs=0.15)
    # Whoever asks is told, too, how far others had come before.
    assert [1.0, 1.5] == pytest.approx([before for _last, before in ends[1:]], abs=0.15)


async def many(engine, count, batch="b1"):
    for number in range(count):
        engine.queues(
            f"{batch}.{number}",
            f"Apel {number}",
            chat_id=FIRST + number,
            priority=int(Priority.BROADCAST),
            batch=batch,
        )


async def test_an_answer_overtakes_what_goes_to_many(engine, telegram):
    engine.pace.__init__(20, 30)
    await many(engine, 60)
    async with engine.running(engine.sender):
        await asyncio.sleep(0.5)
        engine.queues("answer", "Jawaban")
        engine.sender.wake()
        began = time.monotonic()
        await engine.settled("answer")
        assert time.monotonic() - began < 1.0
        assert PENDING is engine.status("b1.59")


async def test_little_is_claimed_ahead_of_its_moment(engine):
    engine.pace.__init__(10, 30)
    await many(engine, 60)
    async with engine.running(engine.sender):
        await asyncio.sleep(0.6)
        statuses = [engine.status(f"b1.{number}") for number in range(60)]
    assert statuses.count(OutboxStatus.SENDING) <= 8


async def test_what_was_cancelled_during_a_pause_is_not_sent_after_it(engine, telegram):
    with engine.database.unit_of_work() as session:
        session.add(Broadcast(state=BroadcastState.RUNNING, scope=[1], created_at=NOW))
    engine.pace.__init__(10, 30)
    engine.queues("b1.0", "Apel", priority=int(Priority.BROADCAST), batch="b1")
    engine.queues("b1.1", "Apel", chat_id=ANI, priority=int(Priority.BROADCAST), batch="b1")
    engine.fault("error", "sendMessage", times=1, status=429, retry_after=1)
    async with engine.running(engine.sender):
        await engine.until(lambda: engine.sender.is_paused)
        with engine.database.unit_of_work() as session:
            session.get(Broadcast, 1).state = BroadcastState.CANCELLED
            # As the service does; what comes back later is taken out by the sender.
            take_out(session, "b1", STOPPED)
        await engine.until(lambda: not engine.sender.is_paused)
        await asyncio.sleep(0.5)
        assert CANCELLED is engine.status("b1.0")


async def test_a_recalled_message_is_deleted_and_an_old_one_loses_its_words(engine, telegram):
    engine.notices["broadcast_recalled"] = _withdrawn
    engine.links(BUDI)
    engine.links(ANI)
    engine.queues("b1.0", "Apel")
    engine.queues("b1.1", "Apel", chat_id=ANI)
    async with engine.running(engine.sender):
        await engine.settled("b1.0", "b1.1")
        old = engine.row("b1.1").message_id
        long_ago = int((datetime.now(UTC) - timedelta(hours=49)).timestamp())
        telegram.world.chats[ANI].messages[old].data["date"] = long_ago
        for key, chat in (("b1.0", BUDI), ("b1.1", ANI)):
            given = {"chat_id": chat, "edits_key": key, "content": {"has_file": False}}
            engine.queues(f"{key}.r", kind="broadcast_recalled", **given)
        engine.sender.wake()
        await engine.settled("b1.0.r", "b1.1.r")
    assert [] == engine.chat(BUDI)
    assert ["Ditarik."] == engine.chat(ANI)
    assert (SENT, SENT) == (engine.status("b1.0.r"), engine.status("b1.1.r"))


def _withdrawn(_values):
    return Reply(words("Ditarik."))


async def test_a_file_for_many_is_uploaded_once(engine, telegram):
    content = b"%PDF-1.4\n%%EOF\n"
    digest = hashlib.sha256(content).hexdigest()
    engine.store.keep(content, "surat.pdf")
    file = File(EvidenceKind.DOCUMENT, sha256=digest, file_name="surat.pdf")
    given = encode_reply(Reply(words("Surat"), file=file), "id")
    async with engine.running(engine.sender):
        engine.queues("a", content=given)
        engine.sender.wake()
        await engine.settled("a")
        engine.queues("b", content=given, chat_id=ANI)
        engine.sender.wake()
        await engine.settled("b")
    first, second = engine.calls("sendDocument")
    assert "surat.pdf" in str(first)
    assert isinstance(second["params"].get("document"), str)


class OtherEnd:
    """Counts what arrives in any second, as a strict server does."""

    def __init__(self):
        self.arrived = []

    def most_in_a_second(self):
        arrived = sorted(self.arrived)
        return max(
            sum(moment <= one < moment + 1 for one in arrived[index : index + 100])
            for index, moment in enumerate(arrived)
        )


def test_however_late_messages_arrive_no_second_gets_more_than_allowed():
    hands, chance, end = Hands(), random.Random(3), OtherEnd()
    window, calls = Window(30, hands), []
    stalled_until = 0.0
    while len(end.arrived) < 1500:
        calls.sort()
        while calls and calls[0][0] <= hands.now:
            window.end(calls.pop(0)[1])
        if window.wait() == 0:
            if chance.random() < 0.02:
                stalled_until = hands.now + chance.uniform(0, 0.5)
            arrives = max(hands.now + 0.01, stalled_until)
            end.arrived.append(arrives)
            calls.append((arrives + 0.01 + chance.uniform(0, 0.02), window.begin()))
        hands.now += 0.001
    assert end.most_in_a_second() <= 30
    assert 1500 / (max(end.arrived) - min(end.arrived)) > 30 * 0.9


def test_a_call_that_hangs_does_not_hold_its_place_for_ever():
    hands = Hands()
    window = Window(2, hands)
    window.begin()
    window.begin()
    assert window.wait() > 0
    hands.now += 11
    assert 0 == window.wait()


def test_what_other_replicas_send_counts_too():
    hands = Hands()
    window = Window(3, hands)
    window.others(3)
    assert window.wait() > 0.9
    hands.now += 1.01
    assert 0 == window.wait()


@pytest.mark.parametrize(("calls_before", "waits"), [(0, 1.005), (600, 0.905)])
def test_only_many_calls_tell_how_much_of_one_is_the_way(calls_before, waits):
    hands = Hands()
    window = Window(1, hands)
    for _ in range(calls_before):
        number = window.begin()
        hands.now += 0.12
        window.end(number)
    hands.now += 2
    number = window.begin()
    hands.now += 0.5
    window.end(number)
    assert waits == pytest.approx(window.wait(), abs=0.001)
