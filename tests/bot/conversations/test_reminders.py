"""Reminders (/pengingat): what comes next and why, switching off, one's own times, and the overdue by name."""

from datetime import time

import pytest
from sqlmodel import select

from bot.talk.options import Options
from kinerja.models import Person, ReminderMute, WorkingTime
from kinerja.rules.reminders import ReminderName, plan_of
from tests import builders
from tests.bot.conversations.test_report import sent


def own(database, name="Budi Santoso"):
    with database.reading() as session:
        person = session.exec(select(Person).where(Person.name == name)).one()
        return session.get(WorkingTime, person.id)


def test_what_comes_next_is_listed_with_day_hour_and_zone(budi):
    budi.says("/pengingat").sees("Yang berikutnya", "<b>Laporan bulanan</b>, Februari 2026")
    budi.sees("25 Februari 2026, 08.00 WITA").sees_not("Laporan untuk ditinjau")
    budi.presses("2").sees("pengingat ke-1 dari", "Batas waktu", "sampai laporan")
    budi.presses("‹ Pengingat").sees("Yang berikutnya")


def test_a_reminder_is_switched_off_and_on_again(budi, database):
    budi.says("/reminders").presses("2").presses("Matikan").sees("Sudah dimatikan", "mematikan")
    with database.reading() as session:
        assert ["monthly_report"] == [row.name for row in session.exec(select(ReminderMute))]
    budi.presses("‹ Pengingat").sees("Bapak/Ibu matikan").presses("2").presses("Nyalakan")
    budi.sees("nyalakan kembali", "25 Februari 2026")
    with database.reading() as session:
        assert [] == session.exec(select(ReminderMute)).all()


def test_a_legal_deadline_cannot_be_switched_off(budi, ani, database):
    ani.says("/pengingat").presses("Menu").presses_data("1|a|rem.of|planning")
    ani.sees("ditetapkan oleh peraturan", "sampai SKP Bapak/Ibu disetujui")
    assert ["‹ Pengingat", "Menu"] == [one.text for row in ani.shown.words.rows for one in row]
    ani.presses_data("1|a|rem.off|planning").sees("ditetapkan oleh peraturan")
    budi.presses_data("1|a|rem.off|party").sees_not("dimatikan")
    with database.reading() as session:
        assert [] == session.exec(select(ReminderMute)).all()


def test_a_rater_sees_the_reports_that_wait(budi, ani):
    sent(budi)
    # Due on the third working day of February, a day later the rater is reminded.
    ani.says("/pengingat").sees("Laporan untuk ditinjau", "5 Februari 2026, 08.00 WITA")


def test_the_hour_is_chosen_or_written_and_nonsense_is_asked_again(budi, database):
    budi.says("/pengingat").presses("Waktu saya").sees("pukul 08.00 WITA", "20.00 sampai 07.00")
    budi.presses("Jam").sees("Pukul berapa").presses("09.00").sees("Tersimpan", "pukul 09.00 WITA")
    budi.presses("Jam").presses("Jam lain").says("nanti saja").sees("misalnya 08.30")
    budi.says("pukul 6.30").sees("pukul 06.30 WITA", "menunggu sampai pukul 07.00")
    assert time(6, 30) == own(database).hour
    budi.presses("‹ Pengingat").sees("25 Februari 2026, 07.00 WITA")


def test_quiet_hours_and_zone_are_ones_own_and_follow_the_unit_again(budi, database):
    budi.says("/pengingat").presses("Waktu saya").presses("Jam tenang").presses("22.00–05.00")
    budi.sees("22.00 sampai 05.00").presses("Jam tenang").presses("Jam lain").says("21.30")
    budi.says("6").sees("21.30 sampai 06.00").presses("Zona waktu").presses("WIB")
    budi.sees("08.00 WIB", "21.30 sampai 06.00")
    kept = own(database)
    assert (time(21, 30), time(6), "Asia/Jakarta") == (
        kept.quiet_from,
        kept.quiet_until,
        kept.zone,
    )
    budi.presses("‹ Pengingat").sees("25 Februari 2026, 08.00 WIB")
    budi.presses("Waktu saya").presses("Ikut unit saya").sees("mengikuti unit", "08.00 WITA")
    assert (None, None, None) == (own(database).hour, own(database).quiet_from, own(database).zone)


@pytest.mark.parametrize(
    "data", ["rem.hour.set|99:99", "rem.quiet.set|20:00", "rem.zone.set|CET", "rem.hour.set|x"]
)
def test_a_forged_choice_changes_nothing(budi, database, data):
    budi.presses_data(f"1|a|{data}").sees_not("Tersimpan")
    assert own(database) is None


def test_who_holds_no_post_is_told_so(stage, database):
    with database.unit_of_work() as session:
        builders.account(session, builders.person(session, "Hadi"), 900)
    stage.person(900).says("/pengingat").sees("Belum ada pengingat").presses("Waktu saya").sees(
        "WIB"
    )


def test_in_english_it_says_the_same(budi):
    budi.says("/language").presses("English").says("/reminders")
    budi.sees("What comes next for you", "25 February 2026, 08:00 WITA").presses("2")
    budi.sees("reminder 1 of", "until your report is sent")


def test_every_reminder_has_a_name_and_says_until_when(budi, ani, stage):
    everything = plan_of(list(ReminderName), {}, self_assessment=True)
    stage.options = Options(agency="Kota", reminders=everything)
    stage.__post_init__()
    budi.says("/pengingat").sees("Catatan cepat")
    seen = budi.shown.text
    while any(button.startswith("Hal.") and "›" in button for button, _ in budi.shown.buttons):
        budi.presses(next(b for b, _ in budi.shown.buttons if "›" in b and b.startswith("Hal.")))
        seen += budi.shown.text
    for name in ("Evaluasi tahunan", "Jam pelajaran", "Laporan bulanan", "Pengisian e-Kinerja"):
        assert name in seen, name
    for name in ReminderName:
        ani.presses_data(f"1|a|rem.of|{name.value}").sees("Pengingat")


def test_a_superior_sees_who_is_overdue_by_name(stage, budi, ani, database):
    with database.unit_of_work() as session:
        gita = builders.person(session, "Gita Pertiwi")
        root = session.exec(select(builders.Unit).where(builders.Unit.parent_id.is_(None))).one()
        builders.position(session, gita, root, "Kepala dinas")
        builders.account(session, gita, 700)
        head = session.exec(select(Person).where(Person.name == "Ani Lestari")).one()
        post = session.exec(
            select(builders.Position).where(builders.Position.person_id == head.id)
        ).one()
        builders.rated_by(session, post, gita)
    superior = stage.person(700)
    superior.presses_data("1|a|rem.over|escalation.monthly_report|2026-01-01")
    superior.sees("Belum melapor, Januari 2026: 1", "Budi Santoso", "pada Ani Lestari")
    superior.presses("1").sees("Budi Santoso", "belum melapor")
    superior.presses_data("1|a|rem.over|escalation.feedback|2026-01-01").sees("Tidak ada lagi")
    sent(budi)
    superior.presses_data("1|a|rem.over|escalation.feedback|2026-01-01").sees("Budi Santoso")
    ani.presses_data("1|a|rem.over|escalation.feedback|2026-01-01").sees("Tidak ada lagi")
    ani.presses_data("1|a|rem.over|party|2026-01-01").sees_not("Budi")
