"""Reminders through the real sender: looked at again when they are claimed, and noted as what became of them."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from bot.conversations import BOOK
from bot.due import Due
from kinerja.models import (
    Account,
    OutboxMessage,
    OutboxStatus,
    PlannedReminder,
    ReminderState,
    ReportStatus,
    StopReason,
)
from tests import builders
from tests.bot.telegram.conftest import ANI, BUDI

MORNING = datetime(2026, 2, 25, 0, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 1, tzinfo=UTC).date()


@pytest.fixture
def made(engine):
    """The agency; Ani and Budi have the chats of this Telegram, the others have none there."""
    engine.notices.update(BOOK.notices)
    with engine.database.unit_of_work() as session:
        made = builders.agency(session)
        for member, chat in ((made.ani, ANI), (made.budi, BUDI)):
            account = session.exec(select(Account).where(col(Account.person_id) == member.id)).one()
            account.chat_id, account.language = chat, "id"
    engine.clock.moment = MORNING
    return made


def state_of(engine, member):
    with engine.database.reading() as session:
        row = session.exec(
            select(PlannedReminder).where(
                PlannedReminder.person_id == member.id,
                PlannedReminder.code == "monthly_report",
                PlannedReminder.starts_on == FEBRUARY,
            )
        ).one()
    return row.state, row.reason, row.sent_at


async def test_what_was_sent_stopped_or_not_delivered_is_noted(engine, made):
    Due(engine.database, engine.clock, list).tick()
    with engine.database.unit_of_work() as session:
        builders.report(
            session,
            made.plan,
            FEBRUARY,
            ReportStatus.SUBMITTED,
            submitted_at=builders.NOW,
        )
        rows = session.exec(
            select(OutboxMessage.key).where(col(OutboxMessage.kind) == "reminder")
        ).all()
    async with engine.running(engine.sender):
        await engine.settled(*rows)
        await engine.until(lambda: state_of(engine, made.dedi)[0] is ReminderState.STOPPED)
        await engine.until(lambda: state_of(engine, made.ani)[0] is ReminderState.SENT)

    assert [] == engine.chat(BUDI)
    assert (ReminderState.STOPPED, StopReason.DONE, None) == state_of(engine, made.budi)
    (said,) = engine.chat(ANI)
    assert "Februari 2026" in said
    assert (ReminderState.SENT, None, MORNING) == state_of(engine, made.ani)
    assert (ReminderState.STOPPED, StopReason.UNDELIVERED, None) == state_of(engine, made.dedi)
    with engine.database.reading() as session:
        cancelled = session.exec(
            select(OutboxMessage).where(col(OutboxMessage.status) == OutboxStatus.CANCELLED)
        ).one()
    assert (BUDI, "no longer so") == (cancelled.chat_id, cancelled.error)


async def test_who_is_known_to_be_out_of_reach_is_not_tried(engine, made):
    with engine.database.unit_of_work() as session:
        account = session.exec(select(Account).where(col(Account.chat_id) == ANI)).one()
        account.unreachable_at = MORNING
    Due(engine.database, engine.clock, list).tick()
    async with engine.running(engine.sender):
        await engine.until(lambda: state_of(engine, made.ani)[0] is ReminderState.STOPPED)

    assert [] == engine.chat(ANI)
    assert StopReason.UNDELIVERED is state_of(engine, made.ani)[1]
