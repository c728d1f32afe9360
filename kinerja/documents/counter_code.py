"""The QR code of a counter, as a picture to be printed and put up."""

from __future__ import annotations

import io

from kinerja.rules.counters import PREFIX


def link_of_counter(code: str, bot_name: str) -> str:
    """Return the link of a counter; nothing while the bot's name is unknown."""
    return f"https://t.me/{bot_name}?start={PREFIX}{code}" if bot_name else ""


def code_of_link(link: str) -> bytes:
    """Return the QR code of a link as PNG, large enough to be printed."""
    import segno  # noqa: PLC0415 - seldom needed

    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=16, border=4)
    return picture.getvalue()
