"""After coaching: who reads form B.1.8 and who never does, form B.1.9; and counselling without a word of it."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Boolean, Date, DateTime, Integer
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    AuditEntry,
    CoachingSurvey,
    CompetenceLevel,
    Counselling,
    DialogueKind,
    DialogueNote,
    FeedbackAction,
    FollowUp,
    OutboxMessage,
    RaterAssignment,
)
from kinerja.reports.coaching import (
    levels_of,
    survey_card,
    survey_readers,
    surveys_received,
)
from kinerja.reports.counselling import counselling_card, counselling_of, counselling_to_hold
from kinerja.reports.own_data import export_of_own
from kinerja.reports.waiting import open_items
from kinerja.reports.waiting_items import WaitingKind
from kinerja.rules.dialogues import NoteWords
from kinerja.services.arranging_dialogues import Slot, note_held_dialogue
from kinerja.services.coaching import note_level, send_survey
from kinerja.services.counselling import arrange_counselling, finish_counselling
from kinerja.services.noting_dialogues import confirm_notes, write_notes
from tests.builders import NOW, TODAY, agency, feedback, rated_by

WHEN = {"now": NOW, "today": TODAY}
SAID = {number: 1 + number % 2 for number in range(1, 10)}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    """The agency, in which Eka rates Ani."""
    made = agency(session)
    rated_by(session, made.ani.position, made.eka.person)
    return made


@pytest.fixture
def coached(session, made):
    """A session that both have confirmed."""
    pair, slot = (made.ani.id, made.budi.id), Slot(NOW - timedelta(days=1), 60)
    row = note_held_dialogue(session, made.ani.actor, *pair, DialogueKind.COACHING, slot, **WHEN)
    write_notes(session, made.ani.actor, row.id, NoteWords(goal="Tepat waktu"), **WHEN)
    note = session.exec(select(DialogueNote.id)).one()
    for who in (made.ani, made.budi):
        confirm_notes(session, who.actor, note, 1, **WHEN)
    return row.id


def waits(session, who):
    return [one.kind for one in open_items(session, who.actor, TODAY).mine]


def send(session, made, coached):
    return send_survey(session, made.budi.actor, coached, SAID, 2, **WHEN)


def told(session, chat):
    rows = session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    return [row for row in rows if row.chat_id == chat]


def test_the_form_goes_to_whoever_stands_above_the_rater(session, made, coached):
    assert [WaitingKind.COACHING_SURVEY] == waits(session, made.budi)
    assert ("Eka Wijaya",) == send(session, made, coached)
    assert [] == waits(session, made.budi)
    (one,) = surveys_received(session, made.eka.actor, TODAY)
    assert ("Budi Santoso", "Ani Lestari", SAID) == (one.person, one.rater, one.answers)
    assert one == survey_card(session, made.eka.actor, one.id, TODAY)
    assert SAID == survey_card(session, made.budi.actor, one.id, TODAY).answers
    newest = told(session, made.eka.chat_id)[-1]
    assert ("survey_sent", {"survey_id"}) == (newest.kind, set(newest.content))
    with pytest.raises(Refused, match="already"):
        send(session, made, coached)


def test_the_rater_is_told_nothing_and_sees_no_answer(session, made, coached):
    before = len(told(session, made.ani.chat_id))
    send(session, made, coached)
    survey = session.exec(select(CoachingSurvey)).one()
    assert before == len(told(session, made.ani.chat_id))
    assert () == surveys_received(session, made.ani.actor, TODAY)
    with pytest.raises(Unknown):
        survey_card(session, made.ani.actor, survey.id, TODAY)
    held = export_of_own(session, made.ani.actor, NOW)
    assert ([], []) == (held["coaching_surveys"], held["coaching_answers"])
    assert "coaching_survey" not in {entry["subject"] for entry in held["audit"]}
    assert 9 == len(export_of_own(session, made.budi.actor, NOW)["coaching_answers"])
    entry = session.exec(select(AuditEntry).where(AuditEntry.subject == "coaching_survey")).one()
    assert {} == entry.detail


def test_two_who_rate_each_other_do_not_read_about_themselves(session, made, coached):
    # Budi rates Ani as well, in a committee: he would be the reader of his own form.
    rated_by(session, made.ani.position, made.budi.person)
    readers = survey_readers(session, made.budi.actor, coached, TODAY)
    assert [made.eka.id] == [key for key, _name in readers]
    send(session, made, coached)
    assert () == surveys_received(session, made.budi.actor, TODAY)


def test_where_nobody_stands_above_the_form_is_not_asked_for(session, made, coached):
    above = RaterAssignment.rater_id == made.eka.id
    for row in session.exec(select(RaterAssignment).where(above)):
        row.ends_on = TODAY - timedelta(days=1)
    session.flush()
    assert [] == waits(session, made.budi)
    with pytest.raises(Refused, match="nobody would read"):
        send(session, made, coached)
    assert [] == session.exec(select(CoachingSurvey)).all()


def test_the_forms_belong_to_coaching_and_to_whom_they_are_for(session, made, coached):
    pair, slot = (made.ani.id, made.budi.id), Slot(NOW - timedelta(days=2), 60)
    kind = DialogueKind.PERFORMANCE
    talk = note_held_dialogue(session, made.ani.actor, *pair, kind, slot, **WHEN).id
    for dialogue, who in ((talk, made.budi), (coached, made.ani)):
        with pytest.raises(Unknown):
            send_survey(session, who.actor, dialogue, SAID, 2, **WHEN)
    for dialogue, who in ((talk, made.ani), (coached, made.budi)):
        with pytest.raises(Unknown):
            note_level(session, who.actor, dialogue, "Komunikasi", 3, "Dua rapat", **WHEN)


def test_competences_have_a_value_and_a_reason(session, made, coached):
    assert [WaitingKind.COACHING_LEVELS] == waits(session, made.ani)
    for level in (2, 4, 4):
        note_level(session, made.ani.actor, coached, "Komunikasi", level, "Dua rapat", **WHEN)
    (one,) = levels_of(session, made.budi.actor, coached, TODAY)
    assert ("Komunikasi", 4, "Dua rapat") == (one.competence, one.level, one.reason)
    assert [] == waits(session, made.ani)
    for number in range(5):
        note_level(session, made.ani.actor, coached, f"Lain {number}", 3, "Dua rapat", **WHEN)
    with pytest.raises(Refused, match="enough"):
        note_level(session, made.ani.actor, coached, "Satu lagi", 3, "Dua rapat", **WHEN)
    assert 6 == len(session.exec(select(CompetenceLevel)).all())
    subjects = session.exec(
        select(AuditEntry.action).where(AuditEntry.subject == "competence_level")
    )
    assert ["note"] * 7 == list(subjects)


def test_the_table_of_counselling_has_no_place_for_words():
    kinds = {type(column.type) for column in Counselling.__table__.columns}
    plain = (Integer, Date, DateTime, Boolean)
    assert [] == [
        kind for kind in kinds if not issubclass(kind, plain) and "DateTime" not in str(kind)
    ]
    assert {
        "id",
        "person_id",
        "officer_id",
        "arranged_by_id",
        "arranged_at",
        "held_on",
        "done_at",
        "next_on",
    } == set(Counselling.__table__.columns.keys())


def test_counselling_is_arranged_held_and_goes_on(session, made):
    given = feedback(session, made.ani.person, made.budi.person)
    session.add(
        FollowUp(
            owner_id=made.ani.id,
            person_id=made.budi.id,
            feedback_id=given.id,
            action=FeedbackAction.COUNSELLING,
            opened_at=NOW,
        )
    )
    session.flush()
    about = (made.budi.id, made.citra.id, TODAY)
    first = arrange_counselling(session, made.ani.actor, *about, **WHEN)
    assert first is arrange_counselling(session, made.ani.actor, *about, **WHEN)
    for who in (made.budi, made.citra):
        newest = told(session, who.chat_id)[-1]
        assert ("counselling_arranged", {"counselling_id"}) == (newest.kind, set(newest.content))
    assert [WaitingKind.COUNSELLING] == waits(session, made.citra)
    later = TODAY + timedelta(days=14)
    for _twice in range(2):
        finish_counselling(session, made.citra.actor, first.id, later, **WHEN)
    done, following = session.exec(select(Counselling).order_by(Counselling.id)).all()
    assert (later, later) == (done.next_on, following.held_on)
    assert [] == waits(session, made.citra)
    assert session.exec(select(FollowUp)).one().closed_at is not None
    with pytest.raises(Refused, match="still to come"):
        finish_counselling(session, made.citra.actor, following.id, **WHEN)
    details = session.exec(select(AuditEntry.detail).where(AuditEntry.subject == "counselling"))
    assert [{}, {}, {}] == list(details)


def test_counselling_is_seen_by_those_it_concerns(session, made):
    own = arrange_counselling(session, made.budi.actor, made.budi.id, made.citra.id, TODAY, **WHEN)
    arranged = arrange_counselling(
        session, made.ani.actor, made.budi.id, made.citra.id, TODAY + timedelta(days=1), **WHEN
    )

    def seen(who):
        return [one.id for one in counselling_of(session, who.actor, made.budi.id, TODAY)]

    # What somebody arranged for themselves their superior does not see.
    assert ([arranged.id, own.id], [arranged.id]) == (seen(made.budi), seen(made.ani))
    assert 2 == len(counselling_to_hold(session, made.citra.actor, TODAY))
    for who, row in ((made.ani, own), (made.eka, own), (made.dedi, arranged)):
        with pytest.raises(Unknown):
            counselling_card(session, who.actor, row.id, TODAY)
    for who in (made.budi, made.ani):
        with pytest.raises(Unknown):
            finish_counselling(session, who.actor, arranged.id, **WHEN)


def test_an_officer_is_somebody_else_of_the_agency(session, made):
    with pytest.raises(Refused, match="somebody else"):
        arrange_counselling(session, made.budi.actor, made.budi.id, made.budi.id, TODAY, **WHEN)
    with pytest.raises(Unknown):
        arrange_counselling(session, made.budi.actor, made.budi.id, 99, TODAY, **WHEN)
    far = date(2027, 1, 1)
    with pytest.raises(Refused, match="half a year"):
        arrange_counselling(session, made.budi.actor, made.budi.id, made.citra.id, far, **WHEN)
    held = json.dumps(export_of_own(session, made.dedi.actor, NOW), default=str)
    assert "Budi" not in held
