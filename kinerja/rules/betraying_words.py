"""A text that gives its author away: signs to warn of, and the smooth form in which a text is shown.

The words are looked at here and nowhere else; nothing leaves the process, and nothing is blocked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

_SPELLINGS = {
    "yg": "yang",
    "sdh": "sudah",
    "udah": "sudah",
    "dgn": "dengan",
    "utk": "untuk",
    "krn": "karena",
    "tdk": "tidak",
    "gak": "tidak",
    "nggak": "tidak",
    "ga": "tidak",
    "aja": "saja",
    "sy": "saya",
    "jgn": "jangan",
    "blm": "belum",
    "tsb": "tersebut",
    "dpt": "dapat",
    "lbh": "lebih",
    "bgt": "sekali",
    "banget": "sekali",
    "dlm": "dalam",
    "pd": "pada",
    "spy": "supaya",
    "makasih": "terima kasih",
    "trims": "terima kasih",
}
_COMMON = {"dewi", "kurnia", "lestari", "wijaya", "utami", "baru", "indah", "cahaya", "putra"}
"""Names that are words as well: only with a capital letter do they name somebody."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3
_LONG = 280


class Sign(StrEnum):
    """What in a text may tell who wrote it."""

    NAME = "name"
    NUMBER = "number"
    ROLE = "role"
    ONLY = "only"
    BETWEEN_US = "between_us"
    MOMENT = "moment"
    PLACE = "place"
    LONG = "long"


_MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "january|february|march|may|june|july|august|october|december"
)
_DAYS = "senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PATTERNS: tuple[tuple[Sign, str], ...] = (
    (Sign.NUMBER, r"\d{6,}|[\w.]+@\w|@\w{3,}|\bnip\b|\bnik\b"),
    (
        Sign.ROLE,
        (
            r"\b(saya|aku|kami)\s+(sebagai|selaku|ini|adalah|yang)\b|\b(sebagai|selaku)\s+\w+"
            r"|\b(i am|i'm|as)\s+(the|a|an|your)\b|\b(bagian|tugas|loket|meja|jaga|shift|unit|tim)\s+saya\b"
            r"|\bmy (desk|shift|team|counter|section)\b"
        ),
    ),
    (
        Sign.ONLY,
        (
            r"\b(hanya|cuma|cuman)\s+(saya|aku|kami)\b|\bsatu-satunya\b|\bsaya\s+(sendiri|seorang)\b"
            r"|\b(only i|i alone|the only)\b"
        ),
    ),
    (
        Sign.BETWEEN_US,
        (
            r"\b(kepada|dengan|ke|sama|terhadap|pada|untuk|buat)\s+(saya|aku|kami berdua)\b"
            r"|\b(?:me|men|mem|meng|meny)\w+\s+(saya|aku)\b|\b(saya|aku)\s+(pernah|kemarin|waktu|ketika|di\w{3,})\b"
            r"|\b(waktu|ketika|saat)\s+(saya|aku)\b|\b(with|to|asked|told|gave|helped|scolded) me\b|\bwhen i\b"
        ),
    ),
    (
        Sign.MOMENT,
        (
            rf"\b\d{{1,2}}[.:]\d{{2}}\b|\b\d{{1,2}}[/-]\d{{1,2}}\b|\b({_MONTHS})\b|\b({_DAYS})\b|\btanggal\b"
            r"|\b(kemarin|tadi|semalam|lusa|barusan|yesterday|last (week|month|night))\b"
            r"|\b(minggu|bulan|tahun)\s+(lalu|kemarin|ini)\b"
        ),
    ),
    (
        Sign.PLACE,
        (
            r"\b(loket|ruang|ruangan|poli|lantai|meja|gedung|kamar|bangsal|pos|counter|room|ward|floor)\s+"
            r"(no\.?\s*)?[\w-]+"
        ),
    ),
)


def smoothed(text: str) -> str:
    """Return a text without what is only its author's: abbreviations, capitals, emoticons, signature.

    Sentences begin with a capital and end with a stop; the words themselves stay.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("So", "Sk", "Cs", "Cf"))
    plain = re.sub(r"[:;=]-?[)(DPp]+|<3|\bxixi\w*|\b(?:wk){2,}w?\b|\b(?:ha){2,}h?\b", " ", plain)
    plain = re.sub(r"^\s*[-–—~]\s*\w+\s*$", " ", plain, flags=re.MULTILINE)
    plain = re.sub(r"([!?.,])[!?.,]*", r"\1", plain).replace("!", ".")
    plain = " ".join(plain.split())
    plain = _WORD.sub(_spelled, plain)
    plain = re.sub(r"\s+([.,?;:])", r"\1", plain).strip(" -–—~")
    sentences = re.split(r"(?<=[.?])\s+", plain)
    joined = " ".join(one[:1].upper() + one[1:] for one in sentences if one)
    return joined if not joined or joined.endswith((".", "?")) else f"{joined}."


def _spelled(found: re.Match[str]) -> str:
    word = found[0]
    if len(word) > _SHORTEST_NAME and word.isupper():
        word = word.lower()
    known = _SPELLINGS.get(word.lower())
    return word if known is None else known


def signs_in(text: str, names: Iterable[str] = (), titles: Iterable[str] = ()) -> tuple[Sign, ...]:
    """Return what in a text may tell who wrote it; ``names`` are of the people around, ``titles`` their posts."""
    lowered = text.lower()
    found = {sign for sign, pattern in _PATTERNS if re.search(pattern, lowered)}
    if _names_somebody(text, names):
        found.add(Sign.NAME)
    if any(_stands_in(title.lower(), lowered) for title in titles):
        found.add(Sign.ROLE)
    if len(text) > _LONG:
        found.add(Sign.LONG)
    return tuple(sign for sign in Sign if sign in found)


def _names_somebody(text: str, names: Iterable[str]) -> bool:
    said = set(_WORD.findall(text))
    lowered = {word.lower() for word in said}
    parts = {part for name in names for part in _WORD.findall(name) if len(part) >= _SHORTEST_NAME}
    return any(
        part in said if part.lower() in _COMMON else part.lower() in lowered for part in parts
    )


def _stands_in(title: str, text: str) -> bool:
    return bool(title) and re.search(rf"\b{re.escape(title)}\b", text) is not None
