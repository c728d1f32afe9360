"""Deciding on plans: what waits, approving, returning with a reason for each result, changing together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.plan import reading
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.saying import NoticeText
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.plan_card import PlanCard, plan_card
from kinerja.reports.plan_inbox import WaitingPlan, plans_to_approve
from kinerja.rules.periods import local_date
from kinerja.rules.plan_states import check_reason
from kinerja.services.deciding_plans import (
    approve_plan,
    remark,
    return_plan,
    withdraw_revision,
)
from kinerja.services.plan_drafts import change_together
from kinerja.services.telling import Notice

LISTED = 2
REMARKED = 5


def show_waiting(turn: Turn, page: int = 1) -> Answer:
    """Show the plans that wait for approval, oldest first."""
    found = plans_to_approve(turn.session, turn.actor, turn.today)
    files = button(N_("Plan files"), action("plan.files"))
    leaving = (button(N_("‹ To review"), action("rev")), home())
    if not found:
        text = say(N_("<b>Plans to approve</b>\nNone waits. Thank you for keeping up."))
        return Reply(text, ((files,), leaving))
    shown = page_of(found, page, LISTED)
    text = lines(
        say(N_("<b>Plans to approve ({count})</b>"), count=len(found)),
        *(_listed(one, turn) for one in shown.items),
    )
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{name}, {year}"),
                action("plan.see", one.plan_id),
                name=calling(one.name),
                year=str(one.year),
            ),
        )
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("plan.waiting", number))
    return Reply(text, (*rows, (*turning, files), leaving), protected=True)


def approve(turn: Turn, plan_id: int) -> Answer:
    """Approve a plan."""
    approve_plan(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    said = say(
        N_("You approved the plan of <b>{name}</b> for {year}. They are told."),
        name=card.person_name,
        year=str(card.plan.year),
    )
    return _decided(turn, said)


def ask_remarks(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show what was noted so far, and ask what else is to be completed."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return _remarks_screen(card, page)


def ask_remark(turn: Turn, plan_id: int, result_id: int) -> Answer:
    """Ask what is to be completed of a result, or of the plan as a whole."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    result = card.plan.result(result_id)
    context = {
        "plan": plan_id,
        "result": result.id if result else 0,
        "about": short(result.text, 120) if result else "",
        "name": card.person_name,
    }
    return Start("plwhy", context)


def give_back(turn: Turn, plan_id: int) -> Answer:
    """Return a plan with what was noted."""
    return_plan(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    said = say(
        N_("You returned the plan of <b>{name}</b> for {year}. They are told."),
        name=card.person_name,
        year=str(card.plan.year),
    )
    return _decided(turn, said)


def together(turn: Turn, plan_id: int) -> Answer:
    """Open a plan for changes together with its owner, as a version of its own."""
    new_id = change_together(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    card = plan_card(turn.session, turn.actor, new_id, turn.today)
    said = say(
        N_(
            "What you change now is marked, and {name} sees it once you approve or return the plan. Tap the "
            "number of a result."
        ),
        name=card.person_name,
    )
    return reading.plan_screen(turn, card, 1, said)


def give_up(turn: Turn, plan_id: int) -> Answer:
    """Give up a revision; the approved version stays."""
    withdraw_revision(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    rows: Rows = ((button(N_("‹ My plan"), action("skp")), home()),)
    return Reply(say(N_("The revision was given up. The approved version stays in force.")), rows)


def _decided(turn: Turn, said: Message) -> Reply:
    """Return what was decided, with the next plan that waits."""
    left = plans_to_approve(turn.session, turn.actor, turn.today)
    if not left:
        leaving = (button(N_("‹ To review"), action("rev")), home())
        return Reply(lines(said, say(N_("No other plan waits for you."))), (leaving,))
    following = button(
        N_("Next plan ({count})"), action("plan.see", left[0].plan_id), count=len(left)
    )
    return Reply(said, ((following,), (button(N_("‹ To review"), action("rev")), home())))


def _remarks_screen(card: PlanCard, page: int = 1) -> Reply:
    shown = page_of(card.plan.results, page, REMARKED)
    noted = [one for one in card.plan.results if one.return_reason]
    text = lines(
        say(N_("<b>Return the plan of {name}</b>"), name=card.person_name),
        say(
            N_(
                "What is to be completed? Tap a result and say it; {name} reads it once you return the plan."
            ),
            name=card.person_name,
        ),
        *(say("{n}. {text}", n=one.number, text=short(one.text, 80)) for one in shown.items),
        say(N_("<b>Noted so far</b>")) if noted or card.return_reason else None,
        say(N_("• The whole plan: {reason}"), reason=short(card.return_reason, 120))
        if card.return_reason
        else None,
        *(
            say(N_("• Result {n}: {reason}"), n=one.number, reason=short(one.return_reason, 90))
            for one in noted[:REMARKED]
        ),
    )
    numbers = tuple(
        button("{n}", action("plan.why", card.id, one.id), n=one.number) for one in shown.items
    )
    whole = [button(N_("The plan as a whole"), action("plan.why", card.id, 0))]
    if noted or card.return_reason:
        count = len(noted) + bool(card.return_reason)
        give = button(N_("Return it ({count})"), action("plan.return.yes", card.id), count=count)
        whole.insert(0, give)
    turning = shown.turning(lambda number: action("plan.return", card.id, number))
    back = (button(N_("‹ The plan"), action("plan.see", card.id)), home())
    rows: Rows = (numbers, tuple(whole), turning, back)
    return Reply(text, tuple(row for row in rows if row), protected=True)


def _listed(one: WaitingPlan, turn: Turn) -> Message:
    since = local_date(one.since, turn.zone)
    if one.is_revision:
        return say(
            N_("• <b>{name}</b>, {position}: a revision, since {day}"),
            name=one.name,
            position=short(one.position, 50),
            day=since,
        )
    return say(
        N_("• <b>{name}</b>, {position}: since {day}"),
        name=one.name,
        position=short(one.position, 50),
        day=since,
    )


def _ask_why(_turn: Turn, answers: Answers) -> Message:
    if not answers["result"]:
        return say(N_("What is to be completed of the plan as a whole?"))
    return lines(
        say("{text}", text=answers["about"]),
        say(N_("What is to be completed here? Please name it, so that one answer is enough.")),
    )


def _check_why(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


def _save_why(turn: Turn, answers: Answers) -> Answer:
    plan_id = answers["plan"]
    remark(
        turn.session,
        turn.actor,
        plan_id,
        answers["result"] or None,
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    return ask_remarks(turn, plan_id)


def _submitted(values: Mapping[str, Any]) -> Reply:
    text = say(N_("{name} sent a plan for {year}."), name=values["name"], year=values["year"])
    return Reply(text, ((button(N_("Open"), action("plan.see", values["plan_id"])),),))


def _approved(values: Mapping[str, Any]) -> Reply:
    text = say(N_("Your plan for {year} was approved."), year=values["year"])
    if values["changed"]:
        text = say(N_("Your plan for {year} was approved, with changes."), year=values["year"])
        seeing = button(N_("What changed"), action("plan.diff", values["plan_id"]))
        return Reply(text, ((seeing,),))
    return Reply(text, ((button(N_("Open"), action("skp", values["plan_id"])),),))


def _returned(values: Mapping[str, Any]) -> Reply:
    text = say(N_("Your plan for {year} came back to be completed."), year=values["year"])
    return Reply(text, ((button(N_("Open"), action("plan.see", values["plan_id"])),),))


REMARK = Form(
    name="plwhy",
    title=lambda _turn, answers: say(N_("To be completed by {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(N_("{name} will read it."), name=answers["name"]),
    fields=(Text(name="reason", label=N_("Reason"), question=_ask_why, check=_check_why),),
    save=_save_why,
    review=False,
    back=lambda answers: action("plan.return", answers["plan"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.waiting": show_waiting,
    "plan.approve": approve,
    "plan.return": ask_remarks,
    "plan.why": ask_remark,
    "plan.return.yes": give_back,
    "plan.together": together,
    "plan.giveup": give_up,
}
NOTICES: dict[Notice, NoticeText] = {
    Notice.PLAN_SUBMITTED: _submitted,
    Notice.PLAN_APPROVED: _approved,
    Notice.PLAN_RETURNED: _returned,
}
