"""Each refusal has the status and the words of the Bot API."""

import io

import aiohttp
import pytest

from bot.demo import people
from tests.demo.pictures import png

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
NO_ACTION = (
    "Bad Request: can't parse inline keyboard button: "
    "Text buttons are unallowed in the inline keyboard"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
B = 11


def keyboard(**button):
    return {"inline_keyboard": [[{"text": "Ya", **button}]]}


async def ask(telegram, method, token=None, **params):
    url = f"{telegram.url}/bot{token or telegram.token}/{method}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=params) as answer,
    ):
        return answer.status, await answer.json(), answer.headers


@pytest.mark.parametrize(
    ("method", "params", "status", "description"),
    [
        ("sendMessage", {"chat_id": B, "text": ""}, 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": B, "text": " \n "}, 400, "Bad Request: text must be non-empty"),
        (
            "sendMessage",
            {"chat_id": B, "text": "x" * 4097},
            400,
            "Bad Request: message is too long",
        ),
        ("sendMessage", {"chat_id": B, "text": "é" * 16385}, 400, "Bad Request: Text is too long"),
        (
            "sendMessage",
            {"chat_id": B, "text": "<b>x", "parse_mode": "HTML"},
            400,
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "parse_mode": "Wiki"},
            400,
            "Bad Request: unsupported parse_mode",
        ),
        ("sendMessage", {"chat_id": 999, "text": "x"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, 400, "Bad Request: chat not found"),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_markup": keyboard(callback_data="é" * 33)},
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_markup": keyboard(callback_data="")},
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_markup": keyboard()},
            400,
            NO_ACTION,
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 257})},
            400,
            "Bad Request: BUTTON_COPY_TEXT_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_parameters": {"message_id": 77}},
            400,
            "Bad Request: message to be replied not found",
        ),
        (
            "sendMessage",
            {"chat_id": B, "text": "x", "reply_markup": "{"},
            400,
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            "editMessageText",
            {"chat_id": B, "message_id": 77, "text": "x"},
            400,
            "Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            {"chat_id": B, "message_id": 1, "text": "x"},
            400,
            "Bad Request: message can't be edited",
        ),
        (
            "deleteMessage",
            {"chat_id": B, "message_id": 77},
            400,
            "Bad Request: message to delete not found",
        ),
        ("answerCallbackQuery", {"callback_query_id": "77"}, 400, TOO_OLD),
        (
            "getFile",
            {"file_id": "x"},
            400,
            "Bad Request: wrong file_id or the file is temporarily unavailable",
        ),
        (
            "sendChatAction",
            {"chat_id": B, "action": "dancing"},
            400,
            "Bad Request: wrong parameter action in request",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Lapor!", "description": "x"}]},
            400,
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        ("sendDocument", {"chat_id": B}, 400, "Bad Request: there is no document in the request"),
        (
            "sendPhoto",
            {"chat_id": B, "photo": "AgAC"},
            400,
            "Bad Request: wrong remote file identifier specified: can't unserialize it",
        ),
        (
            "sendPhoto",
            {"chat_id": B, "photo": "AgAC", "caption": "x" * 1025},
            400,
            "Bad Request: message caption is too long",
        ),
        ("tidakAda", {}, 404, "Not Found: method not found"),
    ],
)
async def test_refusals(telegram, budi, method, params, status, description):
    found, body, _ = await ask(telegram, method, **params)
    assert (status, {"ok": False, "error_code": status, "description": description}) == (
        found,
        body,
    )


@pytest.mark.parametrize(
    ("token", "description"),
    [
        ("100000001:wrong", "Unauthorized"),
        ("nonsense", "Unauthorized: invalid token specified"),
    ],
)
async def test_tokens(telegram, token, description):
    status, body, _ = await ask(telegram, "getMe", token=token)
    assert (401, description) == (status, body["description"])


async def test_method_names_are_case_insensitive_and_the_token_may_be_quoted(telegram):
    token = telegram.token.replace(":", "%3A")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{telegram.url}/bot{token}/GETME") as answer,
    ):
        assert (await answer.json())["ok"] is True


async def test_a_blocked_bot_cannot_write(telegram, world, budi, chat):
    people.block(world, budi, chat, blocked=True)
    status, body, _ = await ask(telegram, "sendMessage", chat_id=B, text="x")
    assert (403, "Forbidden: bot was blocked by the user") == (status, body["description"])


async def test_a_deleted_account_cannot_be_written_to(telegram, budi):
    budi.deactivated = True
    status, body, _ = await ask(telegram, "sendMessage", chat_id=B, text="x")
    assert (403, "Forbidden: user is deactivated") == (status, body["description"])


async def test_a_bot_cannot_begin_a_conversation(telegram, world):
    user = people.create_user(world, {"id": 5, "first_name": "Ani"})
    world.chats[user.id].known = True
    status, body, _ = await ask(telegram, "sendMessage", chat_id=5, text="x")
    assert (403, "Forbidden: bot can't initiate conversation with a user") == (
        status,
        body["description"],
    )


async def test_an_edit_that_changes_nothing(telegram, budi):
    wish = {
        "chat_id": B,
        "text": "a <b>b</b>",
        "parse_mode": "HTML",
        "reply_markup": keyboard(callback_data="1"),
    }
    _, sent, _ = await ask(telegram, "sendMessage", **wish)
    number = sent["result"]["message_id"]
    _, body, _ = await ask(telegram, "editMessageText", message_id=number, **wish)
    assert NOT_MODIFIED == body["description"]
    del wish["reply_markup"]
    _, body, _ = await ask(telegram, "editMessageText", message_id=number, **wish)
    assert "reply_markup" not in body["result"]


async def test_an_edit_repeated_after_an_edit_changes_nothing(telegram, budi):
    _, sent, _ = await ask(telegram, "sendMessage", chat_id=B, text="satu")
    wish = {"chat_id": B, "message_id": sent["result"]["message_id"], "text": "dua"}
    assert (await ask(telegram, "editMessageText", **wish))[0] == 200
    _, body, _ = await ask(telegram, "editMessageText", **wish)
    assert NOT_MODIFIED == body["description"]


async def test_a_tap_is_answered_once(telegram, world, budi, chat):
    callback = world.tap(budi, chat, 1, "x")
    wish = {"callback_query_id": callback.id}
    _, body, _ = await ask(telegram, "answerCallbackQuery", text="x" * 201, **wish)
    assert body["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await ask(telegram, "answerCallbackQuery", **wish))[0] == 200
    assert TOO_OLD == (await ask(telegram, "answerCallbackQuery", **wish))[1]["description"]


async def test_files_have_limits(telegram, world, budi, bot):
    url = f"{telegram.url}/bot{telegram.token}"

    async def send(method, part, data):
        form = aiohttp.FormData({"chat_id": str(B)})
        form.add_field(part, io.BytesIO(data), filename="x.bin")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{url}/{method}", data=form) as answer,
        ):
            return answer.status, (await answer.json()).get("description")

    too_wide = await send("sendPhoto", "photo", png(2100, 100))
    assert (400, "Bad Request: PHOTO_INVALID_DIMENSIONS") == too_wide
    assert (400, "Bad Request: IMAGE_PROCESS_FAILED") == await send("sendPhoto", "photo", b"text")
    assert (400, "Bad Request: file must be non-empty") == await send(
        "sendDocument", "document", b""
    )
    big = await send("sendDocument", "document", bytes((50 << 20) + 1))
    assert (413, "Request Entity Too Large") == big


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(telegram, world, budi, chat):
    upload = people.Upload("video.mp4", "video/mp4", bytes((20 << 20) + 1))
    message = people.say(world, budi, chat, people.file(world, "video", upload))
    _, body, _ = await ask(telegram, "getFile", file_id=message.data["video"]["file_id"])
    assert body["description"] == "Bad Request: file is too big"


async def test_unknown_methods_are_noted(telegram, world):
    await ask(telegram, "sendTelepathy", chat_id=1)
    assert [("unknown_method", "sendTelepathy")] == [
        (problem["kind"], problem["method"]) for problem in world.problems
    ]


async def test_old_messages_of_the_bot_stay(telegram, world, budi):
    _, sent, _ = await ask(telegram, "sendMessage", chat_id=B, text="x")
    world.clock.advance(48 * 3600 + 60)
    number = sent["result"]["message_id"]
    _, body, _ = await ask(telegram, "deleteMessage", chat_id=B, message_id=number)
    assert body["description"] == "Bad Request: message can't be deleted for everyone"
