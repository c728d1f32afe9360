"""At which moment a reminder goes out, and until when it can be put off."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kinerja.errors import Refused
from kinerja.rules.reminder_moments import (
    Hours,
    Later,
    good_moment,
    offered,
    put_off,
    read_later,
)
from kinerja.rules.working_days import DEFAULT

USUAL = Hours(time(8), time(20), time(7))
NIGHT = Hours(time(22), time(20), time(7))
SIESTA = Hours(time(12, 30), time(12), time(14))
JAKARTA = ZoneInfo("Asia/Jakarta")


def at(day, hour, minute=0):
    """A moment of February 2026; the 2nd is a Monday, the 16th and 17th are holidays."""
    return datetime(2026, 2, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("local", "hours", "expected"),
    [
        (at(2, 5), USUAL, at(2, 8)),
        (at(2, 8), USUAL, at(2, 8)),
        (at(2, 11, 15), USUAL, at(2, 11, 15)),
        (at(2, 19, 59), USUAL, at(2, 19, 59)),
        (at(2, 20), USUAL, at(3, 8)),
        (at(6, 21), USUAL, at(9, 8)),
        (at(7, 10), USUAL, at(9, 8)),
        (at(13, 21), USUAL, at(18, 8)),
        (at(2, 5), NIGHT, at(2, 7)),
        (at(2, 22), NIGHT, at(3, 7)),
        (at(2, 9), SIESTA, at(2, 14)),
        (at(2, 15), SIESTA, at(2, 15)),
    ],
)
def test_a_good_moment_is_on_a_working_day_from_the_hour_on_and_not_quiet(local, hours, expected):
    assert expected == good_moment(local, hours, DEFAULT.works)


@pytest.mark.parametrize(
    ("local", "later", "expected"),
    [
        (at(2, 8, 5), Later.HOUR, at(2, 9, 5)),
        (at(2, 19, 30), Later.HOUR, at(3, 8)),
        (at(2, 8, 5), Later.AFTERNOON, at(2, 15)),
        (at(2, 16), Later.AFTERNOON, at(2, 16)),
        (at(2, 8, 5), Later.TOMORROW, at(3, 8)),
        (at(6, 8, 5), Later.WORKDAY, at(9, 8)),
        (at(13, 8, 5), Later.WORKDAY, at(18, 8)),
    ],
)
def test_a_reminder_is_put_off(local, later, expected):
    assert expected == put_off(local, later, USUAL, DEFAULT.works)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (at(2, 8), (Later.HOUR, Later.AFTERNOON, Later.TOMORROW)),
        (at(2, 14, 30), (Later.HOUR, Later.TOMORROW)),
        (at(6, 8), (Later.HOUR, Later.AFTERNOON, Later.WORKDAY)),
        (at(7, 8), (Later.HOUR, Later.WORKDAY)),
    ],
)
def test_only_what_makes_a_difference_is_offered(local, expected):
    assert expected == offered(local, DEFAULT.works)


def test_a_button_that_says_nothing_known_is_refused():
    assert Later.HOUR is read_later("hour")
    with pytest.raises(Refused):
        read_later("never")


def test_a_calendar_without_work_gives_up_after_a_year():
    assert date(2027, 2, 8) == good_moment(at(2, 9), USUAL, lambda _day: False).date()
