"""Downtime, clocks that are set, zones and deadlines that change at a bad moment: still one of each, the newest step only."""

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.year.generated import WIB, YEAR, ZONES, make
from tests.year.lived import Lived, two
from tests.year.world import REPORT, Happening, Window

pytestmark = pytest.mark.chaos

JANUARY = date(YEAR, 1, 1)
PEOPLE = 40
FULL = os.environ.get("CHAOS_FULL", "") not in ("", "0")


@pytest.fixture(params=range(1, 6 if FULL else 2))
def lived(request, database_url):
    """The end of January, with all its deadlines, in two processes."""
    found = Lived(make(request.param, PEOPLE, 1), two(database_url), request.param)
    yield found
    found.close()
    assert "" == "\n".join(found.wrong[:20])
    assert found.sent.total() == len(found.sent) > 20


def around(lived, first, last):
    """The moments of ticks from the day before a moment until three days after another."""
    return lived.days(first.date() - timedelta(days=1), last.date() + timedelta(days=3))


def wib(month, day, hour, minute=0):
    return datetime(YEAR, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


def only_the_newest(found):
    """Of each stage and person at most one step at a moment."""
    counted = Counter((one.stage, one.period, one.person) for one in found)
    return [key for key, count in counted.items() if count > 1]


@pytest.mark.parametrize(
    ("down", "up"),
    [
        (wib(1, 28, 7, 30), wib(1, 28, 8, 30)),
        (wib(1, 28, 5, 30), wib(1, 29, 5, 30)),
        (wib(1, 24, 7, 30), wib(2, 3, 7, 30)),
        (wib(1, 29, 12, 30), wib(2, 8, 12, 30)),
    ],
    ids=["an hour", "a day", "ten days", "ten days to noon"],
)
def test_after_a_downtime_the_newest_step_is_sent_once(lived, down, up):
    for moment in around(lived, down, up):
        if down <= moment < up:
            continue
        lived.agrees(moment)
        assert [] == only_the_newest(lived.found)


def test_a_clock_set_back_by_three_days_sends_nothing_twice(lived):
    wrong = wib(1, 30, 10)
    for moment in around(lived, wrong, wrong):
        if moment - timedelta(hours=1) <= wrong < moment:
            for hours in range(-72, 0, 2):
                lived.clock.moment = wrong + timedelta(hours=hours)
                lived.oracle.remember(lived.tick(), lived.clock.moment)
        lived.agrees(moment)


def test_a_clock_set_forward_by_three_days_sends_nothing_twice_when_it_is_right_again(lived):
    wrong = wib(1, 28, 10)
    for moment in around(lived, wrong, wrong + timedelta(days=3)):
        if moment - timedelta(hours=1) <= wrong < moment:
            for hours in range(72, 78):
                lived.clock.moment = wrong + timedelta(hours=hours)
                lived.oracle.remember(lived.tick(), lived.clock.moment)
        if wrong < moment < wrong + timedelta(days=4):
            lived.comes_to(moment)
            lived.oracle.remember(lived.tick(), moment)
            assert [] == only_the_newest(lived.found)
        else:
            lived.agrees(moment)


def test_a_unit_that_changes_its_zone_around_the_hour_is_reminded_once(lived):
    units = [name for name in lived.world.places if name.startswith("Puskesmas")]
    for unit in units:
        for number, zone in enumerate((ZONES[2], ZONES[0], ZONES[1], ZONES[2])):
            when = wib(1, 28 + number, 7, 30 + number)
            lived.to_come.append(Happening(when, "changes zone", unit, (zone,)))
    lived.to_come.sort(key=lambda one: one.at, reverse=True)
    expected, found = set(), set()
    for moment in around(lived, wib(1, 28, 7), wib(1, 31, 7)):
        lived.comes_to(moment)
        found |= lived.tick()
        expected |= lived.oracle.at(moment)
    # What waited for the end of quiet hours when the zone changed may still wait for the hour it was given.
    assert expected == found


def test_a_deadline_that_moves_while_reminders_are_queued_sends_the_new_one_only(lived):
    before = wib(1, 28, 8)
    for moment in around(lived, before, before):
        lived.agrees(moment)
        if not moment <= before < moment + timedelta(hours=1):
            continue
        lived.comes_to(before)
        for replica in lived.replicas:
            replica.due.tick()
        queued = lived.queued()
        held = lived.world.windows[REPORT, JANUARY][None]
        moved = Window(held.opens, held.due - timedelta(days=2), held.closes)
        for unit in (None, *[unit for unit in lived.world.windows[REPORT, JANUARY] if unit]):
            when = before + timedelta(seconds=20)
            lived.to_come.append(
                Happening(when, "moves window", "", (REPORT, JANUARY, unit, moved))
            )
        lived.agrees(before + timedelta(seconds=30))
        assert queued
