"""Privacy in plain words: the notice (a changed one gets a new version in the rules of invitations), and evidence."""

from __future__ import annotations

from typing import Any

from bot.talk.fields import Answers
from bot.talk.turn import Turn
from kinerja.messages import N_, Message, lines, say
from kinerja.rules.evidence import asks_about_nik

PRIVACY_NOTICE = N_(
    "<b>Before we begin: your data</b>\n"
    "• Kept: your name, NIP, position, your plan, reports, evidence and feedback, and this "
    "chat's number.\n"
    "• Why: performance management of civil servants (PermenPANRB 6/2022). The assistant "
    "helps; the official record stays e-Kinerja BKN.\n"
    "• Who sees it: you, your superior, and within their duties administrators and "
    "auditors.\n"
    "• How long: as the archive schedule says.\n"
    "• Your rights (UU 27/2022): to see, correct and take your data with you, and to "
    "withdraw this consent at any time.\n"
    "Messages travel over Telegram, so please send no data of patients, pupils or "
    "taxpayers."
)

EVIDENCE_WARNING = N_(
    "Please do not send data of patients, pupils or taxpayers: cover names and NIK, "
    "or send a document number or a link."
)
"""Stands beside every upload."""


def privacy_notice(contact: str, before: Message | None = None) -> Message:
    """Return the notice with the question for consent; ``before`` says why it is asked.

    ``contact`` answers questions about personal data; empty where the agency names nobody.
    """
    asked = say(N_("Questions about your data: {contact}"), contact=contact) if contact else None
    return lines(
        before, say(PRIVACY_NOTICE), asked, say(N_("Do you agree to use this chat for it?"))
    )


def ask_about_nik(_turn: Turn, _answers: Answers, value: Any) -> Message | None:
    """Check of a field: ask once about words that seem to hold a citizen's number (NIK)."""
    return asks_about_nik(str(value)) if value else None
