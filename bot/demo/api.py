"""The Bot API over HTTP: reads a request, lets faults strike, performs the call, answers."""

import asyncio
import contextlib
import re
from typing import cast
from urllib.parse import unquote

from aiohttp import web

from bot.demo.call import Call, Upload
from bot.demo.errors import ApiError
from bot.demo.faults import Fault
from bot.demo.methods import perform
from bot.demo.shapes import Json, Value
from bot.demo.world import World

BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>"
)
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class BotApi:
    """Handlers of /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.execute = self.execute

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.route("*", "/bot{token}", self.nothing),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a method."""
        try:
            self._check_token(request)
            call = await read_call(request)
        except ApiError as refusal:
            return _answer(refusal)
        fault = self.world.faults.take(call.method, call.integer("chat_id") or None)
        spoilt = await self._spoil(request, fault) if fault and not fault.after else None
        if spoilt is not None:
            self._note(call, spoilt.status, f"fault: {fault.kind}" if fault else "")
            return spoilt
        response = await self._perform(call)
        if fault and fault.after:
            return await self._spoil(request, fault) or response
        return response

    async def execute(self, call: Call) -> object:
        """Perform a call that came as the answer of a webhook."""
        return await self._perform(call)

    async def _perform(self, call: Call) -> web.Response:
        try:
            result = await perform(self.world, call)
        except ApiError as refusal:
            self._note(call, refusal.status, refusal.description)
            return _answer(refusal)
        self._note(call, 200, "", result)
        return web.json_response({"ok": True, "result": result})

    def _note(self, call: Call, status: int, description: str, result: Value = None) -> None:
        if call.method.lower() == "getupdates" and status == 200:
            return
        entry: Json = {
            "number": next(self.world.log_numbers),
            "method": call.method,
            "params": call.loggable(),
            "status": status,
            "description": description,
            "at": self.world.real_seconds(),
            "date": self.world.today(),
        }
        if isinstance(result, dict) and "message_id" in result:
            entry["message_id"] = result["message_id"]
        self.world.log.append(entry)

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "bad_gateway":
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        if fault.kind in {"drop", "hang"}:
            await self._hang(fault)
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=502)
        return _answer(fault.error())

    async def _hang(self, fault: Fault) -> None:
        if fault.kind == "hang":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.world.closed.wait(), fault.seconds)

    def _check_token(self, request: web.Request) -> None:
        token = unquote(request.match_info["token"])
        if not _TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized: invalid token specified")
        if token != self.world.token:
            raise ApiError(401, "Unauthorized")

    async def nothing(self, _: web.Request) -> web.Response:
        """Answer a call without a method."""
        return _answer(ApiError(404, "Not Found"))

    async def download(self, request: web.Request) -> web.Response:
        """Give a file by the path that getFile named."""
        try:
            self._check_token(request)
        except ApiError as refusal:
            return _answer(refusal)
        stored = self.world.files.by_path(unquote(request.match_info["path"]))
        if stored is None:
            return _answer(ApiError(404, "Not Found"))
        return web.Response(body=stored.data, content_type="application/octet-stream")


async def read_call(request: web.Request) -> Call:
    """Read parameters from address, form, JSON or multipart body."""
    call = Call(request.match_info["method"], dict(request.query))
    if request.content_type == "application/json":
        try:
            call.params |= cast("Json", await request.json())
        except (ValueError, TypeError):
            raise ApiError(400, "Bad Request: can't parse JSON object") from None
        return call
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse the request") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            call.files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            call.params[name] = value if isinstance(value, str) else bytes(value).decode()
    return call


def _answer(refusal: ApiError) -> web.Response:
    response = web.json_response(refusal.as_json(), status=refusal.status)
    if "retry_after" in refusal.parameters:
        response.headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return response
