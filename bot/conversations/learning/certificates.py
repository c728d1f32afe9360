"""Certificates of an entry: asked for, shown one by one, and removed until the entry is confirmed."""

from __future__ import annotations

from bot.conversations.learning.ledger import entry_screen
from bot.talk.fields import Answers, Evidence
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.pieces import file_of, name_of, piece_of
from bot.talk.privacy import EVIDENCE_WARNING, ask_about_nik
from bot.talk.turn import Answer, Attachment, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import LearningState
from kinerja.reports.learning import certificates_of, learning_entry
from kinerja.services.certificates import add_certificate, remove_certificate


def ask_certificate(turn: Turn, learning_id: int) -> Answer:
    """Ask for certificates of an entry."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    return Start("learnproof", {"learning": one.id})


def show_certificate(turn: Turn, learning_id: int, number: int) -> Answer:
    """Show one certificate of an entry."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    pieces = certificates_of(turn.session, turn.actor, learning_id, turn.today)
    if not pieces:
        return entry_screen(turn, learning_id)
    shown = page_of(pieces, number, 1)
    piece = shown.items[0]
    mine = one.person_id == turn.actor.person_id
    text = lines(
        say(
            N_("<b>{title}</b>, certificate {n} of {all}"),
            title=short(one.title, 80),
            n=shown.number,
            all=shown.pages,
        ),
        name_of(piece),
    )
    drop: tuple[Button, ...] = ()
    if mine and one.state is not LearningState.CONFIRMED:
        drop = (button(N_("Remove this file"), action("learn.file.drop", piece.id)),)
    turning = shown.turning(lambda n: action("learn.files", learning_id, n))
    back = (button(N_("‹ Back"), action("learn.see", learning_id)), home())
    rows = tuple(row for row in (turning, drop, back) if row)
    return Reply(text, rows, protected=not mine, file=file_of(piece))


def drop_certificate(turn: Turn, evidence_id: int) -> Answer:
    """Remove a certificate."""
    learning_id = remove_certificate(
        turn.session, turn.actor, evidence_id, now=turn.now, today=turn.today
    )
    return entry_screen(turn, learning_id, say(N_("The file is removed.")))


def _ask_certificate(_turn: Turn, answers: Answers) -> Message:
    count = len(answers.get("proof") or ())
    return lines(
        say(N_("Received so far: {count}"), count=count) if count else None,
        say(N_("Please send the certificate: a photo, a document, a link or its number.")),
        say(EVIDENCE_WARNING),
    )


def _add_certificate(turn: Turn, answers: Answers, raw: str | Attachment) -> int:
    piece = piece_of(raw, turn.incoming.album)
    return add_certificate(
        turn.session, turn.actor, answers["learning"], piece, now=turn.now, today=turn.today
    )


def _kept(turn: Turn, answers: Answers) -> Answer:
    return entry_screen(turn, answers["learning"])


CERTIFICATE = Form(
    name="learnproof",
    title=N_("Certificate"),
    readers=N_("Your superior can see it."),
    fields=(
        Evidence(
            name="proof",
            label=N_("Certificate"),
            question=_ask_certificate,
            check=ask_about_nik,
            accept=_add_certificate,
        ),
    ),
    save=_kept,
    review=False,
    back=lambda answers: action("learn.see", answers["learning"]),
)
