"""A stand-in for each test, with one person who has started the bot."""

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo import people
from bot.demo.server import LocalTelegram

BUDI = 11


@pytest.fixture
async def telegram():
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def world(telegram):
    return telegram.world


@pytest.fixture
def budi(world):
    user = people.create_user(world, {"id": BUDI, "first_name": "Budi", "language_code": "id"})
    people.say(world, user, world.chats[BUDI], people.text("/start"))
    return user


@pytest.fixture
def chat(world, budi):
    return world.chats[BUDI]


@pytest.fixture
async def bot(telegram, budi):
    request = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
    updates = HTTPXRequest(connection_pool_size=2, httpx_kwargs={"trust_env": False})
    bot = Bot(
        telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=request,
        get_updates_request=updates,
    )
    async with bot:
        yield bot
