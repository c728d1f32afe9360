"""After coaching: form B.1.9, competences of the employee from 1 to 5, each with the leader's reason."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.behaviours import named
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.coaching import levels_of
from kinerja.reports.dialogues import dialogue_card
from kinerja.rules.coaching import LEVELS, LONGEST_REASON, MOST_LEVELS
from kinerja.services.coaching import note_level


def show(turn: Turn, dialogue_id: int, said: Message | None = None) -> Reply:
    """Show the competences that were noted after a session."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    found = levels_of(turn.session, turn.actor, dialogue_id, turn.today)
    listed = [
        say(
            N_("<b>{competence}</b>: {level} of 5\n{reason}"),
            competence=named([one.competence])[0],
            level=one.level,
            reason=one.reason,
        )
        for one in found
    ]
    text = lines(
        said,
        say(N_("<b>Form B.1.9: competences of {name}</b>"), name=short(card.person, 80)),
        *(listed or [say(N_("Nothing noted yet."))]),
    )
    is_rater = turn.actor.person_id == card.rater_id and card.is_pair
    add = button(N_("Note a competence"), action("dlg.level", dialogue_id))
    leaving = (button(N_("‹ Dialogue"), action("dlg.open", dialogue_id)), home())
    return Reply(text, (((add,), leaving) if is_rater else (leaving,)), protected=is_rater)


def show_levels(turn: Turn, dialogue_id: int) -> Answer:
    """Show the competences that were noted after a session."""
    return show(turn, dialogue_id)


def begin(turn: Turn, dialogue_id: int) -> Answer:
    """Ask for a competence, its level and the reason."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    if turn.actor.person_id != card.rater_id:
        raise Refused(N_("Only the superior fills in this form."))
    competencies = list(turn.options.competencies)
    return Start(
        "dlglevel", {"dialogue": dialogue_id, "name": card.person, "competencies": competencies}
    )


def _competences(_turn: Turn, answers: Answers) -> Sequence[Option]:
    tags = answers["competencies"]
    return [(str(number), label) for number, label in enumerate(named(tags))]


def _levels(_turn: Turn, _answers: Answers) -> Sequence[Option]:
    return [(str(level), say("{level}", level=level)) for level in LEVELS]


def _save(turn: Turn, answers: Answers) -> Answer:
    note_level(
        turn.session,
        turn.actor,
        answers["dialogue"],
        answers["competencies"][int(answers["competence"])],
        int(answers["level"]),
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    return show(turn, answers["dialogue"], say(N_("Noted.")))


LEVEL = Form(
    name="dlglevel",
    title=lambda _turn, answers: say(N_("Form B.1.9: competences of {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(
        N_("{name} reads it, too. At most {most} competences."),
        name=answers["name"],
        most=MOST_LEVELS,
    ),
    about_others=True,
    fields=(
        Choice(
            name="competence",
            label=N_("Competence"),
            question=N_("Which competence did you look at?"),
            choices=_competences,
        ),
        Choice(
            name="level",
            label=N_("Level of competence"),
            question=N_("Which value, from 1 (lowest) to 5 (highest)?"),
            choices=_levels,
        ),
        Text(
            name="reason",
            label=N_("Reason"),
            question=N_("For what reason? Name what you saw, in a sentence or two."),
            longest=LONGEST_REASON,
        ),
    ),
    save=_save,
    back=lambda answers: action("dlg.levels", answers["dialogue"]),
)
