"""The rhythm of scheduled feedback: seen by both of the pair, proposed by one, agreed by the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Conversation
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.rhythm import every, rhythm_line
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import FeedbackRhythm
from kinerja.reports.rhythms import Rhythm, rhythm_between, rhythms_of
from kinerja.rules.periods import local_date
from kinerja.rules.rhythm import MONTHS
from kinerja.services.agreeing_rhythm import agree_rhythm, propose_rhythm
from kinerja.services.telling import Notice

LISTED = 3


def show(turn: Turn, rater_id: int, person_id: int) -> Answer:
    """Show the rhythm of a pair."""
    return _screen(turn, rhythm_between(turn.session, turn.actor, rater_id, person_id, turn.today))


def show_one(turn: Turn, rhythm_id: int) -> Answer:
    """Show the rhythm of a pair by its agreement or its proposal."""
    for rhythm in rhythms_of(turn.session, turn.actor, turn.today):
        if rhythm_id in (one.id for one in (rhythm.held, rhythm.proposed) if one):
            return _screen(turn, rhythm)
    raise Unknown


def show_own(turn: Turn, page: int = 1) -> Answer:
    """Show the rhythms with one's raters; of several the choice comes first."""
    me = turn.actor.person_id
    own = [one for one in rhythms_of(turn.session, turn.actor, turn.today) if one.person_id == me]
    if len(own) == 1:
        return _screen(turn, own[0])
    shown = page_of(own, page, LISTED)
    rows: list[tuple[Button, ...]] = [
        (
            button(
                "{name}",
                action("fb.rhythm", one.rater_id, one.person_id),
                name=short(one.rater, 40),
            ),
        )
        for one in shown.items
    ]
    asked = (
        N_("Whose feedback is it about?") if own else N_("Nobody rates you in this assistant yet.")
    )
    return Reply(say(asked), (*rows, (*shown.turning(lambda n: action("fb.rhythms", n)), home())))


def propose(turn: Turn, rater_id: int, person_id: int, months: int) -> Answer:
    """Propose how often."""
    propose_rhythm(
        turn.session, turn.actor, rater_id, person_id, months, now=turn.now, today=turn.today
    )
    return show(turn, rater_id, person_id)


def agree(turn: Turn, rhythm_id: int) -> Answer:
    """Agree to what the other side proposed."""
    row = agree_rhythm(turn.session, turn.actor, rhythm_id, now=turn.now, today=turn.today)
    return show(turn, row.rater_id, row.person_id)


def _screen(turn: Turn, rhythm: Rhythm) -> Reply:
    mine = turn.actor.person_id == rhythm.rater_id
    open_one = rhythm.proposed
    agreed = open_one is not None and open_one.proposed_by_id != turn.actor.person_id
    text = lines(
        say(
            N_("<b>Rhythm of scheduled feedback</b>\n{rater} to {person}"),
            rater=rhythm.rater,
            person=rhythm.person,
        ),
        rhythm_line(rhythm, turn.today),
        _last(turn, rhythm),
        _proposal(turn, rhythm, open_one) if open_one else None,
        say(N_("\nHow often do you propose? It holds as soon as the other side agrees.")),
    )
    choices = [_choice(rhythm, months) for months in MONTHS]
    consent = (
        (
            (
                button(
                    N_("Agree: {every}"),
                    action("fb.rhythm.yes", open_one.id),
                    every=every(open_one.months),
                ),
            ),
        )
        if open_one and agreed
        else ()
    )
    back = button(N_("‹ Team"), action("team")) if mine else button(N_("‹ My plan"), action("skp"))
    rows = (*consent, tuple(choices[:2]), tuple(choices[2:]), (back, home()))
    return Reply(text, rows, protected=mine)


def _choice(rhythm: Rhythm, months: int) -> Button:
    data = action("fb.rhythm.set", rhythm.rater_id, rhythm.person_id, months)
    return Button(say(NN_("Every {n} month", "Every {n} months"), n=months), data)


def _last(turn: Turn, rhythm: Rhythm) -> Message:
    if rhythm.last is None:
        return say(N_("No scheduled feedback has been given yet."))
    return say(N_("The last one: {day}"), day=local_date(rhythm.last, turn.zone))


def _proposal(turn: Turn, rhythm: Rhythm, open_one: FeedbackRhythm) -> Message:
    sentence = N_("{name} proposes {every} (since {day}).")
    if open_one.proposed_by_id == turn.actor.person_id:
        sentence = N_("You propose {every} (since {day}); {name} has not agreed yet.")
    return say(
        sentence,
        name=rhythm.other(turn.actor.person_id or 0)[1],
        every=every(open_one.months),
        day=local_date(open_one.proposed_at, turn.zone),
    )


def _told_proposed(values: Mapping[str, Any]) -> Reply:
    text = say(N_("{name} proposes a rhythm for scheduled feedback."), name=values["name"])
    return Reply(text, (_open(values),))


def _told_agreed(values: Mapping[str, Any]) -> Reply:
    text = say(N_("{name} agrees to the rhythm of scheduled feedback."), name=values["name"])
    return Reply(text, (_open(values),))


def _open(values: Mapping[str, Any]) -> tuple[Button, ...]:
    return (button(N_("Open"), action("fb.rhythm.at", values["rhythm_id"])),)


CONVERSATION = Conversation(
    name="rhythm",
    actions={
        "fb.rhythm": show,
        "fb.rhythm.at": show_one,
        "fb.rhythms": show_own,
        "fb.rhythm.set": propose,
        "fb.rhythm.yes": agree,
    },
    notices={
        Notice.RHYTHM_PROPOSED: _told_proposed,
        Notice.RHYTHM_AGREED: _told_agreed,
    },
)
