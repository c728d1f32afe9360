"""The control side over HTTP: play people, read chats, order faults, move the clock."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.demo.errors import ApiError
from bot.demo.people import CannotDo
from bot.demo.profile import bot_description, commands_seen
from bot.demo.shapes import Json, Value
from bot.demo.state import Chat, User
from bot.demo.world import World

PAGE_LENGTH = 300
MAX_WAIT = 60.0
_HEARTBEAT = 15.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(value: Value) -> web.Response:
    """Answer with JSON."""
    return web.json_response(value)


def refusal(status: int, reason: str) -> web.Response:
    """Answer that something cannot be done."""
    return web.json_response({"error": reason}, status=status)


async def body(request: web.Request) -> Json:
    """Read the JSON body of a request; empty counts as no wishes."""
    raw = await request.read()
    value = json.loads(raw) if raw else {}
    if not isinstance(value, dict):
        raise CannotDo("the body must be a JSON object")
    return value


@web.middleware
async def plain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what cannot be done into an answer that says so."""
    try:
        return await handler(request)
    except CannotDo as trouble:
        return refusal(409, str(trouble))
    except ApiError as trouble:
        return refusal(400, trouble.description)
    except KeyError as trouble:
        return refusal(404, f"unknown: {trouble.args[0]}")
    except (ValueError, TypeError) as trouble:
        return refusal(400, str(trouble))


def chat_view(world: World, chat: Chat, user: User | None) -> Json:
    """Describe a chat as a person sees it."""
    messages = list(chat.messages.values())[-PAGE_LENGTH:]
    typing = chat.action if world.real_seconds() < chat.action_until else ""
    language = user.language_code if user else ""
    return {
        "chat": chat.as_json(),
        "version": chat.version,
        "started": chat.started,
        "blocked": chat.blocked,
        "messages": [message.for_page() for message in messages],
        "deleted": sorted(chat.deleted),
        "keyboard": chat.keyboard,
        "typing": typing,
        "description": bot_description(world, language),
        "commands": commands_seen(world, chat, language),
        "menu_button": world.menu_buttons.get(chat.id, world.menu_buttons.get(0)),
    }


def user_view(world: World, user: User) -> Json:
    """Describe a person for the switcher of the page."""
    chat = world.chats[user.id]
    last = next(reversed(chat.messages.values()), None)
    return {
        **user.as_json(),
        "note": user.note,
        "phone": user.phone,
        "deactivated": user.deactivated,
        "started": chat.started,
        "blocked": chat.blocked,
        "version": chat.version,
        "last": (last.data.get("text") or last.data.get("caption") or "…") if last else "",
        "groups": [c.as_json() for c in world.chats.values() if user.id in c.members],
    }


class Control:
    """Handlers about the stand-in as a whole."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        return [
            web.get("/control/state", self.state),
            web.get("/control/events", self.events),
            web.post("/control/reset", self.reset),
            web.get("/control/calls", self.calls),
            web.delete("/control/calls", self.forget_calls),
            web.get("/control/problems", self.problems),
            web.get("/control/callbacks", self.callbacks),
            web.get("/control/updates", self.pending),
            web.post("/control/updates", self.inject),
            web.get("/control/faults", self.faults),
            web.post("/control/faults", self.order_fault),
            web.delete("/control/faults", self.clear_faults),
            web.get("/control/flood", self.flood),
            web.post("/control/flood", self.set_flood),
            web.get("/control/clock", self.clock),
            web.post("/control/clock", self.move_clock),
            web.get("/control/files/{file_id}", self.file),
        ]

    async def state(self, _: web.Request) -> web.Response:
        world = self.world
        users = [user_view(world, user) for user in world.users.values()]
        has_deadlines = world.next_deadline is not None
        clock = {**world.clock.as_json(), "has_deadlines": has_deadlines}
        return answer({"bot": world.bot, "users": users, "clock": clock})

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        # A page that is closed is no error.
        with contextlib.suppress(ConnectionResetError):
            await response.prepare(request)
            async with self.world.hub.listen() as queue:
                await self._tell(response, queue)
        return response

    async def _tell(self, response: web.StreamResponse, queue: asyncio.Queue[Json]) -> None:
        await response.write(b": hello\n\n")
        while not self.world.closed.is_set():
            try:
                event = await asyncio.wait_for(queue.get(), _HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            await response.write(f"data: {json.dumps(event)}\n\n".encode())

    async def reset(self, _: web.Request) -> web.Response:
        await self.world.webhook.delete_now()
        self.world.updates.clear()
        self.world.updates.allowed = []
        self.world.faults.clear()
        self.world.forget()
        self.world.hub.publish("reload")
        return answer({"ok": True})

    async def calls(self, request: web.Request) -> web.Response:
        query = request.query
        since = int(query.get("since", "0"))
        method = query.get("method", "").lower()
        chat = query.get("chat_id", "")
        found = [
            call
            for call in self.world.log
            if call["number"] > since
            and (not method or call["method"].lower() == method)
            and (not chat or str(call["params"].get("chat_id")) == chat)
        ]
        return answer({"calls": found})

    async def forget_calls(self, _: web.Request) -> web.Response:
        self.world.log.clear()
        self.world.problems.clear()
        return answer({"ok": True})

    async def problems(self, _: web.Request) -> web.Response:
        return answer({"problems": self.world.problems})

    async def callbacks(self, request: web.Request) -> web.Response:
        only = request.query.get("unanswered")
        found = [c for c in self.world.callbacks.values() if not only or c.answer is None]
        return answer({"callbacks": [callback.as_json() for callback in found]})

    async def pending(self, _: web.Request) -> web.Response:
        updates = self.world.updates
        return answer({"pending": updates.pending(), "delivered": updates.delivered})

    async def inject(self, request: web.Request) -> web.Response:
        update = (await body(request))["update"]
        update.setdefault("update_id", self.world.updates.next_id)
        number = int(update["update_id"])
        self.world.updates.next_id = max(self.world.updates.next_id, number + 1)
        self.world.updates.put(update)
        return answer({"update_id": number})

    async def faults(self, _: web.Request) -> web.Response:
        return answer({"faults": self.world.faults.as_json()})

    async def order_fault(self, request: web.Request) -> web.Response:
        self.world.faults.add(await body(request))
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self.world.faults.clear()
        return await self.faults(request)

    async def flood(self, _: web.Request) -> web.Response:
        return answer(self.world.flood.as_json())

    async def set_flood(self, request: web.Request) -> web.Response:
        self.world.flood.configure(await body(request))
        return await self.flood(request)

    async def clock(self, _: web.Request) -> web.Response:
        return answer(self.world.clock.as_json())

    async def move_clock(self, request: web.Request) -> web.Response:
        wish = await body(request)
        clock = self.world.clock
        if "advance" in wish:
            clock.advance(float(wish["advance"]))
        elif wish.get("to") == "next_month":
            clock.to_next_month()
        elif wish.get("to") == "next_deadline":
            clock.to_moment(await self._next_deadline())
        elif "to" in wish:
            clock.to_moment(str(wish["to"]))
        else:
            clock.set_offset(float(wish["offset_seconds"]))
        self.world.hub.publish("clock", **clock.as_json())
        return await self.clock(request)

    async def _next_deadline(self) -> str:
        """Ask whoever started the stand-in; the dates are the assistant's own."""
        if self.world.next_deadline is None:
            raise CannotDo("nobody here knows of deadlines")
        return await self.world.next_deadline()

    async def file(self, request: web.Request) -> web.Response:
        stored = self.world.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise KeyError(request.match_info["file_id"])
        shown = stored.kind in {"photo", "voice", "video"}
        kind = stored.mime if shown else "application/octet-stream"
        response = web.Response(body=stored.data, content_type=kind)
        response.headers["X-Content-Type-Options"] = "nosniff"
        if not shown:
            name = stored.name.replace('"', "").encode("ascii", "replace").decode()
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


async def wait_for_news(world: World, chat: Chat, newer_than: int, seconds: float) -> None:
    """Wait until a chat has changed, or some seconds."""
    deadline = world.real_seconds() + min(seconds, MAX_WAIT)
    async with world.hub.listen() as queue:
        while chat.version <= newer_than and not world.closed.is_set():
            left = deadline - world.real_seconds()
            if left <= 0:
                return
            try:
                await asyncio.wait_for(queue.get(), left)
            except TimeoutError:
                return
