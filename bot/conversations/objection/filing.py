"""Writing an objection: reasons, evidence, and sending it; until then nobody else sees it."""

from __future__ import annotations

from typing import Any

from bot.conversations.objection.case import file_screen
from bot.conversations.objection.words import card_of, heading
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Evidence, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pieces import name_of, piece_of
from bot.talk.turn import Answer, Attachment, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import ObjectionState
from kinerja.reports.objections import ObjectionCard
from kinerja.rules.evaluation import LONGEST_REASON, check_reason
from kinerja.services.objecting import (
    add_to_objection,
    begin_objection,
    drop_objection,
    send_objection,
    write_reasons,
)


def begin(turn: Turn, evaluation_id: int) -> Answer:
    """Begin an objection, or go on with the one there is."""
    law = turn.options.regulation
    objection_id = begin_objection(
        turn.session, turn.actor, evaluation_id, law, now=turn.now, today=turn.today
    )
    card = card_of(turn, objection_id)
    if card.objection.state is not ObjectionState.DRAFT:
        return file_screen(turn, card)
    if not card.objection.reasons:
        return Start("objection", {"objection": objection_id})
    return draft_screen(card)


def draft_screen(card: ObjectionCard, said: Message | None = None) -> Reply:
    """Return the draft with what it holds so far."""
    row = card.objection
    pieces = NN_("Evidence: {n} piece", "Evidence: {n} pieces")
    text = lines(
        said,
        heading(card),
        say(N_("Your reasons: {text}"), text=short(row.reasons, 600))
        if row.reasons
        else say(N_("Your reasons are not written yet.")),
        say(pieces, n=len(card.pieces)),
        *(name_of(one) for one in card.pieces[:4]),
        say(N_("Draft: nobody else sees it. Once it is sent, nothing of it can be changed.")),
        _readers(card),
    )
    rows = (
        (
            button(N_("Write reasons"), action("obj.reasons", row.id)),
            button(N_("Add evidence"), action("obj.proof", row.id)),
        ),
        (button(N_("Send the objection"), action("obj.send", row.id)),),
        (button(N_("Drop it"), action("obj.drop", row.id)),),
        (button(N_("‹ My evaluation"), action("eval.doc", row.evaluation_id)), home()),
    )
    return Reply(text, rows)


def ask_reasons(turn: Turn, objection_id: int) -> Answer:
    """Ask for the reasons."""
    card_of(turn, objection_id)
    return Start("objection", {"objection": objection_id})


def ask_evidence(turn: Turn, objection_id: int) -> Answer:
    """Ask for evidence."""
    card_of(turn, objection_id)
    return Start("objproof", {"objection": objection_id})


def ask_send(turn: Turn, objection_id: int) -> Answer:
    """Ask whether it is sent."""
    card = card_of(turn, objection_id)
    if card.objection.state is not ObjectionState.DRAFT:
        return file_screen(turn, card)
    text = lines(
        heading(card),
        say(N_("Send the objection? Nothing of it can be changed then.")),
        _readers(card),
    )
    rows = (
        (
            button(N_("Yes, send it"), action("obj.send.yes", objection_id)),
            button(N_("Not yet"), action("obj.open", objection_id)),
        ),
        (home(),),
    )
    return Reply(text, rows)


def send(turn: Turn, objection_id: int) -> Answer:
    """Send it."""
    law = turn.options.regulation
    number = send_objection(
        turn.session, turn.actor, objection_id, law, now=turn.now, today=turn.today
    )
    said = say(N_("Sent. Your number is <b>{number}</b>."), number=number)
    return file_screen(turn, card_of(turn, objection_id), said)


def ask_drop(turn: Turn, objection_id: int) -> Answer:
    """Ask whether the draft is to go."""
    card = card_of(turn, objection_id)
    if card.objection.state is not ObjectionState.DRAFT:
        return file_screen(turn, card)
    rows = (
        (
            button(N_("Yes, drop it"), action("obj.drop.yes", objection_id)),
            button(N_("No, keep it"), action("obj.open", objection_id)),
        ),
        (home(),),
    )
    return Reply(lines(heading(card), say(N_("Drop this draft with its evidence?"))), rows)


def drop(turn: Turn, objection_id: int) -> Answer:
    """Drop the draft."""
    evaluation_id = card_of(turn, objection_id).objection.evaluation_id
    drop_objection(turn.session, turn.actor, objection_id, now=turn.now, today=turn.today)
    back = button(N_("‹ My evaluation"), action("eval.doc", evaluation_id))
    return Reply(say(N_("The draft is gone. Nothing was sent.")), ((back, home()),))


def _readers(card: ObjectionCard) -> Message:
    if not card.decider:
        return say(N_("{rater} reads it and answers, then whoever decides."), rater=card.rater)
    return say(
        N_("{rater} reads it and answers; {decider} reads both and decides."),
        rater=card.rater,
        decider=card.decider,
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    number = answers["objection"]
    write_reasons(turn.session, turn.actor, number, answers["reasons"], today=turn.today)
    return draft_screen(card_of(turn, number), say(N_("Kept as a draft.")))


def _saved_evidence(turn: Turn, answers: Answers) -> Answer:
    return draft_screen(card_of(turn, answers["objection"]), say(N_("Kept as a draft.")))


def _accept(turn: Turn, answers: Answers, raw: str | Attachment) -> int:
    album = turn.incoming.album
    piece, number = piece_of(raw, album), answers["objection"]
    return add_to_objection(turn.session, turn.actor, number, piece, now=turn.now, today=turn.today)


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


REASONS = Form(
    name="objection",
    title=N_("Your objection"),
    readers=N_("Nobody else sees it until you send it."),
    fields=(
        Text(
            name="reasons",
            label=N_("Reasons"),
            question=N_(
                "Why do you object? Please name what the evaluation leaves out or gets wrong, with dates."
            ),
            check=_check,
            longest=LONGEST_REASON,
        ),
    ),
    save=_save,
    review=False,
    back=lambda answers: action("obj.open", answers["objection"]),
)
EVIDENCE = Form(
    name="objproof",
    title=N_("Evidence for your objection"),
    readers=N_("Nobody else sees it until you send it."),
    fields=(
        Evidence(
            name="pieces",
            label=N_("Evidence"),
            question=N_(
                "Please send photos, documents, links or numbers, then tap Done.\nDo not send data of patients, "
                "pupils or taxpayers; cover names and numbers, or send a document number or a link."
            ),
            accept=_accept,
        ),
    ),
    save=_saved_evidence,
    review=False,
    back=lambda answers: action("obj.open", answers["objection"]),
)
ACTIONS: dict[str, Handler] = {
    "obj.begin": begin,
    "obj.reasons": ask_reasons,
    "obj.proof": ask_evidence,
    "obj.send": ask_send,
    "obj.send.yes": send,
    "obj.drop": ask_drop,
    "obj.drop.yes": drop,
}
