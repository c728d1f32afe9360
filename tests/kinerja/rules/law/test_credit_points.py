"""Credit points of functional posts (domain.md 2.8): looked up, with the arithmetic to be shown."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import Predicate
from kinerja.regulation import Regulation
from kinerja.rules.credit_points import FunctionalLevel, convert, level_in, read_coefficients

LAW = Regulation().on(date(2026, 1, 1))
VG, G, NI, P, VP = (
    Predicate.VERY_GOOD,
    Predicate.GOOD,
    Predicate.NEEDS_IMPROVEMENT,
    Predicate.POOR,
    Predicate.VERY_POOR,
)


@pytest.mark.parametrize(
    ("level", "predicate", "points"),
    [
        (FunctionalLevel.BEGINNER, VG, "5.63"),
        (FunctionalLevel.BEGINNER, G, "3.75"),
        (FunctionalLevel.BEGINNER, NI, "2.81"),
        (FunctionalLevel.BEGINNER, P, "1.88"),
        (FunctionalLevel.BEGINNER, VP, "0.94"),
        (FunctionalLevel.SKILLED, VG, "7.50"),
        (FunctionalLevel.SKILLED, G, "5.00"),
        (FunctionalLevel.SKILLED, NI, "3.75"),
        (FunctionalLevel.SKILLED, P, "2.50"),
        (FunctionalLevel.SKILLED, VP, "1.25"),
        (FunctionalLevel.ADEPT, VG, "18.75"),
        (FunctionalLevel.ADEPT, G, "12.50"),
        (FunctionalLevel.SUPERVISOR, G, "25.00"),
        (FunctionalLevel.SUPERVISOR, VP, "6.25"),
        (FunctionalLevel.FIRST, VG, "18.75"),  # the example of the source
        (FunctionalLevel.FIRST, G, "12.50"),
        (FunctionalLevel.FIRST, NI, "9.38"),
        (FunctionalLevel.FIRST, P, "6.25"),
        (FunctionalLevel.FIRST, VP, "3.13"),
        (FunctionalLevel.JUNIOR, VG, "37.50"),
        (FunctionalLevel.JUNIOR, G, "25.00"),
        (FunctionalLevel.MIDDLE, VG, "56.25"),
        (FunctionalLevel.MIDDLE, G, "37.50"),
        (FunctionalLevel.MIDDLE, NI, "28.13"),
        (FunctionalLevel.MIDDLE, P, "18.75"),
        (FunctionalLevel.MIDDLE, VP, "9.38"),
        (FunctionalLevel.SENIOR, VG, "75.00"),
        (FunctionalLevel.SENIOR, VP, "12.50"),
    ],
)
def test_a_whole_year(level, predicate, points):
    assert Decimal(points) == convert(LAW.credit_points, predicate, level).points


@pytest.mark.parametrize(
    ("months", "predicate", "points"),
    [
        (2, G, "2.08"),  # the example of the source
        (1, G, "1.04"),
        (3, G, "3.13"),
        (6, G, "6.25"),
        (7, VG, "10.94"),
        (9, NI, "7.03"),
        (11, P, "5.73"),
        (12, VP, "3.13"),
        (12, VG, "18.75"),
    ],
)
def test_a_part_of_a_year(months, predicate, points):
    found = convert(LAW.credit_points, predicate, FunctionalLevel.FIRST, months)
    assert Decimal(points) == found.points


def test_the_arithmetic_is_kept_to_be_shown():
    found = convert(LAW.credit_points, G, FunctionalLevel.FIRST, 2)
    assert (2, 100, Decimal("12.5")) == (found.months, found.percent, found.coefficient)


@pytest.mark.parametrize(
    ("predicate", "percent"), [(VG, 150), (G, 100), (NI, 75), (P, 50), (VP, 25)]
)
def test_the_percentage_of_each_predicate(predicate, percent):
    assert percent == LAW.credit_points.percents[predicate]


@pytest.mark.parametrize("months", [0, -1, 13])
def test_no_year_has_so_many_months(months):
    with pytest.raises(Refused):
        convert(LAW.credit_points, G, FunctionalLevel.FIRST, months)


@pytest.mark.parametrize(
    ("level", "certain"),
    [
        (FunctionalLevel.FIRST, True),
        (FunctionalLevel.MIDDLE, True),
        (FunctionalLevel.JUNIOR, False),
        (FunctionalLevel.SENIOR, False),
        (FunctionalLevel.SKILLED, False),
    ],
)
def test_which_coefficients_were_read_in_the_source(level, certain):
    assert certain == LAW.credit_points.coefficients[level].basis.certain


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Perawat Ahli Pertama", FunctionalLevel.FIRST),
        ("PERAWAT AHLI MUDA", FunctionalLevel.JUNIOR),
        ("Guru Ahli Madya", FunctionalLevel.MIDDLE),
        ("Dokter Ahli  Utama", FunctionalLevel.SENIOR),
        ("Bidan Terampil", FunctionalLevel.SKILLED),
        ("Pranata Komputer Mahir", FunctionalLevel.ADEPT),
        ("Perawat Penyelia", FunctionalLevel.SUPERVISOR),
        ("Pemadam Kebakaran Pemula", FunctionalLevel.BEGINNER),
        ("Pranata Komputer Ahli Pertama pada Dinas Kominfo", FunctionalLevel.FIRST),
        ("Kepala Seksi Pelayanan", None),
        ("Pengelola Data", None),
        ("Staf Ahli Bupati", None),
        ("Pengawas Pertamanan", None),
        ("Sekretaris Utama", None),
    ],
)
def test_the_level_stands_in_the_title_of_a_functional_post(title, level):
    assert level is level_in(title)


def test_coefficients_of_an_agency_are_read():
    expected = {FunctionalLevel.JUNIOR: Decimal(26), FunctionalLevel.BEGINNER: Decimal("3.5")}
    assert expected == read_coefficients("ahli_muda 26, pemula 3.5")


@pytest.mark.parametrize(
    "written", ["", "ahli_muda", "ahli_muda x", "muda 25", "pemula 0", "pemula 1, pemula 2"]
)
def test_other_coefficients_are_refused(written):
    with pytest.raises(Refused):
        read_coefficients(written)
