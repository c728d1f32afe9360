"""Raw calls of Bot API methods: plain parameters in, the plain result out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.telegram.request import READ_TIMEOUT, UPLOAD_TIMEOUT, AiohttpRequest, AnswerLost, form

_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a call, under the name of a parameter."""

    parameter: str
    file_name: str
    content: bytes
    media_type: str = "application/octet-stream"


class ApiRefused(Exception):
    """Telegram answered with an error; it had no effect."""

    def __init__(self, status: int, description: str, retry_after: float = 0) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.retry_after = retry_after


class Api:
    """The Bot API of one bot."""

    def __init__(self, request: AiohttpRequest, token: str, api_url: str) -> None:
        self._request = request
        self._calls = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"
        self.bot_id = int(token.partition(":")[0])

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any],
        upload: Upload | None = None,
        *,
        read_timeout: float = READ_TIMEOUT,
    ) -> Any:
        """Call a method and return its result; raise ``ApiRefused``, ``NotConnected`` or ``AnswerLost``."""
        body: dict[str, Any] = {"json": parameters}
        if upload is not None:
            file = (upload.file_name, upload.content, upload.media_type)
            body = {"data": form(_as_fields(parameters), {upload.parameter: file})}
            read_timeout = max(read_timeout, UPLOAD_TIMEOUT)
        status, content = await self._request.exchange(
            "POST", self._calls + method, read_timeout=read_timeout, **body
        )
        return _result(status, content)

    async def download(self, file_path: str, *, at_most: int) -> bytes | None:
        """Fetch a file by the path that ``getFile`` told; None where it is too large."""
        return await self._request.download(self._files + file_path, at_most=at_most)


def _as_fields(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in parameters.items()
    }


def _result(status: int, content: bytes) -> Any:
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or status >= _SERVER_ERROR:
        raise AnswerLost(f"the answer was no answer ({status})")
    if answer.get("ok") is True:
        return answer.get("result")
    parameters = answer.get("parameters")
    wait = parameters.get("retry_after", 0) if isinstance(parameters, dict) else 0
    raise ApiRefused(status, str(answer.get("description", "")), float(wait))
