"""What is to be said, before a language is chosen: marked sentences with values, and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence in singular and plural; the value ``n`` of its message chooses the form."""

    one: str
    many: str


def N_(sentence: str) -> str:  # noqa: N802 - the customary name, which the extractor looks for
    """Mark an English sentence for the catalogues without translating it."""
    return sentence


def NN_(one: str, many: str) -> Plural:  # noqa: N802 - as above
    """Mark a sentence that has a plural."""
    return Plural(one, many)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, said as "January 2026"; ``first`` is its first day."""

    first: date


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A moment (aware, UTC) as the clock of an IANA zone shows it, said with the zone's name."""

    moment: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """Words of a person in each language they wrote them in, as HTML made by a rule; said as they are."""

    texts: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Return the words in a language, or in the one there is."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said later, in the language of whoever reads it.

    ``id`` is the English sentence or a ``Plural``. ``values`` fill its named placeholders: strings
    (escaped when said), numbers, dates, ``Month``, ``LocalTime``, further messages (said in place) and
    tuples of messages (a line each).
    """

    id: str | Plural
    values: Mapping[str, Any] = field(default_factory=dict)


def say(sentence: str | Plural, **values: Any) -> Message:
    """Build a message from a marked sentence and its values."""
    return Message(sentence, values)


LINES = "{lines}"
WORDS = "{words}"


def lines(*messages: Message | None) -> Message:
    """Join messages, one a line; None is left out."""
    return Message(LINES, {"lines": tuple(m for m in messages if m is not None)})


def words(text: str) -> Message:
    """Wrap words of a person (never translated, escaped when said)."""
    return Message(WORDS, {"words": text})


def encode(value: Any) -> Any:
    """Return the JSON form of a value of a message; raise TypeError for what a message cannot hold."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    for kind, (tag, write, _read) in _CODECS.items():
        if type(value) is kind:
            return {tag: write(value)}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {"$map": {key: encode(item) for key, item in value.items()}}
    raise TypeError(f"a message cannot hold a {type(value).__name__}")


def decode(value: Any) -> Any:
    """Return the value a JSON form stands for."""
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    if isinstance(value, dict):
        ((tag, content),) = value.items()
        return _READERS[tag](content)
    return value


def _encode_message(message: Message) -> Any:
    sentence = message.id if isinstance(message.id, str) else [message.id.one, message.id.many]
    return [sentence, {key: encode(item) for key, item in message.values.items()}]


def _decode_message(content: Any) -> Message:
    sentence, values = content
    return Message(
        sentence if isinstance(sentence, str) else Plural(*sentence),
        {key: decode(item) for key, item in values.items()},
    )


_CODECS: dict[type, tuple[str, Any, Any]] = {
    Message: ("$say", _encode_message, _decode_message),
    Decimal: ("$n", str, Decimal),
    datetime: ("$t", datetime.isoformat, datetime.fromisoformat),
    date: ("$d", date.isoformat, date.fromisoformat),
    time: ("$h", time.isoformat, time.fromisoformat),
    Formatted: ("$f", lambda f: dict(f.texts), Formatted),
    Month: ("$m", lambda m: m.first.isoformat(), lambda s: Month(date.fromisoformat(s))),
    LocalTime: (
        "$z",
        lambda z: [z.moment.isoformat(), z.zone],
        lambda c: LocalTime(datetime.fromisoformat(c[0]), c[1]),
    ),
}
_READERS = {tag: read for tag, _write, read in _CODECS.values()} | {
    "$map": lambda content: {key: decode(item) for key, item in content.items()}
}
