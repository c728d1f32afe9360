"""Beginning a dialogue: with whom, of which kind, still to come or already held."""

from __future__ import annotations

from bot.conversations.dialogue.opening import kind_named
from bot.talk.dialogue_kinds import KINDS
from bot.talk.figures import calling
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.models import DialogueKind
from kinerja.reports.pairs import pair_between, pairs_of

LISTED = 6


def choose_person(turn: Turn, page: int = 1) -> Answer:
    """Ask with whom; where there is only one, the kind is asked at once."""
    me = turn.actor.person_id or 0
    pairs = pairs_of(turn.session, turn.actor, turn.today)
    if len(pairs) == 1:
        return choose_kind(turn, pairs[0].rater_id, pairs[0].person_id)
    shown = page_of(pairs, page, LISTED)
    each = [
        button(
            "{name}",
            action("dlg.kind", one.rater_id, one.person_id),
            name=calling(one.other(me)[1], 22),
        )
        for one in shown.items
    ]
    rows: list[tuple[Button, ...]] = [tuple(each[i : i + 2]) for i in range(0, len(each), 2)]
    asked = N_("With whom is the dialogue?")
    if not pairs:
        asked = N_("There is nobody here who rates you or whom you rate.")
    back = button(N_("‹ Dialogues"), action("dlg"))
    rows.append((*shown.turning(lambda number: action("dlg.with", number)), back, home()))
    return Reply(say(asked), tuple(rows), protected=True)


def choose_kind(turn: Turn, rater_id: int, person_id: int) -> Answer:
    """Ask of which kind it is."""
    pair = pair_between(turn.session, turn.actor, rater_id, person_id, turn.today)
    each = [
        button(label, action("dlg.how", rater_id, person_id, kind.value))
        for kind, label in KINDS.items()
    ]
    text = say(
        N_("<b>Dialogue with {name}</b>\nOf which kind is it?"),
        name=pair.other(turn.actor.person_id or 0)[1],
    )
    rows: Rows = (
        tuple(each[:2]),
        tuple(each[2:]),
        (button(N_("‹ Dialogues"), action("dlg")), home()),
    )
    return Reply(text, rows, protected=True)


def coach(turn: Turn, person_id: int) -> Answer:
    """Begin the coaching of somebody the reader rates."""
    me = turn.actor.person_id or 0
    for pair in pairs_of(turn.session, turn.actor, turn.today):
        if (pair.rater_id, pair.person_id) == (me, person_id):
            return choose_way(turn, me, person_id, DialogueKind.COACHING.value)
    raise Refused(N_("Coaching is arranged by the superior. Please speak to them."))


def choose_way(turn: Turn, rater_id: int, person_id: int, kind: str) -> Answer:
    """Ask whether a time is to be proposed, or a talk that took place to be noted."""
    pair = pair_between(turn.session, turn.actor, rater_id, person_id, turn.today)
    text = say(
        N_("<b>{kind}</b> with {name}\nIs it still to come?"),
        kind=say(KINDS[kind_named(kind)]),
        name=pair.other(turn.actor.person_id or 0)[1],
    )
    rows: Rows = (
        (button(N_("Propose a time"), action("dlg.new", rater_id, person_id, kind)),),
        (button(N_("It has taken place"), action("dlg.held", rater_id, person_id, kind)),),
        (button(N_("‹ Back"), action("dlg.kind", rater_id, person_id)), home()),
    )
    return Reply(text, rows, protected=True)
