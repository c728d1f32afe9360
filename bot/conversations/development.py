"""My development (under /skp): how I stand, what feedback named, as my superior sees it."""

from __future__ import annotations

from bot.talk.conversation import Conversation
from bot.talk.development import development_text, last_feedback
from bot.talk.progress import course_line, year_line
from bot.talk.rhythm import rhythm_line
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, lines, say
from kinerja.reports.development import development_of
from kinerja.reports.rhythms import rhythms_of
from kinerja.reports.team import member_card


def show(turn: Turn, position_id: int) -> Answer:
    """Show the actor how they stand in one of their posts."""
    closes_day = turn.options.window_closes_day
    card = member_card(turn.session, turn.actor, position_id, turn.today, closes_day)
    member = card.member
    if member.person_id != turn.actor.person_id:
        raise Unknown
    found = development_of(turn.session, turn.actor, member.person_id, turn.today)
    own = [
        one
        for one in rhythms_of(turn.session, turn.actor, turn.today)
        if one.person_id == member.person_id
    ]
    text = lines(
        say(N_("<b>My development</b>\nYour superior sees the same.")),
        year_line(member.plan, card.period) if member.plan else None,
        course_line(member.on_course, member.measured) if member.measured else None,
        last_feedback(member.last_feedback, member.zone),
        *(rhythm_line(one, turn.today) for one in own),
        say(N_("Open obstacles: {count}"), count=member.obstacles),
        development_text(found),
    )
    rows = (
        (
            button(N_("Feedback"), action("fb")),
            button(N_("Rhythm"), action("fb.rhythms")),
            button(N_("Waiting list"), action("wait")),
        ),
        (button(N_("Development plan"), action("learn.plan")),),
        (button(N_("‹ My plan"), action("skp")), home()),
    )
    return Reply(text, rows)


CONVERSATION = Conversation(name="development", actions={"skp.me": show})
