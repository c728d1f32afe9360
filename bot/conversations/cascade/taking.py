"""The employee's side of sharing: what is proposed, what is open, and saying "I am willing" (*saya bersedia*)."""

from __future__ import annotations

from typing import Any

from bot.conversations.cascade import share_words as put
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.shares import OpenPart, Share, share_card, shares_of_mine
from kinerja.rules.sharing import LONGEST_PART, check_part
from kinerja.services.placing_shares import offer_part, place_share

LISTED = 5
WHOLE = "=whole"
LONGEST_REASON = 900


def show(turn: Turn, page: int = 1) -> Answer:
    """Show what is proposed to somebody, what they offered, and what is open to them."""
    mine = shares_of_mine(turn.session, turn.actor, turn.today)
    items: list[Share | OpenPart] = [*mine.proposed, *mine.offered, *mine.open]
    shown = page_of(items, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(N_("<b>Shared results</b>")),
        *(_line(one, n) for n, one in numbered),
        say(N_("Tap a number to answer, or to say that you are willing.")) if items else None,
        None
        if items
        else say(N_("Nothing is proposed to you, and no result of your leader is open to offers.")),
    )
    numbers = tuple(button("{n}", _way_to(one), n=n) for n, one in numbered)
    turning = shown.turning(lambda number: action("shr", number))
    back = (button(N_("‹ My plan"), action("skp")), home())
    rows: Rows = (numbers, (*turning, *back))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show_open(turn: Turn, result_id: int) -> Answer:
    """Show a result that is open to whoever is willing."""
    part = _open_part(turn, result_id)
    text = lines(
        say(N_("<b>Open result of {name}</b>"), name=part.leader),
        say("{text}", text=short(part.text, 500)),
        say(
            N_("You offer, {name} answers; then it goes into your plan."),
            name=part.leader,
        ),
    )
    willing = button(N_("I am willing"), action("shr.offer", result_id))
    back = (button(N_("‹ Shared results"), action("shr")), home())
    return Reply(text, ((willing,), back), protected=True)


def offer(turn: Turn, result_id: int) -> Answer:
    """Ask which part somebody is willing to take."""
    part = _open_part(turn, result_id)
    context = {"result": result_id, "about": short(part.text, 200), "name": part.leader}
    return Start("shroffer", context | {"whole": short(part.text, LONGEST_PART - 10)})


def place(turn: Turn, share_id: int) -> Answer:
    """Put a proposed result into the draft of the plan."""
    share = share_card(turn.session, turn.actor, share_id, turn.today)
    because = say(N_("Proposed by {name}: {text}"), name=share.leader, text=share.text)
    reason = short(speaker(turn.language).plain(because), LONGEST_REASON)
    result_id = place_share(
        turn.session, turn.actor, share_id, reason, now=turn.now, today=turn.today
    )
    text = lines(
        say(N_("<b>It stands in the draft of your plan.</b>")),
        say("{text}", text=short(share.text, 300)),
        say(N_("Next it needs an indicator; then you send the plan for approval.")),
    )
    rows: Rows = (
        (button(N_("Add an indicator"), action("plan.ind.add", result_id)),),
        (button(N_("The result in my plan"), action("plan.res", result_id)), home()),
    )
    return Reply(text, rows)


def _open_part(turn: Turn, result_id: int) -> OpenPart:
    for one in shares_of_mine(turn.session, turn.actor, turn.today).open:
        if one.result_id == result_id:
            return one
    raise Unknown


def _line(one: Share | OpenPart, number: int) -> Message:
    if isinstance(one, OpenPart):
        sentence = N_("{n}. {text}\n   open to whoever is willing, by {name}")
        return say(sentence, n=number, text=short(one.text, 130), name=one.leader)
    sentence = N_("{n}. {text}\n   {state}, with {name}")
    text = short(one.text, 130)
    return say(sentence, n=number, text=text, state=put.state_of(one), name=one.leader)


def _way_to(one: Share | OpenPart) -> str:
    if isinstance(one, OpenPart):
        return action("shr.see", one.result_id)
    return action("shr.card", one.id)


def _whole(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(WHOLE, say(N_("All of it")))]


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    if value != WHOLE:
        check_part(str(value))


def _save(turn: Turn, answers: Answers) -> Answer:
    text = answers["whole"] if answers["text"] == WHOLE else answers["text"]
    told = offer_part(
        turn.session, turn.actor, answers["result"], text, now=turn.now, today=turn.today
    )
    said = say(N_("Thank you. {name} was told and answers."), name=answers["name"])
    if not told:
        said = say(
            N_(
                "Thank you. {name} does not use the assistant yet; please say it in person as well."
            ),
            name=answers["name"],
        )
    rows: tuple[tuple[Button, ...], ...] = (
        (button(N_("‹ Shared results"), action("shr")), home()),
    )
    return Reply(said, rows)


OFFER = Form(
    name="shroffer",
    title=N_("I am willing"),
    readers=lambda _turn, answers: say(N_("{name} will read it."), name=answers["name"]),
    fields=(
        Text(
            name="text",
            label=N_("Part"),
            question=lambda _turn, answers: lines(
                say("{text}", text=answers["about"]),
                say(N_("Which part of it are you willing to achieve?")),
            ),
            also=_whole,
            check=_check,
            longest=LONGEST_PART,
        ),
    ),
    save=_save,
    send_label=N_("Offer it"),
    back=lambda _answers: action("shr"),
)
ACTIONS: dict[str, Handler] = {
    "shr": show,
    "shr.see": show_open,
    "shr.offer": offer,
    "shr.place": place,
}
