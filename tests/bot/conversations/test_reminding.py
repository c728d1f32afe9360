"""Reminders as they arrive: bundled, put off, switched off, and never once the thing is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from bot.due import Due
from bot.telegram.reminding import Reminding
from kinerja.models import Filing, FilingSpan, PlannedReminder, ReportStatus, StopReason
from kinerja.rules.reminders import ReminderName, ReminderPlan
from tests import builders

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def moment(day, hour, minute=0, month=2):
    """A moment of Makassar's clock in 2026, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def passes(stage):
    """Let the clock stand at a moment, the tick run, and what it queued be delivered."""
    due = Due(stage.database, stage.clock, list)

    def to(now):
        stage.clock.moment = now
        due.tick()
        stage.deliver()

    return to


@pytest.fixture
def reminded(passes):
    """The morning of 25 February, when the report of the month is reminded first."""
    passes(moment(25, 8))
    return passes


@pytest.fixture
def reported(database):
    """Budi's report of January is sent; that it is in e-Kinerja is not noted."""
    with database.unit_of_work() as session:
        plan = session.exec(select(builders.PerformancePlan)).one()
        builders.report(session, plan, status=ReportStatus.SUBMITTED, submitted_at=builders.NOW)
        return plan.person_id, plan.position_id


def test_it_comes_at_eight_once_and_leads_to_the_report(budi, passes):
    passes(moment(25, 7, 59))
    assert [] == budi.chat
    passes(moment(25, 8))
    passes(moment(25, 8, 1))
    (message,) = budi.chat
    budi.sees("Pengingat 1 dari", "Februari 2026", "3 hari lagi")
    assert 4 >= len(message.words.rows)
    budi.presses("Lapor sekarang").sees("Februari 2026")


def test_what_falls_on_one_moment_is_one_message_and_what_is_done_is_left_out(
    database, budi, passes, reported
):
    person, post = reported
    passes(moment(9, 8))
    budi.sees("e-Kinerja", "besok").sees_not("2 hal")
    passes(moment(10, 8))
    budi.sees("hari ini")
    with database.unit_of_work() as session:
        session.add(
            Filing(
                person_id=person,
                position_id=post,
                span=FilingSpan.MONTH,
                first_day=date(2026, 1, 1),
                filed_at=builders.NOW,
            )
        )
    seen = len(budi.chat)
    passes(moment(11, 8))
    assert seen == len(budi.chat)


@ON_SQLITE
def test_what_is_done_while_it_waits_is_not_sent(database, stage, budi, reported):
    stage.clock.moment = moment(9, 8)
    Due(database, stage.clock, list).tick()
    person, post = reported
    with database.unit_of_work() as session:
        session.add(
            Filing(
                person_id=person,
                position_id=post,
                span=FilingSpan.MONTH,
                first_day=date(2026, 1, 1),
                filed_at=builders.NOW,
            )
        )
    stage.deliver()
    assert [] == [m for m in budi.chat if "e-Kinerja" in m.text]
    with database.reading() as session:
        row = session.exec(select(PlannedReminder).where(PlannedReminder.code == "filing")).one()
    assert StopReason.DONE is row.reason


def test_it_is_put_off_for_an_hour_and_then_comes_again(budi, reminded):
    budi.presses("Ingatkan nanti").sees("Kapan")
    assert ["1 jam lagi", "Sore ini", "Besok"] == budi.labels()[:3]
    budi.presses("1 jam lagi").sees("25 Februari 2026, 09.00 WITA")
    said = len(budi.chat)
    reminded(moment(25, 8, 59))
    assert said == len(budi.chat)
    reminded(moment(25, 9, 1))
    assert said + 1 == len(budi.chat)
    budi.sees("Pengingat 1 dari", "Februari 2026")
    budi.presses_data(budi.data("Ingatkan nanti").replace("later", "put") + "|hour")
    budi.presses_data(budi.data("‹ Kembali")).sees("Pengingat 1 dari")


@ON_SQLITE
def test_a_button_pressed_twice_puts_it_off_once(budi, reminded):
    data = budi.presses("Ingatkan nanti").data("Besok")
    budi.presses_data(data).sees("26 Februari 2026, 08.00 WITA")
    budi.presses_data(data).sees("sudah ditunda atau selesai")
    budi.presses_data(data.replace("tomorrow", "never")).sees("Mohon pilih")


@ON_SQLITE
def test_the_newer_step_takes_the_place_of_one_that_was_put_off(budi, reminded):
    budi.presses("Ingatkan nanti").presses("Besok")
    said = len(budi.chat)
    reminded(moment(27, 8))
    assert said + 1 == len(budi.chat)
    budi.sees("Pengingat 2 dari", "besok", "28 Februari 2026").sees_not("2 hal")


@ON_SQLITE
def test_who_is_away_is_reminded_on_the_day_after(budi, reminded):
    budi.presses("Sakit").sees("berlaku")
    budi.presses("Sampai besok")
    said = len(budi.chat)
    reminded(moment(26, 8))
    assert said == len(budi.chat)
    reminded(moment(27, 8))
    assert said + 1 == len(budi.chat)


@ON_SQLITE
def test_what_is_no_matter_of_law_can_be_switched_off(budi, reminded):
    budi.presses("Tidak perlu diingatkan").sees("Pengingat mana")
    budi.presses("Laporan bulanan").sees("tidak lagi mengirim", "Laporan bulanan")
    said = len(budi.chat)
    reminded(moment(27, 8))
    assert said == len(budi.chat)


@ON_SQLITE
def test_nobody_sees_the_reminder_of_somebody_else(budi, citra, reminded):
    citra.presses_data(budi.data("Ingatkan nanti").replace("later", "off"))
    citra.sees_not("Februari 2026")
    citra.presses_data("1|a|remind|9999").sees_not("Februari 2026")


@ON_SQLITE
def test_after_days_of_silence_only_the_newest_step_comes(budi, reminded):
    said = len(budi.chat)
    reminded(moment(9, 11, month=3))
    fresh = [message.text for message in budi.chat[said:]]
    assert 1 == sum("Februari 2026" in text and "kinerja" in text for text in fresh)
    assert "Tenggatnya 28 Februari 2026" in budi.screen


@pytest.mark.parametrize(("most", "expected"), [(1, 0), (2, 1)])
@ON_SQLITE
def test_no_more_messages_a_day_than_the_agency_wants(stage, budi, most, expected):
    names = frozenset({ReminderName.MONTHLY_REPORT, ReminderName.DAILY_LOG})
    plan = ReminderPlan(switched_on=names)
    due = Due(stage.database, stage.clock, list, plan)
    stage.reminding = Reminding(stage.clock, plan, most_a_day=most)
    for now in (moment(25, 8), moment(25, 15, 29), moment(25, 15, 30)):
        stage.clock.moment = now
        due.tick()
        stage.deliver()
    assert expected == sum("Belum ada catatan" in message.text for message in budi.chat)
