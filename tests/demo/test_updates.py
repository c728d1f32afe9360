"""Updates wait until they are confirmed, long polls wake, conflicts and webhooks work as said."""

import asyncio
import time

import pytest
from aiohttp import web
from telegram.error import Conflict, RetryAfter

from bot.demo import people
from bot.demo.updates import UpdateQueue


def numbers(updates):
    return [update.update_id for update in updates]


async def test_updates_come_again_until_they_are_confirmed(bot, world, budi, chat):
    people.say(world, budi, chat, people.text("halo"))
    first = await bot.get_updates()
    assert [update.message.text for update in first] == ["/start", "halo"]
    assert numbers(first) == numbers(await bot.get_updates())
    assert numbers(first)[1:] == numbers(await bot.get_updates(offset=first[1].update_id))
    await bot.get_updates(offset=first[1].update_id + 1, timeout=0)
    assert world.updates.pending() == []


async def test_a_negative_offset_counts_from_the_end(bot, world, budi, chat):
    people.say(world, budi, chat, people.text("halo"))
    assert ["halo"] == [update.message.text for update in await bot.get_updates(offset=-1)]
    assert len(world.updates) == 1


async def test_a_long_poll_wakes(bot, world, budi, chat):
    world.updates.clear()
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    begin = time.monotonic()
    people.say(world, budi, chat, people.text("bangun"))
    assert ["bangun"] == [update.message.text for update in await poll]
    assert time.monotonic() - begin < 1


async def test_the_same_short_poll_is_held_three_seconds(bot, world):
    world.updates.clear()
    await bot.get_updates(offset=5)
    begin = time.monotonic()
    await bot.get_updates(offset=5)
    assert 2.9 < time.monotonic() - begin < 4


async def test_a_second_poll_ends_the_first(bot, world, budi, chat):
    world.updates.clear()
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
        await first
    people.say(world, budi, chat, people.text("x"))
    assert len(await second) == 1


async def test_allowed_updates_are_remembered(bot, world, budi, chat):
    await bot.get_updates(allowed_updates=["callback_query"], offset=-1)
    world.updates.clear()
    people.say(world, budi, chat, people.text("x"))
    world.tap(budi, chat, 1, "data")
    assert ["data"] == [update.callback_query.data for update in await bot.get_updates()]


def test_a_second_run_goes_on_with_the_update_ids():
    first = UpdateQueue().next_id
    time.sleep(0.06)
    assert first < UpdateQueue().next_id < 2**31


@pytest.fixture
async def hook():
    """A web server that keeps what it is given and answers as told."""
    got, answers = [], []

    async def take(request):
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.json_response(**(answers.pop(0) if answers else {"data": {}}))

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", got, answers
    await runner.cleanup()


async def until(condition):
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen")


async def test_a_webhook_gets_each_update_until_it_is_taken(bot, world, budi, chat, hook):
    url, got, answers = hook
    world.webhook.first_delay = 0.05
    answers += [{"data": {}, "status": 500}, {"data": {}, "status": 503}]
    await bot.set_webhook(url, secret_token="rahasia-1")
    people.say(world, budi, chat, people.text("kedua"))
    await until(lambda: len(got) == 4)
    assert ["/start", "/start", "/start", "kedua"] == [body["message"]["text"] for _, body in got]
    assert {"rahasia-1"} == {secret for secret, _ in got}
    await until(lambda: not len(world.updates))
    info = await bot.get_webhook_info()
    assert (url, 0) == (info.url, info.pending_update_count)
    assert "503" in info.last_error_message


async def test_the_answer_of_a_webhook_is_performed(bot, world, chat, hook):
    url, _, answers = hook
    answers.append({"data": {"method": "sendMessage", "chat_id": 11, "text": "dijawab"}})
    await bot.set_webhook(url)
    await until(lambda: list(chat.messages.values())[-1].data["text"] == "dijawab")


async def test_no_poll_beside_a_webhook(bot, hook):
    await bot.set_webhook(hook[0])
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    with pytest.raises(RetryAfter):
        await bot.set_webhook(hook[0])
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
