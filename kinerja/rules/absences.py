"""Absences: which days they may have, what they pause, and when a period was wholly on leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.absence import AbsenceKind
from kinerja.rules.working_days import DEFAULT, IsWorkingDay

LONGEST_ABSENCE = 5 * 366
"""Days; study leave takes years, nothing takes longer."""

EARLIEST = 366
"""Days back from today on which an absence may begin."""

PAUSING = frozenset(
    {AbsenceKind.LEAVE, AbsenceKind.SICK, AbsenceKind.TRAINING, AbsenceKind.STUDY_LEAVE}
)
"""What pauses reminders of work; a trip only delays them."""

NOT_RATED = frozenset({AbsenceKind.LEAVE, AbsenceKind.SICK, AbsenceKind.STUDY_LEAVE})
"""What takes a whole period out of the counts (*tidak dinilai - cuti*)."""


def check_days(first: date, last: date, today: date) -> None:
    """Refuse days that cannot be those of an absence."""
    if last < first:
        raise Refused(
            N_(
                "The last day, {last}, is before the first, {first}. Please choose another last day."
            ),
            first=first,
            last=last,
        )
    if (last - first).days > LONGEST_ABSENCE or (first - today).days > LONGEST_ABSENCE:
        raise Refused(N_("An absence may take five years at most. Please choose another last day."))
    if (today - first).days > EARLIEST:
        raise Refused(
            N_("An absence can be entered for the past twelve months. Please choose a later day.")
        )


def covers(
    spans: Iterable[tuple[date, date]],
    first: date,
    last: date,
    is_working: IsWorkingDay = DEFAULT.works,
) -> bool:
    """Say whether spans of absence together hold every working day of a period."""
    away = [(a, z) for a, z in spans if a <= last and z >= first]
    if not away:
        return False
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return all(any(a <= day <= z for a, z in away) for day in days if is_working(day))
