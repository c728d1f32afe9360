"""Who works when: patterns of work, groups of employees, what a person has set, and counted working days."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum
from kinerja.models.cycle import PeriodKind


class PatternKind(StrEnum):
    """What a pattern of work follows."""

    FIVE_DAY = "five_day"
    SIX_DAY = "six_day"
    SHIFT = "shift"
    SCHOOL = "school"


class WorkPattern(SQLModel, table=True):
    """A pattern of work (*pola kerja*).

    ``rest_weekdays`` are digits from 0 (Monday) to 6 (Sunday). A shift roster may have a ``rotation``
    instead, such as ``11100`` (three days of work, two of rest), counted from ``rotation_from``.
    ``hour`` is when reminders come, ``ends_at`` when the day's work ends.
    """

    __tablename__ = "work_pattern"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    kind: PatternKind = Field(sa_type=text_enum(PatternKind))
    rest_weekdays: str = Field(default="56", max_length=7)
    keeps_holidays: bool = True
    rotation: str = Field(default="", max_length=60)
    rotation_from: date | None = None
    hour: time = time(8)
    ends_at: time = time(15, 30)


class EmployeeGroup(SQLModel, table=True):
    """A group of employees (*kelompok*) with the evaluation period and the pattern of work they share."""

    __tablename__ = "employee_group"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80, unique=True)
    period_kind: PeriodKind | None = Field(default=None, sa_type=text_enum(PeriodKind))
    pattern_id: int | None = Field(default=None, foreign_key="work_pattern.id")


class WorkingTime(SQLModel, table=True):
    """What differs for one person; what is empty follows the group, the unit or the agency."""

    __tablename__ = "working_time"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    group_id: int | None = Field(default=None, foreign_key="employee_group.id", index=True)
    pattern_id: int | None = Field(default=None, foreign_key="work_pattern.id", index=True)
    zone: str | None = Field(default=None, max_length=40)
    hour: time | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None


class Workday(SQLModel, table=True):
    """A day that is worked in a calendar, with its number in the calendar's order.

    A calendar is a pattern's code, with ``@`` and a unit's number where that unit has local holidays.
    The difference of two ordinals is the number of working days between two days.
    """

    calendar: str = Field(max_length=60, primary_key=True)
    day: date = Field(primary_key=True)
    ordinal: int
