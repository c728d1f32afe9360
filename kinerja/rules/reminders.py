"""Who is reminded of which stage, and on which days: the defaults, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kinerja.models.cycle import Stage


class Whom(StrEnum):
    """Who has something to do in a stage."""

    EMPLOYEE = "employee"
    RATER = "rater"


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminders of a stage; ``marks`` are read by ``reminder_steps``.

    ``most`` ends steps that repeat. What follows from the law (``legal``) cannot be switched off by the person.
    """

    stage: Stage
    whom: Whom
    marks: tuple[str, ...]
    most: int = 10
    legal: bool = True


REMINDERS = (
    Reminder(
        Stage.PLANNING,
        Whom.EMPLOYEE,
        ("opening", "H-14", "H-7", "H-3", "H-1", "H", "every 3"),
    ),
    Reminder(
        Stage.MONTHLY_REPORT, Whom.EMPLOYEE, ("day 25", "H-3", "H-1", "H", "+1", "+3"), legal=False
    ),
    Reminder(Stage.FILING, Whom.EMPLOYEE, ("H-3", "H-1", "H"), legal=False),
    Reminder(Stage.FEEDBACK, Whom.RATER, ("+1", "+3", "every 7"), most=3, legal=False),
)
