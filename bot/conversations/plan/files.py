"""Plans and templates from an XLSX file sent into the chat: shown first, then taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Confirm, Text
from bot.talk.figures import calling
from bot.talk.form import Form
from bot.talk.turn import Answer, Attachment, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.rules.plans_file import OPTIONAL, REQUIRED
from kinerja.rules.tables import FileRefused, Sheet
from kinerja.rules.template_file import OPTIONAL as OF_TEMPLATES
from kinerja.rules.template_file import REQUIRED as NEEDED_OF_TEMPLATES
from kinerja.services.erasing import let_go_of_file
from kinerja.services.importing_plans import import_plans, preview_plans
from kinerja.services.importing_templates import import_templates, preview_templates
from kinerja.spreadsheets import CHAT, read_sheets

PLANS, TEMPLATES = "plans", "templates"
SHOWN = 6
"""Wrong places that are named at once; the next try shows the others."""


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
        (home(),),
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
    return lines(
        say(N_("Please send the file (XLSX, at most 2 MB). Its columns:")),
        say("<code>{names}</code>", names=", ".join(needed)),
        say(N_("Optional: <code>{names}</code>"), names=", ".join(optional)),
    )


def _words_are_no_file(_turn: Turn, _answers: Answers, _value: Any) -> None:
    raise Refused(N_("Please send the file itself, with the paper clip."))


def _take(turn: Turn, answers: Answers, raw: Attachment) -> dict[str, Any]:
    """Read a file that was sent, and say what it would do."""
    if raw.sha256 is None or "sheet" not in raw.media_type:
        raise Refused(N_("This is no XLSX file. Please save the table as XLSX and send it again."))
    let_go_of_file(turn.session, turn.actor, raw.sha256, raw.file_name, now=turn.now)
    sheets = _sheets(turn, raw.sha256)
    read = preview_templates if answers["kind"] == TEMPLATES else preview_plans
    try:
        found = read(turn.session, turn.actor, sheets, now=turn.now, today=turn.today)
    except FileRefused as refused:
        raise Refused("{said}", said=_wrong(refused)) from refused
    return {
        "sha256": raw.sha256,
        "new": list(found.new[:SHOWN]),
        "changed": list(found.changed[:SHOWN]),
        "counts": [len(found.new), len(found.changed), found.unchanged],
        "unused": list(found.unused[:SHOWN]),
    }


def _wrong(refused: FileRefused) -> Message:
    left = len(refused.problems) - SHOWN
    return lines(
        refused.message,
        *(problem.message for problem in refused.problems[:SHOWN]),
        say(NN_("… and {n} more place.", "… and {n} more places."), n=left) if left > 0 else None,
    )


def _sheets(turn: Turn, sha256: str) -> Sequence[Sheet]:
    if turn.options.files is None:
        raise Refused(N_("Files cannot be read here. Please use the command line."))
    path = EvidenceStore(turn.options.files).path_of(sha256)
    if not path.exists():
        raise Refused(N_("The file is not kept any more. Please send it again."))
    return read_sheets(path, CHAT, marker="nip")


def _ask_sure(_turn: Turn, answers: Answers) -> Message:
    new, changed, unchanged = answers["counts"]
    return lines(
        say(
            N_("This would happen: {new} new, {changed} changed, {unchanged} unchanged."),
            new=new,
            changed=changed,
            unchanged=unchanged,
        ),
        _named(N_("New: {names}"), answers["new"], new),
        _named(N_("Changed, as a new version: {names}"), answers["changed"], changed),
        say(N_("Columns not used: {columns}"), columns=", ".join(answers["unused"]))
        if answers["unused"]
        else None,
        say(N_("Take it in?")),
    )


def _named(sentence: str, names: Sequence[str], count: int) -> Message | None:
    if not names:
        return None
    said = ", ".join(calling(name) for name in names)
    return say(sentence, names=said + (" …" if count > len(names) else ""))


def _save(turn: Turn, answers: Answers) -> Answer:
    rows: Rows = ((button(N_("‹ Plan files"), action("plan.files")), home()),)
    if not answers["sure"]:
        return Reply(say(N_("Nothing was changed.")), rows)
    sheets = _sheets(turn, answers["sha256"])
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
    fields=(
        Text(
            name="sha256",
            label=N_("File"),
            question=_ask,
            check=_words_are_no_file,
        ),
        Confirm(
            name="sure",
            label=N_("Take it in"),
            question=_ask_sure,
            yes=N_("Yes, take it in"),
            no=N_("No"),
        ),
    ),
    save=_save,
    review=False,
    collect=_take,
    back=lambda _answers: action("plan.files"),
)
ACTIONS: dict[str, Handler] = {"plan.files": choose, "plan.file": ask_file}
