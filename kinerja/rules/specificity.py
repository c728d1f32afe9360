"""Whether feedback says something of its own: rules that ask once, never block and never rate.

The words are looked at here and nowhere else; nothing leaves the process. What counts is what remains of a
text when stock phrases, words of every report and words about the person's nature are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from kinerja.messages import N_, Message, say
from kinerja.rules import specificity_words as lists
from kinerja.rules.specificity_numbers import without_empty_numbers

SAME = 0.9
"""How alike two texts are, word by word, to count as the same words."""

_ENOUGH = 4
_FEW = 4
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*%?")
_LONG = 12
_SHARE = 0.35
"""Of a long text at least this share has to be words of its own: politeness is long, too."""

_VOWELS = str.maketrans("", "", "aeiou")
_PREFIXES = ("meng", "meny", "mem", "men", "me", "peng", "peny", "pem", "pen", "per", "pe")
_MORE_PREFIXES = ("di", "ter", "ber", "se", "ke")
_SUFFIXES = ("nya", "lah", "kan", "an", "i")
_TITLES = {"bapak", "ibu", "pak", "bu", "sdr", "saudara", "ya", "kak", "mas", "mbak"}
_SPELLINGS = {
    "tgl": "tanggal",
    "satupun": "satu pun",
    "yg": "yang",
    "sdh": "sudah",
    "udh": "sudah",
    "udah": "sudah",
    "dgn": "dengan",
    "utk": "untuk",
    "tks": "terima kasih",
    "makasih": "terima kasih",
    "trims": "terima kasih",
    "lap": "laporan",
    "smua": "semua",
    "skrg": "sekarang",
    "krn": "karena",
    "krj": "kerja",
    "sy": "saya",
    "aja": "saja",
    "gak": "tidak",
    "nggak": "tidak",
    "ga": "tidak",
    "tdk": "tidak",
    "kpd": "kepada",
    "sbg": "sebagai",
    "dpt": "dapat",
    "thd": "terhadap",
    "tsb": "tersebut",
    "ybs": "bersangkutan",
}


class Lack(StrEnum):
    """What a text lacks."""

    STOCK = "stock"
    VAGUE = "vague"
    PERSON = "person"
    REPEATED = "repeated"


QUESTIONS = {
    Lack.STOCK: N_(
        "This is a phrase that fits everybody. Would you like to add what was done, when, and what came "
        "of it?"
    ),
    Lack.VAGUE: N_(
        "This feedback names no example and no number yet. Would you like to add when it was, what "
        "was done, and what came of it?"
    ),
    Lack.PERSON: N_(
        "This is about the person rather than about what they did. Would you like to add the deed you saw, "
        "and what came of it?"
    ),
    Lack.REPEATED: N_(
        "You have given the same words before, to somebody else or last month. Would you like to add "
        "what is new here?"
    ),
}


def asks_to_sharpen(parts: Iterable[str], earlier: Iterable[str] = ()) -> Message | None:
    """Return the question to ask once about feedback that says nothing of its own.

    ``parts`` are those of one feedback, ``earlier`` the parts of the giver's other feedback.
    """
    given = [part for part in parts if part.strip()]
    known = [other for other in map(_comparable, earlier) if len(other) > _FEW]
    if any(_alike(_comparable(part), other) for part in given for other in known):
        return say(QUESTIONS[Lack.REPEATED])
    lack = lacking(" ".join(given))
    return None if lack is None else say(QUESTIONS[lack])


def lacking(text: str, earlier: Iterable[str] = ()) -> Lack | None:
    """Return what a text lacks, or None where it is specific; ``earlier`` are the giver's other texts."""
    plain = _comparable(text)
    if plain and any(_alike(plain, _comparable(other)) for other in earlier):
        return Lack.REPEATED
    counted = without_empty_numbers(text.lower()).replace("keras kepala", "keraskepala")
    said = [_SPELLINGS.get(word, word) for word in _WORD.findall(counted)]
    if any(word[0].isdigit() for word in said):
        return None
    own = [word for word in said if not _is_known(word, _silent())]
    judged = any(word.removesuffix("nya") in _judging() or word in _judging() for word in said)
    if judged and len([word for word in own if not _is_known(word, _person())]) < _ENOUGH:
        return Lack.PERSON
    if len(own) >= _ENOUGH and (len(said) < _LONG or len(own) >= _SHARE * len(said)):
        return None
    only_phrases = all(_is_known(word, _phrases()) for word in said)
    return Lack.STOCK if only_phrases or len(said) <= _FEW else Lack.VAGUE


def _comparable(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    spelled = " ".join(_SPELLINGS.get(word, word) for word in words)
    return [word for word in spelled.split() if word not in _TITLES]


def _alike(one: list[str], other: list[str]) -> bool:
    if not other or [w for w in one if w[0].isdigit()] != [w for w in other if w[0].isdigit()]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME


def _is_known(word: str, known: frozenset[str]) -> bool:
    if word in known or any(form in known for form in _forms(word)):
        return True
    return word.translate(_VOWELS) == word and word in _skeletons(known)


@cache
def _skeletons(known: frozenset[str]) -> frozenset[str]:
    """Return how words are written in a hurry: without vowels, ng as g and ny as y."""
    bare = (word.translate(_VOWELS) for word in known if len(word) > _FEW)
    return frozenset(form for one in bare if len(one) > 1 for form in (one, one.replace("ng", "g")))


@cache
def _forms(word: str) -> frozenset[str]:
    """Return a word without what may stand before and after its root in Indonesian."""
    tails = {word}
    for _ in range(2):
        tails |= {
            tail.removesuffix(end)
            for tail in tails
            for end in _SUFFIXES
            if len(tail) > len(end) + 3
        }
    forms = set(tails)
    for _ in range(2):
        forms |= {
            form.removeprefix(start)
            for form in forms
            for start in (*_PREFIXES, *_MORE_PREFIXES)
            if len(form) > len(start) + 2
        }
    return frozenset(forms)


@cache
def _phrases() -> frozenset[str]:
    return frozenset((lists.FUNCTION + lists.SPOKEN + lists.CEREMONY + lists.STOCK).split())


@cache
def _silent() -> frozenset[str]:
    return _phrases() | frozenset(lists.GENERAL.split())


@cache
def _person() -> frozenset[str]:
    return frozenset(lists.PERSON.split())


@cache
def _judging() -> frozenset[str]:
    return frozenset(lists.JUDGING.split())
