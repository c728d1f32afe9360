"""Identification numbers of civil servants (NIP, NI PPPK): read, checked, masked."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.cells import Cell, clean, words_of

LENGTH = 18
YOUNGEST, OLDEST = 17, 70
FIRST_CONTRACT = 21
"""From here on the 13th and 14th digit count contracts (PPPK); below they are a month (PNS)."""
EXACT = 1e15
"""Spreadsheets keep 15 digits of a number; from here on the rest is lost."""

_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+|\d{15,}[.,]\d*")
_AS_FORMULA = re.compile(r'="(.*)"')
_MORE_THAN_A_KEY = 16


def read_nip(cell: Cell, today: date) -> str:
    """Read a NIP or NI PPPK; spaces may stand anywhere. Return its 18 digits."""
    nip = written_nip(cell)
    _check_birth(nip, today)
    _check_appointment(nip, today)
    if nip[14] not in "12":
        raise Refused(N_("has a 15th digit other than 1 (man) or 2 (woman)"))
    return nip


def written_nip(cell: Cell) -> str:
    """Return the 18 digits somebody wrote; what they say is not looked at."""
    text = _bare(cell)
    if not text:
        raise Refused(N_("is empty"))
    digits = text.replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(N_("may hold digits and spaces only"))
    if len(digits) != LENGTH:
        raise Refused(N_("has {n} digits instead of 18"), n=len(digits))
    if digits.endswith("000"):
        raise _rounded()
    return digits


def read_key(cell: Cell, longest: int) -> str:
    """Read the key of a superior from outside the civil service, who has no NIP."""
    key = _bare(cell)
    if not key:
        raise Refused(N_("is empty"))
    if len(key) > longest:
        raise Refused(
            N_("has {length} characters, at most {longest} are possible"),
            length=len(key),
            longest=longest,
        )
    if looks_like_nip(key):
        raise Refused(
            N_("looks like an identification number; please fill in jenis, or give another key")
        )
    return key


def reference(cell: Cell) -> str:
    """Read the number or key by which a file names somebody else; digits lose their spaces."""
    key = _bare(cell)
    digits = key.replace(" ", "")
    if looks_like_nip(digits) and len(digits) == LENGTH and digits.endswith("000"):
        raise _rounded()
    return digits if looks_like_nip(key) else key


def required_reference(cell: Cell) -> str:
    """Read the number or key of somebody a row is about."""
    key = reference(cell)
    if not key:
        raise Refused(N_("is empty"))
    return key


def looks_like_nip(key: str) -> bool:
    """Say whether a key can only be meant as an identification number."""
    digits = key.replace(" ", "")
    return digits.isascii() and digits.isdigit() and len(digits) >= _MORE_THAN_A_KEY


def mask(nip: str) -> str:
    """Return the number with all but the year of birth hidden."""
    return nip[:4] + "*" * (len(nip) - 4)


def _bare(cell: Cell) -> str:
    """Return what was written, without what spreadsheets put around it; refuse rounded numbers."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= EXACT:
        raise _rounded()
    text = words_of(cell) if not isinstance(cell, str) else clean(cell)
    text = unicodedata.normalize("NFKC", text).removeprefix("'").strip()
    as_formula = _AS_FORMULA.fullmatch(text)
    text = clean(as_formula.group(1)) if as_formula else text
    if _SCIENTIFIC.fullmatch(text):
        raise _rounded()
    return text


def _rounded() -> Refused:
    return Refused(
        N_("was rounded by the spreadsheet; format the column as text and enter the number anew")
    )


def _check_birth(nip: str, today: date) -> None:
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        raise Refused(N_("does not begin with a date of birth (year, month, day)")) from None
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        raise Refused(
            N_("begins with a date of birth that gives an age outside {youngest} to {oldest}"),
            youngest=YOUNGEST,
            oldest=OLDEST,
        )


def _check_appointment(nip: str, today: date) -> None:
    year, part = int(nip[8:12]), int(nip[12:14])
    if not int(nip[:4]) + YOUNGEST <= year <= today.year + 1:
        raise Refused(N_("has an impossible year of appointment (digits 9 to 12)"))
    if not (1 <= part <= 12 or part >= FIRST_CONTRACT):
        raise Refused(
            N_("has digits 13 and 14 that are neither a month (PNS) nor a contract's count (PPPK)")
        )
