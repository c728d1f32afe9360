"""The lists of the rater's inbox: what waits, by kind and by person, and what is accepted together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.reports.inbox import ReviewQueue, WaitingReport
from kinerja.rules.exceptions import Concern

LISTED = 3
"""Reports with a button of their own: with the row below, four rows of buttons."""
NUMBERED = 5
"""Reports on a page where they have numbers instead."""
ALL, URGENT, PERSON = "all", "urgent", "p"

CONCERNS = {
    Concern.BELOW_TARGET: N_("value below the target"),
    Concern.OBSTACLE: N_("obstacle open for more than five working days"),
    Concern.NO_LOG: N_("no log for ten working days"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits of each kind."""

    evidence: int
    led: int
    obstacles: int


def inbox_screen(
    queue: ReviewQueue, waiting: Waiting, today: date, which: str = ALL, page: int = 1
) -> Reply:
    """Return what waits for the rater: exceptions first where there are many, else oldest first."""
    items = chosen(queue, which)
    if not items:
        return _empty_screen(waiting)
    size = LISTED if len(items) <= LISTED else NUMBERED
    shown = page_of(items, page, size)
    numbers = range(shown.first_index + 1, shown.first_index + 1 + len(shown.items))
    listed = [_listed(item, n, today) for n, item in zip(numbers, shown.items, strict=True)]
    text = lines(_heading(queue, len(items), which), _progress(queue), *listed)
    last = [button(N_("More"), action("rev.more")), home()]
    rows: list[tuple[Button, ...]]
    if size == LISTED:
        rows = [(_named(item),) for item in shown.items]
    else:
        rows = [
            (button(N_("Begin with the first"), action("rev.next")),),
            tuple(
                button("{n}", action("rev.open", item.report_id), n=n)
                for n, item in zip(numbers, shown.items, strict=True)
            ),
        ]
        turning = shown.turning(lambda number: action("rev.list", which, number))
        rows += [turning] if turning else []
    return Reply(text, (*rows, tuple(last)), protected=True)


def more_screen(queue: ReviewQueue, waiting: Waiting) -> Reply:
    """Return what else there is to do: kinds with their counts, by person, together."""
    rows: list[list[Button]] = [
        [
            button(N_("Evidence ({count})"), action("rev.check"), count=waiting.evidence),
            button(N_("By person"), action("rev.who")),
        ],
        [
            button(N_("Teams ({count})"), action("rev.led"), count=waiting.led),
            button(N_("Help asked ({count})"), action("wait"), count=waiting.obstacles),
        ],
    ]
    if queue.is_long:
        rows.append(
            [
                button(
                    N_("Attention ({count})"),
                    action("rev.list", URGENT, 1),
                    count=len(queue.exceptions),
                )
            ]
        )
        if queue.routine:
            rows[-1].append(button(N_("Accept together"), action("rev.all")))
    rows.append([button(N_("‹ To review"), action("rev")), home()])
    text = lines(
        say(N_("<b>To review</b>\nWhat do you want to go through?")),
        _progress(queue),
        say(
            NN_(
                "{n} result of the teams you lead waits for you.",
                "{n} results of the teams you lead wait for you.",
            ),
            n=waiting.led,
        )
        if waiting.led
        else None,
    )
    return Reply(text, tuple(tuple(row) for row in rows), protected=True)


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
                name=name,
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
    names = ", ".join(item.person_name for item in queue.routine)
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


def chosen(queue: ReviewQueue, which: str) -> tuple[WaitingReport, ...]:
    """Return the reports a filter leaves."""
    if which == URGENT:
        return queue.exceptions
    if which.startswith(PERSON) and which[1:].isdigit():
        return tuple(item for item in queue.items if item.person_id == int(which[1:]))
    return queue.items


def reasons(concerns: Sequence[Concern]) -> Message | None:
    """Say why a report needs attention."""
    if not concerns:
        return None
    named = tuple(say("• {what}", what=say(CONCERNS[one])) for one in concerns)
    return say(N_("Needs attention:\n{what}"), what=named)


def _empty_screen(waiting: Waiting) -> Reply:
    rows: tuple[tuple[Button, ...], ...] = ((home(),),)
    text = say(N_("<b>To review</b>\nNothing waits for you. Thank you for keeping up."))
    if waiting.evidence:
        check = button(N_("Evidence ({count})"), action("rev.check"), count=waiting.evidence)
        rows = ((check,), *rows)
        text = say(N_("<b>To review</b>\nNo report waits, but evidence can be checked."))
    if waiting.led:
        lead = button(N_("Teams ({count})"), action("rev.led"), count=waiting.led)
        rows = ((lead,), *rows)
        text = say(N_("<b>To review</b>\nNo report waits, but results of the teams you lead do."))
    return Reply(text, rows)


def _heading(queue: ReviewQueue, count: int, which: str) -> Message:
    if which == URGENT:
        return say(N_("<b>Needs attention ({count})</b>"), count=count)
    if queue.is_long:
        return say(N_("<b>To review ({count})</b>\nWhat needs attention comes first."), count=count)
    return say(N_("<b>To review ({count})</b>\nThe oldest come first."), count=count)


def _progress(queue: ReviewQueue) -> Message | None:
    if not queue.decided:
        return None
    return say(N_("Done: {done} of {total}"), done=queue.decided, total=queue.total)


def _listed(item: WaitingReport, number: int, today: date) -> Message:
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
            n=(today - item.submitted_at.date()).days,
        ),
        *what,
    )


def _named(item: WaitingReport) -> Button:
    return button(
        N_("{name}, {month}"),
        action("rev.open", item.report_id),
        name=item.person_name,
        month=Month(item.period),
    )
