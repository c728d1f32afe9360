"""The role–result matrix to keep: a picture for the phone, a table for the desk."""

from __future__ import annotations

import base64

from bot.conversations.cascade import words as put
from bot.conversations.cascade.matrix import load
from bot.talk.conversation import Handler
from bot.talk.pages import page_of
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, File, Reply, Turn, action, home
from kinerja.documents.cascade_picture import ROWS, cascade_picture
from kinerja.documents.cascade_sheet import cascade_sheet
from kinerja.messages import N_, lines, say
from kinerja.models import EvidenceKind


def picture(turn: Turn, leader_id: int, scope: str, year: int, page: int = 1) -> Answer:
    """Send a page of the matrix as a picture."""
    cascade = load(turn, leader_id, scope, year)
    words = speaker(turn.language).plain
    shown = page_of(cascade.people, page, ROWS)
    heading = words(put.heading(cascade))
    content = cascade_picture(cascade, shown.items, heading, words)
    text = lines(
        put.heading(cascade),
        put.figures(cascade),
        say(
            N_("People {first} to {last} of {count}"),
            first=shown.first_index + 1,
            last=shown.first_index + len(shown.items),
            count=len(cascade.people),
        )
        if shown.pages > 1
        else None,
    )
    file = File(
        EvidenceKind.PHOTO,
        file_name=f"matriks-{cascade.year}-{shown.number}.png",
        packed=base64.b64encode(content).decode(),
    )
    place = (cascade.leader_id, cascade.scope.value, cascade.year)
    turning = shown.turning(lambda number: action("mtx.png", *place, number))
    return Reply(text, ((*turning, put.back(cascade), home()),), protected=True, file=file)


def table(turn: Turn, leader_id: int, scope: str, year: int) -> Answer:
    """Send the whole matrix as a spreadsheet."""
    cascade = load(turn, leader_id, scope, year)
    content = cascade_sheet(cascade, speaker(turn.language).plain, put.state_of)
    file = File(
        EvidenceKind.DOCUMENT,
        file_name=f"matriks-{cascade.year}.xlsx",
        packed=base64.b64encode(content).decode(),
    )
    text = lines(put.heading(cascade), put.figures(cascade))
    return Reply(text, ((put.back(cascade), home()),), protected=True, file=file)


ACTIONS: dict[str, Handler] = {"mtx.png": picture, "mtx.xlsx": table}
