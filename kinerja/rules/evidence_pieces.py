"""Several pieces of evidence: which are the same, and how many they count as; of reports and logs alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Piece(Protocol):
    """A piece of evidence, kept or on its way."""

    @property
    def sha256(self) -> str | None: ...
    @property
    def reference(self) -> str: ...
    @property
    def album(self) -> str | None: ...


def is_same(known: Piece, piece: Piece) -> bool:
    """Say whether two pieces are the same file, or the same link or number."""
    if piece.sha256 is not None:
        return known.sha256 == piece.sha256
    return bool(piece.reference) and known.reference == piece.reference


def count_of(pieces: Iterable[Piece]) -> int:
    """Return how many pieces they count as: those of one album are one."""
    found = list(pieces)
    return len(_albums(found)) + sum(not piece.album for piece in found)


def is_one_more(piece: Piece, pieces: Iterable[Piece]) -> bool:
    """Say whether a piece counts beside others: not where it belongs to an album among them."""
    return not piece.album or piece.album not in _albums(pieces)


def _albums(pieces: Iterable[Piece]) -> set[str]:
    return {piece.album for piece in pieces if piece.album}
