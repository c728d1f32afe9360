"""Evidence: which files, links and numbers are taken, told by what they are and not by their names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from kinerja.errors import N_, Refused
from kinerja.messages import Message, say
from kinerja.models.evidence import EvidenceKind
from kinerja.models.unit import EvidencePolicy

LARGEST_FILE = 10 * 1024 * 1024
MOST_PIECES = 10
LONGEST_REFERENCE = 1000

JPEG = "image/jpeg"
PNG = "image/png"
_PDF = "application/pdf"
_OGG = "audio/ogg"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml.document"
_EXCEL = f"{_OFFICE}spreadsheetml.sheet"
_MAGIC = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"OggS", _OGG), (b"%PDF-", _PDF))
_MAIN_PARTS = (("word/document.xml", _WORD), ("xl/workbook.xml", _EXCEL))

_SCHEME = re.compile(
    r"^\s*(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|mailto|tel|file|tg):)", re.IGNORECASE
)
_HOST = re.compile(
    r"^(?:[a-z0-9-]+\.)+[a-z]{2,}$|^\d{1,3}(?:\.\d{1,3}){3}$|^\[[0-9a-f:]+\]$", re.IGNORECASE
)
_NIK = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?![ .-]?\d)")


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """A piece of evidence as it came: a link or number in ``reference``, or a file already stored.

    Pieces of one ``album`` count as one.
    """

    kind: EvidenceKind
    reference: str = ""
    sha256: str | None = None
    file_id: str | None = None
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    stripped: bool = False
    album: str | None = None

    @classmethod
    def written(cls, text: str) -> EvidencePiece:
        """Return the piece somebody wrote: a link, or the number of a document."""
        kind, reference = read_written(text)
        return cls(kind, reference)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> EvidencePiece:
        """Return the piece that ``to_json`` wrote down."""
        return cls(**{**kept, "kind": EvidenceKind(kept["kind"])})

    @property
    def is_file(self) -> bool:
        """Whether it is a file, not something written."""
        return self.kind not in (EvidenceKind.LINK, EvidenceKind.REFERENCE)

    def to_json(self) -> dict[str, Any]:
        """Return the piece as JSON values."""
        return asdict(self) | {"kind": self.kind.value}


def check_content(piece: EvidencePiece) -> None:
    """Refuse a piece whose address, number or file is not as it should be."""
    if piece.kind is EvidenceKind.LINK:
        check_link(piece.reference)
    elif piece.kind is EvidenceKind.REFERENCE:
        read_written(piece.reference)
    else:
        check_size(piece.size)


def check_size(size: int) -> None:
    """Refuse a file that is empty or too large to be kept."""
    if size <= 0:
        raise Refused(N_("This file is empty. Please send it once more."))
    if size > LARGEST_FILE:
        raise Refused(
            N_("This file is larger than {n} MB. Please send a link to it instead."),
            n=LARGEST_FILE // 1024 // 1024,
        )


def media_type_of(data: bytes) -> str:
    """Return the media type of a file by its first bytes; refused where we do not take its kind."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(b"PK"):
        parts = _parts_of(data)
        for part, media_type in _MAIN_PARTS:
            if part in parts:
                return media_type
    raise Refused(
        N_(
            "This kind of file cannot be taken. Please send a photo (JPG, PNG), a PDF, a Word or Excel "
            "file, or a link."
        )
    )


def kind_of(media_type: str) -> EvidenceKind:
    """Return what a file of a media type is to people: a photo, a voice note or a document."""
    if media_type in (JPEG, PNG):
        return EvidenceKind.PHOTO
    return EvidenceKind.VOICE if media_type == _OGG else EvidenceKind.DOCUMENT


def read_written(text: str) -> tuple[EvidenceKind, str]:
    """Read written evidence: a web address is a link, anything else the number of a document."""
    bare = text.strip()
    if not bare:
        raise Refused(
            N_("Please send a photo, a document, a link, or write the document's number.")
        )
    if len(bare) > LONGEST_REFERENCE:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(bare),
            longest=LONGEST_REFERENCE,
        )
    if bare.casefold().startswith("www."):
        bare = f"https://{bare}"
    if _SCHEME.match(bare):
        check_link(bare)
        return EvidenceKind.LINK, bare
    return EvidenceKind.REFERENCE, " ".join(bare.split())


def check_link(address: str) -> None:
    """Refuse what is not the address of a page on the web."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and _HOST.match(_host(parts.netloc))
    except ValueError:
        known = None
    if not known or any(c.isspace() for c in address) or "@" in parts.netloc:
        raise Refused(
            N_("This is not a web address. Please send one such as {example}."),
            example="https://drive.google.com/…",
        )


def check_count(present: int) -> None:
    """Refuse a further piece where a report has all it may have."""
    if present >= MOST_PIECES:
        raise Refused(
            N_(
                "This report already has {n} pieces of evidence, which is all it can hold. Please remove "
                "one first, or send a link to a folder."
            ),
            n=present,
        )


def check_policy(policy: EvidencePolicy, piece: EvidencePiece) -> None:
    """Refuse a file where the unit wants numbers and links only."""
    if piece.is_file and policy is EvidencePolicy.REFERENCE_ONLY:
        raise Refused(
            N_(
                "Your unit keeps no files here. Please send the document's number or a link to it instead."
            )
        )


def asks_about_nik(text: str) -> Message | None:
    """Return the question to ask once about a text that seems to hold a citizen's number (NIK)."""
    if not any(_is_nik(re.sub(r"\D", "", found)) for found in _NIK.findall(text)):
        return None
    return say(
        N_(
            "This looks like somebody's NIK. Please leave out data of patients, pupils and taxpayers. "
            "Is it right as it is?"
        )
    )


def _is_nik(digits: str) -> bool:
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12


def _host(netloc: str) -> str:
    return netloc if netloc.endswith("]") else re.sub(r":\d{1,5}$", "", netloc)


def _parts_of(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError):
        return frozenset()
