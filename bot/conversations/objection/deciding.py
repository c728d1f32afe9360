"""The rater answers an objection, and the decider decides it with reasons; the decision is final."""

from __future__ import annotations

from typing import Any

from bot.conversations.objection.case import file_screen, look
from bot.conversations.objection.words import card_of
from bot.talk import ratings
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, say
from kinerja.models import Rating, RatingOf
from kinerja.rules.evaluation import LONGEST_REASON, Given, check_reason
from kinerja.rules.objections import check_answerable, check_decidable
from kinerja.services.deciding_objections import answer_objection, decide_objection


def begin_answer(turn: Turn, objection_id: int) -> Answer:
    """Ask the rater for an answer."""
    card = look(turn, objection_id)
    if card.evaluation.rater_id != turn.actor.person_id:
        raise Unknown
    check_answerable(card.objection.state)
    return Start("objanswer", {"objection": objection_id, "name": card.name})


def uphold(turn: Turn, objection_id: int) -> Answer:
    """Ask why the evaluation stays."""
    return _begin(turn, objection_id, "objuphold")


def change(turn: Turn, objection_id: int) -> Answer:
    """Ask for the two ratings that take the place of the earlier ones."""
    return _begin(turn, objection_id, "objchange")


def _begin(turn: Turn, objection_id: int, form: str) -> Answer:
    card = look(turn, objection_id)
    if not card.may_decide:
        return file_screen(turn, card)
    check_decidable(card.objection.state, card.objection.sent_on, turn.today)
    return Start(form, {"objection": objection_id, "name": card.name})


def _answered(turn: Turn, answers: Answers) -> Answer:
    number, answer = answers["objection"], answers["answer"]
    answer_objection(turn.session, turn.actor, number, answer, now=turn.now, today=turn.today)
    said = say(N_("Answered. {name} and who decides are told."), name=answers["name"])
    return file_screen(turn, card_of(turn, number), said)


def _decided(turn: Turn, answers: Answers) -> Answer:
    changed = None
    if "results" in answers:
        changed = Given(
            Rating(answers["results"]),
            answers["reasons"],
            Rating(answers["behaviour"]),
            answers["reasons"],
        )
    decide_objection(
        turn.session,
        turn.actor,
        answers["objection"],
        changed,
        answers["reasons"],
        turn.law.quadrant,
        now=turn.now,
        today=turn.today,
    )
    card = card_of(turn, answers["objection"])
    return file_screen(turn, card, say(N_("Decided. The decision is final; both sides are told.")))


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Objection of {name}"), name=answers["name"])


def _back(answers: Answers) -> str:
    return action("obj.open", answers["objection"])


def _choices(_turn: Turn, _answers: Answers) -> tuple[Option, ...]:
    return tuple((one.value, say(label)) for one, label in ratings.RATINGS.items())


def _rating(of: RatingOf, label: str) -> Choice:
    return Choice(
        name=of.value,
        label=label,
        question=lambda turn, _answers: ratings.meanings(turn.law, of),
        choices=_choices,
    )


_REASONS = Text(
    name="reasons",
    label=N_("Reasons"),
    question=N_("Why do you decide so? Both sides read it; the decision is final."),
    check=_check,
    longest=LONGEST_REASON,
)
_READERS = N_("Both sides read it. The decision is final.")
ANSWER = Form(
    name="objanswer",
    title=_title,
    readers=N_("The person and who decides read it. It cannot be changed afterwards."),
    fields=(
        Text(
            name="answer",
            label=N_("Answer"),
            question=N_(
                "What do you answer to the reasons? Please name what you have seen, with dates."
            ),
            check=_check,
            longest=LONGEST_REASON,
        ),
    ),
    save=_answered,
    send_label=N_("Answer"),
    back=_back,
    about_others=True,
)
UPHOLD = Form(
    name="objuphold",
    title=_title,
    readers=_READERS,
    fields=(_REASONS,),
    save=_decided,
    send_label=N_("Decide: it stays"),
    back=_back,
    about_others=True,
)
CHANGE = Form(
    name="objchange",
    title=_title,
    readers=_READERS,
    fields=(
        _rating(RatingOf.RESULTS, N_("Results")),
        _rating(RatingOf.BEHAVIOUR, N_("Behaviour")),
        _REASONS,
    ),
    save=_decided,
    send_label=N_("Decide: changed"),
    back=_back,
    about_others=True,
)
ACTIONS: dict[str, Handler] = {
    "obj.answer": begin_answer,
    "obj.uphold": uphold,
    "obj.change": change,
}
