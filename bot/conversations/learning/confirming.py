"""The rater's side: what waits to be confirmed, one after the other, or returned with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.learning.ledger import entry_screen
from bot.talk.fields import Answers, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.learning import learning_entry
from kinerja.reports.learning_inbox import WaitingLearning, learning_to_confirm
from kinerja.reports.learning_uses import WaitingUse, use_card, uses_to_confirm
from kinerja.rules.periods import local_date
from kinerja.rules.reporting import check_reason
from kinerja.services.learning import confirm_learning, return_learning

LISTED = 3


def inbox(turn: Turn, page: int = 1) -> Answer:
    """Show what waits to be confirmed."""
    return inbox_screen(turn, page)


def inbox_screen(turn: Turn, page: int = 1, said: Message | None = None) -> Reply:
    """Return what waits for the rater, after what was just done."""
    waiting: list[WaitingLearning | WaitingUse] = [
        *learning_to_confirm(turn.session, turn.actor, turn.today),
        *uses_to_confirm(turn.session, turn.actor, turn.today),
    ]
    leaving = (button(N_("‹ To review"), action("rev")), home())
    if not waiting:
        text = lines(said, say(N_("Nothing waits to be confirmed; all is done.")))
        return Reply(text, (leaving,), protected=True)
    shown = page_of(waiting, page, LISTED)
    listed = [_line(one, turn.zone) for one in shown.items]
    text = lines(said, say(N_("<b>Learning to confirm ({count})</b>"), count=len(waiting)), *listed)
    opening = tuple(
        (button("{name}", _opening(one), name=calling(one.name, 40)),) for one in shown.items
    )
    turning = shown.turning(lambda number: action("learn.inbox", number))
    return Reply(text, (*opening, (*turning, *leaving)), protected=True)


def _line(one: WaitingLearning | WaitingUse, zone: str) -> Message:
    values = {"name": one.name, "title": short(one.title, 80), "day": local_date(one.since, zone)}
    if isinstance(one, WaitingUse):
        return say(N_("• <b>{name}</b>: what was applied of {title} (since {day})"), **values)
    return say(
        N_("• <b>{name}</b>: {title}, {hours} hours (since {day})"), hours=one.hours, **values
    )


def _opening(one: WaitingLearning | WaitingUse) -> str:
    return action("learn.see", one.learning_id if isinstance(one, WaitingUse) else one.id)


def see_use(turn: Turn, use_id: int) -> Answer:
    """Show the entry whose answer waits."""
    return entry_screen(turn, use_card(turn.session, turn.actor, use_id, turn.today).learning_id)


def confirm(turn: Turn, learning_id: int) -> Answer:
    """Confirm an entry and go on with the next."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    confirm_learning(turn.session, turn.actor, learning_id, now=turn.now, today=turn.today)
    said = say(N_("Confirmed: {title}, {name}."), title=short(one.title, 80), name=one.person_name)
    return next_screen(turn, said)


def next_screen(turn: Turn, said: Message) -> Reply:
    """Return the next entry that waits, or the empty list."""
    waiting = learning_to_confirm(turn.session, turn.actor, turn.today)
    return entry_screen(turn, waiting[0].id, said) if waiting else inbox_screen(turn, said=said)


def ask_reason(turn: Turn, learning_id: int) -> Answer:
    """Ask what is to be completed."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    return Start("learnback", {"learning": one.id, "name": one.person_name})


def _return(turn: Turn, answers: Answers) -> Answer:
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    return_learning(turn.session, turn.actor, answers["learning"], answers["reason"], **moment)
    return next_screen(turn, say(N_("Returned. {name} is told."), name=answers["name"]))


def _check_reason(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


def told_sent(values: Mapping[str, Any]) -> Reply:
    """Tell the rater."""
    text = say(N_("{name} has entered learning to be confirmed."), name=values["name"])
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])),),))


def told_confirmed(values: Mapping[str, Any]) -> Reply:
    """Tell the owner."""
    text = say(N_("Your superior has confirmed something you learnt."))
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])),),))


def told_returned(values: Mapping[str, Any]) -> Reply:
    """Tell the owner what to do."""
    text = say(N_("Something you entered as learning is to be completed."))
    return Reply(text, ((button(N_("Open"), action("learn.see", values["learning_id"])),),))


REASON = Form(
    name="learnback",
    title=lambda _turn, answers: say(N_("Return to {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(N_("{name} will read the reason."), name=answers["name"]),
    fields=(
        Text(
            name="reason",
            label=N_("Reason"),
            question=N_("What is to be completed? Please name it, so that one answer is enough."),
            check=_check_reason,
            longest=1000,
        ),
    ),
    save=_return,
    send_label=N_("Return it"),
    about_others=True,
    back=lambda answers: action("learn.see", answers["learning"]),
)
