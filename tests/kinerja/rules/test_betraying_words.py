"""What may give an author away, and how a text looks without a name."""

import pytest

from kinerja.rules.betraying_words import Sign, signs_in, smoothed

NAMES = ("Fani Utami", "Budi Santoso", "Citra Dewi")
TITLES = ("Apoteker",)

SAID = [
    ("Arahan jelas dan rapat dimulai tepat waktu.", ()),
    ("Perlu lebih sering mendengarkan usul tim.", ()),
    ("Pembagian tugas sudah adil, pertahankan.", ()),
    ("Listens to ideas and explains decisions.", ()),
    ("Ibu lebih sering bertanya sebelum memutuskan.", ()),
    ("Seperti kata Fani, rapat terlalu lama.", (Sign.NAME,)),
    ("seperti kata budi, rapat terlalu lama", (Sign.NAME,)),
    ("Hubungi 081234567890.", (Sign.NUMBER,)),
    ("Saya sebagai penjaga obat sering menunggu.", (Sign.ROLE,)),
    ("Tugas apoteker jarang dibantu.", (Sign.ROLE,)),
    ("Hanya saya yang tidak diberi jadwal.", (Sign.ROLE, Sign.ONLY)),
    ("Pernah memarahi saya di depan pasien.", (Sign.BETWEEN_US,)),
    ("Waktu saya cuti, jadwal diubah.", (Sign.BETWEEN_US,)),
    ("Rapat kemarin pukul 14.30 tidak jadi.", (Sign.MOMENT,)),
    ("Rapat hari Senin terlalu lama.", (Sign.MOMENT,)),
    ("Antrean loket 3 dibiarkan.", (Sign.PLACE,)),
    ("I am the only one who was told.", (Sign.ROLE, Sign.ONLY)),
    ("Yesterday you scolded me in room 4.", (Sign.BETWEEN_US, Sign.MOMENT, Sign.PLACE)),
    ("Baik sekali. " * 30, (Sign.LONG,)),
]


@pytest.mark.parametrize(("text", "signs"), SAID)
def test_signs_that_may_tell_who_wrote_it(text, signs):
    assert signs == signs_in(text, NAMES, TITLES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("RAPAT TERLALU LAMA!!!", "Rapat terlalu lama."),
        ("rapat yg lama sdh cukup", "Rapat yang lama sudah cukup."),
        ("Bagus sekali :) wkwkwk", "Bagus sekali."),
        ("bagus 👍🙏 terus dipertahankan", "Bagus terus dipertahankan."),
        ("rapat lama... mohon singkat,,ya", "Rapat lama. Mohon singkat,ya."),
        ("Apakah bisa lebih singkat???", "Apakah bisa lebih singkat?"),
        ("Arahan jelas.\n- Fani", "Arahan jelas."),
        ("  ", ""),
        ("SOP KIA jelas", "SOP KIA jelas."),
    ],
)
def test_a_text_looks_like_everybodys(text, shown):
    assert shown == smoothed(text)


def test_smoothing_twice_changes_nothing():
    for text, _signs in SAID:
        assert smoothed(text) == smoothed(smoothed(text))


def test_a_name_that_is_a_word_counts_with_its_capital_only():
    assert () == signs_in("Pemandangan di ruang tunggu indah.", ("Nur Indah",))[1:]
    assert Sign.NAME in signs_in("Seperti kata Indah.", ("Nur Indah",))
