"""The text of a day, week, month or quarter on the screen, a field a tap, or as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.filing.names import again, back, name_of, show
from bot.conversations.filing.texts import Copied, Piece, as_file, as_screen, quarter_name
from bot.talk.figures import short
from bot.talk.filed import filed
from bot.talk.turn import Button, File, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say, words
from kinerja.models import EvidenceKind, FilingSpan
from kinerja.reports.filing import FilingPost, SpanView
from kinerja.rules.filing import DAILY, FilingState, span_around

ROOM = 1500
"""Characters of a text on one screen."""
MOST_SCREENS = 3
"""A text of more screens comes as a file."""

GONE = N_(
    "What was copied from here has been deleted in this assistant since. Please take it out of "
    "e-Kinerja as well."
)

NOT_SENT = N_("No report was sent yet. Once it is sent, its text can be copied from here.")
WITH_LOGS = NN_(
    "{n} log of this time was not copied yet. It is in the .txt file and is closed with it.",
    "{n} logs of this time were not copied yet. They are in the .txt file and are closed with it.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a span: ``view`` says how it stands, ``before`` and ``after`` are its neighbours.

    ``logs`` is the daily progress that is closed with a month or quarter and was not copied before.
    """

    post: FilingPost
    view: SpanView
    blocks: Sequence[list[Piece]]
    logs: Sequence[list[Piece]]
    before: date | None
    after: date | None
    zone: str
    missing: tuple[date, ...] = ()

    def data(self, day: date | None = None, page: int | None = None) -> str:
        """Return the data of a button that shows the span, or a neighbour."""
        more = () if page is None else (page,)
        return show(self.post.position_id, self.view.span, day or self.view.first, *more)


def text_screen(text: Text, page: int, trouble: Message | None = None) -> Reply:
    """Show the text of a span, a field a tap; a long one is sent as a file unless a page is asked for."""
    blocks = text.blocks or text.logs
    if not blocks:
        return _empty_screen(text)
    pages = _pages(blocks)
    if page == 0 and len(pages) > MOST_SCREENS:
        return file_screen(text)
    page = min(max(page, 1), len(pages))
    shown = lines(
        *_head(text),
        trouble,
        say(N_("Tap a text to copy it.")),
        *(as_screen(piece) for piece in pages[page - 1]),
    )
    turning = []
    if page > 1:
        turning.append(button(N_("‹ Page {page}"), text.data(page=page - 1), page=page - 1))
    if page < len(pages):
        turning.append(button(N_("Page {page} ›"), text.data(page=page + 1), page=page + 1))
    closing = _closing(text) if page == len(pages) else ()
    as_a_file = len(pages) > 1 or bool(text.blocks and text.logs)
    rows = (closing, tuple(turning), _neighbours(text), _ending(text, as_a_file=as_a_file))
    return Reply(shown, tuple(row for row in rows if row))


def file_screen(text: Text) -> Reply:
    """Send the text of a span as a file, with the daily progress that is closed with it."""
    blocks = [*text.blocks]
    if text.logs:
        blocks += [[say(N_("<b>Daily progress not copied yet</b>"))], *text.logs]
    if not blocks:
        return _empty_screen(text)
    file = File(
        EvidenceKind.DOCUMENT,
        file_name=f"ekinerja-{text.view.span.value}-{text.view.first.isoformat()}.txt",
        content=as_file(blocks),
    )
    shown = lines(*_head(text), say(N_("The text is in this file, ready to be copied.")))
    reading = (button(N_("Read it here"), text.data(page=1)), back(text.post), home())
    rows = (_closing(text), reading)
    return Reply(shown, tuple(row for row in rows if row), file=file)


def _empty_screen(text: Text) -> Reply:
    """Say that a span holds nothing to be copied, and what to do next."""
    closing = _closing(text)
    said: Message | None = None
    if text.view.to_copy:
        said = say(GONE)
    elif text.view.span in DAILY:
        said = say(N_("No work was noted here. What you note can then be copied from here."))
        closing = (button(N_("Note something"), action("log")),)
    rows = (closing, _neighbours(text), (back(text.post), home()))
    return Reply(lines(*_head(text), said), tuple(row for row in rows if row))


def _pages(blocks: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Distribute pieces over screens; a field stays whole, and a block where there is room."""
    pages: list[list[Piece]] = [[]]
    used = 0
    for block in blocks:
        if used + sum(map(_size, block)) > ROOM and pages[-1]:
            pages.append([])
            used = 0
        if pages[-1]:
            pages[-1].append(words(""))
        for piece in block:
            if used + _size(piece) > ROOM and pages[-1]:
                pages.append([])
                used = 0
            pages[-1].append(piece)
            used += _size(piece)
    return pages


def _size(piece: Piece) -> int:
    if isinstance(piece, Copied):
        return len(piece.text) + 20
    return sum(len(str(value)) for value in piece.values.values()) + 20


def _head(text: Text) -> list[Message | None]:
    """Say what it is, whether it was copied, and what is missing or closed with it."""
    view = text.view
    title = short(text.post.title, 80)
    unsent = view.state is FilingState.EMPTY and view.span not in DAILY
    return [
        say(N_("<b>For e-Kinerja: {what}</b>\n{title}"), what=name_of(view), title=title),
        say(NOT_SENT) if unsent else filed(view, text.zone),
        *(
            say(N_("Without a report: {month}."), month=Month(month))
            for month in text.missing
            if view.span is FilingSpan.QUARTER and not unsent
        ),
        say(WITH_LOGS, n=len(text.logs)) if text.blocks and text.logs and view.to_copy else None,
    ]


def _closing(text: Text) -> tuple[Button, ...]:
    """Return the button that closes the span, opens again what closes it, or leads to what is missing."""
    view, position_id = text.view, text.post.position_id
    if view.to_copy:
        day = view.first.isoformat()
        data = action("fil.done", position_id, view.span.value, day, view.version)
        return (button(N_("I have copied it into e-Kinerja"), data),)
    if view.by is None or view.by_first is None:
        if view.span in DAILY or not text.missing:
            return ()
        data = action("rep.open", position_id, text.missing[-1].isoformat())
        return (button(N_("Monthly report"), data),)
    if view.by is view.span or (view.by in DAILY and view.span in DAILY):
        return (button(N_("Open it again"), again(position_id, view)),)
    wider = SpanView(view.by, *span_around(view.by, view.by_first), view.state)
    data = show(position_id, view.by, view.by_first)
    return (button(N_("Copied with {what}"), data, what=name_of(wider)),)


def _neighbours(text: Text) -> tuple[Button, ...]:
    found = []
    if text.before is not None:
        found.append(_neighbour(N_("‹ {what}"), text, text.before))
    if text.after is not None:
        found.append(_neighbour(N_("{what} ›"), text, text.after))
    return tuple(found)


def _neighbour(label: str, text: Text, day: date) -> Button:
    span = text.view.span
    what = say("{day}", day=day)
    if span is FilingSpan.MONTH:
        what = say("{month}", month=Month(day))
    elif span is FilingSpan.QUARTER:
        what = quarter_name(day)
    return button(label, text.data(day), what=what)


def _ending(text: Text, *, as_a_file: bool) -> tuple[Button, ...]:
    leaving = (back(text.post), home())
    if not as_a_file:
        return leaving
    data = action(
        "fil.file", text.post.position_id, text.view.span.value, text.view.first.isoformat()
    )
    return (button(N_("File .txt"), data), *leaving)
