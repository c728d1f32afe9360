"""Spans, what closes them, and what opens them again."""

from datetime import UTC, date, datetime

import pytest

from kinerja.errors import Refused
from kinerja.models import Filing, FilingSpan
from kinerja.rules.filing import (
    Content,
    FilingState,
    check_version,
    copied_with,
    looks_back_to,
    quarter_of,
    span_around,
    state_of,
    together,
    version_of,
)

DAY, WEEK, MONTH, QUARTER = FilingSpan
EMPTY, OPEN, FILED, CHANGED = FilingState
TUESDAY = date(2026, 2, 3)


def at(hour):
    return datetime(2026, 2, 3, hour, tzinfo=UTC)


def filing(span, first_day, hour=12):
    return Filing(person_id=1, position_id=1, span=span, first_day=first_day, filed_at=at(hour))


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        (DAY, TUESDAY, TUESDAY, TUESDAY),
        (WEEK, TUESDAY, date(2026, 2, 2), date(2026, 2, 8)),
        (WEEK, date(2026, 2, 1), date(2026, 1, 26), date(2026, 2, 1)),
        (MONTH, TUESDAY, date(2026, 2, 1), date(2026, 2, 28)),
        (MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (QUARTER, TUESDAY, date(2026, 1, 1), date(2026, 3, 31)),
        (QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (QUARTER, date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_the_span_around_a_day(span, day, first, last):
    assert (first, last) == span_around(span, day)


def test_quarters_are_counted_from_january():
    assert [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] == [
        quarter_of(date(2026, month, 1)) for month in range(1, 13)
    ]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (TUESDAY, date(2025, 10, 1)),
        (date(2026, 4, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_listed_are_this_year_and_the_quarter_before(today, first):
    assert first == looks_back_to(today)


@pytest.mark.parametrize(
    ("closed", "first_day", "closes"),
    [
        (DAY, TUESDAY, {DAY, WEEK}),
        (DAY, date(2026, 2, 2), set()),
        (WEEK, date(2026, 2, 2), {DAY, WEEK}),
        (MONTH, date(2026, 2, 1), {DAY, WEEK, MONTH}),
        (MONTH, date(2026, 1, 1), set()),
        (QUARTER, date(2026, 1, 1), {DAY, WEEK, MONTH, QUARTER}),
        (QUARTER, date(2025, 10, 1), set()),
    ],
)
def test_a_log_or_report_of_tuesday_is_closed_by_what_is_around_it(closed, first_day, closes):
    one = filing(closed, first_day)
    assert closes == {span for span in FilingSpan if copied_with([one], span, TUESDAY)}


def test_a_log_of_a_week_of_two_months_is_closed_by_its_own_month():
    january = filing(MONTH, date(2026, 1, 1))
    assert [january] == copied_with([january], WEEK, date(2026, 1, 30))
    assert [] == copied_with([january], WEEK, date(2026, 2, 1))


def test_the_widest_comes_first():
    rows = [filing(DAY, TUESDAY), filing(QUARTER, date(2026, 1, 1)), filing(WEEK, date(2026, 2, 2))]
    assert [QUARTER, WEEK, DAY] == [one.span for one in copied_with(rows, DAY, TUESDAY)]


@pytest.mark.parametrize(
    ("began", "touched", "gone", "copied", "expected"),
    [
        (8, 8, False, [], OPEN),
        (8, 8, False, [9], FILED),
        (8, 9, False, [9], FILED),
        (8, 10, False, [9], CHANGED),
        (8, 10, False, [9, 11], FILED),
        (10, 10, False, [9], OPEN),
        (8, 10, True, [9], CHANGED),
        (8, 10, True, [11], FILED),
        (8, 10, True, [], EMPTY),
        (10, 11, True, [9], EMPTY),
    ],
)
def test_how_a_log_or_report_stands(began, touched, gone, copied, expected):
    content = Content(TUESDAY, at(began), at(touched), gone=gone)
    assert expected is state_of(content, [filing(DAY, TUESDAY, hour) for hour in copied])


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], EMPTY),
        ([EMPTY], EMPTY),
        ([FILED, EMPTY], FILED),
        ([FILED, OPEN], OPEN),
        ([FILED, CHANGED, OPEN], CHANGED),
    ],
)
def test_how_several_stand_together(states, expected):
    assert expected is together(states)


def test_a_version_names_what_was_shown():
    shown = [Content(TUESDAY, at(8), at(8))]
    edited = [Content(TUESDAY, at(8), at(9))]
    longer = [*shown, Content(TUESDAY, at(7), at(7))]
    versions = {version_of(contents) for contents in (shown, edited, longer, [])}
    assert 4 == len(versions)
    assert "" in versions
    check_version(version_of(shown), version_of(shown))
    for seen, present in ((version_of(shown), version_of(edited)), ("", ""), ("1.2", "")):
        with pytest.raises(Refused):
            check_version(seen, present)
