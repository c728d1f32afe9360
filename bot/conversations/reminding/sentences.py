"""What each reminder says, and the button that leads to what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.talk.reminder_sentences import Item, Said, digest, plans
from bot.talk.reminder_words import NAMES
from bot.talk.turn import action, button
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.rules.reminders import ReminderName, Whom


def said(item: Item) -> Said:
    """Return what is to be done, in one sentence, and the button that leads there."""
    builder = _SENTENCES.get(ReminderName(item["name"]))
    return builder(item) if builder is not None else digest(item)


def due_line(item: Item, today: date) -> Message | None:
    """Say when it is due, as seen from today; a week's digest and what is only information are never due."""
    if item["name"] == ReminderName.EXCEPTIONS.value or item["code"] == "learning.contract":
        return None
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
    return say(NAMES[ReminderName(item["name"])])


def _planning(item: Item) -> Said:
    """Say that one's own plan is not approved and that plans of others wait, where both are so."""
    if Whom.EMPLOYEE.value not in item["whom"]:
        return plans(item)
    year = str(item["starts_on"].year)
    text = say(N_("Your performance plan (SKP) for {year} is not approved yet."), year=year)
    if item.get("plans"):
        text = lines(text, plans(item)[0])
    return text, button(N_("My plan (SKP)"), action("skp"))


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


_SENTENCES: dict[ReminderName, Callable[[Item], Said]] = {
    ReminderName.PLANNING: _planning,
    ReminderName.DAILY_LOG: _daily_log,
    ReminderName.MONTHLY_REPORT: _report,
    ReminderName.FILING: _filing,
}
