from datetime import date
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import Approach, Aspect, Pattern, Polarity, Position, ResultKind
from kinerja.rules.plan_content import IndicatorSpec, Lineage, PlanSpec, gather
from kinerja.rules.plan_posts import check_overlap, find_post, span_in
from kinerja.rules.plans_file import read_plan_rows
from kinerja.rules.tables import Problems
from tests.files import ANI, BUDI, PLANS, indicator, sheets

TODAY = date(2026, 2, 3)
IN_WORDS = {"pendekatan": "kualitatif", "target": "Semua laporan rapi"}
RELEASE = {"pola": "rilis"}


def read(*rows: dict):
    problems = Problems()
    found, _unused = read_plan_rows(sheets(list(rows), PLANS), TODAY, problems)
    return gather(found, problems), [(p.row, p.column) for p in problems.found]


def spec_of(**cells) -> IndicatorSpec:
    (plan,), wrong = read(indicator(**cells))
    assert [] == wrong
    return plan.results[0].indicators[0]


def test_a_row_is_read():
    (plan,), wrong = read(indicator(hasil_atasan="Cakupan naik", pimpinan_nip=ANI))
    assert [] == wrong
    assert (BUDI, 2026, Approach.QUANTITATIVE) == (plan.nip, plan.year, plan.approach)
    assert (date(2026, 1, 1), date(2026, 12, 31)) == plan.span
    (result,) = plan.results
    assert ("Bayi diimunisasi", ResultKind.MAIN, "Cakupan naik", ANI) == (
        result.text,
        result.kind,
        result.supports,
        result.leader,
    )
    assert [
        IndicatorSpec(
            aspect=Aspect.QUANTITY,
            text="Jumlah bayi",
            target_text="120",
            target=Decimal(120),
            target_high=None,
            unit="bayi",
            pattern=Pattern.CUMULATIVE,
            polarity=Polarity.MORE,
            release_month=None,
            numerator_name="",
            denominator_name="",
        )
    ] == result.indicators


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        ({"target": "1.234,5"}, ("1.234,5", "1234.5", None)),
        ({"target": 12.5}, ("12,5", "12.5", None)),
        ({"target": 95.0, "satuan": "%"}, ("95", "95", None)),
        ({"target": "95 %", "satuan": "persen"}, ("95 %", "95", None)),
        ({"target": "4-6", "polaritas": "rentang"}, ("4-6", "4", "6")),
        (IN_WORDS, ("Semua laporan rapi", None, None)),
        (IN_WORDS | {"target": "80"}, ("80", "80", None)),
        (IN_WORDS | {"target": "4-6"}, ("4-6", None, None)),
        (IN_WORDS | {"target": date(2026, 12, 1)}, ("2026-12-01", None, None)),
    ],
)
def test_targets(cells, target):
    spec = spec_of(**cells)
    low, high = (None if t is None else Decimal(t) for t in target[1:])
    assert (target[0], low, high) == (spec.target_text, spec.target, spec.target_high)


def test_words_as_target_need_neither_aspect_nor_pattern():
    spec = spec_of(**IN_WORDS, aspek="", pola="", polaritas="", satuan="")
    assert (Aspect.QUALITY, Pattern.LEVEL, Polarity.MORE) == (
        spec.aspect,
        spec.pattern,
        spec.polarity,
    )


@pytest.mark.parametrize(
    ("cells", "month"),
    [
        ({}, None),
        (RELEASE, 12),
        (RELEASE | {"bulan_rilis": "6"}, 6),
        (RELEASE | {"bulan_rilis": "Juli"}, 7),
    ],
)
def test_the_month_of_release(cells, month):
    assert month == spec_of(**cells).release_month


def test_the_counts_of_a_ratio_have_names():
    spec = spec_of(pola="rasio", pembilang="bayi lengkap", penyebut="bayi lahir")
    assert ("bayi lengkap", "bayi lahir") == (spec.numerator_name, spec.denominator_name)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"nip": ""}, "nip"),
        ({"nip": "199003032015030000"}, "nip"),
        ({"tahun": ""}, "tahun"),
        ({"tahun": "26"}, "tahun"),
        ({"pendekatan": "campuran"}, "pendekatan"),
        ({"jenis_hasil": "sampingan"}, "jenis_hasil"),
        ({"hasil_kerja": ""}, "hasil_kerja"),
        ({"hasil_kerja": "x" * 1001}, "hasil_kerja"),
        ({"aspek": ""}, "aspek"),
        ({"indikator": ""}, "indikator"),
        ({"target": ""}, "target"),
        ({"target": "banyak"}, "target"),
        ({"target": "4-6"}, "target"),
        ({"target": date(2026, 6, 4)}, "target"),
        ({"target": "6-4", "polaritas": "rentang"}, "target"),
        ({"target": "5", "polaritas": "rentang"}, "target"),
        ({"satuan": ""}, "satuan"),
        ({"pola": "acak"}, "pola"),
        ({"polaritas": "samping"}, "polaritas"),
        ({"mulai": "kapan"}, "mulai"),
        ({"mulai": "1/7/2025"}, "mulai"),
        ({"mulai": "1/7/2026", "selesai": "1/6/2026"}, "selesai"),
        ({"bulan_rilis": "6"}, "bulan_rilis"),
        (RELEASE | {"bulan_rilis": "13"}, "bulan_rilis"),
        ({"pembilang": "bayi"}, "pembilang"),
        (IN_WORDS | {"target": ""}, "target"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(cells, column):
    assert [(2, column)] == read(indicator(**cells))[1]


def test_rows_of_a_result_belong_together():
    plans, wrong = read(
        indicator(),
        indicator(indikator="Bayi sehat", aspek="kualitas", hasil_kerja="bayi  DIIMUNISASI"),
        indicator(hasil_kerja="Ibu diperiksa", indikator="Jumlah ibu"),
        indicator(nip=ANI),
        indicator(tahun="2025"),
        indicator(jabatan="Plt. Kepala", mulai="1/7/2026"),
    )
    assert ([], [3, 1, 1, 1]) == (wrong, [len(plan.rows) for plan in plans])
    assert [2, 1] == [len(result.indicators) for result in plans[0].results]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"pendekatan": "kualitatif"}, "pendekatan"),
        ({"jenis_hasil": "tambahan"}, "jenis_hasil"),
        ({"hasil_atasan": "Lain"}, "hasil_atasan"),
        ({"pimpinan_nip": BUDI}, "pimpinan_nip"),
        ({"indikator": "jumlah  bayi"}, "indikator"),
    ],
)
def test_rows_of_a_result_agree(cells, column):
    first = indicator(hasil_atasan="Satu", pimpinan_nip=ANI)
    assert [(3, column)] == read(first, indicator(**{"indikator": "Dua"} | cells))[1]


def test_an_empty_cell_agrees_with_what_another_row_says():
    (plan,), wrong = read(
        indicator(), indicator(indikator="Dua", hasil_atasan="Satu", pimpinan_nip=ANI)
    )
    assert ([], "Satu", ANI) == (wrong, plan.results[0].supports, plan.results[0].leader)


def plan(title: str = "", starts_on=None, ends_on=None) -> PlanSpec:
    return PlanSpec(BUDI, 2026, title, starts_on, ends_on, Approach.QUANTITATIVE, [2])


def post(number: int, title: str = "Perawat", starts_on=None, ends_on=None) -> Position:
    return Position(
        id=number, person_id=1, unit_id=1, title=title, starts_on=starts_on, ends_on=ends_on
    )


JULY, JUNE_30 = date(2026, 7, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("spec", "posts", "found"),
    [
        (plan(), [post(1)], 1),
        (plan("PERAWAT "), [post(1), post(2, "Bidan")], 1),
        (plan(), [post(1, ends_on=JUNE_30), post(2, "Bidan", starts_on=JULY)], 1),
        (plan("Bidan"), [post(1, ends_on=JUNE_30), post(2, "Bidan", starts_on=JULY)], 2),
        (plan("", JULY), [post(1, ends_on=JUNE_30), post(2, "Bidan", starts_on=JULY)], 2),
        (plan("Bidan", JULY), [post(1)], None),
    ],
)
def test_the_post_of_a_plan(spec, posts, found):
    chosen = find_post(spec, posts, TODAY)
    assert found == (chosen.id if chosen else None)


@pytest.mark.parametrize(
    ("spec", "posts", "reason"),
    [
        (plan(), [], "no post"),
        (plan("Bidan", JULY), [], "no such post"),
        (plan("Bidan"), [post(1)], "no such post"),
        (plan(), [post(1), post(2, "Bidan")], "more than one post;"),
        (plan("Perawat"), [post(1), post(2)], "of this name"),
        (plan(), [post(1, ends_on=date(2025, 12, 31))], "no post"),
    ],
)
def test_a_plan_whose_post_is_unclear_is_refused(spec, posts, reason):
    with pytest.raises(Refused, match=reason):
        find_post(spec, posts, TODAY)


def test_a_plan_covers_the_days_its_post_is_held():
    assert (JULY, date(2026, 12, 31)) == span_in(plan(), post(1, starts_on=JULY))
    assert (date(2026, 1, 1), JUNE_30) == span_in(plan(), post(1, ends_on=JUNE_30))
    assert (date(2026, 2, 1), JULY) == span_in(plan("", date(2026, 2, 1), JULY), post(1))


def test_plans_of_a_post_share_no_day():
    problems = Problems()
    check_overlap(plan(), (JULY, date(2026, 12, 31)), [(date(2026, 1, 1), JUNE_30)], problems)
    assert [] == problems.found
    check_overlap(plan(), (JUNE_30, JULY), [(date(2026, 1, 1), JUNE_30)], problems)
    assert [(2, "mulai")] == [(p.row, p.column) for p in problems.found]


def test_lineages_go_on_with_the_words():
    first, other = spec_of(), spec_of(indikator="Lain")
    old = Lineage([("Bayi diimunisasi", "r1", [(first, "i1"), (other, "i2")])])
    assert ("r1", None) == (old.of_result(" bayi DIIMUNISASI"), old.of_result("Ibu"))
    assert ["i1"] == old.of_indicators("r1", [spec_of(target="200")])
    assert ["i1"] == old.of_indicators("r1", [spec_of(aspek="kualitas")])
    assert ["i1", None] == old.of_indicators("r1", [first, spec_of(aspek="kualitas")])
    assert [None, "i1"] == old.of_indicators("r1", [spec_of(aspek="kualitas"), first])
    assert [None] == old.of_indicators("r2", [first])
