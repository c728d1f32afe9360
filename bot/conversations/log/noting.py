"""Noting: from the command, from the menu, or from words and files that nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations.log.cards import screen
from bot.talk.collecting import PIECES
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pieces import piece_of
from bot.talk.privacy import EVIDENCE_WARNING, ask_about_nik
from bot.talk.turn import (
    Answer,
    Attachment,
    IncomingKind,
    Reply,
    Start,
    Turn,
    action,
    button,
    home,
)
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import EvidenceKind
from kinerja.reports.logs import (
    LogChoice,
    log_card,
    log_of_album,
    results_to_log,
    texts_outside_the_plan,
)
from kinerja.rules.evidence import EvidencePiece
from kinerja.rules.evidence_pieces import count_of, is_one_more
from kinerja.rules.logs import LogContent, check_pieces, may_be_log, parse_log, recurs
from kinerja.services.log_evidence import add_log_evidence, check_log_piece
from kinerja.services.logs import add_log

OUTSIDE = "-"
"""The choice of work outside the plan; a lineage is never this short."""
MOST_RESULTS = 16
"""Two rows of numbers; a plan of more is no plan of one person."""


def begin(turn: Turn) -> Answer:
    """Note something done today; what stands behind the command is the text already."""
    text = turn.incoming.argument.strip()
    if text:
        parse_log(text)  # What cannot be kept is refused at once.
    return Start("log", values={"text": text} if text else {})


def begin_empty(turn: Turn) -> Answer:
    """Note something done today."""
    del turn
    return Start("log")


def pick_up(turn: Turn) -> Answer | None:
    """Offer to note words or a file that nobody asked for; None for greetings and the like."""
    incoming = turn.incoming
    if incoming.attachment is not None:
        return _pick_up_file(turn, incoming.attachment)
    if incoming.kind is IncomingKind.TEXT and may_be_log(incoming.text):
        return Start("log", {"found": True}, {"text": incoming.text.strip()})
    return None


def _pick_up_file(turn: Turn, attachment: Attachment) -> Answer:
    if attachment.problem is not None:
        rows = ((button(N_("Note something"), action("log")), home()),)
        return Reply(attachment.problem, rows)
    album = turn.incoming.album
    known = log_of_album(turn.session, turn.actor, album) if album else None
    if known is not None:
        add_log_evidence(
            turn.session,
            turn.actor,
            known,
            piece_of(attachment, album),
            now=turn.now,
            today=turn.today,
        )
        return replace(
            screen(log_card(turn.session, turn.actor, known, turn.today), say(NOTED)), renews=True
        )
    return Start("log", {"found": True}, _with_file(turn, {}, attachment))


def _with_file(turn: Turn, answers: Answers, attachment: Attachment) -> dict[str, Any]:
    """Return the answers with a file and its caption among them."""
    album = turn.incoming.album
    pieces = list(answers.get(PIECES, []))
    piece = piece_of(attachment, album)
    check_log_piece(turn.session, turn.actor.person_id or 0, piece, turn.today)
    present = [EvidencePiece.from_json(known) for known in pieces]
    if is_one_more(piece, present):
        check_pieces(count_of(present))
    values: dict[str, Any] = {PIECES: [*pieces, piece.to_json()]}
    caption = turn.incoming.text.strip()
    if caption and not answers.get("text"):
        parse_log(caption)
        values["text"] = caption
    return values


def result_question(turn: Turn, answers: Answers) -> Message:
    """List the results under their numbers and ask for one."""
    choices = _choices(turn)
    posts = {choice.position for choice in choices}
    listed = []
    for index, choice in enumerate(choices):
        if len(posts) > 1 and (index == 0 or choices[index - 1].position != choice.position):
            listed.append(say("<b>{post}</b>", post=short(choice.position, 60)))
        listed.append(say("{number}. {text}", number=choice.number, text=short(choice.text, 70)))
    asked = N_("Which result does it belong to?")
    if answers.get("found"):
        asked = N_("Note it for which result? If it is no log, tap Cancel.")
    return lines(
        _received(answers),
        say("“{text}”", text=short(answers["text"], 200)) if answers.get("text") else None,
        *listed,
        None if choices else say(N_("You have no plan of today; the log waits outside it.")),
        say(asked),
    )


def results(turn: Turn, _answers: Answers) -> list[Option]:
    """Return the results by number, and work outside the plan."""
    options = [(choice.lineage, say("{number}", number=choice.number)) for choice in _choices(turn)]
    return [*options, (OUTSIDE, say(N_("Outside the plan")))]


def _choices(turn: Turn) -> list[LogChoice]:
    return results_to_log(turn.session, turn.actor, turn.today, turn.today)[:MOST_RESULTS]


def _text_question(_turn: Turn, answers: Answers) -> Message:
    pieces = answers.get(PIECES, [])
    if not pieces:
        return lines(
            say(N_("What was done? For example: 12 posyandu visits.")),
            say(N_("A photo or document with a caption is fine, too. {warning}"), warning=_WARNING),
        )
    if any(piece["kind"] == EvidenceKind.VOICE for piece in pieces):
        asked = N_("The recording is kept. Please write in one sentence what it says.")
    else:
        asked = N_("Please write in one sentence what it shows.")
    return lines(_received(answers), say(asked))


def _received(answers: Answers) -> Message | None:
    pieces = answers.get(PIECES, [])
    return say(NN_("{n} file received.", "{n} files received."), n=len(pieces)) if pieces else None


def _check_text(turn: Turn, answers: Answers, value: Any) -> Message | None:
    parse_log(value)
    return ask_about_nik(turn, answers, value)


def _save(turn: Turn, answers: Answers) -> Answer:
    amount, text = parse_log(answers["text"])
    lineage = None if answers["result"] == OUTSIDE else answers["result"]
    hint = _recurring(turn, text) if lineage is None else None
    log_id = add_log(
        turn.session,
        turn.actor,
        LogContent(day=turn.today, text=text, lineage=lineage, amount=amount),
        now=turn.now,
        today=turn.today,
        closes_day=turn.options.window_closes_day,
    )
    for piece in answers.get(PIECES, []):
        given = EvidencePiece.from_json(piece)
        add_log_evidence(turn.session, turn.actor, log_id, given, now=turn.now, today=turn.today)
    return screen(log_card(turn.session, turn.actor, log_id, turn.today), say(NOTED), hint)


def _recurring(turn: Turn, text: str) -> Message | None:
    if not recurs(text, texts_outside_the_plan(turn.session, turn.actor, turn.today)):
        return None
    return say(
        N_(
            "You have noted work like this three times outside the plan. You may propose it to your "
            "superior as an additional result."
        )
    )


NOTED = N_("<b>Noted.</b> It goes into this month's report.")
_WARNING = say(EVIDENCE_WARNING)

NOTING_FORM = Form(
    name="log",
    title=N_("Quick log"),
    fields=(
        Choice(
            name="result",
            label=N_("Result"),
            question=result_question,
            choices=results,
        ),
        Text(
            name="text",
            label=N_("What was done"),
            question=_text_question,
            check=_check_text,
            longest=2000,
        ),
    ),
    save=_save,
    review=False,
    collect=_with_file,
)
