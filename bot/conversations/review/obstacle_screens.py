"""The screens of help with obstacles: the open requests, one of them with its thread."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.figures import short
from bot.talk.help_asked import whose_turn
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, Message, lines, say, words
from kinerja.models import ObstacleResponse
from kinerja.reports.help_requests import HelpRequest, ObstacleCard
from kinerja.rules.periods import local_date

LISTED = 4
THREAD = 4
"""Answers shown: the card stays under one screen."""

ANSWERS = {
    "h": ObstacleResponse.HELP,
    "f": ObstacleResponse.FORWARD,
    "t": ObstacleResponse.ADJUST_TARGET,
}
"""The letters of the answers in buttons."""
LABELS = {
    ObstacleResponse.HELP: N_("I will help"),
    ObstacleResponse.FORWARD: N_("Hand on to superior"),
    ObstacleResponse.ADJUST_TARGET: N_("Adjust the target"),
}
SAID = {
    ObstacleResponse.HELP: N_("{name} will help"),
    ObstacleResponse.FORWARD: N_("{name} handed it on to the superior"),
    ObstacleResponse.ADJUST_TARGET: N_("{name} will adjust the target"),
}


def list_screen(found: Sequence[HelpRequest], page: int, zone: str) -> Reply:
    """Return the open requests, those that wait for an answer first."""
    back = button(N_("‹ To review"), action("rev"))
    if not found:
        text = say(N_("<b>Help asked</b>\nNobody waits for your help."))
        return Reply(text, ((back, home()),))
    shown = page_of(found, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    numbers = tuple(button("{n}", action("stuck.open", one.id), n=n) for n, one in numbered)
    turning = shown.turning(lambda number: action("stuck", number))
    rows = (numbers, turning, (back, home())) if turning else (numbers, (back, home()))
    head = say(N_("<b>Help asked ({count})</b>"), count=len(found))
    listed = [_listed(n, one, zone) for n, one in numbered]
    return Reply(lines(head, *listed), rows, protected=True)


def _listed(number: int, one: HelpRequest, zone: str) -> Message:
    names = ", ".join(name for _id, name in one.in_charge)
    state = say(N_("waits for {names}"), names=names)
    if one.answered:
        state = say(N_("helped by {names}"), names=names)
    elif one.mine:
        state = say(N_("waits for you"))
    return say(
        N_("{number}. <b>{name}</b>: {help}\n  {state}, since {day}"),
        number=number,
        name=one.person_name,
        help=short(one.help_needed, 150),
        state=state,
        day=local_date(one.since, zone),
    )


def card_screen(
    card: ObstacleCard, zone: str, line_id: int = 0, said: Message | None = None
) -> Reply:
    """Return an obstacle with its thread, for its owner or for whoever may help."""
    head = say(N_("<b>Obstacle of {name}</b>"), name=card.person_name)
    if card.is_own:
        head = say(N_("<b>Your obstacle</b>"))
    text = lines(
        said,
        head,
        words(short(card.result, 120)),
        say(N_("Obstacle: {text}"), text=short(card.text, 350)),
        say(N_("Help needed: {help}"), help=short(card.help_needed, 350))
        if card.help_needed
        else None,
        say(N_("Open since {day}."), day=local_date(card.opened_at, zone)),
        *_thread(card, zone),
        _state(card, zone),
    )
    rows = _own_rows(card, line_id) if card.is_own else _helper_rows(card)
    return Reply(text, rows, protected=not card.is_own)


def _thread(card: ObstacleCard, zone: str) -> list[Message]:
    shown = card.thread[-THREAD:]
    said = [
        say(
            N_("• {day}, {what}: {text}") if one.text else N_("• {day}, {what}"),
            day=local_date(one.at, zone),
            what=say(SAID[one.response], name=one.name),
            text=short(one.text, 150),
        )
        for one in shown
    ]
    return said if not said else [words(""), *said]


def _state(card: ObstacleCard, zone: str) -> Message | None:
    if card.closed_at is not None:
        return say(N_("\n<b>Solved</b> on {day}."), day=local_date(card.closed_at, zone))
    if not card.help_needed:
        return None
    return lines(words(""), whose_turn(card))


def _own_rows(card: ObstacleCard, line_id: int) -> tuple[tuple[Button, ...], ...]:
    back = button(N_("‹ Waiting list"), action("wait.theirs"))
    if line_id:
        back = button(N_("‹ The result"), action("rep.line", line_id))
    rows: list[tuple[Button, ...]] = []
    if card.closed_at is None:
        rows.append((button(N_("Obstacle solved"), action("stuck.done", card.id, line_id)),))
        if line_id:
            rows.append((button(N_("Change the obstacle"), action("rep.stuck", line_id)),))
        elif card.reached and card.help_needed:
            key = f"obstacle-{card.id}"
            rows.append((button(N_("Remind gently"), action("wait.nudge", key)),))
        if card.superior:
            rows.append((button(N_("Hand on to superior"), action("stuck.above", card.id)),))
    return (*rows, (back, home()))


def _helper_rows(card: ObstacleCard) -> tuple[tuple[Button, ...], ...]:
    back = button(N_("‹ Help asked"), action("stuck"))
    if card.closed_at is not None:
        return ((back, home()),)
    solved_button = button(N_("Obstacle solved"), action("stuck.done", card.id))
    if not card.help_needed:
        return ((solved_button,), (back, home()))
    first = [_answer_button("h", card), _answer_button("t", card)]
    second = [_answer_button("f", card)] if card.superior else []
    leaving = [back, home()]
    if card.answered or not card.is_mine:
        leaving.insert(1, button(N_("Next ›"), action("rev.next")))
    return (tuple(first), *((one,) for one in second), (solved_button,), tuple(leaving))


def _answer_button(letter: str, card: ObstacleCard) -> Button:
    return button(LABELS[ANSWERS[letter]], action("stuck.say", letter, card.id))
