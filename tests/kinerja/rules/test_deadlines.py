"""Deadlines in words, the file of dated deadlines, and windows that are moved."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import PeriodKind, Stage
from kinerja.regulation import all_deadlines, deadlines
from kinerja.rules.cycle import check_reason, check_year, spans
from kinerja.rules.deadlines import Window, check_window, day_of, moved, window_of
from kinerja.rules.working_days import DEFAULT

FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("start", date(2026, 2, 1)),
        ("end", date(2026, 2, 28)),
        ("end -3 days", date(2026, 2, 25)),
        ("end +3 working days", date(2026, 3, 4)),
        ("month after day 10", date(2026, 3, 10)),
        ("month after end", date(2026, 3, 31)),
        ("end +1 days +1 working days", date(2026, 3, 2)),
    ],
)
def test_words_mean_days_of_a_period(written, day):
    assert day == day_of(written, *FEBRUARY, DEFAULT.works)


@pytest.mark.parametrize("written", ["", "middle", "end +x days", "month after day 31"])
def test_other_words_mean_none(written):
    with pytest.raises(ValueError):  # noqa: PT011 - nothing else is said
        day_of(written, *FEBRUARY, DEFAULT.works)


def test_every_stage_has_a_deadline_with_its_source():
    assert set(Stage) == {one.stage for one in all_deadlines()}
    assert all(one.source and one.article and one.valid_from for one in all_deadlines())


@pytest.mark.parametrize("year", [2026, 2028])
def test_every_deadline_makes_an_ordered_window_in_every_period(year):
    for deadline in deadlines(date(year, 1, 1)).values():
        for first, last in spans(year, deadline.per):
            check_window(window_of(deadline, first, last, DEFAULT.works))


def test_planning_is_due_at_the_end_of_january():
    planning = deadlines(date(2028, 1, 1))[Stage.PLANNING, PeriodKind.YEAR]
    window = window_of(planning, date(2028, 1, 1), date(2028, 12, 31), DEFAULT.works)
    assert (date(2028, 1, 1), date(2028, 1, 31)) == (window.opens, window.due)


def test_a_deadline_holds_from_its_first_day():
    assert (Stage.PLANNING, PeriodKind.YEAR) not in deadlines(date(2022, 2, 2))
    assert (Stage.PLANNING, PeriodKind.YEAR) in deadlines(date(2022, 2, 3))


@pytest.mark.parametrize(
    ("kind", "count", "last"),
    [
        (PeriodKind.MONTH, 12, (date(2026, 12, 1), date(2026, 12, 31))),
        (PeriodKind.QUARTER, 4, (date(2026, 10, 1), date(2026, 12, 31))),
        (PeriodKind.YEAR, 1, (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_year_in_periods(kind, count, last):
    found = spans(2026, kind)
    assert (count, last) == (len(found), found[-1])


WINDOW = Window(date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("due", "window"),
    [
        (date(2026, 3, 3), Window(date(2026, 2, 1), date(2026, 3, 3), date(2026, 3, 13))),
        (date(2026, 2, 20), Window(date(2026, 2, 1), date(2026, 2, 20), date(2026, 3, 10))),
        (date(2026, 1, 30), Window(date(2026, 1, 30), date(2026, 1, 30), date(2026, 3, 10))),
    ],
)
def test_a_later_due_day_takes_the_closing_with_it(due, window):
    assert window == moved(WINDOW, due)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(Refused):
        check_window(Window(date(2026, 2, 1), date(2026, 1, 31), date(2026, 3, 1)))


@pytest.mark.parametrize("year", [0, 2024, 2101])
def test_no_cycle_for_a_year_far_away(year):
    with pytest.raises(Refused):
        check_year(year)


def test_a_move_needs_a_reason_that_can_be_understood_later():
    assert "Surat edaran 12" == check_reason("  Surat   edaran 12 ")
    for said in ("", "ok", "x" * 501):
        with pytest.raises(Refused):
            check_reason(said)
