"""What this process did so far, for health and metrics."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Counts since the start; moments are of the monotonic clock."""

    started_at: float = field(default_factory=time.monotonic)
    polled_at: float = 0.0
    polling: bool = True
    received: int = 0
    handled: int = 0
    failed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
