"""The self-assessment of an employee: words alone, before they are rated."""

from __future__ import annotations

from typing import Any

from bot.conversations.evaluation.words import back_to, name_of, the_period
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.own_assessments import OwnAssessment, own_assessments
from kinerja.rules.evaluation import LONGEST_REASON, check_reason
from kinerja.services.self_assessing import assess_oneself


def show(turn: Turn, period_id: int) -> Answer:
    """Show what the actor wrote of themselves in a period, post by post."""
    return _screen(turn, period_id)


def _screen(turn: Turn, period_id: int, said: Message | None = None) -> Reply:
    period = the_period(turn, period_id)
    own = own_assessments(turn.session, turn.actor, period_id)
    text = lines(
        said,
        say(N_("<b>Self-assessment: {period}</b>"), period=name_of(period.kind, period)),
        say(
            N_(
                "How do you see your own period? Your superior reads it before rating; words, no rating."
            )
        ),
        *(_said(one) for one in own[:2]),
    )
    writing = tuple(
        (
            button(
                N_("Change: {title}") if one.written else N_("Write: {title}"),
                action("eval.self.write", one.position_id, period_id),
                title=short(one.title, 28),
            ),
        )
        for one in own[:2]
        if not one.closed
    )
    return Reply(text, (*writing, (back_to(period_id), home())))


def begin(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Ask for the words about one post."""
    for one in own_assessments(turn.session, turn.actor, period_id):
        if one.position_id == position_id:
            if one.closed:
                raise Refused(
                    N_("This period is already rated, so the self-assessment stays as it is.")
                )
            context = {"position": position_id, "period": period_id, "title": one.title}
            return Start("selfassess", context)
    raise Unknown


def _said(one: OwnAssessment) -> Message:
    if one.written is None:
        return say(N_("<b>{title}</b>: not written yet."), title=short(one.title, 60))
    return say(
        N_("<b>{title}</b>, written on {day}:\n{results}\n{behaviour}"),
        title=short(one.title, 60),
        day=one.written.written_at.date(),
        results=short(one.written.results, 300),
        behaviour=short(one.written.behaviour, 300),
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    assess_oneself(
        turn.session,
        turn.actor,
        answers["position"],
        answers["period"],
        answers["results"],
        answers["behaviour"],
        now=turn.now,
        today=turn.today,
    )
    return _screen(turn, answers["period"], say(N_("Kept. Your superior sees it when rating.")))


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


SELF_ASSESS = Form(
    name="selfassess",
    title=lambda _turn, answers: say(N_("Self-assessment as {title}"), title=answers["title"]),
    readers=N_("Your superior reads it before rating you."),
    fields=(
        Text(
            name="results",
            label=N_("Results"),
            question=N_("Which results did you reach, and which not? Please name an example."),
            check=_check,
            longest=LONGEST_REASON,
        ),
        Text(
            name="behaviour",
            label=N_("Behaviour"),
            question=N_(
                "How did you work with others, by the values of BerAKHLAK? An example, please."
            ),
            check=_check,
            longest=LONGEST_REASON,
        ),
    ),
    save=_save,
    send_label=N_("Keep it"),
    back=lambda answers: action("eval.self", answers["period"]),
)
ACTIONS: dict[str, Handler] = {"eval.self": show, "eval.self.write": begin}
