"""What a course is used for: asked at once and after sixty days, confirmed by the rater."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.learning.ledger import entry_screen
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models.development import UseMoment
from kinerja.reports.learning import learning_entry
from kinerja.reports.learning_uses import use_card
from kinerja.rules.development import check_words
from kinerja.services.applying import answer_use, confirm_use

QUESTIONS = {
    UseMoment.NOW: N_("What will you apply at work, and when? One sentence is enough."),
    UseMoment.LATER: N_("What have you applied at work by now? One sentence is enough."),
}


def ask(turn: Turn, use_id: int) -> Answer:
    """Ask what is, or was, applied."""
    use = use_card(turn.session, turn.actor, use_id, turn.today)
    entry = learning_entry(turn.session, turn.actor, use.learning_id, turn.today)
    if entry.person_id != turn.actor.person_id:
        return entry_screen(turn, entry.id)
    context = {
        "use": use.id,
        "learning": entry.id,
        "title": short(entry.title, 100),
        "moment": use.moment.value,
    }
    return Start("learnuse", context)


def confirm(turn: Turn, use_id: int) -> Answer:
    """Confirm what somebody says they apply."""
    learning_id = confirm_use(turn.session, turn.actor, use_id, now=turn.now, today=turn.today)
    return entry_screen(turn, learning_id, say(N_("Confirmed. They are told.")))


def _ask(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say("<b>{title}</b>", title=answers["title"]),
        say(QUESTIONS[UseMoment(answers["moment"])]),
    )


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_words(str(value))


def _save(turn: Turn, answers: Answers) -> Answer:
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    learning_id = answer_use(turn.session, turn.actor, answers["use"], answers["text"], **moment)
    return entry_screen(turn, learning_id, say(N_("Thank you. Your superior reads it.")))


def told_asked(values: Mapping[str, Any]) -> Reply:
    """Ask after sixty days."""
    text = say(N_("Sixty days ago you finished learning something. What has been applied?"))
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])), home()),))


def told_answered(values: Mapping[str, Any]) -> Reply:
    """Tell the rater."""
    text = say(N_("{name} has said what they applied after learning."), name=values["name"])
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])),),))


def told_confirmed(values: Mapping[str, Any]) -> Reply:
    """Tell the owner."""
    text = say(N_("Your superior has confirmed what you applied."))
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])),),))


FORM = Form(
    name="learnuse",
    title=N_("Applying what was learnt"),
    readers=N_("Your superior reads and confirms it."),
    fields=(Text(name="text", label=N_("Answer"), question=_ask, check=_check, longest=1000),),
    save=_save,
    review=False,
    back=lambda answers: action("learn.see", answers["learning"]),
)
