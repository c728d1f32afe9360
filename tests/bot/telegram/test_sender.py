"""What is in the outbox reaches the chats, whatever Telegram answers."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.demo.flood import FloodLimits
from bot.demo.player import Player
from bot.talk.saying import CLOSE, COMMANDS, FORGET
from bot.talk.turn import CARD, Button, File, Reply, encode_reply
from bot.telegram import outbox
from bot.telegram.card import neutral_card
from kinerja.messages import encode, say
from kinerja.models import Account, EvidenceKind, OutboxStatus, Priority
from tests.bot.telegram.conftest import ANI, BUDI, NOW

SENT, FAILED, UNKNOWN = OutboxStatus.SENT, OutboxStatus.FAILED, OutboxStatus.UNKNOWN
PENDING, CANCELLED = OutboxStatus.PENDING, OutboxStatus.CANCELLED


def rich(text="<b>Tebal</b> & {nama}", **changes):
    reply = Reply(
        say(text, nama="A<b>"),
        ((Button(say("Ya"), "1|a|ya"), Button(say("Salin"), copies="kode")),),
        protected=True,
    )
    return encode_reply(
        Reply(**{**{f: getattr(reply, f) for f in reply.__slots__}, **changes}), "id"
    )


async def test_a_reply_is_sent_as_it_should_be(engine):
    engine.queues("a", content=rich("<b>Tebal</b> {nama}"), silent=True)
    async with engine.running(engine.sender):
        await engine.settled("a")

    (call,) = engine.calls("sendMessage")
    keyboard = [
        [
            {"text": "Ya", "callback_data": "1|a|ya"},
            {"text": "Salin", "copy_text": {"text": "kode"}},
        ]
    ]
    assert ["Tebal A<b>"] == engine.chat()
    assert call["params"]["reply_markup"] == {"inline_keyboard": keyboard}
    assert call["params"]["protect_content"]
    assert call["params"]["disable_notification"]
    assert call["params"]["link_preview_options"] == {"is_disabled": True}
    assert engine.row("a").message_id == call["message_id"]


async def test_a_secret_is_not_kept_after_it_was_sent(engine):
    engine.queues("a", content=rich(secret=True))
    engine.queues("b", content=rich())
    async with engine.running(engine.sender):
        await engine.settled("a", "b")

    assert 2 == len(engine.chat())
    assert {} == engine.row("a").content
    assert {} != engine.row("b").content


async def test_a_command_menu_is_told_and_taken_back(engine):
    engine.links()
    listed = {"language": "en", "commands": [["lapor", encode(say("Monthly report"))]]}
    engine.queues("a", kind=COMMANDS, content=listed, priority=Priority.REMINDER)
    async with engine.running(engine.sender):
        await engine.settled("a")
        (call,) = engine.calls("setMyCommands")
        engine.queues("b", kind=COMMANDS, content={**listed, "commands": []})
        engine.sender.wake()
        await engine.settled("b")

    assert {"type": "chat", "chat_id": BUDI} == call["params"]["scope"]
    assert [{"command": "lapor", "description": "Monthly report"}] == call["params"]["commands"]
    assert 1 == len(engine.calls("deleteMyCommands"))
    assert (SENT, SENT) == (engine.row("a").status, engine.row("b").status)


async def test_a_command_menu_that_is_refused_says_nothing_about_the_person(engine):
    engine.links()
    engine.queues("a", kind=COMMANDS, content={"language": "id", "commands": []})
    engine.fault("error", "deleteMyCommands", status=403, description="Forbidden: blocked")
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert FAILED == engine.row("a").status
    with engine.database.reading() as session:
        assert session.exec(select(Account.unreachable_at)).one() is None


async def test_a_command_menu_whose_answer_was_lost_is_told_again(engine):
    engine.links()
    engine.queues("a", kind=COMMANDS, content={"language": "id", "commands": []})
    engine.fault("drop", "deleteMyCommands", times=1)
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert SENT == engine.row("a").status


async def test_a_chat_gets_its_messages_in_order_and_replies_go_first(engine):
    engine.links()
    engine.notifies("n")
    for number in range(5):
        engine.queues(f"r{number}", f"reply {number}")
    async with engine.running(engine.sender):
        await engine.settled("n", "r4")

    assert [*(f"reply {n}" for n in range(5)), "News"] == engine.chat()


async def test_an_edit_by_key_waits_for_its_message_and_edits_are_merged(engine):
    engine.queues("a", "first")
    engine.queues("b", "second", edits_key="a")
    engine.queues("c", "third", edits_key="a")
    async with engine.running(engine.sender):
        await engine.settled("a", "b", "c")

    assert ["third"] == engine.chat()
    assert 1 == len(engine.calls("editMessageText"))
    assert (SENT, "merged") == (engine.row("b").status, engine.row("b").error)
    assert engine.row("a").message_id == engine.row("b").message_id == engine.row("c").message_id


async def test_a_closed_message_loses_its_buttons_and_a_forgotten_one_is_deleted(engine, budi):
    secret = budi.says("198001012005011001")
    engine.queues("a", content=rich("x {nama}"))
    engine.queues("close", kind=CLOSE, edits_key="a")
    engine.queues("forget", kind=FORGET, edits_message_id=secret.message_id)
    engine.queues("nothing", kind=CLOSE, edits_key="never")
    async with engine.running(engine.sender):
        await engine.settled("close", "forget", "nothing")

    messages = engine.telegram.world.chats[BUDI].messages
    assert secret.message_id not in messages
    assert "reply_markup" not in messages[engine.row("a").message_id].data
    assert [SENT, SENT, CANCELLED] == [engine.status(k) for k in ("close", "forget", "nothing")]


async def test_what_cannot_be_edited_is_sent_anew(engine):
    picture = File(EvidenceKind.DOCUMENT, content="isi", file_name="a.txt")
    engine.queues("a", content=rich("file {nama}", file=picture))
    engine.queues("b", "instead", edits_key="a")
    engine.queues("c", "gone", edits_message_id=987654)
    async with engine.running(engine.sender):
        await engine.settled("a", "b", "c")

    assert ["file A<b>", "instead", "gone"] == engine.chat()
    assert engine.row("b").message_id != engine.row("a").message_id


async def test_a_picture_takes_the_place_of_a_text_and_of_a_picture(engine):
    kept = engine.store.keep(neutral_card(), "a.png")
    ours = File(EvidenceKind.PHOTO, sha256=kept.sha256, file_name="a.png")
    engine.queues("a", "a text")
    engine.queues("b", content=rich("first", file=CARD), edits_key="a")
    engine.queues("c", content=rich("second", file=ours), edits_key="b")
    engine.queues("d", content=rich("third", file=CARD), edits_key="c")
    async with engine.running(engine.sender):
        await engine.settled("a", "b", "c", "d")

    assert ["third"] == engine.chat()
    assert 3 == len(engine.calls("editMessageMedia"))
    assert 1 == len({engine.row(key).message_id for key in "abcd"})


async def test_a_text_after_a_picture_is_new_and_the_picture_loses_its_buttons(engine):
    engine.queues("a", content=rich("picture", file=CARD))
    engine.queues("b", "a text", edits_key="a")
    async with engine.running(engine.sender):
        await engine.settled("a", "b")

    assert ["picture", "a text"] == engine.chat()
    messages = engine.telegram.world.chats[BUDI].messages
    assert "reply_markup" not in messages[engine.row("a").message_id].data


async def test_the_same_edit_twice_counts_as_sent(engine):
    engine.queues("a", "same")
    engine.queues("b", "same", edits_key="a")
    async with engine.running(engine.sender):
        await engine.settled("a", "b")

    assert SENT is engine.status("b")


async def test_text_that_cannot_be_parsed_goes_once_as_plain_text(engine):
    engine.queues("a", content=rich("<b>{nama}<i> open"))
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert ["A<b> open"] == engine.chat()
    assert SENT is engine.status("a")


async def test_a_text_too_long_for_a_message_becomes_a_file(engine, telegram):
    text = "<Kunjungan & rapat> 😀 " * 300
    engine.queues("a", "a question")
    engine.queues("b", text, edits_key="a")
    engine.queues("c", text)
    async with engine.running(engine.sender):
        await engine.settled("a", "b", "c")

    budi = Player(telegram.url, BUDI)
    for message in (await asyncio.to_thread(budi.messages))[1:]:
        assert message["caption"].startswith("<Kunjungan & rapat> 😀")
        assert text == (await asyncio.to_thread(budi.downloads, message)).decode()
    assert [SENT] * 3 == [engine.row(key).status for key in "abc"]


async def test_a_long_text_with_a_file_follows_the_file(engine):
    picture = File(EvidenceKind.DOCUMENT, content="isi", file_name="a.txt")
    engine.queues("a", content=rich("x" * 1100, file=picture))
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert [None, "x" * 1100] == engine.chat()


async def test_a_file_of_ours_goes_by_content_when_its_id_is_unknown(engine):
    kept = engine.store.keep(b"%PDF-1.4 content", "a.pdf")
    file = File(EvidenceKind.DOCUMENT, "stale-id", kept.sha256, "a.pdf")
    engine.queues("a", content=rich("x {nama}", file=file))
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert SENT is engine.status("a"), engine.row("a").error


@pytest.mark.parametrize(
    ("fault", "reply", "notice"),
    [
        ({"kind": "drop", "after": True}, SENT, UNKNOWN),
        ({"kind": "drop"}, SENT, UNKNOWN),
        ({"kind": "bad_gateway"}, SENT, UNKNOWN),
        ({"kind": "error", "status": 500}, SENT, UNKNOWN),
        ({"kind": "retry_after"}, SENT, SENT),
        ({"kind": "error", "status": 400, "description": "Bad Request: nonsense"}, FAILED, FAILED),
        ({"kind": "error", "status": 413, "description": "Too Large"}, FAILED, FAILED),
        (
            {"kind": "error", "status": 400, "description": "Bad Request: chat not found"},
            FAILED,
            FAILED,
        ),
    ],
)
async def test_each_trouble_has_its_outcome(engine, fault, reply, notice):
    engine.links(BUDI)
    engine.links(ANI)
    engine.fault(method="sendMessage", chat_id=BUDI, **fault)
    engine.fault(method="sendMessage", chat_id=ANI, **fault)
    engine.queues("r")
    engine.notifies("n", chat_id=ANI)
    async with engine.running(engine.sender):
        await engine.settled("r", "n")

    assert (reply, notice) == (engine.status("r"), engine.status("n"))


async def test_a_notice_whose_answer_was_lost_is_never_sent_twice(engine):
    engine.links()
    engine.fault("drop", "sendMessage", after=True)
    engine.notifies("n")
    async with engine.running(engine.sender):
        await engine.settled("n")
        await asyncio.sleep(1.5)

    assert ["News"] == engine.chat()


async def test_nothing_is_sent_during_a_pause_and_a_new_process_knows_it(engine):
    engine.fault("retry_after", "sendMessage", retry_after=2)
    engine.queues("a")
    began = time.monotonic()
    async with engine.running(engine.sender):
        await engine.until(lambda: engine.sender.is_paused)
        engine.queues("b", chat_id=ANI)
        engine.sender.wake()
        await engine.settled("a", "b")

    assert time.monotonic() - began > 2
    assert [429, 200, 200] == [call["status"] for call in engine.calls("sendMessage")]


async def test_who_blocked_the_bot_is_noted_and_not_written_to_again(engine):
    engine.links()
    engine.fault(
        "error", "sendMessage", status=403, description="Forbidden: bot was blocked by the user"
    )
    engine.queues("a")
    async with engine.running(engine.sender):
        await engine.settled("a")
        engine.notifies("n")
        engine.sender.wake()
        await engine.settled("n")

    with engine.database.reading() as session:
        assert session.exec(select(col(Account.unreachable_at))).one() == NOW
    assert (FAILED, FAILED) == (engine.status("a"), engine.status("n"))
    assert 1 == len(engine.calls("sendMessage"))


async def test_notices_for_a_chat_that_is_no_longer_linked_are_cancelled(engine):
    engine.notifies("n")
    engine.links(ANI)
    engine.notifies("late", chat_id=ANI, expires_at=NOW - timedelta(minutes=1))
    engine.notifies("early", chat_id=ANI, not_before=NOW + timedelta(minutes=1))
    async with engine.running(engine.sender):
        await engine.settled("n", "late")

    assert (CANCELLED, CANCELLED) == (engine.status("n"), engine.status("late"))
    assert PENDING is engine.status("early")


async def test_a_refused_token_stops_the_sender(engine):
    engine.fault("error", "sendMessage", status=401, description="Unauthorized")
    engine.queues("a")
    async with engine.running(engine.sender):
        await engine.until(engine.stopping.is_set)

    assert engine.stopping.token_refused
    assert PENDING is engine.status("a")


async def test_while_telegram_is_away_everything_waits(engine, telegram):
    port = int(telegram.url.rpartition(":")[2])
    await telegram.stop()
    engine.links()
    engine.notifies("n")
    engine.queues("r", chat_id=ANI)
    async with engine.running(engine.sender):
        await asyncio.sleep(0.7)
        assert (PENDING, PENDING) == (engine.status("n"), engine.status("r"))
        telegram._port = port
        telegram.world.closed.clear()
        await telegram.start()
        await engine.settled("n", "r")

    assert (SENT, SENT) == (engine.status("n"), engine.status("r"))


async def test_rows_of_an_ended_process_go_again_or_are_held(engine):
    engine.links()
    engine.queues("r")
    engine.notifies("n")
    with engine.database.unit_of_work() as session:
        rows = outbox.due(session, NOW, [], (Priority.REPLY, Priority.BROADCAST), 10)
        outbox.take(session, [row.id for row in rows], "ended", NOW)

    engine.upkeep.keep()

    assert (PENDING, UNKNOWN) == (engine.status("r"), engine.status("n"))


async def test_the_flood_limits_are_kept(engine, telegram):
    telegram.world.flood.limits = FloodLimits.telegram()
    telegram.world.flood.configure({})
    engine.pace.__init__(30, 1)
    for number in range(5):
        engine.queues(f"r{number}", f"reply {number}")
    async with engine.running(engine.sender):
        await engine.settled("r4")

    assert 0 == telegram.world.flood.refused
    assert [f"reply {n}" for n in range(5)] == engine.chat()


async def test_the_calls_under_way_end_before_the_sender_does(engine):
    slow = engine.fault("delay", "sendMessage", seconds=0.5)
    engine.queues("a")
    async with engine.running(engine.sender):
        await engine.until(lambda: slow.hits)

    assert SENT is engine.status("a")


async def test_a_large_file_is_uploaded(engine):
    kept = engine.store.keep(b"%PDF-1.4 " + b"x" * 3_000_000, "a.pdf")
    file = File(EvidenceKind.DOCUMENT, sha256=kept.sha256, file_name='besar "1"; ü.pdf')
    engine.queues("a", content=rich("x {nama}", file=file))
    async with engine.running(engine.sender):
        await engine.settled("a")

    assert SENT is engine.status("a"), engine.row("a").error
    (message,) = [m for m in engine.telegram.world.chats[BUDI].messages.values() if m.by_bot]
    assert (3_000_009, "besar _1__ ü.pdf") == (
        message.data["document"]["file_size"],
        message.data["document"]["file_name"],
    )
