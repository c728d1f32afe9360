"""Evidence (*bukti dukung*): photos, documents, links and reference numbers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    PHOTO = "photo"
    DOCUMENT = "document"
    LINK = "link"
    REFERENCE = "reference"
    VOICE = "voice"


class EvidenceMark(StrEnum):
    """What a reviewer found; no rating."""

    ACCEPTED = "accepted"
    INCOMPLETE = "incomplete"
    UNSUITABLE = "unsuitable"


class Evidence(SQLModel, table=True):
    """A piece of evidence of a report line, a log, something learnt or an objection.

    Files lie in the evidence store under their SHA-256; ``stripped`` says that location and camera data
    were removed, so that only our copy may be shown. ``album`` joins the pieces of one album.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    line_id: int | None = Field(default=None, foreign_key="report_line.id", index=True)
    log_id: int | None = Field(default=None, foreign_key="log_entry.id", index=True)
    learning_id: int | None = Field(default=None, foreign_key="learning.id", index=True)
    objection_id: int | None = Field(default=None, foreign_key="objection.id", index=True)
    kind: EvidenceKind = Field(sa_type=text_enum(EvidenceKind))
    reference: str = Field(default="", max_length=1000)
    sha256: str | None = Field(default=None, max_length=64, index=True)
    file_id: str | None = Field(default=None, max_length=250)
    file_name: str = Field(default="", max_length=200)
    media_type: str = Field(default="", max_length=100)
    size: int = 0
    stripped: bool = False
    album: str | None = Field(default=None, max_length=64)
    added_at: datetime
    removed_at: datetime | None = None
    mark: EvidenceMark | None = Field(default=None, sa_type=text_enum(EvidenceMark))
    mark_reason: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})
    marked_by_id: int | None = Field(default=None, foreign_key="person.id")
    marked_at: datetime | None = None
