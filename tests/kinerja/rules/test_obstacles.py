"""Who is in charge of a request for help: whoever took it, the leader, the raters, whoever is above."""

from datetime import date

import pytest

from kinerja.rules.obstacles import Responsible, in_charge, is_silent, passed_over

TOOK, LEADS, RATES, ALSO, ABOVE = 1, 2, 3, 4, 5
ALL = {TOOK, LEADS, RATES, ALSO, ABOVE}


def responsible(taken_by=None, leader=None, raters=(RATES,), above=(), reachable=ALL):
    return Responsible(taken_by, leader, raters, above, reachable)


@pytest.mark.parametrize(
    ("of", "silent", "expected"),
    [
        (responsible(), False, (RATES,)),
        (responsible(raters=(RATES, ALSO)), False, (RATES, ALSO)),
        (responsible(leader=LEADS), False, (LEADS,)),
        (responsible(leader=LEADS), True, (LEADS, RATES)),
        (responsible(leader=RATES), True, (RATES,)),
        (responsible(taken_by=TOOK, leader=LEADS), False, (TOOK,)),
        (responsible(taken_by=TOOK, leader=LEADS), True, (TOOK, RATES)),
        (responsible(taken_by=TOOK, leader=LEADS, reachable={LEADS}), False, (LEADS,)),
        (responsible(leader=LEADS, reachable={RATES}), False, (RATES,)),
        (responsible(leader=LEADS, above=(ABOVE,), reachable={ABOVE}), False, (ABOVE,)),
        (responsible(leader=LEADS, reachable=set()), False, (LEADS,)),
        (responsible(reachable=set()), True, (RATES,)),
        (responsible(raters=()), False, ()),
    ],
)
def test_who_has_to_answer(of, silent, expected):
    assert expected == in_charge(of, silent=silent)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (responsible(), ()),
        (responsible(leader=LEADS, reachable={RATES}), (LEADS,)),
        (responsible(above=(ABOVE,), reachable={ABOVE}), (RATES,)),
        (responsible(reachable=set()), ()),
        (responsible(raters=()), ()),
    ],
)
def test_who_was_passed_over_is_named(of, expected):
    assert expected == passed_over(of, in_charge(of, silent=False))


def test_everybody_responsible_may_read():
    assert {TOOK, LEADS, RATES, ABOVE} == responsible(TOOK, LEADS, above=(ABOVE,)).everybody


@pytest.mark.parametrize(
    ("asked_on", "today", "expected"),
    [
        (date(2026, 2, 3), date(2026, 2, 6), False),
        (date(2026, 2, 3), date(2026, 2, 8), False),
        (date(2026, 2, 3), date(2026, 2, 9), True),
        # From Friday over joint leave and the lunar new year.
        (date(2026, 2, 13), date(2026, 2, 20), False),
        (date(2026, 2, 13), date(2026, 2, 23), True),
    ],
)
def test_silence_is_counted_in_working_days(asked_on, today, expected):
    assert expected is is_silent(asked_on, today)
