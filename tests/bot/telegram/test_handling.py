"""Edges of handling and of introducing the bot."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.conversations import BOOK
from bot.telegram import handling, introduction
from bot.telegram.request import AiohttpRequest
from kinerja.models import InboxStatus, InboxUpdate, InstanceFact
from tests.bot.telegram.conftest import NOW


@pytest.fixture
async def bot(telegram):
    async with AiohttpRequest(telegram.url) as request:
        yield introduction.bot_for(request, telegram.token, telegram.url)


async def test_the_bot_learns_its_name_and_shows_its_commands(engine, bot):
    name = await introduction.greet(bot, engine.stopping, "", "")
    await introduction.publish_commands(bot, BOOK)
    for _ in range(2):
        with engine.database.unit_of_work() as session:
            introduction.note_name(session, name, NOW)

    with engine.database.reading() as session:
        assert [name] == [fact.value for fact in session.exec(select(InstanceFact))]
    calls = engine.calls("setMyCommands")
    assert [None, "en"] == [call["params"].get("language_code") for call in calls]
    shown = {each["command"] for each in json.loads(calls[0]["params"]["commands"])}
    assert {"mulai", "cek", "bantuan", "batal"} == shown


async def test_it_asks_until_telegram_answers(engine, bot):
    engine.fault("drop", "getMe", times=2)

    assert await introduction.greet(bot, engine.stopping, "", "")


async def test_a_refused_token_is_noticed_at_the_start(engine, bot):
    engine.fault("error", "getMe", status=401, description="Unauthorized")

    assert await introduction.greet(bot, engine.stopping, "", "") is None
    assert engine.stopping.token_refused


async def test_an_apology_that_fails_does_not_keep_an_update_alive(engine, budi, monkeypatch):
    def fail(*_arguments):
        raise ValueError("broken")

    monkeypatch.setattr(engine.dispatcher, "handle", fail)
    monkeypatch.setattr(engine.dispatcher, "apologise", fail)
    budi.says("x")

    def row():
        with engine.database.unit_of_work() as session:
            found = session.exec(select(InboxUpdate)).one_or_none()
            if found is not None:
                found.retry_at = None
            return found

    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: (found := row()) and found.status is InboxStatus.DEAD, 20)


async def test_a_real_conversation_answers_through_the_whole_engine(engine, budi):
    async with engine.running(engine.poller, engine.worker, engine.sender):
        budi.says("/help")
        await engine.until(engine.chat)

    assert "personal invitation" in engine.chat()[0]


async def test_trouble_of_the_database_kills_no_update(engine, budi, monkeypatch):
    failing = [OperationalError("select", {}, Exception("deadlock")) for _ in range(3)]
    handle = engine.dispatcher.handle

    def sometimes(*arguments):
        if failing:
            raise failing.pop()
        return handle(*arguments)

    monkeypatch.setattr(engine.dispatcher, "handle", sometimes)
    monkeypatch.setattr(handling, "_DATABASE_WAIT", timedelta())
    budi.says("/help")
    async with engine.running(engine.poller, engine.worker, engine.sender):
        await engine.until(engine.chat)

    with engine.database.reading() as session:
        (row,) = session.exec(select(InboxUpdate)).all()
    assert (InboxStatus.DONE, 0) == (row.status, row.attempts)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_work_goes_on_after_the_database_was_away(engine, budi, postgres):
    async with engine.running(engine.poller, engine.worker, engine.sender):
        budi.says("/help")
        await engine.until(engine.chat)
        await asyncio.to_thread(postgres.stop)
        budi.says("/help")
        await asyncio.sleep(1)
        await asyncio.to_thread(postgres.start)
        await engine.until(lambda: len(engine.chat()) == 2, 40)
