"""The table of reminders, row by row, written from the words of the product and not from the code."""

from datetime import date, time, timedelta

import pytest

from kinerja.models import EmploymentKind, Stage
from kinerja.regulation import Regulation
from kinerja.rules.basis import Basis
from kinerja.rules.clocks import days_around, kind_of, legal_window, window_up_to
from kinerja.rules.deadlines import Window
from kinerja.rules.legal_clocks import ClockKind, LegalClock, read_spans
from kinerja.rules.reminder_hours import sending_hour
from kinerja.rules.reminder_steps import steps
from kinerja.rules.reminders import (
    REMINDERS,
    USUAL,
    Laid,
    ReminderName,
    Whom,
    of_code,
    plan_of,
)
from kinerja.rules.working_days import DEFAULT

JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 10))
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
DOCUMENT = date(2026, 6, 1)
"""A Monday; of the working days after it 16 June is a holiday (1 Muharram)."""

FOURTEEN = LegalClock(
    ClockKind.DELIVERY, read_spans("14 working days"), Basis("", "", DOCUMENT, certain=True)
)

CLOCK = (Stage.DELIVERY, Stage.ACKNOWLEDGEMENT, Stage.OBJECTION)

ROWS = [
    # opening, H-14, H-7, H-3, H-1, H, then every 3 days overdue, capped
    (
        "planning",
        Window(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 10)),
        "employee rater",
        "1/1 17/1 24/1 28/1 30/1 31/1 3/2 6/2 9/2",
    ),
    # a working day: 15.30 or the end of the shift
    ("daily_log", Window(*[date(2026, 1, 7)] * 3), "employee", "7/1"),
    # day 25, H-3, H-1, H, +1, +3
    ("monthly_report", JANUARY, "employee", "25/1 28/1 30/1 31/1 1/2 3/2"),
    # H-3, H-1, H of the agency's cut-off
    (
        "filing",
        Window(date(2026, 1, 1), date(2026, 2, 10), date(2026, 2, 28)),
        "employee",
        "7/2 9/2 10/2",
    ),
    # +1, +3, then weekly
    (
        "feedback",
        Window(date(2026, 1, 1), date(2026, 2, 4), date(2026, 2, 28)),
        "rater leader",
        "5/2 7/2 11/2 18/2 25/2",
    ),
    # weekly digest, Monday
    ("exceptions", Window(date(2026, 1, 5), *[date(2026, 1, 11)] * 2), "rater leader", "5/1"),
    # 5 working days overdue (every day is one here)
    ("escalation.monthly_report", JANUARY, "superior", "5/2"),
    ("escalation.feedback", JANUARY, "superior", "5/2"),
    ("escalation.planning", JANUARY, "superior", "5/2"),
    # H-7, H-3, H-1, H, overdue
    (
        "periodic_evaluation",
        Window(date(2026, 2, 1), date(2026, 2, 10), date(2026, 2, 17)),
        "rater employee",
        "3/2 7/2 9/2 10/2 13/2 16/2",
    ),
    # 1 December, H-14, H-7, H-3, H-1, H
    (
        "annual_evaluation",
        Window(date(2025, 12, 1), date(2026, 1, 31), date(2026, 2, 28)),
        "rater employee",
        "1/12 17/1 24/1 28/1 30/1 31/1",
    ),
    # +7, then daily in the last 3 days
    (
        "objection",
        Window(date(2026, 6, 1), date(2026, 6, 20), date(2026, 6, 20)),
        "employee superior",
        "8/6 18/6 19/6 20/6",
    ),
    # check-in H-3, H, +3
    (
        "follow_up",
        window_up_to(Stage.FOLLOW_UP, date(2026, 6, 15)),
        "employee rater",
        "12/6 15/6 18/6",
    ),
    # 1 July, 1 October, 1 December; contract employees one information
    ("learning", YEAR, "employee", "1/7 1/10 1/12"),
    ("learning.contract", YEAR, "employee", "1/10"),
]

IN_WORKING_DAYS = [
    # +5, +10, +13 of 14 working days; +3, +7, +12 of 14
    ("delivery", legal_window(FOURTEEN, DOCUMENT, DEFAULT.works), "rater", "8/6 15/6 19/6"),
    (
        "acknowledgement",
        legal_window(FOURTEEN, DOCUMENT, DEFAULT.works),
        "employee",
        "4/6 10/6 18/6",
    ),
    # 20 working days before
    (
        "contract_end",
        window_up_to(Stage.CONTRACT_END, date(2026, 6, 30)),
        "rater employee",
        "29/5",
    ),
    # 5 working days overdue: Friday 30 January is the due day
    (
        "escalation.feedback",
        Window(date(2026, 1, 1), date(2026, 1, 30), date(2026, 2, 28)),
        "superior",
        "6/2",
    ),
]


def days(reminder, window, works):
    laid = steps(reminder.marks, window, works, reminder.most)
    return " ".join(f"{step.day.day}/{step.day.month}" for step in laid)


@pytest.mark.parametrize(
    ("code", "window", "whom", "expected"), ROWS, ids=lambda one: str(one)[:25]
)
def test_each_row_in_calendar_days(code, window, whom, expected):
    reminder = of_code(code)
    assert set(whom.split()) == set(reminder.whom)
    assert expected == days(reminder, window, lambda _day: True)


@pytest.mark.parametrize(("code", "window", "whom", "expected"), IN_WORKING_DAYS)
def test_rows_that_count_working_days(code, window, whom, expected):
    reminder = of_code(code)
    assert set(whom.split()) == set(reminder.whom)
    assert expected == days(reminder, window, DEFAULT.works)


def test_every_row_is_tested_here_and_every_stage_has_one():
    assert {one.code for one in REMINDERS} == {row[0] for row in (*ROWS, *IN_WORKING_DAYS)}
    assert set(Stage) == {one.stage for one in REMINDERS}


def test_what_follows_from_the_law_cannot_be_switched_off_and_its_clocks_are_not_paused():
    free = {one.name for one in REMINDERS if not one.legal}
    assert {
        "daily_log",
        "monthly_report",
        "filing",
        "feedback",
        "exceptions",
        "escalation",
        "learning",
    } == free
    assert of_code("learning").legal
    assert set(CLOCK) == {one.stage for one in REMINDERS if not one.pauses}


def test_only_what_people_can_do_here_is_sent_and_the_daily_log_waits_for_the_agency():
    usual = {"planning", "monthly_report", "filing", "feedback", "exceptions", "escalation"}
    evaluating = {
        "periodic_evaluation",
        "annual_evaluation",
        "delivery",
        "acknowledgement",
        "objection",
    }
    usual.add("learning")
    assert usual | evaluating == {one.name for one in USUAL.sent}
    for wanted, whom in ((False, {Whom.RATER}), (True, {Whom.RATER, Whom.EMPLOYEE})):
        (annual,) = plan_of(["annual_evaluation"], {}, self_assessment=wanted).sent
        assert whom == set(annual.whom)
    chosen = plan_of(["daily_log", "learning"], {ReminderName.LEARNING: ("1 May",)})
    assert {"daily_log": ("H",), "learning": ("1 May",), "learning.contract": ("1 October",)} == {
        one.code: one.marks for one in chosen.sent
    }


def test_hours_of_learning_concern_civil_servants_and_contract_employees_apart():
    assert {EmploymentKind.CIVIL_SERVANT, EmploymentKind.PROBATIONER} == of_code("learning").kinds
    assert not of_code("learning").kinds & of_code("learning.contract").kinds


def test_a_digest_is_laid_on_weeks_a_log_on_days_and_legal_clocks_on_documents():
    assert Laid.WEEK is of_code("exceptions").laid
    assert Laid.DAY is of_code("daily_log").laid
    assert of_code("daily_log").at_end_of_work
    assert {*CLOCK, Stage.FOLLOW_UP, Stage.CONTRACT_END} == {
        one.stage for one in REMINDERS if one.laid is Laid.CLOCK
    }


@pytest.mark.parametrize("stage", [*CLOCK, Stage.FOLLOW_UP, Stage.CONTRACT_END])
def test_a_clock_that_is_open_on_a_day_was_set_among_the_days_looked_at(stage):
    window = (
        legal_window(FOURTEEN, DOCUMENT, DEFAULT.works)
        if stage in CLOCK
        else window_up_to(stage, DOCUMENT)
    )
    for n in range(-70, 120):
        day = DOCUMENT + timedelta(days=n)
        first, last = days_around(stage, day)
        assert first <= DOCUMENT <= last or not window.opens <= day <= window.closes


def test_while_the_reading_of_a_clock_is_not_confirmed_the_earlier_one_reminds_and_the_later_closes():
    law = Regulation().on(DOCUMENT)
    for stage, whom in ((Stage.DELIVERY, Whom.RATER), (Stage.OBJECTION, Whom.EMPLOYEE)):
        window = legal_window(law.clocks[kind_of(stage, whom)], DOCUMENT, DEFAULT.works)
        assert (date(2026, 6, 15), date(2026, 6, 22)) == (window.due, window.closes)
    assert ClockKind.DECISION is kind_of(Stage.OBJECTION, Whom.SUPERIOR)
    assert kind_of(Stage.CONTRACT_END, Whom.RATER) is None


def test_a_week_with_a_holiday_on_monday_has_its_digest_on_tuesday():
    week = Window(date(2026, 2, 16), *[date(2026, 2, 22)] * 2)
    # 16 February is joint leave and the 17th the Chinese New Year.
    assert "18/2" == days(of_code("exceptions"), week, DEFAULT.works)
    rest_day = Window(*[date(2026, 2, 17)] * 3)
    assert "" == days(of_code("daily_log"), rest_day, DEFAULT.works)


@pytest.mark.parametrize(
    ("hour", "same_day", "sent"),
    [
        (time(8), False, time(8)),
        (time(5), False, time(7)),
        (time(22), False, time(7)),
        (time(15, 30), True, time(15, 30)),
        (time(6), True, time(7)),
        (time(22), True, None),
    ],
)
def test_a_quiet_hour_waits_and_what_is_about_the_day_never_comes_before_it(hour, same_day, sent):
    assert sent == sending_hour(hour, time(20), time(7), same_day=same_day)


def test_a_table_is_found_by_its_codes():
    assert of_code("gone") is None
    assert Whom.LEADER in of_code("feedback").whom
