"""The other parts of a result: note, evidence, obstacle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversations.report.starts import (
    AS_BEFORE,
    FROM_LOGS,
    LAST_MONTH,
    NOT_MEASURED,
    back,
    go_on,
    title,
)
from bot.talk.fields import Answers, Evidence, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.help_asked import whose_turn
from bot.talk.pieces import piece_of
from bot.talk.privacy import EVIDENCE_WARNING, ask_about_nik
from bot.talk.turn import Answer, Attachment, Reply, Turn
from kinerja.messages import N_, Message, Month, decode, lines, say
from kinerja.reports.help_requests import obstacle_card
from kinerja.rules.periods import month_before
from kinerja.rules.reporting import asks_about_copy
from kinerja.services.evidence import add_evidence
from kinerja.services.obstacles import LONGEST as LONGEST_OBSTACLE
from kinerja.services.obstacles import raise_obstacle
from kinerja.services.reporting import set_not_measured, set_note

WANTED = N_("Please send a photo, a document, a link or a document number, as many as needed.")
WANTED_WITHOUT_FILES = N_(
    "Please send a link or a document number, as many as needed. Your unit keeps no files here."
)


def _note_question(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say(N_("Target: {target}{wish}"), target=decode(answers["target"]), wish=""),
        say(N_("Note so far: {note}"), note=short(answers["now"], 400)) if answers["now"] else None,
        say(N_("From your logs: {note}"), note=short(answers["logs"], 300))
        if answers["logs"]
        else None,
        _last_note(answers),
        say(N_("What was done and achieved? One to three sentences are enough.")),
    )


def _note_offers(_turn: Turn, answers: Answers) -> list[Option]:
    offers: list[Option] = []
    if answers["logs"]:
        offers.append((FROM_LOGS, say(N_("Use the logs"))))
    if _of_last_month(answers):
        offers.append((LAST_MONTH, say(N_("As last month"))))
    if answers["guided"]:
        offers.append((NOT_MEASURED, say(N_("Not measured this month"))))
    return offers


def _last_note(answers: Answers) -> Message | None:
    """Show an earlier month's words so that one tap copies them."""
    if not answers.get("last"):
        return None
    month = Month(date.fromisoformat(answers["last_month"]))
    return say(N_("{month}: <code>{note}</code>"), month=month, note=short(answers["last"], 500))


def _of_last_month(answers: Answers) -> bool:
    if not answers.get("last"):
        return False
    last = date.fromisoformat(answers["last_month"])
    return last == month_before(date.fromisoformat(answers["month"]))


def _doubt_note(turn: Turn, answers: Answers, value: Any) -> Message | None:
    """Ask once about a NIK, and about an earlier month's words without a change."""
    if value in (NOT_MEASURED, FROM_LOGS):
        return None
    last = answers.get("last") or ""
    note = last if value == LAST_MONTH else value
    question = None
    if last:
        question = asks_about_copy(note, last, date.fromisoformat(answers["last_month"]))
    return question or ask_about_nik(turn, answers, note)


def _save_note(turn: Turn, answers: Answers) -> Answer:
    line_id, note = answers["line"], answers["note"]
    if note == NOT_MEASURED:
        set_not_measured(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
    else:
        note = answers["logs"] if note == FROM_LOGS else note
        note = answers["last"] if note == LAST_MONTH else note
        set_note(turn.session, turn.actor, line_id, note, now=turn.now, today=turn.today)
    return go_on(turn, line_id, guided=answers["guided"])


def _evidence_question(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say(N_("Received so far: {count}"), count=len(answers["proof"]))
        if answers.get("proof")
        else None,
        say(WANTED if answers.get("files", True) else WANTED_WITHOUT_FILES),
        say(EVIDENCE_WARNING),
    )


def _add_piece(turn: Turn, answers: Answers, raw: str | Attachment) -> int:
    return add_evidence(
        turn.session,
        turn.actor,
        answers["line"],
        piece_of(raw, turn.incoming.album),
        now=turn.now,
        today=turn.today,
    )


def _evidence_is_kept(turn: Turn, answers: Answers) -> Answer:
    return go_on(turn, answers["line"], guided=False)


def _obstacle_question(_turn: Turn, answers: Answers) -> Message:
    now = answers.get("now")
    return lines(
        say(N_("So far: {text}"), text=short(now, 300)) if now else None,
        say(N_("What is in the way?")),
    )


def _help_question(_turn: Turn, answers: Answers) -> Message:
    now = answers.get("now_help")
    return lines(
        say(N_("So far: {text}"), text=short(now, 300)) if now else None,
        say(N_("What help do you need, and from whom?")),
    )


def _as_before(now: str | None) -> list[Option]:
    return [(AS_BEFORE, say(N_("As before")))] if now else []


def _save_obstacle(turn: Turn, answers: Answers) -> Answer:
    text, help_needed = answers["text"], answers["help"] or ""
    obstacle_id = raise_obstacle(
        turn.session,
        turn.actor,
        answers["line"],
        answers.get("now", "") if text == AS_BEFORE else text,
        answers.get("now_help", "") if help_needed == AS_BEFORE else help_needed,
        now=turn.now,
        today=turn.today,
    )
    card = obstacle_card(turn.session, turn.actor, obstacle_id, turn.today)
    screen = go_on(turn, answers["line"], guided=False)
    if not card.help_needed or not isinstance(screen, Reply):
        return screen
    said = whose_turn(card)
    if card.reached:
        said = say(N_("Your request has been sent.\n{whose}\n"), whose=said)
    return replace(screen, text=lines(said, screen.text))


PART_FORMS = (
    Form(
        name="note",
        title=title,
        fields=(
            Text(
                name="note",
                label=N_("Note"),
                question=_note_question,
                also=_note_offers,
                check=_doubt_note,
                longest=2000,
            ),
        ),
        save=_save_note,
        review=False,
        back=back,
    ),
    Form(
        name="proof",
        title=title,
        fields=(
            Evidence(
                name="proof",
                label=N_("Evidence"),
                question=_evidence_question,
                accept=_add_piece,
                check=ask_about_nik,
            ),
        ),
        save=_evidence_is_kept,
        review=False,
        back=back,
    ),
    Form(
        name="stuck",
        title=title,
        readers=N_(
            "Your superior sees the obstacle with the report. Help that you ask for goes at once to who "
            "leads the result."
        ),
        fields=(
            Text(
                name="text",
                label=N_("Obstacle"),
                question=_obstacle_question,
                also=lambda _turn, answers: _as_before(answers.get("now")),
                longest=LONGEST_OBSTACLE,
                check=ask_about_nik,
            ),
            Text(
                name="help",
                label=N_("Help needed"),
                question=_help_question,
                also=lambda _turn, answers: _as_before(answers.get("now_help")),
                optional=True,
                longest=LONGEST_OBSTACLE,
                check=ask_about_nik,
            ),
        ),
        save=_save_obstacle,
        review=False,
        back=back,
    ),
)
