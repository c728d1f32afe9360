"""What else waits for a rater beside reports, with how much of each kind, and what is said where no report waits."""

from __future__ import annotations

from dataclasses import dataclass

from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.help_requests import HelpRequest
from kinerja.reports.inbox import ReviewQueue

URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits of each kind, and the requests for help themselves."""

    evidence: int
    led: int
    plans: int
    learning: int
    requests: tuple[HelpRequest, ...]

    @property
    def asked(self) -> tuple[HelpRequest, ...]:
        """The requests that wait for an answer."""
        return tuple(one for one in self.requests if one.waits)


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
    if waiting.learning:
        rows[0].append(_learning(waiting))
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
        progress(queue),
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


def empty_screen(waiting: Waiting) -> Reply:
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
    beside = plans(waiting)
    if waiting.learning:
        beside = (*beside, _learning(waiting))
        text = say(N_("<b>To review</b>\nNo report waits, but learning waits to be confirmed."))
    if waiting.plans:
        text = say(N_("<b>To review</b>\nNo report waits, but plans (SKP) wait for approval."))
    if beside:
        rows = (beside, *rows)
    return Reply(text, rows)


def _learning(waiting: Waiting) -> Button:
    return button(N_("Learning ({count})"), action("learn.inbox"), count=waiting.learning)


def plans(waiting: Waiting) -> tuple[Button, ...]:
    if not waiting.plans:
        return ()
    return (button(N_("Plans ({count})"), action("plan.waiting"), count=waiting.plans),)


def progress(queue: ReviewQueue) -> Message | None:
    if not queue.decided:
        return None
    return say(N_("Done: {done} of {total}"), done=queue.decided, total=queue.total)
