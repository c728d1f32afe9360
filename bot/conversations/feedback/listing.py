"""Lists of feedback: what somebody received, and what one of a rater's people received."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, say
from kinerja.reports.feedback import FeedbackItem, feedback_inbox, feedback_of
from kinerja.reports.feedback_people import people_rated

LISTED = 3


def show_list(turn: Turn, page: int = 1) -> Answer:
    """Show the feedback somebody received, newest first."""
    inbox = feedback_inbox(turn.session, turn.actor, turn.today)
    giving = _giving(turn)
    if not inbox.items:
        text = say(
            N_(
                "<b>Feedback</b>\nThere is none yet. It comes after your superior has read a report; "
                "I will tell you at once."
            )
        )
        return Reply(text, (*giving, (home(),)))
    shown = page_of(inbox.items, page, LISTED - len(giving))
    turning = shown.turning(lambda number: action("fb", number))
    text = say(
        N_("<b>Feedback</b>\nReceived: {count}, new: {unread}."),
        count=len(inbox.items),
        unread=inbox.unread,
    )
    return Reply(text, (*_rows(shown.items), (*turning, home()), *giving))


def show_of(turn: Turn, person_id: int, page: int = 1) -> Answer:
    """Show what one of the actor's people received, newest first."""
    inbox = feedback_of(turn.session, turn.actor, person_id, turn.today)
    rated = people_rated(turn.session, turn.actor, turn.today)
    name = next((one.name for one in rated if one.id == person_id), turn.name)
    shown = page_of(inbox.items, page, 2)
    give = button(N_("Give feedback"), action("fb.person", person_id))
    team = button(N_("‹ Team"), action("team"))
    turning = shown.turning(lambda number: action("fb.of", person_id, number))
    text = say(
        N_("<b>Feedback to {name}</b>\nGiven: {count}, not opened yet: {unread}."),
        name=name,
        count=len(inbox.items),
        unread=inbox.unread,
    )
    thanks = button(N_("Appreciation"), action("ap.of", person_id))
    rows = (*_rows(shown.items), (*turning, give), (thanks, team, home()))
    return Reply(text, rows, protected=True)


def _rows(items: Sequence[FeedbackItem]) -> list[tuple[Button, ...]]:
    return [
        (
            button(
                N_("{mark} {giver}, {day}"),
                action("fb.open", item.id),
                mark="✓" if item.acknowledged else "●",
                giver=short(item.giver, 30),
                day=item.given_at.date(),
            ),
        )
        for item in items
    ]


def _giving(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    others = button(N_("From others, thanks"), action("peer"))
    if not people_rated(turn.session, turn.actor, turn.today):
        return ((others,),)
    return ((button(N_("Give feedback"), action("fb.whom")), others),)
