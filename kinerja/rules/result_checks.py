"""Results with a leader of their own: how long they are with the leader before the rater decides alone."""

from __future__ import annotations

from datetime import date, datetime

from kinerja.errors import N_, Refused
from kinerja.rules.reporting import check_length
from kinerja.rules.working_days import DEFAULT, IsWorkingDay, working_day_after

DAYS_TO_CHECK = 3
"""Working days a leader has before a result falls to the rater."""

LONGEST_RECOMMENDATION = 1000


def due_on(today: date, is_working: IsWorkingDay = DEFAULT.works) -> date:
    """Return the last day on which a leader can check what is sent today."""
    return working_day_after(today, DAYS_TO_CHECK, is_working)


def is_with_leader(checked_at: datetime | None, due: date, today: date) -> bool:
    """Say whether a result still waits for its leader."""
    return checked_at is None and today <= due


def check_in_time(due: date, today: date) -> None:
    """Refuse a check after its last day: by then the result is with the rater."""
    if today > due:
        raise Refused(
            N_("The time to check this result ended on {day}; it is with the rater now."), day=due
        )


def check_recommendation(text: str) -> str:
    """Return a recommendation, trimmed; empty where the leader has nothing to add."""
    return check_length(text, LONGEST_RECOMMENDATION)
