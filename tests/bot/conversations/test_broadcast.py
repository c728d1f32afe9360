"""Announcements by chat: written, addressed, looked at by a second administrator, sent, read, mended."""

import base64
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from bot.talk.options import Options
from bot.talk.turn import Attachment
from kinerja.models import (
    AuditEntry,
    Broadcast,
    EmployeeGroup,
    EvidenceKind,
    Period,
    PeriodKind,
    Person,
    Stage,
    Unit,
    WorkingTime,
)
from kinerja.rules.access import OPERATOR
from kinerja.rules.broadcasts import Ways
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.services.cycles import open_cycle
from kinerja.services.moving_windows import move_window
from kinerja.services.running_broadcasts import advance_broadcasts
from tests import builders

SHA = "ab" * 32


@pytest.fixture
def eka(stage):
    """The administrator of an agency that is too small for a second look."""
    stage.dispatcher.options = Options(agency="Contoh", broadcast=Ways(second_approval=False))
    return stage.person(500)


@pytest.fixture
def gita(stage, database):
    """A second administrator of the whole agency, who wants the second look."""
    stage.dispatcher.options = Options(agency="Contoh")
    with database.unit_of_work() as session:
        root = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).one()
        somebody = builders.person(session, "Gita Permata")
        builders.position(session, somebody, root, "Analis Kepegawaian")
        builders.account(session, somebody, 600)
        builders.grant(session, somebody, root)
    return stage.person(600)


@pytest.fixture
def tick(stage, database):
    def step():
        with database.unit_of_work() as session:
            ways = stage.dispatcher.options.broadcast
            advance_broadcasts(session, ways, now=stage.clock.now(), today=builders.TODAY)
        stage.deliver()

    return step


def written(by, text="*Besok* pukul 09.00 apel bersama."):
    return by.says("/pengumuman").presses("Tulis").says(text)


def sent(by):
    return by.presses("Kirim…").presses("Ya, kirim")


def nip_of(database, name):
    with database.reading() as session:
        return session.exec(select(Person.nip).where(Person.name == name)).one()


def test_from_the_first_word_to_the_last_confirmation(stage, eka, budi, citra, tick):
    written(eka).sees("Pengumuman 1", "draf", "5 orang", "sekarang")
    eka.presses("Pilihan").presses("Minta konfirmasi baca").presses("‹ Draf")
    sent(eka).sees("Kemajuannya terlihat di bawah")
    assert "Menunggu: 5" in eka.chat[-1].text
    budi.sees("<b>Pengumuman</b>", "<b>Besok</b> pukul 09.00")
    tick()
    eka.sees("terkirim", "100 %", "Terkirim: 5")
    budi.presses("Sudah saya baca dan pahami").sees("tercatat 3 Februari 2026", "<b>Besok</b>")
    budi.sees_not("Sudah saya baca")
    eka.presses("Hasil kirim").sees("Konfirmasi baca: 1 dari 5").presses("Belum membaca")
    eka.sees("4 orang", "Citra Dewi").sees_not("Budi Santoso")
    eka.presses("Ingatkan mereka").sees("4 orang diingatkan")
    citra.sees("menunggu konfirmasi baca").sees_not("apel").presses("Buka").sees("<b>Besok</b>")
    citra.presses("Sudah saya baca")
    budi.sees("tercatat")
    eka.presses("Lainnya").presses("Ingatkan").sees("dalam sehari terakhir")


def test_the_progress_is_one_card_that_is_edited(stage, eka, tick):
    written(eka)
    sent(eka)
    messages = len(eka.chat)
    tick()
    assert messages + 1 == len(eka.chat)  # "everything is sent" comes as a new message
    assert "terkirim" in eka.chat[-2].text
    assert "terkirim" in eka.chat[-1].text


def test_each_reads_it_in_their_language_and_the_test_is_exact(stage, eka, ani, budi):
    ani.says("/bahasa").presses("English")
    written(eka).presses("Isi").presses("Inggris").says("Assembly at *nine* tomorrow.")
    eka.sees("Teks bahasa Inggris: ada").presses("Uji coba ke saya")
    tried = [message.text for message in eka.chat[-2:]]
    eka.presses("‹ Draf")
    sent(eka)
    assert tried == [budi.screen, ani.screen]
    ani.sees("<b>Announcement</b>", "Assembly at <b>nine</b>").sees_not("apel")


def test_the_button_of_a_test_confirms_nothing(stage, eka):
    written(eka).presses("Pilihan").presses("Minta konfirmasi").presses("‹ Draf")
    eka.presses("Uji coba").presses("Sudah saya baca dan pahami").sees("Ini uji coba")


def test_a_second_administrator_looks_first(stage, eka, gita, budi):
    written(eka).presses("Kirim…").sees("Pengelola kinerja kedua").presses("Serahkan")
    eka.sees("menunggu pengelola kinerja kedua")
    gita.sees("menunggu pemeriksaan").sees_not("apel")
    gita.presses("Buka").sees("apel bersama", "Dari: Eka Wijaya", "6 orang")
    eka.presses_data("1|a|bc.ok|1").sees("tidak seorang pun menyetujui")
    budi.sees_not("apel")
    gita.presses("Kembalikan").says("Mohon sebut tempatnya.")
    eka.sees("dikembalikan").sees_not("tempatnya").presses("Buka").sees("Mohon sebut tempatnya.")
    eka.presses("Isi").presses("Indonesia").says("Besok apel di halaman kantor.")
    eka.presses("Kirim…").presses("Serahkan")
    gita.presses("Buka").presses("Setujui").sees("disetujui")
    budi.sees("halaman kantor")


def test_urgent_needs_the_second_look_even_where_it_is_switched_off(stage, eka, budi):
    written(eka).presses("Pilihan").presses("Darurat").presses("‹ Draf").sees("Darurat")
    eka.presses("Kirim…").presses("Serahkan").sees("belum ada yang memakai Telegram")
    budi.sees_not("apel")


def test_taken_back_it_is_a_draft_and_nobody_can_approve_it(stage, eka, gita, budi):
    written(eka).presses("Kirim…").presses("Serahkan").presses("Tarik kembali").sees("draf")
    gita.presses("Buka").sees("draf").presses("Kirim…").presses("Serahkan")
    gita.sees("tidak tersedia")
    gita.presses_data("1|a|bc.ok|1")
    budi.sees_not("apel")


def test_an_audience_narrows_down_with_a_live_number(stage, eka, budi, ani, citra):
    written(eka).presses("Penerima").sees("5 orang").presses("Unit").presses("Puskesmas Mawar")
    eka.sees("Unit").presses("Selesai").sees("2 orang", "Puskesmas Mawar")
    eka.presses("Peran").presses("Pejabat penilai").presses("Selesai").sees("1 orang")
    eka.presses("Nama").sees("Ani Lestari").sees_not("Budi").presses("‹ Penerima")
    eka.presses("Semua").sees("5 orang")
    eka.presses("Belum lapor Januari 2026").sees("1 orang").presses("Nama").sees("Budi Santoso")
    eka.presses("‹ Penerima").presses("Kepegawaian").presses("PPPK").presses("Selesai")
    eka.sees("0 orang").presses("Nama").sees("Tidak ada yang sesuai").presses("‹ Penerima")
    eka.presses("‹ Draf").presses("Kirim…").presses("Ya, kirim").sees("Mohon pilih penerima lagi")
    for somebody in (budi, ani, citra):
        somebody.sees_not("apel")


def test_a_group_of_employees_is_an_audience(stage, eka, budi, citra, database):
    written(eka).presses("Penerima").presses("Kelompok").sees("Belum ada pegawai", "kelompok")
    with database.unit_of_work() as session:
        group = EmployeeGroup(name="Guru")
        session.add_all([group, EmployeeGroup(name="Kosong")])
        session.flush()
        somebody = session.exec(select(Person).where(Person.name == "Citra Dewi")).one()
        session.add(WorkingTime(person_id=somebody.id, group_id=group.id))
    eka.presses("Selesai").presses("Kelompok").sees_not("Kosong").presses("Guru")
    assert ["✓ Guru", "Selesai"] == eka.labels()
    eka.presses("Selesai").sees("1 orang", "Kelompok: Guru").presses("‹ Draf")
    eka.presses_data("1|a|bc.grp|1|99|1").sees("salah satu tombol").presses_data("1|a|bc.open|1")
    sent(eka)
    citra.sees("apel")
    budi.sees_not("apel")


def test_the_month_follows_the_moved_window_of_the_unit(stage, eka, database):
    given = {"now": stage.clock.now(), "today": builders.TODAY}
    with database.unit_of_work() as session:
        open_cycle(session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=10, **given)
        january = Period.kind == PeriodKind.MONTH, Period.starts_on == date(2026, 1, 1)
        month = session.exec(select(Period.id).where(*january)).one()
        moved = Window(date(2026, 1, 1), date(2026, 2, 15), date(2026, 2, 20))
        place = Place(month, Stage.MONTHLY_REPORT, None)
        move_window(session, OPERATOR, place, moved, reason="Surat 12", **given)
    stage.clock.advance(timedelta(days=12))
    written(eka).presses("Penerima").sees_not("Februari").presses("Belum lapor Januari 2026")
    eka.says("/pengumuman").presses("Contoh").presses("Batas waktu berubah")
    eka.sees("Januari 2026", "20 Februari 2026")


def test_a_pasted_list_says_which_numbers_are_nobodys(stage, eka, budi, citra, database):
    written(eka).presses("Penerima").presses("Daftar NIP")
    eka.says("bukan nomor, sama sekali").sees("2 NIP tidak ada di unit Bapak/Ibu", "bukannomor")
    eka.presses("Daftar NIP").says(f"{nip_of(database, 'Budi Santoso')}\n199912312020121009")
    eka.sees("1 NIP tidak ada", "199912312020121009", "dari daftar 1 orang", "1 orang")
    eka.presses("‹ Draf")
    sent(eka)
    budi.sees("apel")
    citra.sees_not("apel")


def test_an_administrator_reaches_ones_own_units_only(stage, eka, dedi, citra, budi, database):
    with database.unit_of_work() as session:
        person = session.exec(select(Person).where(Person.name == "Dedi Kurnia")).one()
        place = session.exec(select(Unit).where(Unit.name == "Puskesmas Melati")).one()
        builders.grant(session, person, place)
    written(dedi).sees("2 orang").presses("Penerima").presses("Unit").sees_not("Mawar")
    dedi.presses_data("1|a|bc.unit|1|1|1").sees("salah satu tombol")
    dedi.presses_data("1|a|bc.nips|1").says(nip_of(database, "Budi Santoso"))
    dedi.sees("1 NIP tidak ada di unit Bapak/Ibu").presses("Semua").presses("‹ Draf")
    sent(dedi)
    citra.sees("apel")
    budi.sees_not("apel")
    written(eka, "Rahasia untuk semua.")
    dedi.presses_data("1|a|bc.open|2").sees("tidak tersedia").sees_not("Rahasia")


def test_who_administers_nothing_announces_nothing(stage, budi):
    budi.says("/pengumuman").sees("tidak tersedia")
    budi.presses_data("1|a|bc.new").sees("tidak tersedia")
    budi.says("/bantuan").sees_not("pengumuman")


def test_a_photo_goes_out_with_its_words(stage, eka, budi, database):
    photo = Attachment(EvidenceKind.PHOTO, "photo-1", size=9, sha256=SHA)
    eka.says("/broadcast").presses("Tulis").sends(photo, "Poster *imunisasi*")
    eka.sees("Lampiran: foto")
    sent(eka)
    budi.sees("Poster <b>imunisasi</b>")
    file = budi.shown.words.file
    assert (EvidenceKind.PHOTO, "photo-1", SHA) == (file.kind, file.file_id, file.sha256)


def test_a_photo_whose_place_was_stripped_goes_out_from_our_copy(stage, eka, database):
    photo = Attachment(EvidenceKind.PHOTO, "photo-1", size=9, sha256=SHA, stripped=True)
    eka.says("/siaran").presses("Tulis").sends(photo, "Poster")
    with database.reading() as session:
        row = session.exec(select(Broadcast)).one()
    assert (None, SHA) == (row.file_id, row.file_sha256)
    eka.presses("Isi").presses("Hapus lampiran").sees_not("Lampiran")


def test_a_voice_note_and_an_empty_text_are_no_announcement(stage, eka):
    eka.says("/pengumuman").presses("Tulis").says("...").sees("paling sedikit satu kalimat")
    eka.sends(Attachment(EvidenceKind.VOICE, "v")).sees("teks, foto, atau dokumen")
    eka.presses("Batal").presses("Kembali").sees("Belum ada isi").presses("Kirim…")
    eka.presses("Ya, kirim").sees("Belum ada isi")


def test_corrected_words_take_the_place_of_the_wrong_ones(stage, eka, budi):
    written(eka)
    sent(eka)
    messages = len(budi.chat)
    eka.presses("Lainnya").presses("Perbaiki isi").presses("Indonesia").says("Lusa apel.")
    eka.presses("Perbaiki di semua").sees("5 obrolan")
    budi.sees("(diperbaiki)", "Lusa apel.").sees_not("Besok")
    assert messages == len(budi.chat)


def test_a_wrong_announcement_is_withdrawn(stage, eka, budi, tick):
    written(eka)
    sent(eka)
    messages = len(budi.chat)
    tick()
    eka.presses("Buka").presses("Lainnya").presses("Tarik").sees("5 obrolan")
    eka.presses("Ya, tarik").sees("ditarik")
    budi.sees("Pengumuman ini ditarik.").sees_not("apel")
    assert messages == len(budi.chat)
    budi.presses_data("1|a|bc.show|1").sees("tidak tersedia")
    eka.presses("Lainnya")
    assert ["Buat yang serupa", "‹ Kembali"] == eka.labels()


def test_the_list_is_a_spreadsheet_without_formulas(stage, eka, database, tick, tmp_path):
    with database.unit_of_work() as session:
        place = session.exec(select(Unit).where(Unit.name == "Puskesmas Mawar")).one()
        builders.position(session, builders.person(session, "=1+1 Hana"), place)
    written(eka)
    sent(eka)
    tick()
    eka.presses("Hasil kirim").presses("Tidak menerima").sees("=1+1 Hana", "dengan cara lain")
    eka.presses("‹ Hasil kirim").presses("Semua dalam XLSX")
    content = base64.b64decode(eka.shown.words.file.packed)
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert ["NIP", "Nama", "Unit", "Hasil"] == rows[0][:4]
    assert "=1+1 Hana" == rows[1][1]
    assert 7 == len(rows)
    assert b"<f>" not in content


def test_templates_speak_both_languages(stage, eka, budi, ani):
    ani.says("/bahasa").presses("English")
    eka.says("/pengumuman").presses("Contoh").presses("Periode dibuka").sees("Januari 2026")
    sent(eka)
    budi.sees("<b>Pelaporan Januari 2026 sudah dibuka.</b>", "10 Februari 2026")
    ani.sees("<b>Reporting of January 2026 is open.</b>")


def test_a_time_is_chosen_or_written(stage, eka, budi):
    written(eka).presses("Waktu").presses("Besok 08.00").sees("4 Februari 2026, 08.00")
    eka.presses("Waktu").presses("Tulis waktu").says("sore").sees("misalnya 04/02 08.00")
    eka.says("5/2 13.30").sees("5 Februari 2026, 13.30 waktu setempat")
    eka.presses("Kirim…").presses("Ya, kirim").sees("terjadwal")
    budi.sees_not("apel")
    eka.presses("Batalkan").presses("Ya, batalkan").sees("dibatalkan")


def test_a_slip_of_the_thumb_sends_nothing_twice(stage, eka, budi):
    written(eka)
    sent(eka)
    messages = len(budi.chat)
    eka.presses_data("1|a|bc.go|1").sees("sudah berjalan lebih lanjut")
    eka.presses_data("1|a|bc.unit|1|99999|1")
    eka.presses_data("1|a|bc.at|1|kemarin")
    eka.presses_data("1|a|bc.fixin|1|xx")
    assert messages == len(budi.chat)


def test_every_deed_is_in_the_audit_trail(stage, eka, database, tick):
    written(eka)
    sent(eka)
    tick()
    eka.presses("Buka").presses("Lainnya").presses("Tarik").presses("Ya, tarik")
    with database.reading() as session:
        query = select(AuditEntry.action).where(col(AuditEntry.subject) == "broadcast")
        deeds = set(session.exec(query))
    expected = {"opened", "changed", "released", "started", "recalled"}
    assert expected == {deed.removeprefix("broadcast.") for deed in deeds}
