"""Every step of every conversation, killed at every statement: nothing of it stays, then it goes on.

The dialogues run as usual, but before each step is let through it is tried again and again, killed at
its first statement, its second, and so on to the commit. `make chaos` plays all other dialogues so, too.
"""

import pytest

from bot.talk.turn import Attachment
from kinerja.models import EvidenceKind
from tests import builders
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent
from tests.mortal import MortalStage

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def stage(database):
    stage = MortalStage(database)
    stage.clock.moment = builders.NOW
    with database.unit_of_work() as session:
        builders.agency(session)
    return stage


@pytest.fixture
def budi(stage):
    return stage.person(200)


@pytest.fixture
def ani(stage):
    return stage.person(100)


def test_a_report_with_all_its_parts(stage, budi, ani):
    budi.says("/lapor").presses("1").presses("Bukti dukung").says("440/12/2026")
    budi.sends(
        Attachment(
            kind=EvidenceKind.PHOTO,
            file_id="p",
            media_type="image/jpeg",
            size=10,
            sha256="a" * 64,
        )
    )
    budi.presses("Selesai").presses("Kendala").says("Vaksin terlambat.").says("Gudang farmasi.")
    budi.presses("Catatan").says("Dua belas kunjungan.")
    sent(budi).sees("L-2601-")
    budi.presses("Tarik kembali").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("meminta bantuan").presses("Saya bantu").says(
        "Saya telepon gudang."
    )
    budi.presses("Buka").sees("Saya telepon gudang.").presses("Kendala selesai").sees("Teratasi")
    ani.says("/tinjau").presses("Budi").sees("12 kunjungan").sees_not("Vaksin")
    assert stage.deaths > 100


def test_a_decision_and_feedback(stage, budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Kembalikan").says("Mohon lampirkan daftar hadir.")
    ani.presses("Kembalikan")
    budi.presses("Buka").presses("Lengkapi").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    give(ani).presses("Kirim")
    budi.presses("Buka").presses("Sudah saya baca").presses("Jawab").says("Terima kasih.")
    budi.presses("Kirim")
    ani.presses("Buka").sees("Terima kasih.")


def test_logs_menu_and_language(stage, budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1")
    budi.says("/menu").says("/bantuan").says("/bahasa").presses("English")
    budi.says("/report").presses("3").presses("Value").says("90").says("/log").presses("Set them")
    budi.says("/cancel").says("/skp").sees("My responsibility")


def test_copying_to_e_kinerja(stage, budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1")
    budi.says("/ekinerja").presses("Harian").presses("Sudah saya salin").presses("Buka lagi")
    sent(budi).presses("Salin ke e-Kinerja").presses("Sudah saya salin").sees("Januari 2026")
    budi.presses("Buka lagi").sees("belum di e-Kinerja")
    assert stage.deaths > 100
