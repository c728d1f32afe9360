"""What the Bot API answers when it refuses a call."""

from bot.demo.shapes import Json, Value


class ApiError(Exception):
    """A refusal with the HTTP status, the description and the parameters of the answer."""

    def __init__(self, status: int, description: str, **parameters: Value) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """Give the answer's body."""
        body: Json = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Refuse a call as wrong."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Refuse a call as not allowed."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Refuse a call because another one is in its way."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Refuse a call until some seconds have passed."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
