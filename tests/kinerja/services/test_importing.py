import pytest

from kinerja.models import Unit
from kinerja.services.importing import number_of, portions


def test_long_lists_come_in_portions():
    assert [1_000, 1_000, 1] == [len(portion) for portion in portions(range(2_001))]
    assert [] == list(portions([]))


def test_the_number_of_a_row_is_known_once_it_is_written():
    assert 7 == number_of(Unit(id=7, name="Dinas", zone="Asia/Jakarta"))
    with pytest.raises(LookupError):
        number_of(Unit(name="Dinas", zone="Asia/Jakarta"))
