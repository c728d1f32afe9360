"""From raw updates to incoming values."""

import copy
import json
import random
from datetime import UTC, datetime

import pytest

from bot.talk.turn import Incoming, IncomingKind
from bot.telegram import face
from kinerja.models import EvidenceKind

NOW = datetime(2026, 2, 2, tzinfo=UTC)
CHAT = {"id": 11, "type": "private", "first_name": "Budi"}
SENDER = {"id": 11, "is_bot": False, "first_name": "Budi", "language_code": "id"}


def message(**content):
    body = {"message_id": 5, "date": 1_770_000_000, "chat": CHAT, "from": SENDER, **content}
    return {"update_id": 7, "message": body}


def tap(**changes):
    shown = {"message_id": 9, "date": 0, "chat": CHAT}
    query = {"id": "q1", "from": SENDER, "message": shown, "data": "1|a|menu", **changes}
    return {"update_id": 8, "callback_query": query}


def membership(status, chat=CHAT):
    change = {"chat": chat, "from": SENDER, "date": 1, "new_chat_member": {"status": status}}
    return {"update_id": 9, "my_chat_member": change}


PHOTO = [
    {"file_id": "small", "width": 90, "height": 90, "file_size": 900},
    {"file_id": "large", "width": 900, "height": 900, "file_size": 9000},
]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (message(text="halo"), {"kind": IncomingKind.TEXT, "text": "halo", "message_id": 5}),
        (
            message(text="/Lapor@kinerja_bot  2026-01 \n"),
            {"kind": IncomingKind.COMMAND, "command": "lapor", "argument": "2026-01"},
        ),
        (message(text="/"), {"kind": IncomingKind.TEXT, "text": "/"}),
        (message(text="/lapor?"), {"kind": IncomingKind.TEXT}),
        (message(sticker={"file_id": "x"}), {"kind": IncomingKind.OTHER}),
        (message(text="a", forward_origin={"type": "user"}), {"forwarded": True}),
        (tap(), {"kind": IncomingKind.BUTTON, "data": "1|a|menu", "message_id": 9, "at": NOW}),
        (tap(data=None) | {}, None),
        (membership("kicked"), {"kind": IncomingKind.BLOCKED}),
        (membership("member"), {"kind": IncomingKind.UNBLOCKED}),
        (message(text="a\0b\ud800"), {"text": "ab\ufffd"}),
        (message(text=5), None),
        (message(chat={"id": "11"}), None),
        (message(message_id=True), None),
        ({"update_id": 1, "poll": {}}, None),
        ({"update_id": 1, "message": []}, None),
    ],
)
def test_an_update_becomes_what_somebody_did(update, expected):
    if expected is None:
        with pytest.raises(face.Undecodable):
            face.read(update, NOW)
        return
    incoming = face.read(update, NOW)
    assert expected == {name: getattr(incoming, name) for name in expected}


def test_an_edit_is_told_from_a_message_and_brings_no_file():
    update = message(document={"file_id": "d"})
    update["edited_message"] = update.pop("message")

    incoming = face.read(update, NOW)

    assert (IncomingKind.EDITED, None) == (incoming.kind, incoming.attachment)


@pytest.mark.parametrize(
    ("content", "kind", "file_id"),
    [
        ({"photo": PHOTO, "caption": "bukti"}, EvidenceKind.PHOTO, "large"),
        ({"document": {"file_id": "d", "file_name": "a.pdf"}}, EvidenceKind.DOCUMENT, "d"),
        ({"voice": {"file_id": "v", "duration": 3}}, EvidenceKind.VOICE, "v"),
    ],
)
def test_a_file_comes_with_its_kind(content, kind, file_id):
    incoming = face.read(message(media_group_id="g", **content), NOW)

    assert IncomingKind.FILE is incoming.kind
    assert (kind, file_id) == (incoming.attachment.kind, incoming.attachment.file_id)
    assert content.get("caption", "") == incoming.text
    assert "g" == incoming.album


@pytest.mark.parametrize(("status", "leave"), [("member", True), ("kicked", False)])
def test_groups_are_left(status, leave):
    group = {"id": -100, "type": "supergroup", "title": "Dinas"}

    assert face.Elsewhere(-100, leave) == face.read(membership(status, group), NOW)


def mutants(update, chance):
    """Replace, remove or retype one part of an update."""
    places = []

    def walk(part):
        children = (
            part.items()
            if isinstance(part, dict)
            else enumerate(part)
            if isinstance(part, list)
            else ()
        )
        for key, child in children:
            places.append((part, key))
            walk(child)

    changed = copy.deepcopy(update)
    walk(changed)
    part, key = chance.choice(places)
    junk = [None, [], {}, "", "x", -1, 2**70, 1.5, True, {"id": []}, [[]], "\ud83d", "9" * 5000]
    if isinstance(part, dict) and chance.random() < 0.3:
        del part[key]
    else:
        part[key] = chance.choice(junk)
    return changed


def test_mutated_updates_are_read_or_refused_and_never_break_the_reader():
    chance = random.Random(1)
    originals = [
        message(text="/lapor x"),
        message(photo=PHOTO, caption="c", media_group_id="1"),
        message(document={"file_id": "d", "file_name": "n", "mime_type": "m", "file_size": 1}),
        tap(),
        membership("kicked"),
    ]
    read = 0
    for _ in range(20_000):
        update = mutants(chance.choice(originals), chance)
        json.dumps(update)
        assert isinstance(face.chat_id_of(update), int)
        face.update_id_of(update)
        face.callback_id_of(update)
        try:
            read += isinstance(face.read(update, NOW), Incoming)
        except face.Undecodable:
            continue
    assert read > 1000
