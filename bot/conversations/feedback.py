"""Feedback (/umpanbalik): given in three parts about a report, read, acknowledged, answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.fields import Answers, Choice, Many, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, Month, decode, encode, lines, say, words
from kinerja.models import Behaviour, FeedbackAction
from kinerja.reports.feedback import FeedbackCard, feedback_card, feedback_inbox
from kinerja.reports.month import month_card
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.rules.feedback import (
    FORESEEN,
    LONGEST_ANSWER,
    LONGEST_PART,
    FeedbackContent,
    asks_to_sharpen,
)
from kinerja.services.giving_feedback import acknowledge, answer, give_feedback, open_feedback
from kinerja.services.telling import Notice

LISTED = 3
PROGRESS, NO_PROGRESS = "yes", "no"

VALUES = {
    Behaviour.SERVICE: N_("Service oriented"),
    Behaviour.ACCOUNTABLE: N_("Accountable"),
    Behaviour.COMPETENT: N_("Competent"),
    Behaviour.HARMONIOUS: N_("Harmonious"),
    Behaviour.LOYAL: N_("Loyal"),
    Behaviour.ADAPTIVE: N_("Adaptive"),
    Behaviour.COLLABORATIVE: N_("Collaborative"),
}
ACTIONS = {
    FeedbackAction.RECOGNITION: N_("Recognition"),
    FeedbackAction.NEW_ASSIGNMENT: N_("New assignment"),
    FeedbackAction.EXPECTATION_CHANGE: N_("Change of expectations"),
    FeedbackAction.COACHING: N_("Coaching"),
    FeedbackAction.COUNSELLING: N_("Counselling"),
    FeedbackAction.LEARNING: N_("Learning"),
}
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


def show_list(turn: Turn, page: int = 1) -> Answer:
    """Show the feedback somebody received, newest first."""
    inbox = feedback_inbox(turn.session, turn.actor, turn.today)
    if not inbox.items:
        text = say(
            N_(
                "<b>Feedback</b>\nThere is none yet. It comes after your superior has read a report; "
                "I will tell you at once."
            )
        )
        return Reply(text, ((home(),),))
    shown = page_of(inbox.items, page, LISTED)
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{mark} {giver}, {day}"),
                action("fb.open", item.id),
                mark="✓" if item.acknowledged else "●",
                giver=item.giver,
                day=item.given_at.date(),
            ),
        )
        for item in shown.items
    ]
    rows.append((*shown.turning(lambda number: action("fb", number)), home()))
    text = say(
        N_("<b>Feedback</b>\nReceived: {count}, new: {unread}."),
        count=len(inbox.items),
        unread=inbox.unread,
    )
    return Reply(text, tuple(rows))


def show(turn: Turn, feedback_id: int) -> Answer:
    """Show one feedback; for its receiver it counts as opened."""
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    if card.received:
        open_feedback(turn.session, turn.actor, feedback_id, now=turn.now, today=turn.today)
    return _screen(card)


def confirm(turn: Turn, feedback_id: int) -> Answer:
    """Acknowledge a feedback."""
    acknowledge(turn.session, turn.actor, feedback_id, now=turn.now, today=turn.today)
    return _screen(
        feedback_card(turn.session, turn.actor, feedback_id, turn.today),
        say(N_("Thank you. {name} sees that you have read it."), name=_giver(turn, feedback_id)),
    )


def ask_answer(turn: Turn, feedback_id: int) -> Answer:
    """Ask for an answer to a feedback."""
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    return Start("fbanswer", {"feedback": feedback_id, "name": card.giver})


def _giver(turn: Turn, feedback_id: int) -> str:
    return feedback_card(turn.session, turn.actor, feedback_id, turn.today).giver


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


def _part(sentence: str) -> Any:
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


def _sharpen(_turn: Turn, answers: Answers, value: Any) -> Message | None:
    return asks_to_sharpen(
        FeedbackContent(
            progress=value == PROGRESS,
            went_well=answers.get("well") or "",
            to_improve=answers.get("improve") or "",
            next_step=answers.get("next") or "",
        )
    )


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


def _save_answer(turn: Turn, answers: Answers) -> Answer:
    feedback_id = answers["feedback"]
    answer(turn.session, turn.actor, feedback_id, answers["text"], now=turn.now, today=turn.today)
    return _screen(
        feedback_card(turn.session, turn.actor, feedback_id, turn.today),
        say(N_("Your answer went to {name}."), name=answers["name"]),
    )


def _screen(card: FeedbackCard, said: Message | None = None) -> Reply:
    about = None
    if card.period is not None:
        about = say(N_("About the report for {month}"), month=Month(card.period))
    heading = (
        say(N_("<b>Feedback from {name}</b>"), name=card.giver)
        if card.received
        else say(N_("<b>Feedback to {name}</b>"), name=card.receiver)
    )
    text = lines(
        said,
        heading,
        about,
        _named(N_("\n<b>What went well</b>\n{text}"), card.went_well),
        _named(N_("\n<b>What can be improved</b>\n{text}"), card.to_improve),
        _named(N_("\n<b>Next step</b>\n{text}"), card.next_step),
        _about(card),
        _outcome(card),
        _thread(card),
    )
    return Reply(text, _rows(card), protected=not card.received)


def _named(sentence: str, text: str) -> Message | None:
    return say(sentence, text=text) if text else None


def _about(card: FeedbackCard) -> Message | None:
    named = [words(short(text, 60)) for text in card.results]
    named += [say(VALUES[value]) for value in card.behaviours]
    return say(N_("\nBelongs to:\n{what}"), what=tuple(named)) if named else None


def _outcome(card: FeedbackCard) -> Message:
    progress = say(N_("Progress")) if card.progress else say(N_("No progress yet"))
    if not card.actions:
        return say(N_("\nOutcome: {progress}"), progress=progress)
    return say(
        N_("\nOutcome: {progress}. What follows:\n{actions}"),
        progress=progress,
        actions=tuple(say(ACTIONS[one]) for one in card.actions),
    )


def _thread(card: FeedbackCard) -> Message | None:
    if card.answer:
        return say(N_("\n<b>Answer of {name}</b>\n{text}"), name=card.receiver, text=card.answer)
    if card.acknowledged_at is not None:
        return say(N_("\nRead and acknowledged on {day}."), day=card.acknowledged_at.date())
    return None


def _rows(card: FeedbackCard) -> tuple[tuple[Button, ...], ...]:
    if not card.received:
        return ((button(N_("‹ To review"), action("rev")), home()),)
    first = []
    if card.acknowledged_at is None:
        first.append(button(N_("I have read it"), action("fb.ack", card.id)))
    if card.answered_at is None:
        first.append(button(N_("Answer"), action("fb.answer", card.id)))
    leaving = (button(N_("‹ Feedback"), action("fb")), home())
    return (tuple(first), leaving) if first else (leaving,)


def _told_given(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("There is new feedback for you.")), (row,))


def _told_read(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("{name} has read your feedback."), name=values["name"]), (row,))


def _told_answered(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("{name} has answered your feedback."), name=values["name"]), (row,))


def _unread(turn: Turn) -> int:
    return feedback_inbox(turn.session, turn.actor, turn.today).unread


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
            label=N_("Progress"),
            question=N_("Do you see progress since the last time?"),
            choices=_progress_options,
            check=_sharpen,
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
ANSWER = Form(
    name="fbanswer",
    title=lambda _turn, answers: say(N_("Answer to {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(N_("{name} will read it."), name=answers["name"]),
    fields=(
        Text(
            name="text",
            label=N_("Answer"),
            question=N_("What would you like to answer?"),
            longest=LONGEST_ANSWER,
        ),
    ),
    save=_save_answer,
    back=lambda answers: action("fb.open", answers["feedback"]),
)

CONVERSATION = Conversation(
    name="feedback",
    commands=(Command(("umpanbalik", "feedback"), N_("Feedback you received"), show_list),),
    actions={
        "fb": show_list,
        "fb.give": begin,
        "fb.open": show,
        "fb.ack": confirm,
        "fb.answer": ask_answer,
    },
    forms=(GIVE, ANSWER),
    notices={
        Notice.FEEDBACK_GIVEN: _told_given,
        Notice.FEEDBACK_ACKNOWLEDGED: _told_read,
        Notice.FEEDBACK_ANSWERED: _told_answered,
    },
    menu=(MenuLine(N_("Feedback"), "fb", Audience.EMPLOYEE, badge=_unread),),
)
