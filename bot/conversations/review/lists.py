"""The lists of the rater's inbox: what waits, by kind and by person, and what is accepted together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversations.review.kinds import URGENT, Waiting, empty_screen, plans, progress
from bot.talk.figures import calling, short
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.reports.help_requests import HelpRequest
from kinerja.reports.inbox import ReviewQueue, WaitingReport
from kinerja.rules.exceptions import Concern
from kinerja.rules.periods import local_date

LISTED = 3
"""Reports with a button of their own: with the row below, four rows of buttons."""
NUMBERED = 5
"""Reports on a page where they have numbers instead."""
ALL, PERSON = "all", "p"

CONCERNS = {
    Concern.BELOW_TARGET: N_("value below the target"),
    Concern.OBSTACLE: N_("obstacle open for more than five working days"),
    Concern.NO_LOG: N_("no log for ten working days"),
}


Entry = WaitingReport | HelpRequest
"""A row of the inbox."""


def inbox_screen(
    queue: ReviewQueue, waiting: Waiting, today: date, zone: str, which: str = ALL, page: int = 1
) -> Reply:
    """Return what waits: help asked first, then exceptions where there are many, else oldest first."""
    items = chosen(queue, waiting, which)
    if not items:
        return empty_screen(waiting)
    size = LISTED if len(items) <= LISTED else NUMBERED
    shown = page_of(items, page, size)
    numbers = range(shown.first_index + 1, shown.first_index + 1 + len(shown.items))
    listed = [_listed(item, n, today, zone) for n, item in zip(numbers, shown.items, strict=True)]
    text = lines(_heading(queue, waiting, len(items), which), progress(queue), *listed)
    last = [*plans(waiting), button(N_("More"), action("rev.more")), home()]
    rows: list[tuple[Button, ...]]
    if size == LISTED:
        rows = [(_named(item),) for item in shown.items]
    else:
        rows = [
            (button(N_("Begin with the first"), action("rev.next")),),
            tuple(
                button("{n}", _opening(item), n=n)
                for n, item in zip(numbers, shown.items, strict=True)
            ),
        ]
        turning = shown.turning(lambda number: action("rev.list", which, number))
        rows += [turning] if turning else []
    return Reply(text, (*rows, tuple(last)), protected=True)


def people_screen(queue: ReviewQueue, page: int = 1) -> Reply:
    """Return the people whose reports wait."""
    counts: dict[tuple[int, str], int] = {}
    for item in sorted(queue.items, key=lambda item: item.person_name):
        key = (item.person_id, item.person_name)
        counts[key] = counts.get(key, 0) + 1
    shown = page_of(list(counts.items()), page, 2)
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{name} ({count})"),
                action("rev.list", f"{PERSON}{person_id}", 1),
                name=calling(name),
                count=count,
            ),
        )
        for (person_id, name), count in shown.items
    ]
    turning = shown.turning(lambda number: action("rev.who", number))
    rows += [turning] if turning else []
    rows.append((button(N_("‹ To review"), action("rev")), home()))
    return Reply(say(N_("Whose reports do you want to see?")), tuple(rows), protected=True)


def together_screen(queue: ReviewQueue, said: Message | None = None) -> Reply:
    """Ask once whether the reports that need no attention are accepted, with every name."""
    names = ", ".join(calling(item.person_name, 34) for item in queue.routine)
    text = lines(
        said,
        say(
            NN_(
                "<b>Accept {n} report together?</b>\n{names}",
                "<b>Accept {n} reports together?</b>\n{names}",
            ),
            n=len(queue.routine),
            names=names,
        ),
        say(
            N_(
                "These reports need no special attention. Each counts as accepted, none of them as "
                "feedback; you can give feedback to each person afterwards."
            )
        ),
    )
    rows = (
        (button(N_("Yes, accept them"), action("rev.all.yes", queue.routine_mark)),),
        (button(N_("‹ To review"), action("rev")), home()),
    )
    return Reply(text, rows, protected=True)


def chosen(queue: ReviewQueue, waiting: Waiting, which: str) -> tuple[Entry, ...]:
    """Return what a filter leaves, help asked above the reports."""
    if which == URGENT:
        return queue.exceptions
    everything: tuple[Entry, ...] = (*waiting.asked, *queue.items)
    if which.startswith(PERSON) and which[1:].isdigit():
        return tuple(item for item in everything if item.person_id == int(which[1:]))
    return everything


def reasons(concerns: Sequence[Concern]) -> Message | None:
    """Say why a report needs attention."""
    if not concerns:
        return None
    named = tuple(say("• {what}", what=say(CONCERNS[one])) for one in concerns)
    return say(N_("Needs attention:\n{what}"), what=named)


def _heading(queue: ReviewQueue, waiting: Waiting, count: int, which: str) -> Message:
    if which == URGENT:
        return say(N_("<b>Needs attention ({count})</b>"), count=count)
    if waiting.asked:
        return say(N_("<b>To review ({count})</b>\nWho asks for help comes first."), count=count)
    if queue.is_long:
        return say(N_("<b>To review ({count})</b>\nWhat needs attention comes first."), count=count)
    return say(N_("<b>To review ({count})</b>\nThe oldest come first."), count=count)


def _opening(item: Entry) -> str:
    if isinstance(item, HelpRequest):
        return action("stuck.open", item.id)
    return action("rev.open", item.report_id)


def _asks(item: HelpRequest, number: int, today: date, zone: str) -> Message:
    return say(
        NN_(
            "{number}. <b>{name}</b> asks for help: {help} (since {n} day)",
            "{number}. <b>{name}</b> asks for help: {help} (since {n} days)",
        ),
        number=number,
        name=item.person_name,
        help=short(item.help_needed, 60),
        n=(today - local_date(item.since, zone)).days,
    )


def _listed(item: Entry, number: int, today: date, zone: str) -> Message:
    if isinstance(item, HelpRequest):
        return _asks(item, number, today, zone)
    what = tuple(say("  • {what}", what=say(CONCERNS[one])) for one in item.concerns)
    return lines(
        say(
            NN_(
                "{number}. <b>{name}</b>, {month}: since {n} day",
                "{number}. <b>{name}</b>, {month}: since {n} days",
            ),
            number=number,
            name=item.person_name,
            month=Month(item.period),
            n=(today - local_date(item.submitted_at, zone)).days,
        ),
        say(N_("  • with the leader of a result until {day}"), day=item.with_leader_until)
        if item.with_leader_until
        else None,
        *what,
    )


def _named(item: Entry) -> Button:
    if isinstance(item, HelpRequest):
        return button(
            N_("{name} asks for help"), _opening(item), name=calling(item.person_name, 24)
        )
    return button(
        N_("{name}, {month}"),
        _opening(item),
        name=calling(item.person_name),
        month=Month(item.period),
    )
