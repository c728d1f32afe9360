"""The calendar file of a dialogue, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.dialogue_kinds import KINDS
from bot.talk.speaker import speaker
from bot.talk.turn import File, Turn
from kinerja.documents.calendar_file import Appointment, calendar_file
from kinerja.messages import N_, say
from kinerja.models import DialogueKind, EvidenceKind
from kinerja.reports.dialogue_cards import DialogueCard

_SUMMARY = N_("{kind} with {name}")


def file_of_notice(values: Mapping[str, Any], *, cancelled: bool) -> File:
    """Return the file that a notice brings."""
    words = speaker(values["language"])
    kind = say(KINDS[DialogueKind(values["kind"])])
    return _file(
        Appointment(
            uid=values["uid"],
            sequence=values["sequence"],
            starts_at=values["starts_at"],
            minutes=values["minutes"],
            summary=words.plain(say(_SUMMARY, kind=kind, name=values["other"])),
            place=values["place"],
            organiser="Kinerja",
            stamped_at=values["stamped_at"],
            cancelled=cancelled,
        )
    )


def file_of(turn: Turn, card: DialogueCard) -> File | None:
    """Return the file of the time that holds, if there is one."""
    if card.held is None or card.cancelled_at is not None:
        return None
    kind, name = say(KINDS[card.kind]), card.other(turn.actor.person_id or 0)[1]
    return _file(
        Appointment(
            uid=card.uid,
            sequence=card.sequence,
            starts_at=card.held.starts_at,
            minutes=card.held.minutes,
            summary=speaker(turn.language).plain(say(_SUMMARY, kind=kind, name=name)),
            place=card.held.place,
            organiser="Kinerja",
            stamped_at=turn.now,
        )
    )


def _file(one: Appointment) -> File:
    return File(EvidenceKind.DOCUMENT, file_name="dialog.ics", content=calendar_file(one))
