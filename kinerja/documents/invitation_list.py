"""The list of invitations as CSV, to be printed or handed on; it holds no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from kinerja.services.inviting import Issued

COLUMNS = ("nip", "nama", "unit", "token", "link", "expires", "kode")


def invitation_list(issued: Iterable[Issued], *, bot_name: str, zone: str) -> str:
    """Return the list; while the bot's name is unknown the links are empty."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in issued:
        link = link_of(one, bot_name)
        expires = one.expires_at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        words = (_harmless(text) for text in (one.nip, one.name, one.unit))
        table.writerow((*words, one.token, link, expires, one.code))
    return file.getvalue()


def link_of(invitation: Issued, bot_name: str) -> str:
    """Return the link that opens an invitation; nothing while the bot's name is unknown."""
    return f"https://t.me/{bot_name}?start={invitation.token}" if bot_name else ""


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
