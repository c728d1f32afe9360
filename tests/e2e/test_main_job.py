"""The main job in a real browser: report, review, feedback, acknowledgement; and killed in between."""

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect, sync_playwright
from sqlmodel import select

from bot.demo.player import Player
from bot.demo.server import LocalTelegram
from kinerja.database import Database
from kinerja.models import Account
from tests import builders
from tests.e2e.process import READY, Process

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ANI, BUDI = 100, 200
PICTURE = os.environ.get("PICTURE_OF_THE_CHAT")


@pytest.fixture
def telegram(tmp_path):
    """A local Telegram whose clock stands on the morning of the builders' agency."""
    offset = builders.NOW - datetime.now(UTC)
    clock = tmp_path / "clock.json"
    clock.write_text(f'{{"offset_seconds": {offset / timedelta(seconds=1)}}}')
    with LocalTelegram(offset_file=clock) as telegram:
        yield telegram


@pytest.fixture
def process(telegram, database_url, tmp_path):
    database = Database(database_url)
    with database.unit_of_work() as session:
        builders.agency(session)
        for account in session.exec(select(Account)).all():
            account.language = "id"
    database.close()
    Player.new(telegram.url, ANI, "Ani Lestari", note="Kepala puskesmas").says("/menu")
    Player.new(telegram.url, BUDI, "Budi Santoso", note="Perawat").says("/menu")
    process = Process(
        telegram,
        database_url,
        tmp_path,
        KINERJA_CLOCK__OFFSET_FILE=str(tmp_path / "clock.json"),
    ).start()
    yield process
    process.kill()


@pytest.fixture
def browser():
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("chromium is missing")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Phone:
    """Somebody's phone in the page."""

    def __init__(self, browser, telegram, user_id):
        self.page = browser.new_page(viewport={"width": 360, "height": 740})
        self.page.goto(f"{telegram.url}/#users={user_id}")

    def says(self, text):
        box = self.page.get_by_placeholder("Pesan").last
        box.fill(text)
        box.press("Enter")

    def presses(self, label):
        self.page.locator(".log").get_by_role("button", name=label, exact=True).last.click()

    def sees(self, text):
        expect(self.page.locator(".log").get_by_text(text).last).to_be_visible(timeout=READY * 1000)


sqlite_only = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@sqlite_only
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


@sqlite_only
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
