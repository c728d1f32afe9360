"""The text of a call: parsed, trimmed and measured as Telegram does it."""

from bot.demo.call import Call
from bot.demo.entities import trimmed, utf16_length, with_found
from bot.demo.errors import bad_request
from bot.demo.html_markup import parse_html
from bot.demo.markdown_markup import parse_markdown
from bot.demo.shapes import Json, Value

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BYTES = 32768
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


def parsed(source: str, parse_mode: str, entities: Value) -> tuple[str, list[Json]]:
    """Parse a text by its parse mode, or take the entities that came with it."""
    if len(source.encode()) > MAX_BYTES:
        raise bad_request("Text is too long")
    if not parse_mode:
        return source, _given(source, entities)
    parser = _PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad_request("unsupported parse_mode")
    return parser(source)


def message_text(call: Call) -> tuple[str, list[Json]]:
    """Read the text of a message with its entities."""
    source = call.string("text")
    if not source:
        raise bad_request("message text is empty")
    given = call.structure("entities", "entities")
    text, entities = parsed(source, call.string("parse_mode"), given)
    if not text:
        raise bad_request("message text is empty")
    text, entities = trimmed(text, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, with_found(text, entities)


def caption(source: str, parse_mode: str, given: Value) -> Json:
    """Read a caption; gives the fields caption and caption_entities, or none of them."""
    text, entities = trimmed(*parsed(source, parse_mode, given))
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    entities = with_found(text, entities)
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def call_caption(call: Call) -> Json:
    """Read the caption of a call."""
    given = call.structure("caption_entities", "caption entities")
    return caption(call.string("caption"), call.string("parse_mode"), given)


def _given(source: str, entities: Value) -> list[Json]:
    if not isinstance(entities, list):
        return []
    end = utf16_length(source)
    kept = []
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse MessageEntity: Object expected")
        if entity["offset"] >= 0 and 0 < entity["length"] <= end - entity["offset"]:
            kept.append(entity)
    return kept[:100]
