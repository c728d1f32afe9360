"""The end of a month of thirty people: the tick, the dry run and the calendars against an oracle.

The oracle is written from the words of the table of reminders (``tests/year``); ``make chaos`` lives through a whole year with it.
"""

from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from kinerja.models import Workday
from kinerja.reports.reminders import reminders_at
from kinerja.rules.access import OPERATOR
from kinerja.services.workdays import calendars
from tests.year.generated import WIB, YEAR, make
from tests.year.lived import PLAN, TICKED, Lived, two
from tests.year.oracle import Oracle, Sending, is_worked
from tests.year.played import CLOSES_DAY
from tests.year.world import happens

FIRST, LAST = date(YEAR, 1, 28), date(YEAR, 2, 3)


@pytest.fixture
def lived(database_url):
    found = Lived(make(5, 30, 1), two(database_url), 5)
    yield found
    found.close()


def eventful(lived, moments, most):
    """Return the moments at which the oracle has most to say, and one at which it is silent."""
    world, to_come = deepcopy((lived.world, lived.to_come))
    asked, counted = Oracle(world, TICKED), {}
    for moment in moments:
        while to_come and to_come[-1].at <= moment:
            happens(world, to_come.pop())
        counted[moment] = len(asked.listed(moment))
    loud = sorted(counted, key=lambda moment: -counted[moment])[:most]
    silent = next(moment for moment, count in counted.items() if not count)
    return sorted([*loud, silent])


def full_hours(first, last):
    begins = datetime.combine(first, time(4), WIB).astimezone(UTC)
    return [begins + timedelta(hours=n) for n in range(24 * ((last - first).days + 1))]


def test_two_ticks_at_once_send_what_the_words_say(lived):
    for moment in eventful(lived, full_hours(FIRST, LAST), 3):
        lived.agrees(moment)
    assert "" == "\n".join(lived.wrong)
    assert lived.sent.total() == len(lived.sent) > 15


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_dry_run_lists_what_the_words_say(lived):
    asked = Oracle(lived.world, TICKED)
    for moment in eventful(lived, full_hours(date(YEAR, 1, 24), LAST), 8):
        lived.comes_to(moment)
        with lived.databases[0].reading() as session:
            found = {
                Sending(one.reminder.code, one.starts_on, one.step.mark, one.due, one.person.nip)
                for one in reminders_at(session, OPERATOR, moment, CLOSES_DAY, PLAN)
                if one.reminder.code != "exceptions"
            }
        assert asked.listed(moment) == found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_working_days_are_numbered_as_somebody_counts_them(lived):
    lived.comes_to(datetime(YEAR, 2, 8, 9, tzinfo=WIB))
    with lived.databases[0].reading() as session:
        numbered = {
            (row.calendar, row.day): row.ordinal
            for row in session.exec(select(Workday).where(col(Workday.day) < date(YEAR + 1, 1, 1)))
        }
        known = calendars(session)
        for human in lived.world.people.values():
            unit = human.posts[0].unit
            name = known.name(human.roster, lived.played.units[unit])
            counted = None
            for number in range(365):
                day = date(YEAR, 1, 1) + timedelta(days=number)
                found = numbered.get((name, day))
                assert is_worked(lived.world, human, unit, day) == (found is not None)
                if found is not None:
                    counted = found if counted is None else counted + 1
                    assert counted == found
