"""What the quality check asks about: the words of results, and the plan as a whole, case by case."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Approach, Aspect, Pattern, PlanStatus, Polarity, ResultKind
from kinerja.rules.plan_quality import Doubt, questions
from kinerja.rules.plan_words import names_activity
from kinerja.rules.written_plan import (
    WrittenIndicator,
    WrittenPlan,
    WrittenResult,
    WrittenStep,
)

ACTIVITIES = """
Melaksanakan kegiatan posyandu
melakukan kunjungan rumah
Menyusun laporan keuangan
Mengikuti pelatihan
Membantu pimpinan
Mengkoordinasikan rapat
Untuk melaksanakan pelayanan
Telah menyelenggarakan bimtek
Pelaksanaan monitoring
Ikut menyiapkan bahan
Ngerjain laporan bulanan
Conducting home visits
carry out inspections
"""
OUTCOMES = """
Meningkatnya cakupan imunisasi
Meningkat cakupan imunisasi
Tersusunnya pedoman pelayanan
Terlaksananya kunjungan posyandu
Waktu tunggu pasien berkurang
Menurunnya angka stunting
Membaiknya mutu layanan
Laporan keuangan tepat waktu
Media sosial aktif dan informatif
Mesin antrean berfungsi
Metode pembelajaran baru diterapkan
Waiting time is shorter
100% berkas lengkap
…
"""


@pytest.mark.parametrize("text", ACTIVITIES.strip().splitlines())
def test_an_activity_is_noticed(text):
    assert names_activity(text)


@pytest.mark.parametrize("text", OUTCOMES.strip().splitlines())
def test_an_outcome_is_left_alone(text):
    assert not names_activity(text)


def measure(text="Jumlah kunjungan", **more) -> WrittenIndicator:
    values = {
        "id": 1,
        "lineage": "i",
        "number": 1,
        "aspect": Aspect.QUANTITY,
        "text": text,
        "target_text": "",
        "target": Decimal(120),
        "target_high": None,
        "unit": "kunjungan",
        "pattern": Pattern.CUMULATIVE,
        "polarity": Polarity.MORE,
        "release_month": None,
        "numerator_name": "",
        "denominator_name": "",
    }
    return WrittenIndicator(**values | more)


def outcome(*indicators, **more) -> WrittenResult:
    values = {
        "id": 1,
        "lineage": "r",
        "number": 1,
        "kind": ResultKind.MAIN,
        "text": "Waktu tunggu berkurang",
        "supports": "Mutu layanan meningkat",
        "supports_id": None,
        "support": None,
        "perspective": None,
        "leader_id": None,
        "leader": "",
        "indicators": indicators or (measure(),),
    }
    return WrittenResult(**values | more)


def written(*results, approach=Approach.QUANTITATIVE, settled=()) -> WrittenPlan:
    days = {"year": 2026, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    state = {"status": PlanStatus.DRAFT, "version": 1, "settled": frozenset(settled)}
    return WrittenPlan(1, 1, 1, approach=approach, results=results or (outcome(),), **days, **state)


def asked(plan, last_year=None, *, has_superior=True) -> list[Doubt]:
    return [one.doubt for one in questions(plan, last_year or {}, has_superior=has_superior)]


STEPS = tuple(WrittenStep(n, "s", n, "Survei", Decimal(5), "5", "") for n in (3, 6))
VISITS = (Aspect.QUANTITY, "jumlah kunjungan")
RELEASE = {"pattern": Pattern.RELEASE, "release_month": 12}
CASES = [
    (written(), {}, []),
    (written(outcome(text="Melaksanakan posyandu")), {}, [Doubt.ACTIVITY]),
    (written(outcome(measure(unit=""))), {}, [Doubt.NO_UNIT]),
    (written(outcome(measure(target=None, target_text="baik"))), {}, [Doubt.NO_NUMBER]),
    (
        written(
            outcome(measure(target=None, target_text="baik", unit="")),
            approach=Approach.QUALITATIVE,
        ),
        {},
        [],
    ),
    (written(), {VISITS: Decimal(121)}, [Doubt.REACHED]),
    (written(), {VISITS: Decimal(120)}, []),
    (written(outcome(measure(polarity=Polarity.LESS))), {VISITS: Decimal(119)}, [Doubt.REACHED]),
    (written(outcome(measure(polarity=Polarity.LESS))), {VISITS: Decimal(121)}, []),
    (
        written(outcome(measure(polarity=Polarity.RANGE, target_high=Decimal(130)))),
        {VISITS: Decimal(125)},
        [],
    ),
    (written(outcome(measure("Indeks kepuasan masyarakat"))), {}, [Doubt.CUT]),
    (written(outcome(measure("Hasil survei kepuasan pasien"))), {}, [Doubt.CUT]),
    (written(outcome(measure("Indeks kepuasan", **RELEASE))), {}, []),
    (written(outcome(measure("Indeks kepuasan", **RELEASE), steps=STEPS)), {}, [Doubt.CUT]),
    (written(outcome(measure("Indeks kepuasan", **RELEASE), steps=STEPS[:1])), {}, []),
    (written(outcome(supports="")), {}, [Doubt.NOBODY]),
    (written(outcome(supports="", supports_id=4)), {}, []),
    (written(outcome(supports=""), outcome(lineage="r2", number=2)), {}, []),
    (written(outcome(supports="", kind=ResultKind.ADDITIONAL)), {}, []),
    (written(*(outcome(lineage=str(n), number=n) for n in range(1, 11))), {}, []),
    (written(*(outcome(lineage=str(n), number=n) for n in range(1, 12))), {}, [Doubt.MANY]),
]


@pytest.mark.parametrize(("plan", "last_year", "expected"), CASES)
def test_each_case(plan, last_year, expected):
    assert expected == asked(plan, last_year)


@pytest.mark.parametrize(("plan", "last_year", "expected"), CASES)
def test_what_was_settled_is_not_asked_again(plan, last_year, expected):
    keys = [one.key for one in questions(plan, last_year, has_superior=True)]
    assert [] == asked(replace(plan, settled=frozenset(keys)), last_year)


def test_who_has_no_superior_need_support_nobody():
    assert [] == asked(written(outcome(supports="")), has_superior=False)
