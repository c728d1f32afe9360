"""Development plans: words, days, reminders, suggestions with their reasons, and groups that are large enough."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import (
    LearningState,
)
from kinerja.models.development import GapSource
from kinerja.rules.development import (
    asked_on,
    asks_at_once,
    check_actions,
    check_area,
    check_due,
    check_goals,
    check_use_open,
    check_words,
    reminder_day,
)
from kinerja.rules.groups import merged
from kinerja.rules.suggestions import MOST, Gap, Why, suggest

TODAY = date(2026, 2, 3)
DUE = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("today", "reminded_on", "expected"),
    [
        (date(2026, 2, 6), None, None),
        (date(2026, 2, 7), None, date(2026, 2, 7)),
        (date(2026, 2, 9), None, date(2026, 2, 7)),
        (date(2026, 2, 9), date(2026, 2, 7), None),
        (date(2026, 2, 10), date(2026, 2, 7), DUE),
        (date(2026, 2, 12), None, DUE),
        (date(2026, 2, 12), DUE, None),
        (date(2026, 2, 24), None, DUE),
        (date(2026, 2, 25), None, None),
    ],
)
def test_an_action_is_reminded_of_before_and_on_its_day(today, reminded_on, expected):
    assert expected == reminder_day(DUE, reminded_on, today)


@pytest.mark.parametrize(
    ("ends_on", "expected", "at_once"),
    [
        (TODAY, date(2026, 4, 4), True),
        (TODAY - timedelta(days=59), date(2026, 2, 4), True),
        (TODAY - timedelta(days=60), TODAY, False),
        (date(2025, 6, 1), TODAY, False),
    ],
)
def test_a_course_is_asked_about_at_once_and_after_sixty_days(ends_on, expected, at_once):
    assert expected == asked_on(ends_on, TODAY)
    assert at_once is asks_at_once(ends_on, TODAY)


def test_words_and_days_that_say_too_little_are_refused():
    assert "Kerja sama" == check_area("  Kerja  sama ")
    check_due(TODAY, TODAY)
    check_goals(4)
    check_actions(7)
    check_use_open(LearningState.CONFIRMED, confirmed=False)
    for wrong in (
        lambda: check_area("x"),
        lambda: check_area("x" * 81),
        lambda: check_words("ya"),
        lambda: check_due(TODAY - timedelta(days=1), TODAY),
        lambda: check_due(TODAY + timedelta(days=367), TODAY),
        lambda: check_goals(5),
        lambda: check_actions(8),
        lambda: check_use_open(LearningState.WAITING, confirmed=True),
        lambda: check_use_open(LearningState.RETURNED, confirmed=False),
    ):
        with pytest.raises(Refused):
            wrong()


@dataclass
class Course:
    id: int
    title: str = "Kursus"
    hours: Decimal = Decimal(8)
    competencies: str = ""
    positions: str = ""


SERVICE = Gap("service", GapSource.EVALUATION, 1, TODAY)
TALKING = Gap("Komunikasi", GapSource.FEEDBACK, 3, TODAY)
NAMES = {"service": "Berorientasi Pelayanan"}


def suggested(courses, gaps=(), posts=(), missing=0, done=()):
    found = suggest(courses, gaps, posts, Decimal(missing), done, NAMES)
    return [(one.course_id, one.why, one.gap.area if one.gap else "") for one in found]


def test_courses_are_suggested_for_gaps_then_posts_then_missing_hours():
    courses = [
        Course(1, hours=Decimal(4)),
        Course(2, competencies="komunikasi, Kerja sama", positions="Perawat"),
        Course(3, competencies="berorientasi pelayanan"),
        Course(4, positions="perawat"),
        Course(5, hours=Decimal(30)),
        Course(6, competencies="Integritas", positions="Dokter"),
    ]
    assert [
        (2, Why.GAP, "Komunikasi"),
        (3, Why.GAP, "service"),
        (4, Why.POST, ""),
        (1, Why.HOURS, ""),
    ] == suggested(courses, [TALKING, SERVICE], ["Perawat Mahir"], missing=12, done=[9])
    assert [(4, Why.POST, "")] == suggested(courses, [TALKING], ["Perawat"], done=[2])
    assert [] == suggested(courses)


def test_there_are_never_more_suggestions_than_fit():
    many = [Course(number) for number in range(1, 20)]
    assert MOST == len(suggested(many, missing=20))


@pytest.mark.parametrize(
    ("people", "above", "expected"),
    [
        ({1: 4}, {1: None}, {1: 1}),
        ({1: 3}, {1: None}, {}),
        ({1: 3, 2: 5}, {1: 2, 2: None}, {1: 2, 2: 2}),
        ({1: 2, 2: 2, 3: 4}, {1: 3, 2: 3, 3: None}, {1: 3, 2: 3, 3: 3}),
        ({1: 2, 2: 1, 3: 1}, {1: 2, 2: 3, 3: None}, {1: 3, 2: 3, 3: 3}),
        ({1: 2, 2: 4}, {1: 0, 2: 0, 0: None}, {2: 2}),
        ({1: 2, 2: 3}, {1: 0, 2: 0, 0: None}, {1: 0, 2: 0}),
        ({1: 2, 3: 2, 4: 4}, {1: 2, 3: 2, 2: 4, 4: None}, {1: 2, 3: 2, 4: 4}),
    ],
)
def test_small_groups_are_counted_with_the_unit_above(people, above, expected):
    assert expected == merged(people, above)
