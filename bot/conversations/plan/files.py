"""Plans and templates from an XLSX file sent into the chat: shown first, then taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.talk.conversation import Handler
from bot.talk.fields import Answers
from bot.talk.form import Form
from bot.talk.table_files import (
    Found,
    columns,
    file_question,
    previewed,
    sheets_of,
    sure_question,
)
from bot.talk.turn import Answer, Attachment, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.rules.plans_file import OPTIONAL, REQUIRED
from kinerja.rules.tables import Sheet
from kinerja.rules.template_file import OPTIONAL as OF_TEMPLATES
from kinerja.rules.template_file import REQUIRED as NEEDED_OF_TEMPLATES
from kinerja.services.importing_plans import import_plans, preview_plans
from kinerja.services.importing_templates import import_templates, preview_templates

PLANS, TEMPLATES = "plans", "templates"
MARKER = "nip"


def choose(_turn: Turn) -> Answer:
    """Ask what the file holds."""
    text = lines(
        say(N_("<b>Plan files</b>")),
        say(
            N_(
                "An XLSX file with one indicator a row is read and shown first; nothing changes before you say "
                "so. Plans in a file count as approved."
            )
        ),
        say(N_("You can take in plans of people you rate or administer.")),
    )
    rows: Rows = (
        (
            button(N_("Approved plans"), action("plan.file", PLANS)),
            button(N_("Templates of posts"), action("plan.file", TEMPLATES)),
        ),
        (button(N_("Catalogue of courses"), action("learn.file")), home()),
    )
    return Reply(text, rows)


def ask_file(_turn: Turn, kind: str) -> Answer:
    """Ask for the file."""
    if kind not in (PLANS, TEMPLATES):
        raise Refused(N_("Please choose one of the buttons."))
    return Start("plfile", {"kind": kind})


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(
        N_("Templates from a file") if answers["kind"] == TEMPLATES else N_("Plans from a file")
    )


def _ask(_turn: Turn, answers: Answers) -> Message:
    needed: Sequence[str] = REQUIRED
    optional: Sequence[str] = OPTIONAL
    if answers["kind"] == TEMPLATES:
        needed, optional = NEEDED_OF_TEMPLATES, OF_TEMPLATES
    return columns(needed, optional)


def _take(turn: Turn, answers: Answers, raw: Attachment) -> dict[str, Any]:
    """Read a file that was sent, and say what it would do."""
    read: Callable[..., Found] = preview_plans
    if answers["kind"] == TEMPLATES:
        read = preview_templates

    def preview(sheets: Sequence[Sheet]) -> Found:
        return read(turn.session, turn.actor, sheets, now=turn.now, today=turn.today)

    return previewed(turn, raw, MARKER, preview)


def _save(turn: Turn, answers: Answers) -> Answer:
    rows: Rows = ((button(N_("‹ Plan files"), action("plan.files")), home()),)
    if not answers["sure"]:
        return Reply(say(N_("Nothing was changed.")), rows)
    sheets = sheets_of(turn, answers["sha256"], MARKER)
    take_in = import_templates if answers["kind"] == TEMPLATES else import_plans
    done = take_in(turn.session, turn.actor, sheets, now=turn.now, today=turn.today)
    text = say(
        N_("Taken in: {new} new, {changed} changed, {unchanged} unchanged."),
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
    )
    return Reply(text, rows)


FILE = Form(
    name="plfile",
    title=_title,
    fields=(file_question(_ask), sure_question(N_("Changed, as a new version: {names}"))),
    save=_save,
    review=False,
    collect=_take,
    back=lambda _answers: action("plan.files"),
)
ACTIONS: dict[str, Handler] = {"plan.files": choose, "plan.file": ask_file}
