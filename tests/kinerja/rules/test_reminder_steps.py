"""When the steps of a reminder fall, as a table of windows and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import Refused
from kinerja.rules.deadlines import Window
from kinerja.rules.reminder_steps import newest, read_marks, steps
from kinerja.rules.working_days import DEFAULT

DECEMBER = Window(date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 10))
REPORT = ("day 25", "H-3", "H-1", "H", "+1", "+3")


def laid(marks, window, is_working=DEFAULT.works, most=5):
    return [(step.day.isoformat(), step.mark) for step in steps(marks, window, is_working, most)]


def any_day(_day):
    return True


def test_a_day_off_moves_to_the_next_working_day_and_the_newest_step_of_it_stays():
    # The 25th is Christmas on a Friday, so the 28th, a Monday, takes day 25 and H-3.
    assert [
        ("2026-12-28", "H-3"),
        ("2026-12-30", "H-1"),
        ("2026-12-31", "H"),
        ("2027-01-04", "+3"),
    ] == laid(REPORT, DECEMBER)


def test_of_marks_that_fall_on_one_day_the_later_of_the_table_stays():
    february = Window(date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 10))
    # The 25th of February is both its day 25 and H-3.
    expected = [("2026-02-25", "H-3"), ("2026-02-27", "H-1"), ("2026-02-28", "H")]
    assert expected == laid(("day 25", "H-3", "H-1", "H"), february, any_day)
    assert [("2026-03-02", "H")] == laid(("opening", "H"), Window(*[date(2026, 3, 2)] * 3))


def test_working_days_are_counted_in_the_calendar_and_then_moved_past_an_absence():
    due = Window(date(2026, 1, 1), date(2026, 1, 30), date(2026, 2, 28))

    def is_back(day):
        return DEFAULT.works(day) and day >= date(2026, 2, 10)

    (step,) = steps(("overdue 5",), due, is_back, 1, DEFAULT.works)
    assert (date(2026, 2, 6), date(2026, 2, 10)) == (step.planned_for, step.day)


def test_a_date_of_the_year_is_the_last_one_before_the_due_day():
    annual = Window(date(2025, 12, 1), date(2026, 1, 31), date(2026, 2, 28))
    assert [("2025-12-01", "1 December")] == laid(("1 December",), annual, any_day)
    assert [("2026-02-28", "29 February")] == laid(
        ("29 February",), Window(*[date(2026, 2, 1), date(2026, 3, 1)], date(2026, 3, 1)), any_day
    )


def test_past_the_closing_it_moves_back_to_the_last_working_day():
    ends_on_sunday = Window(date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 8))
    assert [("2026-03-05", "H-3"), ("2026-03-06", "H")] == laid(("H-3", "H"), ends_on_sunday)


@pytest.mark.parametrize(
    ("due", "day"),
    [("2026-12-31", "2026-12-25"), ("2027-01-05", "2026-12-25"), ("2026-02-28", "2026-02-25")],
)
def test_a_day_of_the_month_is_the_last_one_before_the_due_day(due, day):
    due = date.fromisoformat(due)
    window = Window(due - timedelta(days=40), due, due)
    assert [(day, "day 25")] == laid(("day 25",), window, any_day)


def test_every_third_day_overdue_ends_after_its_cap_or_with_the_window():
    window = Window(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 28))
    assert ["+3", "+6"] == [mark for _, mark in laid(("every 3",), window, any_day, most=2)]
    closed = Window(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 5))
    assert ["+3"] == [mark for _, mark in laid(("every 3",), closed, any_day, most=2)]


def test_working_days_count_from_the_opening_of_a_clock_or_from_the_due_day():
    # Friday 13 March opens; 18 to 24 March are Nyepi, Lebaran and joint leave.
    clock = Window(date(2026, 3, 13), date(2026, 4, 10), date(2026, 4, 10))
    assert [("2026-03-25", "clock 3")] == laid(("clock 3",), clock)
    due = Window(date(2026, 1, 1), date(2026, 1, 30), date(2026, 3, 31))
    assert [("2026-02-06", "overdue 5")] == laid(("overdue 5",), due)


def test_only_the_newest_step_whose_day_has_come_is_still_to_be_sent():
    found = steps(REPORT, DECEMBER, DEFAULT.works, 5)
    assert newest(found, date(2026, 12, 27)) is None
    assert "H-3" == newest(found, date(2026, 12, 29)).mark
    assert "+3" == newest(found, date(2027, 1, 9)).mark


@pytest.mark.parametrize("mark", ["H+3", "h-3", "H-0", "day 32", "+0", "every", "", "H-3 "])
def test_what_is_no_mark_is_refused_by_name(mark):
    with pytest.raises(Refused) as refused:
        read_marks(("H", mark))
    assert mark == refused.value.message.values["mark"]


@given(
    opens=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 60),
    overdue=st.integers(0, 40),
    rests=st.sets(st.integers(0, 6), max_size=6),
)
def test_steps_stay_in_the_window_on_working_days_and_in_order(opens, length, overdue, rests):
    due = opens + timedelta(days=length)
    window = Window(opens, due, due + timedelta(days=overdue))
    marks = ("opening", "day 25", "H-14", "H-3", "H", "+1", "every 3", "overdue 5", "clock 5")
    found = steps(marks, window, lambda day: day.weekday() not in rests, 10)
    days = [step.day for step in found]
    assert sorted(set(days)) == days
    assert all(window.opens <= day <= window.closes for day in days)
    assert all(day.weekday() not in rests for day in days)
