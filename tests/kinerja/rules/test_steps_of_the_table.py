"""The steps of the reminders against the words of their table, which an oracle lays out day by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.rules.deadlines import Window
from kinerja.rules.reminder_steps import newest, steps
from kinerja.rules.reminders import REMINDERS
from tests.year import table, world
from tests.year.table import DAY

ROWS = {one.code: one for one in REMINDERS}
FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    "code", [world.PLANNING, world.REPORT, world.FILING, world.FEEDBACK, *world.ESCALATED]
)
@given(
    month=st.integers(1, 12),
    length=st.integers(0, 60),
    overdue=st.integers(0, 40),
    rests=st.sets(st.integers(0, 6), max_size=6),
    holidays=st.sets(st.integers(0, 100), max_size=12),
    leave=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 40)), max_size=3),
)
def test_steps_are_those_of_the_words(code, month, length, overdue, rests, holidays, leave):
    opens = date(2026, month, 1)
    due = opens + length * DAY
    if due > date(2026, month, 25) + 28 * DAY:
        # "Day 25" of the words is of the month that is reported.
        due = date(2026, month, 25)
    closes = due + overdue * DAY
    row = ROWS[code]
    free = {opens + n * DAY for n in holidays}
    away = {opens + (first + n) * DAY for first, days in leave for n in range(days)}

    def is_worked(day):
        return day.weekday() not in rests and day not in free

    def works(day):
        return is_worked(day) and day not in away

    words = table.planned(code, world.Window(opens, due, closes), opens, is_worked)
    expected = table.laid_out(words, world.Window(opens, due, closes), works)
    found = steps(row.marks, Window(opens, due, closes), works, row.most, is_worked)

    assert [(day, step.name) for day, step in expected.items()] == [
        (step.day, step.mark) for step in found
    ]
    for today in (opens, due, closes):
        come = [step.name for day, step in expected.items() if day <= today]
        step = newest(found, today)
        assert (come[-1] if come else None) == (step.mark if step else None)
