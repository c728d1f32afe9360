"""Flood control, faults on order and the clock."""

import asyncio
import json
import socket
import time
from datetime import UTC, datetime

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.demo import people
from bot.demo.clock import DemoClock
from bot.demo.errors import ApiError
from bot.demo.flood import Flood, FloodLimits

B = 11


def allowed(flood, chat, times, **group):
    """Count the messages of one chat that pass at these times."""
    return sum(passes(flood, chat, moment, **group) for moment in times)


def passes(flood, chat, moment, **group):
    try:
        flood.check(chat, moment, is_group=bool(group))
    except ApiError as refusal:
        return refusal.parameters["retry_after"] < 1
    return True


def test_one_message_a_second_and_a_short_burst_for_a_chat():
    flood = Flood(FloodLimits.telegram())
    assert allowed(flood, 1, [0.0] * 10) == 3
    assert allowed(flood, 1, [1.0, 1.1, 2.0, 2.1]) == 2


def test_thirty_messages_in_any_second():
    flood = Flood(FloodLimits.telegram())
    assert sum(allowed(flood, chat, [0.5]) for chat in range(40)) == 30
    assert sum(allowed(flood, chat, [1.4]) for chat in range(50, 60)) == 0
    assert sum(allowed(flood, chat, [1.5]) for chat in range(60, 100)) == 30


def test_twenty_messages_a_minute_for_a_group():
    flood = Flood(FloodLimits.telegram())
    assert allowed(flood, -1, [float(second) for second in range(40)], group=True) == 20


async def test_too_fast_is_refused_with_the_seconds_to_wait(bot, world):
    world.flood.configure({"enabled": True, "chat_burst": 1})
    await bot.send_message(B, "satu")
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(B, "dua")
    assert refusal.value.retry_after in {1, 2} or refusal.value.retry_after.seconds in {1, 2}


async def test_no_flood_control_unless_asked_for(bot):
    for number in range(40):
        await bot.send_message(B, str(number))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "error", "status": 400, "description": "Bad Request: x"}, BadRequest),
        ({"kind": "error", "status": 500}, NetworkError),
        ({"kind": "retry_after", "retry_after": 7}, RetryAfter),
        ({"kind": "bad_gateway"}, NetworkError),
        ({"kind": "drop"}, NetworkError),
        ({"kind": "hang"}, TimedOut),
    ],
)
@pytest.mark.parametrize("after", [False, True])
async def test_a_fault_strikes_once(bot, world, chat, fault, error, after):
    world.faults.add({"method": "sendMessage", "after": after, **fault})
    before = len(chat.messages)
    with pytest.raises(error):
        await bot.send_message(B, "x", read_timeout=0.3)
    assert before + int(after) == len(chat.messages)
    assert (await bot.send_message(B, "y")).text == "y"


async def test_a_fault_can_mean_one_chat_and_can_delay(bot, world):
    world.faults.add({"kind": "error", "chat_id": 12, "times": None})
    world.faults.add({"kind": "delay", "seconds": 0.3, "method": "sendmessage"})
    begin = time.monotonic()
    await bot.send_message(B, "x")
    assert time.monotonic() - begin > 0.29
    assert [0, 1] == [fault["hits"] for fault in world.faults.as_json()]


def test_the_clock_is_moved_through_a_file(tmp_path):
    file = tmp_path / "clock" / "offset.json"
    clock = DemoClock(file)
    clock.advance(3600)
    assert json.loads(file.read_text()) == {"offset_seconds": 3600}
    assert abs(DemoClock(file).now() - time.time() - 3600) < 1
    assert [file] == list(file.parent.iterdir())
    file.write_text("nonsense")
    assert clock.offset == 3600


def test_the_clock_goes_to_the_first_of_the_next_month():
    clock = DemoClock()
    clock.to_moment("2026-12-31T23:30")
    clock.to_next_month()
    assert datetime.fromtimestamp(clock.now(), UTC).isoformat()[:16] == "2027-01-01T01:00"


async def test_messages_carry_the_demonstrations_time(bot, world):
    world.clock.advance(86400 * 30)
    sent = await bot.send_message(B, "x")
    assert abs(sent.date.timestamp() - time.time() - 86400 * 30) < 3


async def test_an_answer_is_one_packet(telegram, budi):
    body = json.dumps({"chat_id": B, "text": "x"})
    head = f"POST /bot{telegram.token}/sendMessage HTTP/1.1\r\nHost: x\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"

    def exchange():
        address = ("127.0.0.1", int(telegram.url.rpartition(":")[2]))
        with socket.create_connection(address) as wire:
            wire.sendall((head + body).encode())
            return wire.recv(65536)

    first = await asyncio.to_thread(exchange)
    assert first.endswith(b"}")


async def test_nothing_is_left_of_a_reset_but_the_update_ids(telegram, world, budi, bot):
    before = world.updates.next_id
    people.say(world, budi, world.chats[B], people.text("x"))
    world.forget()
    assert (0, 0) == (len(world.users), len(world.chats))
    assert world.updates.next_id > before
