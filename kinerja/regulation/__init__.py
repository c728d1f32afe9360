"""The law as dated data: what applied from which day on, where it stands, and whether it is certain."""

from __future__ import annotations

from datetime import date
from functools import cache

from kinerja.models.cycle import PeriodKind, Stage
from kinerja.regulation.law import Law, Regulation
from kinerja.regulation.tables import content
from kinerja.rules.deadlines import Deadline

__all__ = ["Law", "Regulation", "all_deadlines", "deadlines"]


def deadlines(on: date) -> dict[tuple[Stage, PeriodKind], Deadline]:
    """Return the deadlines in force on a day: of each stage and kind of period the newest."""
    found: dict[tuple[Stage, PeriodKind], Deadline] = {}
    for one in sorted(all_deadlines(), key=lambda one: one.valid_from):
        if one.valid_from <= on:
            found[one.stage, one.per] = one
    return found


@cache
def all_deadlines() -> tuple[Deadline, ...]:
    """Return every dated deadline of the file; a wrong entry raises."""
    return tuple(
        Deadline(**{**entry, "stage": Stage(entry["stage"]), "per": PeriodKind(entry["per"])})
        for entry in content("deadlines.toml")["deadline"]
    )
