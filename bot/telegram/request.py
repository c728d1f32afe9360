"""Requests to the Bot API over aiohttp, for python-telegram-bot and for the raw calls of the hot path."""

from __future__ import annotations

import io
import re
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 20.0
UPLOAD_TIMEOUT = 60.0
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/;]')
"""Characters of a file name that would break the head of its part."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotConnected(NetworkError):
    """The connection was never made: the call certainly had no effect."""


class AnswerLost(TimedOut):
    """The call was sent and its answer was not received: it may have had its effect."""


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's request on one shared aiohttp session; a third of the cost of the default."""

    def __init__(self, api_url: str, *, connections: int = 256) -> None:
        # A proxy of the environment has no business with a server on this machine.
        self._trust_env = urlsplit(api_url).hostname not in _LOOPBACK
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The seconds an answer may take."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                trust_env=self._trust_env,
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Perform a request of the library."""
        data: aiohttp.FormData | dict[str, str] | None = None
        if request_data is not None:
            data = request_data.json_parameters
            if request_data.contains_files:
                data = form(data, request_data.multipart_data)
        chosen = READ_TIMEOUT if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        return await self.exchange(method, url, read_timeout=chosen, data=data)

    async def exchange(
        self, method: str, url: str, *, read_timeout: float | None = READ_TIMEOUT, **body: Any
    ) -> tuple[int, bytes]:
        """Send a request and return status and body; the error says whether it may have had its effect."""
        async with self._send(method, url, read_timeout, **body) as response:
            return response.status, await response.read()

    async def download(self, url: str, *, at_most: int) -> bytes | None:
        """Fetch a file; None where it is larger than allowed."""
        async with self._send("GET", url, UPLOAD_TIMEOUT) as response:
            if response.status != 200:
                raise AnswerLost(f"the file could not be fetched ({response.status})")
            content = await response.content.read(at_most + 1)
            while len(content) <= at_most and (more := await response.content.read(at_most + 1)):
                content += more
            return content if len(content) <= at_most else None

    def _send(self, method: str, url: str, read_timeout: float | None, **body: Any) -> _Sending:
        if self._session is None:
            raise RuntimeError("the request was not initialised")
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_TIMEOUT, sock_read=read_timeout
        )
        return _Sending(self._session.request(method, url, timeout=timeout, **body))


class _Sending:
    """A request under way, whose errors are told apart by what they mean; none names the address."""

    def __init__(self, request: Any) -> None:
        self._request = request

    async def __aenter__(self) -> aiohttp.ClientResponse:
        try:
            response: aiohttp.ClientResponse = await self._request.__aenter__()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from None
        return response

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._request.__aexit__(kind, error, trace)
        if isinstance(error, (aiohttp.ClientError, TimeoutError, OSError)):
            raise AnswerLost(type(error).__name__) from None


def form(fields: dict[str, str], files: dict[str, Any]) -> aiohttp.FormData:
    """Return a multipart form; files are (name, content, media type)."""
    data = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        data.add_field(name, value)
    for name, (file_name, content, media_type) in files.items():
        safe = _UNSAFE.sub("_", file_name)
        data.add_field(name, io.BytesIO(content), filename=safe, content_type=media_type)
    return data
