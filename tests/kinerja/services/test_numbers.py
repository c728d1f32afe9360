import pytest

from kinerja.models import Unit
from kinerja.services.numbers import number_of


def test_the_number_of_a_row_is_known_once_it_is_written():
    assert 7 == number_of(Unit(id=7, name="Dinas", zone="Asia/Jakarta"))
    with pytest.raises(LookupError):
        number_of(Unit(name="Dinas", zone="Asia/Jakarta"))
