from datetime import date, timedelta

import pytest

from kinerja.errors import Refused
from kinerja.rules.absences import EARLIEST, LONGEST_ABSENCE, check_days, covers

TODAY = date(2026, 2, 3)


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (0, 0, None),
        (0, -1, "before the first"),
        (-EARLIEST, 0, None),
        (-EARLIEST - 1, 0, "past twelve months"),
        (0, LONGEST_ABSENCE, None),
        (0, LONGEST_ABSENCE + 1, "five years"),
        (LONGEST_ABSENCE, LONGEST_ABSENCE, None),
        (LONGEST_ABSENCE + 1, LONGEST_ABSENCE + 1, "five years"),
    ],
)
def test_days_an_absence_can_have(first, last, refusal):
    if refusal is None:
        check_days(day(first), day(last), TODAY)
        return
    with pytest.raises(Refused, match=refusal):
        check_days(day(first), day(last), TODAY)


FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("spans", "covered"),
    [
        ([], False),
        ([(date(2026, 2, 1), date(2026, 2, 28))], True),
        # The first of February is a Sunday, the 28th a Saturday.
        ([(date(2026, 2, 2), date(2026, 2, 27))], True),
        ([(date(2026, 2, 3), date(2026, 2, 28))], False),
        ([(date(2026, 2, 2), date(2026, 2, 26))], False),
        ([(date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 14), date(2026, 3, 1))], True),
        # The 16th is joint leave, the 17th the Chinese New Year.
        ([(date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 18), date(2026, 3, 1))], True),
        ([(date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 19), date(2026, 3, 1))], False),
        ([(date(2026, 1, 5), date(2026, 1, 31))], False),
        ([(date(2026, 3, 1), date(2026, 3, 31))], False),
    ],
)
def test_a_month_is_wholly_away_when_every_working_day_is(spans, covered):
    assert covered is covers(spans, *FEBRUARY)
