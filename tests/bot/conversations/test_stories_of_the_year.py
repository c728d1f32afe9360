"""Everyday stories in which the calendar has a part: nights, leave, a moved deadline, the end of a service."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from kinerja.models import (
    Account,
    EndKind,
    LogEntry,
    OutboxMessage,
    Person,
    ProgressReport,
    ReportStatus,
)
from kinerja.rules.access import OPERATOR, Actor
from kinerja.services.ending_service import end_service
from kinerja.services.telling import Notice
from kinerja.services.working_times import set_own_times
from tests import builders
from tests.bot.conversations.test_report import sent


@pytest.fixture
def eka(stage):
    return stage.person(500)


def at(stage, day, hour=10):
    """Let it be some hour of a day in Makassar."""
    moment = datetime.combine(day, time(hour), tzinfo=stage.clock.moment.tzinfo)
    stage.clock.moment = moment - timedelta(hours=8)


def number_of(session, name):
    return session.exec(select(Person.id).where(col(Person.name) == name)).one()


def test_night_shift_over_midnight_and_a_sleeping_nurse(stage, budi, ani, database):
    """The day of a shift is the day it began, and who sleeps by day is told without a sound."""
    with database.unit_of_work() as session:
        set_own_times(
            session,
            Actor(number_of(session, "Budi Santoso")),
            hour=time(20),
            quiet=(time(8), time(15)),
            zone=None,
            now=stage.clock.now(),
        )
    sent(budi)
    at(stage, date(2026, 2, 4), 5)
    budi.says("/catat Jaga malam ruang rawat inap").presses("1").sees("4 Februari 2026")
    budi.presses("Sehari sebelumnya").sees("3 Februari 2026").presses("Ubah").presses("Waktu")
    budi.says("22.00-06.00").sees("3 Februari 2026, 22.00–06.00 keesokan paginya")

    at(stage, date(2026, 2, 4), 9)
    ani.says("/tinjau").presses("Budi").presses("Terima")
    budi.sees("diterima")
    with database.reading() as session:
        assert date(2026, 2, 3) == session.exec(select(LogEntry.day)).one()
        told = select(OutboxMessage.kind, OutboxMessage.silent).where(
            col(OutboxMessage.kind).in_((Notice.REPORT_ACCEPTED, Notice.REPORT_SUBMITTED))
        )
        assert {("report_submitted", False), ("report_accepted", True)} == set(session.exec(told))


def test_circular_at_16_00_deadline_today(stage, eka, budi, ani):
    """Everybody it concerns is told once, who has not reported can do so from the message, and is not late."""
    eka.says("/siklus").presses("Buka 2026").presses("Setiap triwulan")
    at(stage, date(2026, 2, 3), 16)
    eka.says("/siklus").presses("‹ Januari").presses("2").presses("Pindahkan tenggat").says("3/2")
    eka.says("Surat edaran 7, laporan paling lambat hari ini").presses("Pindahkan")
    eka.presses("Beri tahu mereka").sees("diberi tahu")
    budi.sees("Tenggat baru", "Laporan bulanan, Januari 2026", "3 Februari 2026", "Surat edaran 7")
    assert 1 == sum("Tenggat baru" in message.text for message in budi.chat)

    sent(budi).sees("L-2601-").sees_not("terlambat")
    ani.says("/tinjau").presses("Budi").sees_not("terlambat")


def test_three_months_of_maternity_leave(stage, budi, ani, eka, database):
    """Months wholly on leave are nobody's backlog: not asked for, not late, not counted as missing."""
    budi.says("/cuti").presses("Hari lain").presses("Sedang cuti").says("9/2").says("8/5")
    budi.presses("Kirim").sees("9 Februari 2026", "8 Mei 2026")
    eka.presses("Buka").presses("Konfirmasi")
    at(stage, date(2026, 4, 6))
    ani.says("/tim").presses("Budi").sees("cuti").sees_not("belum melapor")
    ani.says("/tim").sees("belum melapor 0")

    at(stage, date(2026, 5, 11))
    budi.says("/lapor").sees("Mei 2026").presses("Bulan lain").sees("Maret 2026: cuti")
    budi.sees("April 2026: cuti", "Februari 2026: belum dimulai")
    # Whoever reports such a month all the same is not late.
    budi.presses("Maret 2026").presses("Isi satu per satu")
    budi.says("1").says("25").says("90").says("100").says("Bab 1.").presses("Periksa dan kirim")
    budi.sees_not("terlambat").presses("Ya, kirim").sees_not("terlambat")
    # The months of which a part was worked are asked for as any others.
    assert "Berikutnya: Januari 2026" in budi.labels()
    budi.presses("Berikutnya: Januari").presses("Isi satu per satu").says("9").says("25")
    budi.says("90").says("100").says("Bab 1.").presses("Periksa dan kirim").presses("Ya, kirim")
    assert "Berikutnya: Februari 2026" in budi.labels()
    with database.reading() as session:
        of_march = select(ProgressReport.late).where(col(ProgressReport.period) == date(2026, 3, 1))
        assert not session.exec(of_march).one()


@pytest.mark.parametrize("kind", [EndKind.RETIREMENT, EndKind.CONTRACT_END])
def test_retirement_and_contract_end(stage, budi, ani, database, kind):
    """The last month is reported and accepted afterwards; nothing is asked for the time after."""
    with database.unit_of_work() as session:
        end_service(
            session,
            OPERATOR,
            number_of(session, "Budi Santoso"),
            kind,
            date(2026, 2, 15),
            now=stage.clock.now(),
            today=builders.TODAY,
        )
    sent(budi)
    at(stage, date(2026, 3, 3))
    budi.says("/lapor").sees("Februari 2026").presses("Isi satu per satu")
    budi.says("5").says("25").says("90").says("100").says("Bab 3.").presses("Periksa dan kirim")
    budi.presses("Ya, kirim").sees("L-2602-", "Ani Lestari")
    ani.says("/tinjau").sees("Budi").presses("Februari").presses("Terima").sees("sudah diterima")
    budi.sees("diterima")
    at(stage, date(2026, 4, 3))
    budi.says("/lapor").sees_not("Maret 2026", "April 2026")
    ani.says("/tim").sees_not("Budi")


def test_death(stage, budi, ani, database):
    """The record stays and can be closed; nothing is ever sent again, and nobody is asked for anything."""
    sent(budi)
    before = len(budi.chat)
    with database.unit_of_work() as session:
        end_service(
            session,
            OPERATOR,
            number_of(session, "Budi Santoso"),
            EndKind.DEATH,
            date(2026, 2, 3),
            now=stage.clock.now(),
            today=builders.TODAY,
        )
    at(stage, date(2026, 2, 5))
    ani.says("/tinjau").presses("Budi").presses("Terima").sees("sudah diterima")
    ani.says("/tindaklanjut").sees_not("Budi")
    ani.says("/tim").sees_not("Budi")
    assert before == len(budi.chat)
    with database.reading() as session:
        account = session.exec(select(Account).where(col(Account.chat_id) == 200)).one()
        assert account.unlinked_at is not None
        assert ReportStatus.ACCEPTED is session.exec(select(ProgressReport)).one().status
        kinds = select(OutboxMessage.kind).where(col(OutboxMessage.chat_id) == 200)
        assert Notice.REPORT_ACCEPTED not in session.exec(kinds).all()
