"""Files of tables sent into the chat: read in the store, shown with what they would change, then taken in or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bot.talk.fields import Answers, Confirm, Text
from bot.talk.figures import calling
from bot.talk.turn import Attachment, Turn
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.rules.tables import FileRefused, Sheet
from kinerja.services.erasing import let_go_of_file
from kinerja.spreadsheets import CHAT, read_sheets

SHOWN = 6
"""Wrong places, and names, that are shown at once; the next try shows the others."""


class Found(Protocol):
    """What taking in a file would do."""

    @property
    def new(self) -> Sequence[str]: ...
    @property
    def changed(self) -> Sequence[str]: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def unused(self) -> Sequence[str]: ...


def file_question(question: Callable[[Turn, Answers], Message]) -> Text:
    """Return the question for the file."""
    return Text(name="sha256", label=N_("File"), question=question, check=_words_are_no_file)


def sure_question(changed: str) -> Confirm:
    """Return the question after the preview; ``changed`` is the sentence with the ``{names}`` that change."""
    return Confirm(
        name="sure",
        label=N_("Take it in"),
        question=lambda _turn, answers: _ask_sure(answers, changed),
        yes=N_("Yes, take it in"),
        no=N_("No"),
    )


def columns(needed: Sequence[str], optional: Sequence[str]) -> Message:
    """Ask for a file with these columns."""
    return lines(
        say(N_("Please send the file (XLSX, at most 2 MB). Its columns:")),
        say("<code>{names}</code>", names=", ".join(needed)),
        say(N_("Optional: <code>{names}</code>"), names=", ".join(optional)),
    )


def previewed(
    turn: Turn, raw: Attachment, marker: str, preview: Callable[[Sequence[Sheet]], Found]
) -> dict[str, Any]:
    """Read a file that was sent, and return what it would do as answers."""
    if raw.sha256 is None or "sheet" not in raw.media_type:
        raise Refused(N_("This is no XLSX file. Please save the table as XLSX and send it again."))
    let_go_of_file(turn.session, turn.actor, raw.sha256, raw.file_name, now=turn.now)
    sheets = sheets_of(turn, raw.sha256, marker)
    try:
        found = preview(sheets)
    except FileRefused as refused:
        raise Refused("{said}", said=_wrong(refused)) from refused
    return {
        "sha256": raw.sha256,
        "new": list(found.new[:SHOWN]),
        "changed": list(found.changed[:SHOWN]),
        "counts": [len(found.new), len(found.changed), found.unchanged],
        "unused": list(found.unused[:SHOWN]),
    }


def sheets_of(turn: Turn, sha256: str, marker: str) -> Sequence[Sheet]:
    """Return the sheets of a file that was sent."""
    if turn.options.files is None:
        raise Refused(N_("Files cannot be read here. Please use the command line."))
    path = EvidenceStore(turn.options.files).path_of(sha256)
    if not path.exists():
        raise Refused(N_("The file is not kept any more. Please send it again."))
    return read_sheets(path, CHAT, marker=marker)


def _words_are_no_file(_turn: Turn, _answers: Answers, _value: Any) -> None:
    raise Refused(N_("Please send the file itself, with the paper clip."))


def _wrong(refused: FileRefused) -> Message:
    left = len(refused.problems) - SHOWN
    return lines(
        refused.message,
        *(problem.message for problem in refused.problems[:SHOWN]),
        say(NN_("… and {n} more place.", "… and {n} more places."), n=left) if left > 0 else None,
    )


def _ask_sure(answers: Answers, changes: str) -> Message:
    new, changed, unchanged = answers["counts"]
    return lines(
        say(
            N_("This would happen: {new} new, {changed} changed, {unchanged} unchanged."),
            new=new,
            changed=changed,
            unchanged=unchanged,
        ),
        _named(N_("New: {names}"), answers["new"], new),
        _named(changes, answers["changed"], changed),
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
