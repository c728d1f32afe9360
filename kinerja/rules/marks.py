"""Marks of evidence: what needs a reason, and what a good reason is."""

from __future__ import annotations

from kinerja.errors import N_, Refused
from kinerja.models.evidence import EvidenceMark
from kinerja.rules.reporting import check_length

SHORTEST_REASON = 5
LONGEST_REASON = 500


def check_mark_reason(mark: EvidenceMark, reason: str) -> str:
    """Return the reason of a mark, trimmed; refused where it is needed and says nothing."""
    if mark is EvidenceMark.ACCEPTED:
        return ""
    cleaned = " ".join(reason.split())
    if len(cleaned) < SHORTEST_REASON:
        raise Refused(
            N_(
                "Please write the reason in a sentence, for example: the date on the photo is missing."
            )
        )
    return check_length(cleaned, LONGEST_REASON)
