"""Feedback from others (/minta): what one is asked, what one has asked, and thanks to a colleague."""

from __future__ import annotations

from bot.talk.figures import calling
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.peer_lists import count_requests, count_to_answer, requests_to_answer
from kinerja.reports.peer_requests import Asked

LISTED = 2


def show(turn: Turn) -> Answer:
    """Show the ways on."""
    return hub(turn)


def hub(turn: Turn, said: Message | None = None) -> Reply:
    """Return the screen from which everything here begins."""
    asked = count_to_answer(turn.session, turn.actor)
    own = count_requests(turn.session, turn.actor)
    text = say(
        N_(
            "<b>Feedback from others</b>\nAsked of you: {asked}. Requests of yours: {own}.\n"
            "Colleagues see what a superior does not: ask them, answer them, or thank one of them."
        ),
        asked=asked,
        own=own,
    )
    first = button(N_("Ask for feedback"), action("peer.ask"))
    if asked:
        answers = button(N_("Answer ({n})"), action("peer.asked"), n=asked)
        first, second = answers, first
    rows: list[tuple[Button, ...]] = [(first,)]
    if asked:
        rows.append((second,))
    results = button(N_("My requests"), action("peer.own"))
    rows.append((results, button(N_("Thank somebody"), action("ap"))))
    rows.append((button(N_("‹ Feedback"), action("fb")), home()))
    return Reply(lines(said, text), tuple(rows))


def show_asked(turn: Turn, page: int = 1) -> Answer:
    """List what the person was asked and has not answered."""
    found = requests_to_answer(turn.session, turn.actor)
    shown = page_of(found, page, LISTED)
    if not found:
        text = say(N_("<b>Asked of you</b>\nNothing is waiting; thank you."))
    else:
        text = say(N_("<b>Asked of you</b>: {count}"), count=len(found))
    rows = [(_line(one),) for one in shown.items]
    turning = shown.turning(lambda number: action("peer.asked", number))
    back = button(N_("‹ From others"), action("peer"))
    return Reply(text, (*rows, (*turning, back, home())), protected=True)


def _line(one: Asked) -> Button:
    return button(
        N_("About {name}, until {day}"),
        action("peer.see", one.id),
        name=calling(one.subject, 18),
        day=one.closes_on,
    )


def count_asked(turn: Turn) -> int:
    """Count what the person was asked and has not answered."""
    return count_to_answer(turn.session, turn.actor)
