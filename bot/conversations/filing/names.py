"""What spans are called, and the buttons that lead to them."""

from __future__ import annotations

from datetime import date

from bot.conversations.filing.texts import quarter_name
from bot.talk.turn import Button, action, button
from kinerja.messages import N_, Message, Month, say
from kinerja.models import FilingSpan
from kinerja.reports.filing import FilingPost, SpanView


def show(position_id: int, span: FilingSpan, day: date, *more: object) -> str:
    """Return the data of a button that shows a span."""
    return action(f"fil.{span.value}", position_id, day.isoformat(), *more)


def name_of(view: SpanView) -> Message:
    """Say which span it is."""
    if view.span is FilingSpan.DAY:
        return say("{day}", day=view.first)
    if view.span is FilingSpan.WEEK:
        return say(N_("{first} to {last}"), first=view.first, last=view.last)
    if view.span is FilingSpan.MONTH:
        return say("{month}", month=Month(view.first))
    return quarter_name(view.first)


def again(position_id: int, view: SpanView) -> str:
    """Return the data of a button that opens a span again."""
    return action("fil.again", position_id, view.span.value, view.first.isoformat())


def back(post: FilingPost) -> Button:
    """Return the button that leads to what waits of a post."""
    return button(N_("‹ e-Kinerja"), action("fil.post", post.position_id))
