"""After coaching: form B.1.8, nine statements that go to whoever stands above the rater and to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.talk.fields import Answers, Choice, Option
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.coaching import survey_card, survey_readers, surveys_received
from kinerja.reports.dialogues import dialogue_card
from kinerja.rules.coaching import ANSWERS, STATEMENTS
from kinerja.rules.periods import local_date
from kinerja.services.coaching import send_survey

LISTED = 3
_LABELS = (
    N_("1. Attention"),
    N_("2. Steps valued"),
    N_("3. Free to speak"),
    N_("4. Facts"),
    N_("5. Positive views"),
    N_("6. Questions"),
    N_("7. Solutions"),
    N_("8. What to do"),
    N_("9. Purpose"),
)


def begin(turn: Turn, dialogue_id: int) -> Answer:
    """Ask the nine statements, after who reads them."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    readers = survey_readers(turn.session, turn.actor, dialogue_id, turn.today)
    if not readers:
        raise Refused(
            N_("Nobody rates your superior in this assistant yet, so nobody would read it.")
        )
    return Start(
        "dlgsurvey",
        {
            "dialogue": dialogue_id,
            "rater": card.rater,
            "readers": ", ".join(name for _id, name in readers),
            "steps": turn.law.survey.steps,
        },
    )


def show_received(turn: Turn, page: int = 1) -> Answer:
    """Show the forms about those whom the reader rates."""
    found = surveys_received(turn.session, turn.actor, turn.today)
    shown = page_of(found, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    listed = [
        say(
            N_("{n}. {person}, coached by {rater}, {day}"),
            n=n,
            person=short(one.person, 60),
            rater=short(one.rater, 60),
            day=local_date(one.sent_at, turn.zone),
        )
        for n, one in numbered
    ]
    empty = N_("No form yet. After coaching an employee fills one in, and you read it.")
    text = lines(say(N_("<b>Forms after coaching (B.1.8)</b>")), *(listed or [say(empty)]))
    opening: tuple[Button, ...] = tuple(
        button(N_("Open {n}"), action("dlg.survey", one.id), n=n) for n, one in numbered
    )
    back = button(N_("‹ Dialogues"), action("dlg"))
    turning = shown.turning(lambda number: action("dlg.surveys", number))
    rows = (opening, (*turning, back, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show(turn: Turn, survey_id: int) -> Answer:
    """Show one form to whoever may read it."""
    found = survey_card(turn.session, turn.actor, survey_id, turn.today)
    words = ANSWERS[found.steps]
    text = lines(
        say(
            N_("<b>Form B.1.8</b>, {day}\n{person}, coached by {rater}"),
            day=local_date(found.sent_at, turn.zone),
            person=short(found.person, 60),
            rater=short(found.rater, 60),
        ),
        *(
            say(
                "{n}. {statement} <b>{answer}</b>",
                n=n,
                statement=say(statement),
                answer=say(words[found.answers[n] - 1]),
            )
            for n, statement in enumerate(STATEMENTS, start=1)
        ),
    )
    back = button(N_("‹ Dialogues"), action("dlg"))
    return Reply(text, ((back, home()),), protected=True)


def told(values: Mapping[str, Any]) -> Reply:
    """Say that a form has come, and nothing of whom or what."""
    row = (button(N_("Open"), action("dlg.survey", values["survey_id"])),)
    return Reply(say(N_("A form after coaching (B.1.8) has come for you.")), (row,))


def _asking(number: int) -> Callable[[Turn, Answers], Message]:
    def ask(_turn: Turn, _answers: Answers) -> Message:
        return say(
            N_("Statement {n} of {total}\n<b>{statement}</b>"),
            n=number,
            total=len(STATEMENTS),
            statement=say(STATEMENTS[number - 1]),
        )

    return ask


def _choices(_turn: Turn, answers: Answers) -> Sequence[Option]:
    words = ANSWERS[answers["steps"]]
    return [(str(number), say(words[number - 1])) for number in range(len(words), 0, -1)]


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(
        N_("Only {readers} reads it, with your name. {rater} does not see your answers."),
        readers=answers["readers"],
        rater=answers["rater"],
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    given = {n: int(answers[f"s{n}"]) for n in range(1, len(STATEMENTS) + 1)}
    names = send_survey(
        turn.session,
        turn.actor,
        answers["dialogue"],
        given,
        answers["steps"],
        now=turn.now,
        today=turn.today,
    )
    text = say(N_("Thank you. The form went to {names}."), names=", ".join(names))
    back = button(N_("‹ Dialogue"), action("dlg.open", answers["dialogue"]))
    return Reply(text, ((back, home()),))


SURVEY = Form(
    name="dlgsurvey",
    title=lambda _turn, answers: say(N_("Form B.1.8: coaching by {name}"), name=answers["rater"]),
    readers=_readers,
    fields=tuple(
        Choice(name=f"s{n}", label=label, question=_asking(n), choices=_choices)
        for n, label in enumerate(_LABELS, start=1)
    ),
    save=_save,
    back=lambda answers: action("dlg.open", answers["dialogue"]),
)
