"""Quick logs: one message read as amount and text, and the days a log may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from kinerja.errors import N_, Refused
from kinerja.rules.cells import clean
from kinerja.rules.evidence import MOST_PIECES
from kinerja.rules.values import LARGEST

LONGEST_TEXT = 2000
SHORTEST_TEXT = 3
LONGEST_NUMBER = 9
"""Digits of an amount at the beginning of a message; more is the number of a person or a document."""

_LEADING = re.compile(
    r"""^(?P<number>[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,4})?   # 1.200 or 1.200,5
        |\d+(?:[.,]\d{1,2})?)                               # 12 or 12,5
        (?P<share>\s*%)?
        \s+(?P<text>\S.*)$""",
    re.VERBOSE | re.DOTALL,
)
_MONTHS = (
    "jan|feb|mar|apr|mei|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec|januari|februari|maret|april|"
    "juni|juli|agustus|september|oktober|november|desember|january|february|march|june|july|august|"
    "october|december"
)
_NOT_COUNTED = re.compile(rf"^(?:(?:{_MONTHS})\b|wib\b|wita\b|wit\b|[-–/:.)\d])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogContent:
    """What a log says; without ``lineage`` it is work outside the plan (*di luar SKP*)."""

    day: date
    text: str
    lineage: str | None = None
    amount: Decimal | None = None
    starts_at: time | None = None
    ends_at: time | None = None


def check_log(content: LogContent, today: date, open_from: date) -> LogContent:
    """Return a log with its text cleaned; refused where its day, amount or times cannot be."""
    check_day(content.day, today, open_from)
    check_amount(content.amount)
    check_times(content.starts_at, content.ends_at)
    return replace(content, text=clean_text(content.text))


def check_pieces(present: int) -> None:
    """Refuse a further piece of evidence where a log has all it may have; an album is one."""
    if present >= MOST_PIECES:
        raise Refused(
            N_(
                "This log already has {n} pieces of evidence, which is all it can hold. Please remove one "
                "first, or send a link to a folder."
            ),
            n=present,
        )


def check_not_gathered(number: str | None) -> None:
    """Refuse to change a log that the report with this number already holds."""
    if number is not None:
        raise Refused(
            N_(
                "This log is already part of report {number}. Take the report back first, then you can "
                "change the log."
            ),
            number=number,
        )


def parse_log(message: str) -> tuple[Decimal | None, str]:
    """Read a log from one message: "12 kunjungan posyandu" is twelve of them.

    Return the amount (None where the message begins with none) and the text. Dates, times and numbers
    of people or documents at the beginning are part of the text.
    """
    text = clean_text(message)
    found = _LEADING.match(text)
    if found is None or _NOT_COUNTED.match(found["text"]):
        return None, text
    written = found["number"]
    if sum(c.isdigit() for c in written) > LONGEST_NUMBER or (
        written.startswith("0") and written[1:2].isdigit()
    ):
        return None, text
    return _amount(written), clean_text(found["text"])


def clean_text(text: str) -> str:
    """Return the text of a log without stray spaces; refused where it says nothing or too much."""
    cleaned = "\n".join(
        " ".join(line.split()) for line in text.strip().splitlines() if line.strip()
    )
    if len(clean(cleaned)) < SHORTEST_TEXT:
        raise Refused(
            N_("Please write in a few words what was done, for example: 12 posyandu visits.")
        )
    if len(cleaned) > LONGEST_TEXT:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(cleaned),
            longest=LONGEST_TEXT,
        )
    return cleaned


def check_day(day: date, today: date, open_from: date) -> None:
    """Refuse a day to come, and one of a month that is closed: ``open_from`` is the first day that is not."""
    if day > today:
        raise Refused(N_("{day} is still to come. Please choose today or an earlier day."), day=day)
    if day < open_from:
        raise Refused(
            N_("The month of {day} is closed for logs. Please choose a day from {first} on."),
            day=day,
            first=open_from,
        )


def check_amount(amount: Decimal | None) -> None:
    """Refuse an amount that is nothing, less than nothing or beyond any count."""
    if amount is not None and not 0 < amount < LARGEST:
        raise Refused(N_("Please write an amount above 0, for example 12 or 12,5."))


def check_times(starts_at: time | None, ends_at: time | None) -> None:
    """Refuse an end without a beginning, and an end at the minute of the beginning.

    An end before the beginning is the next morning: the day of a night shift is the day it began.
    """
    if ends_at is not None and starts_at is None:
        raise Refused(N_("Please say also when it began, for example 08.00."))
    if starts_at is not None and starts_at == ends_at:
        raise Refused(N_("Beginning and end are the same time. Please write when it ended."))


_TIMES = re.compile(
    r"""^\s*(?:jam|pukul)?\s*(\d{1,2})(?:[.:](\d{2}))?
        \s*(?:-|–|—|s\.?/?d\.?|sampai|hingga|to|until)\s*
        (\d{1,2})(?:[.:](\d{2}))?\s*(?:wib|wita|wit)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


def read_times(written: str) -> tuple[time, time]:
    """Read when something began and ended: "08.00-10.30", "22-06", "8 sampai 10.30"."""
    found = _TIMES.match(written)
    first, minutes, last, more = (int(part or 0) for part in found.groups()) if found else [99] * 4
    if max(first, last) > 24 or max(minutes, more) > 59:
        raise Refused(N_("Please write when it began and when it ended, for example 08.00-10.30."))
    begins, ends = time(first % 24, minutes), time(last % 24, more)
    check_times(begins, ends)
    return begins, ends


_GREETINGS = frozenset(
    [
        "halo",
        "hai",
        "hi",
        "hello",
        "selamat",
        "pagi",
        "siang",
        "sore",
        "malam",
        "assalamualaikum",
        "assalamu'alaikum",
        "terima",
        "kasih",
        "makasih",
        "thanks",
        "thank",
        "you",
        "ok",
        "oke",
        "baik",
        "siap",
        "mohon",
        "maaf",
        "tes",
        "test",
        "permisi",
        "bu",
        "pak",
        "ibu",
        "bapak",
        "good",
        "morning",
    ]
)
_FEWEST_WORDS = 3


def may_be_log(text: str) -> bool:
    """Say whether words that nobody asked for look like work that was done: no greeting, no question."""
    found = [word.strip(".,!:;()").lower() for word in text.split()]
    spoken = [word for word in found if any(c.isalpha() for c in word)]
    if text.rstrip().endswith("?") or len(found) < _FEWEST_WORDS or len(text) > LONGEST_TEXT:
        return False
    return len([word for word in spoken if word not in _GREETINGS]) >= _FEWEST_WORDS - 1


RECURRING = 3
"""How often the same kind of work outside the plan is noted until it is worth a result of its own."""
_ALIKE = 0.5


def recurs(text: str, others: Iterable[str]) -> bool:
    """Say whether a log is the third of its kind at least: logs with half of their words in common."""
    mine = _content_words(text)
    if not mine:
        return False
    alike = 0
    for other in others:
        theirs = _content_words(other)
        alike += len(mine & theirs) >= _ALIKE * len(mine | theirs) and bool(theirs)
    return alike + 1 >= RECURRING


def _content_words(text: str) -> frozenset[str]:
    words = (word.strip(".,!:;()\"'").lower() for word in text.split())
    return frozenset(word for word in words if len(word) > 3 and word.isalpha())


def _amount(written: str) -> Decimal:
    if re.fullmatch(r"\d+\.\d{1,2}", written):
        return Decimal(written)
    return Decimal(written.replace(".", "").replace(",", "."))
