"""All Bot API methods by name, and the way a call takes through flood control to its method."""

import inspect
from collections.abc import Callable

from bot.demo import editing, profile, sending
from bot.demo.call import Call
from bot.demo.errors import ApiError
from bot.demo.flood import SENDING
from bot.demo.shapes import Json, Value
from bot.demo.world import World

Method = Callable[[World, Call], Value]


async def get_updates(world: World, call: Call) -> list[Json]:
    """Answer getUpdates, unless a webhook is set."""
    if world.webhook.url:
        await world.updates.refuse(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    return await world.updates.get(call)


_UPDATES: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": lambda world, call: world.webhook.set(call),
    "deleteWebhook": lambda world, call: world.webhook.delete(call),
    "getWebhookInfo": lambda world, _: world.webhook.info(),
}

METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        **_UPDATES,
        **sending.METHODS,
        **editing.METHODS,
        **profile.METHODS,
    }.items()
}


async def perform(world: World, call: Call) -> Value:
    """Perform a call and give its result, or refuse it with an ApiError."""
    method = METHODS.get(call.method.lower())
    if method is None:
        world.problem("unknown_method", method=call.method, params=call.loggable())
        raise ApiError(404, "Not Found: method not found")
    if call.method.lower() in SENDING:
        _check_flood(world, call)
    result = method(world, call)
    return await result if inspect.isawaitable(result) else result


def _check_flood(world: World, call: Call) -> None:
    chat = world.chats.get(call.integer("chat_id"))
    events = 1
    if call.method.lower() == "sendmediagroup":
        media = call.structure("media", "media")
        events = len(media) if isinstance(media, list) else 1
    key = call.string("chat_id")
    group = chat is not None and chat.is_group
    world.flood.check(key, world.real_seconds(), events, is_group=group)
