"""Evaluation at a glance: what is to be done in a period, for whoever looks."""

from __future__ import annotations

from bot.conversations.evaluation.words import name_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import EvaluationState
from kinerja.reports.evaluation_periods import EvaluationPeriod, evaluation_periods
from kinerja.reports.own_assessments import own_assessments
from kinerja.reports.proposals import units_with_proposals
from kinerja.reports.to_rate import ToRate, people_to_rate
from kinerja.reports.unit_performance import UnitPerformance, units_to_decide

PERIODS = 6


def show(turn: Turn, period_id: int = 0) -> Answer:
    """Show what is to be done in a period, by default the one whose evaluation is open."""
    periods = evaluation_periods(turn.session, turn.today)
    if not periods:
        return _nothing_yet()
    chosen = next((one for one in periods if one.period_id == period_id), periods[0])
    people = people_to_rate(turn.session, turn.actor, chosen.period_id, turn.today)
    units = units_to_decide(turn.session, turn.actor, chosen.period_id, turn.today)
    text = lines(
        say(N_("<b>Evaluation: {period}</b>"), period=name_of(chosen.kind, chosen)),
        say(N_("Due {day}."), day=chosen.due),
        *_on_people(people),
        *_on_units(units),
        *_on_oneself(turn, chosen),
        say(
            N_(
                "The superior gives two ratings; the predicate is read from the quadrant. There is no score."
            )
        ),
    )
    return Reply(text, _rows(turn, chosen, people, units), protected=bool(people))


def choose_period(turn: Turn) -> Answer:
    """Offer the periods that have begun."""
    periods = evaluation_periods(turn.session, turn.today)[:PERIODS]
    buttons = [
        button("{period}", action("eval", one.period_id), period=name_of(one.kind, one))
        for one in periods
    ]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    text = say(N_("<b>Evaluation</b>\nWhich period?"))
    return Reply(text, (*rows, (button(N_("‹ Evaluation"), action("eval")), home())))


def _nothing_yet() -> Reply:
    text = say(
        N_(
            "<b>Evaluation</b>\nThe year is not opened yet. The administrators open it with its deadlines; "
            "then people can be evaluated."
        )
    )
    return Reply(text, ((home(),),))


def _on_people(people: tuple[ToRate, ...]) -> tuple[Message, ...]:
    if not people:
        return ()
    rated = [one for one in people if one.state is EvaluationState.RELEASED]
    proposed = [one for one in people if one.state is EvaluationState.PROPOSED]
    counted = say(
        N_("You rate {all}: released {released}, proposed {proposed}."),
        all=say(NN_("{n} person", "{n} people"), n=len(people)),
        released=len(rated),
        proposed=len(proposed),
    )
    return (counted,)


def _on_units(units: tuple[UnitPerformance, ...]) -> tuple[Message, ...]:
    missing = [one for one in units if one.predicate is None]
    if not missing:
        return ()
    sentence = NN_(
        "The performance of {n} unit is not entered yet.",
        "The performance of {n} units is not entered yet.",
    )
    return (say(sentence, n=len(missing)),)


def _on_oneself(turn: Turn, chosen: EvaluationPeriod) -> tuple[Message, ...]:
    if not turn.options.self_assessment:
        return ()
    own = own_assessments(turn.session, turn.actor, chosen.period_id)
    if not any(one.written is None and not one.closed for one in own):
        return ()
    return (say(N_("Your self-assessment is not written yet.")),)


def _rows(
    turn: Turn,
    chosen: EvaluationPeriod,
    people: tuple[ToRate, ...],
    units: tuple[UnitPerformance, ...],
) -> Rows:
    period = chosen.period_id
    first: list[Button] = []
    if people:
        left = len([one for one in people if one.is_left])
        first.append(button(N_("Rate ({count})"), action("eval.people", period), count=left))
    if units:
        first.append(button(N_("Organisation"), action("eval.units", period)))
    own: list[Button] = []
    if units_with_proposals(turn.session, turn.actor, period, turn.today):
        own.append(button(N_("Proposals"), action("eval.below", period)))
    if turn.options.self_assessment and own_assessments(turn.session, turn.actor, period):
        own.append(button(N_("Self-assessment"), action("eval.self", period)))
    mine = (button(N_("My evaluations"), action("eval.mine")),)
    last = (button(N_("Other period"), action("eval.periods")), home())
    return tuple(row for row in (tuple(first), tuple(own), mine, last) if row)
