"""Files that are sent at any question of a form, one by one or as an album."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.talk.fields import Answers
from bot.talk.turn import Attachment, Turn
from kinerja.errors import Refused

PIECES = "pieces"
"""The answer that holds them, each with its ``album``."""

Collect = Callable[[Turn, Answers, Attachment], dict[str, Any]]
"""Takes a file; returns the answers it leaves, those in ``PIECES`` among them."""


def collected(
    collect: Collect, turn: Turn, answers: Answers, raw: Attachment
) -> tuple[dict[str, Any], bool]:
    """Return the answers a file leaves, and whether it belongs to an album that began before."""
    if raw.problem is not None:
        raise Refused("{problem}", problem=raw.problem)
    values = collect(turn, answers, raw)
    album = turn.incoming.album
    return values, bool(album) and album in [piece["album"] for piece in answers.get(PIECES, [])]


def with_earlier_files(wanted: dict[str, Any], earlier: object) -> dict[str, Any]:
    """Join the pieces of an album that arrive while a question about the first of them waits.

    Both are starts of a form as data.
    """
    if not isinstance(earlier, dict) or earlier["form"] != wanted["form"]:
        return wanted
    before, now = (one["values"].get(PIECES, []) for one in (earlier, wanted))
    if not now or not now[0]["album"] or now[0]["album"] not in [p["album"] for p in before]:
        return wanted
    values = {**wanted["values"], **earlier["values"], PIECES: [*before, *now]}
    return {**wanted, "values": values}
