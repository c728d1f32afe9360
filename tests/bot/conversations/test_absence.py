"""Being away: one tap is enough, the last day comes afterwards, the administrator confirms."""

import pytest
from sqlmodel import select

from kinerja.models import Absence, AbsenceKind, Person


@pytest.fixture
def eka(stage):
    return stage.person(500)


def kept(database):
    with database.reading() as session:
        return session.exec(select(Absence)).all()


def test_one_tap_is_in_force_and_the_last_day_follows(budi, database):
    budi.says("/cuti").sees("Belum ada").presses("Sakit").sees(
        "langsung berlaku", "3 Februari 2026"
    )
    budi.presses("Sampai besok").sees("4 Februari 2026")
    budi.presses("Hari terakhir lain").says("6/2").sees("6 Februari 2026")
    (row,) = kept(database)
    assert (AbsenceKind.SICK, 4) == (row.kind, row.last_day.day - row.first_day.day + 1)
    budi.says("/cuti").sees("Sakit", "menunggu konfirmasi")


def test_a_button_of_a_reminder_does_the_same_once(budi, database):
    budi.presses_data("1|a|away|trip").sees("Dinas luar").presses_data("1|a|away|trip")
    assert 1 == len(kept(database))


def test_the_administrator_confirms_from_the_notice(budi, eka, database):
    budi.says("/cuti").presses("Sedang cuti")
    eka.sees("menunggu konfirmasi Bapak/Ibu").sees_not("Budi").presses("Buka")
    eka.sees("Budi Santoso", "Sedang cuti").presses("Konfirmasi").sees("dikonfirmasi")
    budi.says("/cuti").sees("sudah dikonfirmasi")


def test_a_refusal_is_told_and_the_absence_never_was(budi, eka, database):
    budi.says("/cuti").presses("Diklat")
    eka.presses("Buka").presses("Tolak").sees("ditolak")
    budi.sees("belum dapat dikonfirmasi", "3 Februari 2026")
    budi.says("/cuti").sees("Belum ada")


def test_other_days_are_planned_with_a_review(budi, database):
    budi.says("/cuti").presses("Hari lain").presses("Tugas belajar").says("1/3").says("31/8")
    budi.sees("1 Maret 2026", "31 Agustus 2026").presses("Kirim").sees("sudah dicatat")
    assert [AbsenceKind.STUDY_LEAVE] == [row.kind for row in kept(database)]


def test_a_last_day_before_the_first_is_asked_again(budi, database):
    budi.says("/cuti").presses("Sakit").presses("Hari terakhir lain").says("1/2")
    budi.sees("sebelum hari pertama").says("kapan saja").sees("hari/bulan")
    budi.presses("Besok").sees("4 Februari 2026")


def test_it_is_taken_back(budi, database):
    budi.says("/cuti").presses("Dinas luar").presses("Tarik kembali").sees("ditarik kembali")
    budi.says("/cuti").sees("Belum ada")


def test_nobody_else_sees_changes_or_confirms_it(budi, citra, ani, database):
    budi.says("/cuti").presses("Sakit")
    (row,) = kept(database)
    for data in ("away.card", "away.yes", "away.no", "away.undo", "away.own"):
        citra.presses_data(f"1|a|{data}|{row.id}").sees_not("Budi", "Sakit")
    ani.presses_data(f"1|a|away.yes|{row.id}").sees_not("dikonfirmasi")
    (same,) = kept(database)
    assert (None, None) == (same.confirmed_at, same.ended_at)


def test_nonsense_in_a_button_is_answered(budi, database):
    budi.presses_data("1|a|away|holiday").sees("tombol")
    assert [] == kept(database)


def test_a_superior_enters_it_for_somebody_who_cannot(ani, budi, eka, database):
    ani.says("/cuti").presses("Untuk pegawai saya").presses("Budi Santoso").presses("Sakit")
    ani.sees("Dicatat untuk Budi Santoso").presses("Sampai kapan?").presses("Sampai besok")
    budi.says("/cuti").sees("Sakit", "4 Februari 2026")
    eka.sees("menunggu konfirmasi")


def test_an_administrator_enters_it_for_somebody_and_it_is_confirmed(eka, budi, database):
    eka.says("/admin").presses("Cari pegawai").says("budi").presses("1").presses("Ketidakhadiran")
    eka.sees("Budi Santoso tidak hadir").presses("Hari lain").sees("Budi Santoso")
    eka.presses("Sedang cuti").says("1/3").says("31/3").sees("31 Maret 2026").presses("Kirim")
    eka.sees("Dicatat untuk Budi Santoso", "dikonfirmasi", "31 Maret 2026")
    (row,) = kept(database)
    assert row.confirmed_at is not None
    budi.says("/cuti").sees("31 Maret 2026", "dikonfirmasi")
    eka.presses_data(f"1|a|away.for.tap|{row.person_id}|sick").sees("berlaku", "dikonfirmasi")


def test_nobody_enters_it_for_somebody_elses_people(dedi, budi, database):
    (number,) = [row.id for row in people(database) if row.name == "Budi Santoso"]
    dedi.presses_data(f"1|a|away.for|{number}").sees_not("Budi")
    dedi.presses_data(f"1|a|away.for.tap|{number}|sick").sees_not("Budi")
    budi.says("/cuti").sees_not("Untuk pegawai saya").presses_data("1|a|away.whom").sees_not("Ani")
    assert [] == kept(database)


def people(database):
    with database.reading() as session:
        return session.exec(select(Person)).all()
