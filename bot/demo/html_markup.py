"""Telegram's HTML markup: text with tags to plain text and entities, with Telegram's errors."""

import re
from dataclasses import dataclass

from bot.demo.entities import in_order, utf16_length
from bot.demo.errors import ApiError, bad_request
from bot.demo.shapes import Json

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = {*_SIMPLE, "a", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?:x(?P<hex>[0-9a-fA-F]+)|(?P<number>\d+))|(?P<name>[A-Za-z]+));?")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"""
)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Parse HTML markup into text and entities."""
    parser = _Parser(source)
    while parser.position < len(source):
        parser.step()
    if parser.open:
        raise _error(f'Can\'t find end tag corresponding to start tag "{parser.open[-1].tag}"')
    return "".join(parser.text), in_order(parser.entities)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def step(self) -> None:
        here = self.source[self.position]
        if here == "<" and self.source.startswith("</", self.position):
            self._end_tag()
        elif here == "<":
            self._start_tag()
        else:
            self._character(here)

    def _character(self, here: str) -> None:
        match = _CHARACTER.match(self.source, self.position) if here == "&" else None
        decoded = _decoded(match) if match else ""
        if match and decoded:
            self._say(decoded)
            self.position = match.end()
        else:
            self._say(here)
            self.position += 1

    def _say(self, character: str) -> None:
        self.text.append(character)
        self.offset += utf16_length(character)

    def _start_tag(self) -> None:
        begin = self.position
        name = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        tag = name.group().lower() if name else ""
        after = begin + 1 + len(tag)
        if after >= len(self.source):
            raise _error("Unclosed start tag", self.source, begin)
        if tag not in _TAGS:
            raise _error(f'Unsupported start tag "{tag}"', self.source, begin)
        attributes, close = self._attributes(tag, begin, after)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _error('Tag "span" must have class "tg-spoiler"', self.source, begin)
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))
        self.position = close + 1

    def _attributes(self, tag: str, begin: int, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            rest = self.source[position:].lstrip()
            position = len(self.source) - len(rest)
            if not rest:
                raise _error("Unclosed start tag", self.source, begin)
            if rest[0] == ">":
                return attributes, position
            match = _ATTRIBUTE.match(self.source, position)
            if match is None:
                raise _error(f'Empty attribute name in the tag "{tag}"', self.source, begin)
            value = match["double"] or match["single"] or match["bare"] or ""
            attributes[match["name"].lower()] = re.sub(
                _CHARACTER, lambda found: _decoded(found) or found.group(), value
            )
            position = match.end()

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _error("Unexpected end tag", self.source, begin)
        close = re.compile(r"</([^\s>]*)\s*(>?)").match(self.source, begin)
        if close is None or not close[2]:
            raise _error("Unclosed end tag", self.source, begin)
        opened = self.open.pop()
        found = close[1].lower()
        if found and found != opened.tag:
            at = len(self.source[:begin].encode())
            raise _error(
                f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", '
                f'found "</{found}>"'
            )
        self.position = close.end()
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        place = {"offset": opened.offset, "length": self.offset - opened.offset}
        content = "".join(self.text[opened.start :])
        kind = _kind(opened, content)
        if kind is None:
            return
        if opened.tag == "pre":
            inner = [e for e in self.entities if e["type"] == "code" and _same(e, place)]
            for entity in inner:
                self.entities.remove(entity)
                kind.update({k: v for k, v in entity.items() if k == "language"})
        if opened.tag == "code" and self.open and self.open[-1].tag == "pre":
            kind.update(_language(opened))
        self.entities.append({"type": kind.pop("type"), **place, **kind})


def _kind(opened: _Open, content: str) -> Json | None:
    if opened.tag in _SIMPLE:
        return {"type": _SIMPLE[opened.tag]}
    if opened.tag == "blockquote":
        expandable = "expandable" in opened.attributes
        return {"type": "expandable_blockquote" if expandable else "blockquote"}
    if opened.tag == "a":
        return link_entity(opened.attributes.get("href") or content)
    if opened.tag == "tg-emoji" and opened.attributes.get("emoji-id", "").isdigit():
        return {"type": "custom_emoji", "custom_emoji_id": opened.attributes["emoji-id"]}
    if opened.tag == "tg-time" and opened.attributes.get("unix", "").isdigit():
        moment: Json = {"type": "date_time", "unix_time": int(opened.attributes["unix"])}
        if opened.attributes.get("format"):
            moment["date_time_format"] = opened.attributes["format"]
        return moment
    return None


def link_entity(address: str) -> Json | None:
    """Make the entity of a link, or none if the address is no address."""
    if re.fullmatch(r"tg://user\?id=\d+", address):
        number = int(address.rpartition("=")[2])
        user = {"id": number, "is_bot": False, "first_name": str(number)}
        return {"type": "text_mention", "user": user}
    if re.fullmatch(r"(?:https?|tg|tonsite)://\S+|mailto:\S+|tel:\S+", address):
        return {"type": "text_link", "url": address}
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", address):
        return {"type": "text_link", "url": f"http://{address}"}
    return None


def _language(opened: _Open) -> Json:
    name = opened.attributes.get("class", "")
    return {"language": name.removeprefix("language-")} if name.startswith("language-") else {}


def _same(entity: Json, place: Json) -> bool:
    return bool(entity["offset"] == place["offset"] and entity["length"] == place["length"])


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED.get(match["name"], "")
    number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    return chr(number) if 0 < number < 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""


def _error(reason: str, source: str | None = None, begin: int = 0) -> ApiError:
    place = "" if source is None else f" at byte offset {len(source[:begin].encode())}"
    return bad_request(f"can't parse entities: {reason}{place}")
