"""Who acts for a rater (/wakil): asked for by the rater, confirmed by an administrator; helping, handing over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.acting import asking, confirming, for_others, handing, helping, moving
from bot.conversations.acting.words import card_text, line_of
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.models import ActingKind, ActingReason
from kinerja.reports.acting import ActingView, acting_card, acting_to_confirm, own_acting
from kinerja.reports.assisting import reports_to_prepare
from kinerja.reports.feedback_people import people_rated
from kinerja.reports.handover import leaves_on, notes_left
from kinerja.services.acting import end_acting
from kinerja.services.telling import Notice

LISTED = 3


def show(turn: Turn) -> Answer:
    """Show who acts for one, for whom one acts, and offer to ask for it."""
    found = own_acting(turn.session, turn.actor, turn.today)[:LISTED]
    rates = bool(people_rated(turn.session, turn.actor, turn.today))
    nothing = (
        N_("Nobody acts for you. Ask for somebody before you are away, or move on.")
        if rates
        else N_("You stand in for nobody.")
    )
    text = lines(
        say(N_("<b>Who acts for whom</b>")),
        *(
            say("{number}. {line}", number=number, line=line_of(one))
            for number, one in enumerate(found, start=1)
        ),
        None if found else say(nothing),
    )
    numbers = tuple(
        button("{number}", action("act.card", one.id), number=number)
        for number, one in enumerate(found, start=1)
    )
    ask = (button(N_("Ask for somebody to act"), action("act.ask")),) if rates else ()
    rows = (numbers, ask, _tasks(turn), (home(),))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def _tasks(turn: Turn) -> tuple[Button, ...]:
    """Return what there is to do here: to confirm, to help with, to hand over, to read. Two at most."""
    found: list[Button] = []
    waiting = len(acting_to_confirm(turn.session, turn.actor, turn.today))
    if waiting:
        found.append(button(N_("To confirm: {count}"), action("act.waiting"), count=waiting))
    if leaves_on(turn.session, turn.actor, turn.today) is not None:
        found.append(button(N_("Handover"), action("act.over")))
    helps = len(reports_to_prepare(turn.session, turn.actor, turn.today))
    if helps:
        found.append(button(N_("To prepare: {count}"), action("act.help"), count=helps))
    notes = len(notes_left(turn.session, turn.actor, turn.today))
    if notes:
        found.append(button(N_("Notes: {count}"), action("act.notes"), count=notes))
    return tuple(found[:2])


def card(turn: Turn, acting_id: int) -> Answer:
    """Show one of them."""
    one = acting_card(turn.session, turn.actor, acting_id, turn.today)
    back = button(N_("‹ Who acts"), action("act"))
    rows = (_deeds(turn, one), (back, home()))
    return Reply(card_text(one, turn.today), tuple(row for row in rows if row), protected=True)


def _deeds(turn: Turn, one: ActingView) -> tuple[Button, ...]:
    if one.is_over(turn.today):
        return ()
    if turn.actor.person_id == one.acting_id:
        if one.kind is ActingKind.HELPER:
            return (button(N_("What is to prepare"), action("act.help")),)
        notes = button(N_("Handover notes"), action("act.notes"))
        return (button(N_("To review"), action("rev")), notes)
    moved = one.reason is ActingReason.MOVED
    found: list[Button] = []
    if moved and one.is_mine:
        found.append(button(N_("Handover list"), action("act.over")))
    if not (moved and one.confirmed and one.first_day <= turn.today):
        under_way = one.confirmed and one.first_day <= turn.today
        label = N_("End it, all is back") if under_way else N_("Take it back")
        found.append(button(label, action("act.end", one.id)))
    return tuple(found)


def ask_to_end(turn: Turn, acting_id: int) -> Answer:
    """Ask whether it is really to end."""
    one = acting_card(turn.session, turn.actor, acting_id, turn.today)
    text = say(
        N_("<b>End it today?</b>\nWhat {name} has not decided comes back to {rater} at once."),
        name=one.acting,
        rater=one.rater,
    )
    rows = (
        (button(N_("Yes, end it"), action("act.end.yes", one.id)),),
        (button(N_("‹ No, leave it"), action("act.card", one.id)), home()),
    )
    return Reply(text, rows, protected=True)


def end(turn: Turn, acting_id: int) -> Answer:
    """End it."""
    end_acting(turn.session, turn.actor, acting_id, now=turn.now, today=turn.today)
    text = say(N_("It is ended. What is open is with the superior again."))
    return Reply(text, ((button(N_("‹ Who acts"), action("act")), home()),))


def _opening(sentence: str, label: str = N_("Open")) -> Any:
    def told(values: Mapping[str, Any]) -> Reply:
        row = (button(label, action("act.card", values["acting_id"])), home())
        return Reply(say(sentence), (row,))

    return told


def _ended(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "You no longer act for {name}. Half-written answers stay yours; what is open went back."
        ),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


CONVERSATION = Conversation(
    name="acting",
    commands=(Command(("wakil", "plh", "acting"), N_("Who acts for you"), show, Audience.RATER),),
    actions={
        "act": show,
        "act.card": card,
        "act.end": ask_to_end,
        "act.end.yes": end,
        **asking.ACTIONS,
        **confirming.ACTIONS,
        **handing.ACTIONS,
        **helping.ACTIONS,
        **for_others.ACTIONS,
        **moving.ACTIONS,
    },
    forms=(
        asking.ASK,
        handing.NOTE,
        helping.WORDS,
        for_others.STAND_IN,
        for_others.SECOND,
        moving.MOVE,
    ),
    notices={
        Notice.ACTING_ASKED: confirming.asked,
        Notice.ACTING_CONFIRMED: _opening(N_("Who acts for you is confirmed.")),
        Notice.ACTING_GIVEN: _opening(
            N_("You are to act for a superior. Please look at the days.")
        ),
        Notice.ACTING_REFUSED: _opening(
            N_(
                "Your administrator could not confirm who acts for you. Nothing changes; please talk to "
                "your administrator."
            )
        ),
        Notice.ACTING_ENDED: _ended,
        Notice.TRANSFERRED: moving.transferred,
    },
    menu=(MenuLine(N_("Who acts for me"), "act", Audience.RATER),),
)
