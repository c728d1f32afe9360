"""Type once (/ekinerja): logs and reports as text ready to be copied into e-Kinerja BKN, and what was copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversations.filing import overview as waiting
from bot.conversations.filing import screens
from bot.conversations.filing.texts import Piece, daily, recapped
from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.turn import Answer, Reply, Turn, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, say
from kinerja.models import FilingSpan
from kinerja.reports.filing import (
    FilingOverview,
    SpanView,
    filing_overview,
    filing_posts,
    to_be_filed,
)
from kinerja.reports.filing_days import daily_progress
from kinerja.reports.filing_recap import recap_of
from kinerja.rules.filing import DAILY, check_version
from kinerja.services.filing import file_span, reopen_span

FIRST_YEAR = 2022
"""Nothing is older than the regulation that this assistant works by."""


def begin(turn: Turn) -> Answer:
    """Show what waits to be copied, or ask which post it is about."""
    posts = filing_posts(turn.session, turn.actor, turn.today)
    if len(posts) == 1:
        return show_post(turn, posts[0].position_id)
    if posts:
        return waiting.posts_screen(posts)
    text = say(N_("No post of yours is recorded here. Please ask your unit's administrator."))
    return Reply(text, ((home(),),))


def show_post(turn: Turn, position_id: int) -> Answer:
    """Show what of a post waits to be copied."""
    overview = filing_overview(turn.session, turn.actor, position_id, turn.today)
    posts = filing_posts(turn.session, turn.actor, turn.today)
    return waiting.overview_screen(overview, several=len(posts) > 1)


def show_day(turn: Turn, position_id: int, day: date, page: int = 0) -> Answer:
    """Show the daily progress of a day."""
    return _show(turn, position_id, FilingSpan.DAY, day, page)


def show_week(turn: Turn, position_id: int, day: date, page: int = 0) -> Answer:
    """Show the daily progress of a week."""
    return _show(turn, position_id, FilingSpan.WEEK, day, page)


def show_month(turn: Turn, position_id: int, day: date, page: int = 0) -> Answer:
    """Show the recap of a month, with the daily progress that was not copied yet."""
    return _show(turn, position_id, FilingSpan.MONTH, day, page)


def show_beside_receipt(turn: Turn, position_id: int, day: date) -> Answer:
    """Show the recap of a month as a message of its own: a receipt stays."""
    overview, view = _at(turn, position_id, FilingSpan.MONTH, day)
    return replace(_screen(turn, overview, view, 0), fresh=True)


def show_quarter(turn: Turn, position_id: int, day: date, page: int = 0) -> Answer:
    """Show the realisation of a quarter."""
    return _show(turn, position_id, FilingSpan.QUARTER, day, page)


def send_file(turn: Turn, position_id: int, span: str, day: date) -> Answer:
    """Send the text of a span as a file."""
    overview, view = _at(turn, position_id, _span(span), day)
    return screens.file_screen(_text(turn, overview, view))


def done(turn: Turn, position_id: int, span: str, day: date, seen: str) -> Answer:
    """Note that a span was copied, unless it holds something else than its text did."""
    overview, view = _at(turn, position_id, _span(span), day)
    try:
        check_version(seen, view.version)
    except Refused as refused:
        return _screen(turn, overview, view, 0, refused.message)
    closed = file_span(
        turn.session,
        turn.actor,
        position_id,
        view.span,
        day,
        seen=seen,
        now=turn.now,
        today=turn.today,
    )
    overview, _view = _at(turn, position_id, view.span, day)
    return waiting.done_screen(overview, closed)


def again(turn: Turn, position_id: int, span: str, day: date) -> Answer:
    """Open a span again."""
    kind = _span(span)
    reopen_span(turn.session, turn.actor, position_id, kind, day, now=turn.now, today=turn.today)
    return _show(turn, position_id, kind, day, 1)


def _show(turn: Turn, position_id: int, span: FilingSpan, day: date, page: int) -> Answer:
    overview, view = _at(turn, position_id, span, day)
    return _screen(turn, overview, view, page)


def _screen(
    turn: Turn,
    overview: FilingOverview,
    view: SpanView,
    page: int,
    trouble: Message | None = None,
) -> Reply:
    return screens.text_screen(_text(turn, overview, view), page, trouble)


def _at(
    turn: Turn, position_id: int, span: FilingSpan, day: date
) -> tuple[FilingOverview, SpanView]:
    if not FIRST_YEAR <= day.year <= turn.today.year:
        raise Unknown
    overview = filing_overview(turn.session, turn.actor, position_id, turn.today, about=day)
    return overview, overview.at(span, day)


def _text(turn: Turn, overview: FilingOverview, view: SpanView) -> screens.Text:
    known = [one.first for one in overview.of(view.span)]
    blocks, logs, missing = _content(turn, overview, view)
    return screens.Text(
        post=overview.post,
        view=view,
        blocks=blocks,
        logs=logs,
        before=max((day for day in known if day < view.first), default=None),
        after=min((day for day in known if day > view.first), default=None),
        zone=turn.zone,
        missing=missing,
    )


def _content(
    turn: Turn, overview: FilingOverview, view: SpanView
) -> tuple[list[list[Piece]], list[list[Piece]], tuple[date, ...]]:
    """Return the text of a span, the daily progress that is closed with it, and months without a report."""
    position_id, templates = overview.post.position_id, turn.options.filing
    progress = daily_progress(
        turn.session, turn.actor, position_id, view.first, view.last, turn.today
    )
    if view.span in DAILY:
        return daily(progress, templates), [], ()
    recap = recap_of(turn.session, turn.actor, position_id, view.span, view.first, turn.today)
    open_days = {one.first for one in overview.of(FilingSpan.DAY) if one.to_copy}
    logs = daily([one for one in progress if one.log.day in open_days], templates)
    return recapped(recap, templates), logs, recap.missing


def _span(name: str) -> FilingSpan:
    if name not in set(FilingSpan):
        raise Unknown
    return FilingSpan(name)


def _count(turn: Turn) -> int:
    return sum(one.count for one in to_be_filed(turn.session, turn.actor, turn.today))


CONVERSATION = Conversation(
    name="filing",
    commands=(
        Command(("ekinerja", "filing"), N_("Text for e-Kinerja BKN"), begin, shows_only=True),
    ),
    actions={
        "fil": begin,
        "fil.post": show_post,
        "fil.day": show_day,
        "fil.week": show_week,
        "fil.month": show_month,
        "fil.quarter": show_quarter,
        "fil.receipt": show_beside_receipt,
        "fil.file": send_file,
        "fil.done": done,
        "fil.again": again,
    },
    menu=(MenuLine(N_("Copy to e-Kinerja"), "fil", badge=_count),),
)
