"""One call of a Bot API method with its parameters, however they were sent."""

import json
from dataclasses import dataclass, field

from bot.demo.errors import ApiError, bad_request
from bot.demo.shapes import Json, Value

MAX_UPLOAD = 50 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Call:
    """Method, parameters and uploaded files of one request."""

    method: str
    params: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def string(self, name: str) -> str:
        """Read a parameter as text; missing is empty."""
        value = self.params.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a parameter as a whole number; what is none counts as the default."""
        try:
            return int(self.params.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Read a parameter as yes or no."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str, what: str | None = None) -> Value:
        """Read a parameter that is JSON; missing is None."""
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what or name} JSON object") from None

    def upload(self, name: str) -> Upload | str | None:
        """Read a file parameter: an upload, or the id or address that stands for a file."""
        value = self.params.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            name = value.removeprefix("attach://")
            value = None
        found = self.files.get(name)
        if found is None:
            return str(value) if value else None
        if len(found.data) > MAX_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        return found

    def loggable(self) -> Json:
        """Give the parameters for the call log, files as name and size."""
        files = {name: {"name": f.name, "size": len(f.data)} for name, f in self.files.items()}
        return {**self.params, **files}
