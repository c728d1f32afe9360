from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    AuditEntry,
    Behaviour,
    FeedbackAction,
    FeedbackKind,
    OutboxMessage,
    ReportStatus,
)
from kinerja.reports.feedback import feedback_card, feedback_inbox, feedback_of
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.feedback import FeedbackContent
from kinerja.services.giving_feedback import acknowledge, answer, give_feedback, open_feedback
from tests.builders import NOW, TODAY, agency, grant, line, plan, position, rated_by, report, result

WHEN = {"now": NOW, "today": TODAY}
LATER = {"now": NOW + timedelta(hours=1), "today": TODAY}
SECRET = "Dua belas kunjungan dicatat pada hari yang sama."


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def sent(session, made):
    return report(session, made.plan, status=ReportStatus.SUBMITTED)


def content(made, **more):
    values = {
        "went_well": SECRET,
        "result_ids": (made.results[1].id, made.results[0].id),
        "behaviours": (Behaviour.SERVICE,),
        "actions": (FeedbackAction.RECOGNITION,),
    } | more
    return FeedbackContent(True, **values)


def told(session):
    rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
    return [(row.chat_id, row.kind) for row in rows]


def test_feedback_is_given_with_all_it_says(session, made, sent):
    feedback_id = give_feedback(
        session, made.ani.actor, made.budi.id, content(made), report_id=sent.id, **WHEN
    )

    card = feedback_card(session, made.budi.actor, feedback_id, TODAY)
    assert ("Ani Lestari", "Budi Santoso", True) == (card.giver, card.receiver, card.received)
    assert (SECRET, "", "") == (card.went_well, card.to_improve, card.next_step)
    assert (made.results[1].text, made.results[0].text) == card.results
    assert (Behaviour.SERVICE,) == card.behaviours
    assert (FeedbackAction.RECOGNITION,) == card.actions
    assert (sent.number, sent.period) == (card.report_number, card.period)
    assert (NOW, None, None, "") == (
        card.given_at,
        card.opened_at,
        card.acknowledged_at,
        card.answer,
    )
    assert not feedback_card(session, made.ani.actor, feedback_id, TODAY).received


def test_what_pushes_itself_and_what_is_kept_for_ever_holds_no_words(session, made):
    feedback_id = give_feedback(session, made.ani.actor, made.budi.id, content(made), **WHEN)
    answer(session, made.budi.actor, feedback_id, "Siap, terima kasih.", **LATER)

    assert [(200, "feedback_given"), (100, "feedback_answered")] == told(session)
    kept = [row.content for row in session.exec(select(OutboxMessage))]
    kept += [row.detail for row in session.exec(select(AuditEntry))]
    assert "kunjungan" not in str(kept)
    assert "Siap" not in str(kept)


def test_the_same_tap_twice_gives_it_once(session, made, sent):
    def give(text=SECRET, when=WHEN, about=sent.id):
        given = content(made, went_well=text)
        return give_feedback(session, made.ani.actor, made.budi.id, given, report_id=about, **when)

    give()
    for again in (give, lambda: give("Lain")):
        with pytest.raises(Refused, match="just been given"):
            again()
    give(when=LATER)
    give(about=None)
    with pytest.raises(Refused, match="just been given"):
        give(about=None)
    give("Yang lain", about=None)
    assert 4 == len(feedback_inbox(session, made.budi.actor, TODAY).items)


def test_only_the_rater_gives_feedback(session, made):
    grant(session, made.eka.person, made.root)
    for member in (made.budi, made.citra, made.dedi, made.eka):
        with pytest.raises(Unknown):
            give_feedback(session, member.actor, made.budi.id, content(made), **WHEN)
    with pytest.raises(Unknown):
        give_feedback(session, OPERATOR, made.budi.id, content(made), **WHEN)


def test_results_and_report_must_be_the_receivers(session, made, sent):
    rated_by(session, made.citra.position, made.ani.person)
    theirs = result(session, plan(session, made.citra.position), "Persalinan")
    ani, nothing = made.ani.actor, content(made, result_ids=())

    with pytest.raises(Unknown):
        give_feedback(session, ani, made.budi.id, content(made, result_ids=(theirs.id,)), **WHEN)
    with pytest.raises(Unknown):
        give_feedback(session, ani, made.citra.id, nothing, report_id=sent.id, **WHEN)
    with pytest.raises(Unknown):
        give_feedback(session, ani, made.budi.id, nothing, report_id=0, **WHEN)
    sent.status = ReportStatus.DRAFT
    with pytest.raises(Unknown):
        give_feedback(session, ani, made.budi.id, nothing, report_id=sent.id, **WHEN)


def test_the_rules_are_asked(session, made):
    for wrong in (
        content(made, went_well=""),
        content(made, actions=(FeedbackAction.COACHING,)),
    ):
        with pytest.raises(Refused):
            give_feedback(session, made.ani.actor, made.budi.id, wrong, **WHEN)


def test_opening_and_acknowledging_count_once(session, made):
    budi = made.budi.actor
    feedback_id = give_feedback(session, made.ani.actor, made.budi.id, content(made), **WHEN)
    assert 1 == feedback_inbox(session, budi, TODAY).unread

    for moment in (WHEN, LATER):
        open_feedback(session, budi, feedback_id, **moment)
        acknowledge(session, budi, feedback_id, **moment)

    card = feedback_card(session, budi, feedback_id, TODAY)
    assert (NOW, NOW) == (card.opened_at, card.acknowledged_at)
    assert [(200, "feedback_given"), (100, "feedback_acknowledged")] == told(session)
    assert 0 == feedback_inbox(session, budi, TODAY).unread


def test_acknowledging_unopened_feedback_opens_it(session, made):
    feedback_id = give_feedback(session, made.ani.actor, made.budi.id, content(made), **WHEN)
    acknowledge(session, made.budi.actor, feedback_id, **LATER)

    card = feedback_card(session, made.budi.actor, feedback_id, TODAY)
    assert LATER["now"] == card.opened_at == card.acknowledged_at


def test_feedback_is_answered_once(session, made):
    budi = made.budi.actor
    feedback_id = give_feedback(session, made.ani.actor, made.budi.id, content(made), **WHEN)
    answer(session, budi, feedback_id, " Siap. ", **LATER)

    card = feedback_card(session, made.ani.actor, feedback_id, TODAY)
    assert ("Siap.", LATER["now"]) == (card.answer, card.answered_at)
    assert LATER["now"] == card.opened_at == card.acknowledged_at
    with pytest.raises(Refused, match="already answered"):
        answer(session, budi, feedback_id, "Lagi", **LATER)


def test_the_rater_does_not_act_for_the_receiver(session, made):
    feedback_id = give_feedback(session, made.ani.actor, made.budi.id, content(made), **WHEN)
    for act in (
        lambda: open_feedback(session, made.ani.actor, feedback_id, **WHEN),
        lambda: acknowledge(session, made.ani.actor, feedback_id, **WHEN),
        lambda: answer(session, made.ani.actor, feedback_id, "Ya", **WHEN),
        lambda: open_feedback(session, made.budi.actor, 0, **WHEN),
        lambda: feedback_card(session, made.budi.actor, 0, TODAY),
    ):
        with pytest.raises(Unknown):
            act()


def test_the_list_is_newest_first_and_says_nothing_of_the_content(session, made, sent):
    ani, budi = made.ani.actor, made.budi.actor
    give_feedback(session, ani, made.budi.id, content(made), report_id=sent.id, **WHEN)
    second = content(made, went_well="Rapi", kind=FeedbackKind.AD_HOC)
    give_feedback(session, ani, made.budi.id, second, **LATER)

    inbox = feedback_inbox(session, budi, TODAY)
    assert [None, sent.period] == [item.period for item in inbox.items]
    assert [FeedbackKind.AD_HOC, FeedbackKind.SCHEDULED] == [i.kind for i in inbox.items]
    assert SECRET not in str(inbox)
    assert inbox == feedback_of(session, ani, made.budi.id, TODAY)
    assert ((), 0) == (
        feedback_inbox(session, ani, TODAY).items,
        feedback_inbox(session, ani, TODAY).unread,
    )
    with pytest.raises(Unknown):
        feedback_inbox(session, OPERATOR, TODAY)
    with pytest.raises(Unknown):
        feedback_of(session, Actor(made.citra.id), made.budi.id, TODAY)


def test_the_same_words_in_another_part_are_other_feedback(session, made):
    first = content(made, went_well="Rapi sekali")
    give_feedback(session, made.ani.actor, made.budi.id, first, **WHEN)
    other = replace(first, went_well="", next_step="Rapi sekali")
    give_feedback(session, made.ani.actor, made.budi.id, other, **WHEN)


def test_feedback_on_a_report_is_between_the_two_of_that_post(session, made, sent):
    other = position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)
    assert other.id != sent.position_id
    nothing = content(made, result_ids=())
    feedback_id = give_feedback(
        session, made.ani.actor, made.budi.id, nothing, report_id=sent.id, **WHEN
    )

    with pytest.raises(Unknown):
        feedback_card(session, made.dedi.actor, feedback_id, TODAY)
    with pytest.raises(Unknown):
        give_feedback(session, made.dedi.actor, made.budi.id, nothing, report_id=sent.id, **WHEN)
    give_feedback(session, made.dedi.actor, made.budi.id, nothing, **WHEN)


def test_who_leads_a_result_speaks_of_results_they_lead_only(session, made, sent):
    first, second = made.results[:2]
    first.leader_id = made.dedi.id
    led = line(session, sent, first).id
    other = line(session, sent, second).id

    def give(line_id, *results):
        given = {"report_id": sent.id, "line_id": line_id, **WHEN}
        about = content(made, result_ids=results)
        return give_feedback(session, made.dedi.actor, made.budi.id, about, **given)

    for wrong in ((other, second.id), (led, first.id, second.id), (led,), (led, second.id)):
        with pytest.raises(Unknown):
            give(*wrong)
    feedback_id = give(led, first.id)
    assert "Dedi Kurnia" == feedback_card(session, made.dedi.actor, feedback_id, TODAY).giver
    first.leader_id = made.ani.id
    session.flush()
    with pytest.raises(Unknown):
        feedback_card(session, made.dedi.actor, feedback_id, TODAY)
