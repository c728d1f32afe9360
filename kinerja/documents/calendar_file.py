"""An appointment as a calendar file (RFC 5545), which every phone can open.

Times stand in UTC, so that each calendar shows them in its own zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_NOBODY = "mailto:kinerja@kinerja.invalid"
"""The organiser's address: one has to be named, and none is answered."""
_LONGEST_LINE = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a calendar keeps; the same ``uid`` with a higher ``sequence`` takes the place of what it has."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    summary: str
    place: str
    organiser: str
    stamped_at: datetime
    cancelled: bool = False


def calendar_file(one: Appointment) -> str:
    """Return the file of an appointment, or of its cancellation."""
    return "".join(f"{folded}\r\n" for line in _lines(one) for folded in _folded(line))


def _lines(one: Appointment) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kinerja//Dialogue//ID")
    yield "METHOD:CANCEL" if one.cancelled else "METHOD:PUBLISH"
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"SEQUENCE:{one.sequence}"
    yield f"DTSTAMP:{_moment(one.stamped_at)}"
    yield f"DTSTART:{_moment(one.starts_at)}"
    yield f"DTEND:{_moment(one.starts_at + timedelta(minutes=one.minutes))}"
    yield f"SUMMARY:{_text(one.summary)}"
    if one.place:
        yield f"LOCATION:{_text(one.place)}"
    yield f'ORGANIZER;CN="{_quoted(one.organiser)}":{_NOBODY}'
    yield "CLASS:PRIVATE"
    if one.cancelled:
        yield "STATUS:CANCELLED"
    else:
        yield "STATUS:CONFIRMED"
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M")
        yield f"DESCRIPTION:{_text(one.summary)}"
        yield "END:VALARM"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Return words as the value of a property."""
    return "".join(mark for mark in words if mark.isprintable() or mark == "\n").translate(_ESCAPES)


def _quoted(text: str) -> str:
    """Return a text that may stand between quotation marks in a parameter."""
    return "".join(mark for mark in text if mark.isprintable() and mark != '"') or "Kinerja"


def _folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 bytes, never within a character."""
    part, size = "", 0
    for mark in line:
        width = len(mark.encode())
        if size + width > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + mark, size + width
    yield part
