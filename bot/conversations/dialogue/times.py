"""The questions about the time of a dialogue, as far as it suits both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.conversations.dialogue.opening import show, sides_of_pair, title
from bot.conversations.dialogue.words import long, on_day
from bot.talk.fields import Answers, Choice, Day, Field, Option, Text
from bot.talk.form import Form
from bot.talk.speaker import ZONE_NAMES
from bot.talk.turn import Answer, Turn, action
from kinerja.messages import N_, Message, say
from kinerja.models import DialogueKind
from kinerja.rules.dialogues import (
    LENGTHS,
    LONGEST_PLACE,
    Side,
    check_day,
    check_held,
    check_time,
    moment_of,
    open_days,
    open_hours,
)
from kinerja.rules.reminder_hours import read_hour
from kinerja.services.arranging_dialogues import (
    Slot,
    note_held_dialogue,
    propose_dialogue,
    propose_time,
)

OFFERED = 6


def _sides_in(turn: Turn, answers: Answers) -> tuple[Side, Side]:
    return sides_of_pair(turn, answers["rater"], answers["person"])


def _days(turn: Turn, answers: Answers) -> Sequence[Option]:
    found = open_days(_sides_in(turn, answers), turn.zone, turn.now, OFFERED)
    return [(day.isoformat(), on_day(day)) for day in found]


def _hours(turn: Turn, answers: Answers) -> Sequence[Option]:
    day = date.fromisoformat(answers["day"])
    found = open_hours(day, _sides_in(turn, answers), turn.zone, turn.now)
    return [(f"={hour:%H:%M}", say("{hour}", hour=hour)) for hour in found]


def _ask_hour(turn: Turn, answers: Answers) -> Message:
    return say(
        N_("At what time ({zone})? Choose one, or write it like 09.30."),
        zone=ZONE_NAMES.get(turn.zone, turn.zone),
    )


def _check_day(turn: Turn, answers: Answers, value: Any) -> None:
    check_day(date.fromisoformat(value), turn.zone, _sides_in(turn, answers), turn.now)


def _check_hour(turn: Turn, answers: Answers, value: Any) -> None:
    start = _moment(turn, {**answers, "hour": value})
    check_time(start, LENGTHS[0], _sides_in(turn, answers), turn.now)


def _check_minutes(turn: Turn, answers: Answers, value: Any) -> None:
    check_time(_moment(turn, answers), int(value), _sides_in(turn, answers), turn.now)


def _check_held(turn: Turn, _answers: Answers, value: Any) -> None:
    check_held(date.fromisoformat(value), turn.today)


def _check_written(_turn: Turn, _answers: Answers, value: Any) -> None:
    read_hour(value)


def _moment(turn: Turn, answers: Answers) -> datetime:
    hour = read_hour(answers["hour"].removeprefix("="))
    return moment_of(date.fromisoformat(answers["day"]), hour, turn.zone)


def _slot(turn: Turn, answers: Answers) -> Slot:
    return Slot(_moment(turn, answers), int(answers["minutes"]), answers.get("place") or "")


def _lengths(_turn: Turn, _answers: Answers) -> Sequence[Option]:
    return [(str(minutes), long(minutes)) for minutes in LENGTHS]


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(N_("{name} reads it, and agrees or proposes another time."), name=answers["name"])


def _save(turn: Turn, answers: Answers) -> Answer:
    slot, dialogue_id = _slot(turn, answers), answers["dialogue"]
    if dialogue_id is not None:
        propose_time(turn.session, turn.actor, dialogue_id, slot, now=turn.now, today=turn.today)
        return show(turn, dialogue_id)
    row = propose_dialogue(
        turn.session,
        turn.actor,
        answers["rater"],
        answers["person"],
        DialogueKind(answers["kind"]),
        slot,
        now=turn.now,
        today=turn.today,
    )
    return show(turn, row.id or 0)


def _save_held(turn: Turn, answers: Answers) -> Answer:
    row = note_held_dialogue(
        turn.session,
        turn.actor,
        answers["rater"],
        answers["person"],
        DialogueKind(answers["kind"]),
        _slot(turn, answers),
        now=turn.now,
        today=turn.today,
    )
    return show(turn, row.id or 0)


def _back(answers: Answers) -> str:
    if answers["dialogue"] is not None:
        return action("dlg.open", answers["dialogue"])
    return action("dlg.how", answers["rater"], answers["person"], answers["kind"])


_MINUTES: dict[str, Any] = {
    "name": "minutes",
    "label": N_("Length"),
    "question": N_("How long shall it take?"),
    "choices": _lengths,
}
_PLACE: Field = Text(
    name="place",
    label=N_("Place"),
    question=N_("Where? Write a place or a link, or skip it."),
    optional=True,
    longest=LONGEST_PLACE,
)
PROPOSE = Form(
    name="dlgtime",
    title=title,
    about_others=True,
    readers=_readers,
    fields=(
        Day(
            name="day",
            label=N_("Day"),
            question=N_("On which day? These suit both of you; another can be written like 25/2."),
            also=_days,
            ahead=True,
            check=_check_day,
        ),
        Text(name="hour", label=N_("Time"), question=_ask_hour, also=_hours, check=_check_hour),
        Choice(check=_check_minutes, **_MINUTES),
        _PLACE,
    ),
    save=_save,
    send_label=N_("Send the proposal"),
    back=_back,
)
HELD = Form(
    name="dlgheld",
    title=title,
    about_others=True,
    fields=(
        Day(
            name="day",
            label=N_("Day"),
            question=N_("On which day did it take place?"),
            check=_check_held,
        ),
        Text(
            name="hour",
            label=N_("Time"),
            question=N_("At what time did it begin? Write it like 09.30."),
            check=_check_written,
        ),
        Choice(**_MINUTES),
    ),
    save=_save_held,
    review=False,
    back=_back,
)
