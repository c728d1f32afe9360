"""Feedback from others: questions, answers, groups that are too small, and what is counted of many answers."""

from datetime import UTC, date, datetime

import pytest

from kinerja.errors import Refused
from kinerja.models import Circle
from kinerja.rules.peer_feedback import (
    LONGEST_TEXT,
    PeerContent,
    Question,
    Way,
    check_content,
    check_days,
    check_questions,
    closes_at,
    is_small,
    summed,
    ways_of,
)

ALL = [one.value for one in Question]


@pytest.mark.parametrize("chosen", [["shares", "clear"], ["respects", "clear", "shares"]])
def test_two_or_three_questions_in_their_usual_order(chosen):
    assert sorted(chosen, key=ALL.index) == check_questions(chosen)


@pytest.mark.parametrize("chosen", [[], ["shares"], ["shares", "shares"], ALL[:4], ["shares", "?"]])
def test_other_numbers_of_questions_are_refused(chosen):
    with pytest.raises(Refused):
        check_questions(chosen)


@pytest.mark.parametrize(
    ("circle", "asked", "ways"),
    [
        (Circle.PICKED, 1, (Way.NAMED,)),
        (Circle.PICKED, 8, (Way.NAMED,)),
        (Circle.BELOW, 3, (Way.NAMED, Way.MERGED)),
        (Circle.BELOW, 4, (Way.ANONYMOUS,)),
        (Circle.UNIT, 1, (Way.NAMED, Way.MERGED)),
    ],
)
def test_how_an_answer_may_be_given(circle, asked, ways):
    assert ways == ways_of(circle, asked)
    assert (Way.MERGED in ways) is is_small(circle, asked)


def test_an_answer_is_complete_and_short():
    given = PeerContent(
        {"shares": "often", "clear": "seldom", "?": "often"}, ("A", "A"), ("A", "B")
    )
    checked = check_content(given, ["shares", "clear"])
    expected = PeerContent({"shares": "often", "clear": "seldom"}, ("A",), ("B",), "")
    assert expected == checked


@pytest.mark.parametrize(
    "content",
    [
        PeerContent({"shares": "often"}),
        PeerContent({"shares": "often", "clear": "5"}),
        PeerContent({"shares": "often", "clear": "often"}, text="x" * (LONGEST_TEXT + 1)),
        PeerContent({"shares": "often", "clear": "often"}, strengths=("A", "B", "C", "D")),
    ],
)
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(Refused):
        check_content(content, ["shares", "clear"])


def test_days_are_those_that_are_offered():
    assert 7 == check_days(7)
    with pytest.raises(Refused):
        check_days(1)


def test_it_closes_on_the_morning_after_the_last_day():
    assert datetime(2026, 2, 11, 0, 0, tzinfo=UTC) == closes_at(date(2026, 2, 10), "Asia/Makassar")
    assert datetime(2026, 2, 11, 1, 0, tzinfo=UTC) == closes_at(date(2026, 2, 10), "Asia/Jakarta")


def test_answers_are_counted_apart_from_each_other():
    one = {"answers": {"shares": "often"}, "strengths": ["B", "A"], "to_develop": []}
    other = {"answers": {"shares": "seldom"}, "strengths": ["A"], "to_develop": ["C"]}
    both = {
        "answers": {"shares": {"often": 1, "seldom": 1}},
        "strengths": {"A": 2, "B": 1},
        "to_develop": {"C": 1},
    }
    assert both == summed([one, other], {}) == summed([other, one], {})
    assert both == summed([other], summed([one], {}))
    assert list(both["strengths"]) == list(summed([one, other], {})["strengths"])
