"""Reading amounts, ratios, and what looks strange."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.talk.speaker import Speaker
from kinerja.errors import Refused
from kinerja.models.plan import Pattern, Polarity
from kinerja.rules.values import Expectation, ratio_of, read_amount, strange


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("95%", "95"),
        ("95 persen", "95"),
        ("Rp 1.500.000", "1500000"),
        ("rp1.500.000,50", "1500000.5"),
        ("-3", "-3"),
        ("0", "0"),
        ("00012", "12"),
        ("1,23456", "1.2346"),
    ],
)
def test_amounts_are_read_as_people_write_them(written, amount):
    assert Decimal(amount) == read_amount(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "banyak",
        "12 kunjungan",
        "1.2.3",
        "1,2,3",
        "12,,5",
        "--3",
        "1e5",
        "NaN",
        "inf",
        "½",
        "12/13",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(written):
    with pytest.raises(Refused, match="12,5"):
        read_amount(written)


def test_a_number_beyond_all_budgets_is_refused():
    with pytest.raises(Refused, match="too large"):
        read_amount("9" * 15)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        assert read_amount(text).is_finite()
    except Refused:
        pass


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_what_the_assistant_writes_it_can_read(number):
    assert number == read_amount(Speaker("id", {}).number(number))


@pytest.mark.parametrize(
    ("part", "whole", "ratio"), [(90, 100, "90"), (1, 3, "33.33"), (0, 5, "0"), (3, 2, "150")]
)
def test_a_ratio_is_in_percent(part, whole, ratio):
    assert Decimal(ratio) == ratio_of(Decimal(part), Decimal(whole))


def test_a_whole_of_nothing_has_no_ratio():
    with pytest.raises(Refused, match="cannot be 0"):
        ratio_of(Decimal(1), Decimal(0))


def expected(
    pattern=Pattern.LEVEL,
    polarity=Polarity.MORE,
    target=100,
    previous=None,
    unit="orang",
    high=None,
):
    return Expectation(
        pattern,
        polarity,
        None if target is None else Decimal(target),
        None if high is None else Decimal(high),
        unit,
        None if previous is None else Decimal(previous),
    )


@pytest.mark.parametrize(
    ("value", "against", "asks"),
    [
        (50, expected(), None),
        (-1, expected(), "below zero"),
        (120, expected(unit="%"), "100 percent"),
        (120, expected(unit="persen", target=150), None),
        (301, expected(), "three times"),
        (300, expected(), None),
        (301, expected(polarity=Polarity.LESS), None),
        (301, expected(target=None), None),
        (19, expected(polarity=Polarity.RANGE, target=4, high=6), "three times"),
        (10, expected(previous=11), "lower than last month"),
        (12, expected(previous=11), None),
        (12, expected(polarity=Polarity.LESS, previous=11), "higher than last month"),
        (10, expected(polarity=Polarity.LESS, previous=11), None),
        (10, expected(polarity=Polarity.RANGE, previous=11), None),
        (10, expected(pattern=Pattern.CUMULATIVE, previous=11), None),
        (10, expected(pattern=Pattern.RELEASE, previous=11), None),
        (10, expected(pattern=Pattern.AVERAGE, previous=11), "lower than last month"),
    ],
)
def test_strange_values_are_asked_about(value, against, asks):
    question = strange(Decimal(value), against)
    assert asks is None if question is None else asks in str(question.id)
    assert (question is None) is (asks is None)
