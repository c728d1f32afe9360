"""A year of five hundred people in three zones: every reminder is sent exactly once, when the table's words say so.

Short by default (the deadlines of January, of thirty people); ``FULL=1 make chaos`` lives through the whole year.
``YEAR_SEED`` makes another year, ``YEAR_PEOPLE`` and ``YEAR_MONTHS`` one of another size.
"""

import os
import time
from collections import Counter
from datetime import date

import pytest

from tests.year.generated import YEAR, make, month_after
from tests.year.lived import Lived, two

pytestmark = pytest.mark.chaos

FULL = os.environ.get("CHAOS_FULL", "") not in ("", "0")


def figure(name, short, full):
    return int(os.environ.get(name) or (full if FULL else short))


def test_a_year_of_reminders_is_that_of_the_words(database_url, backend, capsys):
    months, seed = figure("YEAR_MONTHS", 1, 12), figure("YEAR_SEED", 1, 1)
    made = make(seed, figure("YEAR_PEOPLE", 30, 500), months)
    lived = Lived(made, two(database_url), seed)
    began = time.monotonic()

    first = date(YEAR, 1, 1 if months > 1 else 24)
    last = min(month_after(date(YEAR, months, 1)).replace(day=12), date(YEAR, 12, 31))
    for moment in lived.days(first, last):
        lived.agrees(moment)

    lived.close()
    with capsys.disabled():
        stages = Counter(one.stage for one in lived.sent)
        print(f"\n{backend}: {lived.sent.total()} reminders in {time.monotonic() - began:.0f} s")
        print("  ".join(f"{stage} {count}" for stage, count in sorted(stages.items())))
    assert "" == "\n".join(lived.wrong[:20])
    assert lived.sent.total() == len(lived.sent) > 100
