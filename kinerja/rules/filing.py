"""Filing in e-Kinerja BKN: spans of days, what counts as copied, and what opens them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.models.filing import Filing, FilingSpan
from kinerja.rules.periods import first_of_month, last_of_month, month_after, month_before

_WIDTH = list(FilingSpan)
"""Spans from the narrowest to the widest."""

DAILY = (FilingSpan.DAY, FilingSpan.WEEK)
"""Spans of daily progress; the others are recaps of reports."""


class FilingState(StrEnum):
    """How a span stands; *changed* was copied and holds something else since."""

    EMPTY = "empty"
    OPEN = "open"
    FILED = "filed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Content:
    """A log of a day, or the report of a month (named by its first day), as far as filing goes.

    ``began`` is when it came to be, ``touched`` when it was last changed, or deleted (``gone``).
    """

    day: date
    began: datetime
    touched: datetime
    gone: bool = False


def span_around(span: FilingSpan, day: date) -> tuple[date, date]:
    """Return the first and the last day of the day, week (Monday to Sunday), month or quarter of a day."""
    if span is FilingSpan.DAY:
        return day, day
    if span is FilingSpan.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if span is FilingSpan.MONTH:
        return first_of_month(day), last_of_month(day)
    first = date(day.year, 3 * quarter_of(day) - 2, 1)
    return first, last_of_month(month_after(month_after(first)))


def quarter_of(day: date) -> int:
    """Return the number of a day's quarter, 1 to 4."""
    return (day.month + 2) // 3


def looks_back_to(today: date) -> date:
    """Return the first day of what is listed: that of this year, and of the quarter before."""
    before = month_before(span_around(FilingSpan.QUARTER, today)[0])
    return min(today.replace(month=1, day=1), span_around(FilingSpan.QUARTER, before)[0])


def copied_with(filings: Iterable[Filing], span: FilingSpan, day: date) -> list[Filing]:
    """Return the filings that close what a span of this kind around a day holds, the widest first.

    Who has closed a month has closed its logs, and with a quarter its months.
    """
    first, last = (day, day) if span in DAILY else span_around(span, day)
    closing = []
    for filing in filings:
        begins, ends = span_around(FilingSpan(filing.span), filing.first_day)
        if begins <= first and last <= ends:
            closing.append(filing)
    return sorted(closing, key=lambda one: _WIDTH.index(FilingSpan(one.span)), reverse=True)


def state_of(content: Content, covering: Sequence[Filing]) -> FilingState:
    """Return how a log or report stands, given the filings that cover it."""
    copied = max((filing.filed_at for filing in covering), default=None)
    if copied is None or content.began > copied:
        return FilingState.EMPTY if content.gone else FilingState.OPEN
    return FilingState.FILED if content.touched <= copied else FilingState.CHANGED


def together(states: Iterable[FilingState]) -> FilingState:
    """Return how a span stands that holds several logs or reports."""
    found = set(states)
    for state in (FilingState.CHANGED, FilingState.OPEN, FilingState.FILED):
        if state in found:
            return state
    return FilingState.EMPTY


def version_of(contents: Iterable[Content]) -> str:
    """Return what names the present content of a span, so that an old button closes nothing new."""
    touched = [content.touched for content in contents]
    return f"{len(touched)}.{max(touched):%y%m%d%H%M%S}" if touched else ""


def check_version(seen: str, present: str) -> None:
    """Refuse to close a span whose text is not the one that was shown."""
    if not present:
        raise Refused(N_("There is nothing here to be copied yet."))
    if seen != present:
        raise Refused(
            N_(
                "The text has changed since you opened it. Please open it again and copy it once more."
            )
        )
