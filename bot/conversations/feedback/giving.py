"""Giving feedback, on a report or without one: three parts, what they belong to, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversations.feedback.tagging import DEVELOP, NOTHING_MORE, STRENGTHS, chosen, says_more
from bot.conversations.feedback.words import KINDS, MODES
from bot.talk.behaviours import VALUES
from bot.talk.feedback_actions import ACTIONS
from bot.talk.fields import Answers, Choice, Many, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, decode, lines, say, words
from kinerja.models import Behaviour, FeedbackAction, FeedbackKind, FeedbackMode
from kinerja.reports.feedback import words_given
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


def _part(sentence: str) -> Callable[[Turn, Answers], Message]:
    def ask(_turn: Turn, answers: Answers) -> Message:
        facts, agreed = answers.get("facts"), answers.get("agreed")
        return lines(
            say(N_("From the report:\n{facts}"), facts=decode(facts)) if facts else None,
            say(N_("Open from dialogues:\n{points}"), points=decode(agreed)) if agreed else None,
            say(sentence),
        )

    return ask


def _results(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(key), words(text)) for key, text in answers["results"]]


def _values(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(value.value, say(label)) for value, label in VALUES.items()]


def _kinds(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(kind.value, say(label)) for kind, label in KINDS.items()]


def _modes(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(mode.value, say(label)) for mode, label in MODES.items()]


def _progress_options(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(PROGRESS, say(N_("Progress"))), (NO_PROGRESS, say(N_("No progress yet")))]


def _foreseen(_turn: Turn, answers: Answers) -> list[Option]:
    progress = answers.get("progress") == PROGRESS
    return [(one.value, say(ACTIONS[one])) for one in FORESEEN[progress]]


def _sharpen(turn: Turn, answers: Answers, value: Any) -> Message | None:
    parts = (answers.get("well") or "", answers.get("improve") or "", value or "")
    return asks_to_sharpen(parts, words_given(turn.session, turn.actor))


def _sharpen_first(turn: Turn, answers: Answers, value: Any) -> Message | None:
    return _sharpen(turn, {**answers, "improve": ""}, "") if value == NOTHING_MORE else None


def _nothing_more(_turn: Turn, answers: Answers) -> list[Option]:
    return [(NOTHING_MORE, say(N_("Nothing more to add")))] if answers.get("well") else []


def _says_more(_turn: Turn, answers: Answers) -> bool:
    return says_more(answers)


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
            to_improve=(answers["improve"] or "") if says_more(answers) else "",
            next_step=answers.get("next") or "",
            result_ids=tuple(int(key) for key in answers.get("results_named", ())),
            behaviours=tuple(Behaviour(value) for value in answers.get("values", ())),
            actions=tuple(
                FeedbackAction(one) for one in answers.get("actions", ()) if one in foreseen
            ),
            kind=FeedbackKind(answers["kind"]),
            mode=FeedbackMode(answers["mode"]),
            strengths=chosen(answers, "strengths"),
            to_develop=chosen(answers, "develop"),
        ),
        now=turn.now,
        today=turn.today,
        report_id=answers["report"],
        line_id=answers.get("line"),
    )
    text = say(
        N_("Your feedback went to <b>{name}</b>. I tell you when they have read it."),
        name=answers["name"],
    )
    rows = ((button(N_("Open"), action("fb.open", feedback_id)), _onward(answers)), (home(),))
    return Reply(text, rows)


def _onward(answers: Answers) -> Button:
    if answers.get("line") is not None:
        return button(N_("‹ Teams"), action("rev.led"))
    if answers["report"] is None:
        return button(N_("‹ To review"), action("rev"))
    return button(N_("Next report ›"), action("rev.next"))


def _title(_turn: Turn, answers: Answers) -> Message:
    if answers["report"] is None:
        return say(N_("Feedback to {name}"), name=answers["name"])
    return say(
        N_("Feedback to {name}, report for {month}"),
        name=answers["name"],
        month=decode(answers["month"]),
    )


def _readers(_turn: Turn, answers: Answers) -> Message:
    if answers.get("line") is not None:
        return say(
            N_("Read by {name}, by who rates them, and by you. It carries no rating."),
            name=answers["name"],
        )
    return say(N_("Read by {name} and by you. It carries no rating."), name=answers["name"])


def _back(answers: Answers) -> str:
    report_id, line_id = answers["report"], answers.get("line")
    if line_id is not None:
        return action("rev.led.open", line_id)
    return action("fb.whom") if report_id is None else action("rev.open", report_id)


GIVE = Form(
    name="fb",
    about_others=True,
    title=_title,
    readers=_readers,
    fields=(
        Choice(
            name="kind",
            label=N_("Kind"),
            question=N_(
                "Is it the scheduled feedback that you agreed on, or ad hoc, on an occasion?"
            ),
            choices=_kinds,
        ),
        Choice(
            name="mode",
            label=N_("Given"),
            question=N_("Is it direct (you note a talk you had) or indirect (in writing)?"),
            choices=_modes,
        ),
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
            also=_nothing_more,
            check=_sharpen_first,
            keep_label=N_("Keep it as it is"),
            reconsider="well",
        ),
        Text(
            name="next",
            label=N_("Next step"),
            question=N_("<b>What is the next step, and until when?</b>"),
            help=SBI_HELP,
            optional=True,
            longest=LONGEST_PART,
            when=_says_more,
            check=_sharpen,
            keep_label=N_("Keep it as it is"),
            reconsider="well",
        ),
        Many(
            name="results_named",
            label=N_("Results"),
            question=N_("Which results does it belong to?"),
            choices=_results,
            when=lambda _turn, answers: bool(answers["results"]) and says_more(answers),
        ),
        Many(
            name="values",
            label=N_("BerAKHLAK values"),
            question=N_("Which BerAKHLAK values does it belong to?"),
            choices=_values,
            when=_says_more,
        ),
        STRENGTHS,
        DEVELOP,
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
            when=_says_more,
        ),
    ),
    save=_give,
    back=_back,
    turned=("kind", "mode"),
)
