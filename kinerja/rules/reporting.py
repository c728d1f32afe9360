"""What a report must hold, and what may be done with it in each of its states."""

from __future__ import annotations

import secrets
from datetime import date

from kinerja.errors import N_, Refused
from kinerja.models.report import ReportStatus

DAYS_TO_COMPLETE = 3
"""Working days somebody has at least to complete a returned report, whatever the window says."""

LONGEST_NOTE = 2000
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
    if len(cleaned) < 5:
        raise Refused(
            N_(
                "Please write what is to be completed, for example: the photo of the attendance list."
            )
        )
    return cleaned[:LONGEST_NOTE]


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
