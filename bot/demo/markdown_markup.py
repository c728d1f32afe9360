"""Telegram's MarkdownV2: marked text to plain text and entities, with Telegram's errors."""

from dataclasses import dataclass

from bot.demo.entities import in_order, utf16_length
from bot.demo.errors import ApiError, bad_request
from bot.demo.html_markup import link_entity
from bot.demo.shapes import Json

_RESERVED = "_*[]()~`>#+-=|{}.!"
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
_MARKS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
_BEGINNINGS = (
    ("```", "pre"),
    ("`", "code"),
    ("||", "spoiler"),
    ("__", "underline"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("![", "custom_emoji"),
    ("[", "text_link"),
)


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    begin: int
    start: int
    language: str = ""


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Parse MarkdownV2 into text and entities."""
    parser = _Parser(source)
    while parser.position < len(source):
        parser.step()
    parser.end_quote()
    if parser.open:
        last = parser.open[-1]
        raise _error(f"Can't find end of {_NAMES[last.kind]} entity", source, last.begin)
    return "".join(parser.text), in_order(parser.entities)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.quote: int | None = None

    def step(self) -> None:
        source, position = self.source, self.position
        here = source[position]
        if here == "\\" and position + 1 < len(source) and 0 < ord(source[position + 1]) <= 126:
            self._say(source[position + 1], 2)
        elif self._in_code() and here != "`":
            self._say(here)
        elif here == ">" and self._line_starts() and not self.open:
            self.quote = self.offset if self.quote is None else self.quote
            self.position += 1
        elif here not in _RESERVED:
            self._say(here)
            if here == "\n" and not source.startswith(">", self.position):
                self.end_quote(without_newline=True)
        elif self._ends():
            self._end()
        else:
            self._begin(here)

    def end_quote(self, *, without_newline: bool = False) -> None:
        """Close a block quotation at the end of its last line."""
        if self.quote is None:
            return
        length = self.offset - self.quote - (1 if without_newline else 0)
        hidden = self.text[-2:] == ["|", "|"]
        if length > 0:
            kind = "expandable_blockquote" if hidden else "blockquote"
            self.entities.append({"type": kind, "offset": self.quote, "length": length})
        self.quote = None

    def _say(self, character: str, consumed: int = 1) -> None:
        self.text.append(character)
        self.offset += utf16_length(character)
        self.position += consumed

    def _in_code(self) -> bool:
        return bool(self.open) and self.open[-1].kind in {"code", "pre"}

    def _line_starts(self) -> bool:
        return self.position == 0 or self.source[self.position - 1] == "\n"

    def _ends(self) -> bool:
        if not self.open:
            return False
        kind = self.open[-1].kind
        if kind == "italic" and self.source.startswith("__", self.position):
            return False
        return self.source.startswith(_MARKS[kind], self.position)

    def _begin(self, here: str) -> None:
        for mark, kind in _BEGINNINGS:
            if self.source.startswith(mark, self.position) and not self._in_code():
                opened = _Open(kind, self.offset, self.position, len(self.text))
                self.open.append(opened)
                self.position += len(mark)
                if kind == "pre":
                    self._language(opened)
                return
        reason = f"Character '{here}' is reserved and must be escaped with the preceding '\\'"
        raise _error(reason)

    def _language(self, opened: _Open) -> None:
        line, newline, _ = self.source[self.position :].partition("\n")
        if newline and line and not any(c.isspace() or c == "`" for c in line):
            opened.language = line
            self.position += len(line)
        if self.source.startswith("\n", self.position):
            self.position += 1

    def _end(self) -> None:
        opened = self.open.pop()
        self.position += len(_MARKS[opened.kind])
        address = self._address(opened) if opened.kind in {"text_link", "custom_emoji"} else ""
        length = self.offset - opened.offset
        entity: Json | None = {"type": opened.kind}
        if opened.kind == "text_link":
            entity = link_entity(address)
        elif opened.kind == "custom_emoji":
            entity = {"type": opened.kind, "custom_emoji_id": address.rpartition("=")[2]}
        elif opened.language:
            entity = {"type": opened.kind, "language": opened.language}
        if entity is not None and length > 0:
            kind = entity.pop("type")
            place = {"offset": opened.offset, "length": length}
            self.entities.append({"type": kind, **place, **entity})

    def _address(self, opened: _Open) -> str:
        if not self.source.startswith("(", self.position):
            return "".join(self.text[opened.start :])
        begin = self.position = self.position + 1
        address = ""
        while self.position < len(self.source) and self.source[self.position] != ")":
            if self.source[self.position] == "\\" and self.position + 1 < len(self.source):
                self.position += 1
            address += self.source[self.position]
            self.position += 1
        if self.position >= len(self.source):
            raise _error("Can't find end of a URL", self.source, begin)
        self.position += 1
        return address


def _error(reason: str, source: str | None = None, begin: int = 0) -> ApiError:
    place = "" if source is None else f" at byte offset {len(source[:begin].encode())}"
    return bad_request(f"can't parse entities: {reason}{place}")
