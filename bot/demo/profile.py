"""Methods about the bot itself, its commands, its chats and its files."""

import re

from bot.demo.call import Call
from bot.demo.errors import bad_request, forbidden
from bot.demo.files import MAX_DOWNLOAD
from bot.demo.shapes import Json, Value
from bot.demo.state import Chat
from bot.demo.world import World

MAX_COMMANDS = 100
_WIDE_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, call: Call) -> Json:
    del call
    return world.me()


def done(world: World, call: Call) -> bool:
    """Answer logOut and close, which mean nothing here."""
    del world, call
    return True


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.structure("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: Array of BotCommand expected")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    world.commands[_scope_key(world, call)] = checked
    world.hub.publish("commands")
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return world.commands.get(_scope_key(world, call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    world.commands.pop(_scope_key(world, call), None)
    world.hub.publish("commands")
    return True


def commands_seen(world: World, chat: Chat, language: str) -> list[Json]:
    """Give the command menu that a person with this language sees in a chat."""
    wide = "all_group_chats" if chat.is_group else "all_private_chats"
    for scope in (f"chat:{chat.id}", wide, "default"):
        for spoken in (language, ""):
            if f"{scope}/{spoken}" in world.commands:
                return world.commands[f"{scope}/{spoken}"]
    return []


def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.structure("menu_button", "menu button") or {"type": "default"}
    chat_id = call.integer("chat_id")
    if chat_id:
        world.chat(chat_id)
    world.menu_buttons[chat_id] = button
    world.hub.publish("commands")
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    default = world.menu_buttons.get(0, {"type": "commands"})
    button = world.menu_buttons.get(call.integer("chat_id"), default)
    return button if button["type"] != "default" else {"type": "commands"}


def set_text(name: str, call: Call, world: World) -> bool:
    """Keep one of the bot's own texts, a language apart."""
    text = call.string(name)
    if len(text) > _TEXTS[name]:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    world.profile[f"{name}/{call.string('language_code')}"] = text
    return True


def get_text(name: str, call: Call, world: World) -> Json:
    """Give one of the bot's own texts."""
    default = world.bot["first_name"] if name == "name" else ""
    fallback = world.profile.get(f"{name}/", default)
    return {name: world.profile.get(f"{name}/{call.string('language_code')}", fallback)}


def bot_description(world: World, language: str) -> str:
    """Give what the bot says about itself in a chat that is still empty."""
    default = world.profile.get("description/", "")
    return world.profile.get(f"description/{language}", default)


def get_chat(world: World, call: Call) -> Json:
    chat = world.chat(call.string("chat_id"))
    gifts: Json = {
        "unlimited_gifts": True,
        "limited_gifts": True,
        "unique_gifts": True,
        "premium_subscription": True,
        "gifts_from_channels": True,
    }
    full: Json = {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }
    if chat.is_group:
        full["permissions"] = {"can_send_messages": True}
    return full


def get_chat_member(world: World, call: Call) -> Json:
    chat = world.chat(call.string("chat_id"))
    number = call.integer("user_id")
    if number == world.bot["id"]:
        return {"status": "left" if chat.blocked else "member", "user": world.bot}
    user = world.users.get(number)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    inside = number in chat.members or chat.id == number
    return {"status": "member" if inside else "left", "user": user.as_json()}


def leave_chat(world: World, call: Call) -> bool:
    chat = world.chat(call.string("chat_id"))
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.blocked:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    chat.blocked = True
    world.touch(chat)
    return True


def get_file(world: World, call: Call) -> Json:
    stored = world.files.by_id(call.string("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_file()


def _command(command: Value) -> Json:
    if not isinstance(command, dict) or not {"command", "description"} <= command.keys():
        raise bad_request("can't parse BotCommand: Can't find field \"command\"")
    name = str(command["command"]).removeprefix("/")
    description = str(command["description"]).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope_key(world: World, call: Call) -> str:
    scope = call.structure("scope", "BotCommandScope") or {"type": "default"}
    kind = str(scope.get("type")) if isinstance(scope, dict) else ""
    if kind in {"chat", "chat_administrators", "chat_member"}:
        kind = f"{kind}:{world.chat(scope.get('chat_id', 0)).id}"
        if "user_id" in scope:
            kind += f":{scope['user_id']}"
    elif kind not in _WIDE_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    language = call.string("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return f"{kind}/{language}"


METHODS = {
    "getMe": get_me,
    "logOut": done,
    "close": done,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": lambda world, call: set_text("name", call, world),
    "getMyName": lambda world, call: get_text("name", call, world),
    "setMyDescription": lambda world, call: set_text("description", call, world),
    "getMyDescription": lambda world, call: get_text("description", call, world),
    "setMyShortDescription": lambda world, call: set_text("short_description", call, world),
    "getMyShortDescription": lambda world, call: get_text("short_description", call, world),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
