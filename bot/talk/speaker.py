"""Sentences in one language: looked up, filled in, escaped; dates and numbers as that language writes them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.pofile import read_po

from kinerja.messages import Formatted, LocalTime, Message, Month, Plural

LOCALES = Path(__file__).parents[2] / "locales"
LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
_INDONESIAN_MARKS = str.maketrans(",.", ".,")
_TAGS = re.compile(r"</?(?:b|i|code)>")


@dataclass(frozen=True)
class Speaker:
    """Says messages in one language."""

    language: str
    sentences: Mapping[str, str | tuple[str, ...]]

    def html(self, message: Message) -> str:
        """Say a message as HTML; values are escaped, only the sentence itself may have tags."""
        sentence = self._sentence(message)
        if not message.values:
            return sentence
        values = {key: self._value(value) for key, value in message.values.items()}
        return _without_double_stops(sentence, values).format_map(values)

    def plain(self, message: Message) -> str:
        """Say a message as plain text, for labels and for the command line."""
        return html.unescape(_TAGS.sub("", self.html(message)))

    def date(self, day: date) -> str:
        """Write a date, such as 31 Januari 2026."""
        return format_date(day, "d MMMM y", locale=self.language)

    def number(self, number: Decimal | int) -> str:
        """Write a number, such as 1.234,5."""
        text = (
            f"{number:,}" if isinstance(number, int) else f"{number:,.4f}".rstrip("0").rstrip(".")
        )
        return text.translate(_INDONESIAN_MARKS) if self.language == "id" else text

    def time(self, clock: time) -> str:
        """Write a time of day, such as 08.00."""
        return clock.strftime("%H.%M" if self.language == "id" else "%H:%M")

    def _sentence(self, message: Message) -> str:
        if isinstance(message.id, str):
            found = self.sentences.get(message.id, message.id)
            return found if isinstance(found, str) else found[0]
        return self._plural(message.id, int(message.values["n"]))

    def _plural(self, plural: Plural, n: int) -> str:
        forms = self.sentences.get(plural.one)
        if isinstance(forms, tuple):
            return forms[0] if len(forms) == 1 or n == 1 else forms[1]
        return plural.one if n == 1 else plural.many

    def _value(self, value: Any) -> str:
        if isinstance(value, str):
            return html.escape(value, quote=False)
        for kind, write in self._writers():
            if isinstance(value, kind):
                return str(write(value))
        return html.escape(str(value), quote=False)

    def _writers(self) -> tuple[tuple[Any, Any], ...]:
        return (
            (Message, self.html),
            (Formatted, lambda words: words.in_language(self.language)),
            (tuple, lambda items: "\n".join(self._value(item) for item in items)),
            ((int, Decimal), self.number),
            (LocalTime, self._local_time),
            (datetime, lambda moment: moment.isoformat()),
            (date, self.date),
            (Month, lambda month: format_date(month.first, "MMMM y", locale=self.language)),
            (time, self.time),
        )

    def _local_time(self, at: LocalTime) -> str:
        local = at.moment.astimezone(ZoneInfo(at.zone))
        zone = ZONE_NAMES.get(at.zone, at.zone)
        return f"{self.date(local.date())}, {self.time(local.timetz())} {zone}"


@cache
def speaker(language: str) -> Speaker:
    """Return the speaker of a language; the default one for a language we do not have."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    return Speaker(chosen, _read_catalogue(chosen))


def choose_language(language_code: str) -> str:
    """Return our language for Telegram's ``language_code``: English where it is English, else Indonesian."""
    return "en" if language_code.lower().split("-")[0] == "en" else DEFAULT_LANGUAGE


def _without_double_stops(sentence: str, values: Mapping[str, str]) -> str:
    """Leave out the full stop behind a value that brings one, such as a name with "S.Kep."."""
    for key, text in values.items():
        if text.endswith("."):
            sentence = sentence.replace(f"{{{key}}}.", f"{{{key}}}")
            sentence = sentence.replace(f"{{{key}}}</b>.", f"{{{key}}}</b>")
    return sentence


def _read_catalogue(language: str) -> dict[str, str | tuple[str, ...]]:
    path = LOCALES / language / "LC_MESSAGES" / "kinerja.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    sentences: dict[str, str | tuple[str, ...]] = {}
    for entry in catalogue:
        said = entry.string
        if not entry.id or not said or entry.fuzzy:
            continue
        if isinstance(entry.id, str):
            sentences[entry.id] = str(said)
        else:
            forms = (said,) if isinstance(said, str) else tuple(said)
            if all(forms):
                sentences[entry.id[0]] = forms
    return sentences
