"""A dialogue with its times, notes and points, as a screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinerja.models import DialogueKind, DialogueNote


@dataclass(frozen=True, slots=True)
class Time:
    """A time of a dialogue, agreed on or proposed."""

    id: int
    starts_at: datetime
    minutes: int
    place: str
    proposed_by_id: int
    proposed_at: datetime
    agreed_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Point:
    """Who does what by when."""

    id: int
    number: int
    owner_id: int
    text: str
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class DialogueCard:
    """A dialogue: ``held`` is the time that was agreed on, ``proposed`` one that waits for an answer.

    ``note`` is the newest version of the notes, ``valid`` the newest that both confirmed; ``points`` and
    ``valid_points`` are theirs. ``sequence`` counts the changes of what stands in both calendars.
    ``is_pair`` says whether the two are still rater and employee.
    """

    id: int
    uid: str
    kind: DialogueKind
    rater_id: int
    rater: str
    person_id: int
    person: str
    is_pair: bool
    opened_at: datetime
    cancelled_at: datetime | None
    held: Time | None
    proposed: Time | None
    sequence: int
    note: DialogueNote | None
    points: tuple[Point, ...]
    valid: DialogueNote | None
    valid_points: tuple[Point, ...]

    def other(self, me: int) -> tuple[int, str]:
        """Return the other side: id and name."""
        if me == self.rater_id:
            return self.person_id, self.person
        return self.rater_id, self.rater

    def name_of(self, person_id: int) -> str:
        """Return the name of one of the two."""
        return self.rater if person_id == self.rater_id else self.person

    def confirmed_by(self, person_id: int) -> datetime | None:
        """Return when somebody confirmed the newest notes."""
        if self.note is None:
            return None
        at_all = (self.note.rater_confirmed_at, self.note.person_confirmed_at)
        return at_all[0 if person_id == self.rater_id else 1]

    @property
    def is_confirmed(self) -> bool:
        """Whether both have confirmed the newest notes."""
        return self.note is not None and self.note is self.valid

    @property
    def open_points(self) -> tuple[Point, ...]:
        """Points that hold and are not done."""
        if self.cancelled_at is not None:
            return ()
        return tuple(point for point in self.valid_points if point.done_at is None)

    def is_over(self, now: datetime) -> bool:
        """Say whether the agreed time has begun, so that notes can be written."""
        return self.held is not None and self.held.starts_at <= now

    @property
    def moment(self) -> datetime:
        """What the dialogue is ordered by: its time, else when it was opened."""
        found = self.held or self.proposed
        return found.starts_at if found else self.opened_at
