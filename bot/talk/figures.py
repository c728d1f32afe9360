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
    return say("{target} {unit}", target=of.target, unit=of.unit)
