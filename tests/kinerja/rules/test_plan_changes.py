"""What one version says differently from another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Annex, Behaviour, Pattern, ResultKind
from kinerja.rules.plan_changes import Part, changes
from tests.kinerja.rules.test_plan_quality import STEPS, measure, outcome, written

BEFORE = written(outcome(), outcome(lineage="r2", number=2, text="Data lengkap"))
FIRST, SECOND = BEFORE.results


def now(first=FIRST, *others, **more):
    return replace(BEFORE, results=(first, *(others or (SECOND,))), **more)


CASES = [
    (now(), []),
    (now(replace(FIRST, text="Antrean pendek")), [Part.WORDS]),
    (now(replace(FIRST, supports="Lain")), [Part.SUPPORTS]),
    (now(replace(FIRST, leader="Eka")), [Part.LEADER]),
    (now(replace(FIRST, kind=ResultKind.ADDITIONAL)), [Part.KIND]),
    (now(replace(FIRST, indicators=(measure(target=Decimal(9)),))), [Part.TARGET]),
    (now(replace(FIRST, indicators=(measure(unit="kali"),))), [Part.TARGET]),
    (now(replace(FIRST, indicators=(measure(target_text="120"),))), []),
    (now(replace(FIRST, indicators=(measure(pattern=Pattern.LEVEL),))), [Part.MEASURE]),
    (now(replace(FIRST, indicators=(measure("Kunjungan"),))), [Part.INDICATOR]),
    (now(replace(FIRST, indicators=(measure(source="Register"),))), [Part.MANUAL]),
    (
        now(replace(FIRST, indicators=(measure(lineage="other"),))),
        [Part.NEW_INDICATOR, Part.GONE_INDICATOR],
    ),
    (now(replace(FIRST, steps=STEPS)), [Part.STEPS]),
    (replace(BEFORE, results=(SECOND,)), [Part.GONE]),
    (now(FIRST, SECOND, outcome(lineage="r3", number=3)), [Part.NEW]),
    (now(expectations={Behaviour.LOYAL: "Menjaga rahasia"}), [Part.VALUES]),
    (now(annexes={Annex.RESOURCES: ("Mobil",)}), [Part.ANNEX]),
    (now(starts_on=date(2026, 3, 1)), [Part.DAYS]),
]


@pytest.mark.parametrize(("after", "expected"), CASES)
def test_each_difference(after, expected):
    assert expected == [one.part for one in changes(BEFORE, after)]
