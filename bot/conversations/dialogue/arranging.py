"""Arranging a dialogue: proposing, agreeing, another time, calling it off, the calendar file."""

from __future__ import annotations

from bot.conversations.dialogue.calendar import file_of
from bot.conversations.dialogue.opening import about_pair, kind_named, show, sides_of_pair
from bot.conversations.dialogue.words import at_time
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.reports.dialogues import dialogue_card
from kinerja.rules.dialogues import check_day
from kinerja.services.arranging_dialogues import agree_time, cancel_dialogue


def begin(turn: Turn, rater_id: int, person_id: int, kind: str) -> Answer:
    """Ask for the time of a new dialogue."""
    return Start("dlgtime", about_pair(turn, rater_id, person_id, kind_named(kind)))


def begin_held(turn: Turn, rater_id: int, person_id: int, kind: str) -> Answer:
    """Ask when a talk took place."""
    return Start("dlgheld", about_pair(turn, rater_id, person_id, kind_named(kind)))


def another_time(turn: Turn, dialogue_id: int) -> Answer:
    """Ask for another time of a dialogue."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    about = about_pair(turn, card.rater_id, card.person_id, card.kind)
    return Start("dlgtime", about | {"dialogue": card.id})


def next_one(turn: Turn, dialogue_id: int) -> Answer:
    """Ask for the time of the next dialogue, on the day that was foreseen where it still suits."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    about = about_pair(turn, card.rater_id, card.person_id, card.kind)
    day = card.valid.next_on if card.valid else None
    if day is not None:
        try:
            sides = sides_of_pair(turn, card.rater_id, card.person_id)
            check_day(day, turn.zone, sides, turn.now)
        except Refused:
            day = None
    return Start("dlgtime", about, {"day": day.isoformat()} if day else {})


def agree(turn: Turn, time_id: int) -> Answer:
    """Agree to the time that was proposed."""
    row = agree_time(turn.session, turn.actor, time_id, now=turn.now, today=turn.today)
    said = say(N_("Agreed. The file for your calendar comes with the next message."))
    return show(turn, row.id or 0, said)


def ask_off(turn: Turn, dialogue_id: int) -> Answer:
    """Ask once before a dialogue is called off."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    text = say(
        N_("Call off this dialogue? {name} is told at once."),
        name=card.other(turn.actor.person_id or 0)[1],
    )
    yes = button(N_("Yes, call it off"), action("dlg.off.yes", dialogue_id))
    back = button(N_("‹ Dialogue"), action("dlg.open", dialogue_id))
    return Reply(text, ((yes,), (back, home())), protected=True)


def call_off(turn: Turn, dialogue_id: int) -> Answer:
    """Call a dialogue off."""
    cancel_dialogue(turn.session, turn.actor, dialogue_id, now=turn.now, today=turn.today)
    return show(turn, dialogue_id)


def give_file(turn: Turn, dialogue_id: int) -> Answer:
    """Send the calendar file once more."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    file = file_of(turn, card)
    if file is None or card.held is None:
        raise Refused(N_("There is no agreed time yet, so there is no calendar file."))
    text = say(
        N_("{time}. Open the file to put it into your calendar."),
        time=at_time(card.held.starts_at, turn.zone),
    )
    row = (button(N_("‹ Dialogue"), action("dlg.open", dialogue_id)), home())
    return Reply(text, (row,), file=file, protected=True)
