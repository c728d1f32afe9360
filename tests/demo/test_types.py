"""Every answer and every update is what python-telegram-bot expects, with nothing left over."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import aiohttp
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
    TelegramObject,
    Update,
)

from bot.demo import people
from bot.demo.call import Upload
from bot.demo.profile import commands_seen
from tests.demo.pictures import png

B = 11
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="ya")]])


def left_over(value, path="answer"):
    """Find fields that the library did not know, anywhere inside an object."""
    if isinstance(value, (list, tuple)):
        return [found for n, one in enumerate(value) for found in left_over(one, f"{path}[{n}]")]
    if isinstance(value, Mapping):
        return [found for n, one in value.items() for found in left_over(one, f"{path}.{n}")]
    if not isinstance(value, TelegramObject):
        return []
    found = [f"{path}.{name}" for name in value.api_kwargs]
    for name in value._get_attrs_names(include_private=False):
        if name != "api_kwargs":
            found += left_over(getattr(value, name, None), f"{path}.{name}")
    return found


def clean(value):
    assert left_over(value) == []
    return value


def updates_of(bot, world):
    """Give the waiting updates as the library reads them."""
    return [clean(Update.de_json(update, bot)) for update in world.updates.pending()]


async def test_texts_keep_what_they_were_sent_with(bot):
    sent = clean(
        await bot.send_message(
            B,
            "<b>Halo</b> https://x.id",
            parse_mode="HTML",
            protect_content=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            disable_notification=True,
            reply_markup=InlineKeyboardMarkup(
                [
                    [
                        InlineKeyboardButton("Salin", copy_text=CopyTextButton("isi")),
                        InlineKeyboardButton("Buka", url="https://x.id"),
                    ]
                ]
            ),
            reply_parameters=ReplyParameters(1),
        )
    )
    assert ("Halo https://x.id", True) == (sent.text, sent.has_protected_content)
    assert sent.link_preview_options.is_disabled
    assert sent.reply_markup.inline_keyboard[0][0].copy_text.text == "isi"
    assert sent.reply_to_message.text == "/start"
    assert [("bold", "Halo"), ("url", "https://x.id")] == [
        (entity.type, text) for entity, text in sent.parse_entities().items()
    ]


async def test_files_go_out_and_come_back(bot):
    sent = clean(await bot.send_document(B, b"isi berkas", filename="a b.pdf", caption="c"))
    file = clean(await bot.get_file(sent.document.file_id))
    assert bytes(await file.download_as_bytearray()) == b"isi berkas"
    assert ("a b.pdf", "application/pdf") == (sent.document.file_name, sent.document.mime_type)
    again = clean(await bot.send_document(B, sent.document.file_id))
    assert sent.document.file_unique_id == again.document.file_unique_id


async def test_photos_come_in_several_sizes(bot):
    sent = clean(await bot.send_photo(B, png(1000, 500)))
    assert [90, 320, 800, 1000] == [size.width for size in sent.photo]
    again = await bot.send_photo(B, sent.photo[-1].file_id)
    assert [size.file_id for size in sent.photo] == [size.file_id for size in again.photo]


async def test_albums(bot):
    sent = clean(
        await bot.send_media_group(
            B,
            [InputMediaPhoto(png(), caption="<i>x</i>", parse_mode="HTML"), InputMediaPhoto(png())],
        )
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert [("x", 1), (None, 0)] == [(m.caption, len(m.caption_entities)) for m in sent]


async def test_messages_are_edited_forwarded_copied_and_deleted(bot, chat):
    sent = await bot.send_message(B, "satu", reply_markup=BUTTONS)
    number = sent.message_id
    clean(await bot.edit_message_text("dua", B, number))
    clean(await bot.edit_message_reply_markup(B, number, reply_markup=BUTTONS))
    edited = clean(
        await bot.edit_message_media(
            InputMediaDocument(b"x", filename="x.txt", caption="tiga"), B, number
        )
    )
    assert ("tiga", None) == (edited.caption, edited.text)
    assert "empat" == clean(await bot.edit_message_caption(B, number, caption="empat")).caption
    forwarded = clean(await bot.forward_message(B, B, number))
    assert forwarded.forward_origin.sender_user.is_bot
    copied = clean(await bot.copy_message(B, B, number, caption="lima"))
    assert chat.messages[copied.message_id].data["caption"] == "lima"
    assert await bot.delete_message(B, number)
    assert await bot.delete_messages(B, [number, copied.message_id])
    assert {number, copied.message_id} == chat.deleted


async def test_commands_by_scope_and_language(bot, world, chat):
    await bot.set_my_commands([BotCommand("menu", "Menu")])
    await bot.set_my_commands([BotCommand("menu", "Menu utama")], language_code="id")
    assert "Menu utama" == people_see(world, chat, "id")
    assert "Menu" == people_see(world, chat, "en")
    scope = BotCommandScopeChat(B)
    await bot.set_my_commands([("tim", "Tim saya")], scope=scope)
    assert "Tim saya" == people_see(world, chat, "id")
    assert "tim" == clean(await bot.get_my_commands(scope=scope))[0].command
    await bot.delete_my_commands(scope=scope)
    assert "Menu utama" == people_see(world, chat, "id")


def people_see(world, chat, language):
    return commands_seen(world, chat, language)[0]["description"]


async def test_what_a_bot_asks_about_itself_and_its_chats(bot):
    assert "kinerja_demo_bot" == clean(await bot.get_me()).username
    assert "Budi" == clean(await bot.get_chat(B)).first_name
    assert "member" == clean(await bot.get_chat_member(B, B)).status
    assert "" == clean(await bot.get_webhook_info()).url
    clean(await bot.get_chat_menu_button(B))
    await bot.set_my_description("Asisten kinerja")
    assert "Asisten kinerja" == clean(await bot.get_my_description()).description
    assert "Kinerja" == clean(await bot.get_my_name()).name
    assert await bot.send_chat_action(B, "typing")
    assert await bot.set_chat_menu_button(B)


async def test_a_reply_keyboard_belongs_to_the_chat_not_to_the_message(bot, chat):
    board = ReplyKeyboardMarkup([[KeyboardButton("Kontak", request_contact=True), "Lain"]])
    sent = clean(await bot.send_message(B, "x", reply_markup=board))
    assert sent.reply_markup is None
    assert ["Kontak", "Lain"] == people.labels(chat)


async def test_updates_of_all_kinds(bot, world, budi, chat):
    sent = await bot.send_message(B, "x", reply_markup=BUTTONS)
    for content in (
        people.text("/lapor 😀 https://x.id"),
        people.file(world, "photo", Upload("x.png", "image/png", png())),
        people.file(world, "document", Upload("x.pdf", "", b"%PDF"), "keterangan"),
        people.file(world, "voice", Upload("x.ogg", "audio/ogg", b"OggS"), seconds=4),
        people.file(world, "video", Upload("x.mp4", "video/mp4", b"mp4")),
        people.contact(budi, {}),
        {"location": {"latitude": -6.2, "longitude": 106.8}},
    ):
        last = people.say(world, budi, chat, content, reply_to=sent.message_id)
    first = people.say(world, budi, chat, people.text("lama"))
    people.edit(world, budi, chat, first.message_id, "baru")
    people.forward(world, budi, chat, last)
    world.tap(budi, chat, sent.message_id, "ya")
    world.tap(budi, chat, 999, "palsu")
    people.block(world, budi, chat, blocked=True)
    people.block(world, budi, chat, blocked=False)
    updates = updates_of(bot, world)
    kinds = [update.to_dict().keys() - {"update_id"} for update in updates]
    assert [{"message"}] * 9 == kinds[:9]
    assert ["baru"] == [u.edited_message.text for u in updates if u.edited_message]
    taps = [update.callback_query for update in updates if update.callback_query]
    assert [("ya", True), ("palsu", False)] == [(t.data, t.message.is_accessible) for t in taps]
    assert ["kicked", "member"] == [
        u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member
    ]


async def test_a_tap_carries_the_message_as_it_is_then(bot, world, budi, chat):
    sent = await bot.send_message(B, "sebelum", reply_markup=BUTTONS)
    world.tap(budi, chat, sent.message_id, "ya")
    await bot.edit_message_text("sesudah", B, sent.message_id)
    assert updates_of(bot, world)[-1].callback_query.message.text == "sebelum"


async def test_in_a_group_a_bot_sees_what_is_meant_for_it(bot, world, budi):
    group = people.create_group(world, budi, "Tim", [])
    sent = clean(await bot.send_message(group.id, "halo"))
    for words, reply in (("obrolan", None), ("/menu", None), ("jawab", sent.message_id)):
        people.say(world, budi, group, people.text(words), reply_to=reply)
    seen = [u.message.text for u in updates_of(bot, world) if u.message]
    assert ["/start", "/menu", "jawab"] == seen
    clean(await bot.get_chat(group.id))
    assert await bot.leave_chat(group.id)


def test_the_stand_in_needs_nothing_of_the_assistant():
    """Its modules import aiohttp, the standard library and each other."""
    folder = Path(__file__).parents[2] / "bot" / "demo"
    for file in folder.glob("*.py"):
        lines = [line.strip() for line in file.read_text().splitlines()]
        imports = [
            line
            for line in lines
            if line.startswith(("from bot", "import bot", "from kin", "import kin"))
        ]
        assert [line for line in imports if not line.startswith("from bot.demo")] == [], file


async def test_the_page_and_a_stream_of_news(telegram, world, budi, chat):
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{telegram.url}/") as page:
            assert "text/html" == page.content_type
        async with session.get(f"{telegram.url}/control/events") as news:
            await news.content.readuntil(b"\n\n")
            people.say(world, budi, chat, people.text("x"))
            line = await asyncio.wait_for(news.content.readuntil(b"\n\n"), 5)
    assert b'"kind": "chat", "chat_id": 11' in line
