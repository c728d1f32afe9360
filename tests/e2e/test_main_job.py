"""The main job in a real browser: report, review, feedback, acknowledgement; and killed in between."""

import os

import pytest

from bot.demo.player import Player
from tests.e2e.process import READY
from tests.e2e.stage import (
    ANI,
    BUDI,
    Phone,
    a_browser,
    running_agency,
    telegram_on_the_builders_morning,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
]
PICTURE = os.environ.get("PICTURE_OF_THE_CHAT")


@pytest.fixture
def telegram(tmp_path):
    with telegram_on_the_builders_morning(tmp_path) as telegram:
        yield telegram


@pytest.fixture
def process(telegram, database_url, tmp_path):
    with running_agency(telegram, database_url, tmp_path) as process:
        yield process


@pytest.fixture
def browser():
    with a_browser() as browser:
        yield browser


def test_a_month_is_reported_reviewed_and_answered_in_the_page(process, browser, telegram):
    budi = Phone(browser, telegram, BUDI)
    budi.sees("apa yang ingin dikerjakan?")
    budi.says("/lapor")
    budi.sees("Laporan Januari 2026")
    budi.presses("Isi satu per satu")
    budi.sees("Berapa realisasi Januari 2026?")
    budi.says("12")
    budi.sees("Target: 30 menit")
    budi.says("25")
    budi.sees("bayi diimunisasi")
    budi.says("90")
    budi.sees("bayi terdaftar")
    budi.says("95")
    budi.sees("Apa yang dikerjakan dan dicapai?")
    budi.says("Pedoman tersusun sampai bab 3.")
    budi.sees("Semua hasil kerja sudah terisi.")
    if PICTURE:
        budi.page.screenshot(path=PICTURE)
    budi.presses("Periksa dan kirim")
    budi.presses("Ya, kirim")
    budi.sees("belum di e-Kinerja")

    ani = Phone(browser, telegram, ANI)
    ani.sees("Budi Santoso mengirim laporan Januari 2026.")
    ani.presses("Buka")
    ani.sees("12 kunjungan")
    ani.presses("Terima")
    ani.presses("Beri umpan balik")
    ani.sees("Yang sudah baik")
    ani.says("12 kunjungan terlaksana, tiga lebih banyak daripada Desember.")
    ani.sees("Apa yang perlu ditingkatkan?")
    ani.presses("Lewati")
    ani.sees("Apa langkah berikutnya")
    ani.says("Lengkapi daftar hadir sampai 10 Februari.")
    ani.sees("Hasil kerja mana")
    ani.presses("Selesai")
    ani.sees("BerAKHLAK mana")
    ani.presses("Selesai")
    ani.sees("terlihat sebagai kekuatan")
    ani.presses("Selesai")
    ani.presses("Ada kemajuan")
    ani.sees("Apa tindak lanjutnya?")
    ani.presses("Selesai")
    ani.presses("Kirim")
    ani.sees("Umpan balik sudah disampaikan")

    budi.sees("Ada umpan balik baru untuk Bapak/Ibu.")
    budi.presses("Buka")
    budi.sees("tiga lebih banyak daripada Desember")
    budi.presses("Sudah saya baca")
    ani.sees("Budi Santoso sudah membaca umpan balik")


def test_killed_between_any_two_answers_the_report_goes_on(process, telegram):
    budi = Player(telegram.url, BUDI)
    answers = ("12", "25", "90", "95", "Pedoman tersusun sampai bab 3.")
    questions = ("Target: 30 menit", "bayi diimunisasi", "bayi terdaftar", "dicapai?", "terisi")
    budi.says("/lapor").waits_for("Laporan Januari 2026", READY)
    budi.presses("Isi satu per satu")
    budi.waits_for("Berapa realisasi", READY)
    for answer, question in zip(answers, questions, strict=True):
        process.kill()
        budi.says(answer)
        process.start()
        budi.waits_for(question, READY)
    budi.presses("Periksa dan kirim")
    budi.waits_for("12 dari 120 kunjungan", READY)
    process.kill()
    budi.presses("Ya, kirim")
    process.start()
    budi.waits_for("sudah dikirim", READY)
