"""The forms after coaching, and dates of counselling: what can be said and what is refused."""

from datetime import date, timedelta

import pytest

from kinerja.errors import Refused
from kinerja.rules.coaching import (
    ANSWERS,
    LEVELS,
    STATEMENTS,
    check_answers,
    check_level,
    read_steps,
)
from kinerja.rules.counselling import check_date

TODAY = date(2026, 2, 3)
ALL = dict.fromkeys(range(1, 10), 2)


def test_the_form_has_nine_statements_and_as_many_words_as_answers():
    assert 9 == len(set(STATEMENTS))
    assert {2: 2, 3: 3, 4: 4, 5: 5} == {steps: len(words) for steps, words in ANSWERS.items()}
    assert [2, 5] == [read_steps(written) for written in ("2", "5")]
    for written in ("1", "6", "two", ""):
        with pytest.raises(Refused):
            read_steps(written)


def test_every_statement_has_an_answer_that_can_be_chosen():
    assert ALL == check_answers(ALL, 2)
    for wrong in ({}, {1: 1}, ALL | {10: 1}, ALL | {3: 3}, ALL | {3: 0}):
        with pytest.raises(Refused):
            check_answers(wrong, 2)
    assert 3 == check_answers(ALL | {3: 3}, 3)[3]


def test_a_level_has_a_reason():
    assert ("Komunikasi", "Dua rapat") == check_level(" Komunikasi ", 4, " Dua rapat ")
    assert (1, 5) == (LEVELS[0], LEVELS[-1])
    for competence, level, reason in (
        ("", 3, "Dua rapat"),
        ("a" * 61, 3, "Dua rapat"),
        ("Komunikasi", 0, "Dua rapat"),
        ("Komunikasi", 6, "Dua rapat"),
        ("Komunikasi", 3, " "),
        ("Komunikasi", 3, "a" * 241),
    ):
        with pytest.raises(Refused):
            check_level(competence, level, reason)


@pytest.mark.parametrize(
    ("days", "fits"), [(-61, False), (-60, True), (0, True), (183, True), (184, False)]
)
def test_a_date_of_counselling_lies_near(days, fits):
    day = TODAY + timedelta(days=days)
    if fits:
        check_date(day, TODAY)
        return
    with pytest.raises(Refused):
        check_date(day, TODAY)
