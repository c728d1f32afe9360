"""What a report must hold, and what may be done with it in each of its states."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Protocol

from kinerja.errors import N_, Refused
from kinerja.messages import Message, Month, say
from kinerja.models.report import ProgressReport, ReportStatus

DAYS_TO_COMPLETE = 3
"""Working days somebody has at least to complete a returned report, whatever the window says."""

LONGEST_NOTE = 2000
SHORTEST_REASON = 5
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number(period: date) -> str:
    """Return a receipt number that can be read out and not be guessed, such as L-2601-7KQ4M."""
    random = "".join(secrets.choice(_ALPHABET) for _ in range(5))
    return f"L-{period:%y%m}-{random}"


def check_editable(status: ReportStatus) -> None:
    """Refuse to change a report that was sent: it is taken back first, or completed as a new version."""
    if status is ReportStatus.SUBMITTED:
        raise Refused(
            N_("This report was already sent. Take it back first, then you can change it.")
        )
    if status is ReportStatus.RETURNED:
        raise Refused(N_("This report was returned. Tap “Complete it” to go on with it."))
    if status is not ReportStatus.DRAFT:
        raise Refused(N_("This report is closed. Open the month again to write a correction."))


def check_decidable(status: ReportStatus, number: str) -> None:
    """Refuse to decide on a report that does not wait for a decision."""
    if status is ReportStatus.ACCEPTED:
        raise Refused(N_("Report {number} was already accepted."), number=number)
    if status is ReportStatus.RETURNED:
        raise Refused(N_("Report {number} was already returned to be completed."), number=number)
    if status is not ReportStatus.SUBMITTED:
        raise Refused(
            N_("Report {number} is with its author again, so there is nothing to decide now."),
            number=number,
        )


def check_reason(reason: str) -> str:
    """Return the reason of a return, trimmed; refused where it does not say what to complete."""
    cleaned = " ".join(reason.split())
    if len(cleaned) < SHORTEST_REASON:
        raise Refused(
            N_(
                "Please write what is to be completed, for example: the photo of the attendance list."
            )
        )
    return check_length(cleaned)


def check_length(text: str, longest: int = LONGEST_NOTE) -> str:
    """Return a text of a report, trimmed; refused where it is too long to be kept."""
    trimmed = text.strip()
    if len(trimmed) > longest:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(trimmed),
            longest=longest,
        )
    return trimmed


def check_complete(open_results: list[int]) -> None:
    """Refuse to send a report while results (by their numbers) have no answer."""
    if open_results:
        raise Refused(
            N_(
                "Result {number} has no value yet. Please fill it in, or choose "
                "“Not measured this month”."
            ),
            number=open_results[0],
        )


def check_has_results(count: int) -> None:
    """Refuse to send a report about nothing."""
    if count == 0:
        raise Refused(
            N_(
                "Your performance plan has no results yet, so there is nothing to send. Please ask your "
                "unit's administrator."
            )
        )


def comes_late(earlier: ProgressReport | None, today: date, *, window_closed: bool) -> bool:
    """Say whether a version that is sent today is marked as late.

    A first version is late once the month's window has closed. A correction of an accepted report, and
    a returned report completed in its time, keep the mark of the version before.
    """
    if earlier is None:
        return window_closed
    until = earlier.complete_until
    keeps_mark = until is None or today <= until
    return earlier.late if keeps_mark else window_closed


class Begun(Protocol):
    """A version that is being written, with whatever decides on its punctuality."""

    @property
    def version(self) -> int: ...
    @property
    def complete_until(self) -> date | None: ...


def will_be_late(begun: Begun, today: date, *, missed: bool) -> bool:
    """Say whether a version that is sent today would be marked as late, where its window was ``missed`` or not."""
    if begun.version > 1 and (begun.complete_until is None or today <= begun.complete_until):
        return False
    return missed


def state_before(earlier: ProgressReport) -> ReportStatus:
    """Return what a replaced version was when it was decided: only a return leaves a day to complete."""
    return ReportStatus.ACCEPTED if earlier.complete_until is None else ReportStatus.RETURNED


def asks_about_copy(note: str, last_note: str, month: date) -> Message | None:
    """Return the question to ask once about a note that says what an earlier month's note said."""
    if not says_the_same(note, last_note):
        return None
    return say(
        N_("These are the words of {month} without a change. Are they right for this month, too?"),
        month=Month(month),
    )


def says_the_same(note: str, last_note: str) -> bool:
    """Say whether two notes have the same words, whatever their case and signs."""
    return bool(_bare(note)) and _bare(note) == _bare(last_note)


def _bare(text: str) -> str:
    """Return the words of a text alone: no case, signs or spaces."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def gathered_note(texts: list[str]) -> str:
    """Return the texts of a month's logs as one note, the same text once, cut at a whole log."""
    note = ""
    for text in dict.fromkeys(texts):
        longer = f"{note}\n{text}" if note else text
        if len(longer) > LONGEST_NOTE:
            break
        note = longer
    return note
