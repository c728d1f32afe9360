"""Who acts for a post on which days, from who rates it and who stands in for whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import Refused
from kinerja.models.acting import ActingKind, ActingReason
from kinerja.rules.acting import Cover, Rated, base_of, check_acting, laid_out, moved, stayed

TODAY = date(2026, 2, 3)
ANI, BUDI, DEDI, EKA = 1, 2, 3, 4
ALWAYS = [Rated(ANI, date.min, date.max)]


def on(day):
    return date(2026, 2, 1) + timedelta(days=day)


def cover(away, acting, first, last, **more):
    return Cover(away, acting, on(first), on(last), **more)


def by_day(rows, days=range(12)):
    """Return who acts on each day, as one letter, and a small one for whoever has not all powers."""
    found = ""
    for day in days:
        (row,) = [r for r in rows if r.first <= on(day) <= r.last] or [None]
        letter = "-" if row is None else "?abde"[row.rater]
        found += letter.upper() if row is not None and not row.limited else letter
    return found


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ([], "AAAAAAAAAAAA"),
        ([cover(ANI, DEDI, 2, 4)], "AADDDAAAAAAA"),
        ([cover(ANI, DEDI, 2, 4, limited=True)], "AAdddAAAAAAA"),
        ([cover(ANI, DEDI, 2, 8), cover(DEDI, EKA, 4, 5)], "AADDEEDDDAAA"),
        ([cover(ANI, DEDI, 2, 8), cover(DEDI, ANI, 4, 5)], "AADDDDDDDAAA"),
        ([cover(ANI, DEDI, 2, 8), cover(ANI, EKA, 4, 5)], "AADDEEDDDAAA"),
        ([cover(ANI, EKA, 2, 8, position=9), cover(ANI, DEDI, 4, 10)], "AAEEEEEEEDDA"),
        ([cover(ANI, EKA, 2, 8, position=7)], "AAAAAAAAAAAA"),
        ([cover(ANI, BUDI, 2, 4)], "AAAAAAAAAAAA"),
        ([cover(ANI, BUDI, 2, 4, above=EKA)], "AAEEEAAAAAAA"),
        ([cover(EKA, DEDI, 2, 4)], "AAAAAAAAAAAA"),
    ],
)
def test_who_acts_day_by_day(covers, expected):
    assert expected == by_day(laid_out(9, BUDI, ALWAYS, covers))


def test_who_moves_on_is_followed_and_who_began_later_stays():
    move = Cover(ANI, DEDI, on(4), date.max)
    assert "AAAADDDDDDDD" == by_day(moved(ALWAYS, BUDI, move))
    later = [Rated(ANI, on(4), date.max)]
    assert later == moved(later, BUDI, move)


def test_a_move_that_is_called_off_leaves_everything_as_it_was():
    move = Cover(ANI, DEDI, on(4), date.max)
    assert ALWAYS == stayed(moved(ALWAYS, BUDI, move), BUDI, move)
    assert ALWAYS == stayed(ALWAYS, BUDI, move)


def test_the_own_post_of_a_successor_without_anybody_above_is_left_without_a_rater():
    move = Cover(ANI, BUDI, on(4), date.max)
    assert "AAAA--------" == by_day(moved(ALWAYS, BUDI, move))
    assert ALWAYS == stayed(moved(ALWAYS, BUDI, move), BUDI, move)


PEOPLE = st.sampled_from([ANI, DEDI, EKA])
COVERS = st.lists(
    st.tuples(PEOPLE, PEOPLE, st.integers(0, 9), st.integers(0, 9), st.booleans()).map(
        lambda c: cover(c[0], c[1], c[2], c[2] + c[3], limited=c[4])
    ),
    max_size=6,
)


@given(COVERS)
def test_what_is_laid_out_is_put_together_again(covers):
    rows = laid_out(9, BUDI, ALWAYS, covers)
    assert ALWAYS == base_of(rows)
    assert rows == laid_out(9, BUDI, base_of(rows), covers)


@given(COVERS)
def test_somebody_acts_on_each_day_and_nobody_for_two(covers):
    assert "-" not in by_day(laid_out(9, BUDI, ALWAYS, covers), range(-5, 30))


@pytest.mark.parametrize(
    ("reason", "kind", "first", "last", "words"),
    [
        (ActingReason.LEAVE, ActingKind.ACTING, 5, 6, "buttons"),
        (ActingReason.LEAVE, ActingKind.DAILY, 5, None, "last day"),
        (ActingReason.LEAVE, ActingKind.DAILY, 5, 4, "before the first"),
        (ActingReason.LEAVE, ActingKind.DAILY, -9, -5, "over"),
        (ActingReason.MOVED, ActingKind.HELPER, 5, None, "buttons"),
        (ActingReason.MOVED, ActingKind.ACTING, 5, 9, "does not fit"),
        (ActingReason.MOVED, ActingKind.ACTING, -40, None, "31"),
        (ActingReason.SECONDED, ActingKind.DAILY, 5, 9, "buttons"),
    ],
)
def test_what_cannot_be_is_refused(reason, kind, first, last, words):
    days = TODAY + timedelta(days=first), None if last is None else TODAY + timedelta(days=last)
    with pytest.raises(Refused) as refused:
        check_acting(reason, kind, *days, TODAY)
    said = refused.value.message
    assert words in said.id.format(**said.values)


@pytest.mark.parametrize(
    ("reason", "kind", "last"),
    [
        (ActingReason.LEAVE, ActingKind.DAILY, 9),
        (ActingReason.TRIP, ActingKind.HELPER, 9),
        (ActingReason.MOVED, ActingKind.ACTING, None),
        (ActingReason.SECONDED, ActingKind.DUTY, None),
        (ActingReason.SECONDED, ActingKind.DUTY, 9),
    ],
)
def test_what_fits_is_taken(reason, kind, last):
    until = None if last is None else TODAY + timedelta(days=last)
    check_acting(reason, kind, TODAY, until, TODAY)
