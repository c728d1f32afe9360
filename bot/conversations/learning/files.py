"""The catalogue from an XLSX file sent into the chat by an administrator of the agency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.talk.conversation import Handler
from bot.talk.fields import Answers
from bot.talk.form import Form
from bot.talk.table_files import (
    columns,
    file_question,
    previewed,
    sheets_of,
    sure_question,
)
from bot.talk.turn import Answer, Attachment, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.rules.courses_file import OPTIONAL, REQUIRED
from kinerja.rules.tables import Sheet
from kinerja.services.importing_courses import (
    CoursesPreview,
    import_courses,
    preview_courses,
)

MARKER = "kode"


def ask_file(_turn: Turn) -> Answer:
    """Ask for the file."""
    return Start("courses")


def _ask(_turn: Turn, _answers: Answers) -> Message:
    return lines(
        columns(REQUIRED, OPTIONAL),
        say(N_("Courses are known by their code; those not in the file stay as they are.")),
    )


def _take(turn: Turn, answers: Answers, raw: Attachment) -> dict[str, Any]:
    del answers

    def preview(sheets: Sequence[Sheet]) -> CoursesPreview:
        return preview_courses(turn.session, turn.actor, sheets, now=turn.now, today=turn.today)

    return previewed(turn, raw, MARKER, preview)


def _save(turn: Turn, answers: Answers) -> Answer:
    rows = ((button(N_("Catalogue of courses"), action("learn.fields")), home()),)
    if not answers["sure"]:
        return Reply(say(N_("Nothing was changed.")), rows)
    sheets = sheets_of(turn, answers["sha256"], MARKER)
    done = import_courses(turn.session, turn.actor, sheets, now=turn.now, today=turn.today)
    text = say(
        N_("Taken in: {new} new, {changed} changed, {unchanged} unchanged."),
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
    )
    return Reply(text, rows)


FILE = Form(
    name="courses",
    title=N_("Catalogue from a file"),
    fields=(file_question(_ask), sure_question(N_("Changed: {names}"))),
    save=_save,
    review=False,
    collect=_take,
    back=lambda _answers: action("learn.fields"),
)
ACTIONS: dict[str, Handler] = {"learn.file": ask_file}
