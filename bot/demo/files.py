"""Files that went through the chats: kept in memory, found by file_id, described by kind."""

import itertools
import mimetypes
import secrets
import struct
from dataclasses import dataclass

from bot.demo.call import Upload
from bot.demo.errors import bad_request
from bot.demo.shapes import Json

MAX_DOWNLOAD = 20 << 20
MAX_PHOTO = 10 << 20
_SIZES = (90, 320, 800, 1280)
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos"}
_NO_PICTURE = (0, 0)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file (or one size of a photo) that a bot can name by its id."""

    file_id: str
    file_unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes
    path: str
    description: Json

    def as_file(self) -> Json:
        """Give the answer of getFile."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": len(self.data),
            "file_path": self.path,
        }


class FileStore:
    """All files of one run."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = itertools.count()

    def by_id(self, file_id: str) -> StoredFile | None:
        """Find a file by its id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Find a file by the path that getFile gave."""
        return self._by_path.get(path)

    def content(self, kind: str, upload: Upload, *, duration: int = 1) -> Json:
        """Store a file and give the part of a message that shows it."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        if kind == "photo":
            return {"photo": self._photo(upload)}
        extra: Json = {}
        if kind == "voice":
            extra = {"duration": duration, "mime_type": upload.mime or "audio/ogg"}
        elif kind == "video":
            extra = {"width": 640, "height": 360, "duration": duration}
            extra |= {"mime_type": upload.mime or "video/mp4", "file_name": upload.name}
        else:
            extra = {"file_name": upload.name, "mime_type": _mime(upload)}
        return {kind: self._store(kind, upload, extra)}

    def again(self, kind: str, file_id: str) -> Json:
        """Give the part of a message that shows a file already known."""
        stored = self._by_id.get(file_id)
        if stored is None:
            if file_id.startswith(("http://", "https://")):
                raise bad_request("failed to get HTTP URL content")
            raise bad_request("wrong remote file identifier specified: can't unserialize it")
        if stored.kind == kind == "photo":
            return {"photo": self._sizes_of(stored)}
        if stored.kind == kind:
            return {kind: stored.description}
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")

    def _sizes_of(self, stored: StoredFile) -> list[Json]:
        family = stored.file_unique_id[:-1]
        return [
            other.description
            for other in self._by_id.values()
            if other.kind == "photo" and other.file_unique_id[:-1] == family
        ]

    def _photo(self, upload: Upload) -> list[Json]:
        if len(upload.data) > MAX_PHOTO:
            reason = f"file of size {len(upload.data)} bytes is too big for a photo"
            raise bad_request(f"{reason}; the maximum size is {MAX_PHOTO} bytes")
        width, height = picture_size(upload.data)
        if not width or not height:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if width + height > 10000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        family = secrets.token_urlsafe(9)
        sizes = [size for size in _SIZES if size < max(width, height)][:3]
        sizes.append(min(_SIZES[-1], max(width, height)))
        return [
            self._store(
                "photo",
                upload,
                {
                    "width": max(1, round(width * size / max(width, height))),
                    "height": max(1, round(height * size / max(width, height))),
                },
                f"{family}{letter}",
            )
            for letter, size in zip("smxy", sizes, strict=False)
        ]

    def _store(self, kind: str, upload: Upload, extra: Json, unique: str | None = None) -> Json:
        file_id = f"{kind[0].upper()}gAC{secrets.token_urlsafe(36)}"
        unique = unique or secrets.token_urlsafe(10)
        ending = "jpg" if kind == "photo" else upload.name.rpartition(".")[2] or "bin"
        path = f"{_FOLDERS[kind]}/file_{next(self._numbers)}.{ending}"
        description = {"file_id": file_id, "file_unique_id": unique, **extra}
        description["file_size"] = len(upload.data)
        stored = StoredFile(
            file_id, unique, kind, upload.name, _mime(upload), upload.data, path, description
        )
        self._by_id[file_id] = stored
        self._by_path[path] = stored
        return description


def picture_size(data: bytes) -> tuple[int, int]:
    """Read width and height of a PNG, JPEG or GIF picture; zero for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else _NO_PICTURE


def _jpeg_size(data: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return _NO_PICTURE


def _mime(upload: Upload) -> str:
    guessed = mimetypes.guess_type(upload.name)[0]
    if upload.mime and upload.mime != "application/octet-stream":
        return upload.mime
    return guessed or "application/octet-stream"
