"""What is known about the holidays of a year: the agency's own list, joint leave, and what is only estimated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Holiday, HolidayKind, Unit
from kinerja.rules.working_days import decreed


@dataclass(frozen=True, slots=True)
class HolidaysKnown:
    """Whether the joint leave of a year is known, and which holidays are estimated only."""

    year: int
    joint_leave: bool
    estimated: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FreeDayView:
    """A day of the agency's list; ``unit`` is empty where it holds for the whole agency."""

    id: int
    day: date
    name: str
    kind: HolidayKind
    unit: str


def holidays_known(session: Session, year: int) -> HolidaysKnown:
    """Say what is missing before a year can be planned; the agency's own list settles it."""
    own = {day.kind for day in _own(session, year)}
    library = decreed(year)
    joint = HolidayKind.JOINT_LEAVE in own | {day.kind for day in library.values()}
    estimated = sorted(day for day, found in library.items() if found.estimated)
    return HolidaysKnown(year, joint, () if HolidayKind.NATIONAL in own else tuple(estimated))


def holidays_listed(session: Session, year: int) -> list[FreeDayView]:
    """Return the days of the agency's list in a year, in their order."""
    return [_view(session, day) for day in _own(session, year)]


def holiday_card(session: Session, holiday_id: int) -> FreeDayView:
    """Return one day of the list."""
    day = session.get(Holiday, holiday_id)
    if day is None:
        raise Unknown
    return _view(session, day)


def _view(session: Session, day: Holiday) -> FreeDayView:
    unit = session.get(Unit, day.unit_id) if day.unit_id is not None else None
    return FreeDayView(day.id or 0, day.day, day.name, day.kind, unit.name if unit else "")


def _own(session: Session, year: int) -> list[Holiday]:
    return list(
        session.exec(
            select(Holiday)
            .where(
                col(Holiday.day) >= date(year, 1, 1),
                col(Holiday.day) <= date(year, 12, 31),
                col(Holiday.pattern_id).is_(None),
            )
            .order_by(col(Holiday.day), col(Holiday.id))
        )
    )
