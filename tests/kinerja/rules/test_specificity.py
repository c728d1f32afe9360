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


@pytest.mark.parametrize(
    "text",
    [
        "Sudah baik per 31 Januari 2026.",
        "Diperiksa tgl 2/2/2026 pukul 09.15, sesuai.",
        "Hadir 07.30–16.00, sesuai.",
        "Sesuai Nomor 6 Tahun 2022, tingkatkan.",
        "NIP 19850101 201001 1 001 sudah sesuai.",
        "198501012010011001 sudah sesuai.",
        "Tahun 2026 agar lebih baik dari tahun 2025.",
        "TW II agar naik dari TW I.",
        "bantu2 terus ya",
        "Nilai 10, mantap!",
        "100% bagus",
    ],
)
def test_a_number_that_proves_nothing_makes_no_text_specific(text):
    assert lacking(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "38% dari pagu",
        "14 hari menjadi 9 hari",
        "3 kunjungan pada 14 Januari",
        "Naik jadi 12,5",
        "Antrean loket habis sebelum pukul 11.",
    ],
)
def test_a_number_of_a_deed_makes_it_specific(text):
    assert lacking(text) is None


def test_what_is_written_in_a_hurry_is_read():
    assert None is not lacking("lap bln ini msh krg bgs, tlg lbh dtgktkan")
    assert None is lacking("kmrn antrian loket mcet krn printer karcis macet, teknisi dipanggil")


def test_long_politeness_is_not_specific():
    polite = "Dengan hormat kami menyampaikan penghargaan yang tulus atas pengabdian Saudara, "
    wishes = "semoga kebaikan itu menjadi berkah bagi keluarga besar di rumah tercinta."
    assert None is not lacking(polite + wishes)


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
