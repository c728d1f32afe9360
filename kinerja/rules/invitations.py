"""Invitations: their secrets, when they are open, and when they lock."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import Invitation, Person
from kinerja.rules import nip as numbers
from kinerja.rules.cells import clean

MOST_WRONG_ANSWERS = 5
VALID_FOR = timedelta(days=30)
NOTICE_VERSION = "2026-01"
"""The privacy notice that is shown now; a consent names the one it was given to."""

_LEGIBLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letters or digits that are taken for each other on paper."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def new_token() -> str:
    """Return a new secret for a link; it begins with a letter or a digit, as spreadsheets demand."""
    while not (token := secrets.token_urlsafe(24))[0].isalnum():
        pass
    return token


def new_code() -> str:
    """Return a new code for somebody without NIP, easy to read and to type."""
    letters = [secrets.choice(_LEGIBLE) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def hash_token(token: str) -> str:
    """Return what is stored of a token; raise ``Refused`` for what cannot be one."""
    if not _TOKEN.fullmatch(token):
        raise invalid()
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str, token_hash: str) -> str:
    """Return what is stored of a code, of use only together with its invitation's token."""
    letters = "".join(c for c in clean(code).upper() if c.isalnum())
    return hashlib.sha256(f"{token_hash}:{letters}".encode()).hexdigest()


def invalid() -> Refused:
    """Return the one answer for every invitation that cannot be used, so that none is told apart."""
    return Refused(
        N_(
            "This invitation is not valid, or no longer. Please ask the performance administrator of "
            "your unit for a new one."
        )
    )


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Say whether the invitation can still be used."""
    return (
        invitation.used_at is None
        and invitation.revoked_at is None
        and invitation.locked_at is None
        and now < invitation.expires_at
    )


def is_right(invitation: Invitation, person: Person, answer: str) -> bool:
    """Say whether somebody answered with the person's NIP, or with the code of their invitation.

    Raise ``Refused`` for an answer that is no NIP at all: a slip of the finger is no guess.
    """
    if invitation.code_hash is not None:
        given = hash_code(answer, invitation.token_hash)
        return hmac.compare_digest(given, invitation.code_hash)
    try:
        given = numbers.written_nip(answer)
    except Refused:
        raise Refused(
            N_("A NIP has 18 digits. Please write it in full, for example {example}."),
            example="19860926 201505 1 001",
        ) from None
    return hmac.compare_digest(given.encode(), person.nip.encode())


def tries_left(invitation: Invitation) -> int:
    """Return how many wrong answers are still possible before the invitation locks."""
    return max(0, MOST_WRONG_ANSWERS - invitation.wrong_answers)
