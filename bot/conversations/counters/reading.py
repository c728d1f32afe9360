"""What people said at counters: the list, and one counter with its answers in tens."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations.counters.words import COUNTED, FELT
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.reports.counters import CounterCard, counter_card, counters_of
from kinerja.reports.evidence_policy import units_with_policy
from kinerja.rules.counters import ENOUGH, Felt, Service

LISTED = 2
TEXTS = 4


def show_list(turn: Turn, page: int = 1) -> Answer:
    """List the counters that concern the person."""
    found = counters_of(turn.session, turn.actor, turn.today)
    keeps = bool(units_with_policy(turn.session, turn.actor, turn.today))
    shown = page_of(found, page, LISTED)
    text = say(
        N_(
            "<b>Service counters</b>: {count}\nPeople served there say with a QR code how it was: three taps, "
            "no names, shown from {enough} answers on."
        ),
        count=len(found),
        enough=ENOUGH,
    )
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{mark} {name} · {unit}"),
                action("svc.open", one.id),
                mark="✗" if one.closed else "○",
                name=short(one.name, 20),
                unit=short(one.unit, 16),
            ),
        )
        for one in shown.items
    ]
    if keeps:
        rows.append((button(N_("New counter"), action("svc.new")),))
    rows.append((*shown.turning(lambda number: action("svc", number)), home()))
    return Reply(text, tuple(rows))


def show(turn: Turn, counter_id: int, page: int = 1) -> Answer:
    """Show one counter with what was said there."""
    card = counter_card(turn.session, turn.actor, counter_id, turn.today)
    shown = page_of(card.texts, page, TEXTS)
    about = say(N_("For the result: {text}"), text=short(card.result, 80)) if card.result else None
    said = [say("“{text}”", text=one) for one in shown.items]
    text = lines(
        say(N_("<b>{name}</b>, {unit}"), name=card.name, unit=card.unit),
        say(N_("This counter is closed.")) if card.closed else None,
        about,
        *_counted(card),
        *said,
    )
    rows: list[tuple[Button, ...]] = []
    if card.keeps and not card.closed:
        rows.append(
            (
                button(N_("QR code"), action("svc.code", card.id)),
                button(N_("Result"), action("svc.owner", card.id)),
                button(N_("Close"), action("svc.sure", card.id)),
            )
        )
    turning = shown.turning(lambda number: action("svc.open", counter_id, number))
    rows.append((*turning, button(N_("‹ Counters"), action("svc")), home()))
    return Reply(text, tuple(rows))


def _counted(card: CounterCard) -> list[Message]:
    if not card.answered or card.since is None:
        return [
            say(N_("It is shown once {enough} have answered, on the day after."), enough=ENOUGH)
        ]
    heading = say(
        N_("{count} answers since {month}, the newest sentences below:"),
        count=card.answered,
        month=Month(card.since),
    )
    return [
        heading,
        *(
            say("• {what}: {how}", what=say(COUNTED[one]), how=_how(card.summary[one.value]))
            for one in Service
            if one.value in card.summary
        ),
    ]


def _how(counts: Mapping[str, int]) -> Message:
    yes, partly, no = (counts.get(one.value, 0) for one in Felt)
    return say(
        "{yes} {n}, {partly} {m}, {no} {k}",
        yes=say(FELT[Felt.YES]),
        n=yes,
        partly=say(FELT[Felt.PARTLY]),
        m=partly,
        no=say(FELT[Felt.NO]),
        k=no,
    )
