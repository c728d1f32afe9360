"""Whom a reminder's window concerns, and who still has to do it: conditions on people, for whatever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_
from sqlmodel import col

from kinerja.models import Person, ReminderMute
from kinerja.reports.stage_asked import Asked
from kinerja.reports.stage_conditions import answer_of
from kinerja.reports.windows import OpenWindow
from kinerja.rules.reminders import Reminder


@dataclass(frozen=True, slots=True)
class StagePeople:
    """Conditions on a person: concerned; has still to do it; does not want to be reminded of it.

    The caller looks at what is alike for every reminder: a post held today, service that has not ended, a
    due day before the person came, days away, the hour.
    """

    concerned: ColumnElement[bool]
    open: ColumnElement[bool]
    muted: ColumnElement[bool]

    @property
    def to_remind(self) -> ColumnElement[bool]:
        """The condition of those who are to be reminded."""
        return and_(self.concerned, self.open, not_(self.muted))


def people_of(
    reminder: Reminder, window: OpenWindow, today: date, person: Any = Person
) -> StagePeople:
    """Return the conditions on people (``Person``, or an alias of it) of a reminder's window on a day.

    Somebody who is asked twice, as an employee and as a rater, has it still to do while either is open.
    """
    asked = Asked(reminder, window, today, person)
    answers = [answer_of(asked, whom) for whom in reminder.whom]
    muted = exists().where(
        col(ReminderMute.person_id) == col(person.id), col(ReminderMute.name) == reminder.name.value
    )
    return StagePeople(
        concerned=or_(*(concerned for concerned, _ in answers)),
        open=or_(*(and_(concerned, still) for concerned, still in answers)),
        muted=false() if reminder.legal else muted,
    )
