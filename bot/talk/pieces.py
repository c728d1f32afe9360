"""A piece of evidence as people see it: its file, what kind it is, and what a reviewer found."""

from __future__ import annotations

from bot.talk.figures import short
from bot.talk.turn import Attachment, File
from kinerja.messages import N_, Message, say, words
from kinerja.models import Evidence
from kinerja.models.evidence import EvidenceKind, EvidenceMark
from kinerja.rules.evidence import EvidencePiece

MARKED = {
    EvidenceMark.ACCEPTED: N_("Evidence accepted"),
    EvidenceMark.INCOMPLETE: N_("To be completed"),
    EvidenceMark.UNSUITABLE: N_("Does not fit"),
}
KINDS = {
    EvidenceKind.PHOTO: N_("Photo"),
    EvidenceKind.DOCUMENT: N_("Document"),
    EvidenceKind.VOICE: N_("Voice note"),
}


def piece_of(raw: str | Attachment, album: str | None) -> EvidencePiece:
    """Return what was written or sent as a piece of evidence."""
    if isinstance(raw, str):
        return EvidencePiece.written(raw)
    return EvidencePiece(
        kind=raw.kind,
        sha256=raw.sha256,
        file_id=raw.file_id,
        file_name=raw.file_name,
        media_type=raw.media_type,
        size=raw.size,
        stripped=raw.stripped,
        album=album,
    )


def file_of(evidence: Evidence) -> File | None:
    """Return the file of a piece: the copy without camera data where one was made."""
    if evidence.kind in (EvidenceKind.LINK, EvidenceKind.REFERENCE):
        return None
    file_id = None if evidence.stripped else evidence.file_id
    return File(EvidenceKind(evidence.kind), file_id, evidence.sha256, evidence.file_name)


def name_of(evidence: Evidence, longest: int = 60) -> Message:
    """Say what a piece is: the link or number itself, or the kind of file with its name."""
    if evidence.reference:
        return words(short(evidence.reference, longest))
    kind = say(KINDS[EvidenceKind(evidence.kind)])
    if not evidence.file_name:
        return kind
    return say("{kind} {name}", kind=kind, name=short(evidence.file_name, longest))


def mark_of(evidence: Evidence, longest: int = 300) -> Message | None:
    """Say what a reviewer found in a piece, with the reason; None until somebody looked at it."""
    if evidence.mark is None:
        return None
    mark = say(MARKED[EvidenceMark(evidence.mark)])
    if not evidence.mark_reason:
        return mark
    return say(N_("{mark}: {reason}"), mark=mark, reason=short(evidence.mark_reason, longest))
