"""Every main screen in both languages: no button is cut off on a page of 360 pixels, four rows at most."""

import pytest

from bot.demo.player import Player
from tests.e2e.process import READY
from tests.e2e.stage import (
    ANI,
    BUDI,
    EKA,
    Phone,
    a_browser,
    running_agency,
    telegram_on_the_builders_morning,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"], indirect=True),
]
QUICK = {
    "KINERJA_TELEGRAM__MESSAGES_PER_SECOND": "1000",
    "KINERJA_SENDER__PER_CHAT_SECOND": "30",
}
"""The stand-in keeps no flood limits here: no screen has to wait a second for the one before."""

LABELS = {
    "id": {
        "commands": {
            "/menu": "apa yang ingin",
            "/skp": "Tanggung jawab saya",
            "/catat": "hasil kerja yang mana",
            "/batal": "Dibatalkan",
            "/bahasa": "Bahasa apa",
            "/umpanbalik": "Belum ada",
            "/datasaya": "yang disimpan asisten",
            "/tindaklanjut": "Menunggu",
            "/dialog": "Belum ada dialog",
            "/cuti": "Belum ada",
            "/lapor": "Laporan Januari",
        },
        "help": (
            ("/bantuan", "Pekerjaan Bapak/Ibu"),
            ("Semua perintah", "/lapor"),
            ("/bantuan", "Unit yang Bapak/Ibu kelola"),
            ("Tur singkat", "1 dari 3"),
            ("Lanjut", "2 dari 3"),
            ("Lanjut", "3 dari 3"),
        ),
        "admin": (
            ("/admin", "langkah sudah selesai"),
            ("Tanpa penilai (3)", "Ani Lestari"),
            ("1", "Tertaut sejak"),
            ("Ganti ponsel: putuskan tautan", "Putuskan tautan"),
            ("/admin", "langkah sudah selesai"),
            ("Bentuk bukti dukung", "Puskesmas Mawar"),
            ("2", "Bukti dukung: foto"),
            ("/admin", "langkah sudah selesai"),
            ("Cari pegawai, ganti ponsel", "sebagian nama"),
        ),
        "line": "Jumlah kunjungan",
        "fill": "Isi satu per satu",
        "questions": ("Jumlah kunjungan", "menit", "diimunisasi", "terdaftar", "dicapai?"),
        "filled": "sudah terisi",
        "check": "Periksa dan kirim",
        "sure": "Apakah semuanya",
        "send": "Ya, kirim",
        "sent": "L-2601-",
        "copy": ("Salin ke e-Kinerja", "Ketuk teks"),
        "waits": "Budi Santoso",
        "obstacle": "Kendala",
        "questions_of_obstacle": ("Apa kendalanya", "Bantuan apa"),
        "asked": "sudah disampaikan",
        "opened": ("Kendala (terbuka)", "Terbuka sejak"),
        "open": "Buka",
        "answer": "Menunggu jawaban Bapak/Ibu",
    },
    "en": {
        "commands": {
            "/menu": "what would you like",
            "/plan": "My responsibility",
            "/log": "Which result",
            "/cancel": "Cancelled",
            "/language": "Which language",
            "/feedback": "none yet",
            "/mydata": "the assistant holds",
            "/waiting": "Waiting for you",
            "/dialogue": "No dialogue yet",
            "/away": "Nothing is entered",
            "/report": "Report for January",
        },
        "help": (
            ("/help", "Your own work"),
            ("All commands", "/lapor"),
            ("/help", "The unit you administer"),
            ("Short tour", "1 of 3"),
            ("Next", "2 of 3"),
            ("Next", "3 of 3"),
        ),
        "admin": (
            ("/admin", "steps are done"),
            ("No superior (3)", "Ani Lestari"),
            ("1", "Linked since"),
            ("Lost phone: unlink", "Unlink the chat"),
            ("/admin", "steps are done"),
            ("Kinds of evidence", "Puskesmas Mawar"),
            ("2", "Evidence: photos"),
            ("/admin", "steps are done"),
            ("Find a person, lost phone", "a part of it"),
        ),
        "line": "Jumlah kunjungan",
        "fill": "Fill in one by one",
        "questions": ("Jumlah kunjungan", "menit", "diimunisasi", "terdaftar", "achieved?"),
        "filled": "All results have an answer",
        "check": "Check and send",
        "sure": "Is everything right",
        "send": "Yes, send it",
        "sent": "L-2601-",
        "copy": ("Copy to e-Kinerja", "Tap a text"),
        "waits": "Budi Santoso",
        "obstacle": "Obstacle",
        "questions_of_obstacle": ("in the way", "What help"),
        "asked": "has been sent",
        "opened": ("Obstacle (open)", "Open since"),
        "open": "Open",
        "answer": "Waits for your answer",
    },
}
FEEDBACK = {
    "id": (
        ("/tim", "Pegawai yang saya nilai"),
        ("Tampilan lain", "Apa yang ingin"),
        ("‹ Tim", "Pegawai yang saya nilai"),
        ("Budi Santoso", "Tahun berjalan"),
        ("Ritme", "Seberapa sering"),
        ("‹ Tim", "Pegawai yang saya nilai"),
        ("Budi Santoso", "Tahun berjalan"),
        ("Beri umpan balik", "berkala sesuai kesepakatan"),
        ("Berkala", "langsung (catatan"),
        ("Tidak langsung", "Yang sudah baik"),
        ("=12 kunjungan tercatat.", "ditingkatkan"),
        ("Lewati", "langkah berikutnya"),
        ("Lewati", "Hasil kerja mana"),
        ("Selesai", "Nilai BerAKHLAK"),
        ("Berorientasi Pelayanan", "Nilai BerAKHLAK"),
        ("Selesai", "kekuatan"),
        ("Orientasi pada hasil", "kekuatan"),
        ("Selesai", "kemajuan"),
        ("Ada kemajuan", "tindak lanjut"),
        ("Selesai", "Apakah sudah benar"),
        ("Ubah jawaban", "Jawaban mana"),
    ),
    "en": (
        ("/team", "People I rate"),
        ("Other views", "What would you"),
        ("‹ Team", "People I rate"),
        ("Budi Santoso", "Year:"),
        ("Rhythm", "How often"),
        ("‹ Team", "People I rate"),
        ("Budi Santoso", "Year:"),
        ("Give feedback", "scheduled feedback"),
        ("Scheduled", "direct (you note"),
        ("Indirect", "What went well"),
        ("=12 visits were recorded.", "improved"),
        ("Skip", "next step"),
        ("Skip", "Which results"),
        ("Done", "Which BerAKHLAK"),
        ("Service oriented", "Which BerAKHLAK"),
        ("Done", "strength"),
        ("Orientasi pada hasil", "strength"),
        ("Done", "progress"),
        ("Progress", "What follows"),
        ("Done", "Is this right"),
        ("Change an answer", "Which answer"),
    ),
}
ANSWERS = ("12", "25", "90", "95", "Pedoman tersusun sampai bab 3.")


def use_everything(budi, ani, said):
    """Open the main screens and report the month."""
    for command, text in said["commands"].items():
        budi.says(command).waits_for(text, READY)
    budi.presses("1")
    budi.waits_for(said["line"], READY)
    last = list(said["commands"])[-1]
    budi.says(last).waits_for(said["commands"][last], READY)
    budi.presses(said["fill"])
    for question, answer in zip(said["questions"], ANSWERS, strict=True):
        budi.waits_for(question, READY)
        budi.says(answer)
    for text, label in ((said["filled"], said["check"]), (said["sure"], said["send"])):
        budi.waits_for(text, READY)
        budi.presses(label)
    budi.waits_for(said["sent"], READY)
    label, text = said["copy"]
    budi.presses(label)
    budi.waits_for(text, READY)
    budi.says("/ekinerja").waits_for("Perawat", READY)
    budi.says(last).waits_for(said["commands"][last], READY)
    ani.says("/tinjau").waits_for(said["waits"], READY)


def ask_for_help(budi, ani, said):
    """Ask for help with the first result, and open the request on both sides."""
    budi.says("/lapor").waits_for("Pedoman", READY)
    budi.presses("1")
    budi.waits_for(said["line"], READY)
    budi.presses(said["obstacle"])
    for question, answer in zip(
        said["questions_of_obstacle"], ("Mobil rusak.", "Pinjaman mobil."), strict=True
    ):
        budi.waits_for(question, READY)
        budi.says(answer)
    budi.waits_for(said["asked"], READY)
    button, then = said["opened"]
    budi.presses(button)
    budi.waits_for(then, READY)
    ani.waits_for("Budi Santoso", READY)
    ani.presses(said["open"])
    ani.waits_for(said["answer"], READY)


def administer(eka, said):
    """Walk through help, the tour and the screens of administration, by command or button."""
    for step, text in (*said["help"], *said["admin"]):
        eka.says(step) if step.startswith("/") else eka.presses(step)
        eka.waits_for(text, READY)


def cut_off_in(ani, phone, steps):
    """Go through the team and a feedback; return the buttons that did not fit on their screen."""
    found = []
    for what, text in steps:
        if what.startswith(("/", "=")):
            ani.says(what.removeprefix("="))
        else:
            ani.presses(what)
        ani.waits_for(text, READY)
        phone.page.wait_for_timeout(200)
        found += phone.cut_off()
    return found


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_button_is_cut_off(language, database_url, tmp_path):
    with (
        telegram_on_the_builders_morning(tmp_path) as telegram,
        running_agency(telegram, database_url, tmp_path, language, **QUICK),
        a_browser() as browser,
    ):
        budi, ani = Player(telegram.url, BUDI), Player(telegram.url, ANI)
        ask_for_help(budi, ani, LABELS[language])
        use_everything(budi, ani, LABELS[language])
        eka = Player(telegram.url, EKA)
        administer(eka, LABELS[language])
        for who in (BUDI, ANI, EKA):
            phone = Phone(browser, telegram, who)
            phone.page.wait_for_timeout(500)
            assert [] == phone.cut_off()
        assert [] == cut_off_in(ani, Phone(browser, telegram, ANI), FEEDBACK[language])
        for message in [*budi.messages(), *ani.messages(), *eka.messages()]:
            keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
            assert len(keyboard) <= 4, message["text"]
