"""Targets as people write them, and those that are refused with an example."""

from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import Polarity
from kinerja.rules.plan_targets import read_target, read_words

CASES = """
120 kunjungan            | 120        |      | kunjungan            | -
120                      | 120        |      |                      | -
95%                      | 95         |      | %                    | -
95 %                     | 95         |      | %                    | -
95,5 persen              | 95.5       |      | persen               | -
1.234,5 ton              | 1234.5     |      | ton                  | -
4-6 hari                 | 4          | 6    | hari                 | range
4 – 6 hari               | 4          | 6    | hari                 | range
4 s.d. 6 hari            | 4          | 6    | hari                 | range
4 sampai dengan 6 hari   | 4          | 6    | hari                 | range
1-2 juta rupiah          | 1000000    | 2000000 | rupiah            | range
Rp 12.500.000            | 12500000   |      | rupiah               | -
rp12 juta                | 12000000   |      | rupiah               | -
Rp 1,5 miliar            | 1500000000 |      | rupiah               | -
250 ribu lembar          | 250000     |      | lembar               | -
minimal 90%              | 90         |      | %                    | more
paling sedikit 3 laporan | 3          |      | laporan              | more
≥ 80 indeks              | 80         |      | indeks               | more
maks 30 menit            | 30         |      | menit                | less
tidak lebih dari 2 hari  | 2          |      | hari                 | less
< 5 keluhan              | 5          |      | keluhan              | less
12 laporan per bulan     | 12         |      | laporan per bulan    | -
3 orang.                 | 3          |      | orang                | -
-2 derajat               | -2         |      | derajat              | -
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_what_is_read(case):
    text, low, high, unit, polarity = (part.strip() for part in case.split("|"))
    read = read_target(text)
    expected = (Decimal(low), Decimal(high) if high else None, unit)
    assert expected == (read.low, read.high, read.unit)
    assert (None if polarity == "-" else Polarity(polarity)) == read.polarity


@pytest.mark.parametrize(
    "text",
    ["", "banyak", "seratus kunjungan", "6-4 hari", "4-4 hari", "1" * 16, "12 " + "x" * 81, "%"],
)
def test_what_is_refused(text):
    with pytest.raises(Refused):
        read_target(text)


def test_a_range_is_written_as_files_write_it():
    assert "4,5-6" == read_target("4,5-6 hari").words
    assert "120" == read_target("120 kunjungan").words


def test_a_target_in_words_is_no_bare_number():
    assert "Pedoman disahkan Juni" == read_words("  Pedoman   disahkan Juni ")
    for text in ("", "12", "12,5%", "x" * 201):
        with pytest.raises(Refused):
            read_words(text)
