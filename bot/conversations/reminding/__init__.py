"""Reminders as they arrive: what is to be done, and later, never, or not while one is away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.reminding.sentences import about, due_line, said
from bot.talk.conversation import Conversation
from bot.talk.reminder_sentences import Item
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, LocalTime, Message, lines, say
from kinerja.models import AbsenceKind
from kinerja.reports.reminder_messages import message_of, ways_later
from kinerja.rules.reminder_moments import Later, read_later
from kinerja.services.putting_off import put_off_reminders
from kinerja.services.switching_reminders import switch_off_reminder
from kinerja.services.telling import Notice

LISTED = 5
"""Reminders that fit on one screen; who has more to do than that begins with these."""

IN_A_ROW = 2
"""Ways to what is to be done that leave room for the buttons of being away."""

_AWAY = (
    (AbsenceKind.LEAVE, N_("On leave")),
    (AbsenceKind.SICK, N_("Sick")),
    (AbsenceKind.TRIP, N_("Official trip")),
    (AbsenceKind.TRAINING, N_("Training")),
)
_LATER = {
    Later.HOUR: N_("In 1 hour"),
    Later.AFTERNOON: N_("This afternoon"),
    Later.TOMORROW: N_("Tomorrow"),
    Later.WORKDAY: N_("Next working day"),
}


def reminder(values: Mapping[str, Any]) -> Reply:
    """Say what is to be done, and offer to do it, to be reminded later, or to be away."""
    items: tuple[Item, ...] = values["items"]
    if len(items) == 1:
        text = lines(_head(items[0]), *_lines(values, items[0]))
    else:
        text = lines(
            say(N_("<b>Reminder: {count} things to do</b>"), count=len(items)),
            *(_listed(values, number, item) for number, item in enumerate(items[:LISTED], 1)),
        )
    later = [button(N_("Remind me later"), action("remind.later", values["bundle"]))]
    if any(not item["legal"] for item in items):
        later.append(button(N_("No more reminders"), action("remind.off", values["bundle"])))
    ways = _ways(items)
    if len(ways) > IN_A_ROW:
        away_screen = button(N_("Leave and absence"), action("away.show"))
        rows: Rows = (ways[:2], ways[2:4], tuple(later), (away_screen, home()))
        return Reply(text, rows)
    away = tuple(button(label, action("away", kind.value)) for kind, label in _AWAY)
    return Reply(text, (ways, tuple(later), away[:2], (*away[2:], home())))


def _head(item: Item) -> Message:
    if item["of"] == 1:
        return say(N_("<b>Reminder</b>"))
    return say(N_("<b>Reminder {number} of {of}</b>"), number=item["number"], of=item["of"])


def _lines(values: Mapping[str, Any], item: Item) -> tuple[Message, Message | None]:
    return said(item)[0], due_line(item, values["today"])


def _listed(values: Mapping[str, Any], number: int, item: Item) -> Message:
    what, due = _lines(values, item)
    if item["of"] > 1 and due is not None:
        which = say(N_("(reminder {number} of {of})"), number=item["number"], of=item["of"])
        due = say("{due} {which}", due=due, which=which)
    return lines(say("{place}. {what}", place=number, what=what), due)


def _ways(items: tuple[Item, ...]) -> tuple[Button, ...]:
    """Return the buttons that lead to what is to be done, each once; of what is left the menu leads there."""
    return tuple({one.data: one for one in (said(item)[1] for item in items)}.values())


def show(turn: Turn, bundle: int) -> Answer:
    """Show a reminder again."""
    values = message_of(turn.session, turn.actor, bundle)
    if values is None:
        raise Unknown
    return reminder({**values, "today": turn.today})


def later(turn: Turn, bundle: int) -> Answer:
    """Ask until when."""
    offered = ways_later(turn.session, turn.actor, now=turn.now, today=turn.today)
    choices = tuple(button(_LATER[one], action("remind.put", bundle, one.value)) for one in offered)
    text = say(N_("When shall we remind you again? In quiet hours and on days off nothing comes."))
    return Reply(text, (choices[:2], choices[2:], _back(bundle)))


def put(turn: Turn, bundle: int, until: str) -> Answer:
    """Put it off."""
    at = put_off_reminders(
        turn.session, turn.actor, bundle, read_later(until), now=turn.now, today=turn.today
    )
    if at is None:
        text = say(N_("This reminder is put off or settled already."))
    else:
        text = say(
            N_("We will remind you again on {at}, unless it is done by then."),
            at=LocalTime(at, turn.zone),
        )
    return Reply(text, (_back(bundle),))


def off(turn: Turn, bundle: int) -> Answer:
    """Ask which reminders are not wanted any more."""
    values = message_of(turn.session, turn.actor, bundle)
    items = [item for item in values["items"] if not item["legal"]] if values else []
    if not items:
        raise Unknown
    names = {item["name"]: item for item in items}
    text = say(
        N_(
            "Which reminders do you not want any more? What is to be done stays as it is, and "
            "they can be switched on again."
        )
    )
    rows = tuple(
        (button("{what}", action("remind.mute", bundle, name), what=about(item)),)
        for name, item in list(names.items())[:3]
    )
    return Reply(text, (*rows, _back(bundle)))


def mute(turn: Turn, bundle: int, name: str) -> Answer:
    """Switch a reminder off."""
    switch_off_reminder(turn.session, turn.actor, name, now=turn.now)
    text = say(N_("You get no more reminders about this: {what}."), what=about({"name": name}))
    return Reply(text, (_back(bundle),))


def _back(bundle: int) -> tuple[Button, ...]:
    return (button(N_("‹ Back"), action("remind", bundle)), home())


CONVERSATION = Conversation(
    name="reminding",
    actions={
        "remind": show,
        "remind.later": later,
        "remind.put": put,
        "remind.off": off,
        "remind.mute": mute,
    },
    notices={Notice.REMINDER: reminder},
)
