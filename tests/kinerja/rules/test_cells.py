import contextlib
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import Refused
from kinerja.rules import cells


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("  Kepala\u00a0 Dinas\t", "Kepala Dinas"),
        ("Puskes\u200bmas\ufeff", "Puskesmas"),
        ("dua\r\nbaris", "dua baris"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eterbalik\u202c", "terbalik"),
        ("e\u0301", "é"),
        ("m² CO₂", "m² CO₂"),
        ("\x1b[31mred", "[31mred"),
    ],
)
def test_words_lose_what_nobody_sees(raw, said):
    assert said == cells.clean(raw)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        (12.0, "12"),
        (12.5, "12,5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 7, 1), "2026-07-01"),
        ("IX", "IX"),
    ],
)
def test_what_a_cell_says(cell, said):
    assert said == cells.words_of(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("1.234.567,25", "1234567.25"),
        ("-3", "-3"),
        ("−3", "-3"),
        (0.1, "0.1"),
        (95.0, "95"),
        (1 / 3, "0.3333"),
    ],
)
def test_numbers(cell, number):
    assert Decimal(number) == cells.amount(cell)


@pytest.mark.parametrize(
    "cell", [None, "", "dua", "12 bayi", "1,2,3", "4-6", True, date(2026, 6, 4), 1e15, "1e5"]
)
def test_what_is_no_number(cell):
    with pytest.raises(Refused):
        cells.amount(cell)


@pytest.mark.parametrize(
    "cell", ["4-6", "4 - 6", "4–6", "4 s.d. 6", "4 s/d 6", "4 sd 6", "4 sampai 6"]
)
def test_ranges(cell):
    assert cells.is_range(cell)
    assert (Decimal(4), Decimal(6)) == cells.span(cell)


@pytest.mark.parametrize("cell", ["6-4", "4-4", "4", "", None, "a-b", 4.0, date(2026, 6, 4)])
def test_what_is_no_range(cell):
    with pytest.raises(Refused):
        cells.span(cell)


def test_a_range_that_became_a_date_is_explained():
    with pytest.raises(Refused, match="turned into a date"):
        cells.span(date(2026, 6, 4))


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 7, 1),
        datetime(2026, 7, 1, 12),  # noqa: DTZ001 - spreadsheets know no zones
        "2026-07-01",
        "1/7/2026",
        "01-07-2026",
        "1.7.2026",
        "1 Juli 2026",
    ],
)
def test_dates(cell):
    assert date(2026, 7, 1) == cells.day(cell)


@pytest.mark.parametrize("cell", ["", "Juli", "31/2/2026", "1/7", 46204.0, "kemarin dulu saja"])
def test_what_is_no_date(cell):
    with pytest.raises(Refused):
        cells.day(cell)


@pytest.mark.parametrize(("cell", "month"), [("12", 12), (6.0, 6), ("Juni", 6), ("desember", 12)])
def test_months(cell, month):
    assert month == cells.month(cell)


@pytest.mark.parametrize("cell", ["0", "13", "6,5", "Junu", None])
def test_what_is_no_month(cell):
    with pytest.raises(Refused):
        cells.month(cell)


def test_choices_are_read_without_regard_to_case_and_spaces():
    assert 1 == cells.choice("  pppk  paruh waktu", {"PPPK Paruh Waktu": 1})
    with pytest.raises(Refused, match="one of"):
        cells.choice("PPPPK", {"PPPK": 1})


def test_words_have_a_length():
    assert "x" * 5 == cells.words("x" * 5, 5)
    with pytest.raises(Refused):
        cells.words("x" * 6, 5)
    with pytest.raises(Refused):
        cells.words(None, 5)
    assert "" == cells.words(None, 5, required=False)


@given(
    st.one_of(st.none(), st.text(), st.floats(allow_nan=False, allow_infinity=False), st.dates())
)
def test_no_cell_breaks_reading(cell):
    for read in (cells.amount, cells.span, cells.day, cells.month, lambda c: cells.words(c, 9)):
        with contextlib.suppress(Refused):
            read(cell)
