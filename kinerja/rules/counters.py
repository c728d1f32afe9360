"""Service counters: what people are asked there, from how many answers on it is shown, and how often one may answer."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from kinerja.errors import N_, Refused
from kinerja.rules.betraying_words import smoothed

ENOUGH = 10
"""Answers of a counter that are shown together."""

MOST_A_DAY = 3
"""Counters at which one chat may answer on one day; at each of them once."""

COUNTER_FORM = "counter"
"""The form of the chat in which somebody answers."""

PREFIX = "loket-"
"""Leads the code of a counter in its link."""

LONGEST_NAME = 60
LONGEST_TEXT = 300
_NUMBERS = re.compile(r"\+?\d[\d .-]{4,}\d|\S+@\S+")


class Service(StrEnum):
    """What somebody is asked who was served; each is answered with yes, partly or no."""

    FRIENDLY = "friendly"
    CLEAR = "clear"
    PROMPT = "prompt"


class Felt(StrEnum):
    """How it was; no number stands behind it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def check_name(name: str) -> str:
    """Return the name of a counter, trimmed."""
    trimmed = " ".join(name.split())
    if not 3 <= len(trimmed) <= LONGEST_NAME:
        raise Refused(
            N_("Please write a name of three to sixty letters, such as “Loket Pendaftaran”.")
        )
    return trimmed


def check_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the three answers; refused where one is left out."""
    given = {one.value: answers.get(one.value, "") for one in Service}
    if not all(value in set(Felt) for value in given.values()):
        raise Refused(N_("Please answer each question with one of the buttons."))
    return given


def check_sentence(text: str) -> str:
    """Return a sentence in the spelling of everybody, with numbers and addresses taken out."""
    plain = smoothed(_NUMBERS.sub("***", text)) if text.strip() else ""
    if len(plain) > LONGEST_TEXT:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(plain),
            longest=LONGEST_TEXT,
        )
    return plain


def counted(answers: Iterable[Mapping[str, str]], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return how often each answer was given, added to what was counted before."""
    sums = {key: Counter(counts) for key, counts in before.items()}
    for given in answers:
        for key, value in given.items():
            sums.setdefault(key, Counter())[value] += 1
    return {key: dict(sorted(counts.items())) for key, counts in sorted(sums.items())}


def marks_of(key: str, chat_id: int, counter_id: int) -> tuple[str, tuple[str, ...]]:
    """Return the mark of a chat at a counter, and those for its first, second … counter of a day."""
    own = _mark(key, f"{chat_id} at {counter_id}")
    return own, tuple(_mark(key, f"{chat_id} no. {number}") for number in range(MOST_A_DAY))


def _mark(key: str, said: str) -> str:
    return hmac.new(bytes.fromhex(key), said.encode(), hashlib.sha256).hexdigest()[:32]
