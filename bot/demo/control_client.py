"""Speaks to the control side of a stand-in over HTTP, with nothing but the standard library."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import urlencode

from bot.demo.shapes import Json


class Refused(RuntimeError):
    """The stand-in refused what was asked."""


class ControlClient:
    """Speaks to the control side of a stand-in, without blocking others for longer than it waits."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        # Proxies of the environment have no business with an address on this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(self, path: str, **query: object) -> Json:
        """Read something."""
        words = f"?{urlencode(query)}" if query else ""
        return self._ask("GET", f"{path}{words}")

    def post(self, path: str, **wish: object) -> Json:
        """Do something."""
        return self._ask("POST", path, json.dumps(wish).encode(), "application/json")

    def delete(self, path: str) -> Json:
        """Take something away."""
        return self._ask("DELETE", path)

    def add_user(self, user_id: int, first_name: str, **details: object) -> Json:
        """Add a person, or change one."""
        return self.post("/control/users", id=user_id, first_name=first_name, **details)

    def calls(self, method: str = "", since: int = 0) -> list[Json]:
        """List the Bot API calls, all or those of one method."""
        found: list[Json] = self.get("/control/calls", method=method, since=since)["calls"]
        return found

    def problems(self) -> list[Json]:
        """List what no test should overlook, such as calls of unknown methods."""
        found: list[Json] = self.get("/control/problems")["problems"]
        return found

    def unanswered(self) -> list[Json]:
        """List the taps that the bot has not answered."""
        found: list[Json] = self.get("/control/callbacks", unanswered=1)["callbacks"]
        return found

    def fault(self, kind: str, method: str = "*", **details: object) -> None:
        """Order a fault: error, retry_after, delay, drop, bad_gateway or hang."""
        self.post("/control/faults", kind=kind, method=method, **details)

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        self.post("/control/clock", advance=seconds)

    def move_to(self, moment: str) -> None:
        """Move the clock to an ISO moment, or to "next_month"."""
        self.post("/control/clock", to=moment)

    def reset(self) -> None:
        """Empty the stand-in."""
        self.post("/control/reset")

    def upload(self, path: str, files: Sequence[tuple[str, str, bytes]], fields: Json) -> Json:
        """Send files (name, type, content) with some fields as a form."""
        boundary = secrets.token_hex(16)
        parts = [
            _part(boundary, f'name="{name}"', "", str(value).encode())
            for name, value in fields.items()
        ]
        parts += [
            _part(boundary, f'name="file"; filename="{name}"', f"Content-Type: {mime}\r\n", data)
            for name, mime, data in files
        ]
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def fetch(self, file_id: str) -> bytes:
        """Fetch the content of a file."""
        with self._opener.open(f"{self.base_url}/control/files/{file_id}", timeout=60) as answer:
            return bytes(answer.read())

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Json:
        request = urllib.request.Request(self.base_url + path, body, method=method)  # noqa: S310 - a local address
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=60) as answer:
                found: Json = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            with error:
                reason = error.read().decode()
            raise Refused(f"{method} {path}: {error.code} {reason}") from None


def _part(boundary: str, naming: str, extra: str, data: bytes) -> bytes:
    head = f"--{boundary}\r\nContent-Disposition: form-data; {naming}\r\n{extra}\r\n"
    return head.encode() + data + b"\r\n"
