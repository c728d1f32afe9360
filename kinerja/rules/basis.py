"""Where a value of the law stands: its source, since when it holds, and whether it is certain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground of a value; ``by_agency`` where the agency's setting took the place of an uncertain one."""

    source: str
    article: str
    valid_from: date
    certain: bool
    """Whether the text of the rule was read; else the agency has to confirm it."""
    by_agency: bool = False
