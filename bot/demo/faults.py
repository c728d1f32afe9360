"""Faults on order: what goes wrong with which call, and how often."""

import random
from dataclasses import asdict, dataclass, field

from bot.demo.errors import ApiError, too_many_requests
from bot.demo.shapes import Json

KINDS = ("error", "retry_after", "delay", "drop", "bad_gateway", "hang")


@dataclass(slots=True)
class Fault:
    """One fault: for a method and chat (or all), some times (or for ever), with a chance.

    With `after` the call takes effect first and only its answer is spoilt.
    """

    kind: str
    method: str = "*"
    chat_id: int | None = None
    times: int | None = 1
    chance: float = 1.0
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 1
    seconds: float = 5.0
    after: bool = False
    parameters: Json = field(default_factory=dict)
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {self.kind}")

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Tell whether this fault concerns a call."""
        return (
            self.times != 0
            and self.method.lower() in {"*", method.lower()}
            and self.chat_id in {None, chat_id}
        )

    def error(self) -> ApiError:
        """Give the refusal of a fault of kind error or retry_after."""
        if self.kind == "retry_after":
            return too_many_requests(self.retry_after)
        return ApiError(self.status, self.description, **self.parameters)


class Faults:
    """The faults on order, tried in turn."""

    def __init__(self, seed: int = 1) -> None:
        self._faults: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 - chaos that can be repeated

    def add(self, description: Json) -> Fault:
        """Order a fault."""
        fault = Fault(**description)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Call off all faults."""
        self._faults.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Give the first fault that strikes this call."""
        for fault in self._faults:
            if not fault.matches(method, chat_id) or self._random.random() >= fault.chance:
                continue
            if fault.times is not None:
                fault.times -= 1
            fault.hits += 1
            return fault
        return None

    def as_json(self) -> list[Json]:
        """List the faults and how often each struck."""
        return [asdict(fault) for fault in self._faults]
