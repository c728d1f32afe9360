"""Digests as they arrive: numbers first, names on tap, and nothing where there is nothing to say."""

import pytest
from sqlmodel import select

from bot.due import Due
from kinerja.models import LogEntry, Person, PlannedReminder, ReportStatus, StopReason
from tests import builders
from tests.bot.conversations.test_reminding import (  # noqa: F401 - fixtures
    ON_SQLITE,
    moment,
    passes,
    reported,
)


@pytest.fixture
def superior(database, stage):
    """Gita (chat 700) heads the office, rates Ani, and so stands above Budi."""
    with database.unit_of_work() as session:
        gita = builders.person(session, "Gita Pertiwi")
        root = session.exec(select(builders.Unit).where(builders.Unit.parent_id.is_(None))).one()
        builders.plan(session, builders.position(session, gita, root, "Kepala dinas"))
        builders.account(session, gita, 700)
        head = session.exec(select(Person).where(Person.name == "Ani Lestari")).one()
        post = session.exec(
            select(builders.Position).where(builders.Position.person_id == head.id)
        ).one()
        builders.rated_by(session, post, gita)
    return stage.person(700)


def test_a_rater_hears_how_many_reports_wait_and_opens_the_inbox(ani, passes, reported):  # noqa: F811
    # Feedback on January was due on 4 February.
    passes(moment(5, 8))
    ani.sees("<b>1 laporan</b> Januari 2026 menunggu", "dikirim pada 3 Februari 2026")
    ani.sees_not("Budi")
    ani.presses("Perlu ditinjau").sees("Budi Santoso")


def test_on_monday_a_rater_hears_who_needs_attention_and_sees_names_on_tap(ani, passes):  # noqa: F811
    passes(moment(9, 8))
    ani.sees("<b>1 pegawai</b> yang Bapak/Ibu nilai perlu perhatian", "sepuluh hari kerja: 1")
    ani.sees_not("Budi").presses("Lihat nama").sees("Perlu perhatian (1)", "Budi Santoso")


@ON_SQLITE
def test_without_an_exception_there_is_no_digest(database, ani, passes):  # noqa: F811
    with database.unit_of_work() as session:
        budi = session.exec(select(Person).where(Person.name == "Budi Santoso")).one()
        session.add(
            LogEntry(
                person_id=budi.id,
                day=moment(6, 8).date(),
                text="Kunjungan",
                created_at=builders.NOW,
            )
        )
    passes(moment(9, 8))
    assert [] == [one for one in ani.chat if "perlu perhatian" in one.text]
    with database.reading() as session:
        rows = session.exec(select(PlannedReminder).where(PlannedReminder.code == "exceptions"))
        assert {StopReason.DONE} == {row.reason for row in rows}


def test_five_working_days_overdue_whoever_rates_the_rater_hears_numbers(
    superior,
    passes,  # noqa: F811
):
    # January's report was due on Saturday, 31 January: the fifth working day after it is the 6th.
    passes(moment(5, 8))
    assert [] == [one for one in superior.chat if "belum melapor" in one.text]
    passes(moment(6, 8))
    superior.sees(
        "<b>1 pegawai</b> di jajaran Bapak/Ibu belum melapor untuk Januari 2026", "1 atasan"
    )
    superior.sees_not("Budi").presses("Lihat nama").sees("Budi Santoso", "pada Ani Lestari")


@ON_SQLITE
def test_an_escalation_that_was_settled_while_it_waited_is_not_sent(
    database,
    stage,
    reported,  # noqa: F811
    superior,
):
    # Feedback was due on 4 February: overdue by five working days on the 11th.
    stage.clock.moment = moment(11, 8)
    Due(database, stage.clock, list).tick()
    with database.unit_of_work() as session:
        session.exec(select(builders.ProgressReport)).one().status = ReportStatus.ACCEPTED
    stage.deliver()
    assert [] == [one for one in superior.chat if "belum ditinjau" in one.text]
    with database.reading() as session:
        rows = session.exec(
            select(PlannedReminder).where(PlannedReminder.code == "escalation.feedback")
        )
        assert [StopReason.DONE] == [row.reason for row in rows]


@ON_SQLITE
def test_what_is_switched_on_again_comes_the_same_day(budi, passes):  # noqa: F811
    budi.presses_data("1|a|rem.off|monthly_report").sees("Sudah dimatikan")
    passes(moment(25, 8))
    assert [] == [one for one in budi.chat if "Lapor sekarang" in str(one.buttons)]
    budi.presses_data("1|a|rem.on|monthly_report")
    passes(moment(25, 8, 5))
    budi.sees("Februari 2026", "belum dikirim")
