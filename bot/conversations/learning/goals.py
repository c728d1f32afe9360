"""Beginning a goal with its first action, further actions, other days, and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.conversations.learning.plan import GAPS, goal_screen, plan_screen
from bot.conversations.learning.steps import steps_offered, words_of_step
from bot.talk.areas import WAYS, area_name
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models.development import ActionWay, GapSource
from kinerja.reports.gaps import gaps_of
from kinerja.reports.goals import goal_card, step_card
from kinerja.rules.development import check_area, check_due, check_words
from kinerja.services.goals import add_action, close_goal, move_action, open_goal

READERS = N_("Your superior reads it, too.")
DAYS = {14: N_("In two weeks"), 30: N_("In a month"), 90: N_("In three months")}


def begin(_turn: Turn) -> Answer:
    """Begin a goal of one's own."""
    return Start("goal", {"source": GapSource.OWN.value})


def begin_gap(turn: Turn, number: int) -> Answer:
    """Begin a goal for something the records name."""
    gaps = gaps_of(turn.session, turn.actor, turn.actor.person_id or 0, turn.today)[:GAPS]
    if number >= len(gaps):
        return plan_screen(turn)
    return Start("goal", {"source": gaps[number].source.value}, {"area": gaps[number].area})


def ask_step(turn: Turn, goal_id: int) -> Answer:
    """Ask for a further action."""
    goal = goal_card(turn.session, turn.actor, goal_id, turn.today)
    return Start("goalstep", {"goal": goal.id, "area": goal.area})


def ask_day(turn: Turn, step_id: int) -> Answer:
    """Ask for another day."""
    step, _goal = step_card(turn.session, turn.actor, step_id, turn.today)
    return Start("goalmove", {"step": step.id})


def ask_outcome(turn: Turn, goal_id: int) -> Answer:
    """Ask what came of a goal."""
    goal = goal_card(turn.session, turn.actor, goal_id, turn.today)
    return Start("goalclose", {"goal": goal.id})


@dataclass(frozen=True, kw_only=True)
class DueDay(Day):
    """A day to come, near ones by button."""

    ahead: bool = True

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        del answers
        today = turn.today
        return tuple(
            ((today + timedelta(days=days)).isoformat(), say(label)) for days, label in DAYS.items()
        )


@dataclass(frozen=True, kw_only=True)
class AreaText(Text):
    """What is developed: a tag is shown by its name."""

    def show(self, turn: Turn, answers: Answers) -> Message:
        del turn
        return area_name(answers.get(self.name) or "–")


def _ask_text(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say("<b>{area}</b>", area=area_name(answers["area"])) if answers.get("area") else None,
        say(
            N_(
                "What will be better, and how does one see it? For example: complaints are answered the same "
                "day."
            )
        ),
    )


def _ask_step(turn: Turn, answers: Answers) -> Message:
    offered = bool(steps_offered(turn, answers))
    return lines(
        say(N_("Which small action is the first? Please write it in a sentence.")),
        say(N_("Or tap one of these.")) if offered else None,
    )


def _check_area(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_area(str(value))


def _check_words(_turn: Turn, _answers: Answers, value: Any) -> None:
    if not str(value).startswith("="):
        check_words(str(value))


def _check_due(turn: Turn, _answers: Answers, value: Any) -> None:
    check_due(date.fromisoformat(value), turn.today)


def _ways(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(way.value, say(label)) for way, label in WAYS.items()]


def _save_goal(turn: Turn, answers: Answers) -> Answer:
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    source = GapSource(answers["source"])
    goal_id = open_goal(
        turn.session, turn.actor, answers["area"], source, answers["text"], **moment
    )
    _add(turn, goal_id, answers)
    return goal_screen(
        turn, goal_id, say(N_("<b>The goal is begun.</b> You are reminded in time."))
    )


def _save_step(turn: Turn, answers: Answers) -> Answer:
    _add(turn, answers["goal"], answers)
    return goal_screen(turn, answers["goal"], say(N_("The action is added.")))


def _add(turn: Turn, goal_id: int, answers: Answers) -> None:
    add_action(
        turn.session,
        turn.actor,
        goal_id,
        ActionWay(answers["way"]),
        words_of_step(turn, answers),
        date.fromisoformat(answers["due"]),
        now=turn.now,
        today=turn.today,
    )


def _save_move(turn: Turn, answers: Answers) -> Answer:
    due = date.fromisoformat(answers["due"])
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    goal_id = move_action(turn.session, turn.actor, answers["step"], due, **moment)
    return goal_screen(turn, goal_id, say(N_("The action is due on {day} now."), day=due))


def _save_close(turn: Turn, answers: Answers) -> Answer:
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    close_goal(turn.session, turn.actor, answers["goal"], answers["outcome"], **moment)
    return plan_screen(turn, said=say(N_("The goal is closed. Thank you for working on it.")))


def told_due(values: Mapping[str, Any]) -> Reply:
    """Remind of actions without a word of them."""
    text = say(
        NN_(
            "{n} action of your development plan is due.",
            "{n} actions of your development plan are due.",
        ),
        n=values["count"],
    )
    rows = ((button(N_("Open"), action("learn.goal", values["goal_id"])), home()),)
    return Reply(text, rows)


_WAY = Choice(
    name="way",
    label=N_("Way"),
    question=N_("How? Most is learnt at work (70), then with others (20), then in courses (10)."),
    choices=_ways,
)
_STEP = Text(
    name="step",
    label=N_("Action"),
    question=_ask_step,
    also=steps_offered,
    check=_check_words,
    longest=300,
)
_DUE = DueDay(
    name="due",
    label=N_("Until"),
    question=N_("Until when? Tap a day, or write it as day/month."),
    check=_check_due,
)
GOAL = Form(
    name="goal",
    title=N_("Goal of development"),
    readers=READERS,
    fields=(
        AreaText(
            name="area",
            label=N_("To be developed"),
            question=N_("What do you want to develop? A few words, for example: Communication."),
            check=_check_area,
            longest=80,
        ),
        Text(name="text", label=N_("Goal"), question=_ask_text, check=_check_words, longest=500),
        _WAY,
        _STEP,
        _DUE,
    ),
    save=_save_goal,
    send_label=N_("Begin"),
    back=lambda _answers: action("learn.plan"),
)
STEP = Form(
    name="goalstep",
    title=lambda _turn, answers: area_name(answers["area"]),
    readers=READERS,
    fields=(_WAY, _STEP, _DUE),
    save=_save_step,
    review=False,
    back=lambda answers: action("learn.goal", answers["goal"]),
)
MOVE = Form(
    name="goalmove",
    title=N_("Another day"),
    fields=(_DUE,),
    save=_save_move,
    review=False,
    back=lambda answers: action("learn.step", answers["step"]),
)
CLOSE = Form(
    name="goalclose",
    title=N_("Close the goal"),
    readers=READERS,
    fields=(
        Text(
            name="outcome",
            label=N_("What came of it"),
            question=N_(
                "What came of it? Please say it in a sentence, also if it was less than hoped."
            ),
            check=_check_words,
            longest=500,
        ),
    ),
    save=_save_close,
    review=False,
    back=lambda answers: action("learn.goal", answers["goal"]),
)
FORMS = (GOAL, STEP, MOVE, CLOSE)
