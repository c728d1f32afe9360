"""A real Application talks to people who are played over HTTP; faults, kills and resets included."""

import asyncio
import contextlib
import json
import subprocess
import sys
import urllib.request

import pytest
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.demo.control_client import ControlClient, Refused
from bot.demo.player import NotSeen, Player, spoken
from bot.demo.server import LocalTelegram
from tests.demo.pictures import png


async def welcome(update, context):
    await update.message.reply_text(
        f"Selamat datang {' '.join(context.args)}",
        reply_markup=InlineKeyboardMarkup(
            [
                [InlineKeyboardButton("Lapor", callback_data="lapor")],
                [InlineKeyboardButton("Salin", copy_text=CopyTextButton("isi"))],
            ]
        ),
    )


async def tapped(update, context):
    if update.callback_query.data == "diam":
        return
    await update.callback_query.answer("Diterima", show_alert=True)
    await update.callback_query.edit_message_text("Laporan dibuka")


async def received(update, context):
    message = update.effective_message
    kind = next(
        k for k in ("document", "photo", "contact", "location", "text") if getattr(message, k)
    )
    board = ReplyKeyboardMarkup(
        [[KeyboardButton("Bagikan kontak", request_contact=True)]], one_time_keyboard=True
    )
    words = "diubah: " if update.edited_message else "diterima: "
    await message.reply_text(words + kind, reply_markup=board)


@contextlib.asynccontextmanager
async def running(telegram):
    """Run a small bot on the library, with its own polling."""
    request = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
    updates = HTTPXRequest(httpx_kwargs={"trust_env": False})
    app = (
        ApplicationBuilder()
        .token(telegram.token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(request)
        .get_updates_request(updates)
        .build()
    )
    app.add_handler(CommandHandler("start", welcome))
    app.add_handler(CallbackQueryHandler(tapped))
    app.add_handler(MessageHandler(filters.ALL, received))
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=1, allowed_updates=Update.ALL_TYPES)
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


@pytest.fixture
def telegram():
    with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def budi(telegram):
    return Player.new(telegram.url, 21, "Budi", note="Pegawai")


async def play(telegram, scene, *arguments):
    async with running(telegram):
        await asyncio.to_thread(scene, *arguments)


async def test_a_conversation(telegram, budi, tmp_path):
    picture = tmp_path / "bukti.png"
    picture.write_bytes(png())

    def scene():
        budi.opens("https://t.me/kinerja_demo_bot?start=abc-1")
        greeting = budi.waits_for("Selamat datang abc-1")
        assert ["Lapor", "Salin"] == budi.labels(greeting)
        assert {"text": "isi"} == budi.presses("Salin")["copy_text"]
        tap = budi.presses("Lapor")["callback"]
        answer = budi.waits_for_answer(tap["id"])
        assert ("Diterima", True) == (answer["text"], answer["show_alert"])
        changed = budi.waits_for("Laporan dibuka")
        assert greeting["message_id"] == changed["message_id"]
        assert budi.labels(changed) == []
        budi.uploads(picture, kind="photo", caption="x").waits_for("diterima: photo")
        budi.uploads(picture).waits_for("diterima: document")
        assert budi.downloads(budi.messages()[-2]) == picture.read_bytes()
        budi.presses("Bagikan kontak")
        budi.waits_for("diterima: contact")
        budi.shares_location(-6.2, 106.8).waits_for("diterima: location")
        budi.says("halo")
        budi.waits_for("diterima: text")
        own = [m for m in budi.messages() if not m["extra"]["by_bot"]][-1]["message_id"]
        budi.edits(own, "halo lagi").waits_for("diubah: text")
        budi.uploads(picture, picture).waits_for("diterima: document")
        assert len({m.get("media_group_id") for m in budi.messages()} - {None}) == 1

    await play(telegram, scene)
    control = ControlClient(telegram.url)
    assert ([], []) == (control.problems(), control.unanswered())
    assert ["Budi"] == [user["first_name"] for user in control.get("/control/state")["users"]]


async def test_a_tap_without_an_answer_is_reported(telegram, budi):
    def scene():
        budi.says("/start").waits_for("Selamat")
        budi.forges("diam")
        with pytest.raises(NotSeen, match="was not seen"):
            budi.waits_for("Laporan dibuka", timeout=0.5)

    await play(telegram, scene)
    assert ["diam"] == [tap["data"] for tap in ControlClient(telegram.url).unanswered()]


def test_what_a_person_cannot_do(budi):
    with pytest.raises(Refused, match="no button 'Lapor'"):
        budi.presses("Lapor")
    with pytest.raises(Refused, match="empty message"):
        budi.says("  ")
    with pytest.raises(Refused, match="404"):
        Player(budi.control.base_url, 5).says("x")
    with pytest.raises(NotSeen, match="not written yet"):
        budi.last()
    budi.says("x").blocks()
    with pytest.raises(Refused, match="blocked"):
        budi.says("x")
    budi.unblocks().says("y").deletes(budi.messages()[-1]["message_id"])
    assert ["x"] == [spoken(message) for message in budi.messages()]


def test_the_control_side(budi, telegram):
    control = budi.control
    control.fault("error", "sendMessage", times=2)
    assert [2] == [fault["times"] for fault in control.get("/control/faults")["faults"]]
    control.delete("/control/faults")
    assert control.post("/control/flood", enabled=True)["enabled"] is True
    with pytest.raises(Refused, match="unknown: nonsense"):
        control.post("/control/flood", nonsense=1)
    before = control.get("/control/clock")["now"]
    control.advance(3600)
    control.move_to("next_month")
    assert control.get("/control/clock")["now"] > before + 3600
    budi.says("x")
    assert len(control.get("/control/updates")["pending"]) == 1
    number = control.post("/control/updates", update={"poll": {}})["update_id"]
    assert number == control.get("/control/updates")["pending"][-1]["update_id"]
    control.delete(f"/control/chats/{budi.user_id}")
    assert budi.messages() == []
    group = control.post(f"/control/users/{budi.user_id}/groups", title="Tim")
    budi.in_chat(group["id"]).says("/menu")
    control.delete(f"/control/users/{budi.user_id}")
    with pytest.raises(Refused, match="deleted"):
        budi.says("x")
    control.reset()
    assert control.get("/control/state")["users"] == []


def test_the_command_line(tmp_path):
    file = tmp_path / "offset.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.demo", "--port", "0", "--offset-file", file, "--flood"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        control = ControlClient(url)
        assert control.get("/control/flood")["enabled"] is True
        control.advance(60)
        assert json.loads(file.read_text()) == {"offset_seconds": 60}
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url) as page:
            assert b'id="phone-template"' in page.read()
    finally:
        process.terminate()
        assert process.wait(10) == 0
        process.stdout.close()
