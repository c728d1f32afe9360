"""Calendar files: read back by a reader of their own, and by icalendar, in three zones; changed and cancelled."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from kinerja.documents.calendar_file import Appointment, calendar_file

NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
ZONES = {"Asia/Jakarta": "09:00", "Asia/Makassar": "10:00", "Asia/Jayapura": "11:00"}
"""What the clocks show at the moment of the appointment."""


def appointment(**more):
    values = {
        "uid": "0123456789abcdef@kinerja",
        "sequence": 0,
        "starts_at": datetime(2026, 2, 6, 2, 0, tzinfo=UTC),
        "minutes": 90,
        "summary": "Dialog kinerja dengan Ani Lestari, S.Kep.; Kepala\\Puskesmas",
        "place": "Ruang rapat, lantai 2\nhttps://rapat.contoh.go.id/" + "ruang" * 30,
        "organiser": 'Dinas "Kesehatan": Kota',
        "stamped_at": NOW,
    } | more
    return Appointment(**values)


def properties(text):
    """Unfold the lines of a file and return its properties with their parameters, as RFC 5545 says it."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


@pytest.mark.parametrize("zone", ZONES)
def test_the_time_is_right_in_each_zone(zone):
    local = datetime(2026, 2, 6, tzinfo=ZoneInfo(zone)).replace(
        hour=int(ZONES[zone][:2]), minute=int(ZONES[zone][3:])
    )
    said = properties(calendar_file(appointment(starts_at=local)))
    assert ("20260206T020000Z", "20260206T033000Z") == (said["DTSTART"], said["DTEND"])


def test_lines_are_folded_between_characters_and_end_as_they_must():
    text = calendar_file(appointment(summary="Dialog – kinerja – " * 12))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "Dialog – kinerja – " * 12 == properties(text)["SUMMARY"]


def test_words_of_people_break_nothing():
    evil = "Rapat\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    text = calendar_file(appointment(summary=evil, place=evil, organiser=evil))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (1, 1) == (lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT"))
    said = properties(text)
    assert "Rapat\\nEND:VEVENT\\nBEGIN:VEVENT" == said["SUMMARY"]
    address = "mailto:kinerja@kinerja.invalid"
    assert f'ORGANIZER;CN="RapatEND:VEVENTBEGIN:VEVENT":{address}' in lines


def test_a_change_and_a_cancellation_are_the_same_entry():
    first = properties(calendar_file(appointment()))
    moved = properties(calendar_file(appointment(sequence=1)))
    gone = properties(calendar_file(appointment(sequence=2, cancelled=True)))
    assert 1 == len({said["UID"] for said in (first, moved, gone)})
    assert ["0", "1", "2"] == [said["SEQUENCE"] for said in (first, moved, gone)]
    assert ["PUBLISH", "PUBLISH", "CANCEL"] == [said["METHOD"] for said in (first, moved, gone)]
    assert ["CONFIRMED", "CONFIRMED", "CANCELLED"] == [
        said["STATUS"] for said in (first, moved, gone)
    ]
    assert ("-PT30M", None) == (first["TRIGGER"], gone.get("TRIGGER"))


def test_without_a_place_none_is_named():
    assert "LOCATION" not in properties(calendar_file(appointment(place="")))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("cancelled", [False, True])
def test_icalendar_reads_it(zone, cancelled):
    one = appointment(sequence=3, cancelled=cancelled)
    read = icalendar.Calendar.from_ical(calendar_file(one))
    (event,) = read.walk("VEVENT")
    assert ("CANCEL" if cancelled else "PUBLISH") == str(read["METHOD"])
    assert (one.uid, 3) == (str(event["UID"]), int(event["SEQUENCE"]))
    assert (one.summary, one.place) == (str(event["SUMMARY"]), str(event["LOCATION"]))
    starts, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert ZONES[zone] == starts.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    assert timedelta(minutes=90) == ends - starts
    assert NOW == event.decoded("DTSTAMP")
    assert ("CANCELLED" if cancelled else "CONFIRMED") == str(event["STATUS"])
    assert (0 if cancelled else 1) == len(read.walk("VALARM"))
    assert [] == [*read.errors, *event.errors]
