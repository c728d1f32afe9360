"""Health, readiness, metrics, and updates that Telegram brings."""

import io
import json

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.telegram import inbox
from bot.telegram.webhook import Webhook
from bot.watch import Watch
from bot.web import SECRET_HEADER, WEBHOOK_PATH, Site, listen
from kinerja.models import InboxUpdate
from tests.bot.telegram.conftest import BUDI

SECRET = "a-long-secret"
UPDATE = {
    "update_id": 5,
    "message": {"message_id": 1, "date": 1, "chat": {"id": BUDI, "type": "private"}, "text": "x"},
}


@pytest.fixture
async def site(engine):
    webhook = Webhook(engine.database, 1, SECRET, engine.figures, engine.worker.wake)
    watch = Watch(
        engine.database, engine.figures, polls=True, is_paused=lambda: engine.sender.is_paused
    )
    runner = await listen(Site(watch.troubles, watch.figures, webhook.receive), "127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as session:
        yield session
    await runner.cleanup()


async def test_health_and_readiness(engine, site):
    assert 200 == (await site.get("/health")).status
    assert 200 == (await site.get("/ready")).status

    engine.figures.polling = False

    ready = await site.get("/ready")
    assert (503, True) == (ready.status, "another program" in await ready.text())


async def test_the_figures_can_be_read(engine, site):
    engine.queues("a")
    engine.figures.outcomes["sent"] += 2

    lines = (await (await site.get("/metrics")).text()).splitlines()

    assert "kinerja_outbox_waiting 1.0" in lines
    assert 'kinerja_messages_total{outcome="sent"} 2.0' in lines


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, UPDATE, 200),
        ("wrong", UPDATE, 403),
        ("", UPDATE, 403),
        (SECRET, {"message": {}}, 400),
        (SECRET, [], 400),
        (SECRET, {"update_id": 1, "x": "y" * (1 << 20)}, 413),
    ],
)
async def test_an_update_that_is_brought_is_stored_before_it_is_confirmed(
    engine, site, secret, body, status
):
    answer = await site.post(
        WEBHOOK_PATH, data=io.BytesIO(json.dumps(body).encode()), headers={SECRET_HEADER: secret}
    )

    assert status == answer.status
    with engine.database.reading() as session:
        assert (1 if status == 200 else 0) == len(session.exec(select(InboxUpdate)).all())


async def test_while_the_database_is_away_telegram_brings_it_again(engine, site, monkeypatch):
    def fail(*_arguments):
        raise OperationalError("insert", {}, Exception("disk full"))

    monkeypatch.setattr(inbox, "store", fail)

    answer = await site.post(WEBHOOK_PATH, json=UPDATE, headers={SECRET_HEADER: SECRET})

    assert 503 == answer.status
