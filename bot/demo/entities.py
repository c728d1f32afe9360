"""Entities of a text: positions in UTF-16 units, trimming, and what Telegram finds by itself."""

import re

from bot.demo.shapes import Json

_FOUND = re.compile(
    r"(?P<url>(?:https?://|(?<![\w@/.])(?:www\.|t\.me/))[^\s<>\"]+[^\s<>\".,;:!?)\]'])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#/])#\w*[^\W\d]\w*)"
)
_CLOSED = {"code", "pre", "text_link", "text_mention"}


def utf16_length(text: str) -> int:
    """Count UTF-16 units, the measure of all entity positions."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def entity_text(text: str, entity: Json) -> str:
    """Give the piece of a text that an entity covers."""
    units = text.encode("utf-16-le")
    start = 2 * int(entity["offset"])
    return units[start : start + 2 * int(entity["length"])].decode("utf-16-le", "replace")


def found_entities(text: str) -> list[Json]:
    """Find commands, addresses, mentions and hashtags in a text."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself, except inside code and links."""
    closed = [entity for entity in entities if entity["type"] in _CLOSED]
    found = [
        entity
        for entity in found_entities(text)
        if not any(_overlap(entity, other) for other in closed)
    ]
    return in_order(entities + found)[:100]


def in_order(entities: list[Json]) -> list[Json]:
    """Sort entities by position, the longer first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take blanks off both ends, as Telegram does, and move the entities along."""
    right = text.rstrip()
    body = right.lstrip()
    shift = utf16_length(right) - utf16_length(body)
    end = utf16_length(body)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        stop = min(end, entity["offset"] + entity["length"] - shift)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return body, moved


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
