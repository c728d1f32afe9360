"""Notes of a dialogue: written by one, confirmed by both, with who does what by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversations.dialogue.opening import about_pair, show, title
from bot.conversations.dialogue.points import days_ahead
from bot.conversations.dialogue.words import EXPECTATIONS
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.models import DialogueKind, Expectation, PlanStatus
from kinerja.reports.dialogues import dialogue_card
from kinerja.reports.plan import plans_of
from kinerja.rules.dialogues import (
    LONGEST_AGREED,
    LONGEST_PART,
    NoteWords,
    check_next,
)
from kinerja.services.noting_dialogues import (
    confirm_notes,
    write_notes,
)

_LATER = (14, 30, 90)
"""Days after which the next dialogue is offered."""


def begin(turn: Turn, dialogue_id: int) -> Answer:
    """Ask for the notes; what is noted already is shown to be changed."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    if not card.is_over(turn.now):
        raise Refused(N_("Notes can be written once the dialogue has begun."))
    about = about_pair(turn, card.rater_id, card.person_id, card.kind) | {"dialogue": card.id}
    if card.note is None:
        return Start("dlgnote", about)
    known = card.note.model_dump(mode="json", include={*_TEXTS, "expectation", "next_on"})
    return Start("dlgnote", about, {name: value for name, value in known.items() if value})


def confirm(turn: Turn, note_id: int, edition: int) -> Answer:
    """Confirm the notes as they were shown."""
    dialogue_id = confirm_notes(
        turn.session, turn.actor, note_id, edition, now=turn.now, today=turn.today
    )
    return show(turn, dialogue_id, say(N_("Confirmed.")))


def revise(turn: Turn, dialogue_id: int) -> Answer:
    """Begin the revision of the plan that a changed expectation leads to."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    if card.person_id == turn.actor.person_id:
        for plan in plans_of(turn.session, turn.actor, card.person_id, turn.today):
            if plan.status is PlanStatus.APPROVED:
                return Start("plrev", {"plan": plan.id, "year": str(plan.starts_on.year)})
    raise Refused(N_("There is no approved plan to revise. Please open the plan with /skp."))


_TEXTS = ("agreed", "expectation_text", "goal", "reality", "options", "will")


def _is_coaching(_turn: Turn, answers: Answers) -> bool:
    return bool(answers["kind"] == DialogueKind.COACHING.value)


def _is_talk(turn: Turn, answers: Answers) -> bool:
    return not _is_coaching(turn, answers)


def _is_other(turn: Turn, answers: Answers) -> bool:
    named = answers.get("expectation") not in (None, Expectation.UNCHANGED.value)
    return bool(named) and _is_talk(turn, answers)


def _next_days(turn: Turn, answers: Answers) -> Sequence[Option]:
    return days_ahead(turn, answers, _LATER)


def _expectations(_turn: Turn, _answers: Answers) -> Sequence[Option]:
    return [(one.value, say(label)) for one, label in EXPECTATIONS.items()]


def _check_next(turn: Turn, answers: Answers, value: Any) -> None:
    if value is not None:
        check_next(date.fromisoformat(value), turn.today)


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Only you and {name} read it; both of you confirm it."), name=answers["name"])


def _save(turn: Turn, answers: Answers) -> Answer:
    next_on = answers.get("next_on")
    applying = {field.name for field in NOTE.applying(turn, answers)}
    texts = {name: answers.get(name) or "" for name in _TEXTS if name in applying}
    words = NoteWords(
        expectation=Expectation(answers.get("expectation") or Expectation.UNCHANGED),
        next_on=date.fromisoformat(next_on) if next_on else None,
        **texts,
    )
    dialogue_id = answers["dialogue"]
    write_notes(turn.session, turn.actor, dialogue_id, words, now=turn.now, today=turn.today)
    said = N_("Noted. Add who does what, then confirm; {name} confirms after you.")
    return show(turn, dialogue_id, say(said, name=answers["name"]))


def _grow(name: str, label: str, question: str) -> Text:
    return Text(
        name=name,
        label=label,
        question=question,
        optional=True,
        longest=LONGEST_PART,
        when=_is_coaching,
    )


NOTE = Form(
    name="dlgnote",
    title=title,
    about_others=True,
    readers=_readers,
    send_label=N_("Save the notes"),
    fields=(
        Text(
            name="agreed",
            label=N_("Agreed"),
            question=N_("What did you agree on? A few sentences are enough."),
            longest=LONGEST_AGREED,
            when=_is_talk,
        ),
        Choice(
            name="expectation",
            label=N_("Expectation"),
            question=N_("What about the leader's expectation?"),
            choices=_expectations,
            when=_is_talk,
        ),
        Text(
            name="expectation_text",
            label=N_("What about it"),
            question=N_("What was cleared up, or what changes? A changed one leads to a revision."),
            longest=LONGEST_PART,
            when=_is_other,
        ),
        _grow("goal", N_("Goal"), N_("<b>Goal</b>: what is to be reached?")),
        _grow("reality", N_("Reality"), N_("<b>Reality</b>: how do things stand now?")),
        _grow("options", N_("Options"), N_("<b>Options</b>: what could be done?")),
        _grow("will", N_("Will"), N_("<b>Will</b>: what will be done, as the first step?")),
        Day(
            name="next_on",
            label=N_("Next date"),
            question=N_("When do you talk next? Choose, write it like 25/2, or skip it."),
            also=_next_days,
            optional=True,
            ahead=True,
            check=_check_next,
        ),
    ),
    save=_save,
    back=lambda answers: action("dlg.open", answers["dialogue"]),
)
