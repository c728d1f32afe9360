"""What the end of a call means for the row it was made for."""

from __future__ import annotations

from datetime import datetime

from bot.talk.saying import COMMANDS
from bot.telegram.api import ApiRefused
from bot.telegram.outbox import Mark, Outgoing
from bot.telegram.request import NotConnected
from kinerja.models import OutboxStatus

MOST_ATTEMPTS = 60
"""A reply whose answer is lost so often is given up: half an hour of trouble at the longest wait."""
_BAD_REQUEST, _UNAUTHORISED, _FORBIDDEN, _TOO_MANY = 400, 401, 403, 429
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
)
_ALREADY_GONE = (
    *_CANNOT_EDIT,
    "message to delete not found",
    "message can't be deleted",
    "message identifier is not specified",
)


def _says(refused: ApiRefused, *reasons: str) -> bool:
    description = refused.description.lower()
    return refused.status == _BAD_REQUEST and any(reason in description for reason in reasons)


def is_as_wanted(refused: ApiRefused) -> bool:
    """Tell whether the message already is what it should become."""
    return _says(refused, "message is not modified")


def cannot_edit(refused: ApiRefused) -> bool:
    """Tell whether the message to edit is gone, too old, or not a text."""
    return _says(refused, *_CANNOT_EDIT)


def has_no_text(refused: ApiRefused) -> bool:
    """Tell whether the message to edit is a picture or a file, which no text can replace."""
    return _says(refused, "there is no text in the message to edit")


def is_gone(refused: ApiRefused) -> bool:
    """Tell whether there is nothing left to delete or to close."""
    return _says(refused, *_ALREADY_GONE)


def is_too_old(refused: ApiRefused) -> bool:
    """Tell whether a message stands that Telegram does not delete any more."""
    return _says(refused, "message can't be deleted")


def cannot_parse(refused: ApiRefused) -> bool:
    """Tell whether the markup of the text was not understood."""
    return _says(refused, "can't parse entities")


def file_unknown(refused: ApiRefused) -> bool:
    """Tell whether Telegram does not know the file by its id any more."""
    return _says(refused, "file identifier", "wrong file")


def is_pause(error: Exception) -> bool:
    """Tell whether Telegram asks to wait."""
    return isinstance(error, ApiRefused) and error.status == _TOO_MANY


def is_token_refused(error: Exception) -> bool:
    """Tell whether Telegram refuses the token."""
    return isinstance(error, ApiRefused) and error.status == _UNAUTHORISED


def again(row: Outgoing, reason: str) -> Mark:
    """Return the mark of a row that certainly had no effect and is sent later."""
    return Mark(row.id, OutboxStatus.PENDING, row.attempts, reason=reason)


def after(row: Outgoing, error: Exception, now: datetime) -> Mark:
    """Return what becomes of a row whose call ended with an error."""
    if isinstance(error, NotConnected) or is_pause(error) or is_token_refused(error):
        return again(row, str(error))
    if not isinstance(error, ApiRefused):
        return _after_unknown(row, str(error))
    if error.status == _FORBIDDEN or _says(error, "chat not found"):
        return Mark(
            row.id,
            OutboxStatus.FAILED,
            row.attempts + 1,
            reason=f"unreachable: {error.description}",
            at=now,
            unreachable=None if row.kind == COMMANDS else row.chat_id,
        )
    return Mark(row.id, OutboxStatus.FAILED, row.attempts + 1, reason=str(error))


def _after_unknown(row: Outgoing, reason: str) -> Mark:
    attempts = row.attempts + 1
    if not row.repeatable:
        return Mark(row.id, OutboxStatus.UNKNOWN, attempts, reason=reason)
    status = OutboxStatus.PENDING if attempts < MOST_ATTEMPTS else OutboxStatus.FAILED
    return Mark(row.id, status, attempts, reason=reason)
