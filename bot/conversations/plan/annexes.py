"""The three lists of a plan's annex: resources, accountability, consequences, with what usually stands there."""

from __future__ import annotations

from bot.conversations.plan import words as put
from bot.conversations.plan.parts import leaving
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Many, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, Reply, Rows, Start, Turn, action, button
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.messages import words as plain
from kinerja.models import Annex
from kinerja.reports.plan_card import plan_card
from kinerja.services.plan_details import set_annex

USUAL = {
    Annex.RESOURCES: (
        N_("Work equipment"),
        N_("Budget of the activity"),
        N_("Access to data"),
        N_("Training"),
        N_("Team members"),
    ),
    Annex.ACCOUNTABILITY: (
        N_("Monthly report"),
        N_("Quarterly dialogue"),
        N_("Evaluation meeting"),
        N_("Inspection on site"),
    ),
    Annex.CONSEQUENCES: (
        N_("Recognition"),
        N_("Development"),
        N_("Coaching"),
        N_("New assignment"),
    ),
}
"""What usually stands in the lists of the annex."""


def show_annex(turn: Turn, plan_id: int) -> Answer:
    """Show the three lists of the annex."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    listed: list[Message] = []
    for kind, label in put.ANNEXES.items():
        items = card.plan.annexes.get(kind, ())
        listed.append(say("<b>{label}</b>", label=say(label)))
        listed.append(plain(short("; ".join(items), 300) or "–"))
    text = lines(say(N_("<b>Annex of the plan</b>")), *listed)
    rows: Rows = ()
    if put.can_write(card, turn.person_id):
        buttons = [
            button(label, action("plan.annex.of", plan_id, kind.value))
            for kind, label in put.ANNEXES.items()
        ]
        rows = (tuple(buttons[:2]), tuple(buttons[2:]))
        if not card.plan.annexes:
            usual = button(N_("Take the usual ones"), action("plan.annex.usual", plan_id))
            rows = (*rows[:1], (*buttons[2:], usual))
    return Reply(text, (*rows, leaving(card)), protected=not card.is_own)


def ask_annex(turn: Turn, plan_id: int, kind: str) -> Answer:
    """Ask for the items of one list, those that stand in it ticked."""
    if kind not in list(Annex):
        raise Unknown
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    present = list(card.plan.annexes.get(Annex(kind), ()))
    offered = list(dict.fromkeys([*present, *_usual(turn, Annex(kind))]))
    context = {"plan": plan_id, "kind": kind, "offered": offered}
    # As context, so that the list is asked for with these ticks.
    return Start("plannex", context | {"items": [str(offered.index(one)) for one in present]})


def take_usual(turn: Turn, plan_id: int) -> Answer:
    """Write the usual items into all three lists."""
    for kind in Annex:
        usual = _usual(turn, kind)[:3]
        set_annex(turn.session, turn.actor, plan_id, kind, usual, now=turn.now, today=turn.today)
    return show_annex(turn, plan_id)


def _usual(turn: Turn, kind: Annex) -> list[str]:
    said = speaker(turn.language)
    return [said.plain(say(one)) for one in USUAL[kind]]


def _items(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(n), plain(short(text, 50))) for n, text in enumerate(answers["offered"])]


def _save_annex(turn: Turn, answers: Answers) -> Answer:
    items = [answers["offered"][int(n)] for n in sorted(answers["items"], key=int)]
    if answers["more"]:
        items.append(answers["more"])
    kind = Annex(answers["kind"])
    set_annex(
        turn.session, turn.actor, answers["plan"], kind, items, now=turn.now, today=turn.today
    )
    return show_annex(turn, answers["plan"])


ANNEX = Form(
    name="plannex",
    title=lambda _turn, answers: say(put.ANNEXES[Annex(answers["kind"])]),
    fields=(
        Many(
            name="items",
            label=N_("Items"),
            question=N_("What belongs into this list? Tap to tick or untick."),
            choices=_items,
        ),
        Text(
            name="more",
            label=N_("Something else"),
            question=N_("Something else? Please write it, or skip."),
            optional=True,
            longest=300,
        ),
    ),
    save=_save_annex,
    review=False,
    back=lambda answers: action("plan.annex", answers["plan"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.annex": show_annex,
    "plan.annex.of": ask_annex,
    "plan.annex.usual": take_usual,
}
