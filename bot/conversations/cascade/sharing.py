"""The leader's side of sharing: proposing parts of a result, opening it, answering offers."""

from __future__ import annotations

from typing import Any

from bot.conversations.cascade import share_words as put
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Many, Option, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import ShareState, Support
from kinerja.reports.cascade import Cascade, OwnResult
from kinerja.reports.shares import (
    candidates,
    is_open,
    offers_to_answer,
    share_card,
    shares_of_result,
)
from kinerja.rules.sharing import LONGEST_PART, LONGEST_WORD, check_part, check_word
from kinerja.services.placing_shares import decline_share
from kinerja.services.sharing import answer_offer, distribute, turn_open, withdraw_share

SAME = "=same"
MISSING = "missing"
FEW = 2
"""From so many on, those who support none can be chosen together."""
LISTED = 4


def ways(turn: Turn, cascade: Cascade, result: OwnResult) -> tuple[Message | None, Rows]:
    """Return what can be done with one's own result, and whether it is open."""
    if not cascade.is_own:
        return None, ()
    opened = is_open(turn.session, turn.actor, result.id)
    parts = shares_of_result(turn.session, turn.actor, result.id)
    turning = N_("Close to offers") if opened else N_("Open to offers")
    row = [button(N_("Distribute"), action("shr.give", result.id))]
    row.append(button(turning, action("shr.open", result.id)))
    if parts:
        row.append(button(N_("Parts ({count})"), action("shr.of", result.id), count=len(parts)))
    said = say(N_("   Open to whoever is willing.")) if opened else None
    return said, (tuple(row),)


def show_parts(turn: Turn, result_id: int, page: int = 1) -> Answer:
    """Show the parts of one's own result: offered, proposed, placed, declined."""
    shown = page_of(shares_of_result(turn.session, turn.actor, result_id), page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    above = shown.items[0].above if shown.items else ""
    text = lines(
        say(N_("<b>Parts of this result</b>\n{text}"), text=short(above, 160)),
        *(put.line(one, n) for n, one in numbered),
        None if numbered else say(N_("Nothing was proposed or offered yet.")),
    )
    numbers = tuple(button("{n}", action("shr.card", one.id), n=n) for n, one in numbered)
    turning = shown.turning(lambda number: action("shr.of", result_id, number))
    back = (button(N_("‹ Matrix"), action("mtx")), home())
    rows: Rows = (numbers, (*turning, *back))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show_offers(turn: Turn, page: int = 1) -> Answer:
    """Show the offers that wait for the leader's answer."""
    found = offers_to_answer(turn.session, turn.actor, turn.today)
    shown = page_of(found, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(N_("<b>Willing to take a part ({count})</b>"), count=len(found)),
        *(put.line(one, n) for n, one in numbered),
        None if numbered else say(N_("No offer waits for you.")),
    )
    numbers = tuple(button("{n}", action("shr.card", one.id), n=n) for n, one in numbered)
    turning = shown.turning(lambda number: action("shr.offers", number))
    back = (button(N_("‹ Matrix"), action("mtx")), home())
    rows: Rows = (numbers, (*turning, *back))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show_card(turn: Turn, share_id: int) -> Answer:
    """Show one part, to the leader or to whoever takes it."""
    return put.card(turn, share_card(turn.session, turn.actor, share_id, turn.today))


def turn_it(turn: Turn, result_id: int) -> Answer:
    """Open a result to offers, or close it."""
    opened = turn_open(turn.session, turn.actor, result_id, now=turn.now, today=turn.today)
    text = say(
        N_(
            "Closed: nobody can offer to take a part of this result any more. Offers that wait stay."
        )
    )
    if opened:
        text = say(
            N_(
                "Open: the people you rate find this result under /skp and can offer to take a part of it. You "
                "answer each offer."
            )
        )
    back = button(N_("‹ Matrix"), action("mtx"))
    undo = button(N_("Undo"), action("shr.open", result_id))
    return Reply(text, ((undo,), (back, home())))


def give(turn: Turn, result_id: int) -> Answer:
    """Ask to whom a part of a result is proposed, and which."""
    people = candidates(turn.session, turn.actor, result_id, turn.today)
    if not people:
        back = button(N_("‹ Matrix"), action("mtx"))
        return Reply(say(N_("There is nobody whom you rate.")), ((back, home()),))
    return Start("shrgive", {"result": result_id})


def take_up(turn: Turn, share_id: int) -> Answer:
    """Take an offer up."""
    answer_offer(turn.session, turn.actor, share_id, "", taken=True, now=turn.now, today=turn.today)
    share = share_card(turn.session, turn.actor, share_id, turn.today)
    return put.card(turn, share, say(N_("Taken up; {name} was told."), name=share.person))


def take_back(turn: Turn, share_id: int) -> Answer:
    """Take back what was proposed or offered."""
    withdraw_share(turn.session, turn.actor, share_id, now=turn.now, today=turn.today)
    return show_card(turn, share_id)


def decline(turn: Turn, share_id: int) -> Answer:
    """Ask for the word with which a part is declined."""
    share = share_card(turn.session, turn.actor, share_id, turn.today)
    other = share.person if share.leader_id == turn.person_id else share.leader
    return Start("shrno", {"share": share_id, "about": short(share.text, 120), "name": other})


def _people(turn: Turn, answers: Answers) -> list[Option]:
    found = candidates(turn.session, turn.actor, answers["result"], turn.today)
    names = [(str(one.position_id), say("{name}", name=calling(one.name, 20))) for one in found]
    missing = sum(one.supports_none for one in found)
    if missing < FEW:
        return names
    everybody = say(N_("All who support none ({count})"), count=missing)
    return [(MISSING, everybody), *names]


def _posts(turn: Turn, answers: Answers) -> list[int]:
    """Return the posts that were chosen, each once; all who support none stand for one another."""
    chosen = [int(one) for one in answers["people"] if one != MISSING]
    if MISSING in answers["people"]:
        found = candidates(turn.session, turn.actor, answers["result"], turn.today)
        chosen += [one.position_id for one in found if one.supports_none]
    return chosen


def _same(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(SAME, say(N_("The words of my result")))]


def _check_part(_turn: Turn, _answers: Answers, value: Any) -> None:
    if value != SAME:
        check_part(str(value))


def _check_word(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_word(str(value))


def _supports(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(one.value, say(label)) for one, label in put.SUPPORTS.items()]


def _propose(turn: Turn, answers: Answers) -> Answer:
    result_id, text = answers["result"], answers["text"]
    done = distribute(
        turn.session,
        turn.actor,
        result_id,
        _posts(turn, answers),
        None if text == SAME else text,
        Support(answers["support"]),
        now=turn.now,
        today=turn.today,
    )
    said = lines(
        say(
            NN_("<b>Proposed to {n} person.</b>", "<b>Proposed to {n} people.</b>"), n=done.proposed
        ),
        say(
            N_(
                "Each of them finds it beside the draft of the plan, and places it there or declines."
            )
        ),
        say(
            N_("Without the assistant, please tell them: {names}."), names=", ".join(done.unreached)
        )
        if done.unreached
        else None,
    )
    parts = button(N_("Parts of this result"), action("shr.of", result_id))
    return Reply(said, ((parts,), (button(N_("‹ Matrix"), action("mtx")), home())), protected=True)


def _refuse(turn: Turn, answers: Answers) -> Answer:
    share_id, word = answers["share"], answers["word"]
    share = share_card(turn.session, turn.actor, share_id, turn.today)
    now, today = turn.now, turn.today
    if share.state is ShareState.OFFERED and share.leader_id == turn.person_id:
        answer_offer(turn.session, turn.actor, share_id, word, taken=False, now=now, today=today)
    else:
        decline_share(turn.session, turn.actor, share_id, word, now=now, today=today)
    return show_card(turn, share_id)


GIVE = Form(
    name="shrgive",
    title=N_("Distribute a result"),
    readers=N_("Those you choose read it, and decide what they place in their plans."),
    fields=(
        Many(
            name="people",
            label=N_("To"),
            question=N_("To whom do you propose a part of this result?"),
            choices=_people,
            at_least=1,
        ),
        Text(
            name="text",
            label=N_("Part"),
            question=N_(
                "Which part of it shall each of them achieve? One sentence that names the outcome."
            ),
            also=_same,
            check=_check_part,
            longest=LONGEST_PART,
        ),
        Choice(
            name="support",
            label=N_("How"),
            question=N_("Does it support your result directly or indirectly?"),
            choices=_supports,
        ),
    ),
    save=_propose,
    send_label=N_("Propose"),
    turned=("support",),
    back=lambda _answers: action("mtx"),
    about_others=True,
)
NO = Form(
    name="shrno",
    title=N_("Decline with a word"),
    readers=lambda _turn, answers: say(N_("{name} will read it."), name=answers["name"]),
    fields=(
        Text(
            name="word",
            label=N_("Reason"),
            question=lambda _turn, answers: lines(
                say("{text}", text=answers["about"]), say(N_("Why not, or not now?"))
            ),
            check=_check_word,
            longest=LONGEST_WORD,
        ),
    ),
    save=_refuse,
    review=False,
    back=lambda answers: action("shr.card", answers["share"]),
)
ACTIONS: dict[str, Handler] = {
    "shr.of": show_parts,
    "shr.offers": show_offers,
    "shr.card": show_card,
    "shr.open": turn_it,
    "shr.give": give,
    "shr.yes": take_up,
    "shr.no": decline,
    "shr.back": take_back,
}
