"""The evidence store: files under their SHA-256, without location and camera data."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja.errors import N_, Refused
from kinerja.rules.evidence import JPEG, PNG, check_size, media_type_of

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
"""A picture takes four bytes a pixel while it is worked on; nobody's telephone needs more."""

JUST_KEPT = 3600
"""Seconds in which a file that was sent (again) is not erased: its message may not be handled yet."""

_HASH = re.compile(r"[0-9a-f]{64}")
_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_HARMLESS = {
    "JPEG": {"APP0", "APP14"},
    "PNG": {"dpi", "gamma", "transparency", "icc_profile", "srgb", "interlace", "chromaticity"},
}
_KEPT = ("icc_profile", "transparency")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was kept; ``stripped`` says that it differs from what was sent."""

    sha256: str
    size: int
    media_type: str
    stripped: bool


class EvidenceStore:
    """A folder of evidence; replicas share it, and the same file is kept once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, data: bytes, file_name: str) -> StoredFile:
        """Keep a file and return what it is; refused for a kind or size we do not take.

        The kind is told by the content, whatever ``file_name`` says.
        """
        check_size(len(data))
        media_type = media_type_of(data)
        clean = _without_traces(data, media_type) if media_type in _FORMATS else data
        check_size(len(clean))
        sha256 = hashlib.sha256(clean).hexdigest()
        self._write(self.path_of(sha256), clean)
        return StoredFile(sha256, len(clean), media_type, stripped=clean is not data)

    def path_of(self, sha256: str) -> Path:
        """Return where a file lies, whether or not it is there."""
        if not _HASH.fullmatch(sha256):
            raise ValueError("not a SHA-256 in lower case")
        return self._path / sha256[:2] / sha256

    def erase(self, sha256: str, now: datetime) -> bool:
        """Erase a file, unless it was kept within the last hour; say whether it is gone."""
        path = self.path_of(sha256)
        try:
            if now.timestamp() - path.stat().st_mtime < JUST_KEPT:
                return False
            path.unlink()
        except FileNotFoundError:
            pass
        return True

    def _write(self, target: Path, data: bytes) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.utime(target)
            return
        for folder in (self._path, target.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.with_name(f".{secrets.token_hex(8)}")
        try:
            with os.fdopen(
                os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
            ) as f:
                f.write(data)
                f.flush()
                os.fsync(f.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)


def _without_traces(data: bytes, media_type: str) -> bytes:
    """Return a picture without what its camera added; the same object where there was nothing."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow to import, needed for pictures only

    form = _FORMATS[media_type]
    unreadable = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels()
            if _is_clean(picture, data, form):
                picture.load()
                return data
            upright = ImageOps.exif_transpose(picture)
            upright.info = {key: upright.info[key] for key in _KEPT if key in upright.info}
            written = io.BytesIO()
            upright.save(written, form, quality=90, optimize=True)
            return written.getvalue()
    except Image.DecompressionBombWarning:
        raise _too_many_pixels() from None
    except unreadable:
        raise Refused(
            N_("This picture cannot be read; it seems damaged. Please take or send it once more.")
        ) from None


def _is_clean(picture: Image, data: bytes, form: str) -> bool:
    if picture.format != form:
        return False
    if form == "PNG":
        picture.load()
        return set(picture.info) <= _HARMLESS[form] and data.endswith(b"IEND\xaeB`\x82")
    marks = {
        name
        for name, content in getattr(picture, "applist", [])
        if not (name == "APP2" and content.startswith(b"ICC_PROFILE"))
    }
    return marks <= _HARMLESS[form] and data.endswith(b"\xff\xd9")


def _too_many_pixels() -> Refused:
    return Refused(
        N_("This picture has too many pixels. Please send it smaller, or send a link to it.")
    )
