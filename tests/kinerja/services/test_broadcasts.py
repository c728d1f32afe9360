"""Announcements on their way: zones, quiet hours, pause, cancel, retry, correction, recall; on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused
from kinerja.models import (
    Account,
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    OutboxMessage,
    OutboxStatus,
)
from kinerja.reports.broadcast_outcomes import not_received
from kinerja.reports.broadcasts import broadcast_card, progress_of
from kinerja.rules.broadcast_audience import Audience
from kinerja.rules.broadcasts import NIGHT, PAUSED, STOPPED, Ways
from kinerja.services.broadcast_batches import keep_stopped
from kinerja.services.broadcasting import (
    address_broadcast,
    open_broadcast,
    set_up_broadcast,
    write_broadcast,
)
from kinerja.services.mending_broadcasts import correct_broadcast, recall_broadcast
from kinerja.services.releasing_broadcasts import submit_broadcast
from kinerja.services.running_broadcasts import (
    advance_broadcasts,
    cancel_broadcast,
    pause_broadcast,
    resume_broadcast,
    retry_broadcast,
)
from tests import builders
from tests.builders import NOW, TODAY

ALONE = Ways(second_approval=False)
LINKED = 5


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def agency(session):
    made = builders.agency(session)
    builders.position(session, builders.person(session, "Gita Tanpa"), made.section)
    return made


def announced(session, agency, *, now=NOW, audience=None, **setting):
    """Hand over an announcement of Eka's; it goes out at once unless the setting says otherwise."""
    eka, when = agency.eka.actor, {"now": now, "today": TODAY}
    number = open_broadcast(session, eka, **when)
    write_broadcast(session, eka, number, {"id": "Apel besok"}, **when)
    address_broadcast(session, eka, number, audience or Audience(), **when)
    set_up_broadcast(session, eka, number, **when, **setting)
    submit_broadcast(session, eka, number, ALONE, **when)
    session.flush()
    return number


def tick(session, now=NOW):
    advance_broadcasts(session, ALONE, now=now, today=TODAY)
    session.flush()
    session.expire_all()


def messages(session, batch):
    session.expire_all()
    return session.exec(
        select(OutboxMessage).where(OutboxMessage.batch == batch).order_by(OutboxMessage.id)
    ).all()


def statuses(session, number):
    return [(m.status.value, m.error) for m in messages(session, f"b{number}")]


def deliver(session, number, count=LINKED, **changes):
    """Let the first messages that wait be sent, or be whatever the changes say."""
    waiting = [m for m in messages(session, f"b{number}") if m.status is OutboxStatus.PENDING]
    for message in waiting[:count]:
        message.status, message.sent_at, message.message_id = OutboxStatus.SENT, NOW, message.id
        for name, value in changes.items():
            setattr(message, name, value)
    session.flush()


def state(session, number):
    session.expire_all()
    return session.get(Broadcast, number).state


def test_everybody_once_and_who_has_no_telegram_is_named(session, agency):
    number = announced(session, agency)
    tick(session)
    tick(session)
    keys = [m.key for m in messages(session, f"b{number}")]
    assert LINKED == len(keys) == len(set(keys))
    assert [("Gita Tanpa", "Not linked")] == [
        (one.name, one.reason.split(" to ")[0])
        for one in not_received(session, agency.eka.actor, number, TODAY)
        if one.status is None
    ]
    deliver(session, number)
    tick(session)
    assert BroadcastState.DONE is state(session, number)
    progress = progress_of(session, session.get(Broadcast, number), NOW)
    assert (6, 5, 1, 0) == (progress.total, progress.sent, progress.not_linked, progress.waiting)


def test_somebody_with_two_posts_gets_it_once(session, agency):
    builders.position(session, agency.budi.person, agency.elsewhere, "Perawat")
    number = announced(session, agency)
    assert LINKED == len(messages(session, f"b{number}"))


def test_who_left_is_not_told(session, agency):
    agency.budi.position.ends_on = TODAY - timedelta(days=1)
    session.flush()
    number = announced(session, agency)
    assert agency.budi.chat_id not in [m.chat_id for m in messages(session, f"b{number}")]


def test_eight_o_clock_comes_zone_by_zone(session, agency):
    agency.elsewhere.zone = "Asia/Jayapura"
    agency.root.zone = "Asia/Jakarta"
    session.flush()
    number = announced(session, agency, starts_local="2026-02-05T08:00")
    assert BroadcastState.SCHEDULED is state(session, number)
    found = []
    for hour in (22, 23, 24, 25):
        tick(session, datetime(2026, 2, 4, tzinfo=UTC) + timedelta(hours=hour))
        found.append(len(messages(session, f"b{number}")))
    # Citra and Dedi in Jayapura, Ani and Budi in Makassar, Eka in Jakarta.
    assert [0, 2, 4, 5] == found


def test_the_audience_is_counted_when_it_begins(session, agency):
    number = announced(session, agency, starts_local="2026-02-05T08:00")
    newcomer = builders.person(session, "Hadi Baru")
    builders.position(session, newcomer, agency.section)
    builders.account(session, newcomer, 700)
    tick(session, datetime(2026, 2, 5, 0, 0, tzinfo=UTC))
    assert 700 in [m.chat_id for m in messages(session, f"b{number}")]


def test_in_quiet_hours_it_waits_and_goes_on_by_itself(session, agency):
    evening = datetime(2026, 2, 3, 11, 59, tzinfo=UTC)  # 19.59 WITA
    number = announced(session, agency, now=evening)
    deliver(session, number, 2)
    tick(session, evening + timedelta(minutes=1))
    expected = [("sent", "")] * 2 + [("cancelled", NIGHT)] * 3
    assert expected == statuses(session, number)
    progress = progress_of(session, session.get(Broadcast, number), evening)
    assert (3, 3, 2) == (progress.waiting, progress.at_night, progress.sent)
    tick(session, evening + timedelta(hours=11))
    assert BroadcastState.RUNNING is state(session, number)
    tick(session, evening + timedelta(hours=11, minutes=1))
    assert [("sent", "")] * 2 + [("pending", "")] * 3 == statuses(session, number)


def test_begun_at_night_nothing_goes_out_before_seven(session, agency):
    night = datetime(2026, 2, 3, 15, 0, tzinfo=UTC)
    number = announced(session, agency, now=night)
    assert [] == statuses(session, number)
    tick(session, night + timedelta(hours=7, minutes=59))
    assert [] == statuses(session, number)
    tick(session, night + timedelta(hours=8))
    assert [("pending", "")] * LINKED == statuses(session, number)


def test_paused_it_leaves_the_queue_and_comes_back(session, agency):
    number, eka = announced(session, agency), agency.eka.actor
    deliver(session, number, 2)
    pause_broadcast(session, eka, number, now=NOW, today=TODAY)
    assert [("sent", "")] * 2 + [("cancelled", PAUSED)] * 3 == statuses(session, number)
    tick(session)
    assert BroadcastState.PAUSED is state(session, number)
    resume_broadcast(session, eka, number, ALONE, now=NOW, today=TODAY)
    assert [("sent", "")] * 2 + [("pending", "")] * 3 == statuses(session, number)


def test_cancelled_nothing_more_is_sent_also_out_of_a_pause(session, agency):
    number, eka = announced(session, agency), agency.eka.actor
    deliver(session, number, 2)
    pause_broadcast(session, eka, number, now=NOW, today=TODAY)
    cancel_broadcast(session, eka, number, now=NOW, today=TODAY)
    assert [("sent", "")] * 2 + [("cancelled", STOPPED)] * 3 == statuses(session, number)
    with pytest.raises(Refused):
        resume_broadcast(session, eka, number, ALONE, now=NOW, today=TODAY)
    tick(session)
    assert BroadcastState.CANCELLED is state(session, number)


@pytest.mark.parametrize("deed", [pause_broadcast, cancel_broadcast])
def test_what_a_sender_brings_back_unsent_stays_stopped(session, agency, deed):
    number = announced(session, agency)
    under_way = messages(session, f"b{number}")[0]
    under_way.status = OutboxStatus.SENDING
    session.flush()
    deed(session, agency.eka.actor, number, now=NOW, today=TODAY)
    under_way.status = OutboxStatus.PENDING
    session.flush()
    keep_stopped(session, [under_way.id])
    assert {"cancelled"} == {status for status, _ in statuses(session, number)}


def test_retry_takes_what_may_work_now_and_nothing_else(session, agency):
    number, eka = announced(session, agency), agency.eka.actor
    rows = messages(session, f"b{number}")
    outcomes = [
        (OutboxStatus.FAILED, "unreachable: Forbidden"),  # still blocks
        (OutboxStatus.FAILED, "unreachable: Forbidden"),  # has come back
        (OutboxStatus.UNKNOWN, "timeout"),
        (OutboxStatus.FAILED, "400"),
        (OutboxStatus.SENT, ""),
    ]
    for row, (status, error) in zip(rows, outcomes, strict=True):
        row.status, row.error = status, error
    account = session.exec(select(Account).where(Account.chat_id == rows[0].chat_id)).one()
    account.unreachable_at = NOW
    tick(session)
    assert BroadcastState.DONE is state(session, number)
    gita = session.exec(
        select(BroadcastRecipient.person_id).where(
            col(BroadcastRecipient.message_key).not_in([r.key for r in rows])
        )
    ).one()
    session.add(Account(person_id=gita, chat_id=900, linked_at=NOW))
    session.flush()

    assert 3 == retry_broadcast(session, eka, number, ALONE, now=NOW, today=TODAY)
    expected = ["failed", "pending", "unknown", "pending", "sent", "pending"]
    assert expected == [status for status, _ in statuses(session, number)]


def test_a_correction_edits_what_was_sent_and_changes_what_waits(session, agency):
    number, eka = announced(session, agency), agency.eka.actor
    deliver(session, number, 2)
    given = {"now": NOW, "today": TODAY}
    assert 2 == correct_broadcast(session, eka, number, {"id": "Apel lusa"}, **given)
    first = messages(session, f"b{number}")
    waiting = [m for m in first if m.status is OutboxStatus.PENDING]
    assert {"Apel lusa"} == {m.content["texts"]["$map"]["id"] for m in waiting}
    edits = messages(session, f"c{number}.1")
    assert [m.key for m in first[:2]] == [m.edits_key for m in edits]
    assert {"Apel lusa"} == {m.content["texts"]["$map"]["id"] for m in edits}
    with pytest.raises(Refused):
        correct_broadcast(session, eka, number, {"id": "Apel lusa"}, **given)
    assert 2 == correct_broadcast(session, eka, number, {"id": "Apel Jumat"}, **given)


def test_a_recall_stops_it_and_reaches_everybody_who_has_it(session, agency):
    number, eka = announced(session, agency), agency.eka.actor
    deliver(session, number, 2)
    assert 2 == recall_broadcast(session, eka, number, now=NOW, today=TODAY)
    assert [("sent", "")] * 2 + [("cancelled", STOPPED)] * 3 == statuses(session, number)
    recalls = messages(session, f"r{number}")
    assert [m.key for m in messages(session, f"b{number}")[:2]] == [m.edits_key for m in recalls]
    with pytest.raises(Refused):
        recall_broadcast(session, eka, number, now=NOW, today=TODAY)


def test_two_announcements_do_not_touch_each_other(session, agency):
    one, other = announced(session, agency), announced(session, agency)
    cancel_broadcast(session, agency.eka.actor, one, now=NOW, today=TODAY)
    assert {"cancelled"} == {status for status, _ in statuses(session, one)}
    assert {"pending"} == {status for status, _ in statuses(session, other)}


def test_the_card_counts_in_people_and_says_how_long(session, agency):
    number = announced(session, agency)
    deliver(session, number, 3)
    card = broadcast_card(session, agency.eka.actor, number, TODAY, NOW + timedelta(seconds=1))
    assert (3, 2, 1, 0) == (
        card.progress.sent,
        card.progress.waiting,
        card.progress.not_linked,
        card.progress.rate,
    )
    assert (6, 5) == (card.people, card.linked)


def test_the_card_is_edited_in_one_row_of_the_outbox(session, agency):
    number = announced(session, agency)
    for second in range(30):
        tick(session, NOW + timedelta(seconds=second))
    cards = session.exec(
        select(OutboxMessage.key).where(col(OutboxMessage.key).startswith(f"b{number}.card"))
    ).all()
    assert {f"b{number}.card", f"b{number}.card.edit"} == set(cards)
