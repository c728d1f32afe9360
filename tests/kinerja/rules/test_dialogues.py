"""Dialogues: times that suit both in three zones, when they are reminded of, notes and points."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kinerja.errors import Refused
from kinerja.models import DialogueKind, Expectation
from kinerja.rules.dialogues import (
    FURTHEST,
    LONGEST_AGREED,
    NOTED_WITHIN,
    NoteWords,
    ReminderStep,
    Side,
    check_day,
    check_held,
    check_notes,
    check_place,
    check_point,
    check_time,
    moment_of,
    open_days,
    open_hours,
    step_due,
)
from kinerja.rules.working_days import DEFAULT

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
"""Tuesday: 09.00 WIB, 10.00 WITA, 11.00 WIT."""
TODAY = date(2026, 2, 3)


def side(zone=WITA, name="Budi", away=(), **more):
    def works(day):
        return DEFAULT.works(day) and day not in away

    values = {"hour": time(8), "quiet_from": time(20), "quiet_until": time(7)} | more
    return Side(1, name, zone, works=works, **values)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [(WIB, "2026-02-05T02:00"), (WITA, "2026-02-05T01:00"), (WIT, "2026-02-05T00:00")],
)
def test_nine_oclock_is_meant_by_the_readers_clock(zone, expected):
    moment = moment_of(date(2026, 2, 5), time(9), zone)
    assert f"{expected}:00+00:00" == moment.isoformat()
    assert time(9) == side(zone).local(moment).time()


@pytest.mark.parametrize(
    ("hour", "minutes", "other", "why"),
    [
        (time(9), 60, WIB, None),
        (time(9), 60, WIT, None),
        # 08.00 WITA is 07.00 WIB, the first moment that is not quiet there; 07.30 WITA is 06.30 WIB.
        (time(8), 30, WIB, None),
        (time(7, 30), 30, WIB, "begin at"),
        # 18.30 WITA is 19.30 WIT: half an hour fits before the quiet hours, an hour does not.
        (time(18, 30), 30, WIT, None),
        (time(18, 30), 60, WIT, "begin at"),
        (time(5), 30, WITA, "begin at"),
        (time(9), 45, WITA, "buttons"),
    ],
)
def test_the_hour_suits_both_where_they_are(hour, minutes, other, why):
    starts_at = moment_of(date(2026, 2, 5), hour, WITA)
    sides = (side(WITA), side(other, "Ani"))
    if why is None:
        check_time(starts_at, minutes, sides, NOW)
        return
    with pytest.raises(Refused, match=why):
        check_time(starts_at, minutes, sides, NOW)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 2, 2), "passed"),
        (date(2026, 2, 7), "does not work"),
        # Joint leave and Nyepi, which nobody works.
        (date(2026, 3, 18), "does not work"),
        (date(2026, 3, 19), "does not work"),
        (date(2026, 2, 10), "does not work"),
        (date(2026, 2, 11), "does not work"),
        (TODAY + FURTHEST + timedelta(days=1), "half a year"),
        (TODAY, None),
        (date(2026, 2, 9), None),
    ],
)
def test_the_day_is_worked_by_both(day, why):
    sides = (
        side(away={date(2026, 2, 10)}),
        side(name="Ani", away={date(2026, 2, 11)}),
    )
    if why is None:
        check_day(day, WITA, sides, NOW)
        return
    with pytest.raises(Refused, match=why):
        check_day(day, WITA, sides, NOW)
    with pytest.raises(Refused, match=why):
        check_time(moment_of(day, time(9), WITA), 30, sides, NOW)


def test_days_and_hours_are_offered_that_suit_both():
    sides = (
        side(WITA, away={date(2026, 2, 4)}),
        side(WIT, "Ani", away={date(2026, 2, 6)}, quiet_from=time(15)),
    )
    days = open_days(sides, WITA, NOW, 3)
    assert (date(2026, 2, 3), date(2026, 2, 5), date(2026, 2, 9)) == days
    # Today it is past 10.00 WITA; at 14.00 WITA her quiet hours begin.
    assert (time(13),) == open_hours(TODAY, sides, WITA, NOW)
    assert (time(8), time(9), time(10), time(13)) == open_hours(days[1], sides, WITA, NOW)
    never = replace(sides[0], works=lambda _day: False)
    assert () == open_days((never, sides[1]), WITA, NOW, 3)


STARTS = datetime(2026, 2, 9, 2, 0, tzinfo=UTC)
"""Monday, 10.00 WITA."""


def at(day, hour, minute=0):
    return moment_of(date(2026, 2, day), time(hour, minute), WITA)


@pytest.mark.parametrize(
    ("now", "agreed", "expected"),
    [
        # The working day before a Monday is the Friday, at the hour of the person.
        (at(6, 7, 59), at(3, 10), None),
        (at(6, 8), at(3, 10), ReminderStep.DAY),
        (at(6, 15), at(3, 10), ReminderStep.DAY),
        # On Saturday nobody is told of Monday any more.
        (at(7, 9), at(3, 10), None),
        # Agreed after that moment: the hour before remains.
        (at(6, 16), at(6, 15), None),
        (at(9, 8, 59), at(3, 10), ReminderStep.DAY),
        (at(9, 9), at(3, 10), ReminderStep.HOUR),
        (at(9, 9, 59), at(9, 8), ReminderStep.HOUR),
        (at(9, 9, 30), at(9, 9, 20), None),
        # It has begun: nobody is told that it will.
        (at(9, 10), at(3, 10), None),
        (at(9, 10, 59), at(3, 10), None),
        (at(9, 11), at(3, 10), ReminderStep.NOTES),
        (at(11, 10, 59), at(3, 10), ReminderStep.NOTES),
        (at(11, 11), at(3, 10), None),
    ],
)
def test_the_newest_step_is_due_until_the_next(now, agreed, expected):
    assert expected == step_due(side(), STARTS, 60, agreed, now)


def test_on_leave_nobody_is_told_the_day_before():
    away = {date(2026, 2, day) for day in (5, 6)}
    resting = side(away=away)
    assert ReminderStep.DAY == step_due(resting, STARTS, 60, at(2, 8), at(4, 8))
    assert step_due(resting, STARTS, 60, at(2, 8), at(5, 8)) is None
    assert ReminderStep.HOUR == step_due(resting, STARTS, 60, at(2, 8), at(9, 9))


def test_the_hour_of_the_day_before_is_that_of_the_reader():
    moment = moment_of(date(2026, 2, 6), time(8), WIT)
    assert ReminderStep.DAY == step_due(side(WIT), STARTS, 60, at(3, 10), moment)
    assert step_due(side(WIB), STARTS, 60, at(3, 10), moment) is None


def test_a_talk_that_took_place_is_noted_while_it_is_remembered():
    assert TODAY == check_held(TODAY, TODAY)
    assert TODAY - NOTED_WITHIN == check_held(TODAY - NOTED_WITHIN, TODAY)
    for day in (TODAY + timedelta(days=1), TODAY - NOTED_WITHIN - timedelta(days=1)):
        with pytest.raises(Refused):
            check_held(day, TODAY)


SAID = NoteWords(agreed="  Loket dibuka pukul 07.30.  ")


def test_notes_keep_what_belongs_to_their_kind():
    talk = replace(SAID, goal="Tepat waktu", expectation_text="tak dipakai")
    assert NoteWords(agreed="Loket dibuka pukul 07.30.") == check_notes(
        talk, DialogueKind.PERFORMANCE, TODAY
    )
    coaching = NoteWords(agreed="tak dipakai", goal=" Tepat waktu ", will="Mulai Senin")
    assert NoteWords(goal="Tepat waktu", will="Mulai Senin") == check_notes(
        coaching, DialogueKind.COACHING, TODAY
    )
    changed = replace(SAID, expectation=Expectation.CHANGED, expectation_text=" 15 kunjungan ")
    kept = check_notes(changed, DialogueKind.EVALUATION, TODAY)
    assert (Expectation.CHANGED, "15 kunjungan") == (kept.expectation, kept.expectation_text)


@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        (NoteWords(), DialogueKind.PERFORMANCE, "what you agreed"),
        (NoteWords(agreed=" "), DialogueKind.PLANNING, "what you agreed"),
        (NoteWords(agreed="Tepat waktu"), DialogueKind.COACHING, "four parts"),
        (
            replace(SAID, expectation=Expectation.CHANGED, expectation_text=" "),
            DialogueKind.PERFORMANCE,
            "cleared up or changed",
        ),
        (NoteWords(agreed="a" * (LONGEST_AGREED + 1)), DialogueKind.PERFORMANCE, "shorten"),
        (NoteWords(goal="a" * 241), DialogueKind.COACHING, "shorten"),
        (replace(SAID, next_on=TODAY - timedelta(days=1)), DialogueKind.PERFORMANCE, "half a year"),
        (replace(SAID, next_on=TODAY + FURTHEST * 2), DialogueKind.PERFORMANCE, "half a year"),
    ],
)
def test_notes_that_say_too_little_or_too_much_are_refused(words, kind, why):
    with pytest.raises(Refused, match=why):
        check_notes(words, kind, TODAY)


def test_a_next_date_that_has_passed_may_stay():
    passed = TODAY - timedelta(days=9)
    kept = check_notes(replace(SAID, next_on=passed), DialogueKind.PERFORMANCE, TODAY, passed)
    assert passed == kept.next_on


def test_a_point_says_what_is_done_and_until_when():
    assert "Meminjam mobil" == check_point(" Meminjam mobil ", TODAY, TODAY)
    for text, due in (
        (" ", TODAY),
        ("Meminjam", TODAY - timedelta(days=1)),
        ("Meminjam", TODAY + timedelta(days=400)),
        ("a" * 141, TODAY),
    ):
        with pytest.raises(Refused):
            check_point(text, due, TODAY)
    assert "" == check_place("  ")
    with pytest.raises(Refused):
        check_place("a" * 201)
