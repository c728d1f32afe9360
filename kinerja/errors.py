"""The expected refusal: what the rules do not allow, said so that the person can go on."""

from __future__ import annotations

from typing import Any

from kinerja.messages import N_, NN_, Message, Plural

__all__ = ["NN_", "N_", "Refused", "Unknown"]


class Refused(Exception):
    """A request the rules do not allow; its message says what is wrong and what a good answer is."""

    def __init__(self, sentence: str | Plural, **values: Any) -> None:
        super().__init__(sentence if isinstance(sentence, str) else sentence.one)
        self.message = Message(sentence, values)


class Unknown(Refused):
    """The one answer for what does not exist and for what this reader may not know exists."""

    def __init__(self) -> None:
        super().__init__(
            N_("This is not available to you, or it no longer exists. Please go on from the menu.")
        )
