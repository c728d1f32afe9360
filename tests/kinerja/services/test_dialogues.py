"""Dialogues: what is told to whom and when, versions of notes, points, and who may do nothing more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Absence,
    AbsenceKind,
    AuditEntry,
    DialogueKind,
    DialogueNote,
    DialoguePoint,
    Expectation,
    FeedbackAction,
    FollowUp,
    OutboxMessage,
    OutboxStatus,
    RaterAssignment,
)
from kinerja.reports.dialogues import dialogue_card, dialogues_of, open_points
from kinerja.reports.waiting import open_items
from kinerja.reports.waiting_items import WaitingKind
from kinerja.rules.dialogues import NoteWords
from kinerja.services.arranging_dialogues import (
    Slot,
    agree_time,
    cancel_dialogue,
    note_held_dialogue,
    propose_dialogue,
    propose_time,
)
from kinerja.services.noting_dialogues import (
    add_point,
    confirm_notes,
    remove_point,
    tick_point,
    write_notes,
)
from kinerja.services.telling_of_dialogues import remind_of_dialogues
from tests.builders import NOW, TODAY, agency, feedback

STARTS = datetime(2026, 2, 9, 2, 0, tzinfo=UTC)
"""Monday, 10.00 in Makassar."""
WHEN = {"now": NOW, "today": TODAY}
AFTER = {"now": STARTS + timedelta(hours=2), "today": STARTS.date()}
SAID = NoteWords(agreed="Loket dibuka pukul 07.30.")


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def agreed(session, made):
    """A dialogue that Budi proposed and Ani agreed to."""
    pair = (made.ani.id, made.budi.id)
    row = propose_dialogue(
        session, made.budi.actor, *pair, DialogueKind.PERFORMANCE, Slot(STARTS, 60, "Aula"), **WHEN
    )
    card = dialogue_card(session, made.ani.actor, row.id, TODAY)
    agree_time(session, made.ani.actor, card.proposed.id, **WHEN)
    return row.id


@pytest.fixture
def noted(session, made, agreed):
    """Its notes, written by Budi, with a point of each."""
    write_notes(session, made.budi.actor, agreed, SAID, **AFTER)
    for who, text in ((made.ani, "Meminjam mobil"), (made.budi, "Menyusun jadwal")):
        add_point(session, made.budi.actor, agreed, who.id, text, date(2026, 2, 20), **AFTER)
    return agreed


def told(session, chat, kind=None):
    rows = session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    ours = [row for row in rows if row.chat_id == chat and row.kind.startswith("dialogue")]
    return [row if kind else row.kind for row in ours if kind in (None, row.kind)]


def card_of(session, made, dialogue_id):
    return dialogue_card(session, made.budi.actor, dialogue_id, TODAY)


def test_both_get_the_time_once_and_a_change_under_the_same_name(session, made, agreed):
    assert ["dialogue_proposed", "dialogue_agreed"] == told(session, made.ani.chat_id)
    assert ["dialogue_agreed"] == told(session, made.budi.chat_id)
    agree_time(session, made.ani.actor, card_of(session, made, agreed).held.id, **WHEN)
    later = STARTS + timedelta(days=1)
    propose_time(session, made.ani.actor, agreed, Slot(later, 30), **WHEN)
    # To propose what the other side proposed is to agree.
    propose_time(session, made.budi.actor, agreed, Slot(later, 30), **WHEN)
    first, second = (row.content for row in told(session, made.budi.chat_id, "dialogue_agreed"))
    assert first["uid"] == second["uid"]
    assert (0, 1) == (first["sequence"], second["sequence"])
    assert (first["zone"], first["place"]) == ("Asia/Makassar", "Aula")
    cancel_dialogue(session, made.budi.actor, agreed, **WHEN)
    cancel_dialogue(session, made.budi.actor, agreed, **WHEN)
    (gone,) = told(session, made.ani.chat_id, "dialogue_to_remove")
    assert (first["uid"], 2) == (gone.content["uid"], gone.content["sequence"])
    assert 1 == len(told(session, made.ani.chat_id, "dialogue_cancelled"))
    with pytest.raises(Refused, match="called off"):
        propose_time(session, made.ani.actor, agreed, Slot(later, 60), **WHEN)


def test_what_does_not_suit_the_other_is_refused_without_a_reason(session, made, agreed):
    days = {"first_day": date(2026, 2, 10), "last_day": date(2026, 2, 11)}
    for kind, who in ((AbsenceKind.TRIP, made.ani), (AbsenceKind.SICK, made.budi)):
        session.add(Absence(person_id=who.id, kind=kind, entered_at=NOW, **days))
    session.flush()
    slot = Slot(STARTS + timedelta(days=1), 60)
    with pytest.raises(Refused, match="does not work on") as refused:
        propose_time(session, made.budi.actor, agreed, slot, **WHEN)
    assert {"name", "day"} == set(refused.value.message.values)
    with pytest.raises(Unknown):
        propose_dialogue(
            session,
            made.budi.actor,
            made.dedi.id,
            made.budi.id,
            DialogueKind.PLANNING,
            Slot(STARTS, 60),
            **WHEN,
        )


def test_agreeing_looks_again_at_the_days_of_both(session, made, agreed):
    slot = Slot(STARTS + timedelta(days=1), 60)
    propose_time(session, made.ani.actor, agreed, slot, **WHEN)
    time = card_of(session, made, agreed).proposed.id
    day = slot.starts_at.date()
    days = {"first_day": day, "last_day": day}
    session.add(Absence(person_id=made.ani.id, kind=AbsenceKind.LEAVE, entered_at=NOW, **days))
    session.flush()
    with pytest.raises(Refused, match="does not work"):
        agree_time(session, made.budi.actor, time, **WHEN)
    with pytest.raises(Refused, match="your own proposal"):
        agree_time(session, made.ani.actor, time, **WHEN)
    old = card_of(session, made, agreed).held.id
    with pytest.raises(Refused, match="Another time"):
        agree_time(session, made.budi.actor, old, **WHEN)
    assert STARTS == card_of(session, made, agreed).held.starts_at


def remind(session, moment):
    return remind_of_dialogues(session, now=moment)


def test_both_are_reminded_the_working_day_before_and_the_hour_before(session, made, agreed):
    friday = datetime(2026, 2, 6, 0, 0, tzinfo=UTC)
    assert 0 == remind(session, friday - timedelta(minutes=1))
    assert 2 == remind(session, friday)
    assert 0 == remind(session, friday + timedelta(hours=5))
    assert 2 == remind(session, STARTS - timedelta(hours=1))
    assert 0 == remind(session, STARTS)
    assert 2 == remind(session, STARTS + timedelta(hours=1))
    assert 0 == remind(session, STARTS + timedelta(hours=2))
    kinds = ["dialogue_soon", "dialogue_soon", "dialogue_to_note"]
    assert kinds == told(session, made.budi.chat_id)[-3:]
    (day, hour) = told(session, made.budi.chat_id, "dialogue_soon")
    assert STARTS == day.expires_at == hour.expires_at
    assert [True, True] == [day.content["suits"], hour.content["suits"]]


def test_a_moved_or_cancelled_dialogue_is_not_reminded_of(session, made, agreed):
    friday = datetime(2026, 2, 6, 0, 0, tzinfo=UTC)
    remind(session, friday)
    session.flush()
    later = STARTS + timedelta(days=2)
    moved = {"now": friday, "today": friday.date()}
    propose_time(session, made.ani.actor, agreed, Slot(later, 60), **moved)
    agree_time(session, made.budi.actor, card_of(session, made, agreed).proposed.id, **moved)
    session.expire_all()
    (stale,) = told(session, made.budi.chat_id, "dialogue_soon")
    assert OutboxStatus.CANCELLED == stale.status
    assert 0 == remind(session, STARTS - timedelta(hours=1))
    assert 2 == remind(session, later - timedelta(days=1, hours=1))
    cancel_dialogue(session, made.budi.actor, agreed, now=friday, today=friday.date())
    assert 0 == remind(session, later - timedelta(hours=1))


def test_who_is_away_by_then_is_said_without_a_reason(session, made, agreed):
    day = STARTS.date()
    days = {"first_day": day, "last_day": day}
    session.add(Absence(person_id=made.budi.id, kind=AbsenceKind.SICK, entered_at=NOW, **days))
    session.flush()
    remind(session, datetime(2026, 2, 6, 0, 0, tzinfo=UTC))
    (soon,) = told(session, made.ani.chat_id, "dialogue_soon")
    assert soon.content["suits"] is False
    assert "sick" not in str(soon.content)


def test_a_pair_that_is_none_any_more_is_left_alone_and_reads_only(session, made, agreed):
    rated = RaterAssignment.position_id == made.budi.position.id
    session.exec(select(RaterAssignment).where(rated)).one().ends_on = date(2026, 2, 3)
    session.flush()
    assert 0 == remind(session, STARTS - timedelta(hours=1))
    days = {"now": STARTS + timedelta(hours=3), "today": STARTS.date()}
    assert not dialogue_card(session, made.budi.actor, agreed, days["today"]).is_pair
    with pytest.raises(Refused, match="no longer superior"):
        write_notes(session, made.budi.actor, agreed, SAID, **days)
    with pytest.raises(Unknown):
        dialogue_card(session, made.ani.actor, agreed, days["today"])
    assert () == dialogues_of(session, made.budi.actor, days["today"])


def confirm(session, made, dialogue_id, *who):
    for one in who:
        note = card_of(session, made, dialogue_id).note
        confirm_notes(session, one.actor, note.id, note.edition, **AFTER)


def test_notes_hold_when_both_have_confirmed_them(session, made, noted):
    with pytest.raises(Refused, match="notes already"):
        cancel_dialogue(session, made.budi.actor, noted, **AFTER)
    assert () == open_points(session, made.ani.actor, TODAY)
    confirm(session, made, noted, made.budi, made.budi)
    assert not card_of(session, made, noted).is_confirmed
    confirm(session, made, noted, made.ani)
    assert card_of(session, made, noted).is_confirmed
    assert ["dialogue_noted"] == told(session, made.ani.chat_id)[-1:]
    assert ["dialogue_confirmed"] == told(session, made.budi.chat_id)[-1:]
    texts = [point.text for _card, point in open_points(session, made.ani.actor, TODAY)]
    assert ["Meminjam mobil", "Menyusun jadwal"] == texts


def test_a_change_after_a_confirmation_asks_both_anew(session, made, noted):
    confirm(session, made, noted, made.budi, made.ani)
    changed = NoteWords(agreed="Loket dibuka pukul 07.00.", expectation=Expectation.UNCHANGED)
    write_notes(session, made.ani.actor, noted, changed, **AFTER)
    write_notes(session, made.ani.actor, noted, changed, **AFTER)
    card = card_of(session, made, noted)
    assert (2, 1) == (card.note.version, card.valid.version)
    assert (None, None) == (card.confirmed_by(made.ani.id), card.confirmed_by(made.budi.id))
    assert [point.text for point in card.points] == [point.text for point in card.valid_points]
    # What was agreed before goes on until both have confirmed the new version.
    tick_point(session, made.ani.actor, card.valid_points[0].id, done=True, **AFTER)
    confirm(session, made, noted, made.ani, made.budi)
    card = card_of(session, made, noted)
    assert (2, True) == (card.valid.version, card.is_confirmed)
    assert ["Menyusun jadwal"] == [point.text for point in card.open_points]
    versions = session.exec(select(DialogueNote).order_by(DialogueNote.version)).all()
    assert ["Loket dibuka pukul 07.30.", "Loket dibuka pukul 07.00."] == [
        note.agreed for note in versions
    ]


def test_nobody_confirms_what_they_have_not_seen(session, made, noted):
    note = card_of(session, made, noted).note
    seen = (note.id, note.edition)
    add_point(session, made.budi.actor, noted, made.ani.id, "Rapat", date(2026, 2, 20), **AFTER)
    with pytest.raises(Refused, match="changed meanwhile"):
        confirm_notes(session, made.ani.actor, *seen, **AFTER)


def test_points_are_ticked_by_who_has_to_do_them(session, made, noted):
    confirm(session, made, noted, made.budi, made.ani)
    mine, other = card_of(session, made, noted).points
    for _twice in range(2):
        tick_point(session, made.ani.actor, mine.id, done=True, **AFTER)
    assert 1 == len(told(session, made.budi.chat_id, "dialogue_point_done"))
    with pytest.raises(Unknown):
        tick_point(session, made.ani.actor, other.id, done=True, **AFTER)
    tick_point(session, made.ani.actor, mine.id, done=False, **AFTER)
    assert 2 == len(card_of(session, made, noted).open_points)
    remove_point(session, made.ani.actor, other.id, **AFTER)
    remove_point(session, made.ani.actor, other.id, **AFTER)
    card = card_of(session, made, noted)
    assert ([1], [1, 2]) == (
        [point.number for point in card.points],
        [point.number for point in card.valid_points],
    )
    add_point(session, made.ani.actor, noted, made.ani.id, "Rapat", date(2026, 2, 20), **AFTER)
    assert [1, 3] == [point.number for point in card_of(session, made, noted).points]


def test_each_side_sees_what_waits_on_whom(session, made, noted):
    day = AFTER["today"]

    def kinds(who):
        waiting = open_items(session, who.actor, day)
        return [[one.kind for one in side] for side in (waiting.mine, waiting.theirs)]

    assert [[WaitingKind.DIALOGUE_NOTES], []] == kinds(made.budi)
    assert [[], [WaitingKind.DIALOGUE_NOTES]] == kinds(made.ani)
    confirm(session, made, noted, made.budi)
    assert [[WaitingKind.DIALOGUE_NOTES], []] == kinds(made.ani)
    confirm(session, made, noted, made.ani)
    assert [[WaitingKind.DIALOGUE_POINT], [WaitingKind.DIALOGUE_POINT]] == kinds(made.ani)
    assert [[WaitingKind.DIALOGUE_POINT], [WaitingKind.DIALOGUE_POINT]] == kinds(made.budi)


def test_the_next_date_waits_on_the_rater_until_it_is_arranged(session, made, agreed):
    words = NoteWords(agreed="Loket dibuka lebih pagi", next_on=date(2026, 3, 9))
    write_notes(session, made.ani.actor, agreed, words, **AFTER)
    confirm(session, made, agreed, made.ani, made.budi)

    def waits(who, day):
        return [one.kind for one in open_items(session, who.actor, day).mine]

    assert [] == waits(made.ani, date(2026, 3, 1))
    assert [WaitingKind.DIALOGUE_NEXT] == waits(made.ani, date(2026, 3, 2))
    assert [] == waits(made.budi, date(2026, 3, 2))
    slot = Slot(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), 60)
    pair, kind = (made.ani.id, made.budi.id), DialogueKind.PERFORMANCE
    for _twice in range(2):
        propose_dialogue(session, made.ani.actor, *pair, kind, slot, **WHEN)
    assert 2 == len(dialogues_of(session, made.ani.actor, TODAY))
    waiting = open_items(session, made.ani.actor, date(2026, 3, 2))
    assert ([], [WaitingKind.DIALOGUE_TIME]) == (
        list(waiting.mine),
        [one.kind for one in waiting.theirs],
    )


def test_coaching_that_took_place_closes_what_feedback_asked_for(session, made):
    given = feedback(session, made.ani.person, made.budi.person)
    for action in (FeedbackAction.COACHING, FeedbackAction.LEARNING):
        owed = {"owner_id": made.ani.id, "person_id": made.budi.id, "feedback_id": given.id}
        session.add(FollowUp(action=action, opened_at=NOW, **owed))
    session.flush()
    slot = Slot(NOW - timedelta(days=1), 60)
    pair, kind = (made.ani.id, made.budi.id), DialogueKind.COACHING
    row = note_held_dialogue(session, made.ani.actor, *pair, kind, slot, **WHEN)
    write_notes(session, made.ani.actor, row.id, NoteWords(goal="Tepat waktu"), **WHEN)
    confirm(session, made, row.id, made.ani, made.budi)
    items = session.exec(select(FollowUp).order_by(FollowUp.id)).all()
    assert [True, False] == [item.closed_at is not None for item in items]
    for day in (1, 100):
        later = Slot(NOW + timedelta(days=day) * (1 if day == 1 else -1), 60)
        with pytest.raises(Refused):
            note_held_dialogue(session, made.ani.actor, *pair, kind, later, **WHEN)


def test_notes_wait_for_the_beginning_and_points_for_notes(session, made, agreed):
    with pytest.raises(Refused, match="once the dialogue has begun"):
        write_notes(session, made.budi.actor, agreed, SAID, **WHEN)
    with pytest.raises(Refused, match="notes first"):
        add_point(session, made.ani.actor, agreed, made.ani.id, "Rapat", TODAY, **WHEN)


def test_points_are_not_without_end(session, made, noted):
    for number in range(3, 13):
        text = f"Rapat {number}"
        for _twice in range(2):
            add_point(session, made.ani.actor, noted, made.ani.id, text, TODAY, **WHEN)
    with pytest.raises(Refused, match="enough"):
        add_point(session, made.ani.actor, noted, made.ani.id, "Satu lagi", TODAY, **WHEN)
    assert 12 == len(session.exec(select(DialoguePoint)).all())


def test_every_deed_is_in_the_audit_trail(session, made, noted):
    confirm(session, made, noted, made.budi, made.ani)
    rows = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    deeds = [row.action for row in rows if row.subject == "dialogue"]
    assert ["propose", "agree", "write", "add_point", "add_point", "confirm", "confirm"] == deeds
    assert {made.budi.id} == {row.person_id for row in rows if row.subject == "dialogue"}
