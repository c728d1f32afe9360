"""Who is overdue below a superior's own people: the names behind the numbers of an escalation."""

from __future__ import annotations

from datetime import date

from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import Stage
from kinerja.reports.overdue_people import OverduePost, overdue_now
from kinerja.rules.reminders import of_code

LISTED = 8
"""People on a page: a line each stays under one screen."""

TITLES = {
    Stage.PLANNING: N_("<b>No approved plan (SKP) yet, {year}: {count}</b>"),
    Stage.MONTHLY_REPORT: N_("<b>Not reported yet, {month}: {count}</b>"),
    Stage.FEEDBACK: N_("<b>Reports not reviewed yet, {month}: {count}</b>"),
}


def show(turn: Turn, code: str, starts_on: date, page: int = 1) -> Answer:
    """Show the names, by the rater whose people they are."""
    closes_day = turn.options.window_closes_day
    found = overdue_now(turn.session, turn.actor, code, starts_on, turn.today, closes_day)
    units = button(N_("Units below"), action("team.units"))
    if not found:
        text = say(N_("Nothing is overdue here any more. Thank you for looking after it."))
        return Reply(text, ((units, home()),))
    shown = page_of(found, page, LISTED)
    listed = [_person(number, one) for number, one in enumerate(shown.items, shown.first_index + 1)]
    text = lines(_title(code, starts_on, len(found)), *listed)
    numbers = [
        button("{n}", action("team.of", one.position_id), n=number)
        for number, one in enumerate(shown.items, shown.first_index + 1)
    ]
    turning = shown.turning(lambda number: action("rem.over", code, starts_on, number))
    rows = (tuple(numbers[:4]), tuple(numbers[4:]), turning, (units, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def _title(code: str, starts_on: date, count: int) -> Message:
    reminder = of_code(code)
    sentence = TITLES[reminder.stage if reminder else Stage.MONTHLY_REPORT]
    return say(sentence, month=Month(starts_on), year=str(starts_on.year), count=count)


def _person(number: int, one: OverduePost) -> Message:
    return say(
        N_("{number}. <b>{name}</b>, with {rater}"),
        number=number,
        name=short(one.name, 40),
        rater=short(one.rater, 40),
    )
