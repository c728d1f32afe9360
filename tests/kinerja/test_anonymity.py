"""The attack on anonymity: no answer of a group can be tied to a person with better than chance.

Each attack first proves on a leaky variant that it would succeed there.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import delete, select, update

from bot.telegram import inbox
from bot.telegram.handling import Handler
from bot.telegram.inbox import Waiting
from kinerja.errors import Refused
from kinerja.models import (
    Account,
    Circle,
    GatheredText,
    InboxUpdate,
    PeerOutcome,
    PeerRequest,
    Position,
    RaterAssignment,
    ServiceCounter,
    Unit,
)
from kinerja.reports import peer_requests
from kinerja.reports.own_data import export_of_own
from kinerja.reports.peer_lists import requests_of
from kinerja.reports.peer_requests import request_card
from kinerja.rules.access import OPERATOR
from kinerja.rules.peer_feedback import LEAST, PeerContent, Way
from kinerja.services import closing_peers, forgetting_peers
from kinerja.services.answering_peers import answer_request, decline_request
from kinerja.services.asking_peers import Wish, ask_peers, cancel_request
from kinerja.services.audit import record
from kinerja.services.closing_peers import close_requests, remind_givers
from kinerja.services.forgetting_peers import SWEPT
from kinerja.services.keeping_counters import open_counter
from kinerja.services.visiting_counters import forget_visitors
from tests import builders
from tests.attacker import Giver, Watched, by_order, bytes_left, dump, linked, orders, traces
from tests.kinerja.walk import ASKING, OWN, build, call, found
from tests.talk import Stage

WORDS = ("Rapat", "Arahan", "Jadwal", "Bantuan", "Pembagian", "Kabar")
QUESTIONS = ("clear", "listens", "respects")
NAMES = ("Fani Utami", "Gita Sari", "Hana Mulia", "Indra Jaya", "Joko Susilo", "Lina Astuti")


class Wire(Stage):
    """A stage whose updates come as Telegram's do: stored in the inbox, handled there, forgotten there."""

    def __post_init__(self):
        super().__post_init__()
        self.handler = Handler(self.database, self.dispatcher, self.clock, 7)

    def in_units_of_work(self, incoming):
        message = {"text": incoming.text, "chat": {"id": incoming.chat_id, "type": "private"}}
        payload = {"update_id": incoming.update_id, "message": message, "data": incoming.data}
        where = (7, incoming.update_id, incoming.chat_id, payload)
        with self.database.unit_of_work() as session:
            inbox.store(session, [inbox.row_of(*where, self.clock.now())])
        done = self.handler.handle(
            Waiting(incoming.update_id, incoming.chat_id, payload, 0), incoming
        )
        assert not done.failed
        return done


class Group:
    """Ani and six midwives whom she rates, alike in all that is kept of them; the attacker watches them."""

    def __init__(self, database, stage=Wire):
        self.database = database
        self.stage = stage(database)
        self.stage.clock.moment = builders.NOW
        with database.unit_of_work() as session:
            made = builders.agency(session)
            self.ani, self.root = made.ani, made.root.id
            session.exec(delete(Account).where(Account.person_id == made.budi.id))
            givers = []
            for number, name in enumerate(NAMES):
                one = builders.person(session, name)
                builders.position(session, one, made.section, "Bidan", made.ani.person)
                builders.account(session, one, 77_001 + number)
                givers.append(Giver(one.id, 77_001 + number, name))
        self.watched = Watched(givers)
        self.texts = {}

    @property
    def now(self):
        return self.stage.clock.now()

    def ask(self):
        wish = Wish(self.ani.id, Circle.BELOW, QUESTIONS, 3)
        with self.database.unit_of_work() as session:
            self.request = ask_peers(
                session, self.ani.actor, wish, now=self.now, today=self.now.date()
            )
        self.stage.deliver()

    def answer(self, giver, text, way=Way.ANONYMOUS):
        """Give an answer behind the conversation, as fast as can be."""
        content = PeerContent(dict.fromkeys(QUESTIONS, "often"), ("Komunikasi",), (), text)
        with self.database.unit_of_work() as session:
            answer_request(
                session,
                builders.Actor(giver.person_id),
                self.request,
                content,
                way,
                now=self.now,
                today=self.now.date(),
            )
        self.note(giver, text)

    def write(self, giver, text):
        """Give an answer in the chat, with everything that leaves traces."""
        person = self.stage.person(giver.chat_id)
        person.says("/minta").presses("Jawab (1)").presses("Ani Lestari").presses("Jawab, tanpa")
        person.presses("Sering").presses("Kadang").presses("Sering").presses("Selesai")
        person.presses("Selesai").says(f"{text}!!! :)").presses("Ya").presses("Kirim")
        person.sees("Terima kasih")
        self.note(giver, text)

    def note(self, giver, text):
        self.texts[text] = giver
        self.watched.answered.append(giver)

    def close(self, *, sweep=True):
        for work in (remind_givers, close_requests):
            self.stage.clock.advance(timedelta(days=3 if work is remind_givers else 1))
            with self.database.unit_of_work() as session:
                work(session, now=self.now)
            self.stage.deliver()
        if sweep:
            self.database.sweep(SWEPT)


@pytest.fixture
def drawn(monkeypatch):
    """Draw from a seed, so that a test that counts guesses counts the same every time."""
    numbers = random.Random(5)
    monkeypatch.setattr(
        closing_peers.secrets, "token_hex", lambda size: f"{numbers.getrandbits(8 * size):016x}"
    )


def counted(monkeypatch):
    """Leak: ids that are counted, so that texts lie in the order of the invitations."""
    count = iter(range(10_000))
    monkeypatch.setattr(closing_peers.secrets, "token_hex", lambda _size: f"{next(count):016x}")


def guesses(database, trials=6):
    """Let groups answer in orders of their own, and count what the attacker's best order gets right."""
    group = Group(database, Stage)
    chance = random.Random(11)
    right = {}
    for trial in range(trials):
        group.watched.answered, group.texts = [], {}
        group.ask()
        for place, giver in enumerate(chance.sample(group.watched.asked, 6)):
            group.answer(giver, f"{WORDS[place]} ke-{trial} sudah tertata.")
        group.close(sweep=False)
        group.stage.clock.advance(timedelta(days=100))
        rows = dump(database)
        known = (group.watched.answered, group.watched.asked)
        for number, ordered in enumerate(orders(rows, group.texts)):
            for which, people in enumerate((*known, *(list(reversed(one)) for one in known))):
                guess = by_order(ordered, people)
                hits = sum(group.texts[text] == who for text, who in guess.items())
                right[number, which] = right.get((number, which), 0) + hits
    return max(right.values()), trials * 6


def test_an_order_that_stayed_is_found(database, monkeypatch):
    counted(monkeypatch)
    best, all_of_them = guesses(database)
    # On PostgreSQL rows move into room that others left, so that not quite all orders stay.
    assert best >= 24 < all_of_them


@pytest.mark.usefixtures("drawn")
def test_no_order_of_the_database_is_that_of_the_people(database):
    best, all_of_them = guesses(database)
    # One in six by chance, 6 of 36; the best of some dozens of orders stays below what chance does in 10,000.
    assert best < 16 < all_of_them


def played(group, writing=4):
    """Play a round: four of six answer, so many of them in the chat, one declines, one does nothing."""
    group.ask()
    order = random.Random(3).sample(group.watched.asked, 6)
    for place, giver in enumerate(order[:4]):
        answer = group.write if place < writing else group.answer
        answer(giver, f"{WORDS[place]} sudah tertata rapi")
    group.stage.person(order[4].chat_id).presses("Tidak bersedia")
    group.close()
    return order


def test_no_row_ties_a_text_to_a_person_and_none_says_who_answered(database):
    group = Group(database)
    order = played(group)
    rows = dump(database)

    assert {} == linked(rows, group.watched, group.texts)
    assert 1 == len({frozenset(traces(rows, giver).items()) for giver in order})
    with database.reading() as session:
        card = request_card(session, group.ani.actor, group.request, group.now.date())
    assert (4, PeerOutcome.GATHERED) == (card.gathered.answered, card.outcome)
    assert set(card.gathered.texts) == {f"{text}." for text in group.texts}
    if database.is_sqlite:
        assert [] == bytes_left(database, [f"{text}!!!" for text in group.texts])


def _no(*_arguments, **_more):
    """Leak: leave everything as it is."""


def keep_updates(monkeypatch):
    finish = update(InboxUpdate.__table__).where(inbox._OURS).values(status="done")
    monkeypatch.setattr(inbox, "_FINISH", finish)


def keep_screens(monkeypatch):
    monkeypatch.setattr(forgetting_peers, "_forget_screens", _no)


def keep_drafts(monkeypatch):
    monkeypatch.setattr(forgetting_peers, "_forget_drafts", _no)


def keep_reminders(monkeypatch):
    monkeypatch.setattr(forgetting_peers, "_forget_notices", _no)


def keep_invitations(monkeypatch):
    monkeypatch.setattr(closing_peers, "forget_request", _no)


def keep_audit(monkeypatch):
    def noted(session, actor, request_id, content, way, *, now, today):
        answer_request(session, actor, request_id, content, way, now=now, today=today)
        record(session, actor, "answer", "peer_request", request_id, person_id=None, now=now)

    monkeypatch.setattr("bot.conversations.peers.answering.answer_request", noted)


LEAKS = [keep_updates, keep_screens, keep_drafts, keep_reminders, keep_invitations, keep_audit]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("leak", LEAKS)
def test_each_trace_that_stays_is_found(database, monkeypatch, leak):
    leak(monkeypatch)
    group = Group(database)
    order = played(group, writing=1)
    rows = dump(database)

    tied = linked(rows, group.watched, group.texts)
    kinds = {frozenset(traces(rows, giver).items()) for giver in order}
    assert tied or len(kinds) > 1
    assert all(group.texts[text] == giver for text, giver in tied.items())


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_bytes_that_stay_are_found(database, monkeypatch):
    monkeypatch.setattr(type(database), "sweep", _no)
    group = Group(database)
    played(group, writing=1)
    assert bytes_left(database, [f"{text}!!!" for text in group.texts])


def test_what_too_few_said_is_gone(database):
    group = Group(database, Stage)
    group.ask()
    for giver, word in zip(group.watched.asked[: LEAST - 1], WORDS, strict=False):
        group.answer(giver, f"{word} belum tertata.")
    group.close()

    rows = str(dump(database))
    assert [] == [text for text in group.texts if text in rows]
    if database.is_sqlite:
        assert [] == bytes_left(database, group.texts)
    with database.reading() as session:
        card = request_card(session, group.ani.actor, group.request, group.now.date())
        assert (PeerOutcome.TOO_FEW, None) == (card.outcome, card.gathered)


def test_a_request_taken_back_leaves_nothing(database):
    group = Group(database, Stage)
    group.ask()
    for giver, word in zip(group.watched.asked, WORDS, strict=True):
        group.answer(giver, f"{word} belum tertata.")
    with database.unit_of_work() as session:
        cancel_request(
            session, group.ani.actor, group.request, now=group.now, today=group.now.date()
        )
    database.sweep(SWEPT)
    rows = str(dump(database))
    assert [] == [text for text in group.texts if text in rows]


def seen(session, world, giver):
    """Return what every report says to everybody but the giver."""
    samples = {name: (own.arguments, False) for name, own in OWN.items()}
    samples |= {name: (one.arguments, one.operator) for name, one in ASKING.items()}
    answers = {}
    for name, function in found().items():
        if not name.startswith("reports.") or name not in samples or name in _PLACES:
            continue
        arguments, is_for_operator = samples[name]
        people = {"ani", "budi", "eka"} | ({"operator"} if is_for_operator else set())
        for who in people - {giver}:
            try:
                said = call(function, session, world.actor(who), arguments(world))
            except Refused as refused:
                said = type(refused).__name__
            said = list(said) if isinstance(said, Iterator) else said
            answers[name, who] = re.sub(r" at 0x[0-9a-f]+", "", repr(said))
    return answers


_PLACES = {"reports.own_data.held_about", "reports.own_data.export_of_own"}
"""Looked at beside it: they read the clock's moment."""


def asked_group(session, world):
    """Let Ani ask those she rates: Budi and four more."""
    for number, name in enumerate(NAMES[:4]):
        one = builders.person(session, name)
        builders.position(session, one, world.agency.section, "Bidan", world.agency.ani.person)
        builders.account(session, one, 77_001 + number)
    wish = Wish(world.agency.ani.id, Circle.BELOW, QUESTIONS, 7)
    return ask_peers(session, world.agency.ani.actor, wish, now=builders.NOW, today=builders.TODAY)


CONTENT = PeerContent(dict.fromkeys(QUESTIONS, "seldom"), (), (), "Rapat lebih singkat.")


@pytest.fixture
def world(database):
    with database.unit_of_work() as session:
        return build(session)


def differences(database, world, *acts, seen=seen):
    """Return what changes for everybody else with each thing that Budi does about a request."""
    with database.unit_of_work() as session:
        request = asked_group(session, world)
    shown = []
    for act in (_no, *acts):
        with database.unit_of_work() as session:
            act(session, world.actor("budi"), request)
        with database.reading() as session:
            now = seen(session, world, "budi")
            for who in ("ani", "eka"):
                now["export", who] = repr(export_of_own(session, world.actor(who), builders.NOW))
            card = request_card(session, world.actor("ani"), request, builders.TODAY)
            shown.append({**now, ("card", "ani"): repr(card)})
    first, *others = shown
    return [{key for key, said in first.items() if said != other[key]} for other in others]


def gives(session, actor, request):
    days = {"now": builders.NOW, "today": builders.TODAY}
    answer_request(session, actor, request, CONTENT, Way.ANONYMOUS, **days)


def declines(session, actor, request):
    decline_request(session, actor, request, today=builders.TODAY)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_report_tells_an_answer_from_none(database, world):
    """Neither an answer, nor one that is taken back, changes what anybody else can read or export."""
    assert [set(), set()] == differences(database, world, gives, declines)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_report_that_counts_answers_is_found(database, world, monkeypatch):
    def counts(session, request, _pool):
        given = select(peer_requests.PeerInvitation.id).where(
            peer_requests.PeerInvitation.request_id == request.id,
            peer_requests.PeerInvitation.state == "answered",
        )
        return len(session.exec(given).all())

    monkeypatch.setattr(peer_requests, "_gathered", counts)
    (found_out,) = differences(database, world, gives, seen=lambda *_all: {})
    assert ("card", "ani") in found_out


def test_asking_about_an_open_request_costs_the_same_whoever_answered(database, world):
    """The same statements with the same values, that return as many rows: no clock can tell them apart."""
    with database.unit_of_work() as session:
        request = asked_group(session, world)
    statements = []

    def noted(_connection, _cursor, statement, parameters, _context, _many):
        statements.append((statement, str(parameters)))

    def look():
        statements.clear()
        with database.reading() as session:
            request_card(session, world.actor("ani"), request, builders.TODAY)
            requests_of(session, world.actor("ani"))
        return list(statements)

    event.listen(database.engine, "before_cursor_execute", noted)
    try:
        before = look()
        with database.unit_of_work() as session:
            gives(session, world.actor("budi"), request)
        assert before == look() != []
    finally:
        event.remove(database.engine, "before_cursor_execute", noted)
    assert not any("peer_invitation" in statement for statement, _values in before)


def test_a_group_that_differs_by_one_is_not_asked_again_soon(database):
    group = Group(database, Stage)
    group.ask()
    for giver, word in zip(group.watched.asked, WORDS, strict=True):
        group.answer(giver, f"{word} sudah tertata.")
    group.close()
    with pytest.raises(Refused):
        group.ask()
    group.stage.clock.advance(timedelta(days=90))
    group.ask()


def test_the_moment_of_closing_is_the_days_alone(database):
    """All may have answered, or nobody: it closes on the morning after the last day, and not before."""
    group = Group(database, Stage)
    group.ask()
    for giver, word in zip(group.watched.asked, WORDS, strict=True):
        group.answer(giver, f"{word} sudah tertata.")
    morning = datetime(2026, 2, 7, 0, 0, tzinfo=UTC)
    for moment, closed in ((morning - timedelta(seconds=1), 0), (morning, 1), (morning, 0)):
        with database.unit_of_work() as session:
            assert closed == close_requests(session, now=moment)
    with database.reading() as session:
        assert morning == session.exec(select(PeerRequest.closed_at)).one()
        assert 6 == len(session.exec(select(GatheredText)).all())


def small_groups(database):
    """Let two groups of two be asked, one after the other; all four let their answers be merged."""
    group = Group(database, Stage)
    with database.unit_of_work() as session:
        heads = [group.ani]
        for number in range(2):
            head = builders.person(session, f"Kepala {number}")
            place = builders.unit(session, f"Puskesmas {number}", session.get(Unit, group.root))
            post = builders.position(session, head, place, "Kepala")
            builders.account(session, head, 66_001 + number)
            heads.append(builders.Member(head, post, 66_001 + number))
            for giver in group.watched.asked[2 * number : 2 * number + 2]:
                ends = session.exec(select(Position).where(Position.person_id == giver.person_id))
                ends.one().unit_id = place.id
                rated = select(RaterAssignment).join(Position)
                rated = rated.where(Position.person_id == giver.person_id)
                session.exec(rated).one().rater_id = head.id
    return group, heads[1:]


def test_merged_answers_say_neither_who_nor_which_group(database):
    group, heads = small_groups(database)
    for head, givers in zip(
        heads, (group.watched.asked[:2], group.watched.asked[2:4]), strict=True
    ):
        group.ani = head
        group.ask()
        for giver in givers:
            group.answer(giver, f"{WORDS[len(group.texts)]} sudah tertata.", Way.MERGED)
        group.close()

    rows = dump(database)
    assert {} == linked(rows, group.watched, group.texts)
    four = group.watched.asked[:4]
    assert 1 == len({frozenset(traces(rows, giver).items()) for giver in four})
    assert [] == rows["peer_pool_member"]
    with database.reading() as session:
        said = []
        for head in heads:
            (line,) = requests_of(session, head.actor)
            said.append(request_card(session, head.actor, line.id, group.now.date()).gathered)
    assert said[0] == said[1]
    assert (4, set(group.texts)) == (said[0].answered, set(said[0].texts))


def test_a_visitor_of_a_counter_leaves_no_number(database):
    wire = Wire(database)
    wire.clock.moment = builders.NOW
    with database.unit_of_work() as session:
        made = builders.agency(session)
        days = {"now": builders.NOW, "today": builders.TODAY}
        counter = open_counter(session, OPERATOR, made.section.id, "Loket Obat", **days)
        code = session.get(ServiceCounter, counter).code
    visitor = wire.person(88_123_456)
    visitor.says(f"/start loket-{code}").presses("Ya").presses("Ya").presses("Tidak")
    assert "88123456" in str(dump(database))
    visitor.says("petugasnya sabar sekali").sees("tanpa nama")
    wire.clock.advance(timedelta(hours=2))
    with database.unit_of_work() as session:
        forget_visitors(session, now=wire.clock.now())
    database.sweep(SWEPT)

    said = str(dump(database))
    assert "Petugasnya sabar sekali." in said
    assert "88123456" not in said
    if database.is_sqlite:
        assert [] == bytes_left(database, ["88123456", "petugasnya sabar sekali"])
