"""What ratings need, and what is asked once before they are proposed."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import EvaluationState, Rating
from kinerja.rules.evaluation import (
    Given,
    are_all_the_same,
    check_changeable,
    check_given,
    check_releasable,
    check_whole,
    is_a_surprise,
)
from kinerja.rules.memory import is_of_the_last_weeks_only

REASON = "Dua belas posyandu dikunjungi."
ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


def test_reasons_are_trimmed_and_belong_to_a_rating():
    kept = check_given(Given(ABOVE, f"  {REASON} ", None, "not looked at"))
    assert Given(ABOVE, REASON, None, "") == kept


@pytest.mark.parametrize("reason", ["", "   ", "baik", "x" * 2001])
def test_a_rating_without_a_reason_is_refused(reason):
    with pytest.raises(Refused):
        check_given(Given(ABOVE, reason))


@pytest.mark.parametrize(
    "given", [Given(), Given(results=ABOVE), Given(behaviour=MEETS)], ids=["none", "one", "other"]
)
def test_both_ratings_are_needed(given):
    with pytest.raises(Refused):
        check_whole(given)


def test_whole_ratings_are_given_back():
    assert (ABOVE, MEETS) == check_whole(Given(ABOVE, REASON, MEETS, REASON))


def test_what_was_released_stays():
    check_changeable(EvaluationState.DRAFT)
    check_changeable(EvaluationState.PROPOSED)
    with pytest.raises(Refused):
        check_changeable(EvaluationState.RELEASED)


@pytest.mark.parametrize(
    ("state", "asked", "fine"),
    [
        (EvaluationState.DRAFT, False, False),
        (EvaluationState.PROPOSED, False, True),
        (EvaluationState.PROPOSED, True, False),
        (EvaluationState.RELEASED, False, False),
    ],
)
def test_only_a_proposal_without_open_questions_is_released(state, asked, fine):
    if fine:
        check_releasable(state, open_questions=asked)
        return
    with pytest.raises(Refused):
        check_releasable(state, open_questions=asked)


@pytest.mark.parametrize(
    ("given", "told", "surprise"),
    [
        (Given(BELOW, REASON, MEETS, REASON), False, True),
        (Given(ABOVE, REASON, BELOW, REASON), False, True),
        (Given(BELOW, REASON), True, False),
        (Given(MEETS, REASON, MEETS, REASON), False, False),
        (Given(), False, False),
    ],
)
def test_below_expectations_without_having_heard_of_it_is_a_surprise(given, told, surprise):
    assert surprise == is_a_surprise(given, was_told=told)


@pytest.mark.parametrize(
    ("ratings", "same"),
    [
        ([(MEETS, MEETS)] * 3, True),
        ([(MEETS, MEETS)] * 12, True),
        ([(MEETS, MEETS)] * 2, False),
        ([(MEETS, MEETS)] * 11 + [(MEETS, ABOVE)], False),
        ([], False),
    ],
)
def test_the_same_for_everybody(ratings, same):
    assert same == are_all_the_same(ratings)


@pytest.mark.parametrize(
    ("days", "last_only"),
    [
        ([date(2026, 3, 10), date(2026, 3, 31)], True),
        ([date(2026, 3, 4)], True),
        ([date(2026, 3, 3)], False),
        ([date(2026, 1, 20), date(2026, 3, 30)], False),
        ([], False),
    ],
)
def test_the_last_weeks_alone(days, last_only):
    assert last_only == is_of_the_last_weeks_only(days, *QUARTER)


def test_a_month_has_no_forgotten_beginning():
    assert not is_of_the_last_weeks_only([date(2026, 1, 30)], date(2026, 1, 1), date(2026, 1, 31))
