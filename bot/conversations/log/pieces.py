"""Evidence of a log: asked for, and removed until a report has gathered it."""

from __future__ import annotations

from bot.conversations.log.cards import show, show_pieces
from bot.conversations.log.changing import part_form
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Evidence
from bot.talk.pieces import piece_of
from bot.talk.privacy import EVIDENCE_WARNING, ask_about_nik
from bot.talk.turn import Answer, Attachment, Start, Turn
from kinerja.messages import N_, Message, lines, say
from kinerja.models import EvidencePolicy
from kinerja.reports.logs import log_card
from kinerja.services.evidence_policy import policy_at
from kinerja.services.log_evidence import add_log_evidence, remove_log_evidence


def ask_evidence(turn: Turn, log_id: int) -> Answer:
    """Ask for evidence of a log; the question says what the unit takes."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    files = policy_at(turn.session, log.position_id) is EvidencePolicy.ANY
    return Start("logproof", {"log": log_id, "files": files})


def drop_evidence(turn: Turn, evidence_id: int, log_id: int) -> Answer:
    """Remove a piece of evidence."""
    remove_log_evidence(turn.session, turn.actor, evidence_id, now=turn.now, today=turn.today)
    return show_pieces(turn, log_id)


def _evidence_question(_turn: Turn, answers: Answers) -> Message:
    wanted = N_("Please send a photo, a document, a link or a document number, as many as needed.")
    if not answers["files"]:
        wanted = N_(
            "Please send a link or a document number, as many as needed. Your unit keeps no files here."
        )
    count = len(answers.get("proof") or ())
    received = say(N_("Received so far: {count}"), count=count) if count else None
    return lines(received, say(wanted), say(EVIDENCE_WARNING))


def _add_piece(turn: Turn, answers: Answers, raw: str | Attachment) -> int:
    piece = piece_of(raw, turn.incoming.album)
    return add_log_evidence(
        turn.session, turn.actor, answers["log"], piece, now=turn.now, today=turn.today
    )


def _evidence_is_kept(turn: Turn, answers: Answers) -> Answer:
    return show(turn, answers["log"])


EVIDENCE_FORM = part_form(
    "logproof",
    Evidence(
        name="proof",
        label=N_("Evidence"),
        question=_evidence_question,
        check=ask_about_nik,
        accept=_add_piece,
    ),
    _evidence_is_kept,
)

EVIDENCE_ACTIONS: dict[str, Handler] = {
    "log.proof": ask_evidence,
    "log.drop": drop_evidence,
}
