"""Updates come in once, in order, and are never lost."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.demo import people
from bot.demo.call import Upload
from bot.dispatch import Handled
from bot.talk.turn import IncomingKind
from bot.telegram import inbox, poller, turns
from bot.telegram.handling import MOST_ATTEMPTS
from kinerja.messages import say
from kinerja.models import Draft, Evidence, EvidenceKind, InboxStatus, InboxUpdate
from tests import builders
from tests.bot.telegram.conftest import ANI, BUDI, NOW

PDF = b"%PDF-1.4 content"


class Recorder:
    """Stands in for the dispatcher: notes what it is given, or fails."""

    def __init__(self):
        self.given = []
        self.apologies = []
        self.fails = lambda _incoming: None
        self.toast = None

    def handle(self, session, incoming, now):
        self.given.append(incoming)
        error = self.fails(incoming)
        if error is not None:
            raise error
        return Handled(self.toast, "en")

    def apologise(self, session, incoming, reference, now):
        self.apologies.append(reference)


@pytest.fixture
def recorder(engine):
    engine.handler._dispatcher = Recorder()
    return engine.handler._dispatcher


def rows(engine):
    with engine.database.reading() as session:
        return session.exec(select(InboxUpdate).order_by(InboxUpdate.update_id)).all()


def statuses(engine):
    return [row.status for row in rows(engine)]


def put(engine, **update):
    queue = engine.telegram.world.updates
    queue.put({"update_id": queue.next_id, **update})
    queue.next_id += 1


def hurry(engine):
    """Make failed updates due at once."""
    with engine.database.unit_of_work() as session:
        for row in session.exec(select(InboxUpdate)):
            if row.retry_at is not None:
                row.retry_at = datetime.now(UTC) - timedelta(seconds=1)
    engine.worker.wake()


async def test_updates_are_handled_in_order_within_a_chat(engine, recorder, budi, ani):
    for number in range(20):
        budi.says(f"b{number}")
        ani.says(f"a{number}")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: len(recorder.given) == 40)

    for chat_id, letter in ((BUDI, "b"), (ANI, "a")):
        texts = [i.text for i in recorder.given if i.chat_id == chat_id]
        assert [f"{letter}{n}" for n in range(20)] == texts
    assert {InboxStatus.DONE} == set(statuses(engine))


async def test_the_same_update_twice_is_stored_once(engine, recorder, budi):
    budi.says("x")
    (update,) = engine.telegram.world.updates.pending()
    for _ in range(2):
        await asyncio.to_thread(poller.store_updates, engine.database, 1, [update, update])

    assert 1 == len(rows(engine))


async def test_nothing_is_acknowledged_that_is_not_stored(engine, recorder, budi, monkeypatch):
    broken = OperationalError("insert", {}, Exception("disk full"))
    failing = [broken, broken]

    def store(session, given, real=inbox.store):
        if failing:
            raise failing.pop()
        real(session, given)

    monkeypatch.setattr(inbox, "store", store)
    budi.says("x")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)

    assert ["x"] == [i.text for i in recorder.given]


async def test_an_update_that_cannot_be_read_is_dead_at_once(engine, recorder, budi):
    put(engine, message={"chat": {"id": BUDI, "type": "private"}, "message_id": "x"})
    put(engine, something={})
    put(engine, message=17)
    budi.says("after")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)
        await engine.until(lambda: InboxStatus.NEW not in statuses(engine))

    assert [*[InboxStatus.DEAD] * 3, InboxStatus.DONE] == statuses(engine)


async def test_a_failing_update_is_retried_and_does_not_block_others(engine, recorder, budi, ani):
    recorder.fails = lambda i: ValueError(i.text) if i.text == "bad" else None
    budi.says("bad")
    budi.says("later")
    ani.says("good")
    async with engine.running(engine.poller, engine.worker):
        for attempts in range(1, MOST_ATTEMPTS + 1):
            await engine.until(lambda n=attempts: [r.attempts for r in rows(engine)][:1] == [n])
            if attempts < MOST_ATTEMPTS:
                assert "later" not in [i.text for i in recorder.given]
            hurry(engine)
        await engine.until(lambda: "later" in [i.text for i in recorder.given])

    texts = [i.text for i in recorder.given]
    assert (MOST_ATTEMPTS, 1, 1) == tuple(map(texts.count, ("bad", "good", "later")))
    assert [InboxStatus.DEAD, InboxStatus.DONE, InboxStatus.DONE] == statuses(engine)
    assert 1 == len(recorder.apologies)


async def test_of_what_was_handled_only_its_number_stays(engine, recorder, budi):
    budi.says("198001012005011001")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)
        await engine.until(lambda: InboxStatus.NEW not in statuses(engine))

    (row,) = rows(engine)
    assert ({}, 0) == (row.payload, row.chat_id)


@pytest.mark.parametrize(
    ("toast", "fails", "text"), [("Done", None, "Done"), (None, ValueError(), "")]
)
async def test_a_tap_is_answered_also_after_an_error(engine, recorder, budi, toast, fails, text):
    world = engine.telegram.world
    recorder.toast = toast and say(toast)
    recorder.fails = lambda _incoming: fails
    tap = world.tap(world.users[BUDI], world.chats[BUDI], 1, "1|a|menu")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: tap.answer is not None)

    assert text == (tap.answer.get("text") or "")


async def test_groups_are_left_without_a_word(engine, recorder, budi):
    world = engine.telegram.world
    people.create_group(world, world.users[BUDI], "Dinas", [ANI])
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: engine.calls("leaveChat"))
        await engine.until(lambda: InboxStatus.NEW not in statuses(engine))

    assert [] == recorder.given
    assert {InboxStatus.DONE} == set(statuses(engine))


def sends_file(engine, data=PDF, name="a.pdf"):
    world = engine.telegram.world
    user, chat = world.users[BUDI], world.chats[BUDI]
    content = people.file(world, "document", Upload(name, "application/pdf", data))
    people.say(world, user, chat, content)


def asks_something(engine):
    engine.links()
    with engine.database.unit_of_work() as session:
        session.add(Draft(chat_id=BUDI, form="report", active=True, updated_at=NOW))


async def test_a_file_is_kept_before_it_is_handled(engine, recorder):
    asks_something(engine)
    sends_file(engine)
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)

    (incoming,) = recorder.given
    assert IncomingKind.FILE is incoming.kind
    path = engine.store.path_of(incoming.attachment.sha256)
    assert PDF == path.read_bytes()
    assert 0o600 == path.stat().st_mode & 0o777
    assert 0o700 == path.parent.stat().st_mode & 0o777


async def test_a_file_of_a_wrong_kind_or_size_comes_with_its_problem(engine, recorder):
    asks_something(engine)
    sends_file(engine, b"MZ program", "a.exe")
    sends_file(engine, b"%PDF-" + b"x" * (10 * 1024 * 1024))
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: len(recorder.given) == 2)

    assert all(i.attachment.problem and i.attachment.sha256 is None for i in recorder.given)


async def test_files_of_strangers_are_not_fetched(engine, recorder):
    sends_file(engine)
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)

    assert [] == engine.calls("getFile")
    assert recorder.given[0].attachment.sha256 is None


async def test_a_file_out_of_reach_is_asked_for_again(engine, recorder):
    asks_something(engine)
    engine.fault("bad_gateway", "getFile", times=None)
    sends_file(engine)
    async with engine.running(engine.poller, engine.worker):
        for attempts in range(1, MOST_ATTEMPTS):
            await engine.until(lambda n=attempts: [r.attempts for r in rows(engine)][:1] == [n])
            hurry(engine)
        await engine.until(lambda: recorder.given)

    assert recorder.given[0].attachment.problem is not None


async def test_a_conflict_ends_the_poller_and_a_refused_token_everything(engine, recorder):
    engine.fault("error", "getUpdates", status=409, description="Conflict: terminated")
    await asyncio.wait_for(engine.poller.run(), 5)
    assert not engine.figures.polling
    assert not engine.stopping.is_set()

    engine.fault("error", "getUpdates", status=401, description="Unauthorized")
    await asyncio.wait_for(engine.poller.run(), 5)
    assert engine.stopping.token_refused


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_one_replica_polls_at_a_time(database):
    first, second = turns.PollingTurn(database), turns.PollingTurn(database)

    assert first.is_ours()
    assert not second.is_ours()
    assert first.is_ours()
    first.give_up()
    assert second.is_ours()
    second.give_up()


def test_a_lease_is_held_by_one_until_it_runs_out(database):
    def hold(owner, after):
        with database.unit_of_work() as session:
            return turns.hold(session, "mass", owner, NOW + timedelta(seconds=after), 10)

    assert [True, False, True, True, False] == [
        hold("a", 0),
        hold("b", 5),
        hold("a", 9),
        hold("b", 20),
        hold("a", 21),
    ]


def test_a_shorter_pause_does_not_end_a_longer_one(database):
    for seconds in (30, 10):
        with database.unit_of_work() as session:
            turns.pause(session, NOW + timedelta(seconds=seconds), "a")
    with database.reading() as session:
        assert NOW + timedelta(seconds=30) == turns.paused_until(session)


async def test_what_is_old_is_cleaned_away(engine, recorder, budi):
    budi.says("x")
    async with engine.running(engine.poller, engine.worker):
        await engine.until(lambda: recorder.given)
    with engine.database.unit_of_work() as session:
        for row in session.exec(select(InboxUpdate)):
            row.received_at -= timedelta(hours=73)
    engine.queues("a")
    async with engine.running(engine.sender):
        engine.stopping._event.clear()
        await engine.settled("a")
    engine.clock.advance(timedelta(days=8))

    engine.upkeep.clean()

    assert [] == rows(engine)
    with engine.database.reading() as session:
        assert 0 == session.connection().exec_driver_sql("SELECT count(*) FROM outbox").scalar()


async def test_cleaning_erases_the_files_of_removed_evidence(engine):
    stored = engine.store.keep(b"%PDF-1.7\n%%EOF", "berkas.pdf")
    path = engine.store.path_of(stored.sha256)
    long_ago = path.stat().st_mtime - 7200
    os.utime(path, (long_ago, long_ago))
    with engine.database.unit_of_work() as session:
        holder = builders.person(session, "Budi Santoso")
        row = Evidence(
            person_id=holder.id,
            kind=EvidenceKind.DOCUMENT,
            sha256=stored.sha256,
            added_at=NOW,
            removed_at=NOW - timedelta(days=2),
        )
        session.add(row)
    for _ in range(2):
        engine.upkeep.clean()

    assert not path.exists()
    with engine.database.reading() as session:
        assert session.exec(select(Evidence)).one().sha256 is None
