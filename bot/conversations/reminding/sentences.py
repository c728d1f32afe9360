"""What each reminder says, and the button that leads to what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.talk.turn import Button, action, button, home
from kinerja.messages import N_, NN_, Message, Month, say
from kinerja.rules.reminders import ReminderName, Whom

Item = Mapping[str, Any]
"""The values of one reminder of a message."""

Said = tuple[Message, Button]


def said(item: Item) -> Said:
    """Return what is to be done, in one sentence, and the button that leads there."""
    builder = _SENTENCES.get(ReminderName(item["name"]))
    return builder(item) if builder is not None else _other(item)


def due_line(item: Item, today: date) -> Message:
    """Say when it is due, as seen from today."""
    due: date = item["due"]
    days = (due - today).days
    if days == 0:
        return say(N_("It is due <b>today</b>, {due}."), due=due)
    if days == 1:
        return say(N_("It is due <b>tomorrow</b>, {due}."), due=due)
    if days > 1:
        return say(
            NN_("It is due in {n} day, on {due}.", "It is due in {n} days, on {due}."),
            n=days,
            due=due,
        )
    if item["closes"] > due:
        return say(
            N_("It was due on {due}; it can be done until {closes}."),
            due=due,
            closes=item["closes"],
        )
    return say(N_("It was due on {due}."), due=due)


def about(item: Item) -> Message:
    """Return what a reminder is about, for a list of those that can be switched off."""
    return say(NAMES.get(ReminderName(item["name"]), N_("this")))


def _planning(item: Item) -> Said:
    year = str(item["starts_on"].year)
    if Whom.EMPLOYEE.value in item["whom"]:
        text = say(N_("Your performance plan (SKP) for {year} is not approved yet."), year=year)
        return text, button(N_("My plan (SKP)"), action("skp"))
    text = say(N_("Performance plans (SKP) for {year} wait for your decision."), year=year)
    return text, button(N_("To review"), action("rev"))


def _daily_log(item: Item) -> Said:
    text = say(N_("Nothing is noted for {day} yet."), day=item["starts_on"])
    return text, button(N_("Note it now"), action("log"))


def _report(item: Item) -> Said:
    month = item["starts_on"]
    text = say(N_("Your performance report for {month} has not been sent yet."), month=Month(month))
    post = item["position_id"]
    target = action("rep.open", post, month.isoformat()) if post else action("rep")
    return text, button(N_("Report now"), target)


def _filing(item: Item) -> Said:
    text = say(
        N_("Your report for {month} is not noted as copied to e-Kinerja yet."),
        month=Month(item["starts_on"]),
    )
    return text, button(N_("Copy to e-Kinerja"), action("fil"))


def _feedback(item: Item) -> Said:
    text = say(N_("Reports for {month} wait for your review."), month=Month(item["starts_on"]))
    return text, button(N_("To review"), action("rev"))


def _other(item: Item) -> Said:
    name = NAMES.get(ReminderName(item["name"]), N_("this"))
    return say(N_("{what}: something is still to be done."), what=say(name)), home()


NAMES = {
    ReminderName.PLANNING: N_("Planning (SKP)"),
    ReminderName.DAILY_LOG: N_("Quick log"),
    ReminderName.MONTHLY_REPORT: N_("Monthly report"),
    ReminderName.FILING: N_("Filing in e-Kinerja"),
    ReminderName.FEEDBACK: N_("Feedback of the superior"),
    ReminderName.PERIODIC_EVALUATION: N_("Periodic evaluation"),
    ReminderName.ANNUAL_EVALUATION: N_("Annual evaluation"),
    ReminderName.DELIVERY: N_("Delivery of the evaluation"),
    ReminderName.ACKNOWLEDGEMENT: N_("Acknowledgement"),
    ReminderName.OBJECTION: N_("Objection"),
    ReminderName.FOLLOW_UP: N_("Follow-up"),
    ReminderName.CONTRACT_END: N_("End of contract or post"),
    ReminderName.LEARNING: N_("Learning hours"),
}

_SENTENCES: dict[ReminderName, Callable[[Item], Said]] = {
    ReminderName.PLANNING: _planning,
    ReminderName.DAILY_LOG: _daily_log,
    ReminderName.MONTHLY_REPORT: _report,
    ReminderName.FILING: _filing,
    ReminderName.FEEDBACK: _feedback,
}
