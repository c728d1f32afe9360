import pytest

from kinerja.rules.specificity import Lack, asks_to_sharpen, lacking
from tests.bench.specificity import HALVES, agreement, cases

GOAL = 0.85


@pytest.mark.parametrize("half", HALVES)
def test_the_rule_agrees_with_the_labelled_table(half):
    found = agreement(cases(half))

    assert GOAL <= found.precision
    assert GOAL <= found.recall


def test_the_table_has_enough_texts_of_each_kind():
    table = [case for half in ("seen", "unseen") for case in cases(half)]

    assert 120 <= len(table)
    assert {"specific", *Lack} == {case.label for case in table}


@pytest.mark.parametrize(
    ("text", "earlier", "lack"),
    [
        ("Sudah sesuai.", (), Lack.STOCK),
        ("Perlu meningkatkan koordinasi dengan pihak terkait.", (), Lack.VAGUE),
        ("Ibu memang pintar dan rajin.", (), Lack.PERSON),
        ("12 kunjungan tercatat rapi.", ("12 kunjungan tercatat rapi",), Lack.REPEATED),
        ("12 kunjungan tercatat rapi.", ("9 kunjungan tercatat rapi",), None),
        ("12 kunjungan", (), None),
        ("", (), Lack.STOCK),
    ],
)
def test_what_is_missing_is_told_apart(text, earlier, lack):
    assert lack == lacking(text, earlier)


def test_each_reason_has_its_question():
    plain = "Nota dinas sudah memakai format baru, tinggal penomorannya."
    texts = (
        "Sudah sesuai.",
        "Ibu memang pintar dan rajin.",
        "Mutu laporan masih perlu diperbaiki supaya lebih baik.",
        plain,
    )
    questions = [asks_to_sharpen(["", text], [plain]) for text in texts]

    assert 4 == len({str(question.id) for question in questions})
    assert None is asks_to_sharpen([plain, "Sudah sesuai."])


def test_a_short_phrase_is_not_called_repeated():
    asked = asks_to_sharpen(["Sudah baik, pertahankan."], ["Sudah baik, pertahankan."])

    assert "fits everybody" in str(asked.id)
