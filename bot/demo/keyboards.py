"""Keyboards of a call: checked as Telegram checks them."""

import re

from bot.demo.call import Call
from bot.demo.errors import bad_request
from bot.demo.shapes import Json, Value

MAX_BUTTONS = 100
MAX_DATA = 64
MAX_COPY = 256
_ACTIONS = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query")
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


def reply_markup(call: Call) -> Json | None:
    """Read the keyboard of a call: an inline one, a reply keyboard, its removal or none."""
    markup = call.structure("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])}
    if "keyboard" in markup:
        flags = {name: True for name in _FLAGS if markup.get(name)}
        hint = markup.get("input_field_placeholder")
        placeholder = {"input_field_placeholder": hint} if hint else {}
        return {"keyboard": _reply(markup["keyboard"]), **flags, **placeholder}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return dict(markup)
    return None


def inline_markup(call: Call) -> Json | None:
    """Read a keyboard that must be an inline one, as edits want it."""
    markup = reply_markup(call)
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup["inline_keyboard"] else None


def _rows(rows: Value, what: str) -> list[list[Value]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {what}: Array of Array of buttons expected")
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [row for row in rows if row]


def _inline(rows: Value) -> list[list[Json]]:
    return [[_inline_button(button) for button in row] for row in _rows(rows, "inline keyboard")]


def _inline_button(button: Value) -> Json:
    trouble = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{trouble}InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{trouble}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if not any(name in button for name in _ACTIONS):
        raise bad_request(f"{trouble}Text buttons are unallowed in the inline keyboard")
    _check_action(button)
    return dict(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not re.fullmatch(
        r"(?:https?|tg)://\S+|[\w-]+(\.[\w-]+)+(/\S*)?", str(button["url"])
    ):
        reason = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
        raise bad_request(reason)
    if "copy_text" in button:
        copied = button["copy_text"]
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply(rows: Value) -> list[list[Json]]:
    return [[_reply_button(button) for button in row] for row in _rows(rows, "reply keyboard")]


def _reply_button(button: Value) -> Json:
    made = {"text": button} if isinstance(button, str) else button
    if not isinstance(made, dict) or not isinstance(made.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or Object")
    if not made["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    return dict(made)
