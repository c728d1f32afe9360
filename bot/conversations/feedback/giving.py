"""Giving feedback on a report: three parts, what they belong to, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversations.feedback.words import ACTIONS, VALUES
from bot.talk.fields import Answers, Choice, Many, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, Month, decode, encode, lines, say, words
from kinerja.models import Behaviour, FeedbackAction
from kinerja.reports.feedback import words_given
from kinerja.reports.month import month_card
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.rules.feedback import FORESEEN, LONGEST_PART, FeedbackContent
from kinerja.rules.specificity import asks_to_sharpen
from kinerja.services.giving_feedback import give_feedback

PROGRESS, NO_PROGRESS = "yes", "no"

SBI_HELP = N_(
    "Situation – behaviour – impact helps: <b>when and where</b> was it, <b>what</b> did they do, "
    "<b>what came of it</b>?\n"
    "For example: At the posyandu on 14 January you called every mother by phone beforehand; 12 of 14 "
    "children came, three more than in December."
)


def begin(turn: Turn, report_id: int) -> Answer:
    """Give feedback on a report."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    return Start(
        "fb",
        {
            "report": report_id,
            "receiver": card.person_id,
            "name": card.person_name,
            "month": encode(Month(card.period)),
            "results": [
                [line.result_id, f"{line.number}. {short(line.text, 45)}"] for line in card.lines
            ],
            "facts": encode(_facts(card)),
        },
    )


def _facts(card: MonthCard) -> Message:
    return lines(*(_fact(line) for line in card.lines[:5]))


def _fact(line: LineCard) -> Message:
    valued = next((i for i in line.indicators if i.actual is not None), None)
    if valued is None:
        return say("{number}. {note}", number=line.number, note=short(line.note or "–", 60))
    return say(
        "{number}. {text}: {actual} {unit}",
        number=line.number,
        text=short(line.text, 40),
        actual=valued.actual,
        unit=valued.unit,
    )


def _part(sentence: str) -> Callable[[Turn, Answers], Message]:
    def ask(_turn: Turn, answers: Answers) -> Message:
        return lines(
            say(N_("From the report:\n{facts}"), facts=decode(answers["facts"])), say(sentence)
        )

    return ask


def _results(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(key), words(text)) for key, text in answers["results"][:6]]


def _values(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(value.value, say(label)) for value, label in VALUES.items()]


def _progress_options(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(PROGRESS, say(N_("Progress"))), (NO_PROGRESS, say(N_("No progress yet")))]


def _foreseen(_turn: Turn, answers: Answers) -> list[Option]:
    progress = answers.get("progress") == PROGRESS
    return [(one.value, say(ACTIONS[one])) for one in FORESEEN[progress]]


def _sharpen(turn: Turn, answers: Answers, value: Any) -> Message | None:
    parts = (answers.get("well") or "", answers.get("improve") or "", value or "")
    return asks_to_sharpen(parts, words_given(turn.session, turn.actor))


def _give(turn: Turn, answers: Answers) -> Answer:
    progress = answers["progress"] == PROGRESS
    foreseen = {one.value for one in FORESEEN[progress]}
    feedback_id = give_feedback(
        turn.session,
        turn.actor,
        answers["receiver"],
        FeedbackContent(
            progress=progress,
            went_well=answers["well"] or "",
            to_improve=answers["improve"] or "",
            next_step=answers["next"] or "",
            result_ids=tuple(int(key) for key in answers["results_named"]),
            behaviours=tuple(Behaviour(value) for value in answers["values"]),
            actions=tuple(FeedbackAction(one) for one in answers["actions"] if one in foreseen),
        ),
        now=turn.now,
        today=turn.today,
        report_id=answers["report"],
    )
    text = say(
        N_("Your feedback went to <b>{name}</b>. I tell you when they have read it."),
        name=answers["name"],
    )
    rows = (
        (
            button(N_("Open"), action("fb.open", feedback_id)),
            button(N_("‹ To review"), action("rev")),
        ),
        (home(),),
    )
    return Reply(text, rows)


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(
        N_("Feedback to {name}, report for {month}"),
        name=answers["name"],
        month=decode(answers["month"]),
    )


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Read by {name} and by you. It carries no rating."), name=answers["name"])


GIVE = Form(
    name="fb",
    title=_title,
    readers=_readers,
    fields=(
        Text(
            name="well",
            label=N_("What went well"),
            question=_part(N_("<b>What went well?</b>")),
            help=SBI_HELP,
            optional=True,
            longest=LONGEST_PART,
        ),
        Text(
            name="improve",
            label=N_("What can be improved"),
            question=_part(N_("<b>What can be improved?</b>")),
            help=SBI_HELP,
            optional=True,
            longest=LONGEST_PART,
        ),
        Text(
            name="next",
            label=N_("Next step"),
            question=N_("<b>What is the next step, and until when?</b>"),
            help=SBI_HELP,
            optional=True,
            longest=LONGEST_PART,
            check=_sharpen,
            keep_label=N_("Keep it as it is"),
            reconsider="well",
        ),
        Many(
            name="results_named",
            label=N_("Results"),
            question=N_("Which results does it belong to?"),
            choices=_results,
        ),
        Many(
            name="values",
            label=N_("BerAKHLAK values"),
            question=N_("Which BerAKHLAK values does it belong to?"),
            choices=_values,
        ),
        Choice(
            name="progress",
            label=N_("Progress seen"),
            question=N_("Do you see progress since the last time?"),
            choices=_progress_options,
        ),
        Many(
            name="actions",
            label=N_("What follows"),
            question=N_("What follows from it? Choose any, or none, then tap Done."),
            choices=_foreseen,
        ),
    ),
    save=_give,
    back=lambda answers: action("rev.open", answers["report"]),
)
