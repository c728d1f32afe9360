import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import Refused
from kinerja.rules.nip import mask, read_key, read_nip, reference, written_nip

TODAY = date(2026, 2, 3)
GOOD = "198609262015051001"


@pytest.mark.parametrize(
    "written",
    [
        GOOD,
        "19860926 201505 1 001",
        "  1986 0926 2015 0510 01\u00a0",
        "\u200b198609262015051001\ufeff",
        "'198609262015051001",
        '="198609262015051001"',
        "１９８６０９２６２０１５０５１００１",
    ],
)
def test_a_nip_is_read_however_it_is_spaced(written):
    assert GOOD == read_nip(written, TODAY)


@pytest.mark.parametrize("contract", ["199009132025211014", "199009132025242014"])
def test_contract_numbers_are_read(contract):
    assert contract == read_nip(contract, TODAY)


ROUNDED = "rounded"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        (None, "empty"),
        ("19860926201505100", "digits instead"),
        ("1986092620150510011", "digits instead"),
        ("19860926201505100X", "digits and spaces"),
        ("198609262015051-001", "digits and spaces"),
        ("198609262015051000", ROUNDED),
        ("198609262015050000", ROUNDED),
        ("1.98E+17", ROUNDED),
        ("1,98609E+17", ROUNDED),
        ("1.98609262015051e17", ROUNDED),
        ("198609262015051001.0", ROUNDED),
        (1.98609262015051e17, ROUNDED),
        (198609262015051001, ROUNDED),
        (19860926.0, "digits instead"),
        ("198613262015051001", "date of birth"),
        ("198602302015051001", "date of birth"),
        ("194609262015051001", "age"),
        ("201409262031051001", "age"),
        ("198609262000051001", "year of appointment"),
        ("198609262028051001", "year of appointment"),
        ("198609262015131001", "digits 13 and 14"),
        ("198609262015001001", "digits 13 and 14"),
        ("198609262015053001", "15th"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(written, reason):
    with pytest.raises(Refused) as refused:
        read_nip(written, TODAY)
    assert reason in str(refused.value)


def test_what_a_typed_number_says_is_not_looked_at():
    assert "111111111111111111" == written_nip("111 111 111 111 111 111")


def test_keys_of_superiors_without_nip():
    assert "BUPATI-01" == read_key(" BUPATI-01 ", 40)
    assert "11940012" == read_key(11940012.0, 40)


@pytest.mark.parametrize("key", ["", None, "x" * 41, GOOD, "19860926201505100", 1.98e17])
def test_wrong_keys_are_refused(key):
    with pytest.raises(Refused):
        read_key(key, 40)


def test_references_to_others():
    assert GOOD == reference("19860926 201505 1 001")
    assert "Menteri PANRB" == reference("Menteri  PANRB")
    assert "" == reference(None)
    with pytest.raises(Refused):
        reference("198609262015050000")


def test_a_masked_number_shows_the_year_of_birth_only():
    assert "1986**************" == mask(GOOD)


@given(st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.dates(), st.booleans()))
def test_no_cell_breaks_reading(cell):
    for read in (lambda c: read_nip(c, TODAY), lambda c: read_key(c, 40), reference):
        with contextlib.suppress(Refused):
            read(cell)
