"""Texts and targets as they stand in lists: cut at a word, with unit, with both ends of a range."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from kinerja.messages import Message, say, words


class Targeted(Protocol):
    """Something with a target: a number, a range, or words."""

    @property
    def target_text(self) -> str: ...
    @property
    def target(self) -> Decimal | None: ...
    @property
    def target_high(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...


def short(text: str, longest: int = 70) -> str:
    """Return a text cut at a word, so that a list stays under one screen."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;") + " …"


def calling(name: str, longest: int = 28) -> str:
    """Return a name for a button: one too long for a small phone loses the titles behind it, then is cut."""
    return name if len(name) <= longest else short(name.partition(",")[0], longest)


def size_of(said: object) -> int:
    """Estimate how many bytes a message takes, whatever language it is said in."""
    if isinstance(said, Message):
        sentence = said.id if isinstance(said.id, str) else said.id.many
        return len(sentence) * 6 // 5 + sum(size_of(value) for value in said.values.values())
    if isinstance(said, tuple):
        return sum(size_of(one) + 1 for one in said)
    return len(said.encode()) if isinstance(said, str) else 10


def target(of: Targeted) -> Message:
    """Say a target with its unit; a range with both ends."""
    if of.target is None:
        return words(of.target_text or "–")
    if of.target_high is not None:
        return say(
            "{low}–{high} {unit}",
            low=of.target,
            high=of.target_high,
            unit=of.unit,
        )
    if not of.unit:
        return say("{target}", target=of.target)
    return say("{target} {unit}", target=of.target, unit=of.unit)
