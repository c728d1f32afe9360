"""The lists of the rater's inbox: what waits, by kind and by person, and what is accepted together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
ALL, URGENT, PERSON = "all", "urgent", "p"

CONCERNS = {
    Concern.BELOW_TARGET: N_("value below the target"),
    Concern.OBSTACLE: N_("obstacle open for more than five working days"),
    Concern.NO_LOG: N_("no log for ten working days"),
}


Entry = WaitingReport | HelpRequest
"""A row of the inbox."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits of each kind, and the requests for help themselves."""

    evidence: int
    led: int
    plans: int
    requests: tuple[HelpRequest, ...]

    @property
    def asked(self) -> tuple[HelpRequest, ...]:
        """The requests that wait for an answer."""
        return tuple(one for one in self.requests if one.waits)


def inbox_screen(
    queue: ReviewQueue, waiting: Waiting, today: date, zone: str, which: str = ALL, page: int = 1
) -> Reply:
    """Return what waits: help asked first, then exceptions where there are many, else oldest first."""
    items = chosen(queue, waiting, which)
    if not items:
        return _empty_screen(waiting)
    size = LISTED if len(items) <= LISTED else NUMBERED
    shown = page_of(items, page, size)
    numbers = range(shown.first_index + 1, shown.first_index + 1 + len(shown.items))
    listed = [_listed(item, n, today, zone) for n, item in zip(numbers, shown.items, strict=True)]
    text = lines(_heading(queue, waiting, len(items), which), _progress(queue), *listed)
    last = [*_plans(waiting), button(N_("More"), action("rev.more")), home()]
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


def more_screen(queue: ReviewQueue, waiting: Waiting) -> Reply:
    """Return what else there is to do: kinds with their counts, by person, together."""
    rows: list[list[Button]] = [
        [
            button(N_("Evidence ({count})"), action("rev.check"), count=waiting.evidence),
            button(N_("By person"), action("rev.who")),
        ],
        [
            button(N_("Teams ({count})"), action("rev.led"), count=waiting.led),
            button(N_("Help asked ({count})"), action("stuck"), count=len(waiting.requests)),
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
    if waiting.plans:
        rows = (_plans(waiting), *rows)
        text = say(N_("<b>To review</b>\nNo report waits, but plans (SKP) wait for approval."))
    return Reply(text, rows)


def _plans(waiting: Waiting) -> tuple[Button, ...]:
    if not waiting.plans:
        return ()
    return (button(N_("Plans ({count})"), action("plan.waiting"), count=waiting.plans),)


def _heading(queue: ReviewQueue, waiting: Waiting, count: int, which: str) -> Message:
    if which == URGENT:
        return say(N_("<b>Needs attention ({count})</b>"), count=count)
    if waiting.asked:
        return say(N_("<b>To review ({count})</b>\nWho asks for help comes first."), count=count)
    if queue.is_long:
        return say(N_("<b>To review ({count})</b>\nWhat needs attention comes first."), count=count)
    return say(N_("<b>To review ({count})</b>\nThe oldest come first."), count=count)


def _progress(queue: ReviewQueue) -> Message | None:
    if not queue.decided:
        return None
    return say(N_("Done: {done} of {total}"), done=queue.decided, total=queue.total)


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
