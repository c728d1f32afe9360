"""What the conditions of a stage are asked about: a reminder's window on a day, and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from kinerja.models import PerformancePlan, Person
from kinerja.reports.stage_ranks import not_rated
from kinerja.reports.windows import OpenWindow
from kinerja.rules.reminders import Reminder

Answer = tuple[ColumnElement[bool], ColumnElement[bool]]
"""Whom it concerns, and who of them has still to do it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A reminder's window on a day, and the people (``Person`` or an alias of it) who are asked about."""

    reminder: Reminder
    window: OpenWindow
    today: date
    person: Any = Person

    @property
    def is_employee(self) -> ColumnElement[bool]:
        """The condition of an employee of the kinds the reminder is for."""
        return col(self.person.kind).in_(self.reminder.kinds)

    @property
    def is_excused(self) -> ColumnElement[bool]:
        """The condition of somebody who is out of the counts of the window's period."""
        return not_rated(self.person, self.window.starts_on, self.window.ends_on)

    def is_in(self, people: Any) -> ColumnElement[bool]:
        """Return the condition that the person is one of those a query finds."""
        return col(self.person.id).in_(people)


def within(window: OpenWindow) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions of plans that hold in a window's period."""
    return (
        col(PerformancePlan.starts_on) <= window.ends_on,
        col(PerformancePlan.ends_on) >= window.starts_on,
    )
