"""What digests say (numbers first, names on tap), and the reminders of stages that are done elsewhere so far.

Each sentence is made of the values of one reminder: its code, period, due day and whom it asks, with the
numbers that were counted when it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.talk.period_names import period_name
from bot.talk.turn import Button, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.models import PeriodKind, Stage
from kinerja.rules.exceptions import Concern
from kinerja.rules.reminders import ReminderName, Whom, of_code

Item = Mapping[str, Any]
Said = tuple[Message, Button]

_CONCERNS = {
    Concern.BELOW_TARGET: N_("• value below the target: {count}"),
    Concern.OBSTACLE: N_("• obstacle open for more than five working days: {count}"),
    Concern.NO_LOG: N_("• no log for ten working days: {count}"),
}


def digest(item: Item) -> Said:
    """Return what a digest, or the reminder of a stage done elsewhere, says and the button that leads on."""
    return _BUILDERS[ReminderName(item["name"])](item)


def feedback(item: Item) -> Said:
    """Say how many reports and results wait, and since when; it opens the inbox."""
    month = Month(item["starts_on"])
    reports, checks = item["reports"], item["checks"]
    waiting = NN_(
        "<b>{n} report</b> for {month} waits for your review.",
        "<b>{n} reports</b> for {month} wait for your review.",
    )
    checking = NN_(
        "<b>{n} result</b> of the teams you lead waits for your check, {month}.",
        "<b>{n} results</b> of the teams you lead wait for your check, {month}.",
    )
    text = lines(
        say(waiting, n=reports, month=month) if reports else None,
        say(N_("The oldest was sent on {day}."), day=item["since"]) if reports else None,
        say(checking, n=checks, month=month) if checks else None,
    )
    if not reports:
        return text, button(N_("Check results"), action("rev.led"))
    return text, button(N_("To review"), action("rev"))


def plans(item: Item) -> Said:
    """Say how many plans wait for a decision."""
    text = say(
        NN_(
            "<b>{n} plan</b> (SKP) for {year} waits for your decision.",
            "<b>{n} plans</b> (SKP) for {year} wait for your decision.",
        ),
        n=item["plans"],
        year=_year(item),
    )
    return text, button(N_("To review"), action("rev"))


def _exceptions(item: Item) -> Said:
    people, led = item["people"], item["led"]
    text = lines(
        say(
            NN_(
                "<b>{n} person</b> you rate needs attention:",
                "<b>{n} people</b> you rate need attention:",
            ),
            n=people,
        )
        if people
        else None,
        *(say(said, count=item[one.value]) for one, said in _CONCERNS.items() if item[one.value]),
        say(
            NN_(
                "In the teams you lead, <b>{n} person</b> is behind or stuck.",
                "In the teams you lead, <b>{n} people</b> are behind or stuck.",
            ),
            n=led,
        )
        if led
        else None,
    )
    if not people:
        return text, button(N_("See names"), action("team.led"))
    return text, button(N_("See names"), action("team", "care"))


_OVERDUE = {
    Stage.PLANNING: NN_(
        "<b>{n} person</b> below you has no approved plan (SKP) for {year}.",
        "<b>{n} people</b> below you have no approved plan (SKP) for {year}.",
    ),
    Stage.MONTHLY_REPORT: NN_(
        "<b>{n} person</b> below you has not reported for {month}.",
        "<b>{n} people</b> below you have not reported for {month}.",
    ),
    Stage.FEEDBACK: NN_(
        "The report for {month} of <b>{n} person</b> below you has not been reviewed.",
        "The reports for {month} of <b>{n} people</b> below you have not been reviewed.",
    ),
}


def _escalation(item: Item) -> Said:
    reminder = of_code(item["code"])
    sentence = _OVERDUE[reminder.stage if reminder else Stage.MONTHLY_REPORT]
    starts_on: date = item["starts_on"]
    text = lines(
        say(sentence, n=item["people"], month=Month(starts_on), year=_year(item)),
        say(
            NN_(
                "They are with {n} superior whom you rate; it has been due for five working days.",
                "They are with {n} superiors whom you rate; it has been due for five working days.",
            ),
            n=item["raters"],
        ),
    )
    data = action("rem.over", item["code"], starts_on.isoformat())
    return text, button(N_("See names"), data)


_AS_EMPLOYEE = {
    ReminderName.PERIODIC_EVALUATION: N_("Your evaluation for {period} waits for you."),
    ReminderName.ANNUAL_EVALUATION: N_(
        "Your self-assessment for {period} belongs to the annual evaluation. Please write it."
    ),
    ReminderName.ACKNOWLEDGEMENT: N_("Your evaluation document waits for your answer until {due}."),
    ReminderName.OBJECTION: N_(
        "You can still object to your evaluation, in writing and with reasons, until {due}."
    ),
    ReminderName.FOLLOW_UP: N_("A check-in of your improvement plan is on {due}."),
    ReminderName.CONTRACT_END: N_(
        "Your contract or post ends on {due}. Please agree with your superior how its plan is closed."
    ),
}
_AS_OTHER = {
    ReminderName.PERIODIC_EVALUATION: N_("The evaluation for {period} of people you rate is open."),
    ReminderName.ANNUAL_EVALUATION: N_(
        "The annual evaluation for {period} of people you rate is open."
    ),
    ReminderName.DELIVERY: N_("An evaluation document waits to be delivered until {due}."),
    ReminderName.OBJECTION: N_("An objection waits for your decision until {due}."),
    ReminderName.FOLLOW_UP: N_("A check-in with somebody you rate is on {due}."),
    ReminderName.CONTRACT_END: N_(
        "The contract or post of somebody you rate ends on {due}. Please evaluate the closing plan."
    ),
}
_HOURS_MISSING = N_(
    "Lesson hours in {period}: {confirmed} of at least {most} are confirmed, {left} are missing."
)
_HOURS_LEFT = N_(
    "Lesson hours of your contract year: the agency can still give up to {left} until {until} (at most {most}). "
    "This is information only; nothing is overdue."
)
_HOURS_WAITING = N_("Waiting to be confirmed: {hours}")


def _learning(item: Item) -> Said:
    """Say which lesson hours are missing; to a contract employee, which can still be given."""
    sentence = _HOURS_LEFT if item["code"] == "learning.contract" else _HOURS_MISSING
    values = {name: item[name] for name in ("confirmed", "left", "most", "until")}
    text = lines(
        say(sentence, period=_period(item), **values),
        say(_HOURS_WAITING, hours=item["waiting"]) if item["waiting"] else None,
    )
    return text, button(N_("Learning"), action("learn"))


def _elsewhere(item: Item) -> Said:
    """Say what is done outside the assistant so far, to each of those it asks."""
    name, values = ReminderName(item["name"]), {"period": _period(item), "due": item["due"]}
    mine = _AS_EMPLOYEE.get(name) if Whom.EMPLOYEE.value in item["whom"] else None
    others = _AS_OTHER.get(name) if {*item["whom"]} - {Whom.EMPLOYEE.value} else None
    said = lines(*(say(one, **values) for one in (mine, others) if one is not None))
    return said, _leading(name, is_own=others is None)


_AS_DELIVERED = (ReminderName.PERIODIC_EVALUATION, ReminderName.ACKNOWLEDGEMENT)
_EVALUATING = (*_AS_DELIVERED, ReminderName.ANNUAL_EVALUATION, ReminderName.DELIVERY)


def _leading(name: ReminderName, *, is_own: bool) -> Button:
    """Return the button that leads to what is to be done: to one's own evaluations, or to those of others."""
    if name is ReminderName.OBJECTION:
        return button(N_("Objections"), action("obj"))
    if is_own and name in _AS_DELIVERED:
        return button(N_("My evaluations"), action("eval.mine"))
    return button(N_("Evaluation"), action("eval")) if name in _EVALUATING else home()


def _year(item: Item) -> str:
    return str(item["starts_on"].year)


def _period(item: Item) -> Message:
    kind = item["kind"]
    return period_name(PeriodKind(kind) if kind else None, item["starts_on"])


_BUILDERS: dict[ReminderName, Callable[[Item], Said]] = {
    ReminderName.FEEDBACK: feedback,
    ReminderName.EXCEPTIONS: _exceptions,
    ReminderName.ESCALATION: _escalation,
    ReminderName.LEARNING: _learning,
    **dict.fromkeys((*_AS_EMPLOYEE, *_AS_OTHER), _elsewhere),
}
