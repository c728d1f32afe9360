"""How many messages may arrive in any second, counted as the other end counts them."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from itertools import takewhile

SECOND = 1.0
MARGIN = 0.005
_LOOK_AGAIN = 0.005
_OVERDUE = 10.0
"""Seconds after which a call without an answer no longer holds its place."""
_FIRST = 500
"""Calls after which it is known how quick one can be: the first ones open connections, and leave all at once."""
_UNCERTAIN = 0.02
"""Seconds of the quickest call that are not trusted: the way there of one and the way back of another may be quicker."""
_REMEMBERED = 300.0
"""Seconds after which the quickest call is looked for anew; a busy minute alone does not make it seem slower."""


class Window:
    """Lets a message go when, however late those before it arrived, no second gets more than allowed.

    A message arrives between the call and its answer. The quickest call tells how much of that is the way
    itself; what another takes longer may have passed before it arrived.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._under_way: dict[int, float] = {}
        self._arrived: deque[float] = deque()
        self._quickest = [math.inf, math.inf]
        self._renewed_at = clock()
        self._number = 0
        self._ended = 0

    def wait(self) -> float:
        """Return the seconds until one more may go; short where that depends on an answer."""
        now = self._clock()
        while self._arrived and self._arrived[0] <= now - SECOND - MARGIN:
            self._arrived.popleft()
        if len(self._arrived) + self._count_under_way(now) < self._most:
            return 0.0
        if not self._arrived:
            return _LOOK_AGAIN
        return max(_LOOK_AGAIN / 5, self._arrived[0] + SECOND + MARGIN - now)

    def begin(self) -> int:
        """Count a call; return its number."""
        self._number += 1
        self._under_way[self._number] = self._clock()
        return self._number

    def end(self, number: int, *, sent: bool = True) -> None:
        """Note that a call is over; one that was not sent tells nothing of how quick one can be."""
        now = self._clock()
        began = self._under_way.pop(number)
        if sent:
            self._note(now, now - began)
        self._insert(max(began, now - self._least))

    def others(self, count: int) -> None:
        """Count messages that another process sends about now."""
        now = self._clock()
        for _ in range(count):
            self._insert(now)

    def _count_under_way(self, now: float) -> int:
        overdue = takewhile(lambda began: began <= now - _OVERDUE, self._under_way.values())
        return len(self._under_way) - sum(1 for _ in overdue)

    def _insert(self, moment: float) -> None:
        behind = []
        while self._arrived and self._arrived[-1] > moment:
            behind.append(self._arrived.pop())
        self._arrived.append(moment)
        self._arrived.extend(reversed(behind))

    @property
    def _least(self) -> float:
        known = self._ended > _FIRST
        return max(0.0, min(self._quickest) - _UNCERTAIN) if known else 0.0

    def _note(self, now: float, took: float) -> None:
        if now - self._renewed_at > _REMEMBERED:
            self._quickest = [math.inf, self._quickest[0]]
            self._renewed_at = now
        self._quickest[0] = min(self._quickest[0], took)
        self._ended += 1
