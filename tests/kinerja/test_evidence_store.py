import hashlib
import io
import os
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from kinerja import evidence_store
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def store(tmp_path):
    return EvidenceStore(tmp_path / "deep" / "evidence")


def picture(form="JPEG", size=(40, 20), **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, form, **options)
    return written.getvalue()


def camera() -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION], exif[GPS] = "Telepon", 6, {1: "S", 2: (5.0, 8.0, 1.0)}
    return exif


def kept(store, data) -> Image.Image:
    return Image.open(store.path_of(store.keep(data, "foto").sha256))


def test_a_file_lies_under_its_hash_for_the_owner_only(store):
    stored = store.keep(PDF, "berkas.pdf")

    path = store.path_of(stored.sha256)
    assert hashlib.sha256(PDF).hexdigest() == stored.sha256
    assert (len(PDF), "application/pdf", False) == (
        stored.size,
        stored.media_type,
        stored.stripped,
    )
    assert PDF == path.read_bytes()
    assert (stored.sha256[:2], stored.sha256) == (path.parent.name, path.name)
    assert 0o600 == path.stat().st_mode & 0o777
    assert {0o700} == {p.stat().st_mode & 0o777 for p in path.parents[:2]}


def test_the_same_file_is_kept_once(store):
    first, second = store.keep(PDF, "a.pdf"), store.keep(PDF, "b.pdf")

    assert first == second
    assert [store.path_of(first.sha256)] == list(store.path_of(first.sha256).parent.iterdir())


def test_nothing_half_written_is_left(store, monkeypatch):
    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(evidence_store.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.keep(PDF, "a.pdf")

    assert [] == list(store.path_of(hashlib.sha256(PDF).hexdigest()).parent.iterdir())


def test_location_and_camera_are_taken_out_of_a_photo_and_it_is_turned(store):
    stored = store.keep(picture(exif=camera(), comment=b"di rumah", xmp=b"<x/>"), "foto.jpg")

    with Image.open(store.path_of(stored.sha256)) as clean:
        assert stored.stripped
        assert (20, 40) == clean.size
        assert {} == dict(clean.getexif())
        assert not {"comment", "xmp", "exif"} & set(clean.info)
    assert b"Telepon" not in store.path_of(stored.sha256).read_bytes()


def test_words_and_location_are_taken_out_of_a_png(store):
    words = PngInfo()
    words.add_text("Author", "Budi di rumah")
    stored = store.keep(picture("PNG", pnginfo=words, exif=camera()), "layar.png")

    content = store.path_of(stored.sha256).read_bytes()
    assert stored.stripped
    assert b"Budi" not in content
    assert b"eXIf" not in content


def test_what_is_hidden_behind_a_picture_is_taken_out(store):
    for form in ("JPEG", "PNG"):
        stored = store.keep(picture(form) + b"rahasia", "foto")
        assert stored.stripped
        assert b"rahasia" not in store.path_of(stored.sha256).read_bytes()


def test_the_second_picture_of_a_telephone_is_taken_out(store):
    written = io.BytesIO()
    first, second = Image.new("RGB", (8, 8)), Image.new("RGB", (8, 8), "blue")
    first.save(written, "MPO", save_all=True, append_images=[second], exif=camera())

    with kept(store, written.getvalue()) as clean:
        assert "JPEG" == clean.format


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_without_traces_stays_as_it_was(store, form):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture(form, icc_profile=profile)
    stored = store.keep(data, "foto")

    assert not stored.stripped
    assert data == store.path_of(stored.sha256).read_bytes()


@pytest.mark.parametrize("data", [picture()[:-200], picture("PNG")[:40], b"\xff\xd8\xff\xe0"])
def test_a_damaged_picture_is_refused(store, data):
    with pytest.raises(Refused, match="damaged"):
        store.keep(data, "foto")


def test_a_picture_with_too_many_pixels_is_refused(store, monkeypatch):
    monkeypatch.setattr(evidence_store, "MOST_PIXELS", 799)
    with pytest.raises(Refused, match="too many pixels"):
        store.keep(picture(), "foto")


@pytest.mark.parametrize("limit", [700, 100])
def test_a_picture_bomb_is_not_unpacked(store, monkeypatch, limit):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    with pytest.raises(Refused):
        store.keep(picture(), "foto")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63])
def test_only_a_hash_names_a_file(store, name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path_of(name)


def test_a_file_is_erased_once_it_is_not_new(store):
    stored = store.keep(PDF, "berkas.pdf")
    path = store.path_of(stored.sha256)
    assert not store.erase(stored.sha256, datetime.now(UTC))
    long_ago = path.stat().st_mtime - 2 * evidence_store.JUST_KEPT
    os.utime(path, (long_ago, long_ago))
    store.keep(PDF, "berkas.pdf")
    assert not store.erase(stored.sha256, datetime.now(UTC))
    assert path.exists()

    os.utime(path, (long_ago, long_ago))
    assert store.erase(stored.sha256, datetime.now(UTC))
    assert not path.exists()
    assert store.erase(stored.sha256, datetime.now(UTC))
