"""The year in the chat: opened, looked at month by month, and a deadline moved with preview and news."""

from datetime import date

import pytest
from sqlmodel import select

from kinerja.models import Person, StageWindow, Unit, WindowMove, Workday
from tests.builders import grant


@pytest.fixture
def eka(stage):
    return stage.person(500)


@pytest.fixture
def opened(eka):
    eka.says("/siklus").sees("Tidak ada tenggat").presses("Buka 2026").sees("Laporan tetap bulanan")
    return eka.presses("Setiap triwulan").sees("Tenggat Februari 2026", "Umpan balik pimpinan")


def moved(opened):
    opened.presses("‹ Januari").sees("Laporan bulanan, Januari 2026").presses("2")
    opened.sees("Laporan bulanan", "ditutup 10 Februari 2026").presses("Pindahkan tenggat")
    opened.sees("Tenggat saat ini: 31 Januari 2026", "Mengenai 5 pegawai").says("5/2")
    opened.says("Surat edaran 12 tanggal 20 Januari")
    return opened.sees("Mengenai 5 pegawai", "ditutup 15 Februari 2026").presses("Pindahkan")


def test_the_year_is_opened_and_turned_month_by_month(opened):
    opened.presses("‹ Januari").sees("31 Januari 2026", "Perencanaan (SKP), 2026")
    opened.presses("Februari").presses("Maret").presses("April 2026 ›")
    opened.sees("Evaluasi periodik, triwulan 1 tahun 2026")


def test_a_deadline_is_moved_with_its_reason_kept(opened, database):
    moved(opened).sees("Tenggat sudah dipindahkan", "Surat edaran 12", "Eka Wijaya")
    with database.reading() as session:
        assert "Surat edaran 12 tanggal 20 Januari" == session.exec(select(WindowMove)).one().reason


def test_they_are_told_once(opened, budi):
    moved(opened).presses("Beri tahu mereka").sees("5 orang diberi tahu")
    budi.sees("Tenggat baru", "Laporan bulanan, Januari 2026", "5 Februari 2026", "Surat edaran 12")
    assert 1 == sum("Tenggat baru" in message.text for message in budi.chat)


def test_a_later_day_is_offered_with_one_tap(opened):
    opened.presses("‹ Januari").presses("2").presses("Pindahkan tenggat")
    opened.presses("3 Februari 2026").says("Surat edaran 12").presses("Pindahkan")
    opened.sees("tenggat 3 Februari 2026")


def test_nonsense_is_asked_again(opened):
    opened.presses("‹ Januari").presses("2").presses("Pindahkan tenggat").says("segera")
    opened.sees("hari/bulan").says("5/2").says("ya").presses("Pindahkan").sees(
        "tulis singkat alasan"
    )


def test_an_administrator_of_a_unit_moves_it_for_that_unit(opened, dedi, database):
    with database.unit_of_work() as session:
        person = session.exec(select(Person).where(Person.name == "Dedi Kurnia")).one()
        place = session.exec(select(Unit).where(Unit.name == "Puskesmas Melati")).one()
        grant(session, person, place)
    dedi.says("/siklus").sees("Unit: Puskesmas Melati").presses("‹ Januari").presses("2")
    dedi.presses("Pindahkan tenggat").sees("Mengenai 2 pegawai").presses("3 Februari 2026")
    dedi.says("Banjir di kecamatan").presses("Pindahkan").sees("Banjir")
    with database.reading() as session:
        own = session.exec(select(StageWindow).where(StageWindow.unit_id.is_not(None))).all()
        assert 1 == len(own)


def test_nobody_else_sees_or_moves_anything(opened, budi, ani, database):
    for other in (budi, ani):
        other.presses_data("1|a|cycle.show").sees_not("Tenggat Februari")
        other.presses_data("1|a|cycle.open.yes|2027|month").sees_not("Tenggat")
        other.presses_data("1|a|cycle.move|1|planning").sees_not("Memindahkan")
    for nonsense in ("cycle.stage|1|party", "cycle.open.yes|2027|day", "cycle.stage|999|filing"):
        opened.presses_data(f"1|a|{nonsense}").sees_not("Tenggat Februari")
    with database.reading() as session:
        assert [] == session.exec(select(WindowMove)).all()


def test_a_holiday_is_added_and_taken_off_again(eka, database):
    eka.says("/siklus").presses("Hari libur").sees("Belum ada", "2026").presses("Tambah hari")
    eka.says("8/4").says("HUT Kota").presses("Libur lokal").sees("8 April 2026").presses("Simpan")
    eka.sees("8 April 2026: HUT Kota (Libur lokal)")
    with database.reading() as session:
        assert None is session.get(Workday, ("five_day", date(2026, 4, 8)))
    eka.presses("1").sees("Hapus 8 April 2026, HUT Kota, dari daftar?").presses("Ya, hapus").sees(
        "Belum ada"
    )
    with database.reading() as session:
        assert None is not session.get(Workday, ("five_day", date(2026, 4, 8)))


def test_the_next_year_says_what_is_only_estimated(eka):
    eka.says("/siklus").presses("Hari libur").presses("2027").sees("Masih perkiraan", "10/03")


def test_holidays_are_the_administrators(eka, budi, database):
    eka.says("/siklus").presses("Hari libur").presses("Tambah hari").says("8/4").says("HUT Kota")
    eka.presses("Libur lokal").presses("Simpan")
    for data in ("cycle.holidays", "cycle.free|1", "cycle.free.off|1", "cycle.free.add"):
        budi.presses_data(f"1|a|{data}").sees_not("HUT Kota", "daftar?")
    eka.says("/siklus").presses("Hari libur").sees("HUT Kota")
