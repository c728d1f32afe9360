"""What is asked and refused where evidence and words are typed, as Budi lives it."""

import pytest
from sqlmodel import col, select

from kinerja.models import Evidence, EvidencePolicy, Obstacle, Unit
from tests.bot.conversations.test_report import PHOTO

NIK = "3273014107900001"
WARNING = (
    "Jangan mengirim data pasien, siswa, atau wajib pajak; tutup nama/NIK, atau kirim nomor dokumen "
    "atau tautan."
)


@pytest.fixture
def kept(database):
    """Return what a query finds now."""

    def found(query):
        with database.reading() as session:
            return session.exec(query).all()

    return found


def wants_no_files(database):
    with database.unit_of_work() as session:
        place = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Mawar")).one()
        place.evidence_policy = EvidencePolicy.REFERENCE_ONLY


def test_the_warning_stands_beside_the_upload_every_time(budi):
    budi.says("/lapor").presses("1").presses("Bukti dukung").sees(WARNING)
    budi.sends(PHOTO).sees(WARNING).presses("Selesai")


def test_a_unit_without_files_says_what_to_send_instead(budi, database, kept):
    wants_no_files(database)
    budi.says("/lapor").presses("1").presses("Bukti dukung")
    budi.sees("tidak menyimpan berkas", "tautan").sees_not("foto")
    budi.sends(PHOTO).sees("tidak menyimpan berkas", "nomor dokumen").says("440/12/2026")
    budi.presses("Selesai").sees("Bukti dukung: 1")
    assert ["440/12/2026"] == [
        one.reference for one in kept(select(Evidence).order_by(Evidence.id))
    ]


def test_a_nik_as_evidence_is_asked_about_once(budi, kept):
    budi.says("/lapor").presses("1").presses("Bukti dukung").says(f"KTP {NIK}").sees("NIK")
    assert [] == kept(select(Evidence))
    budi.presses("Ubah").sees(WARNING).says(f"KTP {NIK}").presses("Ya, benar").sees("1")
    budi.says("440/1/2026").presses("Selesai").sees("Bukti dukung: 2")
    assert [f"KTP {NIK}", "440/1/2026"] == [
        one.reference for one in kept(select(Evidence).order_by(Evidence.id))
    ]


def test_what_is_refused_after_the_question_is_explained(budi, database, kept):
    budi.says("/lapor").presses("1").presses("Bukti dukung")
    budi.says(f"javascript:alert({NIK})").sees("NIK").presses("Ya, benar").sees("alamat")
    assert [] == kept(select(Evidence))
    budi.says("440/1/2026").presses("Selesai").sees("Bukti dukung: 1")


def test_a_nik_in_an_obstacle_is_asked_about_once(budi, kept):
    budi.says("/lapor").presses("1").presses("Kendala").says(f"Data {NIK} ganda.").sees("NIK")
    budi.presses("Ubah").says("Data ganda.").says(f"Hapus {NIK}").sees("NIK").presses("Ya, benar")
    budi.sees("Data ganda.")
    assert [("Data ganda.", f"Hapus {NIK}")] == [
        (one.text, one.help_needed) for one in kept(select(Obstacle))
    ]
