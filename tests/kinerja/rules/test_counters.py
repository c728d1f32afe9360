"""Service counters: names, answers, sentences without numbers, counts, and marks of a day."""

import pytest

from kinerja.errors import Refused
from kinerja.rules.counters import (
    LONGEST_TEXT,
    MOST_A_DAY,
    check_answers,
    check_name,
    check_sentence,
    counted,
    marks_of,
)

KEY, OTHER = "00" * 32, "11" * 32


def test_a_name_is_trimmed():
    assert "Loket Obat" == check_name("  Loket   Obat ")


@pytest.mark.parametrize("name", ["", " a ", "x" * 61])
def test_other_names_are_refused(name):
    with pytest.raises(Refused):
        check_name(name)


def test_all_three_are_answered():
    given = {"friendly": "yes", "clear": "no", "prompt": "partly"}
    assert given == check_answers(given | {"more": "yes"})
    for key in given:
        with pytest.raises(Refused):
            check_answers({k: v for k, v in given.items() if k != key})
    with pytest.raises(Refused):
        check_answers(given | {"clear": "5"})


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", ""),
        ("petugasnya ramah", "Petugasnya ramah."),
        ("NIK saya 3171234567890001", "Nik saya ***."),
        ("hubungi 0812-3456-7890 ya", "Hubungi *** ya."),
        ("surel saya budi@contoh.id", "Surel saya ***."),
        ("tunggu 30 menit", "Tunggu 30 menit."),
    ],
)
def test_numbers_and_addresses_are_taken_out(said, kept):
    assert kept.lower() == check_sentence(said).lower()


def test_a_long_sentence_is_refused():
    with pytest.raises(Refused):
        check_sentence("x" * (LONGEST_TEXT + 1))


def test_answers_are_counted():
    one, other = {"clear": "yes"}, {"clear": "no"}
    assert {"clear": {"no": 1, "yes": 2}} == counted([one, other, one], {})
    assert {"clear": {"no": 1, "yes": 2}} == counted([one], counted([other, one], {}))


def test_marks_are_of_one_chat_one_counter_and_one_day():
    own, slots = marks_of(KEY, 7, 1)
    assert (own, slots) == marks_of(KEY, 7, 1)
    assert MOST_A_DAY == len({*slots})
    others = {marks_of(KEY, 8, 1)[0], marks_of(KEY, 7, 2)[0], marks_of(OTHER, 7, 1)[0], *slots}
    assert own not in others
    assert slots == marks_of(KEY, 7, 2)[1]
