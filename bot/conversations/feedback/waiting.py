"""What waits (/tindaklanjut): on oneself and on others, since when, with one tap to act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.feedback_actions import ACTIONS
from bot.talk.figures import calling, short
from bot.talk.pages import Page, page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import FeedbackAction
from kinerja.reports.waiting import count_open, open_items
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.periods import local_date
from kinerja.services.following_up import close_item, nudge
from kinerja.services.telling import Notice

LISTED = 3
_ARRANGED = {FeedbackAction.COACHING: "dlg.coach", FeedbackAction.COUNSELLING: "cns.of"}
"""Outcomes of feedback that a date is arranged for, and the action that begins it."""

MINE = {
    WaitingKind.REVIEW: N_("{name}: report for {month} to review"),
    WaitingKind.RETURNED: N_("Your report for {month} is to be completed"),
    WaitingKind.UNREAD: N_("Feedback from {name} to read"),
    WaitingKind.FOLLOW_UP: N_("{action}, {name}"),
    WaitingKind.OBSTACLE: N_("{name} needs help: {text}"),
    WaitingKind.CHECK: N_("{name}: a result of your team to check, {month}"),
    WaitingKind.FILING: N_("To be copied into e-Kinerja: {count}, {name}"),
    WaitingKind.RHYTHM: N_("{name} proposes a rhythm of feedback"),
    WaitingKind.DUE: N_("Scheduled feedback to {name} is due"),
    WaitingKind.CORRECTION: N_("{name} asks for a correction of their data"),
    WaitingKind.PLAN: N_("{name}: plan for {text} to approve"),
    WaitingKind.PLAN_RETURNED: N_("Your plan for {text} is to be completed"),
    WaitingKind.PEER: N_("You are asked for feedback about {name}"),
    WaitingKind.USE: N_("{name}: what was applied, {text}"),
    WaitingKind.USE_ASKED: N_("What have you applied of “{text}”?"),
    WaitingKind.LEARNING: N_("{name}: learning to confirm, {text}"),
    WaitingKind.LEARNING_RETURNED: N_("Learning to be completed: {text}"),
    WaitingKind.DIALOGUE_TIME: N_("{name} proposes a time for a dialogue"),
    WaitingKind.DIALOGUE_TO_NOTE: N_("Dialogue with {name}: nothing noted yet"),
    WaitingKind.DIALOGUE_NOTES: N_("Dialogue with {name}: notes to confirm"),
    WaitingKind.DIALOGUE_POINT: N_("Until {day}, with {name}: {text}"),
    WaitingKind.DIALOGUE_NEXT: N_("Next dialogue with {name} on {day}: arrange a time"),
    WaitingKind.COACHING_SURVEY: N_("Form B.1.8 about the coaching by {name}"),
    WaitingKind.COACHING_LEVELS: N_("Form B.1.9 about {name} after coaching"),
    WaitingKind.COUNSELLING: N_("Counselling with {name} on {day}: did it take place?"),
    WaitingKind.SHARE: N_("{name} proposes a result for your plan"),
    WaitingKind.OFFER: N_("{name} is willing to take a part of your result"),
}
THEIRS = {
    WaitingKind.REVIEW: N_("{name} reviews your report for {month}"),
    WaitingKind.RETURNED: N_("{name} completes the report for {month}"),
    WaitingKind.UNREAD: N_("{name} reads your feedback"),
    WaitingKind.FOLLOW_UP: N_("{action}, by {name}"),
    WaitingKind.OBSTACLE: N_("{name}, asked for help: {text}"),
    WaitingKind.CHECK: N_("{name} checks a result of your report for {month}"),
    WaitingKind.RHYTHM: N_("{name} answers the rhythm you proposed"),
    WaitingKind.DUE: N_("Scheduled feedback from {name} is due"),
    WaitingKind.CORRECTION: N_("The administrator answers your request: {text}"),
    WaitingKind.PLAN: N_("{name} decides on your plan for {text}"),
    WaitingKind.PLAN_RETURNED: N_("{name} completes the plan for {text}"),
    WaitingKind.LEARNING: N_("{name} confirms your learning: {text}"),
    WaitingKind.DIALOGUE_TIME: N_("{name} answers the time you proposed"),
    WaitingKind.DIALOGUE_NOTES: N_("{name} confirms the notes of a dialogue"),
    WaitingKind.DIALOGUE_POINT: N_("Until {day}, by {name}: {text}"),
    WaitingKind.SHARE: N_("{name} answers the result you proposed"),
    WaitingKind.OFFER: N_("{name} answers what you are willing to take"),
}


def show(turn: Turn, page: int = 1) -> Answer:
    """Show what waits on the person."""
    return _mine(turn, page)


def show_theirs(turn: Turn, page: int = 1) -> Answer:
    """Show what the person waits for."""
    return _theirs(turn, page)


def done(turn: Turn, item_id: int) -> Answer:
    """Close an open item."""
    close_item(turn.session, turn.actor, item_id, now=turn.now, today=turn.today)
    return _mine(turn, 1, say(N_("Done; the item is closed.")))


def remind(turn: Turn, key: str) -> Answer:
    """Remind the other side of an item."""
    name = nudge(turn.session, turn.actor, key, now=turn.now, today=turn.today)
    return _theirs(turn, 1, say(N_("I have gently reminded {name}."), name=name))


def _mine(turn: Turn, page: int, said: Message | None = None) -> Reply:
    waiting = open_items(turn.session, turn.actor, turn.today)
    shown = page_of(waiting.mine, page, LISTED)
    title = N_("<b>Waiting for you</b>: {count}")
    if not waiting.mine:
        title = N_("<b>Waiting for you</b>\nNothing; all is done.")
    rows = [(_act(item, n), *_arrange(item, n)) for n, item in _numbered(shown)]
    other = button(N_("You wait for ({count})"), action("wait.theirs"), count=len(waiting.theirs))
    rows.append((*shown.turning(lambda number: action("wait", number)), other, home()))
    heading = say(title, count=len(waiting.mine))
    listed = [_line(MINE, item, n, turn.zone) for n, item in _numbered(shown)]
    return Reply(lines(said, heading, *listed), tuple(rows), protected=True)


def _theirs(turn: Turn, page: int, said: Message | None = None) -> Reply:
    waiting = open_items(turn.session, turn.actor, turn.today)
    shown = page_of(waiting.theirs, page, LISTED)
    title = N_("<b>You wait for</b>: {count}")
    if not waiting.theirs:
        title = N_("<b>You wait for</b>\nNothing; nobody owes you an answer.")
    rows: list[tuple[Button, ...]] = [
        (_follow(item, n),)
        for n, item in _numbered(shown)
        if item.can_nudge or item.kind is WaitingKind.OBSTACLE
    ]
    back = button(N_("‹ Waiting for you"), action("wait"))
    rows.append((*shown.turning(lambda number: action("wait.theirs", number)), back, home()))
    heading = say(title, count=len(waiting.theirs))
    listed = [_line(THEIRS, item, n, turn.zone) for n, item in _numbered(shown)]
    return Reply(lines(said, heading, *listed), tuple(rows), protected=True)


def _numbered(shown: Page[WaitingItem]) -> list[tuple[int, WaitingItem]]:
    return list(enumerate(shown.items, start=shown.first_index + 1))


def _line(
    sentences: Mapping[WaitingKind, str], item: WaitingItem, number: int, zone: str
) -> Message:
    return say(
        N_("{n}. {what} (since {day})"),
        n=number,
        what=_what(sentences[item.kind], item),
        day=local_date(item.since, zone),
    )


def _what(sentence: str, item: WaitingItem) -> Message:
    values: dict[str, Any] = {"name": item.other, "count": item.count}
    if item.period is not None:
        values["month"] = Month(item.period)
    if item.action is not None:
        values["action"] = say(ACTIONS[item.action])
    if item.day is not None:
        values["day"] = item.day
    if item.text:
        values["text"] = short(item.text, 60)
    return say(sentence, **values)


def _act(item: WaitingItem, number: int) -> Button:
    label, data = {
        WaitingKind.REVIEW: (N_("{n}. Review"), action("rev.open", item.id)),
        WaitingKind.RETURNED: (N_("{n}. Complete"), action("rep")),
        WaitingKind.UNREAD: (N_("{n}. Read"), action("fb.open", item.id)),
        WaitingKind.FOLLOW_UP: (N_("{n}. Done"), action("wait.done", item.id)),
        WaitingKind.OBSTACLE: (N_("{n}. Open"), action("stuck.open", item.id)),
        WaitingKind.CHECK: (N_("{n}. Check"), action("rev.led.open", item.id)),
        WaitingKind.FILING: (N_("{n}. Copy"), action("fil.post", item.id)),
        WaitingKind.RHYTHM: (N_("{n}. Answer"), action("fb.rhythm.at", item.id)),
        WaitingKind.DUE: (N_("{n}. Give feedback"), action("fb.person", item.other_id)),
        WaitingKind.CORRECTION: (N_("{n}. Answer"), action("data.request", item.id)),
        WaitingKind.PLAN: (N_("{n}. Open"), action("plan.see", item.id)),
        WaitingKind.PLAN_RETURNED: (N_("{n}. Complete"), action("plan.see", item.id)),
        WaitingKind.PEER: (N_("{n}. Answer"), action("peer.see", item.id)),
        WaitingKind.USE: (N_("{n}. Open"), action("learn.use.see", item.id)),
        WaitingKind.USE_ASKED: (N_("{n}. Answer"), action("learn.use", item.id)),
        WaitingKind.LEARNING: (N_("{n}. Open"), action("learn.see", item.id)),
        WaitingKind.LEARNING_RETURNED: (N_("{n}. Complete"), action("learn.see", item.id)),
        WaitingKind.DIALOGUE_TIME: (N_("{n}. Answer"), action("dlg.open", item.id)),
        WaitingKind.DIALOGUE_TO_NOTE: (N_("{n}. Open"), action("dlg.open", item.id)),
        WaitingKind.DIALOGUE_NOTES: (N_("{n}. Open"), action("dlg.open", item.id)),
        WaitingKind.DIALOGUE_POINT: (N_("{n}. Open"), action("dlg.point", item.id)),
        WaitingKind.DIALOGUE_NEXT: (N_("{n}. Open"), action("dlg.next", item.id)),
        WaitingKind.COACHING_SURVEY: (N_("{n}. Fill in"), action("dlg.form", item.id)),
        WaitingKind.COACHING_LEVELS: (N_("{n}. Fill in"), action("dlg.levels", item.id)),
        WaitingKind.COUNSELLING: (N_("{n}. Open"), action("cns.open", item.id)),
        WaitingKind.SHARE: (N_("{n}. Answer"), action("shr.card", item.id)),
        WaitingKind.OFFER: (N_("{n}. Answer"), action("shr.card", item.id)),
    }[item.kind]
    return button(label, data, n=number)


def _arrange(item: WaitingItem, number: int) -> tuple[Button, ...]:
    """Return the way to what feedback left to be arranged: coaching or counselling."""
    if item.kind is not WaitingKind.FOLLOW_UP or item.action not in _ARRANGED:
        return ()
    return (button(N_("{n}. Arrange"), action(_ARRANGED[item.action], item.other_id), n=number),)


def _follow(item: WaitingItem, number: int) -> Button:
    if item.kind is WaitingKind.OBSTACLE:
        return button(N_("{n}. Open"), action("stuck.open", item.id), n=number)
    return button(
        N_("{n}. Remind {name}"),
        action("wait.nudge", item.key),
        n=number,
        name=calling(item.other, 24),
    )


def _count(turn: Turn) -> int:
    return count_open(turn.session, turn.actor, turn.today)


def _told_nudged(values: Mapping[str, Any]) -> Reply:
    text = say(N_("{name} gently reminds you of something that waits."), name=values["name"])
    return Reply(text, ((button(N_("Open"), action("wait")),),))


CONVERSATION = Conversation(
    name="waiting",
    commands=(
        Command(
            ("tindaklanjut", "waiting"), N_("What waits, on both sides"), show, Audience.ANYONE
        ),
    ),
    actions={
        "wait": show,
        "wait.theirs": show_theirs,
        "wait.done": done,
        "wait.nudge": remind,
    },
    notices={Notice.NUDGED: _told_nudged},
    menu=(MenuLine(N_("Waiting list"), "wait", Audience.ANYONE, badge=_count),),
)
