"""Three taps and a sentence of somebody who was served; the assistant does not know who it is, and does not ask."""

from __future__ import annotations

from bot.conversations.counters.words import FELT, SERVICE
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Turn
from kinerja.messages import N_, Message, say
from kinerja.rules.counters import COUNTER_FORM, LONGEST_TEXT, Service
from kinerja.services.visiting_counters import answer_counter


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("{name}, {unit}"), name=answers["name"], unit=answers["unit"])


def _felt(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(one.value, say(label)) for one, label in FELT.items()]


def _save(turn: Turn, answers: Answers) -> Answer:
    given = {one.value: answers[one.value] for one in Service}
    sentence = answers.get("text") or ""
    answer_counter(turn.session, answers["counter"], turn.chat_id, given, sentence, now=turn.now)
    text = N_(
        "Thank you. Your answer is kept without your name and your number, and read together with at "
        "least nine others."
    )
    return Reply(say(text))


VISIT = Form(
    name=COUNTER_FORM,
    title=_title,
    readers=N_(
        "How was it? Three taps and, if you like, a sentence. We do not keep who you are. Please write no "
        "names, numbers or illnesses."
    ),
    fields=(
        *(
            Choice(name=one.value, label=label, question=label, choices=_felt)
            for one, label in SERVICE.items()
        ),
        Text(
            name="text",
            label=N_("A sentence"),
            question=N_(
                "Would you like to add a sentence? What was good, or what should be better?"
            ),
            optional=True,
            longest=LONGEST_TEXT,
        ),
    ),
    save=_save,
    review=False,
    secret=True,
    leaves_nothing=True,
)
