from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.talk.speaker import Speaker
from kinerja.errors import Refused
from kinerja.models import Pattern, Polarity
from kinerja.rules.values import LARGEST, Expectation, check_amount, ratio_of, read_amount, strange


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234", "1234"),
        ("0.125", "0.125"),
        ("1.234.567", "1234567"),
        ("10,00", "10"),
        ("12 %", "12"),
        ("95%", "95"),
        ("12 persen", "12"),
        ("rp 1.000.000", "1000000"),
        ("rp1.500.000,50", "1500000.5"),
        ("Rp1.000.000,-", "1000000"),
        ("1 000 000", "1000000"),
        ("  7  ", "7"),
        ("007", "7"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("-0", "0"),
        ("0,33333", "0.3333"),
    ],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    # As text: 10 and not 10.00 or 1E+1, since drafts and buttons keep it so.
    assert amount == str(read_amount(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dua belas",
        "12 kunjungan",
        "1..2",
        "1,2,3",
        "12,",
        ",5",
        "1e5",
        "²",
        "--1",
        "NaN",
        "inf",
        "½",
        "12/13",
        "Rp",
        "%",
    ],
)
def test_anything_else_gets_an_example(text):
    with pytest.raises(Refused, match="just the number, for example 12"):
        read_amount(text)


def test_an_amount_beyond_any_budget_is_refused():
    assert LARGEST - 1 == read_amount(str(LARGEST - 1))
    for text in (str(LARGEST), f"-{LARGEST}"):
        with pytest.raises(Refused, match="too large"):
            read_amount(text)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_amount(amount):
    with pytest.raises(Refused):
        check_amount(Decimal(amount))


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_whatever_the_assistant_writes_is_read_back(amount):
    assert amount == read_amount(Speaker("id", {}).number(amount))


@given(st.text(max_size=20))
def test_no_text_is_more_than_refused(text):
    with suppress(Refused):
        assert read_amount(text).is_finite()


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(180, 200, "90"), (1, 3, "33.33"), (0, 7, "0"), (10, 10, "100"), (12, 10, "120")],
)
def test_a_ratio_is_said_in_percent(part, whole, percent):
    assert percent == str(ratio_of(Decimal(part), Decimal(whole)))


def test_a_whole_of_nothing_is_refused():
    with pytest.raises(Refused, match="how many there are in all"):
        ratio_of(Decimal(0), Decimal(0))


def expectation(**more):
    values = {
        "pattern": Pattern.LEVEL,
        "polarity": Polarity.MORE,
        "target": Decimal(12),
        "target_high": None,
        "unit": "kunjungan",
        "previous": Decimal(11),
    } | more
    return Expectation(**values)


LESS, RANGE = {"polarity": Polarity.LESS}, {"polarity": Polarity.RANGE}


@pytest.mark.parametrize(
    ("value", "expected", "asks"),
    [
        (12, {}, None),
        (11, {}, None),
        (10, {}, "lower than last month (11)"),
        (10, {"previous": None}, None),
        (10, {"pattern": Pattern.CUMULATIVE}, None),
        (10, {"pattern": Pattern.RELEASE}, None),
        (12, LESS, "higher than last month (11)"),
        (10, LESS, None),
        (99, LESS, "higher than last month (11)"),
        (99, LESS | {"previous": None}, None),
        (10, {"pattern": Pattern.AVERAGE}, "lower than last month (11)"),
        (5, RANGE | {"target": Decimal(4), "target_high": Decimal(6)}, None),
        (
            19,
            RANGE | {"target": Decimal(4), "target_high": Decimal(6)},
            "three times the target of 6",
        ),
        (36, {}, None),
        (37, {}, "three times the target of 12"),
        (37, {"target": None}, None),
        (37, {"target": Decimal(0)}, None),
        (-1, {}, "below zero"),
        (101, {"unit": "%", "target": Decimal(95)}, "more than 100 percent"),
        (101, {"unit": "Persen", "target": None}, "more than 100 percent"),
        (110, {"unit": "%", "target": Decimal(105)}, None),
        (100, {"unit": "%", "target": Decimal(95)}, None),
    ],
)
def test_a_strange_value_is_asked_about(value, expected, asks):
    question = strange(Decimal(value), expectation(**expected))
    assert (asks is None) is (question is None)
    if question is not None:
        assert asks in str(question.id).format_map(question.values)
