"""Everyday stories that must not break, one function each."""

from datetime import timedelta

from sqlmodel import select

from kinerja.models import Person, PlannedResult, Position, ProgressReport, ReportStatus
from kinerja.rules.access import OPERATOR
from kinerja.services.inviting import issue_invitations
from tests import builders
from tests.bot.conversations.test_report import fill_in, sent


def test_rater_without_nip_and_without_telegram(stage, budi, database):
    """Budi's rater is the regent: no NIP, no Telegram; nothing pretends otherwise, and nothing is stuck."""
    with database.unit_of_work() as session:
        regent = builders.person(session, "Bupati Contoh", nip="BUPATI-01", kind=None)
        post = session.exec(
            select(Position).join(Person).where(Person.name == "Budi Santoso")
        ).one()
        for result in session.exec(select(PlannedResult)):
            result.leader_id = None
        for assignment in session.exec(
            select(builders.RaterAssignment).where(builders.RaterAssignment.position_id == post.id)
        ):
            assignment.rater_id = regent.id

    fill_in(budi).presses("1").presses("Kendala").says("Mobil rusak.").says("Pinjaman mobil dinas.")
    budi.sees("Bupati Contoh belum memakai asisten", "sampaikan langsung")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").sees("Bupati Contoh")
    budi.presses("Ya, kirim").sees("L-2601-", "Bupati Contoh belum memakai asisten")
    budi.says("/tindaklanjut").presses("Ditunggu (2)").sees("Bupati Contoh meninjau laporan")
    assert "Ingatkan" not in " ".join(budi.labels())

    with database.unit_of_work() as session:
        (issued,) = issue_invitations(
            session, OPERATOR, people=(regent.id,), now=stage.clock.now(), today=builders.TODAY
        )
    regent_phone = stage.person(910)
    regent_phone.says(f"/start {issued.token}").presses("Setuju").sees("kode").says(issued.code)
    regent_phone.presses("Ya, benar").says("/tinjau").sees("(2)", "Budi Santoso")
    regent_phone.presses("meminta bantuan").sees("Pinjaman mobil dinas.").presses("Saya bantu")
    regent_phone.says("Mobil sekretariat dipinjamkan mulai besok.")
    budi.presses("Buka").sees("Mobil sekretariat").presses("Kendala selesai").sees("Teratasi")
    stage.clock.advance(timedelta(days=1))
    regent_phone.says("/tinjau").presses("Budi Santoso, Januari").presses("Terima")
    budi.sees("diterima")
    with database.reading() as session:
        assert ReportStatus.ACCEPTED is session.exec(select(ProgressReport)).one().status


def test_reports_in_the_bot_and_forgets_e_kinerja(budi, ani, stage):
    sent(budi).sees("Tersimpan di asisten ini, belum di e-Kinerja.")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    stage.clock.advance(timedelta(days=6))

    # Nothing was copied: every place that shows the report says so.
    assert "Salin ke e-Kinerja (1)" in budi.says("/menu").labels()
    budi.says("/tindaklanjut").sees("Perlu disalin ke e-Kinerja: 1")
    budi.says("/lapor").sees("diterima", "Tersimpan di asisten ini, belum di e-Kinerja.")

    # Two taps: the text, and that it was copied.
    budi.presses("Salin ke e-Kinerja").sees("<code>Jumlah kunjungan: 12 kunjungan</code>")
    budi.presses("Sudah saya salin").sees("Januari 2026 sudah disalin")
    assert "Salin ke e-Kinerja" in budi.says("/menu").labels()
    budi.says("/tindaklanjut").sees_not("e-Kinerja")

    # A correction opens it again, and says why.
    budi.says("/lapor").sees("Sudah disalin ke e-Kinerja").presses("Tulis")
    budi.presses("1").presses("Realisasi").says("14").presses("Semua hasil kerja")
    budi.presses("Periksa dan kirim").presses("Ya, kirim")
    budi.says("/ekinerja").sees("Laporan Januari 2026: berubah setelah disalin").presses("Bulanan")
    budi.sees("Laporan berubah setelah disalin", "<code>Jumlah kunjungan: 14 kunjungan</code>")
    budi.presses("Sudah saya salin").presses("Buka lagi").sees("belum di e-Kinerja")
