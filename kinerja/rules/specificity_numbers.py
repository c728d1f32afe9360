"""Numbers that prove nothing: dates, years, times, laws, letters, a NIP, a word said twice, mere praise."""

from __future__ import annotations

import re

MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "january|february|march|may|june|july|august|october|december|"
    "jan|feb|mar|apr|jun|jul|agu|agt|ags|aug|sep|sept|okt|oct|nov|des|dec"
)
_EMPTY = re.compile(
    "|".join(
        (
            rf"\b\d{{1,2}}\s+(?:{MONTHS})\b\.?(?:\s+\d{{4}})?",
            rf"\b(?:{MONTHS})\s+\d{{4}}\b",
            r"\b(?:tanggal|tgl\.?)\s?\d{1,2}(?:[/-]\d{1,2})?(?:[/-]\d{2,4})?\b",
            r"\b\d{1,4}[/-]\d{1,2}(?:[/-]\d{2,4})?\b",
            r"\b\d{1,2}[.:]\d{2}\s?(?:-|–|sampai|s\.?d\.?)\s?\d{1,2}[.:]\d{2}\b",
            r"(?<=[a-z])2\b",
            r"\b(?:nomor|no\.?|nmr|number)\s?[\w.]*\d[\w./-]*(?:\s+(?:tahun|thn|th\.?)\s+\d{4})?",
            r"\b(?:nip|nrp|nik)\b\.?\s?:?\s?[\d ]{6,}",
            r"\b\d{15,18}\b",
            r"\b(?:tahun|thn\.?|th\.?|ta|t\.a\.)\s?\d{4}\b",
            r"\b(?:19|20)\d{2}\b",
            r"\b(?:triwulan|tw|semester|smt|kuartal|q)\s?(?:\d|iv|i{1,3})\b",
            r"\b(?:pasal|ayat|butir|bab)\s?\d+\b",
            r"\b100\s?(?:%|persen|percent)",
            r"\b(?:nomor|no\.?|number)\s?(?:satu|one)\b",
            r"\b(?:nilai|skor|top|poin|bintang|grade)\s?\d+\b",
        )
    )
)

_TIME = re.compile(r"\b(?:pukul|jam|pkl\.?)\s?\d{1,2}(?:[.:]\d{2})?")
MOMENT = "hhmm"
"""Stands for a time of day: alone it proves nothing, beside the words of a deed it is one of them."""


def without_empty_numbers(text: str) -> str:
    """Return a text (in small letters) without the numbers that say nothing about a deed."""
    return _TIME.sub(f" {MOMENT} ", _EMPTY.sub(" ", text))
