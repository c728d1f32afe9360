"""A dialogue of two: a time that suits both, notes that both confirm, points until they are done."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from sqlmodel import col, select

from kinerja.models import Dialogue, Unit
from kinerja.services.telling_of_dialogues import remind_of_dialogues
from tests.bot.conversations.test_report import sent


def propose(budi, day="Jumat", hour="14.00"):
    budi.says("/dialog").presses("Usulkan atau catat").presses("Dialog kinerja")
    budi.presses("Usulkan waktu").sees("cocok bagi keduanya").presses(day)
    budi.sees("(WITA)").presses(hour).presses("60 menit").says("Ruang rapat, lantai 2")
    return budi.sees("Ani Lestari membacanya").presses("Kirim usulan")


@pytest.fixture
def agreed(budi, ani):
    propose(budi).sees("Usulan Bapak/Ibu: Jumat, 6 Februari 2026, 14.00 WITA (60 menit)")
    ani.sees("mengusulkan waktu dialog").sees_not("Jumat", "Ruang")
    ani.presses("Buka").sees("Usulan Budi Santoso: Jumat, 6 Februari 2026, 14.00 WITA")
    return ani.presses("Setuju dengan waktu ini")


def noted(budi, *, change="Tetap jelas"):
    budi.says("/dialog").presses("Buka 1").presses("Tulis catatan").sees("Hanya Bapak/Ibu dan")
    budi.says("Loket dibuka pukul 07.30.").presses(change)
    if change != "Tetap jelas":
        budi.says("Target 12 menjadi 15 kunjungan")
    budi.says("2/1/2026").sees("setengah tahun")
    budi.presses("Senin, 9 Maret").presses("Simpan catatan").sees("Tercatat")
    budi.presses("Tambah butir").presses("Ani").says("Meminjam mobil dinas").says("20/2")
    return budi.sees("1. Ani Lestari: Meminjam mobil dinas (sampai 20 Februari 2026)")


@pytest.fixture
def confirmed(agreed, budi, ani, stage):
    stage.clock.advance(timedelta(days=4))
    noted(budi, change="Berubah").presses("‹ Dialog").presses("Ya, itu yang disepakati")
    budi.sees("Masih perlu disetujui oleh: Ani Lestari")
    ani.sees("menyetujui catatan dialog").sees_not("07.30").presses("Buka").sees("07.30")
    return ani.presses("Ya, itu yang disepakati").sees("disetujui kedua pihak")


def file_of(person):
    """The newest calendar file in somebody's chat, as its properties."""
    lines = content_of(person).replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def content_of(person):
    return [m.words.file for m in person.chat if m.words.file is not None][-1].content


def clocks(person):
    """What the newest calendar file of somebody shows, read with icalendar, by each of the three clocks."""
    (event,) = icalendar.Calendar.from_ical(content_of(person)).walk("VEVENT")
    zones = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    starts = event.decoded("DTSTART")
    return [starts.astimezone(ZoneInfo(zone)).strftime("%d/%m %H.%M") for zone in zones]


def test_one_proposes_the_other_agrees_and_both_get_the_file(agreed, budi, ani):
    ani.sees("Disepakati.", "Jumat, 6 Februari 2026, 14.00 WITA")
    assert "Dialog disepakati: Jumat, 6 Februari 2026, 14.00 WITA." in ani.chat[-1].text
    for person in (budi, ani):
        said = file_of(person)
        assert ("20260206T060000Z", "20260206T070000Z") == (said["DTSTART"], said["DTEND"])
        assert ("0", "PUBLISH", "Ruang rapat\\, lantai 2") == (
            said["SEQUENCE"],
            said["METHOD"],
            said["LOCATION"],
        )
    assert "Dialog kinerja dengan Budi Santoso" == file_of(ani)["SUMMARY"]


def test_the_other_proposes_another_time_and_it_is_called_off(agreed, budi, ani):
    first = file_of(budi)
    ani.presses("Waktu lain").presses("Senin").presses("09.00").presses("30 menit")
    ani.presses("Lewati").presses("Kirim usulan").sees("waktu di atas tetap berlaku")
    budi.presses("Buka").sees("Usulan Ani Lestari: Senin, 9 Februari 2026").presses("Setuju")
    assert ("1", first["UID"]) == (file_of(ani)["SEQUENCE"], file_of(ani)["UID"])
    ani.says("/dialog").sees("Disepakati: Senin").presses("Buka 1").presses("Berkas kalender")
    assert "20260209T010000Z" == file_of(ani)["DTSTART"]
    budi.says("/dialog").presses("Buka 1").presses("Batalkan").sees("langsung diberi tahu")
    budi.presses("Ya, batalkan")
    gone = file_of(ani)
    assert ("CANCEL", "2", first["UID"]) == (gone["METHOD"], gone["SEQUENCE"], gone["UID"])
    ani.sees("dibatalkan").presses("Buka").sees("Dibatalkan.")
    assert ["‹ Daftar dialog", "Bangkom", "Menu"] == ani.labels()


def test_in_another_zone_each_reads_their_own_clock(budi, ani, stage, database):
    with database.unit_of_work() as session:
        place = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Mawar")).one()
        place.zone = "Asia/Jayapura"
    stage.clock.advance(timedelta(days=1))
    ani.says("/pengingat").presses("Waktu saya").presses("Zona").presses("WIB")
    budi.says("/dialog").presses("Usulkan").presses("Dialog evaluasi").presses("Usulkan waktu")
    budi.presses("Jumat").sees("(WIT)")
    # 08.00 WIT is 06.00 WIB, in her quiet hours.
    assert ["10.00", "13.00", "14.00", "15.00"] == [x for x in budi.labels() if "." in x][-4:]
    budi.says("8").sees("Bagi Ani Lestari", "06.00 WIB").presses("10.00")
    budi.presses("30 menit").presses("Lewati").presses("Kirim")
    budi.sees("10.00 WIT", "Bagi Ani Lestari: Jumat, 6 Februari 2026, 08.00 WIB")
    ani.presses("Buka").sees("08.00 WIB", "Bagi Budi Santoso: Jumat, 6 Februari 2026, 10.00 WIT")
    ani.presses("Setuju")
    assert ["06/02 08.00", "06/02 09.00", "06/02 10.00"] == clocks(budi) == clocks(ani)


def test_nonsense_gets_a_sentence_and_the_same_question(budi):
    budi.says("/dialog").presses("Usulkan atau catat").presses("perencanaan").presses("Usulkan")
    budi.says("kapan saja").sees("hari/bulan").says("7/2").sees("tidak bekerja pada 7 Februari")
    budi.says("2/2").sees("sudah lewat").presses("Kamis").says("siang").sees("misalnya 08.30")
    budi.says("5").sees("05.00 WITA").says("jam 9").presses("60 menit").presses("Lewati")
    budi.presses("Kirim").sees("Kamis, 5 Februari 2026, 09.00 WITA")
    for data in ("dlg.how|1|2|nonsense", "dlg.open|77", "dlg.yes|77", "dlg.kind|2|2", "dlg.ok|7|1"):
        budi.presses_data(f"1|a|{data}")
        assert "Menu" in budi.labels()


def test_both_are_told_in_time(agreed, budi, ani, stage, database):
    stage.clock.advance(timedelta(days=2))
    with database.unit_of_work() as session:
        assert 2 == remind_of_dialogues(session, now=stage.clock.now())
    stage.deliver()
    budi.sees("Sebentar lagi", "Ani Lestari", "14.00 WITA").sees_not("Ruang").presses("Buka")
    budi.sees("Ruang rapat")
    stage.clock.advance(timedelta(days=2))
    with database.unit_of_work() as session:
        remind_of_dialogues(session, now=stage.clock.now())
    stage.deliver()
    ani.sees("Mohon catat").presses("Buka").presses("Tulis catatan").sees("Apa yang disepakati?")


def test_what_was_agreed_leads_to_a_revision_and_the_next_dialogue(confirmed, budi, ani):
    budi.sees("juga sudah menyetujui").presses("Buka").sees("Ekspektasi: Berubah", "15 kunjungan")
    budi.presses("Ubah SKP").sees("Revisi SKP tahun 2026").presses("Batal")
    ani.sees("Dialog berikutnya: 9 Maret 2026")
    assert "Ubah SKP" not in ani.labels()
    ani.presses("Dialog lanjutan").presses("09.00").presses("60 menit").presses("Lewati")
    ani.presses("Kirim").sees("Senin, 9 Maret 2026, 09.00 WITA")


def test_open_points_wait_until_they_are_ticked_off(confirmed, budi, ani):
    ani.says("/tindaklanjut").sees("Sampai 20 Februari 2026, dengan Budi Santoso: Meminjam mobil")
    budi.says("/tindaklanjut").presses("Ditunggu (1)").sees("oleh Ani Lestari: Meminjam mobil")
    budi.presses("1. Ingatkan Ani").sees("mengingatkan Ani")
    budi.says("/lapor").sees("Butir dialog yang terbuka: 1; sampai 20 Februari 2026: Meminjam")
    ani.says("/tim").presses("Budi").presses("Beri umpan balik").presses("Berkala")
    ani.presses("Langsung").sees("Terbuka dari dialog", "Ani Lestari: Meminjam mobil dinas")
    ani.says("/batal")
    sent(budi)
    ani.presses("Buka").sees("Butir dialog yang terbuka: 1")
    ani.says("/tindaklanjut").presses("1. Buka").presses("Selesai").sees("pihak lain diberi tahu")
    budi.sees("menyelesaikan butir").presses("Buka").sees("Meminjam mobil dinas (selesai)")
    budi.says("/lapor").sees_not("Butir dialog")
    ani.says("/tindaklanjut").sees_not("Meminjam")


def test_a_change_asks_both_anew(confirmed, budi, ani):
    seen = [data for text, data in budi.shown.buttons if "Buka" in text]
    budi.presses("Buka").presses("Ubah catatan").sees("Loket dibuka pukul 07.30")
    budi.presses("Ubah jawaban").presses("Kesepakatan").says("Loket dibuka pukul 07.00.")
    budi.presses("Simpan catatan").sees("versi 2", "Ani Lestari, Budi Santoso")
    ani.presses_data(seen[0]).sees("07.00", "perlu disetujui lagi").presses("Ya, itu")
    budi.presses("Buka").presses("Ya, itu").sees("disetujui kedua pihak")
    stale = "1|a|dlg.ok|1|1"
    ani.presses_data(stale).sees("sudah diubah")


def test_a_talk_that_took_place_is_noted_with_the_four_parts_of_coaching(budi, ani):
    ani.says("/tim").presses("Budi").presses("Dialog").presses("Bimbingan kinerja")
    ani.presses("Sudah berlangsung").presses("Kemarin").says("9").presses("30 menit")
    ani.presses("Tulis catatan").says("Pasien menunggu paling lama 30 menit")
    ani.says("Antrean menumpuk pukul 08.00").presses("Lewati").says("Mulai Senin dua loket")
    ani.presses("Lewati").presses("Simpan").sees("Tujuan (goal)", "Kesediaan (will)")
    ani.sees_not("Pilihan (options)").presses("Ya, itu")
    budi.presses("Buka").sees("Bimbingan kinerja", "dua loket").presses("Ya, itu")


def test_screens_hold_the_longest_words(budi, ani):
    ani.says("/dialog").presses("Usulkan").presses("Bimbingan").presses("Sudah berlangsung")
    ani.presses("Hari ini").says("8").presses("30 menit").presses("Tulis catatan")
    for mark in "grow":
        ani.says(mark * 240)
    ani.presses("Lewati").presses("Simpan")
    ani.presses("Tambah butir").presses("Saya").says("b" * 140).says("20/2")
    for text in ("c" * 140, "d" * 140):
        ani.presses("Tambah butir").presses("Budi").says(text).says("20/2")
    ani.presses("‹ Dialog").sees("g" * 240, "w" * 240, "dan 1 lagi").presses("Ya, itu")
    budi.presses("Buka").presses("Butir (3)").sees("d" * 140).presses("3").presses("Hapus butir")
    budi.sees("Dihapus").sees_not("d" * 140)


def test_nobody_else_reads_or_does_anything(confirmed, citra, dedi, stage, database):
    with database.reading() as session:
        row = session.exec(select(Dialogue)).one()
    for data in (
        f"dlg.open|{row.id}",
        f"dlg.points|{row.id}",
        f"dlg.kind|{row.rater_id}|{row.person_id}",
        f"dlg.new|{row.rater_id}|{row.person_id}|planning",
        f"dlg.note|{row.id}",
        f"dlg.ics|{row.id}",
        f"dlg.revise|{row.id}",
        "dlg.point|1",
        "dlg.done|1",
        "dlg.ok|1|2",
    ):
        for stranger in (citra, dedi, stage.person(500)):
            stranger.presses_data(f"1|a|{data}").sees_not("Budi", "Ani", "07.30", "mobil")


def test_in_english(agreed, budi, ani):
    ani.says("/bahasa").presses("English")
    ani.says("/dialog").sees("Agreed: Friday, 6 February 2026, 14:00 WITA").presses("Open 1")
    ani.sees("<b>Performance dialogue</b> with Budi Santoso").presses("Another time")
    ani.presses("Monday").presses("09:00").presses("30 minutes").presses("Skip")
    ani.presses("Send the proposal")
    budi.presses("Buka").presses("Setuju")
    ani.sees("The dialogue is agreed: Monday")
    assert "Performance dialogue with Budi Santoso" == file_of(ani)["SUMMARY"]
    assert "Dialog kinerja dengan Ani Lestari" == file_of(budi)["SUMMARY"]
